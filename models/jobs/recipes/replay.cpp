#include "models/jobs/recipes/replay.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/scratch_section.h"
#include "models/timeline/repeatable.h"

namespace relata {

namespace {

QString textOf(const MigrationFile &migration) { return migration.id + migration.text(); }

/// A timeline's migrations, and its repeatables behind them.
const MigrationFile &step(const Timeline &timeline, qsizetype i)
{
    const qsizetype behind = i - timeline.migrations.size();
    return behind < 0 ? timeline.migrations.at(i) : timeline.repeatables.at(behind);
}

} // namespace

Replay::Replay(const Engine &engine, const ConnectionProfile &beside, JobContext &context)
    : m_engine(engine)
    , m_beside(beside)
    , m_context(context)
{ }

Replay::~Replay() = default;

Connection *Replay::connection() const { return m_scratch ? &m_scratch->connection() : nullptr; }

void Replay::forget()
{
    m_scratch.reset();
    m_run.clear();
    m_schema.reset();
}

/// Whether what ran is what the first of the timeline's steps say.
bool Replay::isBefore(const Timeline &timeline, qsizetype count) const
{
    if (!m_scratch || m_run.size() > count)
        return false;
    for (qsizetype i = 0; i < m_run.size(); ++i) {
        if (m_run.at(i) != textOf(step(timeline, i)))
            return false;
    }
    return true;
}

Result<> Replay::run(const Timeline &timeline, const MigrationFile &migration)
{
    if (migration.isRepeatable) {
        if (const auto objects = repeatedObjects(migration, *m_engine.flavour); !objects)
            return failure(objects.error());
    }
    Result<> done = runOnScratch(*m_scratch, m_engine, migration, Ledger::Direction::Up, timeline.python, m_context);
    if (done || done.error().code == Error::Code::Cancelled || done.error().code == Error::Code::ConnectionLost
        || (migration.isPython() && done.error().code != Error::Code::Sql))
        return done;
    Error error = done.error();
    error.message = {"Migrate",
        migration.isRepeatable
            ? QT_TRANSLATE_NOOP("Migrate", "Repeatable %1 does not run on what the migrations lead to: %2")
            : QT_TRANSLATE_NOOP("Migrate", "Migration %1 does not run on an empty database: %2"),
        {migration.version, error.message.source()}};
    return failure(error);
}

Result<> Replay::goOn(const Timeline &timeline, qsizetype count)
{
    if (!m_scratch) {
        auto scratch = scratchFor(timeline, m_engine, m_beside, m_context);
        if (!scratch)
            return failure(scratch.error());
        m_scratch = std::move(*scratch);
    }
    while (m_run.size() < count) {
        const MigrationFile &next = step(timeline, m_run.size());
        m_schema.reset();
        if (Result<> done = run(timeline, next); !done)
            return done;
        m_run += textOf(next);
    }
    if (m_schema)
        return {};
    Result<Schema> read = m_engine.catalogue->read(
        m_scratch->connection(), {.schemas = {}, .defaultSchema = m_scratch->profile().defaultSchema}, m_context);
    if (!read)
        return failure(read.error());
    m_schema = std::move(*read);
    return {};
}

Result<Schema> Replay::after(const Timeline &timeline, qsizetype count) { return afterSteps(timeline, count); }

Result<Schema> Replay::whole(const Timeline &timeline)
{
    return afterSteps(timeline, timeline.migrations.size() + timeline.repeatables.size());
}

Result<Schema> Replay::afterSteps(const Timeline &timeline, qsizetype count)
{
    if (!isBefore(timeline, count))
        forget();
    const bool stoodIdle = bool(m_scratch);
    Result<> done = goOn(timeline, count);
    if (!done && done.error().code == Error::Code::ConnectionLost && stoodIdle) { // servers close what is idle for long
        forget();
        done = goOn(timeline, count);
    }
    if (done)
        return *m_schema;
    forget();
    return failure(done.error());
}

} // namespace relata
