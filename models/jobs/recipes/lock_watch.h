#pragma once
#include "models/engine/monitor.h"
#include "models/jobs/recipes/prove.h"
#include "models/jobs/recipes/run_script.h"
#include "models/plan/plan.h"

namespace relata {

/// Looks at what each statement of a script does on a server while it runs: the locks that its transaction holds, the
/// tables that stand in another file, the cheapest form that the server takes. Outlives the run.
class LockWatch {
public:
    LockWatch(Connection &connection, const Engine &engine, const QList<RunnerStatement> &statements);

    ScriptHooks hooks();
    /// One entry a statement, also of those that nothing was seen of.
    const QList<SeenStatement> &seen() const { return m_seen; }

private:
    Result<> before(int i);
    Result<bool> instead(int i);
    Result<> after(int i);
    bool isWatched(int i) const;

    Connection &m_connection;
    const Engine &m_engine;
    const QList<RunnerStatement> &m_statements;
    QList<SeenStatement> m_seen;
    ServerSight m_before;
    int m_known = -1; ///< the statement before which m_before was looked at
};

/// Puts what was seen in the place of what was stated, statement by statement. A plan of other statements stays as it
/// is.
void noteSeen(Plan &plan, const QList<SeenStatement> &seen);

} // namespace relata
