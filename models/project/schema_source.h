#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
#include "models/engine/server_info.h"
#include "models/schema/schema.h"

#include <functional>
#include <optional>

namespace relata {

class Connection;
class EngineRegistry;
struct Engine;
struct ProjectConfig;

/// Where schemas come from and what is needed to reach them.
struct SourceContext {
    const EngineRegistry &registry;
    QString projectFolder; ///< whose connections @NAME means; may be empty
    std::optional<ConnectionProfile> scratch; ///< the server on which scratch databases are made (--dev)
    const Engine *engine = nullptr; ///< of a .sql file, where nothing else says it
    std::function<void(ConnectionProfile &)> addPassword = {}; ///< fills in what the URL does not hold
    /// Hears of each project's settings that are read.
    std::function<void(const ProjectConfig &, const QString &folder)> configRead = {};
};

struct LoadedSchema {
    Schema schema;
    const Engine *engine = nullptr;
    std::optional<ConnectionProfile> profile; ///< of a live database
    ServerInfo server; ///< of the server that was read, or the newest the engine knows
    QString targetVersion; ///< that a project's plans are for; empty: none in particular
    bool isTyped = false; ///< a design: people spell what a server spells otherwise
};

/// A URL or @NAME as a profile with its engine, password filled in. A URL that leads to a connection of the project is
/// known as that one, with its environment: production asks for the same by whatever words it is called.
Result<ConnectionProfile> profileOf(const QString &text, const SourceContext &context);
/// Opens a session; the engine is the profile's.
Result<std::unique_ptr<Connection>> openConnection(const ConnectionProfile &profile, const EngineRegistry &registry);

/// Reads a schema from what a person may name: a URL, @NAME, a .sql file (loaded into a scratch database), a project
/// folder (its design), or FOLDER@VERSION (its timeline replayed up to there).
Result<LoadedSchema> loadSchema(const QString &source, const SourceContext &context, JobContext &job);

} // namespace relata
