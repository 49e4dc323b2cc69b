#include "models/jobs/recipes/expectations.h"

#include "models/engine/engine.h"
#include "models/engine/environment_key.h"
#include "models/jobs/recipes/find_drift.h"
#include "models/jobs/recipes/migration_run.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

Result<> mustBeApproved(const MigrationFile &migration, const Engine &engine, const RunRules &rules)
{
    if (!rules.requiresApproval)
        return {};
    if (rules.timeline && approvalFor(migration, *rules.timeline, engine, rules.approvals))
        return {};
    const bool isVoid = std::any_of(
        rules.approvals.begin(), rules.approvals.end(), [&](const Approval &one) { return one.id == migration.id; });
    return migrationRefused(isVoid
            ? QT_TRANSLATE_NOOP("Migrate",
                "Migration %1, or one before it, was changed after it was approved: have it approved again, with "
                "relata migrate approve %1.")
            : QT_TRANSLATE_NOOP(
                "Migrate", "Migration %1 is not approved, and this database asks for it: relata migrate approve %1."),
        {migration.version});
}

/// What nobody could look at is not taken for fine where it counts.
static tl::unexpected<Error> unknown(const ConnectionProfile &target, const Error &why)
{
    return failure({.code = Error::Code::Refused,
        .message = {"Drift",
            QT_TRANSLATE_NOOP("Drift",
                "Nothing was run: %1 is production, and whether it still is what its migrations lead to could not be "
                "told. %2"),
            {target.displayName(), why.message.source()}},
        .detail = why.detail,
        .sqlState = {},
        .position = {}});
}

Result<> mustBeAsExpected(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const QList<MigrationFile> &pending, const RunRules &rules, JobContext &context)
{
    if (!rules.timeline || !rules.beside || !engine.scratch)
        return {};
    const auto tell = [&rules](const Message &message) {
        if (rules.warn)
            rules.warn(message);
    };
    const Result<DriftCheck> check =
        checkDrift(connection, target, *rules.beside, engine, *rules.timeline, pending, rules.drift, context);
    if (!check) {
        if (check.error().code == Error::Code::Cancelled || check.error().code == Error::Code::ConnectionLost)
            return failure(check.error());
        if (isProduction(target.environment) && !rules.allowsUnknown)
            return unknown(target, check.error());
        tell({"Drift", QT_TRANSLATE_NOOP("Drift", "Drift was not looked for: %1"), {check.error().text()}});
        return {};
    }
    for (const DriftItem &item : check->elsewhere)
        tell(item.message());
    if (!rules.allowsDrift)
        return refuseTouched(*check);
    for (const DriftCheck::Touched &one : check->touched)
        tell(one.item.message());
    return {};
}

} // namespace relata
