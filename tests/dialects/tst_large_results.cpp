#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/jobs/session_pool.h"
#include "tests/support/held_server.h"
#include "tests/support/many_rows.h"
#include "tests/support/own_database.h"
#include "tests/support/sqlite_room.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "tests/support/watched_run.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Budget = 16 * 1024 * 1024;
/// What a server and its client may hold back of rows that come slowly.
constexpr qint64 HeldBack = 5'000;
/// No bound that is promised, only the end of a test that hangs.
constexpr int Hang = 240'000;

qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE) : 0;
}

/// A million rows of the table, at the last of which the server goes on working until it is stopped.
QStringList rowsThatDoNotEnd(const QByteArray &engine)
{
    const QString select = u"select id, name, score, born, note, %1 as pause from many %2 /* without end */"_s;
    if (engine == "postgresql")
        return {u"set enable_seqscan = off"_s, // without sorting first
            select.arg(u"case when id = %1 then cast(pg_sleep(900) as text) end"_s.arg(ManyRows), u"order by id"_s)};
    if (engine == "sqlite")
        return {select.arg(u"null"_s,
            u"union all select max(i), null, null, null, null, null from (with recursive n(i) as (select 1 union all "
            "select i + 1 from n) select i from n)"_s)};
    return {select.arg(u"case when id = %1 then sleep(900) end"_s.arg(ManyRows), u"order by id"_s)};
}

/// Rows without end on a server that holds no table of ours.
QString rowsOfNothing(const QByteArray &engine)
{
    if (engine == "postgresql")
        return u"select generate_series(1, 1000000000000) /* many */"_s;
    return u"select a.id, b.id, c.id, d.id from information_schema.collations a, information_schema.collations b, "
           "information_schema.collations c, information_schema.collations d, information_schema.collations e "
           "/* many */"_s;
}

QString sleepOf(const QByteArray &engine)
{
    return engine == "postgresql" ? u"select pg_sleep(900) /* none */"_s : u"select sleep(900) /* none */"_s;
}

} // namespace

/// Results larger than anybody reads, on each engine as a query tab runs them: the first rows at once, memory within
/// its budget, a window that answers, and a cancel that ends the server's work.
class LargeResultsTest : public QObject {
    Q_OBJECT
private:
    ConnectionProfile database(const QByteArray &server);
    /// How many statements with `words` in them other sessions of this server run.
    qint64 running(Connection &watcher, const QString &words) const;
    std::unique_ptr<Connection> opened(const ConnectionProfile &profile) const;
    bool runs(relata::Session &session, const QString &statement);
    void cancelAndSee(WatchedRun &run, Connection *watcher, const QString &words);
    static void servers(const QList<QByteArray> &names);

    EngineRegistry m_engines;
    QTemporaryDir m_folder;
    std::map<QByteArray, std::unique_ptr<OwnDatabase>> m_databases;
    std::unique_ptr<PageStore> m_store;
    std::unique_ptr<JobCenter> m_jobs;
    std::unique_ptr<SessionPool> m_sessions;

private slots:
    void initTestCase() { registerEngines(m_engines); }
    void cleanupTestCase() { m_databases.clear(); }
    void init();
    void cleanup();
    void showsTheFirstPageOfAMillionWhileTheRestComes_data();
    void showsTheFirstPageOfAMillionWhileTheRestComes();
    void stopsTheServerAmongTheRows_data();
    void stopsTheServerAmongTheRows();
    void leavesAServerThatStalls_data();
    void leavesAServerThatStalls();
};

void LargeResultsTest::servers(const QList<QByteArray> &names)
{
    QTest::addColumn<QByteArray>("server");
    for (const QByteArray &name : names)
        QTest::newRow(name.isEmpty() ? "sqlite" : name.constData()) << name;
}

void LargeResultsTest::init()
{
    m_store = std::make_unique<PageStore>(Budget);
    m_jobs = std::make_unique<JobCenter>();
    m_sessions = std::make_unique<SessionPool>(m_engines);
}

void LargeResultsTest::cleanup()
{
    m_jobs.reset();
    m_sessions.reset();
    m_store.reset();
}

std::unique_ptr<Connection> LargeResultsTest::opened(const ConnectionProfile &profile) const
{
    const Engine *engine = m_engines.find(profile.engine);
    Result<std::unique_ptr<Connection>> connection = engine->driver->open(profile);
    if (!connection)
        qWarning("%s", qPrintable(connection.error().text()));
    return connection ? std::move(*connection) : nullptr;
}

/// The table is made once for all tests of a server.
ConnectionProfile LargeResultsTest::database(const QByteArray &server)
{
    std::unique_ptr<OwnDatabase> &own = m_databases[server];
    if (!own) {
        own = std::make_unique<OwnDatabase>(m_engines, server, m_folder.path(), u"large"_s);
        const std::unique_ptr<Connection> connection = opened(own->profile);
        for (const QString &statement : manyRows(own->profile.engine, u"many"_s)) {
            if (const auto done = perform(*connection, statement); !done)
                qWarning("%s", qPrintable(done.error().text()));
        }
        if (own->profile.engine == "postgresql")
            Q_UNUSED(perform(*connection, u"vacuum analyze many"_s))
    }
    return own->profile;
}

qint64 LargeResultsTest::running(Connection &watcher, const QString &words) const
{
    const bool postgresql = watcher.server().engine == "postgresql";
    const QString question = postgresql
        ? u"select count(*) from pg_stat_activity where state = 'active' and query like $1 and pid <> "
          "pg_backend_pid()"_s
        : u"select count(*) from information_schema.processlist where info like ? and id <> connection_id()"_s;
    const Value pattern = QString(u'%' + words + u'%');
    const Result<Rows> rows = fetch(watcher, question, std::span(&pattern, 1));
    if (!rows)
        qWarning("%s", qPrintable(rows.error().text()));
    return rows ? rows->number(0, 0) : -1;
}

bool LargeResultsTest::runs(relata::Session &session, const QString &statement)
{
    WatchedRun run(*m_jobs, *m_store, session, {statement});
    return QTest::qWaitFor([&] { return run.isOver(); }, Hang) && run.answer()->has_value();
}

/// Cancels; the answer is "cancelled", the rows that came stay readable, and the server has stopped.
void LargeResultsTest::cancelAndSee(WatchedRun &run, Connection *watcher, const QString &words)
{
    if (watcher)
        QCOMPARE(running(*watcher, words), 1);
    QVERIFY(!run.isOver());
    run.cancel();
    QTRY_VERIFY_WITH_TIMEOUT(run.isOver(), Hang);
    QVERIFY(!run.answer()->has_value());
    QCOMPARE(int(run.answer()->error().code), int(Error::Code::Cancelled));
    QVERIFY(run.model()->buffer()->isFinished());
    QCOMPARE(int(run.model()->buffer()->error()->code), int(Error::Code::Cancelled));
    if (watcher)
        QTRY_COMPARE_WITH_TIMEOUT(running(*watcher, words), 0, Hang);
    run.model()->growNow();
    const QModelIndex last = run.model()->index(int(run.rows()) - 1, 0);
    QTRY_VERIFY_WITH_TIMEOUT(!run.model()->data(last, PendingRole).toBool(), Hang);
    QVERIFY(!run.model()->data(last, Qt::DisplayRole).toString().isEmpty());
}

void LargeResultsTest::showsTheFirstPageOfAMillionWhileTheRestComes_data()
{
    servers({"", "postgresql15", "postgresql18", "mariadb", "mysql56"});
}

void LargeResultsTest::showsTheFirstPageOfAMillionWhileTheRestComes()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const ConnectionProfile profile = database(server);
    const std::unique_ptr<Connection> watcher = server.isEmpty() ? nullptr : opened(profile);
    const SessionLease lease = m_sessions->lease(profile).value();
    QVERIFY(runs(*lease, u"select 1"_s)); // connected
    const qint64 residentBefore = residentBytes();
    WatchedRun run(*m_jobs, *m_store, *lease, rowsThatDoNotEnd(profile.engine));
    QTRY_VERIFY_WITH_TIMEOUT(run.rows() > ManyRows - HeldBack || run.isOver(), Hang);
    QVERIFY2(!run.isOver(), run.isOver() ? qPrintable(run.answer()->error().text()) : "");
    const qint64 grown = residentBytes() - residentBefore;
    const WatchedRun::Sight &sight = run.sight();
    QVERIFY(!sight.overAtFirstPage);
    QCOMPARE(sight.firstCell, u"1"_s);
    QCOMPARE(sight.lastCellOfFirstPage, QString::number(RowPage::FirstPageRows));
    QVERIFY2(sight.beatsAmongRows > 1, "The window's thread saw no row come.");
    QVERIFY(sight.mostMemory <= Budget + 2 * RowPage::MaximumBytes);
    QVERIFY(m_store->usage().file > Budget);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    QVERIFY2(grown < 4 * Budget, qPrintable(QString::number(grown))); // of a result of some 90 MB
#endif
    run.model()->growNow();
    for (const int row : {ManyRows - int(HeldBack), ManyRows / 2, 1}) { // from the page file, while the server works
        const QModelIndex index = run.model()->index(row, 1);
        QTRY_COMPARE_WITH_TIMEOUT(
            run.model()->data(index, Qt::DisplayRole).toString(), u"member number %1"_s.arg(row + 1), Hang);
    }
    QVERIFY(!run.isOver());
    cancelAndSee(run, watcher.get(), u"/* without end */"_s);
    qInfo("first page after %lld ms, longest gap of the event loop %lld ms, answer %lld ms after the cancel, memory "
          "grown by %lld MB",
        sight.firstPageAfter, sight.longestGap, sight.answerAfterCancel, grown / 1'000'000);
    QCOMPARE(int(lease->status().state), int(SessionStatus::State::Open));
    QVERIFY(runs(*lease, u"select count(*) from many"_s));
}

void LargeResultsTest::stopsTheServerAmongTheRows_data()
{
    servers({"", "postgresql15", "postgresql18", "mariadb", "mysql56"});
}

void LargeResultsTest::stopsTheServerAmongTheRows()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const ConnectionProfile profile = database(server);
    const std::unique_ptr<Connection> watcher = server.isEmpty() ? nullptr : opened(profile);
    const SessionLease lease = m_sessions->lease(profile).value();
    const QString all = u"select a.name, b.note, a.id from many a, many b /* all pairs */"_s;
    WatchedRun run(*m_jobs, *m_store, *lease, {all});
    QTRY_VERIFY_WITH_TIMEOUT(run.hasFirstPage() || run.isOver(), Hang);
    QVERIFY(!run.isOver());
    const qint64 shown = run.model()->rowCount();
    QVERIFY(shown >= RowPage::FirstPageRows);
    QTRY_VERIFY_WITH_TIMEOUT(run.rows() > shown, Hang); // rows are under way when it is stopped
    cancelAndSee(run, watcher.get(), u"/* all pairs */"_s);
    QVERIFY(run.sight().mostMemory <= Budget + 2 * RowPage::MaximumBytes);
    qInfo("%lld rows came, answer %lld ms after the cancel", run.rows(), run.sight().answerAfterCancel);
    QVERIFY(runs(*lease, u"select count(*) from many"_s));
}

void LargeResultsTest::leavesAServerThatStalls_data() { servers({"postgresql15", "mariadb", "mysql56"}); }

void LargeResultsTest::leavesAServerThatStalls()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    HeldServer own(server);
    QVERIFY2(own.error().isEmpty(), qPrintable(own.error()));
    const QByteArray engine = own.profile().engine;
    const std::unique_ptr<Connection> watcher = opened(own.profile());
    const SessionLease streaming = m_sessions->lease(own.profile()).value();
    const SessionLease sleeping = m_sessions->lease(own.profile()).value();
    WatchedRun rows(*m_jobs, *m_store, *streaming, {rowsOfNothing(engine)});
    WatchedRun none(*m_jobs, *m_store, *sleeping, {sleepOf(engine)});
    QTRY_VERIFY_WITH_TIMEOUT(rows.rows() > 10'000, Hang);
    QTRY_COMPARE_WITH_TIMEOUT(running(*watcher, u"/* none */"_s), 1, Hang);
    QVERIFY2(own.freeze(), "The test must run as a user that may stop the server's process.");
    rows.cancel();
    none.cancel();
    SqliteRoom elsewhere; // a query of another tab
    QVERIFY(elsewhere.perform({u"create table t(a)"_s, u"insert into t values (1)"_s}));
    QVERIFY2(!rows.isOver() && !none.isOver(), "Another connection's work waited for the stalled server.");
    QTRY_VERIFY_WITH_TIMEOUT(rows.isOver() && none.isOver(), Hang);
    for (const WatchedRun *run : {&rows, &none}) {
        QVERIFY(!run->answer()->has_value());
        QVERIFY2(run->sight().beatsAfterCancel > 10, "The window's thread stood still.");
    }
    QCOMPARE(int(streaming->status().state), int(SessionStatus::State::Lost));
    QCOMPARE(int(sleeping->status().state), int(SessionStatus::State::Lost));
    const QModelIndex last = rows.model()->index(rows.model()->rowCount() - 1, 0);
    QTRY_VERIFY_WITH_TIMEOUT(!rows.model()->data(last, PendingRole).toBool(), Hang); // what came is kept
    qInfo("left %lld and %lld ms after the cancel, longest gap of the event loop %lld ms",
        rows.sight().answerAfterCancel, none.sight().answerAfterCancel, rows.sight().longestGap);
    own.thaw();
    QTRY_COMPARE_WITH_TIMEOUT(running(*watcher, u"/* many */"_s) + running(*watcher, u"/* none */"_s), 0, Hang);
    streaming->reconnect();
    QVERIFY(runs(*streaming, u"select 1"_s));
}

RELATA_TEST(LargeResultsTest)
#include "tst_large_results.moc"
