#include "tests/support/script_schemas.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/run_script.h"

#include <algorithm>
#include <optional>

namespace relata::tests {
using namespace Qt::StringLiterals;

namespace {

Result<Schema> schemaIn(ScratchDatabase &scratch, const Engine &engine, JobContext &context)
{
    return engine.catalogue->read(
        scratch.connection(), {.schemas = {}, .defaultSchema = scratch.profile().defaultSchema}, context);
}

QString addressOf(const ConnectionProfile &profile) { return profile.host + u':' + QString::number(profile.port); }

/// What the statements make, as long as their transaction lasts; empty where one of them fails or ends it.
std::optional<Result<Schema>> seenWithin(
    ScratchDatabase &ground, const QList<RunnerStatement> &statements, const Engine &engine, JobContext &context)
{
    Connection &connection = ground.connection();
    const bool isMade = std::all_of(statements.begin(), statements.end(),
        [&](const RunnerStatement &one) { return perform(connection, one.sql).has_value(); });
    if (!isMade || connection.transaction() != TransactionState::Open)
        return {};
    return schemaIn(ground, engine, context);
}

} // namespace

Result<MadeDatabase> madeByScript(
    const QString &script, const Engine &engine, const ConnectionProfile &beside, JobContext &context)
{
    auto scratch = engine.scratch->create(beside, context);
    if (!scratch)
        return failure(scratch.error());
    Connection &connection = (*scratch)->connection();
    const auto statements = scriptStatements(script, engine, connection.server());
    if (Result<> done = runScript(connection, engine, statements, 0, {}, context); !done)
        return failure(done.error());
    const Result<Schema> schema = schemaIn(**scratch, engine, context);
    if (!schema)
        return failure(schema.error());
    return MadeDatabase{std::move(*scratch), *schema};
}

Result<Schema> ScriptSchemas::read(
    const QString &script, const Engine &engine, const ConnectionProfile &beside, JobContext &context)
{
    const bool isServer = !beside.host.isEmpty(); // a database in memory costs nothing
    if (isServer && engine.runner->transactionalDdl()) {
        const Result<ScratchDatabase *> shared = ground(engine, beside, context);
        if (!shared)
            return failure(shared.error());
        Connection &connection = (*shared)->connection();
        if (const Result<ResultSummary> begun = perform(connection, u"BEGIN"_s); !begun)
            return failure(begun.error());
        const auto schema =
            seenWithin(**shared, scriptStatements(script, engine, connection.server()), engine, context);
        if (connection.transaction() == TransactionState::None)
            m_grounds.erase(addressOf(beside)); // the script has ended the transaction, and left something behind
        else if (const Result<ResultSummary> back = perform(connection, u"ROLLBACK"_s); !back)
            return failure(back.error());
        if (schema)
            return *schema;
    }
    const Result<MadeDatabase> made = madeByScript(script, engine, beside, context);
    return made ? Result<Schema>(made->schema) : failure(made.error());
}

Result<ScratchDatabase *> ScriptSchemas::ground(
    const Engine &engine, const ConnectionProfile &beside, JobContext &context)
{
    std::unique_ptr<ScratchDatabase> &kept = m_grounds[addressOf(beside)];
    if (!kept) {
        auto made = engine.scratch->create(beside, context);
        if (!made)
            return failure(made.error());
        kept = std::move(*made);
    }
    return kept.get();
}

} // namespace relata::tests
