#pragma once
#include "models/engine/connection_profile.h"
#include "models/jobs/recipes/kept_tables.h"
#include "models/jobs/session_pool.h"

#include <QObject>

#include <memory>
#include <optional>

namespace relata {

class EngineRegistry;
class JobCenter;

/// What migrations took away from the chosen database and keep aside in it, and its end. Lives on the window's thread;
/// all it is given outlives it.
class KeptDesk : public QObject {
    Q_OBJECT
public:
    KeptDesk(const EngineRegistry &engines, JobCenter &jobs, SessionPool &sessions, QObject *parent = nullptr);

    const std::optional<ConnectionProfile> &connection() const { return m_profile; }
    /// What is known of another database is forgotten; nobody is asked before refresh().
    void setConnection(const std::optional<ConnectionProfile> &profile);
    /// As it was when the database was asked last; none: nobody has asked.
    const std::optional<QList<KeptTable>> &kept() const { return m_kept; }
    /// Whether this database has been asked, whatever came of it.
    bool wasAsked() const { return m_wasAsked; }
    bool isAsking() const { return m_asking > 0; }
    bool isPurging() const { return m_purging > 0; }

public slots:
    void refresh();
    /// Takes the rows of these out for good, one table after the other. One that is not there any more, or that a way
    /// down reads otherwise than when it was shown, ends it.
    void purge(const QList<relata::KeptTable> &tables);

signals:
    void changed();
    void done(const relata::Message &what);
    void failed(const relata::Error &error);

private:
    Result<std::shared_ptr<SessionLease>> lease();

    const EngineRegistry &m_engines;
    JobCenter &m_jobs;
    SessionPool &m_sessions;
    std::optional<ConnectionProfile> m_profile;
    std::optional<QList<KeptTable>> m_kept;
    quint64 m_number = 0; ///< of the connection
    int m_asking = 0, m_purging = 0;
    bool m_wasAsked = false;
};

} // namespace relata
