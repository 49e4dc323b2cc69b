#include "models/jobs/recipes/expectations.h"

#include "models/engine/engine.h"
#include "models/engine/environment_key.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/recipes/find_drift.h"
#include "models/jobs/recipes/migration_run.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

static const char *approvalRefusal(bool isVoid, bool isDown)
{
    if (isDown)
        return isVoid
            ? QT_TRANSLATE_NOOP("Migrate",
                "Migration %1, or one before it, was changed after going back from it was approved: have that approved "
                "again, with relata migrate approve %1 --down.")
            : QT_TRANSLATE_NOOP("Migrate",
                "Going back from migration %1 is not approved, and this database asks for it: relata migrate approve "
                "%1 --down.");
    return isVoid ? QT_TRANSLATE_NOOP("Migrate",
               "Migration %1, or one before it, was changed after it was approved: have it approved again, with "
               "relata migrate approve %1.")
                  : QT_TRANSLATE_NOOP("Migrate",
                      "Migration %1 is not approved, and this database asks for it: relata migrate approve %1.");
}

Result<> mustBeApproved(const MigrationFile &migration, const Engine &engine, const RunRules &rules, bool isDown)
{
    if (!rules.requiresApproval)
        return {};
    if (rules.timeline && approvalFor(migration, *rules.timeline, engine, rules.approvals, isDown))
        return {};
    const bool isVoid = std::any_of(rules.approvals.begin(), rules.approvals.end(),
        [&](const Approval &one) { return one.id == migration.id && one.isDown == isDown; });
    return migrationRefused(approvalRefusal(isVoid, isDown), {migration.version});
}

Result<> mustBeApproved(const QList<MigrationFile> &pending, const Engine &engine, const RunRules &rules)
{
    for (const MigrationFile &one : pending) {
        if (Result<> fine = mustBeApproved(one, engine, rules); !fine)
            return fine;
    }
    return {};
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

/// What stands in the way of looking for drift is told, and stops nothing but on production.
static Result<> notLookedFor(const ConnectionProfile &target, const Error &error, const RunRules &rules)
{
    if (error.code == Error::Code::Cancelled || error.code == Error::Code::ConnectionLost)
        return failure(error);
    if (isProduction(target.environment) && !rules.allowsUnknown)
        return unknown(target, error);
    if (rules.warn)
        rules.warn({"Drift", QT_TRANSLATE_NOOP("Drift", "Drift was not looked for: %1"), {error.text()}});
    return {};
}

static void tellDrift(const DriftCheck &check, const RunRules &rules)
{
    if (!rules.warn)
        return;
    for (const DriftItem &item : check.elsewhere)
        rules.warn(item.message());
    for (const DriftCheck::Touched &one : check.touched) {
        if (rules.allowsDrift)
            rules.warn(one.item.message());
    }
}

MigrationFile turned(const MigrationFile &migration)
{
    MigrationFile result = migration;
    if (!result.isPython())
        result.up = migration.down;
    return result;
}

/// What is changed in tables that no migration has made is lost to whoever runs them on the wrong database.
static Result<> mustNotBeFull(const DriftCheck &check, const ConnectionProfile &target, const RunRules &rules)
{
    if (check.untaken.isEmpty())
        return {};
    const Message told{"Drift",
        QT_TRANSLATE_NOOP("Drift",
            "%1 has no ledger, and tables that no migration has made, such as %2. Is it the right database? Where the "
            "migrations are there already, baseline or stamp says so."),
        {target.displayName(), check.untaken}};
    if (isProduction(target.environment) && !rules.allowsDrift)
        return failure({.code = Error::Code::Refused, .message = told, .detail = {}, .sqlState = {}, .position = {}});
    if (rules.warn)
        rules.warn(told);
    return {};
}

Result<> mustBeAsExpected(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const QList<MigrationFile> &pending, const RunRules &rules, JobContext &context)
{
    if (!rules.timeline || !rules.beside || !engine.scratch)
        return {};
    const Result<DriftCheck> check = checkDrift(
        connection, target, {*rules.beside, rules.replay}, engine, *rules.timeline, pending, rules.drift, context);
    if (!check)
        return notLookedFor(target, check.error(), rules);
    tellDrift(*check, rules);
    if (Result<> fine = mustNotBeFull(*check, target, rules); !fine)
        return fine;
    return rules.allowsDrift ? Result<>() : refuseTouched(*check);
}

/// What a try of the next statement left behind is taken away before the next one.
static Result<> forgetLeftovers(DriftCheck &check, Connection &connection, const Engine &engine, const DonePart &part)
{
    const Result<QStringList> left = engine.runner->watch()->leftovers(connection, part.next);
    if (!left)
        return failure(left.error());
    const QSet<QString> names = namesIn(left->join(u";\n"_s), *engine.flavour);
    check.touched.removeIf([&](const DriftCheck::Touched &one) {
        return one.item.state == DriftItem::State::Added && names.contains(one.item.owners.value(0).toLower());
    });
    return {};
}

Result<> mustStandAsLeft(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const DonePart &part, const MigrationFile &rest, const RunRules &rules, JobContext &context)
{
    if (!rules.timeline || !rules.beside || !engine.scratch)
        return {};
    Result<DriftCheck> check =
        checkDrift(connection, target, *rules.beside, engine, *rules.timeline, part, rest, rules.drift, context);
    if (!check)
        return notLookedFor(target, check.error(), rules);
    if (Result<> done = forgetLeftovers(*check, connection, engine, part); !done)
        return done;
    tellDrift(*check, rules);
    if (rules.allowsDrift || check->touched.isEmpty())
        return {};
    if (rules.allowedBy)
        rules.allowedBy(QString::fromLatin1(DriftCode));
    QStringList lines;
    for (const DriftCheck::Touched &one : std::as_const(check->touched))
        lines += one.item.text();
    auto refusal = migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "Nothing was run: the database is not what the statements of migration %1 that have run lead to in what "
            "the rest of it touches (%2). Put that right, roll the migration back, or go on in spite of it with "
            "--allow DRIFT."),
        {rest.version, lines.first()}, Error::Code::Conflict);
    refusal.value().detail = lines.join(u'\n');
    return refusal;
}

} // namespace relata
