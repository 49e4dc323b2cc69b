#pragma once
#include "models/engine/connection_profile.h"
#include "models/explain/plan_tree.h"
#include "models/jobs/query_run.h"
#include "models/jobs/session_pool.h"

#include <memory>

namespace relata {

class CompletionNames;
struct Engine;
struct Services;

/// What a query tab does with its server: leases a session, runs scripts and explains on it, ends transactions. Knows
/// no widget. One thing runs at a time.
class QuerySession : public QObject {
    Q_OBJECT
public:
    /// The services outlive it.
    explicit QuerySession(Services &services, QObject *parent = nullptr);
    ~QuerySession() override;

    /// The connection of that name; the session with the one before ends, its transaction is rolled back.
    void setConnection(const QString &name);
    const QString &connectionName() const { return m_name; }
    const ConnectionProfile *profile() const;
    /// Null without a connection or when this program lacks its engine.
    const Engine *engine() const;
    /// The names of its schema as last read; null before.
    const std::shared_ptr<const CompletionNames> &names() const { return m_names; }

    bool isRunning() const { return m_running != 0; }
    SessionStatus status() const;
    bool hasOpenTransaction() const;
    bool isManualCommit() const { return m_manual; }
    void setManualCommit(bool manual);

    void run(QList<ScriptStatement> statements);
    /// `analyze` executes the query and takes back what it writes.
    void explain(const QString &query, bool analyze);
    void cancel();
    void commitTransaction() { endTransaction(true); }
    void rollBackTransaction() { endTransaction(false); }
    /// After a loss: the next run opens a new session.
    void reconnect();
    void readSchema();

signals:
    void changed();
    void runBegan(relata::QueryRun &run);
    void ended(const std::optional<relata::Error> &error);
    void planned(const relata::PlanTree &plan, const QByteArray &raw);
    /// Nothing could be started, or a commit failed.
    void refused(const relata::Error &error);
    void schemaRead();

private:
    void withSession(const std::function<void()> &then);
    void lease(const ConnectionProfile &profile, const std::function<void()> &then);
    void endTransaction(bool keep);
    void finish(const std::optional<Error> &error);

    Services &m_services;
    QString m_name;
    bool m_manual = false;
    bool m_waiting = false; ///< for a password
    JobId m_running = 0;
    SessionLease m_lease;
    std::unique_ptr<QueryRun> m_run;
    std::shared_ptr<const CompletionNames> m_names;
    bool m_schemaStale = true;
};

} // namespace relata
