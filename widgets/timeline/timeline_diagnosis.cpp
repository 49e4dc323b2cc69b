#include "models/engine/engine.h"
#include "models/project/migration_desk.h"
#include "models/sql/normal_text.h"
#include "widgets/common/banner.h"
#include "widgets/common/confirm_dialog.h"
#include "widgets/timeline/diagnosis_view.h"
#include "widgets/timeline/timeline_panel.h"

#include <QScrollArea>
#include <QScrollBar>

// The part of TimelinePanel that shows why a migration stopped, and leads out.
namespace relata {
using namespace Qt::StringLiterals;

namespace {
constexpr int mostStatements = 6, longestStatement = 100;
} // namespace

void TimelinePanel::diagnose() { m_desk->diagnose(); }

void TimelinePanel::showDiagnosis()
{
    const auto &diagnosis = m_desk->diagnosis();
    if (!diagnosis || !m_desk->engine()) {
        if (!m_diagnosis->isHidden()) // what it led to is on top
            m_scroll->verticalScrollBar()->setValue(0);
        m_diagnosis->clear();
        showAll();
        return;
    }
    m_banner->dismiss(); // the diagnosis says it, and more
    m_diagnosis->setDiagnosis(
        *diagnosis, *m_desk->engine()->flavour, [this](const QString &words) { return m_desk->command(words); });
    m_diagnosis->orderBehind(m_scroll);
    m_scroll->verticalScrollBar()->setValue(0);
    showAll();
}

/// What the way is, and what it would run, a line a statement.
static QString consequences(const Diagnosis::WayOut &way, const SqlFlavour &flavour)
{
    QStringList lines{way.what.translated() + u'\n', way.effect.translated()};
    for (const QString &sql : way.statements.mid(0, mostStatements))
        lines += u"• "_s + collapsed(sql, flavour, longestStatement);
    if (const int more = int(way.statements.size()) - mostStatements; more > 0)
        lines += TimelinePanel::tr("and %n more", nullptr, more);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

/// What takes a way is asked first: each changes the database or what it says of itself.
void TimelinePanel::takeWay(const Diagnosis::WayOut &way)
{
    using Deed = Diagnosis::WayOut::Deed;
    const auto &profile = m_desk->connection();
    if (!profile)
        return;
    const QString where = profile->displayName(), version = m_desk->diagnosis()->version;
    Confirmation question{.title = {}, .text = consequences(way, *m_desk->engine()->flavour), .action = {}};
    switch (way.deed) {
    case Deed::Apply:
        return applyPending();
    case Deed::Drift:
        return compareApplied();
    case Deed::Resume:
        question.title = tr("Resume migration %1 on %2?").arg(version, where);
        question.action = tr("Resume on %1").arg(where);
        question.danger = false;
        break;
    case Deed::RollBack:
        question.title = tr("Roll back migration %1 on %2?").arg(version, where);
        question.action = tr("Roll Back on %1").arg(where);
        break;
    case Deed::Stamp:
        question.title = tr("Change what the ledger of %1 says?").arg(where);
        question.text += u'\n' + tr("No statement of a migration runs.");
        question.action = way.isForced ? tr("Forget the Run on %1").arg(where) : tr("Mark as Applied on %1").arg(where);
        question.danger = false;
        break;
    default:
        return m_desk->take(way);
    }
    changeDatabase(false, question, [this, way, version] {
        if (m_desk->diagnosis() && m_desk->diagnosis()->version == version) // else it was not what was asked about
            m_desk->take(way);
    });
}

} // namespace relata
