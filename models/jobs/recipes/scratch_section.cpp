#include "models/jobs/recipes/scratch_section.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/run_python.h"
#include "models/jobs/recipes/run_script.h"

namespace relata {

Result<std::unique_ptr<ScratchDatabase>> scratchFor(
    const Timeline &timeline, const Engine &engine, const ConnectionProfile &beside, JobContext &context)
{
    return timeline.hasPython() ? engine.scratch->createReachable(beside, context)
                                : engine.scratch->create(beside, context);
}

Result<> runOnScratch(ScratchDatabase &scratch, const Engine &engine, const MigrationFile &migration,
    Ledger::Direction direction, const PythonTerms &terms, JobContext &context,
    const std::function<Result<>(const QString &sql)> &judges)
{
    Connection &connection = scratch.connection();
    Result<> done;
    if (migration.isPython()) {
        PythonScript script{.migration = migration, .direction = direction};
        script.judges = judges;
        done = runPython(script, connection, scratch.profile(), engine, terms, context).result;
    } else {
        const QString &section = direction == Ledger::Direction::Up ? migration.up : migration.down;
        const auto statements = scriptStatements(section, engine, connection.server(), !migration.withoutTransaction());
        done = runScript(connection, engine, statements, 0, {}, context);
    }
    return done ? connection.reset() : done;
}

} // namespace relata
