#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/migrate.h"
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

constexpr int Batch = 10'000;

/// A table with so many rows, their ids from 1 on; what went wrong, or nothing.
QString fill(Session &session, int count)
{
    QString failed = session.run(u"CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, n INTEGER NOT NULL, "
                                 "name VARCHAR(60) NOT NULL)"_s);
    for (int begin = 1; begin <= count && failed.isEmpty(); begin += Batch) {
        QStringList rows;
        for (int id = begin; id < begin + Batch && id <= count; ++id)
            rows += u"(%1, 0, 'a name that belongs to the row %1')"_s.arg(id);
        const auto done = perform(*session.connection, u"INSERT INTO item VALUES "_s + rows.join(u", "_s));
        failed = done ? QString() : done.error().text();
    }
    return failed;
}

/// Milliseconds for the backfill, with its notes beside the ledger; negative when it failed.
double withRunner(Session &session, const ConnectionProfile &profile)
{
    const QString text = u"-- Migration 001: step\n-- relata:id be01\n-- relata:up\n-- relata:backfill rows %1\n"
                         "UPDATE item SET n = n + 1 WHERE n < 100;\n-- relata:down\n"_s.arg(Batch);
    const Result<MigrationFile> migration = parseMigration(text.toUtf8(), u"001_step.sql"_s);
    QuietContext context;
    QElapsedTimer clock;
    clock.start();
    const Result<> done =
        applyMigration(*session.connection, profile, *session.engine, *migration, context, RunRules());
    if (!done)
        std::printf("%s\n", qPrintable(done.error().text()));
    return done ? double(clock.nsecsElapsed()) / 1e6 : -1;
}

/// The same batches as single statements through the engine's own client.
double withClient(const ConnectionProfile &profile, int count)
{
    QString script;
    for (int begin = 0; begin < count; begin += Batch)
        script +=
            u"UPDATE item SET n = n + 1 WHERE id > %1 AND id <= %2 AND n < 100;\n"_s.arg(begin).arg(begin + Batch);
    QElapsedTimer clock;
    clock.start();
    const QString failed = runInClient(profile, script);
    if (!failed.isEmpty())
        std::printf("%s\n", qPrintable(failed));
    return failed.isEmpty() ? double(clock.nsecsElapsed()) / 1e6 : -1;
}

} // namespace

/// How many rows a second a backfill writes, beside bare batches of the same size in the same run.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    EngineRegistry engines;
    registerEngines(engines);
    const int count = argc > 1 ? std::atoi(argv[1]) : 500'000;
    std::printf("%-14s %16s %16s %8s\n", "engine", "backfill, rows/s", "bare, rows/s", "ratio");
    for (const char *server : {"", "postgresql15", "postgresql18", "mariadb", "mysql56"}) {
        if (*server && !serverUrl(server))
            continue;
        const QTemporaryDir folder;
        const OwnDatabase one(engines, server, folder.path(), u"bench_backfill"_s);
        const OwnDatabase two(engines, server, folder.path(), u"bench_bare"_s);
        Session session, bare;
        if (!session.open(one.profile, engines) || !bare.open(two.profile, engines)
            || !missingClient(two.profile).isEmpty())
            continue;
        const QString failed = fill(session, count) + fill(bare, count);
        if (!failed.isEmpty())
            std::printf("%s\n", qPrintable(failed));
        const double runner = withRunner(session, one.profile), client = withClient(two.profile, count);
        std::printf("%-14s %16.0f %16.0f %8.2f\n", *server ? server : "sqlite", count / runner * 1000,
            count / client * 1000, client / runner);
    }
    return 0;
}
