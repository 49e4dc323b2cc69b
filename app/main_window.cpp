#include "app/main_window.h"
#include "app/command_table.h"
#include "models/engine/connection_book.h"
#include "models/items/message_log.h"
#include "models/items/problem_model.h"
#include "models/jobs/job_center.h"
#include "widgets/common/command_palette.h"
#include "widgets/common/dock_title.h"
#include "widgets/common/environment_badge.h"
#include "widgets/common/icons.h"
#include "widgets/common/panel.h"
#include "widgets/common/services.h"
#include "widgets/common/status_strip.h"
#include "widgets/common/tab_area.h"
#include "widgets/common/toast.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QStatusBar>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

constexpr QSize firstSize(1280, 800);
constexpr int placesShown = 50;

/// Hands what panels ask for to the window.
class WindowNavigator : public Navigator {
public:
    explicit WindowNavigator(MainWindow &window)
        : m_window(window)
    { }
    void open(const ObjectRef &object) override { m_window.open(object); }
    void open(const Document &document) override { m_window.open(document); }
    void showDock(const QByteArray &kind) override { m_window.showDock(kind); }
    void notify(Tone tone, const QString &text, const QString &actionTitle, std::function<void()> action) override
    {
        m_window.notify(tone, text, actionTitle, std::move(action));
    }
    void refreshCommands() override { m_window.commands().refresh(); }

private:
    MainWindow &m_window;
};

Qt::DockWidgetArea areaOf(PanelRow::Place place)
{
    switch (place) {
    case PanelRow::Place::Left:
        return Qt::LeftDockWidgetArea;
    case PanelRow::Place::Right:
        return Qt::RightDockWidgetArea;
    default:
        return Qt::BottomDockWidgetArea;
    }
}

} // namespace

MainWindow::MainWindow(Theme &theme, QWidget *parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_navigator(std::make_unique<WindowNavigator>(*this))
    , m_tabs(new TabArea(theme, this))
    , m_commands(new CommandTable(theme, this, [this] { return m_tabs->current(); }))
    , m_palette(new CommandPalette(theme, this))
    , m_toasts(new ToastArea(theme, this))
    , m_status(new StatusStrip(theme, this))
{
    setObjectName(u"mainWindow"_s);
    setAccessibleName(tr("Relata"));
    setWindowIcon(applicationIcon());
    setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
    setAnimated(theme.motion());
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCentralWidget(m_tabs);
    menuBar()->setObjectName(u"menuBar"_s);
    menuBar()->setAccessibleName(tr("Menu"));
    makeToolBar();
    makeStatus();
    m_palette->setSources([this](const QString &) { return m_commands->entries(); },
        [this](const QString &pattern) { return places(pattern); });
    connect(m_tabs, &TabArea::currentPanelChanged, this, &MainWindow::showStatus);
    connect(m_tabs, &TabArea::changed, this, &MainWindow::sessionChanged);
    connect(qApp, &QApplication::focusChanged, m_commands, &CommandTable::refresh);
    resize(firstSize);
}

MainWindow::~MainWindow() { disconnect(qApp, nullptr, m_commands, nullptr); }

Navigator &MainWindow::navigator() { return *m_navigator; }

void MainWindow::makeStatus()
{
    statusBar()->setObjectName(u"statusBar"_s);
    statusBar()->setAccessibleName(tr("Status"));
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_status, 1);
    m_toasts->setBottomMargin(statusBar()->sizeHint().height());
    connect(m_status, &StatusStrip::jobsClicked, this, [this] { showDock("jobs"); });
    connect(m_status, &StatusStrip::problemsClicked, this, [this] { showDock("problems"); });
}

void MainWindow::build(Services &services, QList<Feature> features)
{
    clear();
    m_services = &services;
    m_features = std::move(features);
    m_features.prepend(ownFeature());
    for (const Feature &feature : std::as_const(m_features))
        for (const PanelRow &row : feature.panels) {
            m_rows.insert(row.kind, row);
            if (row.place != PanelRow::Place::Tab)
                makeDock(row);
        }
    arrangeDocks();
    for (const Feature &feature : std::as_const(m_features))
        m_commands->add(feature.commands, services.settings);
    m_commands->add(dockCommands(), services.settings);
    m_commands->fill(*menuBar());
    connect(&services.connections, &ConnectionBook::changed, this, &MainWindow::showConnections);
    connect(&services.connections, &ConnectionBook::currentChanged, this, &MainWindow::showConnections);
    connect(&services.problems, &QAbstractItemModel::modelReset, this, &MainWindow::showProblems);
    connect(&services.jobs, &JobCenter::jobAdded, this, &MainWindow::showJobs);
    connect(&services.jobs, &JobCenter::jobEnded, this, &MainWindow::showJobs);
    showConnections();
    showProblems();
    showJobs();
    showStatus();
    m_toasts->place(); // above the docks that are new
}

void MainWindow::setEmptyPage(QWidget *page) { m_tabs->setEmptyPage(page); }

void MainWindow::clear()
{
    if (m_services) {
        disconnect(&m_services->connections, nullptr, this, nullptr);
        disconnect(&m_services->problems, nullptr, this, nullptr);
        disconnect(&m_services->jobs, nullptr, this, nullptr);
    }
    m_commands->clear(); // first: their predicates look at tabs and docks, and are asked when a focused one goes
    m_tabs->closeAll();
    qDeleteAll(m_docks);
    m_docks.clear();
    m_rows.clear();
    m_features.clear();
    m_services = nullptr;
}

void MainWindow::makeDock(const PanelRow &row)
{
    auto *dock = new QDockWidget(row.title, this);
    dock->setObjectName(u"dock_"_s + QString::fromUtf8(row.kind));
    dock->setAccessibleName(row.title);
    Panel *panel = row.make({row.kind, {}, row.title, {}}, dock);
    dock->setWidget(panel);
    dock->setWindowIcon(icon(m_theme, row.icon, ColorToken::Muted));
    connect(dock, &QDockWidget::dockLocationChanged, this, &MainWindow::sessionChanged);
    const auto settle = [this] { suitDocks(); };
    connect(dock, &QDockWidget::dockLocationChanged, this, settle, Qt::QueuedConnection);
    connect(dock, &QDockWidget::topLevelChanged, this, settle, Qt::QueuedConnection);
    connect(dock, &QDockWidget::visibilityChanged, this, settle, Qt::QueuedConnection);
    connect(dock, &QDockWidget::visibilityChanged, this, &MainWindow::sessionChanged);
    connect(dock, &QDockWidget::topLevelChanged, this, &MainWindow::sessionChanged);
    m_docks.append(dock);
}

void MainWindow::arrangeDocks()
{
    QHash<Qt::DockWidgetArea, QDockWidget *> first;
    for (QDockWidget *dock : std::as_const(m_docks)) {
        const PanelRow row = m_rows.value(dock->objectName().mid(5).toUtf8());
        const Qt::DockWidgetArea area = areaOf(row.place);
        dock->setFloating(false);
        addDockWidget(area, dock);
        dock->setVisible(row.visible);
        if (QDockWidget *head = first.value(area))
            tabifyDockWidget(head, dock);
        else
            first.insert(area, dock);
    }
    for (QDockWidget *head : std::as_const(first))
        head->raise();
    suitDocks();
    if (QDockWidget *left = first.value(Qt::LeftDockWidgetArea))
        resizeDocks({left}, {260}, Qt::Horizontal);
    if (QDockWidget *right = first.value(Qt::RightDockWidgetArea))
        resizeDocks({right}, {300}, Qt::Horizontal);
    if (QDockWidget *bottom = first.value(Qt::BottomDockWidgetArea))
        resizeDocks({bottom}, {180}, Qt::Vertical);
}

void MainWindow::suitDocks()
{
    for (QDockWidget *each : std::as_const(m_docks))
        suitTitle(m_theme, each, !each->isFloating() && !tabifiedDockWidgets(each).isEmpty());
    const QList<QTabBar *> bars = findChildren<QTabBar *>(QString(), Qt::FindDirectChildrenOnly);
    for (QTabBar *bar : bars) {
        bar->setObjectName(u"dockTabs"_s);
        bar->setAccessibleName(tr("Docks"));
        bar->setExpanding(false);
        bar->setDrawBase(false);
        bar->setVisible(bar->count() > 1); // Qt hides those of docks that went, and uses them again as they are
    }
}

QDockWidget *MainWindow::dock(const QByteArray &kind) const
{
    const QString name = u"dock_"_s + QString::fromUtf8(kind);
    for (QDockWidget *each : m_docks)
        if (each->objectName() == name)
            return each;
    return nullptr;
}

void MainWindow::open(const ObjectRef &object)
{
    for (const Feature &feature : std::as_const(m_features)) {
        if (!feature.documentFor)
            continue;
        if (const auto document = feature.documentFor(object))
            return open(*document);
    }
}

Panel *MainWindow::makePanel(const Document &document)
{
    const auto row = m_rows.constFind(document.kind);
    if (row == m_rows.cend() || row->place != PanelRow::Place::Tab || !row->make)
        return nullptr;
    Panel *panel = row->make(document, m_tabs);
    if (panel && !document.state.isEmpty())
        panel->restore(document.state);
    return panel;
}

void MainWindow::open(const Document &document)
{
    if (m_rows.contains(document.kind) && m_rows.value(document.kind).place != PanelRow::Place::Tab)
        return showDock(document.kind);
    if (m_tabs->bringToFront(document))
        return;
    Panel *panel = makePanel(document);
    if (!panel)
        return;
    if (panel->accessibleName().isEmpty())
        panel->setAccessibleName(document.title);
    m_tabs->add(document, panel);
    connect(panel, &Panel::statusChanged, this, [this, panel] {
        if (panel == m_tabs->current())
            showStatus();
    });
    showStatus();
}

void MainWindow::showDock(const QByteArray &kind) const
{
    QDockWidget *wanted = dock(kind);
    if (!wanted)
        return;
    wanted->show();
    wanted->raise();
    if (auto *panel = qobject_cast<Panel *>(wanted->widget()))
        panel->focusTarget()->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::notify(Tone tone, const QString &text, const QString &actionTitle, std::function<void()> action)
{
    m_toasts->show(tone, text, actionTitle, std::move(action));
    if (m_services)
        m_services->messages.add(tone, u"Relata"_s, text);
}

void MainWindow::showStatus()
{
    const Panel *panel = m_tabs->current();
    m_status->show(panel ? panel->status() : PanelStatus());
    m_commands->refresh();
}

void MainWindow::showProblems()
{
    const ProblemModel &problems = m_services->problems;
    m_status->setProblems(problems.count(Finding::Severity::Danger), problems.count(Finding::Severity::Warning));
}

void MainWindow::showJobs() { m_status->setRunningJobs(m_services->jobs.activeCount()); }

QList<PaletteEntry> MainWindow::places(const QString &pattern) const
{
    QList<PaletteEntry> result;
    for (const Feature &feature : m_features) {
        if (!feature.places)
            continue;
        const QList<Place> found = feature.places(pattern, placesShown);
        for (const Place &place : found)
            result.append({place.title, place.detail, place.icon, {}, true, place.go});
    }
    return result;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_mayClose && !m_mayClose())
        return event->ignore();
    emit closed();
    QMainWindow::closeEvent(event);
}

void MainWindow::moveEvent(QMoveEvent *event)
{
    QMainWindow::moveEvent(event);
    emit sessionChanged();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    emit sessionChanged();
}

} // namespace relata

#include "moc_main_window.cpp"
