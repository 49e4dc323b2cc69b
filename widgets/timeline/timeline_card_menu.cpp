#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "models/project/watch_desk.h"
#include "models/timeline/migration_file.h"
#include "widgets/common/banner.h"
#include "widgets/common/confirm_dialog.h"
#include "widgets/common/document.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/timeline/timeline_panel.h"

#include <QMenu>
#include <QUuid>

#include <ranges>

// The part of TimelinePanel that leads the database to a place of the timeline: up, down, by a script, or by word.
namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int shownDifferences = 6;

QAction *add(QMenu &menu, const QString &text, const QString &name, bool isEnabled, const std::function<void()> &deed)
{
    QAction *action = menu.addAction(text);
    action->setObjectName(name);
    action->setEnabled(isEnabled);
    QObject::connect(action, &QAction::triggered, &menu, deed);
    return action;
}

QString numbersOf(const QList<MigrationFile> &migrations)
{
    QStringList result;
    for (const MigrationFile &one : migrations)
        result += one.version;
    return result.join(u", "_s);
}

/// What the ledger would say, and what speaks against it.
QString stampText(const Stamp &stamp)
{
    QStringList lines{TimelinePanel::tr("Nothing of a migration runs.")};
    if (!stamp.recorded.isEmpty())
        lines += TimelinePanel::tr("Applied from then on: %1.").arg(numbersOf(stamp.recorded));
    if (!stamp.forgotten.isEmpty())
        lines += TimelinePanel::tr("Not applied any more: %1.").arg(numbersOf(stamp.forgotten));
    if (!stamp.unknown.isEmpty())
        lines += TimelinePanel::tr("Whether that is true could not be found out: %1").arg(stamp.unknown.translated());
    else if (stamp.differences.isEmpty())
        lines += TimelinePanel::tr("The database is just what this version leads to.");
    else
        lines += TimelinePanel::tr("The database is not what this version leads to:");
    for (const QString &one : stamp.differences.mid(0, shownDifferences))
        lines += u"• "_s + one;
    if (const int more = int(stamp.differences.size()) - shownDifferences; more > 0)
        lines += TimelinePanel::tr("and %n more", nullptr, more);
    return lines.join(u'\n');
}

} // namespace

void TimelinePanel::connectPlaces()
{
    connectSquash();
    connectPhases();
    connect(m_desk, &MigrationDesk::stampPlanned, this, &TimelinePanel::askToStamp);
    connect(m_desk, &MigrationDesk::repairPlanned, this, &TimelinePanel::askToRepair);
    connect(m_desk, &MigrationDesk::scriptWritten, this, [this](const QString &version, const QString &script) {
        m_services.navigator.open(Document{.kind = "query",
            .id = QUuid::createUuid().toString(QUuid::WithoutBraces),
            .title = tr("Script to %1").arg(version),
            .state = {{u"text"_s, script}}});
    });
}

/// What is applied behind a version, the last first.
QStringList TimelinePanel::appliedAbove(const QString &version) const
{
    QStringList result;
    for (const MigrationStatus &one : std::views::reverse(m_desk->states())) {
        if (one.version.toLongLong() <= version.toLongLong())
            break;
        if (one.state == MigrationState::Applied || one.state == MigrationState::Edited)
            result += one.version;
    }
    return result;
}

void TimelinePanel::fillMenu(const QString &version, QMenu &menu)
{
    const auto &profile = m_desk->connection();
    const MigrationStatus *status = m_desk->state(version);
    const bool isIdle = profile && status && !m_desk->isRunning() && m_desk->stopped().isEmpty();
    const bool isPending = status && status->state == MigrationState::Pending;
    const bool isApplied =
        status && (status->state == MigrationState::Applied || status->state == MigrationState::Edited);
    const bool isBehind = isApplied && !appliedAbove(version).isEmpty();
    const QString where = profile ? profile->displayName() : QString();
    add(menu, tr("Apply Up to Here…"), u"applyUpToHere"_s, isIdle && isPending,
        [this, where, version] { applyOn(where, version); });
    if (isPending && version == m_desk->next())
        add(menu, tr("Check the Data for It"), u"checkRows"_s, isIdle, [this] { m_desk->checkRows(); });
    const auto &seen = m_watch->before();
    const bool isSeen = profile && isApplied && seen && seen->migrations.contains(version);
    if (isApplied && version == m_desk->lastApplied())
        add(menu, tr("Watch What It Did"), u"watchHere"_s, isSeen, [this] { startWatch(); });
    add(menu, tr("Roll Back to Here…"), u"rollBackToHere"_s, isIdle && isBehind,
        [this, version] { rollBackTo(version); });
    if (mayApproveBack(version))
        add(menu, tr("Approve Going Back…"), u"approveGoingBack"_s, true,
            [this, version] { askToApproveBack(version); });
    menu.addSeparator();
    add(menu, isPending ? tr("Open the Script Up to Here") : tr("Open the Script Back to Here"), u"scriptToHere"_s,
        isIdle && (isPending || isBehind), [this, version] { m_desk->writeScript(version); });
    add(menu, tr("Say That the Database Stands Here…"), u"stampHere"_s, profile && status && !m_desk->isRunning(),
        [this, version] { m_desk->planStampAt(version); });
    menu.addSeparator();
    const auto &all = m_services.project->timeline().migrations;
    add(menu, tr("Squash Up to Here…"), u"squashToHere"_s, maySquash() && all.first().version != version,
        [this, version] { askToSquash(version); });
}

void TimelinePanel::rollBackTo(const QString &version)
{
    const auto &profile = m_desk->connection();
    const QStringList versions = appliedAbove(version);
    if (!profile || versions.isEmpty() || m_desk->isRunning())
        return;
    const bool isAll = version.toLongLong() == 0;
    QStringList titles;
    for (const QString &one : versions) {
        const MigrationFile *file = m_services.project->timeline().find(one);
        titles += file ? one + u' ' + file->title : one;
    }
    const Confirmation question{
        .title = tr("Roll back %n migration(s) on %1?", nullptr, int(versions.size())).arg(profile->displayName()),
        .text = tr("Their ways down run, the last first: %1. The tables and columns that they made go, with the values "
                   "in them; %2 stays.")
                    .arg(titles.join(u", "_s), isAll ? tr("nothing") : version),
        .action = isAll ? tr("Roll Back All") : tr("Roll Back to %1").arg(version),
    };
    goBack(false, requiredBackup(m_desk->requiresBackup()), question,
        [this, versions](const BackupWish &backup) { m_desk->rollBackAll(versions, {}, backup); });
}

void TimelinePanel::askToStamp(const Stamp &stamp)
{
    const auto &profile = m_desk->connection();
    if (!profile)
        return;
    if (stamp.isEmpty())
        return m_banner->show(Tone::Plain,
            tr("The ledger of %1 says already that the database stands at %2.")
                .arg(profile->displayName(), stamp.version));
    const Confirmation question{
        .title = tr("Say that %1 stands at %2?").arg(profile->displayName(), stamp.version),
        .text = stampText(stamp),
        .action = stamp.isSafe() ? tr("Correct the Ledger") : tr("Correct the Ledger All the Same"),
        .danger = !stamp.isSafe(),
    };
    changeDatabase(false, question, [this, stamp] { m_desk->stampAt(stamp); });
}

} // namespace relata
