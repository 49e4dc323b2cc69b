#pragma once
#include "app/cli/invocation.h"
#include "models/engine/connection.h"
#include "models/engine/environment_key.h"
#include "models/engine/ports.h"
#include "models/engine/server_info.h"
#include "models/project/project.h"
#include "models/timeline/ledger.h"

#include <QDateTime>

namespace relata {

struct RunRules;
class Replay;
struct Finding;
struct ReturnOutlook;
struct WatchSnapshot;

/// What the actions of migrate share: the project, and the database for those that speak to one.
class MigrateSession {
public:
    explicit MigrateSession(Invocation &of)
        : invocation(of)
    { }

    Result<> openProject();
    /// The project's folder as it was asked for.
    QString folder() const;
    /// The database of --target, else the project's default connection.
    Result<> connect();
    Result<> connect(const QString &target);
    /// The project's engine, where no database is spoken to.
    Result<> chooseEngine();
    /// Chooses the version that is planned for: that of --target-version, else the database's, else the project's. Says
    /// so where the database is of another one.
    Result<> chooseVersion();
    /// Where proofs may make databases: --dev, the project's scratch connection, the target unless it is production.
    ConnectionProfile beside();
    bool isProduction() const { return relata::isProduction(profile.environment); }
    /// Production is changed by those alone who say --yes: `text` is the refusal, with %1 for the database and %2 for
    /// `what`.
    Result<> mustSayYes(const char *text, const QString &what = {}) const;
    bool asksForJson() const { return invocation.value(QStringLiteral("format")) == QLatin1String("json"); }
    /// "relata migrate WORDS --project … --target …", as a person would type it.
    QString command(const QString &words) const;
    /// A refusal of the command line's own.
    ExitStatus refuse(const char *text, const QStringList &arguments, Error::Code code = Error::Code::Refused);
    /// Says it on standard error.
    void tell(const Finding &finding);

    Invocation &invocation;
    const QDateTime begun = QDateTime::currentDateTime(); ///< what times of day are understood by
    std::unique_ptr<Project> project;
    ConnectionProfile profile;
    std::unique_ptr<Connection> connection;
    const Engine *engine = nullptr;
    ServerInfo planned; ///< whose version plans are for; version 0: any
};

/// "pending", "out-of-order"; stable: JSON and scripts read them.
const char *stateWord(MigrationState state);

/// The migrations, in the order in which they run, and repeatables behind them, as a script for the engine's own client
/// on standard output.
ExitStatus printMigrationScript(MigrateSession &session, const QList<MigrationFile> &migrations, bool isDown);
/// What `up` would run as it was asked for: migrations, then repeatables.
Result<QList<MigrationFile>> allPending(MigrateSession &session);
/// How a migration can be gone back from: by replay where a scratch database can be had, else by its text.
ReturnOutlook outlookOf(MigrateSession &session, const MigrationFile &migration, Replay &replay);
/// Says that of a migration, and how long its statements take, measured or guessed, on standard error.
/// `made`: see TimesAsked.
void tellOutlook(MigrateSession &session, const MigrationFile &migration, Replay &replay, QHash<QString, qint64> &made);
/// Says why the migration that has just failed did, and what leads out; nothing where none stands stopped. True: the
/// backup that it ran under was named.
bool tellDiagnosis(MigrateSession &session, const Error &error);

void addWatchOptions(QCommandLineParser &parser);
void addPhaseOptions(QCommandLineParser &parser);
/// With --watch: looks at the database before what is pending, and keeps what is seen in the project.
Result<std::optional<WatchSnapshot>> lookBefore(MigrateSession &session, const QList<MigrationFile> &pending);
/// Looks again, and tells what got worse.
ExitStatus lookBack(MigrateSession &session);

/// Before anything runs: whether all that run commands on this computer may, and the programs that are replayed to look
/// over what is applied.
Result<> mayRunCommands(MigrateSession &session, const QList<MigrationFile> &migrations, Ledger::Direction direction);
/// The migration lock, for all migrations of this run.
Result<> holdLock(MigrateSession &session, RunRules &rules);

ExitStatus migrateNew(MigrateSession &session);
ExitStatus migratePlan(MigrateSession &session);
ExitStatus migrateVerify(MigrateSession &session);
ExitStatus migrateRehearse(MigrateSession &session);
ExitStatus migrateStatus(MigrateSession &session);
ExitStatus migrateUp(MigrateSession &session);
ExitStatus migrateDown(MigrateSession &session);
ExitStatus migrateWatch(MigrateSession &session);
ExitStatus migrateResume(MigrateSession &session);
ExitStatus migrateRollBack(MigrateSession &session);
ExitStatus migrateApprove(MigrateSession &session);
/// pause, continue and cancel, by the word that was said.
ExitStatus migrateSteer(MigrateSession &session);
ExitStatus migrateConfirm(MigrateSession &session);
/// Warns of what a baseline does not manage.
void tellMisread(Invocation &invocation, const QStringList &misread);
ExitStatus migrateBaseline(MigrateSession &session);
ExitStatus migrateStamp(MigrateSession &session);
ExitStatus migrateRepair(MigrateSession &session);
ExitStatus migrateScript(MigrateSession &session);
ExitStatus migrateDrift(MigrateSession &session);
ExitStatus migrateDiagnose(MigrateSession &session);
ExitStatus migrateSquash(MigrateSession &session);
/// new, list, next and abandon.
ExitStatus migratePhases(MigrateSession &session);
ExitStatus migrateCheck(MigrateSession &session);

} // namespace relata
