#include "models/jobs/recipes/rehearse.h"

#include "models/base/scratch_folder.h"
#include "models/diff/matcher.h"
#include "models/engine/backup_port.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/backfill.h"
#include "models/jobs/recipes/backup.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/jobs/recipes/prove.h"
#include "models/jobs/recipes/repeatables.h"
#include "models/jobs/recipes/row_digest.h"
#include "models/jobs/recipes/scratch_section.h"
#include "models/jobs/recipes/statement_table.h"

#include <QElapsedTimer>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Error said(const char *text, const QStringList &arguments, Error::Code code = Error::Code::Refused)
{
    return {.code = code, .message = {"Rehearse", text, arguments}, .detail = {}, .sqlState = {}, .position = {}};
}

/// The server's own refusal, behind words that say when it came.
Error during(const char *text, const QString &version, const Error &error)
{
    Error result = error;
    result.message = {"Rehearse", text, {version, error.message.source()}};
    return result;
}

/// Tries migrations in turn on one copy.
class Rehearser {
public:
    Rehearser(ScratchDatabase &copy, const ConnectionProfile &target, const Engine &engine, const PythonTerms &terms,
        JobContext &context)
        : m_terms(terms)
        , m_copy(copy)
        , m_target(target)
        , m_engine(engine)
        , m_context(context)
    { }

    /// Fills in what was seen, up to where it went wrong. Errors are that, and a stop request.
    Result<> run(const MigrationFile &migration, RehearsedMigration &seen)
    {
        m_migration = &migration;
        seen.id = migration.id;
        seen.version = migration.version;
        seen.title = migration.title;
        seen.checksum = migrationChecksum(migration, m_engine);
        seen.hasDown = migration.hasDown();
        if (Result<> fine = mustStayInside(); !fine)
            return fine;
        Result<Schema> before = read();
        if (!before)
            return failure(before.error());
        m_before = std::move(*before);
        Result<RowCounts> rows = rowCounts(connection(), m_before, m_engine, m_context);
        if (!rows)
            return failure(rows.error());
        seen.tables = std::move(*rows);
        if (Result<> fine = mustBeEmpty(connection(), migration.all(u"check"),
                QT_TRANSLATE_NOOP("Migrate", "Nothing was changed: a check before the migration found %1 rows: %2"));
            !fine)
            return during(QT_TRANSLATE_NOOP("Rehearse", "Migration %1 cannot begin on the copy. %2"), fine.error());
        return seen.hasDown ? backAndForth(seen) : up(seen);
    }

private:
    Connection &connection() { return m_copy.connection(); }

    tl::unexpected<Error> during(const char *text, const Error &error) const
    {
        return failure(relata::during(text, m_migration->version, error));
    }

    /// A copy beside the database does not keep a statement from reaching the database itself.
    Result<> mustStayInside() const
    {
        for (const QString &section : {m_migration->up, m_migration->down}) {
            const QList<RunnerStatement> all = scriptStatements(section, m_engine, m_copy.connection().server());
            for (qsizetype i = 0; i < all.size(); ++i) {
                const QString beyond = m_engine.backup->beyondCopy(all.at(i).sql, m_target);
                if (!beyond.isEmpty())
                    return failure(said(QT_TRANSLATE_NOOP("Rehearse",
                                            "Migration %1 was not rehearsed: its statement %2 would change what is not "
                                            "in the copy (%3)."),
                        {m_migration->version, QString::number(i + 1), beyond}));
            }
        }
        return {};
    }

    Result<Schema> read()
    {
        return m_engine.catalogue->read(
            connection(), {.schemas = {}, .defaultSchema = m_copy.profile().defaultSchema}, m_context);
    }

    Result<RowDigests> digests()
    {
        m_context.report({0, 0, {"Rehearse", QT_TRANSLATE_NOOP("Rehearse", "Reading all rows of the copy"), {}}});
        return rowDigests(connection(), m_before, m_engine);
    }

    /// Of a program in Python each statement is looked at just before it runs.
    template <class Took>
    Result<std::chrono::milliseconds> script(Ledger::Direction direction, Took took)
    {
        const auto judges = [this](const QString &sql) -> Result<> {
            const QString beyond = m_engine.backup->beyondCopy(sql, m_target);
            if (beyond.isEmpty())
                return {};
            return failure(said(QT_TRANSLATE_NOOP("Rehearse",
                                    "Migration %1 was stopped on the copy: its program would change what is not in the "
                                    "copy (%2)."),
                {m_migration->version, beyond}));
        };
        QElapsedTimer whole;
        whole.start();
        const Result<> done = runOnScratch(m_copy, m_engine, *m_migration, direction, m_terms, m_context, judges);
        const std::chrono::milliseconds time(whole.elapsed());
        if (!done)
            return failure(done.error());
        took(0, m_migration->python, time);
        return time;
    }

    /// Runs a section; `took` hears of each statement that was done, and the answer is the time for all.
    template <class Took>
    Result<std::chrono::milliseconds> section(Ledger::Direction direction, Took took)
    {
        if (m_migration->isPython())
            return script(direction, took);
        const QString &sql = direction == Ledger::Direction::Up ? m_migration->up : m_migration->down;
        const QList<RunnerStatement> all =
            scriptStatements(sql, m_engine, connection().server(), !m_migration->withoutTransaction());
        QElapsedTimer whole, one;
        ScriptHooks hooks;
        hooks.before = [&](int) {
            one.start();
            return Result<>();
        };
        hooks.instead = [&](int i) {
            return backfilled(connection(), m_engine, m_copy.profile().defaultSchema, all.at(i), m_context);
        };
        hooks.after = [&](int i) {
            took(i, all.at(i).sql, std::chrono::milliseconds(one.elapsed()));
            return Result<>();
        };
        whole.start();
        const Result<> done = runScript(connection(), m_engine, all, 0, hooks, m_context);
        const std::chrono::milliseconds time(whole.elapsed());
        if (connection().isAlive())
            (void)connection().reset(); // what the next finds is what any session would
        return done ? Result<std::chrono::milliseconds>(time) : failure(done.error());
    }

    RehearsedStatement measured(const QString &sql, std::chrono::milliseconds time, const RowCounts &rows)
    {
        if (m_migration->isPython())
            return {.sql = sql, .time = time, .again = {}, .table = {}, .rows = {}};
        const QString table = statementTable(sql, rows, m_engine, connection().server());
        return {.sql = sql, .time = time, .again = {}, .table = table, .rows = rows.value(table)};
    }

    Result<> up(RehearsedMigration &seen)
    {
        const Result<std::chrono::milliseconds> time =
            section(Ledger::Direction::Up, [&](int, const QString &sql, std::chrono::milliseconds one) {
                seen.up += measured(sql, one, seen.tables);
            });
        if (!time)
            return during(QT_TRANSLATE_NOOP("Rehearse", "Migration %1 fails on the copy, going up. %2"), time.error());
        seen.upTime = *time;
        seen.wentUp = true;
        if (Result<> fine = mustBeEmpty(connection(), m_migration->all(u"verify"),
                QT_TRANSLATE_NOOP("Migrate", "The migration ran, but its verification found %1 rows: %2"));
            !fine)
            return during(QT_TRANSLATE_NOOP("Rehearse", "Migration %1 fails on the copy, going up. %2"), fine.error());
        return {};
    }

    Result<> down(RehearsedMigration &seen, const RowDigests &rows)
    {
        const Result<std::chrono::milliseconds> time =
            section(Ledger::Direction::Down, [&](int, const QString &sql, std::chrono::milliseconds one) {
                seen.down += measured(sql, one, seen.tables);
            });
        if (!time)
            return during(
                QT_TRANSLATE_NOOP("Rehearse", "Migration %1 fails on the copy, going down. %2"), time.error());
        seen.downTime = *time;
        if (Result<> same = compare(m_before,
                QT_TRANSLATE_NOOP("Rehearse", "Migration %1 does not lead back: on the copy, down left this: %2"));
            !same)
            return same;
        seen.wentDown = true;
        return compareRows(seen, rows);
    }

    Result<> compare(const Schema &expected, const char *complaint)
    {
        const Result<Schema> found = read();
        if (!found)
            return failure(found.error());
        const QStringList left = differences(expected, matched(*found, expected, m_engine.nameRule), m_engine);
        if (left.isEmpty())
            return {};
        return failure(said(complaint, {m_migration->version, left.join(u"; "_s)}));
    }

    Result<> compareRows(RehearsedMigration &seen, const RowDigests &rows)
    {
        const Result<RowCounts> counts = rowCounts(connection(), m_before, m_engine, m_context);
        if (!counts)
            return failure(counts.error());
        for (auto it = seen.tables.cbegin(); it != seen.tables.cend(); ++it) {
            if (counts->value(it.key()) != it.value())
                seen.lost += u"%1 (%2 rows of %3)"_s.arg(it.key()).arg(counts->value(it.key())).arg(it.value());
        }
        const Result<RowDigests> after = digests();
        if (!after)
            return failure(after.error());
        QStringList columns;
        for (auto it = rows.cbegin(); it != rows.cend(); ++it) {
            if (after->value(it.key()) != it.value())
                columns += m_before.displayName(it.key());
        }
        columns.sort();
        seen.lost += columns;
        return {};
    }

    /// Up once more also where rows were lost: what follows stands on the schema.
    Result<> backAndForth(RehearsedMigration &seen)
    {
        const Result<RowDigests> rows = digests();
        if (!rows)
            return failure(rows.error());
        if (Result<> done = up(seen); !done)
            return done;
        const Result<Schema> after = read();
        if (!after)
            return failure(after.error());
        if (Result<> done = down(seen, *rows); !done)
            return done;
        const Result<std::chrono::milliseconds> again =
            section(Ledger::Direction::Up, [&](int i, const QString &, std::chrono::milliseconds one) {
                if (i < seen.up.size())
                    seen.up[i].again = one;
            });
        if (!again)
            return during(QT_TRANSLATE_NOOP("Rehearse", "Migration %1 fails on the copy, going up a second time. %2"),
                again.error());
        if (Result<> same = compare(*after,
                QT_TRANSLATE_NOOP("Rehearse",
                    "Migration %1 leads elsewhere the second time: on the copy, up behind down left this: %2"));
            !same)
            return same;
        seen.wentUpAgain = true;
        return {};
    }

    const PythonTerms &m_terms;
    ScratchDatabase &m_copy;
    const ConnectionProfile &m_target; ///< which it is a copy of
    const Engine &m_engine;
    JobContext &m_context;
    const MigrationFile *m_migration = nullptr;
    Schema m_before;
};

/// Whether there is anything to try, as far as that can be told without writing.
Result<bool> anyPending(
    Connection &connection, const Engine &engine, const Timeline &timeline, const RehearsalRules &rules)
{
    if (!rules.version.isEmpty() && !timeline.find(rules.version))
        return failure(said(
            QT_TRANSLATE_NOOP("Rehearse", "The project has no migration %1."), {rules.version}, Error::Code::Usage));
    if (!rules.backup.isEmpty())
        return true; // what it holds may be older
    const Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    const QList<MigrationStatus> states = statusOf(timeline, *entries, engine);
    if (std::any_of(states.begin(), states.end(),
            [](const MigrationStatus &one) { return one.state != MigrationState::Applied; }))
        return true;
    const auto repeatables = pendingRepeatables(connection, engine, timeline, rules.version, {});
    return repeatables ? Result<bool>(!repeatables->isEmpty()) : failure(repeatables.error());
}

using Copy = std::unique_ptr<ScratchDatabase>;

/// A backup that somebody has.
Result<Copy> restored(const QString &file, const Connection &connection, const ConnectionProfile &target,
    const Engine &engine, const RehearsalRules &rules, Rehearsal &rehearsal, JobContext &context)
{
    const Result<Backup> backup = readBackup(file);
    if (!backup)
        return failure(backup.error());
    if (!backup->onlyTables.isEmpty())
        return failure(said(QT_TRANSLATE_NOOP("Rehearse", "%1 holds some tables alone: a rehearsal needs all of them."),
            {backup->file}));
    if (Result<> whole = checkBackup(*backup, context); !whole)
        return failure(whole.error());
    if (backup->database != target.url() && rules.warn)
        rules.warn({"Rehearse", QT_TRANSLATE_NOOP("Rehearse", "%1 is a backup of %2, not of %3."),
            {backup->file, backup->database, target.url()}});
    rehearsal.backup = backup->file;
    rehearsal.takenAt = backup->takenAt;
    ConnectionProfile place = rules.beside;
    place.defaultSchema = target.defaultSchema;
    return engine.backup->restoreOnScratch(backup->file, place, connection.server(), context);
}

/// One of now: it goes as soon as it has been restored.
Result<Copy> copied(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const RehearsalRules &rules, Rehearsal &rehearsal, JobContext &context)
{
    const Result<ScratchFolder> folder = ScratchFolder::make();
    if (!folder)
        return failure(folder.error());
    Copy copy;
    const Result<Backup> backup = backUp(
        connection, target, engine, {.folder = folder->path(), .tries = true, .beside = rules.beside}, context, &copy);
    if (!backup)
        return failure(backup.error());
    rehearsal.takenAt = backup->takenAt;
    return copy;
}

Result<> tryInTurn(const QList<MigrationFile> &pending, ScratchDatabase &copy, const ConnectionProfile &target,
    const Engine &engine, const PythonTerms &terms, Rehearsal &rehearsal, JobContext &context)
{
    Rehearser rehearser(copy, target, engine, terms, context);
    for (const MigrationFile &migration : pending) {
        context.report({rehearsal.migrations.size(), pending.size(),
            {"Rehearse", QT_TRANSLATE_NOOP("Rehearse", "Rehearsing migration %1 on a copy, %2"),
                {migration.version, rehearsal.place}}});
        RehearsedMigration seen;
        const Result<> done = rehearser.run(migration, seen);
        rehearsal.migrations += seen;
        if (context.stopRequested() || (!done && done.error().code == Error::Code::Cancelled))
            return failure(cancelledError());
        if (!done)
            rehearsal.failed = done.error();
        if (!done)
            break;
    }
    for (const RehearsedMigration &one : std::as_const(rehearsal.migrations)) {
        if (!rehearsal.failed && !one.lost.isEmpty())
            rehearsal.failed = said(
                QT_TRANSLATE_NOOP("Rehearse",
                    "Migration %1 loses rows or values on the way back. After down, these are not what they were: %2"),
                {one.version, one.lost.mid(0, 5).join(u", "_s)});
    }
    return {};
}

} // namespace

Result<Rehearsal> rehearse(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const Timeline &timeline, const RehearsalRules &rules, JobContext &context)
{
    if (!engine.backup || !engine.runner)
        return failure(said(QT_TRANSLATE_NOOP("Rehearse", "Relata has no backups for %1, and so no copy to try on."),
            {QString::fromLatin1(engine.name)}, Error::Code::Unsupported));
    Rehearsal rehearsal;
    rehearsal.database = target.url();
    rehearsal.at = QDateTime::currentDateTimeUtc();
    const Result<bool> any = anyPending(connection, engine, timeline, rules);
    if (!any)
        return failure(any.error());
    if (!*any)
        return rehearsal;
    const Result<Copy> copy = rules.backup.isEmpty()
        ? copied(connection, target, engine, rules, rehearsal, context)
        : restored(rules.backup, connection, target, engine, rules, rehearsal, context);
    if (!copy)
        return failure(copy.error());
    rehearsal.place = (*copy)->description().source();
    const InterruptWatch watch(context, (*copy)->connection().interrupter());
    // Of the copy: what has to be settled in the ledger first is settled there.
    Result<QList<MigrationFile>> pending = pendingMigrations((*copy)->connection(), engine, timeline, rules.version);
    const auto repeatables =
        pending ? pendingRepeatables((*copy)->connection(), engine, timeline, rules.version, *pending) : pending;
    if (!repeatables)
        return failure(repeatables.error());
    *pending += *repeatables;
    if (Result<> done = tryInTurn(*pending, **copy, target, engine, timeline.python, rehearsal, context); !done)
        return failure(done.error());
    return rehearsal;
}

} // namespace relata
