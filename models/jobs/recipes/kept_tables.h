#pragma once
#include "models/base/job_context.h"
#include "models/base/result.h"

#include <QDateTime>
#include <QList>

#include <functional>

namespace relata {

class Connection;
struct ConnectionProfile;
struct Engine;

/// A table of Relata's own that keeps rows which a migration took away.
struct KeptTable {
    QString name;
    QString source; ///< what they were: "users", "users.email"; as far as names tell
    QString version; ///< of the migration; empty: nobody knows
    qint64 rows = 0, bytes = -1; ///< bytes −1: the engine does not tell
    QDateTime since; ///< UTC; invalid: nobody knows
    bool isAwaited = false; ///< the way down of an applied migration reads it

    bool operator==(const KeptTable &) const = default;
};

/// Full days since the rows were kept; −1 when nobody knows.
qint64 daysKept(const KeptTable &table);

/// All of them by name, with what the ledger and the log of kept tables say.
Result<QList<KeptTable>> keptTables(Connection &connection, const Engine &engine);

/// Takes the rows of these out for good, one table after the other, under the migration lock: drops it, or only empties
/// it where a way down reads it still. Refused where one of them is not what was seen any more. `purged` hears of each;
/// may be empty.
Result<> purge(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const QList<KeptTable> &tables, JobContext &context, const std::function<void(const KeptTable &)> &purged = {});

/// Notes in the database what a way down has kept, beside the ledger.
Result<> noteKept(Connection &connection, const Engine &engine, const KeptTable &table);

} // namespace relata
