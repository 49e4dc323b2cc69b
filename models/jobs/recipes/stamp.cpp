#include "models/jobs/recipes/stamp.h"

#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/repeatables.h"
#include "models/jobs/recipes/stands_as_seen.h"
#include "models/timeline/drift.h"
#include "models/timeline/ledger_edits.h"

namespace relata {
using namespace Qt::StringLiterals;

static tl::unexpected<Error> refused(const char *text, const QStringList &arguments, Error::Code code)
{
    return failure({.code = code, .message = {"Stamp", text, arguments}, .detail = {}, .sqlState = {}, .position = {}});
}

Result<Schema> liveSchema(
    Connection &connection, const ConnectionProfile &target, const Engine &engine, JobContext &context)
{
    return engine.catalogue->read(connection, {.schemas = {}, .defaultSchema = target.defaultSchema}, context);
}

Timeline timelineUpTo(const Timeline &timeline, qint64 number)
{
    Timeline result = timeline;
    result.migrations.removeIf([&](const MigrationFile &m) { return m.version.toLongLong() > number; });
    result.repeatables.clear(); // which are run anew, whatever a database stands at
    return result;
}

/// Which rows come and which go.
static Result<Stamp> changesOf(const QList<MigrationStatus> &states, const Timeline &timeline, qint64 number)
{
    Stamp stamp;
    for (const MigrationStatus &status : states) {
        const MigrationFile *migration = timeline.find(status.version);
        const bool isWanted = status.version.toLongLong() <= number;
        const bool isKnown = status.state != MigrationState::Pending && status.state != MigrationState::OutOfOrder;
        if (status.state == MigrationState::Missing || !migration)
            return refused(QT_TRANSLATE_NOOP("Stamp",
                               "Nothing was stamped: the database has migration %1 (%2), which the project does not. "
                               "Pull it, or remove it from the ledger: relata migrate repair --forget %1."),
                {status.version, status.title}, Error::Code::Conflict);
        if (status.state == MigrationState::Edited && isWanted)
            return refused(QT_TRANSLATE_NOOP("Stamp",
                               "Nothing was stamped: migration %1 was edited after it was applied. Look at the "
                               "difference, and settle it: relata migrate repair."),
                {status.version}, Error::Code::Conflict);
        if (isWanted && status.state != MigrationState::Applied)
            stamp.recorded += *migration;
        if (!isWanted && isKnown)
            stamp.forgotten += *migration;
    }
    return stamp;
}

/// With what the ledger says now, which is read first: what changes between the two is noticed.
static Result<Stamp> ledgerChanges(
    Connection &connection, const Engine &engine, const Timeline &timeline, qint64 number)
{
    Result<QStringList> seen = ledgerSeen(connection, engine);
    if (!seen)
        return failure(seen.error());
    const Result<QList<MigrationStatus>> states = migrationStatus(connection, engine, timeline);
    if (!states)
        return failure(states.error());
    Result<Stamp> stamp = changesOf(*states, timeline, number);
    if (stamp)
        stamp->seen = std::move(*seen);
    return stamp;
}

Result<Stamp> planStamp(Connection &connection, const ConnectionProfile &target, const ConnectionProfile &beside,
    const Engine &engine, const Timeline &timeline, const QString &version, JobContext &context)
{
    bool isNumber = false;
    const qint64 number = version.toLongLong(&isNumber);
    const MigrationFile *last = timeline.find(version);
    if (!last && (!isNumber || number != 0))
        return refused(QT_TRANSLATE_NOOP("Stamp", "The project has no migration %1; 0 is before the first one."),
            {version}, Error::Code::Usage);
    Result<Stamp> stamp = ledgerChanges(connection, engine, timeline, number);
    if (!stamp)
        return stamp;
    stamp->version = last ? last->version : u"0"_s;
    ConnectionProfile replay = beside;
    replay.defaultSchema = target.defaultSchema;
    const Result<Schema> expected = replayed(timelineUpTo(timeline, number), nullptr, engine, replay, context);
    if (!expected) {
        if (expected.error().code == Error::Code::Cancelled)
            return failure(expected.error());
        stamp->unknown = expected.error().message;
        return stamp;
    }
    const Result<Schema> live = liveSchema(connection, target, engine, context);
    if (!live)
        return failure(live.error());
    const Result<QList<RepeatedObject>> repeated = repeatedOn(connection, engine, timeline);
    if (!repeated)
        return failure(repeated.error());
    const Drift drift = driftBetween(*expected, *live, engine);
    for (const DriftItem &item : drift.items) {
        const Schema &side = item.state == DriftItem::State::Removed ? drift.expected : drift.found;
        if (!isRepeated(side, item.object.id, *repeated))
            stamp->differences += item.text();
    }
    return stamp;
}

Result<> applyStamp(Connection &connection, const ConnectionProfile &target, const Engine &engine, const Stamp &stamp,
    JobContext &context)
{
    const auto guard = lockMigrations(target, engine, context);
    if (!guard)
        return failure(guard.error());
    const Result<QStringList> now = ledgerSeen(connection, engine);
    if (!now)
        return failure(now.error());
    if (stamp.seen && *stamp.seen != *now)
        return refused(QT_TRANSLATE_NOOP("Stamp",
                           "Nothing was stamped: another run has changed what is applied. Look at its status, and say "
                           "it again."),
            {}, Error::Code::Conflict);
    return LedgerEdits(connection, engine).stamp(stamp.recorded, stamp.forgotten);
}

} // namespace relata
