#include "app/cli/fill_answers.h"
#include "app/cli/migrate_session.h"
#include "models/engine/engine.h"
#include "models/engine/engine_versions.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/proof_words.h"
#include "models/jobs/recipes/replay.h"
#include "models/jobs/recipes/review.h"
#include "models/jobs/recipes/run_script.h"
#include "models/project/new_migration.h"
#include "models/timeline/rehearsal.h"
#include "models/timeline/repeatable.h"

namespace relata {
using namespace Qt::StringLiterals;

ExitStatus migrateNew(MigrateSession &session)
{
    if (Result<> ready = session.chooseEngine(); !ready)
        return session.invocation.fail(ready.error());
    const Engine *engine = session.engine;
    const QString title = session.invocation.operands().mid(1).join(u' ');
    const Result<QList<FillAnswer>> fills = fillAnswers(session.invocation);
    if (!fills)
        return session.invocation.fail(fills.error());
    Result<NewMigration> made = newMigration(*session.project, *engine, session.planned,
        {.title = title, .parent = {}, .keep = !session.invocation.has(u"discard"_s), .fills = *fills},
        session.beside(), session.invocation);
    if (!made)
        return session.invocation.fail(made.error());
    const QStringList allowed = session.invocation.parser.values(u"allow"_s);
    if (session.invocation.has(u"python"_s))
        made->file = inPython(made->file, made->plan, *engine);
    Result<MigrationFile> saved = session.project->addMigration(made->file, managedDesign(*session.project, *engine));
    if (!saved)
        return session.invocation.fail(saved.error());
    session.invocation.out << session.project->migrationsFolder() << '/' << saved->fileName << '\n';
    session.invocation.err << made->proof.summary().translated() << '\n';
    if (!made->remark.isEmpty())
        session.invocation.err << made->remark.translated() << '\n';
    for (const Step &step : made->plan.up.steps) {
        for (const Finding &finding : step.findings)
            session.tell(finding);
    }
    return ExitStatus::Done;
}

/// One line about a statement for people, empty where there is nothing to say.
static QString notesOf(const StatementFacts &facts)
{
    QStringList notes;
    if (facts.opaque)
        notes += u"what it does cannot be told from its text"_s;
    for (const Lock &lock : facts.locks) {
        QStringList path = lock.object.path;
        path.removeAll(QString()); // the default namespace has no name
        if (!path.isEmpty())
            notes += u"locks %1: %2"_s.arg(path.join(u'.'), lock.engineName);
    }
    if (facts.rewrites)
        notes += u"writes the table anew"_s;
    else if (facts.scans)
        notes += u"reads the whole table"_s;
    if (facts.transaction == TransactionMode::Outside)
        notes += u"outside of transactions"_s;
    return notes.join(u"; "_s);
}

/// Where it was measured, unless that is the database that is spoken of.
static QString placeOf(const MeasuredTime &time, const ConnectionProfile &target)
{
    return time.database == target.url() ? QString() : u" ("_s + time.database + u')';
}

/// What the statements on the way up do, and what they took on a copy, as comments.
static void tellFacts(MigrateSession &session, const MigrationFile &migration)
{
    const QList<StatementFacts> all = scriptFacts(migration.up, *session.engine, session.planned);
    QStringList statements;
    for (const StatementFacts &one : all)
        statements += migration.up.mid(one.begin, one.end - one.begin);
    for (const RunGate &gate : migration.gates())
        session.invocation.out << (gate.kind == RunGate::Kind::Manual ? "-- before: " : "-- before, a command: ")
                               << gate.text << '\n';
    const QList<std::optional<MeasuredTime>> times = measuredTimes(
        rehearsalsFolder(session.project->folder()), migration.version, statements, true, *session.engine);
    for (qsizetype i = 0; i < all.size(); ++i) {
        QStringList notes{notesOf(all.at(i))};
        if (times.at(i))
            notes += times.at(i)->text().translated() + placeOf(*times.at(i), session.profile);
        notes.removeAll(QString());
        if (!notes.isEmpty())
            session.invocation.out << "-- " << i + 1 << ". " << notes.join(u"; "_s) << '\n';
    }
}

/// What a database has not; of none, all that the project has.
static Result<QList<MigrationFile>> plannedMigrations(MigrateSession &session)
{
    const bool isOffline = session.invocation.has(u"target-version"_s) && !session.invocation.has(u"target"_s);
    if (Result<> ready = isOffline ? session.chooseEngine() : session.connect(); !ready)
        return failure(ready.error());
    if (!isOffline)
        return allPending(session);
    return session.project->timeline().migrations + session.project->timeline().repeatables;
}

ExitStatus migratePlan(MigrateSession &session)
{
    const Result<QList<MigrationFile>> pending = plannedMigrations(session);
    if (!pending)
        return session.invocation.fail(pending.error());
    if (const Message remark = unverifiedRemark(*session.engine, session.planned); !remark.isEmpty())
        session.invocation.out << "-- " << remark.translated() << '\n';
    for (const MigrationFile &migration : *pending) {
        if (migration.isRepeatable) {
            printRepeatables(session, {migration});
            continue;
        }
        session.invocation.out << "-- " << migration.fileName << '\n';
        tellFacts(session, migration);
        if (migration.isPython()) {
            session.invocation.out << "-- a program in Python: its statements are not known before it runs\n"
                                   << migration.python << (migration.hasDown() ? "\n" : "\n-- no way down\n\n");
            continue;
        }
        session.invocation.out << migration.up << "\n-- to take it back\n"
                               << QString(u"--   "_s + migration.down.trimmed()).replace(u'\n', u"\n--   "_s) << "\n\n";
    }
    if (pending->isEmpty())
        session.invocation.out << "-- Nothing is pending.\n";
    const ChangeSet unsaved = unsavedChanges(*session.project, *session.engine);
    if (!unsaved.isEmpty())
        session.invocation.err << "The design has " << unsaved.changes().size()
                               << " changes that no migration holds yet: relata migrate new.\n";
    return ExitStatus::Done;
}

/// Whether all of them run behind the migrations, and once more.
static Result<bool> verifyRepeatables(MigrateSession &session, Replay &replay)
{
    Timeline twice = session.project->timeline();
    const QList<MigrationFile> all = twice.repeatables;
    for (const MigrationFile &one : all) {
        if (const auto objects = repeatedObjects(one, *session.engine->flavour); !objects)
            return failure(objects.error());
    }
    if (all.isEmpty())
        return true;
    twice.repeatables += all;
    const Result<Schema> schema = replay.whole(twice);
    if (!schema && schema.error().code != Error::Code::Sql)
        return failure(schema.error());
    session.invocation.out << "repeatables: "
                           << (schema ? u"they run behind the migrations, and again"_s
                                      : schema.error().message.translated())
                           << '\n';
    return schema.has_value();
}

ExitStatus migrateVerify(MigrateSession &session)
{
    Result<QList<MigrationStatus>> states =
        migrationStatus(*session.connection, *session.engine, session.project->timeline());
    if (!states)
        return session.invocation.fail(states.error());
    bool all = true;
    Replay replay(*session.engine, session.beside(), session.invocation);
    for (const MigrationStatus &status : *states) {
        const MigrationFile *migration = session.project->timeline().find(status.version);
        if (!migration || status.state != MigrationState::Pending)
            continue;
        Result<MigrationReview> review = reviewMigration(session.project->timeline(), *migration, *session.engine,
            session.beside(), true, session.invocation, &replay);
        if (!review)
            return session.invocation.fail(review.error());
        session.invocation.out << migration->version << ' ' << migration->title << ": "
                               << review->proof.summary().translated() << '\n';
        if (!review->proof.detail.isEmpty())
            session.invocation.out << "    " << review->proof.detail << '\n';
        for (const Message &fact : proofFacts(review->proof))
            session.invocation.out << "    " << fact.translated() << '\n';
        for (const Message &left : review->proof.leftOut)
            session.invocation.out << "    left out: " << left.translated() << '\n';
        all = all && review->proof.proved;
    }
    const Result<bool> runAgain = verifyRepeatables(session, replay);
    if (!runAgain)
        return session.invocation.fail(runAgain.error());
    return all && *runAgain ? ExitStatus::Done : ExitStatus::Refused;
}

} // namespace relata
