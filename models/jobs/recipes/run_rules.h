#pragma once
#include "models/base/duration.h"
#include "models/engine/connection_profile.h"
#include "models/jobs/recipes/run_hooks.h"
#include "models/jobs/recipes/run_script.h"
#include "models/jobs/recipes/run_window.h"
#include "models/timeline/approval.h"
#include "models/timeline/backup_table.h"
#include "models/timeline/drift.h"
#include "models/timeline/timeline.h"

#include <memory>
#include <optional>

namespace relata {

class MigrationGuard;
class Replay;
struct StatementInSight;

/// How migrations are run on a database, and what is asked before.
struct RunRules {
    /// What a person says of the one statement whose outcome nobody can tell.
    enum class Assume { Nothing, Done, NotDone };

    std::chrono::milliseconds patience{5000}; ///< for the migration lock
    WaitRules waits{.lock = std::chrono::seconds(3), .statement = {}, .tries = 10};
    Assume assume = Assume::Nothing;
    std::chrono::milliseconds lostPatience{10'000}; ///< for a server that is lost, to say what became of the run
    /// The lock, held over several migrations; empty: each takes it for itself. See lockMigrations().
    std::shared_ptr<MigrationGuard> guard;
    /// The project's migrations and where a scratch database may be made: without both neither is the schema compared
    /// with what a migration expects nor is a statement's unknown outcome looked for in the catalogue.
    const Timeline *timeline = nullptr;
    std::optional<ConnectionProfile> beside;
    Replay *replay = nullptr; ///< there, of whoever looks the migrations over before, which outlives the run
    DriftRules drift; ///< what may differ all the same
    QString reason; ///< why something was allowed, as the database keeps it
    RunWindow window; ///< only its end is looked at by a run; see waitForStart()
    PythonTerms python; ///< on which migrations in Python run
    QString folder; ///< of the project, where commands run
    RunHooks hooks; ///< run only where commands are allowed, else the run is refused
    std::function<void(const QString &line)> heard; ///< what commands say, beside the progress; may be empty
    /// How long a run stands before a step that somebody has to confirm; empty: as long as it takes.
    std::optional<std::chrono::milliseconds> confirmLimit;
    /// Told when a run begins to stand before such a step, and with an empty text when it goes on; may be empty.
    std::function<void(const Message &what)> waiting;
    /// Told of statements that take their time, on a thread beside; see MigrationGuard::onSight().
    std::function<void(const StatementInSight &)> inSight;
    /// What a person should know and nothing stops for; may be empty.
    std::function<void(const Message &)> warn;
    /// Told by which code what was just refused may run all the same; may be empty.
    std::function<void(const QString &code)> allowedBy;
    /// Asked before what is left of a migration that stopped runs, or what rolls it back; that stands as the way up.
    std::function<Result<>(const MigrationFile &rest)> looks;
    QList<Approval> approvals;
    /// What migrations are applied under, as the database keeps it; empty: nothing.
    std::optional<BackupRecord> backup = {};

    bool allowsDrift = false; ///< what differs is only told
    bool allowsRows = false; ///< rows that a statement left to run would fail on are only told
    bool allowsUnknown = false; ///< also on production where nobody can tell whether it has drifted
    bool allowsUntimed = false; ///< what nobody knows the time of may begin in the window
    bool leavesData = false; ///< what statements wrote to rows that stay is left by a rollback
    bool discardsData = false; ///< rows that a rollback, or the rest of a way down, takes away are not kept
    bool allowsCommands = false; ///< commands of the shell are run that a migration or the project names
    bool requiresApproval = false; ///< a migration runs only with an approval of just what it is
};

/// What the file's `-- relata:timeout lock 5s statement 10min` say, over the rules' own.
Result<WaitRules> patienceOf(const MigrationFile &migration, const WaitRules &rules);

} // namespace relata
