#include "models/jobs/recipes/replay.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/scratch_section.h"
#include "models/timeline/repeatable.h"

#include <QCryptographicHash>

#include <algorithm>
#include <numeric>

namespace relata {

namespace {

QString textOf(const MigrationFile &migration) { return migration.id + migration.text(); }

/// A timeline's migrations, and its repeatables behind them.
const MigrationFile &step(const Timeline &timeline, qsizetype i)
{
    const qsizetype behind = i - timeline.migrations.size();
    return behind < 0 ? timeline.migrations.at(i) : timeline.repeatables.at(behind);
}

/// Of the first `count` steps.
QByteArray digestOf(const Timeline &timeline, qsizetype count)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (qsizetype i = 0; i < count; ++i) {
        hash.addData(textOf(step(timeline, i)).toUtf8());
        hash.addData(QByteArrayView("\0", 1));
    }
    return hash.result();
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

bool Replay::leadsTo(const Timeline &timeline, const QString &defaultSchema) const
{
    const qsizetype all = timeline.migrations.size() + timeline.repeatables.size();
    return m_beside.defaultSchema == defaultSchema && !timeline.hasPython()
        && (!m_scratch || isBefore(timeline, all) || kept(timeline, all));
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
    const InterruptWatch watch(m_context, m_scratch->connection().interrupter());
    while (m_run.size() < count) {
        const MigrationFile &next = step(timeline, m_run.size());
        m_schema.reset();
        if (Result<> done = run(timeline, next); !done)
            return done;
        m_run += textOf(next);
        if (Result<> read = m_lowest && m_run.size() >= *m_lowest ? readSchema() : Result<>(); !read)
            return read;
        keep(timeline);
    }
    return readSchema();
}

Result<> Replay::readSchema()
{
    if (m_schema)
        return {};
    Result<Schema> read = m_engine.catalogue->read(
        m_scratch->connection(), {.schemas = {}, .defaultSchema = m_scratch->profile().defaultSchema}, m_context);
    if (!read)
        return failure(read.error());
    m_schema = std::move(*read);
    return {};
}

void Replay::keepFrom(qsizetype lowest, qsizetype room)
{
    m_lowest = lowest;
    m_room = room;
}

void Replay::keepBeside(const Timeline &timeline, const QList<MigrationFile> &migrations)
{
    const QList<MigrationFile> &all = timeline.migrations;
    const auto first = std::find_if(all.begin(), all.end(), [&](const MigrationFile &one) {
        return std::any_of(migrations.begin(), migrations.end(),
            [&](const MigrationFile &wanted) { return wanted.version == one.version; });
    });
    keepFrom(first - all.begin());
}

/// Who goes back comes by the later ones first, so it is the earlier that go where there is no room.
void Replay::keep(const Timeline &timeline)
{
    if (!m_lowest || !m_schema)
        return;
    m_kept += State{digestOf(timeline, m_run.size()), *m_schema};
    const auto objects = [this] {
        return std::accumulate(m_kept.begin(), m_kept.end(), qsizetype(0),
            [](qsizetype sum, const State &one) { return sum + one.schema.size(); });
    };
    while (m_kept.size() > 1 && objects() > m_room)
        m_kept.removeFirst();
}

const Schema *Replay::kept(const Timeline &timeline, qsizetype count) const
{
    if (m_kept.isEmpty())
        return nullptr;
    const QByteArray texts = digestOf(timeline, count);
    const auto it = std::find_if(m_kept.begin(), m_kept.end(), [&](const State &one) { return one.texts == texts; });
    return it == m_kept.end() ? nullptr : &it->schema;
}

Result<Schema> Replay::after(const Timeline &timeline, qsizetype count) { return afterSteps(timeline, count); }

Result<Schema> Replay::whole(const Timeline &timeline)
{
    return afterSteps(timeline, timeline.migrations.size() + timeline.repeatables.size());
}

Result<Schema> Replay::afterSteps(const Timeline &timeline, qsizetype count)
{
    if (const Schema *known = kept(timeline, count))
        return *known;
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
