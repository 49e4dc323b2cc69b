#include "app/cli/migrate_session.h"
#include "models/jobs/recipes/repair.h"
#include "models/jobs/recipes/stamp.h"
#include "models/project/baseline.h"
#include "models/timeline/text_diff.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace relata {
using namespace Qt::StringLiterals;

static QJsonArray versionsJson(const QList<MigrationFile> &migrations)
{
    QJsonArray result;
    for (const MigrationFile &one : migrations)
        result += one.version;
    return result;
}

static void printStamp(MigrateSession &session, const Stamp &stamp, bool isWritten)
{
    Invocation &invocation = session.invocation;
    if (session.asksForJson()) {
        invocation.out << QJsonDocument(
            QJsonObject{{u"version"_s, stamp.version}, {u"written"_s, isWritten},
                {u"recorded"_s, versionsJson(stamp.recorded)}, {u"forgotten"_s, versionsJson(stamp.forgotten)},
                {u"differences"_s, QJsonArray::fromStringList(stamp.differences)}})
                              .toJson();
        return;
    }
    const QString would = isWritten ? QString() : u"would be "_s;
    for (const MigrationFile &one : stamp.recorded)
        invocation.out << would << "recorded as applied: " << one.version << ' ' << one.title << '\n';
    for (const MigrationFile &one : stamp.forgotten)
        invocation.out << would << "forgotten: " << one.version << ' ' << one.title << '\n';
    if (stamp.isEmpty())
        invocation.out << "The ledger says version " << stamp.version << " already.\n";
}

ExitStatus migrateStamp(MigrateSession &session)
{
    Invocation &invocation = session.invocation;
    const QString version = invocation.operands().value(1);
    if (version.isEmpty())
        return invocation.usage(u"stamp takes the VERSION that the database stands at; 0 is before the first."_s);
    const Result<Stamp> stamp = planStamp(*session.connection, session.profile, session.beside(), *session.engine,
        session.project->timeline(), version, invocation);
    if (!stamp)
        return invocation.fail(stamp.error());
    for (const QString &line : stamp->differences)
        invocation.warn(u"  "_s + line);
    if (!stamp->isSafe() && !invocation.has(u"force"_s)) {
        if (!stamp->unknown.isEmpty())
            return session.refuse(
                QT_TRANSLATE_NOOP("CommandLine",
                    "Nothing was stamped: the database could not be compared with version %1. %2 Stamp it with --force "
                    "if you know better."),
                {stamp->version, stamp->unknown.source()});
        return session.refuse(
            QT_TRANSLATE_NOOP("CommandLine",
                "Nothing was stamped: the database is not what version %1 leads to (%2 differences, the first: %3). "
                "Stamp it with --force if you know better."),
            {stamp->version, QString::number(stamp->differences.size()), stamp->differences.value(0)});
    }
    const bool isWritten = !invocation.has(u"dry-run"_s);
    if (isWritten && !stamp->isEmpty()) {
        Result<> done = session.mustSayYes(
            QT_TRANSLATE_NOOP("CommandLine", "%1 is production: say --yes to write into its ledger."));
        if (done)
            done = applyStamp(*session.connection, session.profile, *session.engine, *stamp, session.invocation);
        if (!done)
            return invocation.fail(done.error());
    }
    printStamp(session, *stamp, isWritten);
    return ExitStatus::Done;
}

static void printRepairs(MigrateSession &session, const RepairList &list)
{
    Invocation &invocation = session.invocation;
    if (session.asksForJson()) {
        QJsonArray edited, missing;
        for (const RepairList::Edited &one : list.edited)
            edited += QJsonObject{{u"version"_s, one.version}, {u"title"_s, one.title},
                {u"difference"_s, lineDiff(one.stored, one.file)}};
        for (const Ledger::Entry &one : list.missing)
            missing += QJsonObject{{u"version"_s, one.version}, {u"title"_s, one.title}};
        invocation.out << QJsonDocument(QJsonObject{{u"edited"_s, edited}, {u"missing"_s, missing}}).toJson();
        return;
    }
    for (const RepairList::Edited &one : list.edited)
        invocation.out << "Migration " << one.version << ' ' << one.title << " was edited after it was applied"
                       << " (- as applied, + the file):\n"
                       << lineDiff(one.stored, one.file)
                       << "To take the file's text: " << session.command(u"repair --accept "_s + one.version) << "\n\n";
    for (const Ledger::Entry &one : list.missing)
        invocation.out << "Migration " << one.version << ' ' << one.title << " is applied, but its file is gone.\n"
                       << "To remove it from the ledger: " << session.command(u"repair --forget "_s + one.version)
                       << "\n\n";
    if (list.isEmpty())
        invocation.out << "The ledger agrees with the files.\n";
}

ExitStatus migrateRepair(MigrateSession &session)
{
    Invocation &invocation = session.invocation;
    const QStringList accepted = invocation.parser.values(u"accept"_s),
                      forgotten = invocation.parser.values(u"forget"_s);
    if (accepted.isEmpty() && forgotten.isEmpty()) {
        const Result<RepairList> list = repairList(*session.connection, *session.engine, session.project->timeline());
        if (!list)
            return invocation.fail(list.error());
        printRepairs(session, *list);
        return invocation.has(u"check"_s) && !list->isEmpty() ? ExitStatus::Different : ExitStatus::Done;
    }
    const Result<> meant =
        session.mustSayYes(QT_TRANSLATE_NOOP("CommandLine", "%1 is production: say --yes to write into its ledger."));
    if (!meant)
        return invocation.fail(meant.error());
    if (Result<> done = repairLedger(*session.connection, session.profile, *session.engine, session.project->timeline(),
            accepted, forgotten, invocation);
        !done)
        return invocation.fail(done.error());
    for (const QString &version : accepted)
        invocation.out << "accepted the file of " << version << '\n';
    for (const QString &version : forgotten)
        invocation.out << "removed " << version << " from the ledger\n";
    return ExitStatus::Done;
}

void tellMisread(Invocation &invocation, const QStringList &misread)
{
    for (const QString &name : misread)
        invocation.warn(u"relata: %1 is not managed: this program would make it otherwise than it is"_s.arg(name));
}

static void tellMade(Invocation &invocation, const QString &folder, const MadeBaseline &made)
{
    invocation.out << folder << ": " << made.objects << " objects, " << made.unmanaged << " of them not managed\n";
    tellMisread(invocation, made.misread);
}

/// Into a project that is there: its timeline must be empty.
static ExitStatus baselineInto(MigrateSession &session)
{
    Result<> ready = session.openProject();
    if (ready)
        ready = session.connect();
    if (ready)
        ready = session.mustSayYes(
            QT_TRANSLATE_NOOP("CommandLine", "%1 is production: say --yes to write into its ledger."));
    if (!ready)
        return session.invocation.fail(ready.error());
    Result<MadeBaseline> made =
        makeBaselineIn(*session.project, session.profile, session.invocation.registry, session.invocation);
    if (!made)
        return session.invocation.fail(made.error());
    tellMade(session.invocation, session.project->folder(), *made);
    return ExitStatus::Done;
}

ExitStatus migrateBaseline(MigrateSession &session)
{
    Invocation &invocation = session.invocation;
    if (QFileInfo::exists(session.folder() + u"/relata.json"_s))
        return baselineInto(session);
    Result<ConnectionProfile> profile = profileOf(invocation.value(u"target"_s), invocation.sources());
    if (!profile)
        return invocation.fail(profile.error());
    Result<MadeBaseline> made = makeBaseline(invocation.value(u"project"_s), *profile, invocation.registry, invocation);
    if (!made)
        return invocation.fail(made.error());
    tellMade(invocation, invocation.value(u"project"_s), *made);
    return ExitStatus::Done;
}

} // namespace relata
