#include "app/cli/migrate_backup.h"
#include "app/cli/migrate_kept.h"
#include "app/cli/run_options.h"
#include "models/engine/engine.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/down_precautions.h"
#include "models/jobs/recipes/find_drift.h"
#include "models/jobs/recipes/revert_drift.h"
#include "models/lint/plan_findings.h"
#include "models/project/adopt_drift.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace relata {
using namespace Qt::StringLiterals;

static QJsonObject itemJson(const DriftItem &item)
{
    static const char *states[] = {"added", "removed", "changed"};
    QJsonArray fields;
    for (const DriftItem::FieldChange &one : item.fields)
        fields += QJsonObject{
            {u"field"_s, QString::fromLatin1(one.field)}, {u"expected"_s, one.expected}, {u"found"_s, one.found}};
    return {{u"kind"_s, QLatin1StringView(catalogue(item.object.kind).info->key)}, {u"name"_s, item.name},
        {u"state"_s, QLatin1StringView(states[int(item.state)])}, {u"fields"_s, fields}};
}

static ExitStatus show(MigrateSession &session, const Drift &drift)
{
    Invocation &invocation = session.invocation;
    for (const Message &one : unknownRemarks(drift.expected, drift.found))
        invocation.err << one.source() << '\n';
    if (session.asksForJson()) {
        QJsonArray items;
        for (const DriftItem &item : drift.items)
            items += itemJson(item);
        invocation.out << QJsonDocument(
            QJsonObject{{u"format"_s, u"relata.drift/1"_s}, {u"items"_s, items}, {u"ignored"_s, drift.ignored}})
                              .toJson();
    } else {
        for (const DriftItem &item : drift.items)
            invocation.out << item.text() << '\n';
        if (drift.isEmpty())
            invocation.out << "No drift.\n";
        else
            invocation.err << "To make it part of the timeline: " << session.command(u"drift --adopt NAME"_s) << '\n';
        if (!drift.isEmpty() && !drift.isFromNothing)
            invocation.err << "To see the way back: " << session.command(u"drift --revert"_s) << '\n';
    }
    return invocation.has(u"check"_s) && !drift.isEmpty() ? ExitStatus::Different : ExitStatus::Done;
}

/// Runs the way back as a migration is run: looked around before, and backed up under the lock.
static Result<> runBack(MigrateSession &session, const Drift &drift, const Plan &plan, const DriftRules &ignored)
{
    Invocation &invocation = session.invocation;
    Result<RunRules> rules = basicRulesOf(session);
    const Result<WaitsRules> crowd = crowdRulesOf(invocation);
    DownPrecautions wanted;
    const Result<> fine = takeDownOptions(invocation, wanted);
    if (!rules || !crowd || !fine)
        return failure(!rules ? rules.error() : !crowd ? crowd.error() : fine.error());
    rules->drift = ignored;
    rules->discardsData = wanted.discard;
    rules->looks = [&](const MigrationFile &way) -> Result<> {
        if (Result<> free = lookAround(session, way, *crowd); !free)
            return free;
        const auto backup = provideBackup(session, backupWishOf(session), {});
        return backup ? Result<>() : failure(backup.error());
    };
    const InterruptWatch watch(invocation, session.connection->interrupter(), InterruptWatch::Cancels::One);
    const Result<> done =
        runRevert(*session.connection, session.profile, *session.engine, drift, plan, invocation, *rules);
    invocation.clearProgress();
    return done;
}

static ExitStatus revert(MigrateSession &session, const Drift &drift, const DriftRules &rules)
{
    Invocation &invocation = session.invocation;
    const Result<Plan> plan =
        planRevert(*session.connection, drift, session.profile, *session.engine, session.beside(), invocation);
    if (!plan)
        return invocation.fail(plan.error());
    if (plan->isEmpty()) {
        invocation.out << "No drift.\n";
        return ExitStatus::Done;
    }
    for (const Step &step : plan->steps) {
        for (const Finding &finding : step.findings)
            session.tell(finding);
    }
    if (!invocation.has(u"yes"_s) || invocation.has(u"dry-run"_s)) {
        invocation.out << planScript(*plan, *session.engine);
        invocation.err << "Nothing was run: say --yes to run it.\n";
        return ExitStatus::Done;
    }
    const QList<Finding> standing = unallowed(*plan, invocation.parser.values(u"allow"_s));
    if (!standing.isEmpty())
        return session.refuse(
            QT_TRANSLATE_NOOP("CommandLine",
                "Nothing was run: allow what the way back does with --allow %1, if that is what you want."),
            {QString::fromLatin1(standing.first().code)});
    if (Result<> named = mustNameBackup(session, backupWishOf(session)); !named)
        return invocation.fail(named.error());
    if (Result<> done = runBack(session, drift, *plan, rules); !done)
        return invocation.fail(done.error());
    for (const Step &step : plan->steps)
        invocation.out << "done: " << step.title.translated() << '\n';
    return ExitStatus::Done;
}

static ExitStatus adopt(MigrateSession &session, const Drift &drift)
{
    Invocation &invocation = session.invocation;
    const Result<> meant =
        session.mustSayYes(QT_TRANSLATE_NOOP("CommandLine", "%1 is production: say --yes to write into its ledger."));
    if (!meant)
        return invocation.fail(meant.error());
    const Result<Adoption> made = adoptDrift(*session.project, *session.connection, session.profile, *session.engine,
        drift, invocation.value(u"adopt"_s), session.beside(), invocation);
    if (!made)
        return invocation.fail(made.error());
    invocation.out << session.project->migrationsFolder() << '/' << made->migration.fileName << '\n';
    tellMisread(invocation, made->misread);
    invocation.err << "Recorded as applied on " << session.profile.displayName() << ".\n";
    return ExitStatus::Done;
}

ExitStatus migrateDrift(MigrateSession &session)
{
    Invocation &invocation = session.invocation;
    if (invocation.has(u"adopt"_s) && invocation.has(u"revert"_s))
        return invocation.usage(u"drift takes --adopt or --revert, not both."_s);
    const Result<DriftRules> rules = driftRules(session.project->config().other);
    if (!rules)
        return invocation.fail(rules.error());
    const Result<Drift> drift = findDrift(*session.connection, session.profile, session.beside(), *session.engine,
        session.project->timeline(), *rules, invocation);
    if (!drift)
        return invocation.fail(drift.error());
    if (invocation.has(u"adopt"_s))
        return adopt(session, *drift);
    return invocation.has(u"revert"_s) ? revert(session, *drift, *rules) : show(session, *drift);
}

} // namespace relata
