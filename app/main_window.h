#pragma once
#include "app/crash_recovery.h"
#include "widgets/common/feature.h"
#include "widgets/common/navigator.h"

#include <QMainWindow>
#include <QPointer>

#include <memory>

class QDockWidget;
class QLabel;
class QMenu;
class QToolButton;

namespace relata {

class CommandPalette;
class CommandTable;
class EnvironmentBadge;
class StatusStrip;
class Theme;
struct PaletteEntry;
class TabArea;
class ToastArea;

/// The window: menus, toolbar, docks, tabs and status, all built from Feature rows; it knows no feature by name.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// Counted up when docks or toolbars change so much that an older layout would mislead.
    static constexpr int layoutVersion = 1;

    explicit MainWindow(Theme &theme, QWidget *parent = nullptr);
    ~MainWindow() override;

    Navigator &navigator();
    /// Fills the window; what was there before goes first. `services` must live until the next build() or clear().
    void build(Services &services, QList<Feature> features);
    void clear();
    /// What shows while no tab is open.
    void setEmptyPage(QWidget *page);
    /// What the first toolbar button says and offers.
    void setProject(const QString &name, QMenu *menu);

    void open(const ObjectRef &object);
    void open(const Document &document);
    void showDock(const QByteArray &kind) const;
    void notify(Tone tone, const QString &text, const QString &actionTitle, std::function<void()> action);

    WindowSession session() const;
    /// Tabs always; geometry and layout when their version is today's, else the default layout.
    void restore(const WindowSession &session);
    void resetLayout();

    const QList<Feature> &features() const { return m_features; }
    TabArea &tabs() { return *m_tabs; }
    CommandTable &commands() { return *m_commands; }
    StatusStrip &status() { return *m_status; }
    QDockWidget *dock(const QByteArray &kind) const;

    /// Asked before the window closes by itself; answering false keeps it open.
    void setMayClose(std::function<bool()> mayClose) { m_mayClose = std::move(mayClose); }

signals:
    /// Worth writing to the session.
    void sessionChanged();
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeToolBar();
    void makeStatus();
    void makeDock(const PanelRow &row);
    void arrangeDocks();
    void suitDocks();
    void showConnections();
    void fillConnectionMenu();
    void showStatus();
    void showProblems();
    void showJobs();
    void stepFocus(int panes);
    Feature ownFeature();
    QList<Command> goCommands();
    QList<Command> themeCommands();
    QList<Command> fontCommands();
    QList<Command> dockCommands();
    QList<Command> tabCommands();
    QList<PaletteEntry> places(const QString &pattern) const;
    Panel *makePanel(const Document &document);

    Theme &m_theme;
    std::unique_ptr<Navigator> m_navigator;
    Services *m_services = nullptr;
    QList<Feature> m_features;
    QHash<QByteArray, PanelRow> m_rows;
    QList<QDockWidget *> m_docks;
    TabArea *m_tabs;
    CommandTable *m_commands;
    CommandPalette *m_palette;
    ToastArea *m_toasts;
    StatusStrip *m_status;
    QToolButton *m_project;
    QToolButton *m_connection;
    EnvironmentBadge *m_badge;
    QToolButton *m_search;
    std::function<bool()> m_mayClose;
};

} // namespace relata
