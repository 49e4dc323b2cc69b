#pragma once
#include "models/engine/connection_profile.h"
#include "models/jobs/chosen_session.h"
#include "models/jobs/recipes/run_backup.h"
#include "models/plan/finding.h"
#include "models/plan/plan.h"
#include "models/timeline/drift.h"

#include <QDateTime>
#include <QObject>

#include <functional>
#include <optional>

namespace relata {

class Connection;
class EngineRegistry;
class Project;
struct Engine;
struct MigrationFile;
struct RunRules;

/// Looks whether databases are what was applied to them, and leads out: adopts what differs as a migration, takes it
/// back, or ignores it by rule. Sessions of its own; lives on the window's thread; all it is given outlives it.
class DriftDesk : public QObject {
    Q_OBJECT
public:
    /// The way back, as it would run: made for just what was found.
    struct WayBack {
        Drift drift; ///< that it was made for
        Plan plan;
        QString script;
        QList<Finding> findings;
        BackupWish backup = {}; ///< that it runs under
        QStringList allowed = {}; ///< codes of what may stand in its way
    };

    DriftDesk(Project &project, const EngineRegistry &engines, JobCenter &jobs, SessionPool &sessions,
        QObject *parent = nullptr);

    /// The database whose drift stands here.
    void setConnection(std::optional<ConnectionProfile> profile);
    const std::optional<ConnectionProfile> &connection() const { return m_profile; }
    /// Whether nothing is changed there without a backup.
    bool requiresBackup() const;
    /// Of that database; none until it has been looked for, and none where it cannot be.
    const std::optional<Drift> &drift() const { return m_drift; }
    bool isLooking() const { return m_looking > 0; }
    bool isRunning() const { return m_running > 0; }
    /// Whether so many minutes have passed since the database was looked at last; 0 minutes: never.
    bool isDue(int minutes, const QDateTime &now) const;
    /// The kind that a person names it by.
    static QString kindOf(const DriftItem &item);

public slots:
    /// `isAsked`: a person waits for the answer, and hears that there is none.
    void look(bool isAsked);
    /// Another database of the project: only looked() tells of it. `python`: also where programs in Python run on this
    /// computer for it; without, commandsAsked() tells of them, and nobody is asked who did not ask.
    void lookAt(const relata::ConnectionProfile &profile, bool isAsked, bool python = false);
    /// Makes a migration of what differs; the database's ledger says that it is applied.
    void adopt(const QString &title);
    /// Works out the way back: see wayBackPlanned(). Runs nothing.
    void planWayBack();
    /// Runs the way back that was shown, unless somebody is in its way; where a backup is required it has to be named.
    void takeBack(relata::DriftDesk::WayBack way);
    /// Writes rules into the project's settings and looks again.
    void ignore(const QList<relata::DriftRules::Rule> &rules);

signals:
    void driftChanged();
    void workChanged();
    void looked(const QString &connection, const QList<relata::DriftItem> &items, bool isAsked);
    void wayBackPlanned(const relata::DriftDesk::WayBack &way);
    /// The database, or what its ledger says, is another now.
    void databaseChanged();
    void done(const relata::Message &what);
    /// Nothing was looked at, for programs would run on this computer; `again` looks with them.
    void commandsAsked(const relata::Error &error, const std::function<void()> &again);
    /// What somebody should know of a way back that ran: rows that are kept.
    void told(const QList<relata::Message> &messages);
    /// The way back did not run, for something stands in its way that somebody may allow; `again` runs it then.
    void refused(const relata::Error &error, const std::function<void()> &again);
    void failed(const relata::Error &error);

private:
    void found(const ConnectionProfile &profile, Result<Drift> drift, bool isAsked, quint64 number);
    bool isForPython(const Error &error) const;
    void record(const MigrationFile &migration, const QStringList &misread);
    struct Came;
    Result<RunRules> backRules() const;
    static Result<> lookAround(const WayBack &back, const MigrationFile &way, Connection &connection,
        const ConnectionProfile &target, const ConnectionProfile &beside, const Engine &engine, JobContext &context,
        Came &came);
    void tellHow(const WayBack &way, const Came &came, const Result<> &ran, quint64 number);
    /// The session is there behind it.
    Result<> open();
    void setRunning(int delta);

    Project &m_project;
    const EngineRegistry &m_engines;
    JobCenter &m_jobs;
    SessionPool &m_sessions;
    std::optional<ConnectionProfile> m_profile;
    ChosenSession m_session;
    std::optional<Drift> m_drift;
    QDateTime m_lookedAt;
    quint64 m_number = 0; ///< of the connection that stands here
    int m_looking = 0, m_running = 0;
};

} // namespace relata
