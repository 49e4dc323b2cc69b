#include "models/jobs/recipes/settle_squashed.h"

#include "models/timeline/ledger_edits.h"

#include <algorithm>

namespace relata {

/// The entries that a squashed migration stands for; empty where it is known itself, or none is there.
static Result<QList<Ledger::Entry>> standsFor(const MigrationFile &squashed, const QList<Ledger::Entry> &entries)
{
    QStringList ids;
    for (const QString &argument : squashed.all(u"squashed"))
        ids += argument.split(u' ', Qt::SkipEmptyParts);
    QList<Ledger::Entry> found;
    bool allApplied = true;
    for (const QString &id : ids) {
        const auto it =
            std::find_if(entries.begin(), entries.end(), [&](const Ledger::Entry &entry) { return entry.id == id; });
        allApplied = allApplied && it != entries.end() && it->state == QLatin1String("applied");
        if (it != entries.end())
            found += *it;
    }
    const bool isKnown = std::any_of(
        entries.begin(), entries.end(), [&](const Ledger::Entry &entry) { return entry.id == squashed.id; });
    if (isKnown || found.isEmpty() || allApplied)
        return isKnown ? QList<Ledger::Entry>() : found;
    return failure({.code = Error::Code::Conflict,
        .message = {"Migrate",
            QT_TRANSLATE_NOOP("Migrate",
                "The database has %1 of the %2 migrations that %3 stands for: bring it past all of them with the "
                "project as it was before they were squashed."),
            {QString::number(found.size()), QString::number(ids.size()), squashed.fileName}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

Result<QList<Ledger::Entry>> settledEntries(
    QList<Ledger::Entry> entries, const Timeline &timeline, const Engine &engine)
{
    for (const MigrationFile &migration : timeline.migrations) {
        if (migration.all(u"squashed").isEmpty())
            continue;
        const Result<QList<Ledger::Entry>> old = standsFor(migration, entries);
        if (!old)
            return failure(old.error());
        if (old->isEmpty())
            continue;
        Ledger::Entry one = old->last(); // when, and by whom
        for (const Ledger::Entry &gone : *old)
            entries.removeIf([&](const Ledger::Entry &entry) { return entry.id == gone.id; });
        one.id = migration.id;
        one.version = migration.version;
        one.title = migration.title;
        one.checksum = migrationChecksum(migration, engine);
        one.body = QString::fromUtf8(writeMigration(migration));
        entries += one;
    }
    return entries;
}

Result<> settleSquashed(Connection &connection, const Engine &engine, const Timeline &timeline)
{
    for (const MigrationFile &migration : timeline.migrations) {
        if (migration.all(u"squashed").isEmpty())
            continue;
        const Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
        if (!entries)
            return failure(entries.error());
        const Result<QList<Ledger::Entry>> old = standsFor(migration, *entries);
        if (!old)
            return failure(old.error());
        if (old->isEmpty())
            continue;
        // One transaction, whose statements find nothing where another process was faster: no lock is needed.
        if (Result<> done = LedgerEdits(connection, engine).replace(*old, migration); !done)
            return done;
    }
    return {};
}

} // namespace relata
