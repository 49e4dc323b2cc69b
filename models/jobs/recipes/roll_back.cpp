#include "models/diff/stated_renames.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/environment_key.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/data_checks.h"
#include "models/jobs/recipes/down_precautions.h"
#include "models/jobs/recipes/expectations.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/jobs/recipes/repeatables.h"
#include "models/jobs/recipes/replay.h"
#include "models/jobs/recipes/review.h"
#include "models/jobs/recipes/scratch_section.h"
#include "models/jobs/recipes/way_back.h"
#include "models/timeline/backfill_table.h"
#include "models/timeline/drift.h"
#include "models/timeline/gate_table.h"
#include "models/timeline/ledger_edits.h"

#include <QRegularExpression>

namespace relata {
using namespace Qt::StringLiterals;

Result<Schema> replayed(const Timeline &timeline, const MigrationFile *before, const Engine &engine,
    const ConnectionProfile &beside, JobContext &context)
{
    if (!before)
        return Replay(engine, beside, context).whole(timeline);
    const QList<MigrationFile> &all = timeline.migrations;
    const auto end = std::find_if(all.begin(), all.end(),
        [&](const MigrationFile &one) { return one.id == before->id && one.version == before->version; });
    return Replay(engine, beside, context).after(timeline, end - all.begin());
}

/// The names in a text, whole ones: `nickname` does not speak of `name`.
class NamesSaid {
public:
    NamesSaid(const QString &text, const SqlFlavour &flavour)
        : m_text(text)
        , m_names(namesIn(text, flavour))
    { }
    bool has(const QString &name) const
    {
        static const QRegularExpression word(u"^[\\w$]+$"_s, QRegularExpression::UseUnicodePropertiesOption);
        return m_names.contains(name.toLower())
            || (!name.isEmpty() && !word.match(name).hasMatch() && m_text.contains(name, Qt::CaseInsensitive));
    }

private:
    const QString m_text;
    const QSet<QString> m_names;
};

/// What differs but is not named by the migration was changed by somebody else: not this way back's to undo.
static Result<> onlyNamed(const ChangeSet &changes, const Schema &from, const Schema &to,
    const MigrationFile &migration, const SqlFlavour &flavour)
{
    const NamesSaid said(migration.text(), flavour);
    const auto named = [&](const QString &name) { return said.has(name); };
    for (const Change &change : changes.changes()) {
        const Schema &side = std::holds_alternative<Dropped>(change) ? from : to;
        const Object *parent = side.find(parentOf(objectOf(change)));
        bool isElsewhere = false; // in a schema that the migration does not speak of
        for (const Object *above = parent; above; above = side.find(parentOf(*above)))
            isElsewhere = kindOf(*above) == Kind::Namespace && !nameOf(*above).isEmpty() && !named(nameOf(*above));
        if (kindOf(change) != Kind::Opaque
            && (isElsewhere || (!named(nameOf(objectOf(change))) && !(parent && named(nameOf(*parent))))))
            return migrationRefused(
                QT_TRANSLATE_NOOP("Migrate",
                    "Nothing was rolled back: %1 differs from what the migrations lead to, and migration %2 does not "
                    "name it. Settle that first."),
                {side.displayName(idOf(change)), migration.version}, Error::Code::Conflict);
    }
    return {};
}

/// What the ledger says of it; an empty one, on its way up, where it does not know it.
static Result<Ledger::Entry> entryOf(Connection &connection, const Engine &engine, const MigrationFile &migration)
{
    const Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    for (const Ledger::Entry &entry : *entries) {
        if (entry.id == migration.id)
            return entry;
    }
    return Ledger::Entry();
}

/// A table or column that goes must come from a statement that has run, or may have: one that only a later statement
/// would have made was made by somebody else, and holds what is theirs. Of a program nobody knows what has run.
static Result<> onlyMade(const ChangeSet &changes, const Schema &from, const Schema &before,
    const MigrationFile &migration, const Ledger::Entry &entry, const NamesSaid &ran)
{
    if (migration.isPython() || entry.direction == Ledger::Direction::Down)
        return {};
    for (const Change &change : changes.changes()) {
        const bool holdsRows = kindOf(change) == Kind::Table || kindOf(change) == Kind::Column;
        if (!holdsRows || !std::holds_alternative<Dropped>(change))
            continue;
        const Object &object = objectOf(change);
        const bool goesWithTable = kindOf(change) == Kind::Column && !before.find(parentOf(object));
        if (!goesWithTable && !ran.has(nameOf(object)))
            return migrationRefused(
                QT_TRANSLATE_NOOP("Migrate",
                    "Nothing was rolled back: %1 is there, and no statement of migration %2 that has run names it, so "
                    "somebody else has made it. Put it elsewhere, and roll back again."),
                {from.displayName(idOf(change)), migration.version}, Error::Code::Conflict);
    }
    return {};
}

/// The schema is rolled back, not what statements wrote to rows that stand: people should know how many.
static Result<> tellBackfilled(Connection &connection, const Engine &engine, const MigrationFile &migration,
    Ledger::Direction direction, const RunRules &rules)
{
    const QString &section = direction == Ledger::Direction::Up ? migration.up : migration.down;
    const QList<RunnerStatement> statements = scriptStatements(section, engine, connection.server());
    for (int i = 0; i < statements.size(); ++i) {
        if (!statements.at(i).backfill)
            continue;
        BackfillTable table(connection, engine);
        if (Result<> ready = table.ensure(); !ready)
            return ready;
        const auto place = table.place(migration.id, direction, i);
        if (!place)
            return failure(place.error());
        if (*place && rules.warn)
            rules.warn({"Migrate",
                QT_TRANSLATE_NOOP("Migrate",
                    "Statement %1 of migration %2 had written %3 rows. What it wrote into columns that stay is not "
                    "taken back."),
                {QString::number(i + 1), migration.version, QString::number((*place)->rows)}});
    }
    return {};
}

/// The migration as it was begun, by the ledger: its file may have been edited since.
static MigrationFile asBegun(const MigrationFile &file, const Ledger::Entry &entry)
{
    const auto begun = parseMigration(entry.body.toUtf8(), file.fileName);
    return begun && begun->id == file.id ? *begun : file;
}

/// What the migration leads to, as it was begun, by replay; common objects under the ids of `before`.
static Result<Schema> behind(const Timeline &timeline, const MigrationFile &begun, const Schema &before,
    const Engine &engine, const ConnectionProfile &beside, JobContext &context)
{
    Timeline all = timeline;
    const auto it = std::find_if(all.migrations.begin(), all.migrations.end(),
        [&](const MigrationFile &one) { return one.id == begun.id && one.version == begun.version; });
    const qsizetype at = it - all.migrations.begin();
    if (it != all.migrations.end())
        *it = begun;
    const Result<Schema> after = Replay(engine, beside, context).after(all, std::min(at + 1, all.migrations.size()));
    return after ? Result<Schema>(matched(*after, before, engine.nameRule, renameNotes(begun, before, engine)))
                 : Result<Schema>(failure(after.error()));
}

/// What the statements that ran gave other names, the way down behind the way up; the last one may not have run.
static Result<QList<RenameNote>> namesGiven(Connection &connection, const Engine &engine,
    const MigrationFile &migration, const Ledger::Entry &entry, const QStringList &ran, const Schema &before)
{
    QStringList all = ran;
    if (entry.direction == Ledger::Direction::Down) {
        const auto said = Ledger(connection, engine).said(migration, Ledger::Direction::Down);
        if (!said)
            return failure(said.error());
        for (const Ledger::Said &one : *said)
            all += one.sql;
    }
    QList<RenameNote> result = renameNotes(migration);
    for (const qsizetype count : {all.size() - 1, all.size()})
        result += statedRenames(all.mid(0, std::max<qsizetype>(count, 0)), before, *engine.flavour, engine.nameRule);
    return result;
}

/// From the database as it is to `before`; refused where something differs that is not the migration's.
static Result<RollBackPlan> planTo(const Schema &before, Connection &connection, const ConnectionProfile &target,
    const ConnectionProfile &beside, const Engine &engine, const Timeline &timeline, const MigrationFile &migration,
    const Ledger::Entry &entry, JobContext &context)
{
    const Result<Schema> live =
        engine.catalogue->read(connection, {.schemas = {}, .defaultSchema = target.defaultSchema}, context);
    if (!live)
        return failure(live.error());
    const Result<QStringList> ran = statementsRun(connection, engine, migration, entry);
    if (!ran)
        return failure(ran.error());
    const Result<QList<RenameNote>> names = namesGiven(connection, engine, migration, entry, *ran, before);
    if (!names)
        return failure(names.error());
    const Schema from = matched(*live, before, engine.nameRule, *names);
    const Result<QList<RepeatedObject>> repeated = repeatedOn(connection, engine, timeline);
    if (!repeated)
        return failure(repeated.error());
    const Schema wanted = withoutRepeated(from, before, *repeated, engine); // which are no migration's to take back
    const ChangeSet changes = ChangeSet::between(from, wanted, engine.diffPolicy());
    if (Result<> fine = onlyNamed(changes, from, wanted, migration, *engine.flavour); !fine)
        return failure(fine.error());
    const bool mayGo = isDevelopment(target.environment); // where what was made by hand goes, too
    if (Result<> fine = mayGo
            ? Result<>()
            : onlyMade(changes, from, wanted, migration, entry, NamesSaid(ran->join(u";\n"_s), *engine.flavour));
        !fine)
        return failure(fine.error());
    const Target back{.server = connection.server(), .rows = {}, .naive = true, .defaultSchema = target.defaultSchema};
    const HalfWay halfWay{migration, entry, *ran, from, wanted,
        [&] { return behind(timeline, migration, wanted, engine, beside, context); }};
    Result<QStringList> texts = wayBack(connection, engine, halfWay, back);
    Result<LeftData> left = leftData(connection, engine, migration, entry, wanted, from);
    if (!texts || !left)
        return failure(texts ? left.error() : texts.error());
    return RollBackPlan{std::move(*texts), std::move(*left), from, wanted};
}

Result<RollBackPlan> planRollBack(Connection &connection, const ConnectionProfile &target,
    const ConnectionProfile &beside, const Engine &engine, const Timeline &timeline, const MigrationFile &migration,
    JobContext &context)
{
    ConnectionProfile replay = beside;
    replay.defaultSchema = target.defaultSchema; // what has no schema in the files must mean the same
    const Result<Schema> before = replayed(timeline, &migration, engine, replay, context);
    if (!before)
        return failure(before.error());
    const Result<Ledger::Entry> entry = entryOf(connection, engine, migration);
    if (!entry)
        return failure(entry.error());
    return planTo(*before, connection, target, replay, engine, timeline, asBegun(migration, *entry), *entry, context);
}

/// What is left of the data is asked for by name, and kept in the database with its reason.
static Result<> mayLeave(Connection &connection, const Engine &engine, const MigrationFile &migration,
    const LeftData &left, const RunRules &rules)
{
    if (left.isEmpty())
        return {};
    if (!rules.leavesData) {
        if (rules.allowedBy)
            rules.allowedBy(QString::fromLatin1(DataCode));
        return failure(
            {.code = Error::Code::Refused, .message = left.refusal, .detail = {}, .sqlState = {}, .position = {}});
    }
    if (rules.warn)
        rules.warn(left.told);
    GateTable table(connection, engine);
    const Result<> done = table.ensure();
    return done ? table.keep(migration, left.told.source(), runnerName(),
               rules.reason.isEmpty() ? u"allowed with a rollback"_s : rules.reason)
                : done;
}

/// Where the data is as it was before the migration, for who loses some of it.
static void tellBackup(
    Connection &connection, const Engine &engine, const MigrationFile &migration, const RunRules &rules)
{
    const std::optional<BackupRecord> backup = backupOf(connection, engine, migration.id);
    if (backup && rules.warn)
        rules.warn(backup->wayBack());
}

/// Whether all is there that was when the plan was made. Also asked where the run was cancelled.
static bool stands(
    Connection &connection, const ConnectionProfile &target, const Engine &engine, const RollBackPlan &plan)
{
    QuietContext context;
    const Result<Schema> live =
        engine.catalogue->read(connection, {.schemas = {}, .defaultSchema = target.defaultSchema}, context);
    return live && live->fingerprint() == plan.from.fingerprint();
}

MigrationFile asWay(const MigrationFile &migration, const RollBackPlan &plan)
{
    MigrationFile way = migration;
    way.python.clear(); // its statements are known
    way.up = plan.statements.isEmpty() ? QString() : QString(plan.statements.join(u";\n"_s) + u";\n"_s);
    return way;
}

/// Once the plan stands: what it runs, and what it leaves.
static Result<> takeBack(MigrationRun &run, Connection &connection, const ConnectionProfile &target,
    const Engine &engine, const MigrationFile &migration, Ledger::Direction direction, const RollBackPlan &plan,
    const RunRules &rules)
{
    const bool isRefused = !plan.left.isEmpty() && !rules.leavesData; // below, before anything is asked or kept
    if (Result<> free = rules.looks && !isRefused ? rules.looks(asWay(migration, plan)) : Result<>(); !free)
        return free;
    if (!plan.left.isEmpty() || rules.discardsData)
        tellBackup(connection, engine, migration, rules);
    if (Result<> fine = mayLeave(connection, engine, migration, plan.left, rules); !fine)
        return fine;
    if (Result<> told = tellBackfilled(connection, engine, migration, direction, rules); !told)
        return told;
    const auto statements = scriptStatements(plan.statements, engine, connection.server());
    if (Result<> kept = rules.backup ? BackupTable(connection, engine).keep(migration, *rules.backup) : Result<>();
        !kept)
        return kept;
    if (Result<> done = run.begin(u"back"_s, int(statements.size())); !done)
        return done;
    LedgerEdits ledger(connection, engine);
    const Result<Ledger::Entry> entry = entryOf(connection, engine, migration);
    const Result<> marked =
        entry ? ledger.setState(migration, RolledBack) : Result<>(failure(entry.error())); // from now on only back
    if (!marked)
        return marked;
    bool hasKept = false; // rows that others have put meanwhile into what goes
    const Result<> done = run.leadBack(statements, {plan.before, plan.from, {}, false, {}}, &hasKept);
    if (hasKept && plan.left.isEmpty())
        tellBackup(connection, engine, migration, rules);
    if (!done && connection.isAlive() && stands(connection, target, engine, plan))
        (void)ledger.setState(migration, entry->state); // nothing of it was taken back
    return done;
}

Result<> rollBackPartial(Connection &connection, const ConnectionProfile &target, const ConnectionProfile &beside,
    const Engine &engine, const Timeline &timeline, const MigrationFile &migration, JobContext &context,
    const RunRules &rules)
{
    if (Result<> fine = mustBeApproved(migration, engine, rules, true); !fine)
        return fine;
    ConnectionProfile replay = beside;
    replay.defaultSchema = target.defaultSchema;
    const Result<Schema> before = replayed(timeline, &migration, engine, replay, context);
    if (!before)
        return failure(before.error());
    const auto guard = guardOf(rules, engine, target, context);
    if (!guard)
        return failure(guard.error());
    MigrationRun run(connection, engine, migration, **guard, rules, context);
    if (Result<> done = run.begin(u"back"_s, 0); !done) // what a killed run still does must have ended
        return done;
    const Result<Ledger::Entry> entry = entryOf(connection, engine, migration);
    if (!entry)
        return failure(entry.error());
    if (entry->state == "applied"_L1) // its COMMIT came through, or somebody else was faster
        return migrationRefused(QT_TRANSLATE_NOOP("Migrate", "Migration %1 is applied as a whole: look at its status."),
            {migration.version}, Error::Code::Conflict);
    const Ledger::Direction direction = entry->direction;
    const MigrationFile begun = asBegun(migration, *entry);
    if (Result<> done = run.settleCopies(direction); !done)
        return done;
    const Result<RollBackPlan> plan =
        planTo(*before, connection, target, replay, engine, timeline, begun, *entry, context);
    if (!plan)
        return failure(plan.error());
    if (Result<> done = takeBack(run, connection, target, engine, begun, direction, *plan, rules); !done)
        return done;
    (void)GateTable(connection, engine).close(migration.id, direction); // where there are any
    (void)BackupTable(connection, engine).close(migration.id);
    if (Result<> removed = Ledger(connection, engine).remove(migration); !removed)
        return removed;
    (void)run.forgetCopies(direction); // a new run would do that, too
    return {};
}

} // namespace relata
