#pragma once
#include "models/base/job_context.h"
#include "models/jobs/recipes/run_rules.h"
#include "models/timeline/repeatable.h"
#include "models/timeline/repeatable_table.h"

namespace relata {

/// How a file that runs again and again stands on a database.
struct RepeatableStatus {
    enum class State {
        Current,
        Changed, ///< its text has
        Behind, ///< migrations were applied or taken back since it ran
        NeverRun,
        Stopped, ///< the last try did not come to its end
        Gone ///< only the database knows it
    };
    QString name;
    State state = State::NeverRun;
    QDateTime ranAt;
    QString by;
    QString error; ///< of the last try
};

/// The project's in their order, then what only the database knows.
Result<QList<RepeatableStatus>> repeatableStatus(
    Connection &connection, const Engine &engine, const Timeline &timeline);
/// What all repeatables make that the project or the database knows, to leave out of what migrations are compared with.
Result<QList<RepeatedObject>> repeatedOn(Connection &connection, const Engine &engine, const Timeline &timeline);

/// Which ones run behind `pending`, the migrations that `up` to `version` (empty: all) would apply, in order. None
/// where that leaves a migration unapplied. Refused where one of the project's may not run again and again.
Result<QList<MigrationFile>> pendingRepeatables(Connection &connection, const Engine &engine, const Timeline &timeline,
    const QString &version, const QList<MigrationFile> &pending);

/// Runs one under the migration lock, as a migration is run: approved where that is asked for, each statement with the
/// rules' patience, all in one transaction where the engine has such. What ran before stays written down when it fails.
/// Refused unless all of the timeline's migrations are applied. It may always be run again.
Result<> runRepeatable(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const Timeline &timeline, const MigrationFile &repeatable, JobContext &context, const RunRules &rules);

} // namespace relata
