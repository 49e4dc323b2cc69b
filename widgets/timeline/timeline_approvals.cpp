#include "models/project/approvals.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "models/timeline/run_table.h"
#include "widgets/common/ask_text.h"
#include "widgets/common/banner.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/timeline/timeline_panel.h"

// The part of TimelinePanel that gives and shows approvals.
namespace relata {
using namespace Qt::StringLiterals;

void TimelinePanel::connectApprovals()
{
    connect(m_approvals, &ApprovalDesk::changed, this, &TimelinePanel::showAll);
    connect(m_approvals, &ApprovalDesk::failed, this, [this](const Error &error) { m_banner->show(error); });
    connect(m_approvals, &ApprovalDesk::approved, this, [this](const Approval &approval) {
        m_banner->dismiss();
        const QString text = approval.isDown ? tr("Going back from migration %1 is approved by %2")
                                             : tr("Migration %1 is approved by %2");
        m_services.navigator.notify(Tone::Ok, text.arg(approval.version, approval.by));
    });
}

/// What is pending up to there and waits for somebody's word, where the database asks for that.
QStringList TimelinePanel::unapproved(const QString &version) const
{
    QStringList result;
    const auto &profile = m_desk->connection();
    if (!profile || !m_approvals->isAskedBy(*profile))
        return result;
    for (const MigrationFile &one : m_desk->wouldRun(version)) {
        if (!m_approvals->isApproved(one.version))
            result += one.version;
    }
    return result;
}

/// Says before anything is asked or run that the database would refuse.
bool TimelinePanel::mustWaitForApproval(const QString &version)
{
    const QStringList missing = unapproved(version);
    if (missing.isEmpty())
        return false;
    const QString first = missing.first();
    const bool isVoid = m_approvals->standing(first).state == ApprovalStanding::State::Void;
    const QString where = m_desk->connection()->displayName();
    m_banner->show(Tone::Warning,
        isVoid ? tr("Nothing was applied to %1: migration %2, or one before it, was changed after it was approved.")
                     .arg(where, first)
               : tr("Nothing was applied to %1, which takes only what is approved: migration %2 is not.")
                     .arg(where, first),
        missing.size() > 1 ? tr("Not approved: %1").arg(missing.join(u", "_s)) : QString());
    m_banner->addAction(tr("Approve %1…").arg(first), [this, first] { askToApprove(first); });
    return true;
}

void TimelinePanel::askToApprove(const QString &version)
{
    const Timeline &timeline = m_services.project->timeline();
    const MigrationFile *migration = timeline.find(version);
    if (!migration)
        migration = timeline.findRepeatable(version);
    if (!migration)
        return;
    askText(this,
        {.title = tr("Approve migration %1 %2?").arg(version, migration->title),
            .text = tr("The approval holds for its statements as they are and for all that run before it; a change "
                       "voids it. It is a file of the project, under approvals."),
            .label = tr("&Approved by"),
            .action = tr("Approve %1").arg(version),
            .value = runnerName().section(u'@', 0, 0),
            .more = tr("&Note")},
        [this, version](const QString &by, const QString &note) { m_approvals->approve(version, by, note); });
}

bool TimelinePanel::mayApproveBack(const QString &version) const
{
    const MigrationStatus *status = m_desk->state(version);
    return m_approvals->isUsed() && status && status->state != MigrationState::Pending
        && status->state != MigrationState::Missing
        && m_approvals->backStanding(version).state != ApprovalStanding::State::Approved;
}

void TimelinePanel::askToApproveBack(const QString &version)
{
    const MigrationFile *migration = m_services.project->timeline().find(version);
    if (!migration)
        return;
    askText(this,
        {.title = tr("Approve going back from migration %1 %2?").arg(version, migration->title),
            .text =
                tr("The approval holds for rolling it back, as its file is now and all that run before it; a change "
                   "voids it. It is a file of the project, under approvals."),
            .label = tr("&Approved by"),
            .action = tr("Approve Going Back from %1").arg(version),
            .value = runnerName().section(u'@', 0, 0),
            .more = tr("&Note")},
        [this, version](const QString &by, const QString &note) { m_approvals->approve(version, by, note, true); });
}

} // namespace relata
