#pragma once
#include "models/base/job_context.h"
#include "models/explain/plan_tree.h"
#include "models/plan/finding.h"
#include "models/timeline/timeline.h"
#include "models/timeline/watch_snapshot.h"

namespace relata {

class Connection;
struct ConnectionProfile;
struct Engine;

/// How a database is looked at, and which difference is worth telling.
struct WatchRules {
    std::chrono::milliseconds bound = std::chrono::seconds(10); ///< for all runs of a query, and for counting a table
    std::chrono::milliseconds lock = std::chrono::seconds(2); ///< how long one waits for others
    int runs = 3; ///< of each query; the best counts
    double factor = 2; ///< slower than before, and
    std::chrono::milliseconds floor{100}; ///< by more than this
    qint64 manyRows = 1000; ///< a table has, so that reading all of it is a loss
    qint64 countLimit = 1'000'000; ///< a larger table is estimated
    qint64 manyCalls = 5; ///< of a statement of others since, so that its mean time says something
};

/// What a look after migrations shows beside the one before them.
struct WatchFinding {
    Finding finding;
    QString query; ///< its name; empty: it is about none
    QString planBefore, planAfter; ///< drawn; empty where the server showed none
};

/// What is to be looked at: each statement of these queries, by name, and what the migrations name. Pure.
WatchSnapshot watchedBy(const QMap<QString, QString> &queries, const QList<MigrationFile> &migrations,
    const Timeline &timeline, const Engine &engine);

/// Looks at a database on a connection of its own that can only read. `about` says at what, from watchedBy or from an
/// earlier look. Queries that only read are run within the bound, and their rows are thrown away; no other is run.
/// Errors: there is no connection, the schema cannot be read, or somebody asked to stop.
Result<WatchSnapshot> takeSnapshot(const ConnectionProfile &target, const Engine &engine, const WatchSnapshot &about,
    const WatchRules &rules, JobContext &context);

/// What got worse from one look to the other, the worst first. Pure.
QList<WatchFinding> compareSnapshots(
    const WatchSnapshot &before, const WatchSnapshot &after, const Engine &engine, const WatchRules &rules);

/// A look at a database beside the one that was kept before its last migrations.
struct WatchReport {
    WatchSnapshot before, now;
    QList<WatchFinding> findings;
};

/// Looks again at what was looked at before; `folder`: where that was kept. An error where nobody had looked. The first
/// look behind migrations leaves there from what on statements of others are compared.
Result<WatchReport> lookAgain(const QString &folder, const ConnectionProfile &target, const Engine &engine,
    const WatchRules &rules, JobContext &context);

/// The same report with what programs have run until now, which takes its time to show: asked on this connection, which
/// nobody else uses. Where the server does not tell, nothing has changed.
Result<WatchReport> withLoads(
    WatchReport report, Connection &connection, const Engine &engine, const WatchRules &rules);

/// The plan of a query as it was seen; empty where the server showed none.
std::optional<PlanTree> planOf(const WatchedQuery &query, const Engine &engine);

} // namespace relata
