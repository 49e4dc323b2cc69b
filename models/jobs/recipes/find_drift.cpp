#include "models/jobs/recipes/find_drift.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/replay.h"
#include "models/jobs/recipes/run_script.h"
#include "models/jobs/recipes/self_check.h"
#include "models/jobs/recipes/stamp.h"
#include "models/lint/plan_findings.h"
#include "models/planner/planner.h"
#include "models/schema/knowledge.h"
#include "models/timeline/repeatable_table.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

static tl::unexpected<Error> refused(const char *text, const QStringList &arguments)
{
    return failure({.code = Error::Code::Conflict,
        .message = {"Drift", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

static Result<MigrationFile> asApplied(const Ledger::Entry &entry, const Timeline &timeline)
{
    if (!entry.body.isEmpty() && !entry.body.startsWith(u'#'))
        return parseMigration(entry.body.toUtf8(), entry.version + u"_applied.sql"_s);
    const bool isPython = !entry.body.isEmpty();
    const Result<MigrationFile> applied =
        isPython ? parseMigration(entry.body.toUtf8(), entry.version + u"_applied.py"_s) : MigrationFile();
    for (const MigrationFile &migration : timeline.migrations) {
        // A program that a database names is not run here: only the project's own, if it is that.
        if (migration.id == entry.id && (!isPython || (applied && applied->python == migration.python)))
            return migration;
    }
    if (isPython)
        return refused(
            QT_TRANSLATE_NOOP("Drift",
                "Migration %1 was applied as a program in Python that is not the project's, which is not run here."),
            {entry.version});
    return refused(QT_TRANSLATE_NOOP("Drift", "Neither the project nor the ledger has the text of migration %1."),
        {entry.version});
}

Result<Timeline> appliedTimeline(const Timeline &timeline, const QList<Ledger::Entry> &entries)
{
    QList<Ledger::Entry> sorted = entries;
    std::stable_sort(sorted.begin(), sorted.end(),
        [](const Ledger::Entry &a, const Ledger::Entry &b) { return a.version.toLongLong() < b.version.toLongLong(); });
    Timeline result;
    result.python = timeline.python;
    for (const Ledger::Entry &entry : sorted) {
        if (entry.state != "applied"_L1)
            return refused(QT_TRANSLATE_NOOP("Drift",
                               "Migration %1 stopped half-way: resume it or roll it back before looking for drift."),
                {entry.version});
        Result<MigrationFile> migration = asApplied(entry, timeline);
        if (!migration)
            return failure(migration.error());
        result.migrations += std::move(*migration);
    }
    return result;
}

/// Each behind the migration that was the last one when it ran: what came later stood on it.
static Result<Timeline> withRepeatables(const Timeline &applied, const QList<RepeatableTable::Entry> &entries)
{
    const Result<QList<MigrationFile>> files = repeatablesAsRun(entries);
    if (!files)
        return failure(files.error());
    QHash<QString, qint64> behind;
    for (const RepeatableTable::Entry &entry : entries)
        behind.insert(entry.id, entry.behind.toLongLong());
    Timeline result;
    result.python = applied.python;
    const auto take = [&](qint64 from, qint64 to) {
        for (const MigrationFile &file : *files) {
            if (behind.value(file.id) >= from && behind.value(file.id) < to)
                result.migrations += file;
        }
    };
    qint64 last = 0;
    for (const MigrationFile &migration : applied.migrations) {
        take(last, migration.version.toLongLong());
        last = migration.version.toLongLong();
        result.migrations += migration;
    }
    take(last, std::numeric_limits<qint64>::max());
    return result;
}

/// All that these entries say was applied, with the repeatables that ran.
static Result<Timeline> allApplied(
    Connection &connection, const Engine &engine, const Timeline &timeline, const QList<Ledger::Entry> &entries)
{
    const Result<QList<RepeatableTable::Entry>> repeated = RepeatableTable(connection, engine).entries();
    if (!repeated)
        return failure(repeated.error());
    const Result<Timeline> migrations = appliedTimeline(timeline, entries);
    return migrations ? withRepeatables(*migrations, *repeated) : migrations;
}

/// The live database beside the state behind these migrations.
static Result<Drift> driftFrom(const Timeline &applied, Connection &connection, const ConnectionProfile &target,
    const ReplayPlace &place, const Engine &engine, const DriftRules &rules, JobContext &context)
{
    ConnectionProfile beside = place.beside;
    beside.defaultSchema = target.defaultSchema;
    const bool isShared = place.replay && place.replay->leadsTo(applied, target.defaultSchema);
    const Result<Schema> expected =
        isShared ? place.replay->whole(applied) : Replay(engine, beside, context).whole(applied);
    if (!expected)
        return failure(expected.error());
    const Result<Schema> live = liveSchema(connection, target, engine, context);
    if (!live)
        return failure(live.error());
    Drift drift = driftBetween(*expected, *live, engine, rules);
    drift.isFromNothing = applied.migrations.isEmpty();
    return drift;
}

Result<Drift> findDrift(Connection &connection, const ConnectionProfile &target, const ReplayPlace &place,
    const Engine &engine, const Timeline &timeline, const DriftRules &rules, JobContext &context)
{
    const Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    const Result<Timeline> applied = allApplied(connection, engine, timeline, *entries);
    return applied ? driftFrom(*applied, connection, target, place, engine, rules, context) : failure(applied.error());
}

/// What of it these migrations touch, and what is elsewhere. What a server does not show to everybody stands in
/// nobody's way: a run must not depend on who may see it.
static DriftCheck checked(const Drift &drift, const QList<MigrationFile> &pending, const Engine &engine)
{
    DriftCheck result;
    QStringList touched;
    for (const MigrationFile &migration : pending) {
        for (const DriftItem &item : touchedBy(migration, drift.items, *engine.flavour)) {
            if (touched.contains(item.text()) || knows(drift.found, item.object.kind))
                continue;
            touched += item.text();
            result.touched += {migration.version, item};
        }
    }
    for (const DriftItem &item : drift.items) {
        if (!touched.contains(item.text()))
            result.elsewhere += item;
    }
    return result;
}

/// What stands in a database without a ledger.
static Result<DriftCheck> fullDatabase(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const DriftRules &rules, JobContext &context)
{
    const Result<Schema> live = liveSchema(connection, target, engine, context);
    if (!live)
        return failure(live.error());
    DriftCheck check;
    for (const ObjectId table : live->all(Kind::Table)) {
        if (check.untaken.isEmpty() && !rules.ignore(*live, table))
            check.untaken = live->displayName(table);
    }
    return check;
}

Result<DriftCheck> checkDrift(Connection &connection, const ConnectionProfile &target, const ReplayPlace &place,
    const Engine &engine, const Timeline &timeline, const QList<MigrationFile> &pending, const DriftRules &rules,
    JobContext &context)
{
    const Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    if (pending.isEmpty())
        return DriftCheck();
    if (entries->isEmpty())
        return fullDatabase(connection, target, engine, rules, context);
    const Result<Drift> drift = findDrift(connection, target, place, engine, timeline, rules, context);
    return drift ? Result<DriftCheck>(checked(*drift, pending, engine)) : failure(drift.error());
}

/// What has run of a migration that stopped, as a migration that was applied.
static MigrationFile asMigration(const DonePart &part, const Engine &engine)
{
    MigrationFile result = part.migration;
    const bool isDown = part.entry.direction == Ledger::Direction::Down;
    if (!result.isPython())
        result.up = sectionUpTo(isDown ? part.migration.down : part.migration.up, part.done, *engine.flavour);
    return result;
}

Result<DriftCheck> checkDrift(Connection &connection, const ConnectionProfile &target, const ReplayPlace &place,
    const Engine &engine, const Timeline &timeline, const DonePart &part, const MigrationFile &rest,
    const DriftRules &rules, JobContext &context)
{
    Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    const bool isDown = part.entry.direction == Ledger::Direction::Down;
    if (!isDown)
        entries->removeIf([&](const Ledger::Entry &one) { return one.id == part.entry.id; });
    for (Ledger::Entry &one : *entries) {
        if (one.id == part.entry.id) // its way up came to its end once
            one.state = u"applied"_s;
    }
    Result<Timeline> applied = allApplied(connection, engine, timeline, *entries);
    if (!applied)
        return failure(applied.error());
    if (part.done > 0)
        applied->migrations += asMigration(part, engine);
    const Result<Drift> drift = driftFrom(*applied, connection, target, place, engine, rules, context);
    return drift ? Result<DriftCheck>(checked(*drift, {rest}, engine)) : failure(drift.error());
}

Result<> refuseTouched(const DriftCheck &check)
{
    if (check.touched.isEmpty())
        return {};
    QStringList lines;
    for (const DriftCheck::Touched &one : check.touched)
        lines += one.item.text();
    Error error{.code = Error::Code::Conflict,
        .message = {"Drift",
            QT_TRANSLATE_NOOP("Drift",
                "Nothing was run: the database is not what its migrations lead to in what migration %1 touches (%2). "
                "Make a migration of the difference with drift --adopt, take it back with drift --revert, or run "
                "in spite of it with --allow DRIFT."),
            {check.touched.first().version, check.touched.first().item.text()}},
        .detail = lines.join(u'\n'),
        .sqlState = {},
        .position = {}};
    return failure(std::move(error));
}

} // namespace relata
