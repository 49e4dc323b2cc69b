#include "app/cli/run_options.h"

#include "models/engine/engine.h"
#include "models/jobs/recipes/expectations.h"
#include "models/jobs/recipes/migration_gates.h"
#include "models/jobs/recipes/migration_guard.h"
#include "models/jobs/recipes/review.h"

namespace relata {
using namespace Qt::StringLiterals;

static tl::unexpected<Error> misused(const char *text)
{
    return failure({.code = Error::Code::Usage,
        .message = {"CommandLine", text, {}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

static bool isAllowed(const Invocation &invocation, const char *code)
{
    return invocation.parser.values(u"allow"_s).contains(QLatin1StringView(code));
}

/// How long statements wait for locks, as the person says; a migration's own time-outs stand above it.
static Result<WaitRules> waitsOf(const Invocation &invocation)
{
    WaitRules waits = RunRules().waits;
    if (invocation.has(u"lock-timeout"_s)) {
        const auto time = timeOf(invocation.value(u"lock-timeout"_s));
        if (!time || time->count() <= 0)
            return misused(QT_TRANSLATE_NOOP("CommandLine", "--lock-timeout takes a time, as 500ms, 5s or 1min."));
        waits.lock = *time;
    }
    if (invocation.has(u"tries"_s)) {
        waits.tries = invocation.value(u"tries"_s).toInt();
        if (waits.tries < 1 || waits.tries > 1000)
            return misused(QT_TRANSLATE_NOOP("CommandLine", "--tries takes a number from 1 to 1000."));
    }
    return waits;
}

/// When the run may begin and has to be at its end, as the person says.
static Result<RunWindow> windowOf(const MigrateSession &session)
{
    const Invocation &invocation = session.invocation;
    RunWindow window;
    if (invocation.has(u"start-at"_s)) {
        const auto time = clockTimeOf(invocation.value(u"start-at"_s), session.begun);
        if (!time)
            return misused(QT_TRANSLATE_NOOP("CommandLine", "--start-at takes a time, as 23:30 or 2026-11-30T02:00."));
        window.startAt = *time;
    }
    if (invocation.has(u"finish-by"_s)) {
        const QDateTime after = window.startAt.isValid() ? window.startAt : session.begun;
        const auto time = clockTimeOf(invocation.value(u"finish-by"_s), after);
        if (!time)
            return misused(QT_TRANSLATE_NOOP("CommandLine", "--finish-by takes a time, as 05:00 or 2026-11-30T05:00."));
        window.finishBy = *time;
    }
    return window;
}

Result<WaitsRules> crowdRulesOf(const Invocation &invocation)
{
    WaitsRules rules;
    rules.isAllowed = isAllowed(invocation, WaitsCode);
    if (!invocation.has(u"wait-limit"_s))
        return rules;
    const auto time = timeOf(invocation.value(u"wait-limit"_s));
    if (!time)
        return misused(
            QT_TRANSLATE_NOOP("CommandLine", "--wait-limit takes a time, as 30s, 5min or 0s, or none for no limit."));
    rules.refusal = invocation.value(u"wait-limit"_s) == "none"_L1 ? std::chrono::milliseconds::max() : *time;
    return rules;
}

/// What the database asks for, and what somebody has approved.
static Result<> takeApprovals(MigrateSession &session, RunRules &rules)
{
    rules.timeline = &session.project->timeline();
    rules.requiresApproval = mustBeApproved(session.project->config(), session.profile);
    if (!rules.requiresApproval)
        return {};
    Result<QList<Approval>> approvals = readApprovals(session.project->approvalsFolder());
    if (!approvals)
        return failure(approvals.error());
    rules.approvals = std::move(*approvals);
    return {};
}

Result<RunRules> basicRulesOf(MigrateSession &session)
{
    const Invocation &invocation = session.invocation;
    RunRules rules;
    const Result<WaitRules> waits = waitsOf(invocation);
    if (!waits)
        return failure(waits.error());
    rules.waits = *waits;
    const Result<RunWindow> window = windowOf(session);
    if (!window)
        return failure(window.error());
    rules.window = *window;
    rules.allowsUntimed = isAllowed(invocation, UntimedCode);
    rules.folder = session.project->folder();
    rules.python = session.project->timeline().python;
    Result<RunHooks> hooks = runHooks(session.project->config().other);
    if (!hooks)
        return failure(hooks.error());
    rules.hooks = std::move(*hooks);
    if (const Result<> taken = takeApprovals(session, rules); !taken)
        return failure(taken.error());
    rules.allowsCommands = isAllowed(invocation, CommandCode);
    rules.warn = [&session](const Message &message) { session.invocation.warn(u"  "_s + message.translated()); };
    rules.allowedBy = [&session](const QString &code) {
        session.invocation.warn(u"  to run it all the same: --allow "_s + code);
    };
    rules.heard = [&session](const QString &line) { session.invocation.warn(u"  "_s + line); };
    rules.waiting = [&session](const Message &what) {
        if (!what.source().isEmpty())
            session.invocation.warn(
                u"  %1\n  when it is done: %2"_s.arg(what.translated(), session.command(u"confirm"_s)));
    };
    rules.inSight = [&session](const StatementInSight &seen) { session.invocation.report({0, 0, seen.message()}); };
    if (invocation.has(u"confirm-limit"_s)) {
        rules.confirmLimit = timeOf(invocation.value(u"confirm-limit"_s));
        if (!rules.confirmLimit)
            return misused(QT_TRANSLATE_NOOP("CommandLine", "--confirm-limit takes a time, as 30s, 10min or 2h."));
    }
    return rules;
}

Result<RunRules> rulesOf(MigrateSession &session)
{
    Result<RunRules> rules = basicRulesOf(session);
    if (!rules)
        return rules;
    rules->beside = session.beside();
    Result<DriftRules> drift = driftRules(session.project->config().other);
    if (!drift)
        return failure(drift.error());
    rules->drift = std::move(*drift);
    rules->allowsDrift = rules->allowsUnknown = isAllowed(session.invocation, DriftCode);
    const QString assumed = session.invocation.value(u"assume"_s);
    if (!assumed.isEmpty() && assumed != "done"_L1 && assumed != "not-done"_L1)
        return misused(QT_TRANSLATE_NOOP("CommandLine", "--assume takes done or not-done."));
    if (!assumed.isEmpty())
        rules->assume = assumed == "done"_L1 ? RunRules::Assume::Done : RunRules::Assume::NotDone;
    return rules;
}

} // namespace relata
