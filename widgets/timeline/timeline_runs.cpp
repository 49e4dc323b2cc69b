#include "models/engine/engine.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "models/project/run_desk.h"
#include "models/timeline/backfill_rules.h"
#include "widgets/common/banner.h"
#include "widgets/common/confirm_dialog.h"
#include "widgets/common/services.h"
#include "widgets/timeline/migration_card.h"
#include "widgets/timeline/run_strip.h"
#include "widgets/timeline/timeline_panel.h"

// The part of TimelinePanel that shows what runs on the database, and steers it.
namespace relata {
using namespace Qt::StringLiterals;

/// Of a migration that the project does not know, nobody can tell.
static bool hasBatches(const MigrationFile *migration)
{
    if (!migration)
        return true;
    const QString text = migration->up + migration->down;
    return backfillText(text).has_value() || copyText(text).has_value();
}

void TimelinePanel::connectRuns()
{
    connect(m_desk, &MigrationDesk::statesChanged, m_runs, [this] { m_runs->setConnection(m_desk->connection()); });
    connect(m_desk, &MigrationDesk::runningChanged, m_runs, &RunDesk::look);
    connect(m_runs, &RunDesk::changed, this, &TimelinePanel::showRun);
    connect(m_runs, &RunDesk::ended, m_desk, &MigrationDesk::refresh);
    connect(m_runs, &RunDesk::failed, this, [this](const Error &error) { m_banner->show(error); });
    connect(m_runStrip, &RunStrip::asked, this, &TimelinePanel::steerRun);
}

void TimelinePanel::showRun()
{
    const auto &running = m_runs->running();
    const MigrationFile *migration = running ? m_services.project->timeline().find(running->run.version) : nullptr;
    m_runStrip->setRun(running, migration ? migration->title : QString(), hasBatches(migration));
    if (running && m_banner->text() == m_stoppedText)
        m_banner->dismiss();
    const QString version = running ? running->run.version : QString();
    for (const QString &one : {std::exchange(m_runningVersion, version), version}) { // the other cards stay as they are
        const MigrationFile *file = m_services.project->timeline().find(one);
        if (MigrationCard *card = file ? m_cards.value(one) : nullptr)
            fill(*card, *file);
    }
    if (!running)
        showStopped();
}

/// What a run stands for, wherever it runs; the button is for that step alone.
void TimelinePanel::showWaiting(const ConnectionProfile &target, const Message &what)
{
    const QString before = m_waitingTexts.take(target.displayName());
    if (what.isEmpty() && !before.isEmpty() && m_banner->text() == before)
        m_banner->dismiss();
    if (what.isEmpty())
        return;
    const QString text = tr("On %1: %2").arg(withBadge(target), what.translated());
    m_waitingTexts.insert(target.displayName(), text);
    m_banner->show(Tone::Warning, text);
    m_banner->addAction(tr("It Is Done"), [this, target, what] {
        showWaiting(target, {}); // what comes of it is told
        m_desk->confirmStep(target, what);
    });
}

void TimelinePanel::steerRun(const QString &request)
{
    if (request != "cancel"_L1)
        return m_runs->ask(request);
    const auto &running = m_runs->running();
    const auto &profile = m_runs->connection();
    if (!running || !profile)
        return;
    const Confirmation question{
        .title = tr("Stop the run on %1?").arg(profile->displayName()),
        .text =
            tr("Its statement is cancelled on the server. What its transaction has done is undone; what was committed "
               "stays, and can be gone on with or rolled back."),
        .action = tr("Stop the Run"),
    };
    changeDatabase(false, question, [this, id = running->run.id] {
        if (m_runs->running() && m_runs->running()->run.id == id)
            m_runs->ask(u"cancel"_s);
    });
}

void TimelinePanel::hideEvent(QHideEvent *event)
{
    Panel::hideEvent(event);
    m_runs->setWatched(false);
}

} // namespace relata
