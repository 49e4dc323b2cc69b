#include "models/engine/engine.h"
#include "models/items/state_words.h"
#include "models/jobs/recipes/repeatables.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "widgets/common/services.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/migration_card.h"
#include "widgets/timeline/timeline_panel.h"

#include <QBoxLayout>
#include <QLabel>
#include <QScrollArea>

#include <algorithm>

// The part of TimelinePanel that shows what runs behind the migrations.
namespace relata {
using namespace Qt::StringLiterals;

/// Behind the cards of migrations, which have the newest on top, and before the stretch.
MigrationCard *TimelinePanel::repeatableCard(const QString &name)
{
    if (!m_repeatablesTitle) {
        m_repeatablesTitle =
            new QLabel(tr("Run behind the migrations, and again when they change"), m_scroll->widget());
        m_repeatablesTitle->setObjectName(u"repeatablesTitle"_s);
        m_repeatablesTitle->setAccessibleName(m_repeatablesTitle->text());
        m_repeatablesTitle->setFont(m_services.theme.smallFont());
        m_repeatablesTitle->setForegroundRole(QPalette::PlaceholderText);
        m_list->insertWidget(m_list->count() - 1, m_repeatablesTitle);
    }
    MigrationCard *&card = m_repeatables[name];
    if (card)
        return card;
    card = new MigrationCard(m_services.theme, *m_desk->engine()->flavour, name, m_scroll->widget());
    card->setObjectName(u"repeatable_"_s + name);
    m_list->insertWidget(m_list->count() - 1, card);
    connect(card, &MigrationCard::expandedChanged, this, [this] { makeRoom(); });
    return card;
}

/// `file` is null for one that only the database knows, `status` where that has not answered.
static void fillRepeatable(MigrationCard &card, const MigrationFile *file, const RepeatableStatus *status)
{
    const QString about = file ? file->description.section(u'\n', 0, 0) : QString();
    card.setTitle(about == card.version() ? QString() : about);
    card.setRepeatable(file ? file->up : QString());
    const StateWords words = stateWords(status);
    card.setState(words.tone, words.icon, words.text, words.detail);
    QList<std::pair<Tone, QString>> facts;
    if (status && !status->error.isEmpty())
        facts += {Tone::Danger, status->error};
    card.setFacts(facts);
}

void TimelinePanel::showRepeatables()
{
    if (!m_desk->engine())
        return;
    const Timeline &timeline = m_services.project->timeline();
    const QList<RepeatableStatus> &states = m_desk->repeatables();
    QStringList there;
    for (const MigrationFile &file : timeline.repeatables)
        there += file.version;
    for (const RepeatableStatus &one : states) {
        if (!there.contains(one.name))
            there += one.name;
    }
    for (const QString &name : std::as_const(there)) {
        const auto status =
            std::find_if(states.begin(), states.end(), [&](const RepeatableStatus &one) { return one.name == name; });
        fillRepeatable(
            *repeatableCard(name), timeline.findRepeatable(name), status == states.end() ? nullptr : &*status);
    }
    for (const QString &name : m_repeatables.keys()) {
        if (!there.contains(name))
            delete m_repeatables.take(name);
    }
    if (m_repeatablesTitle)
        m_repeatablesTitle->setVisible(!there.isEmpty());
}

} // namespace relata
