#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
#include "models/engine/ports.h"
#include "models/schema/schema.h"

#include <map>
#include <memory>

namespace relata {
struct Engine;
} // namespace relata

namespace relata::tests {

/// A scratch database in which a script ran, and the schema that was read there.
struct MadeDatabase {
    std::unique_ptr<ScratchDatabase> database;
    Schema schema;
};
Result<MadeDatabase> madeByScript(
    const QString &script, const Engine &engine, const ConnectionProfile &beside, JobContext &context);

/// Reads the schemas that scripts make. Where a server takes tables back with their transaction, all scripts run in one
/// scratch database of it, each in a transaction that is rolled back: a database a script costs many times as much.
class ScriptSchemas {
public:
    /// `engine` outlives this object.
    Result<Schema> read(
        const QString &script, const Engine &engine, const ConnectionProfile &beside, JobContext &context);

private:
    Result<ScratchDatabase *> ground(const Engine &engine, const ConnectionProfile &beside, JobContext &context);

    std::map<QString, std::unique_ptr<ScratchDatabase>> m_grounds; ///< by the server's address
};

} // namespace relata::tests
