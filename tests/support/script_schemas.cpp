#include "tests/support/script_schemas.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/run_script.h"

#include <algorithm>

namespace relata::tests {
using namespace Qt::StringLiterals;

namespace {

Result<Schema> schemaIn(ScratchDatabase &scratch, const Engine &engine, JobContext &context)
{
    return engine.catalogue->read(
        scratch.connection(), {.schemas = {}, .defaultSchema = scratch.profile().defaultSchema}, context);
}

Result<> runAll(Connection &connection, const QList<RunnerStatement> &statements)
{
    for (const RunnerStatement &one : statements) {
        if (const Result<ResultSummary> done = perform(connection, one.sql); !done)
            return failure(done.error());
    }
    return {};
}

} // namespace

Result<Schema> ScriptSchemas::read(const QString &script, const Engine &engine, const ServerInfo &server,
    const ConnectionProfile &beside, JobContext &context)
{
    const QList<RunnerStatement> statements = scriptStatements(script, engine, server);
    const bool mayShare = engine.runner->transactionalDdl() && !beside.host.isEmpty()
        && std::all_of(statements.begin(), statements.end(),
            [](const RunnerStatement &one) { return one.mode == TransactionMode::Joined; });
    if (mayShare) {
        const Result<ScratchDatabase *> shared = ground(engine, beside, context);
        if (!shared)
            return failure(shared.error());
        Connection &connection = (*shared)->connection();
        if (const Result<ResultSummary> begun = perform(connection, u"BEGIN"_s); !begun)
            return failure(begun.error());
        const Result<> done = runAll(connection, statements);
        Result<Schema> schema = done ? schemaIn(**shared, engine, context) : failure(done.error());
        if (const Result<ResultSummary> back = perform(connection, u"ROLLBACK"_s); !back)
            return failure(back.error());
        if (done) // otherwise it may be the transaction that it does not like
            return schema;
    }
    auto scratch = engine.scratch->create(beside, context);
    if (!scratch)
        return failure(scratch.error());
    if (Result<> done = runScript((*scratch)->connection(), engine, statements, 0, {}, context); !done)
        return failure(done.error());
    return schemaIn(**scratch, engine, context);
}

Result<ScratchDatabase *> ScriptSchemas::ground(
    const Engine &engine, const ConnectionProfile &beside, JobContext &context)
{
    std::unique_ptr<ScratchDatabase> &kept = m_grounds[beside.host + u':' + QString::number(beside.port)];
    if (!kept) {
        auto made = engine.scratch->create(beside, context);
        if (!made)
            return failure(made.error());
        kept = std::move(*made);
    }
    return kept.get();
}

} // namespace relata::tests
