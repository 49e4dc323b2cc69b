// A million rows into pages, beside the engine's own client library in a bare loop over the same table; the better of
// three runs each; and how long one waits at a query tab. Nothing asserted.
#include "dialects/common/register_engines.h"
#include "models/base/page_store.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/rows/result_buffer.h"
#include "tests/support/many_rows.h"
#include "tests/support/test_servers.h"
#include "tests/support/watched_run.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTextStream>

#include <libpq-fe.h>
#include <mysql.h>
#include <sqlite3.h>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {

constexpr int Runs = 3;
constexpr auto Query = "select id, name, score, born, done, note from relata_bench_rows";

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

class PageSink : public RowSink {
public:
    explicit PageSink(PageStore &store)
        : m_store(store)
    { }
    void columns(const QList<ResultColumn> &columns) override
    {
        m_buffer = std::make_unique<ResultBuffer>(m_store, columns);
    }
    bool page(RowPage page) override { return m_buffer->append(std::move(page)).has_value(); }
    void notice(const QString &) override { }
    void finished(const ResultSummary &) override { }
    qint64 rows() const { return m_buffer ? m_buffer->rowCount() : 0; }

private:
    PageStore &m_store;
    std::unique_ptr<ResultBuffer> m_buffer;
};

/// Answers rows a second of the best run; a loop answers how many rows it saw.
double best(const std::function<qint64()> &loop)
{
    double most = 0;
    for (int run = 0; run < Runs; ++run) {
        QElapsedTimer clock;
        clock.start();
        const qint64 rows = loop();
        most = std::max(most, double(rows) * 1e9 / double(clock.nsecsElapsed()));
    }
    return most;
}

qint64 bareSqlite(const ConnectionProfile &profile)
{
    sqlite3 *database = nullptr;
    sqlite3_stmt *statement = nullptr;
    qint64 rows = 0, bytes = 0;
    if (sqlite3_open(profile.database.toUtf8().constData(), &database) == SQLITE_OK
        && sqlite3_prepare_v2(database, Query, -1, &statement, nullptr) == SQLITE_OK) {
        for (; sqlite3_step(statement) == SQLITE_ROW; ++rows) {
            for (int column = 0; column < 6; ++column) {
                sqlite3_column_text(statement, column);
                bytes += sqlite3_column_bytes(statement, column);
            }
        }
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return bytes > 0 ? rows : 0;
}

qint64 barePostgresql(const ConnectionProfile &profile)
{
    const QByteArray host = (profile.host.isEmpty() ? profile.socket : profile.host).toUtf8(),
                     port = QByteArray::number(profile.port ? profile.port : 5432), user = profile.user.toUtf8(),
                     database = profile.database.toUtf8(), password = profile.password.reveal().toUtf8();
    PGconn *connection = PQsetdbLogin(host.constData(), port.constData(), nullptr, nullptr, database.constData(),
        user.constData(), password.constData());
    qint64 rows = 0, bytes = 0;
    if (PQstatus(connection) == CONNECTION_OK && PQsendQuery(connection, Query)) {
        PQsetSingleRowMode(connection);
        while (PGresult *result = PQgetResult(connection)) {
            for (int row = 0; row < PQntuples(result); ++row, ++rows) {
                for (int column = 0; column < 6; ++column)
                    bytes += PQgetlength(result, row, column);
            }
            PQclear(result);
        }
    }
    PQfinish(connection);
    return bytes > 0 ? rows : 0;
}

qint64 bareMysql(const ConnectionProfile &profile)
{
    MYSQL *connection = mysql_init(nullptr);
    const QByteArray socket = profile.socket.toUtf8();
    qint64 rows = 0, bytes = 0;
    if (mysql_real_connect(connection, profile.host.toUtf8().constData(), profile.user.toUtf8().constData(),
            profile.password.reveal().toUtf8().constData(), profile.database.toUtf8().constData(),
            unsigned(profile.port), socket.isEmpty() ? nullptr : socket.constData(), 0)
        && mysql_query(connection, Query) == 0) {
        MYSQL_RES *result = mysql_use_result(connection);
        while (mysql_fetch_row(result)) {
            const unsigned long *lengths = mysql_fetch_lengths(result);
            for (int column = 0; column < 6; ++column)
                bytes += qint64(lengths[column]);
            ++rows;
        }
        mysql_free_result(result);
    }
    mysql_close(connection);
    return bytes > 0 ? rows : 0;
}

struct Waits {
    qint64 firstPage = -1, cancel = -1; ///< milliseconds
};

/// As a query tab does it, with a session of its own: until rows are to be seen, and until a run of all pairs of rows
/// has ended after somebody asked for it. The median of the runs.
Waits waitsOf(const EngineRegistry &engines, const ConnectionProfile &profile)
{
    PageStore store;
    JobCenter jobs;
    relata::Session session(*engines.find(profile.engine)->driver, profile);
    QList<qint64> firstPages, cancels;
    for (int run = 0; run < Runs + 1; ++run) { // the first one connects and is not counted
        tests::WatchedRun all(jobs, store, session, {QString::fromLatin1(Query)});
        while (!all.isOver())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        tests::WatchedRun pairs(
            jobs, store, session, {u"select a.name, b.note from relata_bench_rows a, relata_bench_rows b"_s});
        while (!pairs.hasFirstPage() && !pairs.isOver())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        pairs.cancel();
        while (!pairs.isOver())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (run > 0) {
            firstPages += all.sight().firstPageAfter;
            cancels += pairs.sight().answerAfterCancel;
        }
    }
    std::sort(firstPages.begin(), firstPages.end());
    std::sort(cancels.begin(), cancels.end());
    return {firstPages.at(Runs / 2), cancels.at(Runs / 2)};
}

void measure(const EngineRegistry &engines, const QString &title, const ConnectionProfile &profile,
    qint64 (*bareLoop)(const ConnectionProfile &))
{
    const Engine *engine = engines.find(profile.engine);
    auto connection = engine ? engine->driver->open(profile) : failure(Error{});
    if (!connection) {
        out() << title << ": " << connection.error().text() << Qt::endl;
        return;
    }
    for (const QString &statement : tests::manyRows(profile.engine, u"relata_bench_rows"_s)) {
        if (const auto done = perform(**connection, statement); !done) {
            out() << title << ": " << done.error().text() << Qt::endl;
            return;
        }
    }
    const double bare = best([&] { return bareLoop(profile); });
    const double ours = best([&] {
        PageStore store;
        PageSink sink(store);
        const Result<> done = (*connection)->execute(QString::fromLatin1(Query), {}, sink);
        return done ? sink.rows() : 0;
    });
    const Waits waits = waitsOf(engines, profile);
    out() << u"%1  %2  %3  %4 %  %5 ms  %6 ms"_s.arg(title, -14)
                 .arg(bare, 10, 'f', 0)
                 .arg(ours, 10, 'f', 0)
                 .arg(bare > 0 ? 100 * ours / bare : 0, 5, 'f', 0)
                 .arg(waits.firstPage, 8)
                 .arg(waits.cancel, 8)
          << Qt::endl;
    Q_UNUSED(perform(**connection, u"drop table relata_bench_rows"_s))
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    EngineRegistry engines;
    registerEngines(engines);
    const QTemporaryDir folder;
    ConnectionProfile sqlite;
    sqlite.engine = "sqlite";
    sqlite.database = folder.filePath(u"rows.db"_s);
    sqlite.parameters.insert(u"mode"_s, u"rwc"_s);
    out() << "A million rows of six columns: rows a second in a bare loop over the client library, and into pages; "
             "until\n"
             "the first page is to be seen, and until a cancelled run has ended\n"
             "                bare loop       pages   ratio  first page    cancel"
          << Qt::endl;
    measure(engines, u"sqlite"_s, sqlite, bareSqlite);
    for (const char *name : {"postgresql15", "postgresql18", "mariadb", "mysql56"}) {
        const std::optional<QString> url = tests::serverUrl(name);
        if (!url) {
            out() << tests::serverMissing(name) << Qt::endl;
            continue;
        }
        Result<ConnectionProfile> profile = profileFromUrl(*url);
        if (!profile)
            continue;
        const bool postgresql = profile->engine == "postgresql";
        if (!postgresql && profile->database.isEmpty()) {
            if (const Engine *engine = engines.find(profile->engine)) {
                if (auto connection = engine->driver->open(*profile))
                    Q_UNUSED(perform(**connection, u"create database if not exists relata_bench"_s))
            }
            profile->database = u"relata_bench"_s;
        }
        measure(engines, QString::fromLatin1(name), *profile, postgresql ? barePostgresql : bareMysql);
    }
    return 0;
}
