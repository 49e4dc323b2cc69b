#include "models/jobs/recipes/repair.h"

#include "models/engine/engine.h"
#include "models/jobs/recipes/migrate.h"
#include "models/timeline/ledger_edits.h"

#include <algorithm>

namespace relata {

static tl::unexpected<Error> refused(const char *text, const QString &version)
{
    return failure({.code = Error::Code::Refused,
        .message = {"Repair", text, {version}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

/// Zeros in front never count.
static bool sameVersion(const QString &a, const QString &b)
{
    return a == b || (a.toLongLong() > 0 && a.toLongLong() == b.toLongLong());
}

static const MigrationFile *fileOf(const Timeline &timeline, const QString &id)
{
    const auto it = std::find_if(
        timeline.migrations.begin(), timeline.migrations.end(), [&](const MigrationFile &m) { return m.id == id; });
    return it == timeline.migrations.end() ? nullptr : &*it;
}

static RepairList listOf(const Timeline &timeline, const QList<Ledger::Entry> &entries, const Engine &engine)
{
    RepairList result;
    for (const Ledger::Entry &entry : entries) {
        const MigrationFile *file = fileOf(timeline, entry.id);
        if (!file)
            result.missing += entry;
        else if (entry.state == QLatin1String("applied") && entry.checksum != migrationChecksum(*file, engine))
            result.edited += {file->version, file->title, entry.body, QString::fromUtf8(writeMigration(*file))};
    }
    return result;
}

Result<RepairList> repairList(Connection &connection, const Engine &engine, const Timeline &timeline)
{
    const Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    return listOf(timeline, *entries, engine);
}

static Result<> checkWishes(const RepairList &list, const QStringList &accepted, const QStringList &forgotten)
{
    for (const QString &version : accepted) {
        if (std::none_of(list.edited.begin(), list.edited.end(),
                [&](const RepairList::Edited &one) { return sameVersion(one.version, version); }))
            return refused(
                QT_TRANSLATE_NOOP("Repair", "Nothing was repaired: migration %1 was not edited after it was applied."),
                version);
    }
    for (const QString &version : forgotten) {
        const auto count = std::count_if(list.missing.begin(), list.missing.end(),
            [&](const Ledger::Entry &one) { return sameVersion(one.version, version); });
        if (count == 0)
            return refused(QT_TRANSLATE_NOOP("Repair",
                               "Nothing was repaired: the ledger has no migration %1 whose file is gone; what the "
                               "project has is taken back with down, or stamped."),
                version);
        if (count > 1)
            return refused(QT_TRANSLATE_NOOP("Repair",
                               "Nothing was repaired: the ledger has several migrations %1 whose files are gone."),
                version);
    }
    return {};
}

Result<> repairLedger(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const Timeline &timeline, const QStringList &accepted, const QStringList &forgotten, JobContext &context)
{
    const auto guard = lockMigrations(target, engine, context);
    if (!guard)
        return failure(guard.error());
    const Result<RepairList> list = repairList(connection, engine, timeline);
    if (!list)
        return failure(list.error());
    if (Result<> fine = checkWishes(*list, accepted, forgotten); !fine)
        return fine;
    LedgerEdits edits(connection, engine);
    for (const QString &version : accepted) {
        if (Result<> done = edits.accept(*timeline.find(version)); !done)
            return done;
    }
    for (const Ledger::Entry &entry : list->missing) {
        const bool isNamed = std::any_of(forgotten.begin(), forgotten.end(),
            [&](const QString &version) { return sameVersion(entry.version, version); });
        if (!isNamed)
            continue;
        if (Result<> done = edits.forget(entry.id); !done)
            return done;
    }
    return {};
}

} // namespace relata
