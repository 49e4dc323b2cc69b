#pragma once
#include "models/engine/connection_profile.h"
#include "models/jobs/chosen_session.h"
#include "models/jobs/recipes/diagnose.h"
#include "models/jobs/recipes/missing_value.h"
#include "models/jobs/recipes/prove.h"
#include "models/jobs/recipes/repair.h"
#include "models/jobs/recipes/repeatables.h"
#include "models/jobs/recipes/run_backup.h"
#include "models/jobs/recipes/run_rules.h"
#include "models/jobs/recipes/stamp.h"
#include "models/jobs/recipes/who_waits.h"
#include "models/plan/finding.h"
#include "models/project/migration_facts.h"
#include "models/project/part_migration.h"
#include "models/timeline/timeline.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <optional>

class QTimer;

namespace relata {

struct Applying;
struct RowCheck;
class EngineRegistry;
class Mailbox;
class Project;
class SecretStore;

/// What a person asks for who applies what is pending.
struct ApplyWish {
    QString version = {}; ///< up to this one; empty: all
    QStringList allowed = {}; ///< codes of findings that do not refuse
    QString reason = {}; ///< why production may get what was not tried before
    bool looks = false; ///< at the database before the first statement, so that a watch can compare
    RunWindow window = {};
    BackupWish backup = {}; ///< what it is applied under; whether one is required is the project's word
    /// What a person was shown and agreed to, see wouldRun(): what is pending by then has to be just that, or what a
    /// try that stopped has left of it. Empty: nobody was shown anything.
    std::optional<QList<MigrationFile>> asked = {};
    /// Connections of the environment before production, see connectionsBefore(), with their passwords.
    QList<ConnectionProfile> before = {};
};

/// What a person asks for who takes migrations back.
struct BackWish {
    QStringList versions; ///< the last applied first
    QStringList allowed = {}; ///< codes of what may run on this computer for it, or be lost
    QMap<QString, QString> fills = {}; ///< see DownPrecautions
    BackupWish backup = {}; ///< what they are taken back under
};

/// Values that rows written since need, before a migration is taken back.
struct ValuesAsked {
    QString version;
    QStringList done; ///< taken back before it
    QList<MissingValue> missing;
};
/// Goes on with values by column.
using ValuesGiven = std::function<void(const QMap<QString, QString> &)>;

/// A run that stands until its time comes; closing the window, or the timeline, ends it.
struct PlannedRun {
    ApplyWish wish;
    ConnectionProfile target;
    QStringList agreed; ///< what lookOver() told when it was planned
    JobId job = 0; ///< that waits
};

/// What the timeline shows and does: the unsaved migration as the design grows, each migration's state on the chosen
/// database, its proof; saving, proving, applying, rolling back as jobs. Lives on the window's thread; all it is given
/// outlives it.
class MigrationDesk : public QObject {
    Q_OBJECT
public:
    MigrationDesk(Project &project, const EngineRegistry &engines, JobCenter &jobs, SessionPool &sessions,
        QObject *parent = nullptr);
    ~MigrationDesk() override;

    const Project &project() const { return m_project; }
    const Engine *engine() const { return m_engine; }
    /// The database that states are of and migrations go to.
    const std::optional<ConnectionProfile> &connection() const { return m_profile; }
    /// What changes a database, backs it up or rehearses on it goes on there when another one is chosen.
    void setConnection(std::optional<ConnectionProfile> profile);
    /// From when on applying refuses to queue behind others.
    void setWaitsRules(const WaitsRules &rules) { m_waits = rules; }
    /// Where passwords are looked up that were not given; lives longer than this. Without it nobody is asked for any.
    void useSecrets(SecretStore &secrets) { m_secrets = &secrets; }

    /// The unsaved migration, or the chosen part of it; none while the design is what the timeline leads to.
    const std::optional<NewMigration> &draft() const { return m_draft; }
    /// What the unsaved migration consists of; empty while there is none.
    const QList<UnsavedChange> &unsaved() const { return m_unsaved; }
    /// The steps of the plan for all that is unsaved; empty while there is none.
    const QList<UnsavedStep> &unsavedSteps() const { return m_unsavedSteps; }
    /// Columns whose rows that are there must get a value.
    const QList<ObjectRef> &toFill() const { return m_toFill; }
    /// Why there is no plan for what was designed; empty when there is one or nothing to plan.
    const Message &draftRefusal() const { return m_refusal; }
    /// Of the chosen database, in the timeline's order; empty until it has answered.
    const QList<MigrationStatus> &states() const { return m_states; }
    const MigrationStatus *state(const QString &version) const;
    /// The backup that a migration on the chosen database ran under; null: none, or that is not known yet.
    const BackupRecord *backup(const QString &version) const;
    /// Whether the project has migrations run on the chosen database only under a backup.
    bool requiresBackup() const;
    /// What is known of a migration's proof; null: never tried since the project was opened.
    const Proof *proof(const QString &version) const;
    /// What is known of a migration's text; null until it has been read.
    const MigrationFacts *facts(const QString &version) const { return m_facts->find(version); }
    /// What its last rehearsal took, a line for the whole and one a statement; empty: it was not rehearsed as it is.
    QList<Message> rehearsal(const QString &version) const { return m_rehearsals.value(version); }
    /// How long what is pending takes on the chosen database, measured or guessed: a line for the whole and one a
    /// statement; empty until it has answered.
    QList<Message> times(const QString &version) const { return m_times.value(version); }
    /// What the rows of the chosen database said to it as it is, when they were asked by checkRows(); null: they were
    /// not, or something was applied or taken back since.
    const RowCheck *rowCheck(const QString &version) const;
    /// The first one that is pending; empty when there is none.
    QString next() const;
    /// Whether a job of this desk is changing the database.
    bool isRunning() const { return m_running > 0; }
    int pendingCount() const;
    /// The files that run again and again, and would now if nothing numbered is pending, by name.
    const QStringList &dueRepeatables() const { return m_due; }
    /// All of those files and how they stand on the chosen database; empty until it has answered.
    const QList<RepeatableStatus> &repeatables() const { return m_repeatables; }
    /// What applying up to `version` (empty: all) would run, as the database has answered last: migrations, then what
    /// runs behind them.
    QList<MigrationFile> wouldRun(const QString &version = {}) const;
    /// The last migration applied; empty when there is none.
    QString lastApplied() const;
    /// The one that stopped half-way; empty when there is none.
    QString stopped() const;
    /// The run that waits for its time; none.
    const std::optional<PlannedRun> &planned() const { return m_planned; }
    /// Why a migration stopped, or was not begun, and the ways out; none until that is known.
    const std::optional<Diagnosis> &diagnosis() const { return m_diagnosis; }
    /// The words of relata migrate on this project and database, as a person would type them.
    QString command(const QString &words) const;

public slots:
    /// Puts a change into the part that is saved, or leaves it for later.
    void choose(relata::ObjectId id, bool taken);
    /// The same for all changes that a step serves.
    void chooseStep(const QList<relata::ObjectId> &changes, bool taken);
    void chooseAll();
    /// Says what the rows of a column get; without text nothing.
    void fill(const relata::FillAnswer &answer);
    /// Writes the unsaved migration, or the chosen part, as the timeline's next file and the design with it, then
    /// proves it. What was left out stays unsaved.
    void saveDraft(const QString &title);
    /// `python`: also where programs in Python run on this computer for it; without, commandsAsked() tells of them.
    void prove(const QString &version, bool python = false);
    /// Applies what is pending up to `version` (empty: all). Findings that are not in `allowed` refuse: see refused().
    /// `reason`: why production may get what was not tried before.
    void apply(const QString &version = {}, const QStringList &allowed = {}, const QString &reason = {})
    {
        apply({.version = version, .allowed = allowed, .reason = reason});
    }
    /// With a time to begin at what can be refused is refused now, and the run is planned(); a second one is refused
    /// while that stands. By then it runs if the same is pending, on the database that it was planned for, whichever
    /// stands here.
    void apply(const relata::ApplyWish &wish);
    void cancelPlanned();
    /// `version`: the one that a person has confirmed; another one that is the last, or stands half-way, by then is
    /// left alone. `allowed`: codes of what may run on this computer for it; commandsAsked() tells of what else would.
    /// `backup`: what it runs under, as with apply().
    void rollBack(const QString &version, const QStringList &allowed = {}, const relata::BackupWish &backup = {})
    {
        rollBackAll(QStringList{version}, allowed, backup);
    }
    void rollBackAll(
        const QStringList &versions, const QStringList &allowed = {}, const relata::BackupWish &backup = {})
    {
        takeBack({versions, allowed, {}, backup});
    }
    /// The same for several in a row: each is taken back by itself, and where one fails those before it stay taken
    /// back. Values that are missing are asked for by valuesAsked().
    void takeBack(const relata::BackWish &wish);
    /// Writes the script for the engine's own client of what leads from what is applied to `version`, up or down:
    /// scriptWritten() has it.
    void writeScript(const QString &version);
    /// Works out what the ledger would say if the database stood at `version`: stampPlanned() tells. Changes nothing.
    void planStampAt(const QString &version, bool python = false);
    /// Writes what was planned into the ledger, if it is still what would be written, and runs nothing.
    void stampAt(const relata::Stamp &stamp);
    /// Looks what the ledger and the files say differently: repairPlanned() tells. Changes nothing.
    void planRepair();
    /// Takes files as they were looked at for what was applied, and has the ledger forget what no file has any more.
    void repair(const QStringList &accepted, const QStringList &forgotten);
    /// Asks the environment before production with the passwords of useSecrets().
    void resumeStopped(const QString &version, const QStringList &allowed = {});
    /// What `allowed` does not have is asked for by commandsAsked() and wayRefused(), in both. `backup`: what this runs
    /// under; where one is required, what the migration was begun under will do.
    void rollBackStopped(
        const QString &version, const QStringList &allowed = {}, const relata::BackupWish &backup = {});
    /// Looks for the cause of what stopped or was refused: see diagnosis(). Changes nothing.
    void diagnose(bool python = false);
    /// Another file has this number now: what was seen of the one before is not said of it.
    void forgetProof(const QString &version);
    /// Puts the diagnosis away.
    void dismissDiagnosis();
    /// Does what a way out of the diagnosis says, where the desk does such a thing.
    void take(const relata::Diagnosis::WayOut &way);
    /// Looks which step outside of the database a run on the chosen one stands before, whoever runs it: waits() tells.
    void lookForStep();
    /// That what waits() told of is done, on the database that it is of, and nothing else.
    void confirmStep(const relata::ConnectionProfile &target, const relata::Message &step);
    /// Writes a backup of the database into a folder and restores it once on trial; changes nothing.
    void backUp(const QString &folder);
    /// Tries what is pending on a copy of the database, with its rows, and keeps what that took; changes nothing.
    void rehearse(bool python = false);
    /// Asks the rows that stand what they say to the next migration: rowsChecked() tells. Those behind it meet what it
    /// leaves, and are not asked about. Reads whole tables; changes nothing.
    void checkRows(bool python = false);
    void refresh();

signals:
    void draftChanged();
    void statesChanged();
    void proofsChanged();
    void factsChanged();
    void runningChanged(bool running);
    void diagnosisChanged();
    /// A job ended well: what it did, for a toast.
    void done(const relata::Message &what);
    /// Behind done(): what was pending is applied there; `hasLooked`: a watch can compare.
    void applied(const relata::ConnectionProfile &target, bool hasLooked);
    void plannedChanged();
    void backedUp(const relata::Message &what);
    void rehearsed(const relata::Message &what);
    void rehearsalsChanged();
    void rowsChecked(const relata::Message &what);
    void failed(const relata::Error &error);
    /// Applying goes on, or is refused with refused(): who is in the way of its next migration.
    void told(const QList<relata::Message> &messages);
    /// A run on that database, which may be another than the chosen one, stands until confirmStep(), here or in another
    /// Relata; empty: it goes on. Told by itself for runs of this desk.
    void waits(const relata::ConnectionProfile &target, const relata::Message &what);
    /// Nothing was begun, for commands would run on this computer; `again` begins it with them.
    void commandsAsked(const relata::Error &error, const std::function<void()> &again);
    /// What stopped was not led out, for something stands in the way that somebody may allow; `again` does it then.
    void wayRefused(const relata::Error &error, const std::function<void()> &again);
    /// A migration was not taken back, for rows have no value in columns that come back NOT NULL; `again` goes on with
    /// some.
    void valuesAsked(const relata::ValuesAsked &what, const relata::ValuesGiven &again);
    void scriptWritten(const QString &version, const QString &script);
    void stampPlanned(const relata::Stamp &stamp);
    void repairPlanned(const relata::RepairList &list);
    /// Not applied: these findings stand in the way until somebody allows them, for this wish.
    void refused(const relata::Error &error, const QStringList &codes, const relata::ApplyWish &wish);

private:
    /// The project's, with programs in Python allowed or not.
    Timeline timeline(bool python) const;
    /// Whether none of them is in Python up to `version` (empty: all), or that is allowed; else commandsAsked() tells.
    bool mayRunPython(const QString &version, bool isAllowed, const std::function<void()> &again);
    void redraft();
    void readRehearsals();
    void forgetRows(const QList<MigrationStatus> &states);
    void adoptDraft(PartMigration part);
    void proveSaved(const MigrationFile &file, const Schema &before, const Schema &after, const QStringList &up,
        const QStringList &down);
    ConnectionProfile beside() const;
    ConnectionProfile beside(const std::optional<ConnectionProfile> &target) const;
    using Work = std::function<Result<>(Connection &, JobContext &)>;
    /// Whether a failure is looked into, or a refusal, and that with programs in Python.
    struct Looks {
        bool atFailures = true, atRefusals = true, withPython = false;

        static Looks none() { return {false, false, false}; }
    };
    Result<Applying> applying(const ApplyWish &wish, const ConnectionProfile &target);
    bool mayPlan();
    void plan(const ApplyWish &wish);
    void wait(const ApplyWish &wish, const QStringList &agreed);
    void runPlanned(const PlannedRun &planned);
    void dropPlanned();
    /// `offers`: whether it has offered somebody to do it all the same.
    void change(const Message &title, Work work, const Message &whatWasDone, Looks looks,
        const std::function<bool(const Error &)> &offers = {});
    std::function<bool(const Error &)> offering(
        const std::shared_ptr<QStringList> &codes, const std::function<void(const QStringList &)> &again);
    struct BackCourse;
    bool offerRest(const BackCourse &course, const BackWish &wish, const Error &error);
    std::function<void()> whileHere(const std::function<void()> &again);
    void resume(const MigrationFile &migration, const ApplyWish &wish);
    void investigate(bool isAsked, bool python);
    void follow(const Error &error, Looks looks);
    void setDiagnosis(std::optional<Diagnosis> diagnosis);
    void dropDiagnosis();
    void stamp(const Diagnosis::WayOut &way, bool python = false);
    void setRunning(int delta);
    Message of(const ConnectionProfile &target, const Message &what) const;
    Error of(const ConnectionProfile &target, const Error &error) const;
    std::function<void(const QList<Message> &)> teller(const ConnectionProfile &target);
    RunRules rules(const ConnectionProfile &target, const QStringList &allowed = {});
    /// The same with what the database asks for before going back.
    RunRules backRules(const QStringList &allowed);
    void ask(const Error &error, const std::function<void()> &again);
    bool mayRunHere(const MigrationFile &migration, const QStringList &allowed,
        const std::function<void(const QStringList &)> &again);
    static Looks looksBehind(const QStringList &allowed);

    Project &m_project;
    const EngineRegistry &m_engines;
    JobCenter &m_jobs;
    SessionPool &m_sessions;
    SecretStore *m_secrets = nullptr;
    std::shared_ptr<Mailbox> m_mailbox;
    const Engine *m_engine = nullptr;
    std::optional<ConnectionProfile> m_profile;
    ChosenSession m_session;
    std::optional<NewMigration> m_draft;
    Schema m_draftBefore, m_draftAfter; ///< what the draft leads from and to
    QList<UnsavedChange> m_unsaved;
    QList<UnsavedStep> m_unsavedSteps;
    QList<ObjectRef> m_toFill;
    QMap<QString, FillAnswer> m_fills; ///< by column, also of those that are left out now
    QSet<ObjectId> m_leftOut;
    FactsOfMigrations *m_facts;
    Message m_refusal;
    WaitsRules m_waits;
    QList<MigrationStatus> m_states;
    QHash<QString, BackupRecord> m_backups; ///< by migration
    QStringList m_due;
    int m_serverVersion = 0; ///< 0: the database has not answered
    QList<RepeatableStatus> m_repeatables;
    QHash<QString, Proof> m_proofs;
    QHash<QString, QList<Message>> m_rehearsals, m_times;
    std::shared_ptr<const RowCheck> m_rowCheck; ///< the last one on the chosen database
    std::optional<Error> m_failure; ///< of the last run, while it stands
    std::optional<Diagnosis> m_diagnosis;
    quint64 m_number = 0; ///< of the connection
    quint64 m_diagnosisNumber = 0;
    QTimer *m_redraft = nullptr;
    quint64 m_draftNumber = 0;
    std::optional<PlannedRun> m_planned;
    quint64 m_plannedNumber = 0;
    int m_running = 0;
    bool m_stampsWithPython = false; ///< somebody has allowed it for the stamp that was planned
    Timeline m_repaired; ///< as it was compared with the ledger
};

} // namespace relata
