#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/migrate.h"
#include "models/timeline/timeline.h"
#include "tests/support/own_database.h"
#include "tests/support/test_servers.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cstdio>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

/// Small migrations: a table, a row, a column, an index in turn.
QString upOf(int i)
{
    const int table = i / 4;
    switch (i % 4) {
    case 0:
        return u"CREATE TABLE bench_%1 (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(40));\n"_s.arg(table);
    case 1:
        return u"INSERT INTO bench_%1 (id, name) VALUES (1, 'one');\n"_s.arg(table);
    case 2:
        return u"ALTER TABLE bench_%1 ADD COLUMN note VARCHAR(40);\n"_s.arg(table);
    default:
        return u"CREATE INDEX bench_%1_name ON bench_%1 (name);\n"_s.arg(table);
    }
}

Timeline timelineOf(int count)
{
    Timeline timeline;
    for (int i = 0; i < count; ++i) {
        const QString number = QString::number(i + 1).rightJustified(5, u'0');
        const QString text =
            u"-- Migration %1: step\n-- relata:id be%1\n-- relata:up\n%2-- relata:down\n"_s.arg(number, upOf(i));
        timeline.migrations += *parseMigration(text.toUtf8(), number + u"_step.sql"_s);
    }
    return timeline;
}

/// Milliseconds for all migrations, through the runner; negative when one failed.
double withRunner(const EngineRegistry &engines, const ConnectionProfile &profile, const Timeline &timeline)
{
    Session session;
    if (!session.open(profile, engines))
        return -1;
    QuietContext context;
    QElapsedTimer clock;
    clock.start();
    RunRules rules;
    auto guard = lockMigrations(profile, *session.engine, context, rules);
    if (!guard)
        return -1;
    rules.guard = *guard;
    for (const MigrationFile &migration : timeline.migrations) {
        const Result<> done = applyMigration(*session.connection, profile, *session.engine, migration, context, rules);
        if (!done) {
            std::printf("%s\n", qPrintable(done.error().text()));
            return -1;
        }
    }
    return double(clock.nsecsElapsed()) / 1e6;
}

/// The same statements through the engine's own client, each migration in a transaction of its own where the engine has
/// such for DDL.
double withClient(const ConnectionProfile &profile, const Timeline &timeline, bool transactions)
{
    QString script;
    for (const MigrationFile &migration : timeline.migrations)
        script += transactions ? QString(u"BEGIN;\n"_s + migration.up + u"COMMIT;\n"_s) : migration.up;
    QElapsedTimer clock;
    clock.start();
    const QString failed = runInClient(profile, script);
    if (!failed.isEmpty())
        std::printf("%s\n", qPrintable(failed));
    return failed.isEmpty() ? double(clock.nsecsElapsed()) / 1e6 : -1;
}

} // namespace

/// What the runner adds to a thousand small migrations, beside the engine's own client in the same run.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    EngineRegistry engines;
    registerEngines(engines);
    const int count = argc > 1 ? std::atoi(argv[1]) : 1000;
    const Timeline timeline = timelineOf(count);
    std::printf("%-14s %12s %12s %8s\n", "engine", "runner, ms", "client, ms", "ratio");
    for (const char *server : {"", "postgresql15", "postgresql18", "mariadb", "mysql56"}) {
        if (*server && !serverUrl(server))
            continue;
        const QTemporaryDir folder;
        const OwnDatabase one(engines, server, folder.path(), u"bench_runner"_s);
        const OwnDatabase two(engines, server, folder.path(), u"bench_client"_s);
        if (const QString missing = missingClient(two.profile); !missing.isEmpty()) {
            std::printf("%-14s %s is not installed\n", *server ? server : "sqlite", qPrintable(missing));
            continue;
        }
        const double runner = withRunner(engines, one.profile, timeline);
        const double client =
            withClient(two.profile, timeline, one.profile.engine == "sqlite" || one.profile.engine == "postgresql");
        std::printf("%-14s %12.0f %12.0f %8.2f\n", *server ? server : "sqlite", runner, client, runner / client);
    }
    return 0;
}
