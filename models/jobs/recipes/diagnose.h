#pragma once
#include "models/base/job_context.h"
#include "models/engine/script_port.h"
#include "models/timeline/backup_table.h"
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
        Disk,
        Interrupted ///< the run was killed, lost or cancelled; nobody complained
    };
    /// One object in which the database is not what the statement needs.
    struct Sight {
        QString name; ///< "column users.email"
        QString expected, actual, after; ///< before the statement, as it is, and behind the migration; empty: not there
        QString expectedSql, actualSql, afterSql; ///< what would make it, a column's table; empty: not there
        QList<Message> history; ///< the migrations that name it, with what the ledger says of them
    };
    struct WayOut {
        /// Hands: what a person does, and no command.
        enum class Deed { Hands, Resume, RollBack, Stamp, Apply, Prove, Drift, Adopt, Status };
        Message what;
        Deed deed = Deed::Hands;
        QString version = {}; ///< that Stamp says the database stands at; "0": before the first
        bool isForced = false; ///< whatever the database is like
        Message effect = {}; ///< what it would do now, once previewWays() has looked; empty: nothing to say
        QStringList statements = {}; ///< that it would run now, in order
        QString allows = {}; ///< the code of what it leaves, which `effect` tells; empty: nothing has to be allowed
        bool isRefused = false; ///< it would not run as things stand: `effect` says why

        /// "resume": of relata migrate; empty where no command does it.
        QString words() const;
    };

    QString version, title;
    bool isRepeatable = false; ///< a file that runs behind the migrations; `version` is its name
    bool isDown = false; ///< it was on its way down
    bool isBegun = true; ///< false: it was refused before its first statement, and the ledger knows nothing of it
    int statement = 0, statements = 0; ///< from 1
    int done = 0; ///< statements that the ledger has as done
    QString previous; ///< the version before; "0" without one
    QString sql, error;
    Cause cause = Cause::Unknown;
    Message likely; ///< the cause in a sentence
    QList<Message> evidence;
    QList<Sight> objects;
    QList<WayOut> ways; ///< the safest first
    std::optional<BackupRecord> backup; ///< that the migration ran under, the last of the ways
};

/// "changed-by-hand"; stable.
const char *causeWord(Diagnosis::Cause cause);

/// Looks at the migration that stopped on this database; nothing where none did. Replays the timeline on scratch
/// databases. `error` is the failure at hand, if there is one: the ledger keeps no SQLSTATE. Changes nothing.
Result<std::optional<Diagnosis>> diagnose(Connection &connection, const ConnectionProfile &target,
    const ConnectionProfile &beside, const Engine &engine, const Timeline &timeline, const std::optional<Error> &error,
    JobContext &context);

/// The same for a run that `error` refused before its first statement, because of what the database is like or because
/// the migration does not run anywhere; nothing where it was refused for another reason.
Result<std::optional<Diagnosis>> diagnoseRefusal(Connection &connection, const ConnectionProfile &target,
    const ConnectionProfile &beside, const Engine &engine, const Timeline &timeline, const Error &error,
    JobContext &context);

/// Works out what each way out would do if it were taken now. Changes nothing.
Result<> previewWays(Diagnosis &diagnosis, Connection &connection, const ConnectionProfile &target,
    const ConnectionProfile &beside, const Engine &engine, const Timeline &timeline, JobContext &context);

} // namespace relata
