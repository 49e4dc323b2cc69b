#include "models/engine/connection_book.h"
#include "models/project/environment_desk.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "widgets/common/banner.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/services.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/environment_view.h"
#include "widgets/timeline/kept_view.h"
#include "widgets/timeline/migration_card.h"
#include "widgets/timeline/timeline_panel.h"
#include "widgets/timeline/watch_view.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QTabBar>

// The part of TimelinePanel that shows where migrations stand on all databases, and applies them there.
namespace relata {
using namespace Qt::StringLiterals;

namespace {
enum Page { Migrations, Environments, Watched, Kept };
} // namespace

void TimelinePanel::buildPages(QBoxLayout *layout)
{
    m_pages->setObjectName(u"timelinePages"_s);
    m_pages->setAccessibleName(tr("Timeline"));
    m_pages->setDrawBase(false);
    m_pages->setExpanding(false);
    m_pages->addTab(tr("Migrations"));
    m_pages->addTab(tr("Environments"));
    m_pages->addTab(tr("Watch"));
    m_pages->addTab(tr("Kept"));
    auto *line = new QHBoxLayout;
    line->setContentsMargins(grid::edge - 12, grid::unit, grid::edge, 0); // the tabs' texts stand at the edge
    line->addWidget(m_pages);
    layout->addLayout(line);
    connect(m_pages, &QTabBar::currentChanged, this, [this] {
        showAll();
        emit stateChanged();
    });
}

EnvironmentView &TimelinePanel::environments()
{
    if (m_environments)
        return *m_environments;
    m_environments = new EnvironmentView(m_services, this);
    m_environments->hide();
    qobject_cast<QBoxLayout *>(layout())->addWidget(m_environments, 1);
    m_environments->setReady(!m_desk->isRunning());
    if (m_drift->drift())
        m_environments->desk().setDrift(m_drift->connection()->displayName(), m_drift->drift()->items);
    connect(m_environments, &EnvironmentView::applyWanted, this, &TimelinePanel::applyOn);
    connect(m_environments, &EnvironmentView::compareWanted, this, &TimelinePanel::openComparison);
    connect(m_environments, &EnvironmentView::driftWanted, this, &TimelinePanel::checkDriftOn);
    connect(m_environments, &EnvironmentView::cardWanted, this, &TimelinePanel::showCard);
    connect(m_environments, &EnvironmentView::connectionWanted, this, [this](const QString &name) {
        m_services.connections.setCurrent(name);
        showMigrations();
    });
    return *m_environments;
}

void TimelinePanel::showPage()
{
    const int page = m_pages->currentIndex();
    const bool onCards = page == Migrations;
    const bool empty = m_services.project->timeline().migrations.isEmpty() && !m_draftCard;
    if (page == Environments)
        environments();
    if (page == Watched)
        watchView();
    if (page == Kept)
        keptView();
    if (m_environments)
        m_environments->setVisible(page == Environments);
    if (m_watchView)
        m_watchView->setVisible(page == Watched);
    if (m_keptView)
        m_keptView->setVisible(page == Kept);
    m_bar->setVisible(onCards);
    m_empty->setVisible(onCards && empty);
    m_scroll->setVisible(onCards && !empty);
}

void TimelinePanel::showEnvironments() { m_pages->setCurrentIndex(Environments); }
void TimelinePanel::showWatch() { m_pages->setCurrentIndex(Watched); }
void TimelinePanel::showKept() { m_pages->setCurrentIndex(Kept); }
void TimelinePanel::showMigrations() { m_pages->setCurrentIndex(Migrations); }

void TimelinePanel::showCard(const QString &version)
{
    showMigrations();
    MigrationCard *card = m_cards.value(version);
    if (!card)
        return;
    card->setExpanded(true);
    m_scroll->widget()->layout()->activate(); // the card has its place only then
    m_scroll->ensureWidgetVisible(card, 0, grid::edge);
}

void TimelinePanel::applyOn(const QString &connection, const QString &version)
{
    if (m_desk->isRunning())
        return;
    m_banner->dismiss();
    m_wanted = {connection, version};
    const ConnectionProfile *current = m_services.connections.current();
    if (current && current->displayName() == connection && m_desk->connection())
        m_desk->refresh(); // what is pending is asked anew
    else
        m_services.connections.setCurrent(connection);
}

/// The database has said what is pending there: the person decides about just that.
void TimelinePanel::askToApplyOn()
{
    const auto &profile = m_desk->connection();
    const bool isThere =
        m_wanted && profile && profile->displayName() == m_wanted->first && !m_desk->states().isEmpty();
    if (!isThere || m_desk->isRunning())
        return;
    const ApplyWish wish{.version = m_wanted->second, .looks = looksByDefault()};
    m_wanted.reset();
    if (pendingUpTo(wish.version).isEmpty())
        return m_banner->show(
            Tone::Plain, tr("Nothing is pending on %1 up to migration %2.").arg(profile->displayName(), wish.version));
    askToApply(wish, true);
}

} // namespace relata
