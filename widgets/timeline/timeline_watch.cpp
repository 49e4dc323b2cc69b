#include "models/engine/connection_book.h"
#include "models/project/migration_desk.h"
#include "models/project/watch_desk.h"
#include "widgets/common/banner.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/timeline/timeline_panel.h"
#include "widgets/timeline/watch_view.h"

#include <QBoxLayout>
#include <QPointer>
#include <QTabBar>

// The part of TimelinePanel that shows what applied migrations did to the database.
namespace relata {
using namespace Qt::StringLiterals;

void TimelinePanel::connectWatch()
{
    connect(m_desk, &MigrationDesk::statesChanged, m_watch, [this] {
        m_watch->setConnection(m_desk->connection());
        offerRollBack();
    });
    connect(m_desk, &MigrationDesk::runningChanged, this, &TimelinePanel::offerRollBack);
    connect(m_desk, &MigrationDesk::applied, this, &TimelinePanel::offerWatch);
    connect(m_watch, &WatchDesk::changed, this, &TimelinePanel::offerRollBack);
    connect(m_watch, &WatchDesk::looked, this, &TimelinePanel::tellWatch);
}

WatchView &TimelinePanel::watchView()
{
    if (m_watchView)
        return *m_watchView;
    m_watchView = new WatchView(m_services, *m_watch, this);
    m_watchView->hide();
    qobject_cast<QBoxLayout *>(layout())->addWidget(m_watchView, 1);
    connect(m_watchView, &WatchView::rollBackWanted, this, &TimelinePanel::rollBackTo);
    connect(m_watchView, &WatchView::applyWanted, this, &TimelinePanel::showMigrations);
    offerRollBack();
    return *m_watchView;
}

void TimelinePanel::offerRollBack()
{
    if (!m_watchView)
        return;
    const bool isIdle = !m_desk->isRunning() && m_desk->stopped().isEmpty();
    m_watchView->offerRollBack(isIdle && m_watch->before() && !appliedAbove(m_watch->before()->version).isEmpty());
}

/// What was looked at before is looked at again by itself, as the command does; to go on watching is offered.
void TimelinePanel::offerWatch(const ConnectionProfile &target, bool hasLooked)
{
    const auto &here = m_desk->connection();
    if (!hasLooked || !here || !ConnectionBook::isSame(*here, target))
        return;
    m_watch->setConnection(here);
    m_watch->watch(std::chrono::milliseconds(0));
}

/// What got worse is told where the migrations are; a quiet sentence does where nothing did.
void TimelinePanel::tellWatch()
{
    if (m_watchView && m_watchView->isVisible())
        return;
    const int worse = int(m_watch->report()->findings.size());
    const QString where = m_watch->connection()->displayName();
    if (worse == 0)
        return m_services.navigator.notify(
            Tone::Ok, tr("Looked back: nothing got worse on %1").arg(where), tr("Watch"), [self = QPointer(this)] {
                if (self)
                    self->startWatch();
            });
    m_banner->show(Tone::Warning, tr("%n thing(s) got worse on %1 since the migrations.", nullptr, worse).arg(where),
        m_watch->report()->findings.first().finding.message.translated());
    m_banner->addAction(tr("Show"), [this] { showWatch(); });
    m_banner->addAction(tr("Roll Back…"), [this, version = m_watch->report()->before.version] { rollBackTo(version); });
}

/// On its page; a look that has been done is shown first, and one that is being done gives way.
void TimelinePanel::startWatch()
{
    showWatch();
    if (m_watch->before() && !m_watch->isWatching())
        watchView().watch();
}

} // namespace relata
