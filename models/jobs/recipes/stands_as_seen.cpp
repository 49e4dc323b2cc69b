#include "models/jobs/recipes/stands_as_seen.h"

#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/migration_run.h"

namespace relata {
using namespace Qt::StringLiterals;

static QStringList idsOf(const QList<MigrationFile> &migrations)
{
    QStringList result;
    for (const MigrationFile &one : migrations) {
        if (!one.isRepeatable)
            result += one.id;
    }
    return result;
}

static Result<> mustBeSame(
    const QList<MigrationFile> &seen, const Result<QList<MigrationFile>> &now, const char *complaint)
{
    if (!now)
        return failure(now.error());
    return idsOf(seen) == idsOf(*now) ? Result<>() : migrationRefused(complaint, {}, Error::Code::Conflict);
}

Result<> mustBePendingStill(Connection &connection, const Engine &engine, const Timeline &timeline,
    const QString &version, const QList<MigrationFile> &seen)
{
    return mustBeSame(seen, pendingMigrations(connection, engine, timeline, version),
        QT_TRANSLATE_NOOP("Migrate",
            "Nothing was applied: another run has changed what is applied. Look at its status, and say it again."));
}

Result<> mustBeAppliedStill(Connection &connection, const Engine &engine, const Timeline &timeline,
    const QString &version, const QList<MigrationFile> &seen)
{
    return mustBeSame(seen, appliedMigrations(connection, engine, timeline, version),
        QT_TRANSLATE_NOOP("Migrate",
            "Nothing was taken back: another run has changed what is applied. Look at its status, and say it again."));
}

Result<QStringList> ledgerSeen(Connection &connection, const Engine &engine)
{
    const Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    QStringList result;
    for (const Ledger::Entry &one : *entries)
        result += QStringList{one.id, one.state, QString::number(one.done), one.checksum}.join(u' ');
    return result;
}

} // namespace relata
