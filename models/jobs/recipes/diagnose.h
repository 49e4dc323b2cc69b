#pragma once
#include "models/base/job_context.h"
#include "models/engine/script_port.h"
#include "models/timeline/drift.h"
#include "models/timeline/ledger.h"

namespace relata {

struct ConnectionProfile;

/// Why a migration stopped, what shows it, and which ways lead out.
struct Diagnosis {
    enum class Cause {
        Unknown,
        PartlyApplied,
        ChangedByHand,
        OtherMigration,
        WrongDatabase,
        MigrationItself,
        Data,
        Rights,
        Lock,
        Disk
    };
    /// One object in which the database is not what the statement needs.
    struct Sight {
        QString name; ///< "column users.email"
        QString expected, actual, after; ///< before the statement, as it is, and behind the migration; empty: not there
        QStringList history; ///< the migrations that name it, with what the ledger says of them
    };
    struct WayOut {
        Message what;
        QString words; ///< "resume": of relata migrate; empty where no command does it
    };

    QString version, title;
    int statement = 0, statements = 0; ///< from 1
    int done = 0; ///< statements that the ledger has as done
    QString previous; ///< the version before; "0" without one
    QString sql, error;
    Cause cause = Cause::Unknown;
    Message likely; ///< the cause in a sentence
    QStringList evidence;
    QList<Sight> objects;
    QList<WayOut> ways; ///< the safest first
};

/// "changed-by-hand"; stable.
const char *causeWord(Diagnosis::Cause cause);

/// Looks at the migration that stopped on this database; nothing where none did. Replays the timeline on scratch
/// databases. `error` is the failure at hand, if there is one: the ledger keeps no SQLSTATE. Changes nothing.
Result<std::optional<Diagnosis>> diagnose(Connection &connection, const ConnectionProfile &target,
    const ConnectionProfile &beside, const Engine &engine, const Timeline &timeline, const std::optional<Error> &error,
    JobContext &context);

} // namespace relata
