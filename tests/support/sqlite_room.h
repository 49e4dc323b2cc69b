#pragma once
#include "models/base/page_store.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/jobs/job_center.h"
#include "models/jobs/query_run.h"
#include "models/jobs/session_pool.h"

#include <QTemporaryDir>

#include <optional>

namespace relata::tests {

/// A SQLite file of its own with what it takes to run things on it as the window does.
class SqliteRoom {
public:
    /// 16 MiB for rows, so that a large result goes through the page file.
    SqliteRoom();

    /// Runs the statements on a session of their own and waits; false when one failed.
    bool perform(const QStringList &statements);
    /// A script whose statements stand one a line.
    static QueryRun::Script script(const QStringList &statements);

    QTemporaryDir folder;
    EngineRegistry engines;
    ConnectionProfile profile;
    PageStore pages{16 * 1024 * 1024};
    JobCenter jobs;
    SessionPool sessions{engines};
};

} // namespace relata::tests
