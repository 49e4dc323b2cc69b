#include "app/command_table.h"
#include "app/main_window.h"
#include "models/engine/connection_book.h"
#include "widgets/common/command_palette.h"
#include "widgets/common/environment_badge.h"
#include "widgets/common/icons.h"
#include "widgets/common/panel.h"
#include "widgets/common/services.h"
#include "widgets/common/tab_area.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QMenu>
#include <QSettings>
#include <QToolBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

QToolButton *menuButton(
    const Theme &theme, const QString &iconName, const QString &name, const QString &objectName, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setIcon(icon(theme, iconName, ColorToken::Muted));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAutoRaise(true);
    return button;
}

} // namespace

void MainWindow::makeToolBar()
{
    QToolBar *bar = addToolBar(tr("Main Toolbar"));
    bar->setObjectName(u"mainToolBar"_s);
    bar->setAccessibleName(tr("Main toolbar"));
    bar->setMovable(false);
    bar->toggleViewAction()->setVisible(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_project = menuButton(m_theme, u"project"_s, tr("Project"), u"projectButton"_s, bar);
    m_project->setText(tr("No project"));
    m_connection = menuButton(m_theme, u"connection"_s, tr("Connection"), u"connectionButton"_s, bar);
    auto *connections = new QMenu(m_connection);
    connections->setObjectName(u"connectionMenu"_s);
    connections->setAccessibleName(tr("Connection"));
    connect(connections, &QMenu::aboutToShow, this, &MainWindow::fillConnectionMenu);
    m_connection->setMenu(connections);
    m_badge = new EnvironmentBadge(m_theme, bar);
    m_search = menuButton(m_theme, u"search"_s, tr("Search commands and objects"), u"paletteButton"_s, bar);
    m_search->setText(tr("Search or run a command") + u"   Ctrl+P"_s);
    m_search->setProperty("role", u"field"_s);
    m_search->setAutoRaise(false);
    connect(m_search, &QToolButton::clicked, m_palette, &CommandPalette::openPlaces);
    auto *spacer = new QWidget(bar);
    spacer->setObjectName(u"toolBarSpacer"_s);
    spacer->setAccessibleName(tr("Spacer"));
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(m_project);
    bar->addWidget(m_connection);
    // The badge hides itself, so it stands in a box of its own: a toolbar would show it again.
    auto *holder = new QWidget(bar);
    holder->setObjectName(u"environmentHolder"_s);
    holder->setAccessibleName(tr("Environment"));
    auto *line = new QHBoxLayout(holder);
    line->setContentsMargins(grid::unit, 0, 0, 0);
    line->addWidget(m_badge);
    bar->addWidget(holder);
    bar->addWidget(spacer);
    bar->addWidget(m_search);
}

void MainWindow::setProject(const QString &name, QMenu *menu)
{
    m_project->setText(name.isEmpty() ? tr("No project") : name);
    m_project->setMenu(menu);
    setWindowTitle(name.isEmpty() ? u"Relata"_s : tr("%1 — Relata").arg(name));
}

void MainWindow::showConnections()
{
    const ConnectionProfile *current = m_services->connections.current();
    m_connection->setText(current ? current->displayName() : tr("No connection"));
    m_badge->setEnvironment(current ? environmentFromKey(current->environment) : Environment::None);
    m_commands->refresh();
    emit sessionChanged();
}

void MainWindow::fillConnectionMenu()
{
    QMenu *menu = m_connection->menu();
    menu->clear();
    ConnectionBook &book = m_services->connections;
    for (const ConnectionProfile &profile : book.profiles()) {
        const QString name = profile.displayName();
        const QString badge = environmentBadge(environmentFromKey(profile.environment));
        QAction *action = menu->addAction(badge.isEmpty() ? name : u"%1  [%2]"_s.arg(name, badge));
        action->setCheckable(true);
        action->setChecked(book.current() == &profile);
        connect(action, &QAction::triggered, this, [&book, name] { book.setCurrent(name); });
    }
    if (!book.profiles().isEmpty())
        menu->addSeparator();
    if (QAction *connectAction = m_commands->action("file.connect"))
        menu->addAction(connectAction);
}

Feature MainWindow::ownFeature()
{
    Feature feature{.id = "window"};
    feature.commands = tabCommands() + goCommands() + themeCommands() + fontCommands();
    return feature;
}

QList<Command> MainWindow::tabCommands()
{
    const auto anyTab = [this](Panel *) { return m_tabs->count() > 0; };
    return {
        {.id = "tab.close",
            .title = tr("Close Tab"),
            .icon = u"close"_s,
            .shortcut = QKeySequence(u"Ctrl+W"_s),
            .menu = Menu::File,
            .enabled = anyTab,
            .run = [this](Panel *) { m_tabs->closeCurrent(); }},
        {.id = "tab.reopen",
            .title = tr("Reopen Closed Tab"),
            .shortcut = QKeySequence(u"Ctrl+Shift+T"_s),
            .menu = Menu::File,
            .run =
                [this](Panel *) {
                    if (const auto document = m_tabs->takeLastClosed())
                        open(*document);
                }},
        {.id = "tab.next",
            .title = tr("Next Tab"),
            .shortcut = QKeySequence(u"Ctrl+Tab"_s),
            .enabled = anyTab,
            .run = [this](Panel *) { m_tabs->step(1); }},
        {.id = "tab.previous",
            .title = tr("Previous Tab"),
            .shortcut = QKeySequence(u"Ctrl+Shift+Tab"_s),
            .enabled = anyTab,
            .run = [this](Panel *) { m_tabs->step(-1); }},
        {.id = "window.quit",
            .title = tr("Quit"),
            .shortcut = QKeySequence(u"Ctrl+Q"_s),
            .menu = Menu::File,
            .run = [this](Panel *) { close(); }},
    };
}

QList<Command> MainWindow::goCommands()
{
    return {
        {.id = "go.command",
            .title = tr("Command Palette"),
            .icon = u"palette"_s,
            .shortcut = QKeySequence(u"Ctrl+Shift+P"_s),
            .menu = Menu::View,
            .run = [this](Panel *) { m_palette->openCommands(); }},
        {.id = "go.object",
            .title = tr("Go to Object"),
            .icon = u"search"_s,
            .shortcut = QKeySequence(u"Ctrl+P"_s),
            .menu = Menu::View,
            .run = [this](Panel *) { m_palette->openPlaces(); }},
        {.id = "pane.next",
            .title = tr("Next Pane"),
            .shortcut = QKeySequence(u"F6"_s),
            .menu = Menu::View,
            .run = [this](Panel *) { stepFocus(1); }},
        {.id = "pane.previous",
            .title = tr("Previous Pane"),
            .shortcut = QKeySequence(u"Shift+F6"_s),
            .run = [this](Panel *) { stepFocus(-1); }},
        {.id = "pane.reset",
            .title = tr("Reset Layout"),
            .menu = Menu::View,
            .run = [this](Panel *) { resetLayout(); }},
    };
}

QList<Command> MainWindow::themeCommands()
{
    const auto mode = [this](const char *id, const QString &title, Theme::Mode wanted) {
        return Command{.id = id,
            .title = title,
            .icon = u"theme"_s,
            .menu = Menu::View,
            .run =
                [this, wanted](Panel *) {
                    m_theme.setMode(wanted);
                    m_services->settings.setValue("theme", int(wanted));
                },
            .checked = [this, wanted](Panel *) { return m_theme.mode() == wanted; }};
    };
    return {mode("theme.system", tr("Theme: as the System"), Theme::Mode::System),
        mode("theme.light", tr("Theme: Light"), Theme::Mode::Light),
        mode("theme.dark", tr("Theme: Dark"), Theme::Mode::Dark),
        mode("theme.contrast", tr("Theme: the System's High Contrast"), Theme::Mode::HighContrast)};
}

QList<Command> MainWindow::fontCommands()
{
    const auto zoom = [this](const char *id, const QString &title, const QString &keys, int points) {
        return Command{.id = id,
            .title = title,
            .shortcut = QKeySequence(keys),
            .menu = Menu::View,
            .run = [this, points](Panel *) {
                m_theme.setZoom(points == 0 ? 0 : m_theme.zoom() + points);
                m_services->settings.setValue("zoom", m_theme.zoom());
            }};
    };
    return {zoom("font.larger", tr("Larger Text"), u"Ctrl++"_s, 1),
        zoom("font.smaller", tr("Smaller Text"), u"Ctrl+-"_s, -1),
        zoom("font.reset", tr("Normal Text Size"), u"Ctrl+0"_s, 0)};
}

QList<Command> MainWindow::dockCommands()
{
    QList<Command> result;
    for (QDockWidget *dock : std::as_const(m_docks)) {
        const QByteArray kind = dock->objectName().mid(5).toUtf8();
        result.append({.id = "dock." + kind,
            .title = tr("Show %1").arg(dock->windowTitle()),
            .icon = m_rows.value(kind).icon,
            .menu = Menu::View,
            .run = [this, dock, kind](Panel *) { dock->isVisible() ? dock->hide() : showDock(kind); },
            .checked = [dock](Panel *) { return dock->isVisible(); }});
    }
    return result;
}

void MainWindow::stepFocus(int panes)
{
    QList<QWidget *> stops{m_tabs};
    for (QDockWidget *dock : std::as_const(m_docks))
        if (dock->isVisible() && !dock->visibleRegion().isEmpty())
            stops.append(dock);
    qsizetype at = 0;
    for (qsizetype i = 0; i < stops.size(); ++i)
        if (stops.at(i)->isAncestorOf(QApplication::focusWidget()))
            at = i;
    QWidget *next = stops.at((at + panes + stops.size()) % stops.size());
    if (auto *dock = qobject_cast<QDockWidget *>(next))
        return showDock(dock->objectName().mid(5).toUtf8());
    if (Panel *panel = m_tabs->current())
        panel->focusTarget()->setFocus(Qt::ShortcutFocusReason);
    else
        m_tabs->shownPage()->setFocus(Qt::ShortcutFocusReason);
}

WindowSession MainWindow::session() const
{
    WindowSession session;
    session.tabs = m_tabs->documents();
    session.current = m_tabs->currentIndexOfTab();
    session.geometry = saveGeometry();
    session.layout = saveState(layoutVersion);
    session.layoutVersion = layoutVersion;
    return session;
}

void MainWindow::restore(const WindowSession &session)
{
    if (!session.geometry.isEmpty())
        restoreGeometry(session.geometry);
    if (session.layoutVersion != layoutVersion || !restoreState(session.layout, layoutVersion))
        arrangeDocks();
    for (const Document &document : session.tabs)
        open(document);
    if (session.current >= 0 && session.current < m_tabs->count())
        m_tabs->setCurrentTab(session.current);
}

void MainWindow::resetLayout()
{
    arrangeDocks();
    emit sessionChanged();
}

} // namespace relata
