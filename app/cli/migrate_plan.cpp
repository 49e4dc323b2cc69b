#include "app/cli/migrate_backup.h"
#include "models/engine/engine.h"
#include "models/engine/engine_versions.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/data_checks.h"
#include "models/jobs/recipes/replay.h"
#include "models/jobs/recipes/review.h"
#include "models/jobs/recipes/run_script.h"
#include "models/jobs/recipes/space_needed.h"
#include "models/jobs/recipes/statement_times.h"
#include "models/project/new_migration.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// A statement on the way up, and what is known of it before it runs.
struct PlannedStatement {
    QString sql;
    StatementFacts facts;
    std::optional<SpaceNeed> space;
    StatementTime time;
};

struct PlannedMigration {
    QList<PlannedStatement> statements;
    std::optional<qint64> free; ///< where the database stands, if room is needed and that is known
    ReturnOutlook back;
    std::optional<QList<FoundRows>> rows; ///< what stands is asked for by the first one alone
};

QList<StatementTime> timesOf(MigrateSession &session, const MigrationFile &migration, QHash<QString, qint64> &made)
{
    const TimesAsked asked{session.project->folder(), migration.version, true, session.connection.get(), &made};
    return statementTimes(
        scriptStatements(migration.up, *session.engine, session.planned), asked, *session.engine, session.planned);
}

/// What the rows that stand say to the first one; those behind it meet what it leaves. Nothing where the schemas are
/// not known, which is told of with the rest.
Result<std::optional<QList<FoundRows>>> rowsOf(MigrateSession &session, const MigrationFile &migration, Replay &replay)
{
    std::optional<QList<FoundRows>> result;
    if (!session.connection || migration.isRepeatable)
        return result;
    const Result<MigrationReview> review = reviewMigration(
        session.project->timeline(), migration, *session.engine, session.beside(), false, session.invocation, &replay);
    if (!review)
        return result;
    const InterruptWatch watch(session.invocation, session.connection->interrupter());
    const Result<QList<FoundRows>> found = rowsInTheWay(
        *session.connection, *session.engine, migration, review->before, review->after, session.invocation);
    if (!found)
        return failure(found.error());
    result = *found;
    return result;
}

Result<PlannedMigration> planned(
    MigrateSession &session, const MigrationFile &migration, bool isFirst, Replay &replay, QHash<QString, qint64> &made)
{
    const Result<SpaceOutlook> space = session.connection
        ? spaceOutlook(*session.connection, *session.engine, session.profile, migration.up)
        : Result<SpaceOutlook>(SpaceOutlook());
    if (!space)
        return failure(space.error());
    PlannedMigration result;
    result.free = space->free;
    result.back = outlookOf(session, migration, replay);
    Result<std::optional<QList<FoundRows>>> rows =
        isFirst ? rowsOf(session, migration, replay) : std::optional<QList<FoundRows>>();
    if (!rows)
        return failure(rows.error());
    result.rows = std::move(*rows);
    for (const StatementFacts &one : scriptFacts(migration.up, *session.engine, session.planned)) {
        result.statements += {migration.up.mid(one.begin, one.end - one.begin), one, {}, {}};
    }
    const QList<StatementTime> times = timesOf(session, migration, made);
    for (qsizetype i = 0; i < std::min(times.size(), result.statements.size()); ++i)
        result.statements[i].time = times.at(i);
    for (const SpaceNeed &need : space->needs)
        result.statements[need.statement - 1].space = need;
    return result;
}

QString pathText(const QStringList &names)
{
    QStringList path = names;
    path.removeAll(QString()); // the default namespace has no name
    return path.join(u'.');
}

QString spaceNote(const SpaceNeed &need)
{
    if (!need.bytes)
        return u"needs room beside the table until it ends, how much is not known"_s;
    return need.isIndex ? u"takes less than %1 for the index"_s.arg(sizeText(*need.bytes))
                        : u"takes about %1 more until it ends"_s.arg(sizeText(*need.bytes));
}

/// Where it was measured, unless that is the database that is spoken of.
QString placeOf(const MeasuredTime &time, const ConnectionProfile &target)
{
    return time.database == target.url() ? QString() : u" ("_s + time.database + u')';
}

/// One line about a statement for people, empty where there is nothing to say.
QString notesOf(const PlannedStatement &statement, const ConnectionProfile &target)
{
    const StatementFacts &facts = statement.facts;
    QStringList notes;
    if (facts.opaque)
        notes += u"what it does cannot be told from its text"_s;
    for (const Lock &lock : facts.locks) {
        if (const QString path = pathText(lock.object.path); !path.isEmpty())
            notes += u"locks %1: %2"_s.arg(path, lock.engineName);
    }
    if (facts.rewrites)
        notes += u"writes the table anew"_s;
    else if (facts.scans)
        notes += u"reads the whole table"_s;
    if (statement.space)
        notes += spaceNote(*statement.space);
    if (facts.transaction == TransactionMode::Outside)
        notes += u"outside of transactions"_s;
    if (statement.time.measured)
        notes += statement.time.measured->text().translated() + placeOf(*statement.time.measured, target);
    else if (statement.time.guessed)
        notes += statement.time.guessed->text().translated();
    else
        notes += u"how long it takes is not known"_s;
    return notes.join(u"; "_s);
}

/// What the statements on the way up do, take and took on a copy, as comments.
void tellFacts(MigrateSession &session, const MigrationFile &migration, const PlannedMigration &plan)
{
    for (const RunGate &gate : migration.gates())
        session.invocation.out << (gate.kind == RunGate::Kind::Manual ? "-- before: " : "-- before, a command: ")
                               << gate.text << '\n';
    bool needsRoom = false;
    for (qsizetype i = 0; i < plan.statements.size(); ++i) {
        const QString notes = notesOf(plan.statements.at(i), session.profile);
        if (!notes.isEmpty())
            session.invocation.out << "-- " << i + 1 << ". " << notes << '\n';
        needsRoom = needsRoom || plan.statements.at(i).space;
    }
    if (needsRoom)
        session.invocation.out << (plan.free
                ? u"-- %1 are free where the database stands\n"_s.arg(sizeText(*plan.free))
                : u"-- how much is free where the database stands cannot be known from here\n"_s);
}

void tellMigration(MigrateSession &session, const MigrationFile &migration, const PlannedMigration &plan)
{
    session.invocation.out << "-- " << migration.fileName << '\n';
    tellFacts(session, migration, plan);
    for (const Message &line : plan.back.lines())
        session.invocation.out << "-- " << line.translated() << '\n';
    for (const FoundRows &one : plan.rows.value_or(QList<FoundRows>())) {
        const QString text = one.message().translated();
        session.invocation.out << "-- "
                               << (one.isInTheWay() ? Message{"CommandLine",
                                       QT_TRANSLATE_NOOP("CommandLine", "In the way of up: %1"),
                                       {text}}.translated()
                                                    : text)
                               << '\n';
    }
    if (migration.isPython())
        session.invocation.out << "-- a program in Python: its statements are not known before it runs\n"
                               << migration.python << (migration.hasDown() ? "\n" : "\n-- no way down\n\n");
    else
        session.invocation.out << migration.up << "\n-- to take it back\n"
                               << QString(u"--   "_s + migration.down.trimmed()).replace(u'\n', u"\n--   "_s) << "\n\n";
}

QJsonValue numberOrNull(const std::optional<qint64> &number) { return number ? QJsonValue(*number) : QJsonValue(); }

QJsonObject jsonOf(const PlannedStatement &statement)
{
    static const char *modes[] = {"joined", "alone", "outside"};
    QJsonArray locks;
    for (const Lock &lock : statement.facts.locks)
        locks += QJsonObject{{u"level"_s, lock.engineName}, {u"object"_s, pathText(lock.object.path)}};
    QJsonObject json{{u"sql"_s, statement.sql}, {u"locks"_s, locks}, {u"rewrites"_s, statement.facts.rewrites},
        {u"scans"_s, statement.facts.scans}, {u"opaque"_s, statement.facts.opaque},
        {u"transaction"_s, QLatin1StringView(modes[int(statement.facts.transaction)])}, {u"took_ms"_s, QJsonValue()},
        {u"guessed_ms"_s, QJsonValue()}, {u"guess"_s, QJsonValue()},
        {u"time_known_by"_s, QLatin1StringView(statement.time.knownBy())}, {u"space"_s, QJsonValue()}};
    if (statement.time.measured)
        json[u"took_ms"] = qint64(statement.time.measured->time.count());
    if (const auto &guessed = statement.time.guessed) {
        json[u"guessed_ms"] = qint64(guessed->time.count());
        json[u"guess"] = guessed->text().source();
    }
    if (statement.space)
        json[u"space"] = QJsonObject{{u"table"_s, pathText(statement.space->table)},
            {u"index"_s, statement.space->isIndex}, {u"bytes"_s, numberOrNull(statement.space->bytes)}};
    return json;
}

QJsonValue jsonOf(const ReturnOutlook &back)
{
    if (!back.point)
        return {};
    const PointOfNoReturn &point = *back.point;
    return QJsonObject{{u"statement"_s, point.statement}, {u"sql"_s, point.sql}, {u"why"_s, point.why.source()},
        {u"remedy"_s, point.remedy.source()}, {u"commits_with"_s, point.commits}};
}

QJsonValue jsonOf(const std::optional<QList<FoundRows>> &rows)
{
    if (!rows)
        return {};
    QJsonArray result;
    for (const FoundRows &one : *rows)
        result += QJsonObject{{u"object"_s, one.check.object}, {u"text"_s, one.check.message().source()},
            {u"rows"_s, one.check.unasked.isEmpty() ? QJsonValue(one.check.count) : QJsonValue()},
            {u"refused"_s, one.isInTheWay()}, {u"may_settle"_s, one.maySettle}};
    return result;
}

QJsonObject jsonOf(const MigrationFile &migration, const PlannedMigration &plan, const QString &remark,
    const std::optional<BackupOutlook> &backup)
{
    QJsonArray statements;
    for (const PlannedStatement &one : plan.statements)
        statements += jsonOf(one);
    return {{u"version"_s, migration.version}, {u"title"_s, migration.title}, {u"file"_s, migration.fileName},
        {u"repeatable"_s, migration.isRepeatable}, {u"python"_s, migration.isPython()}, {u"statements"_s, statements},
        {u"free_bytes"_s, numberOrNull(plan.free)}, {u"backup"_s, backup ? QJsonValue(backup->json()) : QJsonValue()},
        {u"point_of_no_return"_s, jsonOf(plan.back)}, {u"kept"_s, QJsonArray::fromStringList(plan.back.kept)},
        {u"rows"_s, jsonOf(plan.rows)}, {u"return_known_by"_s, plan.back.byText ? u"text"_s : u"schemas"_s},
        {u"unverified"_s, remark.isEmpty() ? QJsonValue() : QJsonValue(remark)}};
}

/// What the run would do about a backup; nothing where no database is spoken to, or nothing would run.
Result<std::optional<BackupOutlook>> outlookOf(MigrateSession &session, const QList<MigrationFile> &pending)
{
    if (!session.connection || pending.isEmpty())
        return std::optional<BackupOutlook>();
    const Result<BackupOutlook> outlook = backupOutlook(session, pending);
    if (!outlook)
        return failure(outlook.error());
    for (const Message &line : session.asksForJson() ? QList<Message>() : outlook->lines())
        session.invocation.out << "-- " << line.source() << '\n';
    return std::optional(*outlook);
}

void tellUnsaved(MigrateSession &session)
{
    const ChangeSet unsaved = unsavedChanges(*session.project, *session.engine);
    if (!unsaved.isEmpty())
        session.invocation.err << "The design has " << unsaved.changes().size()
                               << " changes that no migration holds yet: relata migrate new.\n";
}

/// What a database has not; of none, all that the project has.
Result<QList<MigrationFile>> plannedMigrations(MigrateSession &session)
{
    const bool isOffline = session.invocation.has(u"target-version"_s) && !session.invocation.has(u"target"_s);
    if (Result<> ready = isOffline ? session.chooseEngine() : session.connect(); !ready)
        return failure(ready.error());
    if (!isOffline)
        return allPending(session);
    return session.project->timeline().migrations + session.project->timeline().repeatables;
}

} // namespace

void tellOutlook(MigrateSession &session, const MigrationFile &migration, Replay &replay, QHash<QString, qint64> &made)
{
    QList<Message> lines = outlookOf(session, migration, replay).lines();
    lines += timeLines(scriptStatements(migration.up, *session.engine, session.planned),
        timesOf(session, migration, made), *session.engine);
    for (const Message &line : std::as_const(lines))
        session.invocation.warn(u"  "_s + migration.version + u": "_s + line.translated());
}

ReturnOutlook outlookOf(MigrateSession &session, const MigrationFile &migration, Replay &replay)
{
    if (session.connection && !migration.isRepeatable) {
        const Result<MigrationReview> review = reviewMigration(session.project->timeline(), migration, *session.engine,
            session.beside(), false, session.invocation, &replay);
        if (review)
            return review->back;
        session.invocation.warn(u"  %1 was not looked at on a scratch database: %2"_s.arg(
            migration.version, review.error().message.translated()));
    }
    return returnOutlook(migration, *session.engine, session.planned, nullptr, nullptr);
}

ExitStatus migratePlan(MigrateSession &session)
{
    const Result<QList<MigrationFile>> pending = plannedMigrations(session);
    if (!pending)
        return session.invocation.fail(pending.error());
    const QString remark = unverifiedRemark(*session.engine, session.planned).translated();
    if (!remark.isEmpty() && !session.asksForJson())
        session.invocation.out << "-- " << remark << '\n';
    const Result<std::optional<BackupOutlook>> backup = outlookOf(session, *pending);
    if (!backup)
        return session.invocation.fail(backup.error());
    QJsonArray json;
    Replay replay(*session.engine, session.beside(), session.invocation);
    QHash<QString, qint64> made;
    for (const MigrationFile &migration : *pending) {
        const Result<PlannedMigration> plan =
            planned(session, migration, &migration == &pending->first(), replay, made);
        if (!plan)
            return session.invocation.fail(plan.error());
        if (session.asksForJson())
            json += jsonOf(migration, *plan, remark, *backup);
        else if (migration.isRepeatable)
            session.invocation.out << "-- repeatable/" << migration.fileName << '\n' << migration.up << '\n';
        else
            tellMigration(session, migration, *plan);
    }
    if (session.asksForJson())
        session.invocation.out << QJsonDocument(json).toJson();
    else if (pending->isEmpty())
        session.invocation.out << "-- Nothing is pending.\n";
    tellUnsaved(session);
    return ExitStatus::Done;
}

} // namespace relata
