#pragma once
#include "models/timeline/approval.h"

#include <QHash>
#include <QObject>

namespace relata {

class JobCenter;
class Project;
struct ConnectionProfile;

/// How a migration stands with somebody's word for it.
struct ApprovalStanding {
    enum class State { None, Approved, Void }; ///< Void: it, or what it stands on, has changed since
    State state = State::None;
    Approval approval; ///< the last one given
};

/// Of those that somebody has approved, or going back from them, by version; what runs behind them too, by name. Hashes
/// all that runs before each: not for the window's thread.
QHash<QString, ApprovalStanding> approvalStandings(
    const Timeline &timeline, const Engine &engine, const QList<Approval> &approvals, bool isDown = false);

/// Gives somebody's word for a migration as it is now, or for going back from it: a file of the project. A usage error
/// without such a migration or without a name. Hashes all that runs before it: not for the window's thread.
Result<Approval> approve(const Project &project, const Engine &engine, const QString &version, const QString &by,
    const QString &note, bool isDown = false);

/// What the window knows of a project's approvals. Lives on its thread; all it is given outlives it.
class ApprovalDesk : public QObject {
    Q_OBJECT
public:
    ApprovalDesk(Project &project, const Engine *engine, JobCenter &jobs, QObject *parent = nullptr);

    /// Whether the project asks for approvals at all.
    bool isUsed() const;
    /// Whether this database takes only what is approved.
    bool isAskedBy(const ConnectionProfile &target) const;
    ApprovalStanding standing(const QString &version) const { return m_standings.value(version); }
    /// Of going back from it.
    ApprovalStanding backStanding(const QString &version) const { return m_backStandings.value(version); }
    bool isApproved(const QString &version) const
    {
        return standing(version).state == ApprovalStanding::State::Approved;
    }

public slots:
    /// Reads the files again: somebody else may have approved, or a migration may have changed.
    void follow();
    /// For the migration as it is now; approved() or failed() tells what came of it.
    void approve(const QString &version, const QString &by, const QString &note, bool isDown = false);

signals:
    void changed();
    void approved(const relata::Approval &approval);
    void failed(const relata::Error &error);

private:
    Project &m_project;
    const Engine *m_engine;
    JobCenter &m_jobs;
    QHash<QString, ApprovalStanding> m_standings, m_backStandings;
    quint64 m_number = 0;
};

} // namespace relata
