#include "models/engine/engine.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "widgets/common/buttons.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/timeline/card_words.h"
#include "widgets/timeline/fill_list.h"
#include "widgets/timeline/migration_card.h"
#include "widgets/timeline/timeline_panel.h"
#include "widgets/timeline/unsaved_list.h"
#include "widgets/timeline/unsaved_step_list.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

// The part of TimelinePanel that shows the unsaved migration.
namespace relata {
using namespace Qt::StringLiterals;

void TimelinePanel::makeDraftCard()
{
    m_draftCard = new MigrationCard(m_services.theme, *m_desk->engine()->flavour, {}, m_scroll->widget());
    m_draftCard->setDashed(true);
    m_draftCard->setTitle(tr("Unsaved migration"));
    m_draftTitle = m_draftCard->makeTitleEditable({});
    m_save = primaryButton({}, u"saveMigration"_s, m_draftCard);
    connect(m_save, &QPushButton::clicked, this, &TimelinePanel::saveDraft);
    connect(m_draftTitle, &QLineEdit::returnPressed, this, &TimelinePanel::saveDraft);
    m_fills = new FillList(m_draftCard);
    connect(m_fills, &FillList::filled, m_desk, &MigrationDesk::fill);
    m_asPhases = plainButton(tr("Make as Phases…"), u"makeAsPhases"_s, m_draftCard);
    connect(m_asPhases, &QPushButton::clicked, this, &TimelinePanel::askForPhases);
    m_draftCard->addButton(m_asPhases);
    m_draftCard->addButton(m_save);
    addChoiceOfPart();
    m_draftCard->addPart(m_fills);
    m_list->insertWidget(0, m_draftCard);
    m_draftCard->setExpanded(true);
}

void TimelinePanel::addChoiceOfPart()
{
    auto *row = new QWidget(m_draftCard);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins({});
    m_partBy = new QComboBox(row);
    m_partBy->setObjectName(u"choosePartBy"_s);
    m_partBy->setAccessibleName(tr("How to choose what is saved"));
    m_partBy->setToolTip(m_partBy->accessibleName());
    row->setObjectName(u"choiceOfPart"_s);
    row->setAccessibleName(m_partBy->accessibleName());
    m_partBy->addItems({tr("By change"), tr("By step of the plan")});
    line->addWidget(m_partBy);
    line->addStretch();
    m_unsaved = new UnsavedList(m_services.theme, m_draftCard);
    m_unsavedSteps = new UnsavedStepList(m_services.theme, m_draftCard);
    m_draftCard->addPart(row);
    m_draftCard->addPart(m_unsaved);
    m_draftCard->addPart(m_unsavedSteps);
    connect(m_partBy, &QComboBox::currentIndexChanged, this, &TimelinePanel::showChoiceOfPart);
    connect(m_unsavedSteps, &UnsavedStepList::chosen, m_desk, &MigrationDesk::chooseStep);
    connect(m_unsaved, &UnsavedList::chosen, m_desk, &MigrationDesk::choose);
    connect(m_unsaved, &UnsavedList::opened, this, [this](const ObjectRef &object) {
        if (m_services.project->designed().find(object.id))
            m_services.navigator.open(object);
    });
}

/// By step or by change; neither where there is no choice.
void TimelinePanel::showChoiceOfPart()
{
    const bool isChoice = m_desk->unsaved().size() > 1;
    const bool bySteps = isChoice && m_partBy->currentIndex() == 1 && !m_desk->unsavedSteps().isEmpty();
    m_partBy->parentWidget()->setVisible(isChoice && !m_desk->unsavedSteps().isEmpty());
    m_unsaved->setVisible(isChoice && !bySteps);
    m_unsavedSteps->setVisible(bySteps);
}

static QStringList namesOf(const QList<ObjectRef> &objects)
{
    QStringList names;
    for (const ObjectRef &object : objects)
        names += object.path.mid(object.path.first().isEmpty() ? 1 : 0).join(u'.'); // the default namespace has none
    names.sort();
    return names;
}

void TimelinePanel::fillDraftCard()
{
    const auto &draft = m_desk->draft();
    const QList<UnsavedChange> &changes = m_desk->unsaved();
    const auto taken =
        std::count_if(changes.begin(), changes.end(), [](const UnsavedChange &one) { return one.taken; });
    m_unsaved->setChanges(changes);
    m_unsavedSteps->setSteps(m_desk->unsavedSteps());
    showChoiceOfPart();
    m_fills->setColumns(namesOf(m_desk->toFill()));
    m_save->setText(taken == changes.size() ? tr("Save Migration")
                                            : tr("Save %1 of %n Change(s)", nullptr, int(changes.size())).arg(taken));
    m_save->setAccessibleName(m_save->text());
    m_save->setEnabled(draft.has_value());
    if (draft) {
        m_draftTitle->setPlaceholderText(draft->file.title);
        m_draftCard->setState(Tone::Changed, u"edit"_s, tr("Unsaved"));
        m_draftCard->setSql(draft->file.up, draft->file.down);
        auto facts = planFacts(draft->plan.up) + QList{returnFact(draft->back)};
        if (!draft->remark.isEmpty())
            facts.append({Tone::Muted, draft->remark.translated()});
        m_draftCard->setFacts(facts);
        return;
    }
    const QString why = m_desk->draftRefusal().translated();
    if (taken == 0 && !changes.isEmpty())
        m_draftCard->setState(Tone::Muted, u"edit"_s, tr("Nothing chosen"));
    else
        m_draftCard->setState(Tone::Danger, u"danger"_s, tr("No plan"));
    m_draftCard->setSql(u"-- "_s + why, {});
    m_draftCard->setFacts({{taken == 0 ? Tone::Muted : Tone::Danger, why}});
}

void TimelinePanel::showDraft()
{
    const bool wanted = m_desk->draft() || !m_desk->draftRefusal().isEmpty();
    if (wanted && !m_draftCard)
        makeDraftCard();
    if (wanted) {
        fillDraftCard();
        offerPhases();
    } else {
        delete m_draftCard;
        m_draftCard = nullptr;
        m_draftTitle = nullptr;
        m_save = nullptr;
        m_asPhases = nullptr;
        m_unsaved = nullptr;
        m_unsavedSteps = nullptr;
        m_partBy = nullptr;
        m_fills = nullptr;
    }
    showAll();
}

} // namespace relata
