#include "widgets/timeline/watch_view.h"

#include "models/items/watch_model.h"
#include "models/project/watch_desk.h"
#include "widgets/common/banner.h"
#include "widgets/common/buttons.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/item_delegate.h"
#include "widgets/common/services.h"
#include "widgets/common/symbol_label.h"
#include "widgets/common/theme.h"
#include "widgets/common/wrapped_label.h"
#include "widgets/plan/paired_plans.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTimer>
#include <QTreeView>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int ProgressHeight = 2;
constexpr std::chrono::seconds Times[] = {0s, 60s, 300s, 900s, 3600s};
constexpr int FirstTime = 2; ///< of these

} // namespace

WatchView::WatchView(Services &services, WatchDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_desk(desk)
    , m_model(new WatchModel(this))
    , m_banner(new Banner(services.theme, this))
    , m_glyph(new SymbolLabel(services.theme, u"search"_s, ColorToken::Muted, grid::icon, this))
    , m_summary(new ElidedLabel({}, this))
    , m_since(new ElidedLabel({}, this))
    , m_time(new ElidedLabel({}, this))
    , m_noEvents(new ElidedLabel({}, this))
    , m_for(new QComboBox(this))
    , m_watch(primaryButton(tr("Watch"), u"startWatch"_s, this))
    , m_stop(plainButton(tr("Stop"), u"stopWatch"_s, this))
    , m_rollBack(plainButton({}, u"watchRollBack"_s, this))
    , m_progress(new QProgressBar(this))
    , m_table(new QTreeView(this))
    , m_detail(new WrappedLabel({}, this))
    , m_plans(new PairedPlans(services.theme, this))
    , m_events(new QListWidget(this))
    , m_empty(new EmptyState(services.theme, u"search"_s, {}, {}, this))
    , m_unseen(new EmptyState(services.theme, u"search"_s, {}, {}, this))
    , m_pages(new QStackedLayout)
    , m_clock(new QTimer(this))
{
    setObjectName(u"watch"_s);
    setAccessibleName(tr("Watch"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    buildTop(*layout);
    buildPages();
    layout->addLayout(m_pages, 1);
    m_clock->setInterval(1s);
    connect(m_clock, &QTimer::timeout, this, &WatchView::showTime);
    connect(&m_desk, &WatchDesk::changed, this, &WatchView::showAll);
    connect(&m_desk, &WatchDesk::happened, this, &WatchView::showEvents);
    showAll();
}

void WatchView::buildPages()
{
    buildTable();
    auto *split = new QSplitter(Qt::Vertical, this);
    split->setObjectName(u"watchSplit"_s);
    split->setAccessibleName(tr("What is compared"));
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    split->addWidget(m_table);
    split->addWidget(buildPlans());
    split->addWidget(buildEvents());
    split->setSizes({300, 260, 120});
    m_pages->addWidget(split);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_unseen);
    m_empty->setObjectName(u"watchEmpty"_s);
    m_empty->addAction(tr("Show Migrations"), [this] { emit applyWanted(); });
    m_unseen->setObjectName(u"watchUnseen"_s);
    m_unseen->addAction(tr("Watch"), [this] { watch(); });
}

void WatchView::buildTimes()
{
    m_for->setObjectName(u"watchFor"_s);
    m_for->setAccessibleName(tr("How long"));
    m_for->setToolTip(
        tr("How long to look for lock waits and deadlocks; queries, rows and constraints are looked at once."));
    m_for->addItems(
        {tr("Look once"), tr("For 1 minute"), tr("For 5 minutes"), tr("For 15 minutes"), tr("For an hour")});
    m_for->setCurrentIndex(FirstTime);
}

void WatchView::buildTop(QBoxLayout &layout)
{
    m_summary->setObjectName(u"watchSummary"_s);
    m_since->setObjectName(u"watchSince"_s);
    m_time->setObjectName(u"watchTime"_s);
    for (QLabel *label : {m_since, m_time})
        label->setProperty("role", u"muted"_s);
    buildTimes();
    m_progress->setObjectName(u"watchProgress"_s);
    m_progress->setAccessibleName(tr("Time that has passed"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(ProgressHeight);
    QSizePolicy kept = m_progress->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(kept);
    auto *words = new QVBoxLayout;
    words->setSpacing(grid::unit);
    words->addWidget(m_summary);
    words->addWidget(m_since);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(grid::edge, grid::related, grid::edge, grid::related);
    bar->setSpacing(grid::related);
    bar->addWidget(m_glyph);
    bar->addLayout(words, 1);
    bar->addWidget(m_time);
    bar->addWidget(m_rollBack);
    bar->addWidget(m_for);
    bar->addWidget(m_stop);
    bar->addWidget(m_watch);
    layout.addLayout(bar);
    layout.addWidget(m_progress);
    connect(m_watch, &QPushButton::clicked, this, &WatchView::watch);
    connect(m_stop, &QPushButton::clicked, &m_desk, &WatchDesk::stop);
    connect(m_rollBack, &QPushButton::clicked, this, [this] {
        if (m_desk.before())
            emit rollBackWanted(m_desk.before()->version);
    });
}

void WatchView::buildTable()
{
    m_table->setObjectName(u"watchTable"_s);
    m_table->setAccessibleName(tr("What is compared"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new ItemDelegate(m_services.theme, m_table));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setFrameShape(QFrame::NoFrame);
    QHeaderView *header = m_table->header();
    header->setObjectName(u"watchColumns"_s);
    header->setAccessibleName(tr("Columns"));
    header->setStretchLastSection(false);
    header->setSectionResizeMode(WatchModel::What, QHeaderView::Stretch);
    for (const int column : {int(WatchModel::Before), int(WatchModel::Now), int(WatchModel::StateColumn)})
        header->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (!index.isValid())
            return;
        const WatchRow &row = m_model->rows().at(index.row());
        m_currentRow = row.icon + row.name;
        showRow();
    });
}

QWidget *WatchView::buildPlans()
{
    m_plansPage = new QWidget(this);
    m_plansPage->setObjectName(u"watchPlans"_s);
    m_plansPage->setAccessibleName(tr("What is behind it"));
    m_detail->setObjectName(u"watchDetail"_s);
    m_detail->setContentsMargins(grid::edge, grid::related, grid::edge, grid::related);
    auto *layout = new QVBoxLayout(m_plansPage);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_detail);
    layout->addWidget(m_plans, 1);
    layout->addStretch(); // what has no plans has its words at the top
    return m_plansPage;
}

QWidget *WatchView::buildEvents()
{
    m_eventsPage = new QWidget(this);
    m_eventsPage->setObjectName(u"watchEventsPage"_s);
    m_eventsPage->setAccessibleName(tr("Lock waits and deadlocks"));
    m_events->setObjectName(u"watchEvents"_s);
    m_events->setAccessibleName(tr("Lock waits and deadlocks"));
    m_events->setItemDelegate(new ItemDelegate(m_services.theme, m_events));
    m_events->setFrameShape(QFrame::NoFrame);
    m_events->setTextElideMode(Qt::ElideRight);
    m_events->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_noEvents->setObjectName(u"watchNoEvents"_s);
    m_noEvents->setProperty("role", u"muted"_s);
    m_noEvents->setContentsMargins(grid::edge, grid::related, grid::edge, grid::related);
    auto *layout = new QVBoxLayout(m_eventsPage);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_noEvents);
    layout->addWidget(m_events, 1);
    return m_eventsPage;
}

std::chrono::milliseconds WatchView::chosenTime() const
{
    return Times[std::clamp(m_for->currentIndex(), 0, int(std::size(Times)) - 1)];
}

void WatchView::watch() { m_desk.watch(chosenTime()); }

void WatchView::offerRollBack(bool isOffered)
{
    m_isOffered = isOffered;
    showSummary();
}

void WatchView::showAll()
{
    if (m_desk.error())
        m_banner->show(*m_desk.error());
    else
        m_banner->dismiss();
    if (m_desk.report())
        m_model->setReport(*m_desk.report());
    else
        m_model->clear();
    showSummary();
    showEmpty();
    showTime();
    showRow();
    showEvents();
}

} // namespace relata

#include "moc_watch_view.cpp"
