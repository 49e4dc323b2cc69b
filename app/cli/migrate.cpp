#include "app/cli/migrate_backup.h"
#include "app/cli/migrate_kept.h"
#include "app/cli/migrate_session.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// What an action needs before it begins.
enum class Needs { Nothing, Project, Database };

constexpr int AnyWords = 1000;

struct Action {
    const char *name;
    const char *what;
    Needs needs;
    ExitStatus (*run)(MigrateSession &);
    int mostWords = 0; ///< behind the action
};

constexpr Action Actions[] = {
    {"new", "save the design's changes as a migration, proved", Needs::Project, migrateNew, AnyWords},
    {"plan", "show what is pending, and what it locks; with --target-version alone, all there is", Needs::Project,
        migratePlan},
    {"status", "what is applied where", Needs::Project, migrateStatus},
    {"up", "apply what is pending", Needs::Database, migrateUp},
    {"down", "take the last one back, or all above --to", Needs::Database, migrateDown},
    {"watch", "what got worse since before the last up --watch; with --for also who waits, and deadlocks",
        Needs::Database, migrateWatch},
    {"verify", "prove what is pending on a scratch database", Needs::Database, migrateVerify},
    {"rehearse", "try what is pending on a copy of the database, with all its rows, and measure it", Needs::Database,
        migrateRehearse},
    {"resume", "go on with one that stopped", Needs::Database, migrateResume},
    {"rollback", "take back what one that stopped has done", Needs::Database, migrateRollBack},
    {"approve", "say that a migration may run as it is now", Needs::Project, migrateApprove, 1},
    {"pause", "ask another process's run to wait before its next statement", Needs::Database, migrateSteer},
    {"continue", "let it go on", Needs::Database, migrateSteer},
    {"pace", "PERCENT: of the time that its batches may work, from 1 to 100", Needs::Database, migrateSteer, 1},
    {"confirm", "say that the step outside of the database is done that a run waits for", Needs::Database,
        migrateConfirm},
    {"cancel", "ask it to stop", Needs::Database, migrateSteer},
    {"stamp", "say in the ledger that a database stands at a version, without running anything", Needs::Database,
        migrateStamp, 1},
    {"baseline", "begin a project, or an empty one's timeline, with a database that is there", Needs::Nothing,
        migrateBaseline},
    {"repair", "settle applied migrations whose file was edited or is gone", Needs::Database, migrateRepair},
    {"script", "the exact SQL for the engine's own client", Needs::Project, migrateScript},
    {"drift", "what differs from the state after the last applied migration", Needs::Database, migrateDrift},
    {"diagnose", "why a migration stopped, and the ways out", Needs::Database, migrateDiagnose},
    {"kept", "what migrations took away and keep aside", Needs::Database,
        [](MigrateSession &session) { return listKept(session.invocation, *session.connection, *session.engine); }},
    {"purge", "drop what is kept, by name or by age", Needs::Database,
        [](MigrateSession &session) {
            return purgeKept(session.invocation, *session.connection, session.profile, *session.engine);
        },
        AnyWords},
    {"squash", "replace FROM..TO by one migration, proved the same", Needs::Project, migrateSquash, AnyWords},
    {"phases", "new, list, next, abandon: changes that would break running code, made in phases", Needs::Project,
        migratePhases, AnyWords},
    {"check", "look the files over, for a commit hook or CI", Needs::Nothing, migrateCheck},
};

const Action *find(const QString &word)
{
    for (const Action &one : Actions) {
        if (word == QLatin1StringView(one.name))
            return &one;
    }
    return nullptr;
}

QString actionsForPeople()
{
    QStringList lines;
    for (const Action &one : Actions)
        lines += QString::fromLatin1(one.name).leftJustified(9) + QString::fromLatin1(one.what);
    return lines.join(u'\n');
}

} // namespace

/// How a run waits, for what and until when.
static void addRunOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"lock-timeout"_s, u"How long one try of a statement waits for locks of others (3s)."_s,
                           u"TIME"_s},
        {u"tries"_s, u"How often a statement that others keep waiting is tried (10)."_s, u"NUMBER"_s},
        {u"start-at"_s, u"up: stand until this time, as 23:30 or 2026-11-30T02:00."_s, u"CLOCK"_s},
        {u"finish-by"_s,
            u"up, down, resume: begin no statement that passes this time by what it took when it was rehearsed, or is guessed."_s,
            u"CLOCK"_s},
        {u"wait-limit"_s,
            u"up, down, resume, rollback: refuse to queue behind a transaction that has been in the way so long (5min)."_s,
            u"TIME"_s},
        {u"note"_s,
            u"approve, confirm, up and resume with --allow UNTRIED, --claim-backup, rollback with --allow DATA: what "
            u"is "
            "to be kept about it."_s,
            u"TEXT"_s},
        {u"confirm-limit"_s, u"Give up when nobody confirms a step outside of the database for so long (never)."_s,
            u"TIME"_s}});
}

void addMigrateOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"target"_s, u"The database: a URL or @NAME."_s, u"TARGET"_s},
        {u"to"_s, u"Up to, or down to, this version. phases new change-type: the new value."_s, u"VERSION"_s},
        {u"from"_s, u"script: the version that the database stands at."_s, u"VERSION"_s},
        {u"python"_s, u"new: as a program in Python."_s},
        {u"steps"_s, u"new: these steps alone, numbered by --dry-run, as 1,3-5, and what they need."_s, u"NUMBERS"_s},
        {u"dry-run"_s, u"Print what would run."_s},
        {u"allow"_s, u"Run in spite of this finding; may be given again."_s, u"CODE"_s}, {u"yes"_s, u"Do not ask."_s},
        {u"format"_s, u"text or json."_s, u"FORMAT"_s, u"text"_s},
        {u"target-version"_s, u"new, plan, script, phases: the version of the engine to plan for, as 8.0.34."_s,
            u"VERSION"_s},
        {u"dev"_s, u"Server for scratch databases."_s, u"URL"_s},
        {u"by"_s, u"approve, confirm: who does."_s, u"NAME"_s},
        {u"assume"_s, u"resume: what became of a statement that nobody can tell: done or not-done."_s, u"OUTCOME"_s},
        {u"all"_s, u"status: every connection of the project."_s},
        {u"force"_s, u"stamp: although the schema differs."_s},
        {u"accept"_s, u"repair: take the edited file of this version for what was applied; may be given again."_s,
            u"VERSION"_s},
        {u"forget"_s, u"repair: remove this version, whose file is gone, from the ledger; may be given again."_s,
            u"VERSION"_s},
        {u"down"_s, u"script: the way back. approve: going back, by down or rollback."_s},
        {u"idempotent"_s, u"script: what is applied already is left alone."_s},
        {u"check"_s, u"drift, repair, watch: exit status 1 when there is something."_s},
        {u"adopt"_s, u"drift: make a migration of it, applied here."_s, u"NAME"_s},
        {u"revert"_s, u"drift: the way back; runs it with --yes."_s},
        {u"base"_s, u"check: the branch that this one will join."_s, u"REF"_s},
        {u"no-replay"_s, u"check, status --all: do not run the migrations on a scratch database."_s},
        {u"write-head"_s, u"check: write migrations/head.json anew from the migrations."_s},
        {u"fail-on"_s, u"check: note, warning or danger."_s, u"SEVERITY"_s, u"warning"_s},
        {u"message"_s, u"check: propose a message for the commit."_s}});
    addRunOptions(parser);
    addBackupTermOptions(parser);
    addKeptOptions(parser);
    addWatchOptions(parser);
    addPhaseOptions(parser);
    parser.addPositionalArgument(u"ACTION"_s, u"What to do:\n"_s + actionsForPeople());
}

ExitStatus runMigrate(Invocation &invocation)
{
    const QString word = invocation.operands().value(0);
    const Action *action = find(word);
    if (!action) {
        QStringList names;
        for (const Action &one : Actions)
            names += QString::fromLatin1(one.name);
        return invocation.usage(word.isEmpty() ? u"migrate takes an action: %1."_s.arg(names.join(u", "_s))
                                               : u"\"%1\" is no action of migrate."_s.arg(word));
    }
    if (invocation.operands().size() - 1 > action->mostWords)
        return invocation.usage(u"\"%1\" is not understood behind migrate %2; a version is named with --to."_s.arg(
            invocation.operands().at(action->mostWords + 1), word));
    if (const QString format = invocation.value(u"format"_s); format != "text"_L1 && format != "json"_L1)
        return invocation.usage(u"--format is text or json, and not \"%1\"."_s.arg(format));
    if (Result<> heeded = mustHeedBackup(invocation); !heeded)
        return invocation.fail(heeded.error());
    MigrateSession session(invocation);
    Result<> ready;
    if (action->needs != Needs::Nothing)
        ready = session.openProject();
    if (ready && action->needs == Needs::Database)
        ready = session.connect();
    return ready ? action->run(session) : invocation.fail(ready.error());
}

} // namespace relata
