#pragma once

class QSettings;

namespace relata {

class ConnectionBook;
class EngineRegistry;
class JobCenter;
class MessageLog;
class Navigator;
class PageStore;
class ProblemModel;
class Project;
class SecretStore;
class SessionPool;
class Theme;

/// What features work with, owned by the application and alive longer than every panel. Nothing here knows a dialect.
struct Services {
    const Theme &theme;
    Navigator &navigator;
    QSettings &settings;
    SecretStore &secrets;
    const EngineRegistry &engines;
    JobCenter &jobs;
    SessionPool &sessions;
    ConnectionBook &connections; ///< what the toolbar offers; its current one is what new queries use
    MessageLog &messages; ///< the Messages dock
    ProblemModel &problems; ///< the Problems dock: each source sets its own findings
    PageStore *pages = nullptr;
    Project *project = nullptr; ///< null while no project is open; else the same for the whole life of these services
};

} // namespace relata
