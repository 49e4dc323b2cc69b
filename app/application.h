#pragma once
#include "app/crash_recovery.h"
#include "app/secrets.h"
#include "app/settings.h"
#include "models/base/page_store.h"
#include "models/engine/connection_book.h"
#include "models/engine/engine.h"
#include "models/items/message_log.h"
#include "models/items/problem_model.h"
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"
#include "widgets/common/feature.h"
#include "widgets/common/services.h"
#include "widgets/common/theme.h"

#include <QObject>

#include <memory>

class QApplication;
class QMenu;

namespace relata {

class DesignProblems;
class ImportDialog;
class MainWindow;
class Project;
class ProjectWatch;

/// What the command line asked of the window.
struct StartOptions {
    QString profile; ///< a folder that holds everything; empty: the places of the desktop
    QStringList open; ///< project folders, URLs, files
    bool restore = true; ///< bring back the tabs of the last session

    static StartOptions fromArguments(const QStringList &arguments);
};

/// Owns all that the window works with, from start to end, and hands it out as Services.
class Application : public QObject {
    Q_OBJECT
public:
    using MakeFeatures = std::function<QList<Feature>(Services &)>;

    /// `makeFeatures` fills the window; nothing: with every feature there is.
    Application(QApplication &application, const StartOptions &options, MakeFeatures makeFeatures = {});
    ~Application() override;

    /// Shows the window, with the last session's tabs in it.
    void start();
    /// Reads the project; when that succeeds the window shows it in place of what was there. Otherwise all stays.
    Result<> openProject(const QString &folder);
    void closeProject();
    MainWindow &window() { return *m_window; }
    Services &services() { return *m_services; }

private:
    void showProject(std::unique_ptr<Project> project);
    void makeServices();
    /// A row of the start page: it is there when the command is.
    struct Beginning {
        QByteArray command;
        QString icon, title, sentence;
    };
    QList<Beginning> beginnings() const;
    QWidget *makeStartPage();
    QMenu *makeProjectMenu();
    Feature ownFeature();
    /// Opens the settings; a page's id brings that page to the front.
    void showSettings(const QByteArray &page = {});
    QList<SettingsPage> settingsPages();
    QList<Command> projectCommands();
    void askForProject();
    void askForNewProject();
    void askForImport();
    void importFor(ImportDialog *dialog);
    void openSample();
    void saveProject();
    void openOrComplain(const QString &folder);
    void remember(const QString &folder);
    /// Where the tabs of this project, or those without one, wait while another is open.
    QString tabsFile(const QString &project) const;
    void takeUp(const WindowSession &last);
    void keepTabs();
    void bringTabs();
    void openArguments();
    void openDatabase(ConnectionProfile profile);
    void loadConnections();
    void saveConnections();
    void fetchScratchPassword();
    void showConfigRemarks();
    void watchProject();
    void logJob(JobId id);
    void quit();
    void showAbout();
    void complain(const Error &error);
    WindowSession snapshot() const;

    StartOptions m_options;
    MakeFeatures m_makeFeatures;
    Settings m_settings;
    Theme m_theme;
    KeychainSecretStore m_secrets;
    EngineRegistry m_engines;
    PageStore m_pages; ///< outlives whatever may still write rows
    JobCenter m_jobs;
    SessionPool m_sessions{m_engines};
    ConnectionBook m_connections;
    MessageLog m_messages;
    ProblemModel m_problems;
    std::unique_ptr<Project> m_project;
    std::unique_ptr<DesignProblems> m_designProblems;
    std::unique_ptr<ProjectWatch> m_watch;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<SessionJournal> m_journal;
    bool m_loadingConnections = false;
    bool m_makingSample = false;
    bool m_started = false; ///< before that, the last session brings the tabs
};

} // namespace relata
