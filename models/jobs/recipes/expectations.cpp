#include "models/jobs/recipes/expectations.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/jobs/recipes/prove.h"
#include "models/jobs/recipes/recovery.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QString named(QSet<QString> roots)
{
    QStringList names(roots.begin(), roots.end());
    names.sort();
    const qsizetype more = names.size() - 5;
    names = names.mid(0, 5);
    if (more > 0)
        names += u"…"_s;
    return names.join(u", "_s);
}

Result<std::pair<Schema, Schema>> expected(const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, const RunRules &rules, JobContext &context)
{
    ConnectionProfile place = *rules.beside;
    place.defaultSchema = target.defaultSchema;
    Result<Schema> before = replayed(*rules.timeline, &migration, engine, place, context);
    if (!before)
        return failure(before.error());
    Timeline upTo;
    for (const MigrationFile &one : rules.timeline->migrations) {
        upTo.migrations += one;
        if (one.id == migration.id)
            break;
    }
    Result<Schema> after = replayed(upTo, nullptr, engine, place, context);
    if (!after)
        return failure(after.error());
    return std::pair(std::move(*before), std::move(*after));
}

} // namespace

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

Result<> mustBeAsExpected(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, const RunRules &rules, JobContext &context)
{
    if (!rules.timeline || !rules.beside || !engine.scratch)
        return {};
    const Result<Schema> live =
        engine.catalogue->read(connection, {.schemas = {}, .defaultSchema = target.defaultSchema}, context);
    if (!live)
        return failure(live.error());
    const auto sides = expected(target, engine, migration, rules, context);
    if (!sides) {
        if (sides.error().code == Error::Code::Cancelled)
            return failure(sides.error());
        if (rules.warn)
            rules.warn({"Migrate",
                QT_TRANSLATE_NOOP("Migrate", "The database was not compared with what migration %1 expects: %2"),
                {migration.version, sides.error().message.source()}});
        return {};
    }
    const QSet<QString> drifted = touchedRoots(sides->first, *live, engine);
    if (drifted.isEmpty())
        return {};
    const QSet<QString> touched = touchedRoots(sides->first, sides->second, engine);
    QSet<QString> both = drifted;
    if (both.intersect(touched).isEmpty()) {
        if (rules.warn)
            rules.warn({"Migrate",
                QT_TRANSLATE_NOOP("Migrate",
                    "The database differs from what the migrations lead to, in what migration %1 does not touch: %2"),
                {migration.version, named(drifted)}});
        return {};
    }
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "Nothing was changed: %1 is not as migration %2 expects it (%3). Settle that first, or make a migration "
            "of it."),
        {named(both), migration.version,
            differences(sides->first, matched(*live, sides->first, engine.nameRule), engine, 3).join(u"; "_s)},
        Error::Code::Conflict);
}

} // namespace relata
