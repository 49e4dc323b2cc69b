#pragma once

class QSettings;

namespace relata {

class EngineRegistry;
class JobCenter;
class Navigator;
class PageStore;
class Project;
class SecretStore;
class Theme;

/// What features work with, owned by the application and alive longer than every panel. Nothing here knows a dialect.
/// A pointer may be null: without a project there is the start page alone.
struct Services {
    const Theme &theme;
    Navigator &navigator;
    QSettings &settings;
    SecretStore &secrets;
    JobCenter *jobs = nullptr;
    PageStore *pages = nullptr;
    const EngineRegistry *engines = nullptr;
    Project *project = nullptr; ///< the same for the whole life of these services
};

} // namespace relata
