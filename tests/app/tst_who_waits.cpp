#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/recipes/who_waits.h"
#include "models/project/project_config.h"
#include "tests/app/crowd.h"
#include "tests/app/program.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTest>

#include <future>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString NameIndex = u"CREATE INDEX account_name ON account (name);"_s;

const WaitsPort *waitsOf(const Engine &engine) { return engine.runner->watch()->waits(); }

/// Asked by this session: what is told, a line each, and whether the run is refused.
std::pair<QString, bool> ask(const Session &session, const MigrationFile &migration, const WaitsRules &rules)
{
    QuietContext context;
    QStringList told;
    const Result<> free = mustNotQueue(
        *session.connection, *session.engine, migration, rules,
        [&](const Message &message) { told += message.source(); }, context);
    return {told.join(u'\n'), !free && free.error().code == Error::Code::Refused};
}

} // namespace

/// Who would keep a migration's statements waiting is told before the first of them, and nobody else is.
class WhoWaitsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void namesWhoIsInTheWay_data() { eachRunnerServer(); }
    void namesWhoIsInTheWay();
    void saysNothingOfOthers_data() { eachRunnerServer(); }
    void saysNothingOfOthers();
    void readersAreInTheWayOfSomeLocksOnly();
    void seesWhoQueues();
    void knowsTheModesOfPostgresql_data();
    void knowsTheModesOfPostgresql();
    void tellsWhereNoLocksAreTold();
    void readsLocksOfMariadb_data();
    void readsLocksOfMariadb();
    void saysWhichGrantWouldShowMore_data();
    void saysWhichGrantWouldShowMore();
    void tellsOfNamedReplicas();
    void waitLimitsAreTimes();

private:
    EngineRegistry m_engines;
};

void WhoWaitsTest::namesWhoIsInTheWay()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Crowd crowd(m_engines, server, NameIndex);
    QCOMPARE(crowd.place.error, QString());
    QCOMPARE(crowd.stand(u"account"_s), QString());
    QStringList wanted{
        u"Statement 1 (CREATE INDEX account_name ON account (name)) "_s, u' ' + crowd.number() + u" of "_s};
    if (!crowd.place.isSqlite())
        wanted += {crowd.place.profile().user, u"UPDATE account SET name = 'b'"_s,
            (crowd.place.isPostgresql() ? u"pg_terminate_backend(%1) ends it"_s : u"KILL %1 ends it"_s)
                .arg(crowd.number())};

    const Answer refused = crowd.up({u"--wait-limit"_s, u"0s"_s});
    for (const QString &one : std::as_const(wanted))
        QVERIFY2(refused.err.contains(one), qPrintable(one + u"\nis not in:\n"_s + refused.err));
    QVERIFY2(refused.status == 4 && refused.err.contains("--allow WAITS"_L1), qPrintable(refused.err));
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Pending);

    const Answer shown = crowd.up({u"--dry-run"_s, u"--wait-limit"_s, u"0s"_s});
    QVERIFY2(shown.status == 0 && shown.err.contains(wanted.at(1)), qPrintable(shown.err));
    QVERIFY(shown.out.contains("CREATE INDEX account_name"_L1));
    QVERIFY(!shown.out.contains("would wait"_L1));

    const Answer tried = crowd.up(
        {u"--wait-limit"_s, u"0s"_s, u"--allow"_s, u"WAITS"_s, u"--lock-timeout"_s, u"1s"_s, u"--tries"_s, u"1"_s});
    QVERIFY2(tried.status == 3 && tried.err.contains(wanted.at(1)), qPrintable(tried.err)); // it did run, and waited
    QCOMPARE(runOne(crowd.other, u"ROLLBACK"_s), QString());
    const bool isPending = crowd.place.state(crowd.session, 2) == MigrationState::Pending;
    const Answer done =
        isPending ? crowd.up({u"--wait-limit"_s, u"0s"_s}) : runProgram(crowd.place.words({u"resume"_s}));
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Applied);
}

/// What is said beside the way back, the times and the backup of the migration itself.
static QString besideItself(const QString &said)
{
    static const QRegularExpression own(
        u"^  (002: |Point of no return: |A run that stops |No backup |Backup: |Brought back |No program |MariaDB's mysqldump|Nothing here writes backups)"_s);
    QStringList lines = said.split(u'\n', Qt::SkipEmptyParts);
    lines.removeIf([](const QString &line) { return line.contains(own); });
    return lines.join(u'\n');
}

/// Neither of a session that is at rest nor of one that works on another table; a young one that nobody can tell of
/// (MySQL 5.6) is not spoken of either.
void WhoWaitsTest::saysNothingOfOthers()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Crowd crowd(m_engines, server, NameIndex);
    QCOMPARE(crowd.place.error, QString());
    if (!crowd.place.isSqlite()) // whose file has one writer at a time
        QCOMPARE(crowd.stand(u"other"_s), QString());
    const bool isTold = server != "mysql56";
    const Answer shown = crowd.up({u"--dry-run"_s});
    QCOMPARE(besideItself(shown.err), QString());
    const Answer done = crowd.up(isTold ? QStringList{u"--wait-limit"_s, u"0s"_s} : QStringList());
    QCOMPARE(besideItself(done.err), QString());
    QCOMPARE(done.status, 0);
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Applied);
}

/// On PostgreSQL an index is made beside readers, and a column is not.
void WhoWaitsTest::readersAreInTheWayOfSomeLocksOnly()
{
    RELATA_REQUIRE_SERVER("postgresql18");
    Crowd crowd(m_engines, "postgresql18", NameIndex + u"\nALTER TABLE account ADD COLUMN age integer;"_s);
    QCOMPARE(crowd.place.error, QString());
    QCOMPARE(runAll(crowd.other, {u"BEGIN"_s, u"SELECT id FROM account"_s}), QString());
    WaitsRules rules;
    rules.refusal = 0ms;
    MigrationFile migration = crowd.place.migration(2);
    const auto [told, isRefused] = ask(crowd.session, migration, rules);
    QVERIFY2(
        isRefused && told.contains("Statement 2 (ALTER TABLE account ADD COLUMN age integer)"_L1), qPrintable(told));
    QVERIFY2(!told.contains("Statement 1"_L1), qPrintable(told));
    migration.up = NameIndex;
    QCOMPARE(ask(crowd.session, migration, rules), std::pair(QString(), false));
    rules.longTransaction = 0ms; // in nobody's way, and open
    const auto [open, isStopped] = ask(crowd.session, migration, rules);
    QVERIFY2(!isStopped && open.contains(u"Session %1 of "_s.arg(crowd.number())), qPrintable(open));
    QVERIFY2(open.contains("ends only behind it"_L1), qPrintable(open));
}

/// A session of a thread's own, whose statement lasts until this object goes.
class Busy {
public:
    Busy(const ConnectionProfile &profile, const EngineRegistry &engines, const QString &sql)
        : m_ended(std::async(std::launch::async, [&profile, &engines, sql, this] {
            Session session;
            const bool isOpen = session.open(profile, engines).has_value();
            m_interrupter.set_value(isOpen ? session.connection->interrupter() : nullptr);
            if (isOpen)
                (void)runOne(session, sql);
        }))
    { }
    ~Busy()
    {
        const std::shared_ptr<Interrupter> interrupter = m_interrupter.get_future().get();
        while (interrupter && m_ended.wait_for(20ms) != std::future_status::ready)
            interrupter->cancel(interrupter->running());
    }
    Q_DISABLE_COPY_MOVE(Busy)

private:
    std::promise<std::shared_ptr<Interrupter>> m_interrupter;
    std::future<void> m_ended;
};

/// Who waits already, and who works there, beside the one that keeps them all waiting.
void WhoWaitsTest::seesWhoQueues()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    Crowd crowd(m_engines, "postgresql15", u"ALTER TABLE account ADD COLUMN age integer;"_s);
    QCOMPARE(crowd.place.error, QString());
    QCOMPARE(crowd.stand(u"account"_s), QString());
    const auto count = [&](const QString &condition) {
        const auto rows = fetch(*crowd.session.connection,
            u"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND "_s
                + condition);
        return rows ? rows->number(0, 0) : -1;
    };
    const Busy reading(crowd.place.profile(), m_engines, u"SELECT pg_sleep(600) FROM account"_s);
    QTRY_COMPARE(count(u"wait_event = 'PgSleep'"_s), 1);
    const Busy waiting(crowd.place.profile(), m_engines, u"CREATE INDEX waiting ON account (name)"_s);
    QTRY_COMPARE(count(u"wait_event_type = 'Lock'"_s), 1);
    WaitsRules rules;
    const auto [told, isRefused] = ask(crowd.session, crowd.place.migration(2), rules);
    QVERIFY(!isRefused); // nobody for five minutes yet
    QCOMPARE(told.count(u'\n'), 3);
    QVERIFY2(
        told.contains("is idle in a transaction open for 0 s: UPDATE account SET name = 'b'"_L1), qPrintable(told));
    QVERIFY2(told.contains("has been at work for 0 s: SELECT pg_sleep(600) FROM account"_L1), qPrintable(told));
    QVERIFY2(told.contains("waits for a lock itself"_L1), qPrintable(told));
    QVERIFY2(told.contains("whoever needs account waits behind it; at work there now: session"_L1), qPrintable(told));
}

void WhoWaitsTest::knowsTheModesOfPostgresql_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "postgresql18"})
        QTest::newRow(server) << QByteArray(server);
}

/// Each mode against each, as the server itself answers.
void WhoWaitsTest::knowsTheModesOfPostgresql()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const Crowd crowd(m_engines, server, NameIndex);
    QCOMPARE(crowd.place.error, QString());
    const QStringList modes{u"ACCESS SHARE"_s, u"ROW SHARE"_s, u"ROW EXCLUSIVE"_s, u"SHARE UPDATE EXCLUSIVE"_s,
        u"SHARE"_s, u"SHARE ROW EXCLUSIVE"_s, u"EXCLUSIVE"_s, u"ACCESS EXCLUSIVE"_s};
    const WaitsPort &port = *waitsOf(*crowd.session.engine);
    for (const QString &held : modes) {
        QCOMPARE(runAll(crowd.other, {u"BEGIN"_s, u"LOCK TABLE account IN %1 MODE"_s.arg(held)}), QString());
        for (const QString &wanted : modes) {
            const Lock lock{.object = {Kind::Table, {QString(), u"account"_s}, {}},
                .level = LockLevel::BlocksAll,
                .engineName = wanted,
                .measured = false};
            const Result<ServerCrowd> seen = port.look(*crowd.session.connection, {lock});
            QVERIFY2(seen, seen ? "" : qPrintable(seen.error().text()));
            QStringList modesSeen;
            for (const LiveSession &one : seen->sessions) { // one that is just leaving holds nothing
                for (const LiveSession::Holding &holding : one.holdings)
                    modesSeen += holding.mode;
            }
            QCOMPARE(modesSeen.size(), 1);
            QCOMPARE(runOne(crowd.session, u"BEGIN"_s), QString());
            const QString refused = runOne(crowd.session, u"LOCK TABLE account IN %1 MODE NOWAIT"_s.arg(wanted));
            QCOMPARE(runOne(crowd.session, u"ROLLBACK"_s), QString());
            QVERIFY2(port.conflicts(wanted, modesSeen.first()) == !refused.isEmpty(),
                qPrintable(wanted + u" behind "_s + held + u": "_s + refused));
        }
        QCOMPARE(runOne(crowd.other, u"ROLLBACK"_s), QString());
    }
}

/// MySQL 5.6: whoever has a transaction open may be in the way, and that is what is said; of a table that the migration
/// makes itself nothing is.
void WhoWaitsTest::tellsWhereNoLocksAreTold()
{
    RELATA_REQUIRE_SERVER("mysql56");
    Crowd crowd(m_engines, "mysql56", NameIndex);
    QCOMPARE(crowd.place.error, QString());
    QCOMPARE(crowd.stand(u"other"_s), QString());
    WaitsRules rules;
    MigrationFile migration = crowd.place.migration(2);
    QCOMPARE(ask(crowd.session, migration, rules), std::pair(QString(), false));
    rules.refusal = 0ms;
    const auto [told, isRefused] = ask(crowd.session, migration, rules);
    QVERIFY2(isRefused && told.contains("may have to wait on account: this server does not tell"_L1), qPrintable(told));
    QVERIFY2(told.contains("UPDATE other SET name = 'b'"_L1), qPrintable(told));
    migration.up = u"CREATE TABLE fresh (id INTEGER); ALTER TABLE fresh ADD COLUMN age INTEGER;"_s;
    QCOMPARE(ask(crowd.session, migration, rules), std::pair(QString(), false));

    QCOMPARE(runOne(crowd.other, u"ROLLBACK"_s), QString());
    const Busy reading(crowd.place.profile(), m_engines, u"SELECT SLEEP(600) FROM account"_s);
    const auto running = [&] {
        const auto rows = fetch(*crowd.session.connection,
            u"SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'SELECT SLEEP%'"_s);
        return rows && !rows->isEmpty() ? rows->text(0, 0) : QString();
    };
    QTRY_VERIFY(!running().isEmpty());
    migration.up = NameIndex;
    const auto [work, isStopped] = ask(crowd.session, migration, rules);
    QVERIFY2(
        isStopped && work.contains("has been at work for 0 s: SELECT SLEEP(600) FROM account"_L1), qPrintable(work));
}

void WhoWaitsTest::readsLocksOfMariadb_data()
{
    QTest::addColumn<QString>("instrument");
    QTest::newRow("plugin") << u"NO"_s;
    QTest::newRow("performance schema") << u"YES"_s;
}

/// From its plugin or from performance_schema.metadata_locks, which MySQL has from 5.7 on, too: of transactions, of
/// LOCK TABLES, which begins none, and of a lock on everything.
void WhoWaitsTest::readsLocksOfMariadb()
{
    QFETCH(const QString, instrument);
    RELATA_REQUIRE_SERVER("mariadb");
    Crowd crowd(m_engines, "mariadb", NameIndex);
    QCOMPARE(crowd.place.error, QString());
    const QString turned =
        u"UPDATE performance_schema.setup_instruments SET enabled = '%1' WHERE name = 'wait/lock/metadata/sql/mdl'"_s;
    QCOMPARE(runOne(crowd.session, turned.arg(instrument)), QString());
    const auto off = qScopeGuard([&] { (void)runOne(crowd.session, turned.arg(u"NO"_s)); });
    WaitsRules rules;
    rules.refusal = 0ms;
    const QStringList harmless{u"BEGIN"_s, u"SELECT id FROM other"_s};
    const QList<QStringList> ways{
        {u"BEGIN"_s, u"SELECT id FROM account"_s}, {u"LOCK TABLES account READ"_s}, {u"FLUSH TABLES WITH READ LOCK"_s}};
    QCOMPARE(runAll(crowd.other, harmless), QString());
    QCOMPARE(ask(crowd.session, crowd.place.migration(2), rules), std::pair(QString(), false));
    for (const QStringList &way : ways) {
        QCOMPARE(runAll(crowd.other, way), QString());
        const auto [told, isRefused] = ask(crowd.session, crowd.place.migration(2), rules);
        QVERIFY2(
            isRefused && told.contains("would wait on account for session "_L1 + crowd.number()), qPrintable(told));
        QVERIFY2(told.contains(way.last()), qPrintable(told));
        QCOMPARE(runAll(crowd.other, {u"COMMIT"_s, u"UNLOCK TABLES"_s}), QString());
    }
    QCOMPARE(ask(crowd.session, crowd.place.migration(2), rules), std::pair(QString(), false));
}

void WhoWaitsTest::saysWhichGrantWouldShowMore_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QStringList>("make");
    QTest::addColumn<QString>("hint");
    QTest::addColumn<QString>("grant");
    QTest::addColumn<QString>("drop");
    for (const char *server : {"postgresql15", "postgresql18"})
        QTest::newRow(server) << QByteArray(server) << QStringList{u"CREATE ROLE %1 LOGIN"_s} << u"pg_read_all_stats"_s
                              << u"GRANT pg_monitor TO %1"_s << u"DROP ROLE %1"_s;
    for (const char *server : {"mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server)
                              << QStringList{u"CREATE USER '%1'@'%'"_s, u"GRANT ALL ON %2.* TO '%1'@'%'"_s}
                              << u"PROCESS on *.*"_s << u"GRANT PROCESS ON *.* TO '%1'@'%'"_s
                              << u"DROP USER '%1'@'%'"_s;
}

void WhoWaitsTest::saysWhichGrantWouldShowMore()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QStringList, make);
    QFETCH(const QString, hint);
    QFETCH(const QString, grant);
    QFETCH(const QString, drop);
    RELATA_REQUIRE_SERVER(server);
    Crowd crowd(m_engines, server, NameIndex);
    QCOMPARE(crowd.place.error, QString());
    const QString role = u"r%1"_s.arg(QCoreApplication::applicationPid());
    const auto gone = qScopeGuard([&] { (void)runOne(crowd.session, QString(drop).replace(u"%1"_s, role)); });
    for (QString sql : make)
        QCOMPARE(runOne(crowd.session, sql.replace(u"%1"_s, role).replace(u"%2"_s, crowd.place.profile().database)),
            QString());
    QCOMPARE(crowd.stand(u"account"_s), QString());
    ConnectionProfile profile = crowd.place.profile();
    profile.user = role;
    WaitsRules rules;
    rules.refusal = 1ms;
    {
        Session plain;
        const Result<> opened = plain.open(profile, m_engines);
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().text()));
        const auto [told, isRefused] = ask(plain, crowd.place.migration(2), rules);
        QVERIFY2(!isRefused && told.contains(hint), qPrintable(told));
        QVERIFY2(!told.contains("UPDATE account"_L1), qPrintable(told));
        if (crowd.place.isPostgresql()) // who holds what is shown to everyone
            QVERIFY2(told.contains(u"session %1 of "_s.arg(crowd.number())) && told.contains("is hidden from"_L1),
                qPrintable(told));
    }
    QCOMPARE(runOne(crowd.session, QString(grant).replace(u"%1"_s, role)), QString());
    rules.refusal = 0ms;
    Session trusted;
    QVERIFY(trusted.open(profile, m_engines));
    const auto [told, isRefused] = ask(trusted, crowd.place.migration(2), rules);
    QVERIFY2(
        isRefused && !told.contains(hint) && told.contains(u"session %1 of "_s.arg(crowd.number())), qPrintable(told));
}

/// Before anything runs, of those that a connection of the project names: this one copies nobody, and one is not there.
void WhoWaitsTest::tellsOfNamedReplicas()
{
    RELATA_REQUIRE_SERVER("mariadb");
    const RunnerPlace place(m_engines, "mariadb", {CrowdTables, NameIndex}, {});
    QCOMPARE(place.error, QString());
    ProjectConfig config;
    config.engine = "mariadb";
    config.connections = {place.profile()};
    config.connections.first().name = u"main"_s;
    config.connections.first().replicas = {place.profile(), *profileFromUrl(u"mysql://root@127.0.0.1:1/"_s)};
    config.connections.first().replicas.first().name = u"shadow"_s;
    QVERIFY(writeFiles({{place.projectFolder() + u"/relata.json"_s, writeProjectConfig(config)}}));
    for (const QStringList &more : {QStringList{u"--dry-run"_s}, QStringList()}) {
        const Answer up = runProgram(
            QStringList{u"migrate"_s, u"up"_s, u"--project"_s, place.projectFolder(), u"--target"_s, u"@main"_s}
            + more);
        QCOMPARE(up.status, 0);
        QCOMPARE(up.err.count("The replica shadow does not replicate (it copies no server)"_L1), 1);
        QCOMPARE(up.err.count("How far the replica mysql://root@127.0.0.1:1/ is behind could not be asked: "_L1), 1);
    }
}

void WhoWaitsTest::waitLimitsAreTimes()
{
    const RunnerPlace place(m_engines, {}, {CrowdTables}, {});
    QCOMPARE(place.error, QString());
    const Answer wrong = runProgram(place.words({u"up"_s, u"--wait-limit"_s, u"soon"_s}));
    QVERIFY2(wrong.status == 2 && wrong.err.contains("--wait-limit takes a time"_L1), qPrintable(wrong.err));
    QCOMPARE(runProgram(place.words({u"up"_s, u"--wait-limit"_s, u"none"_s})).status, 0);
}

RELATA_TEST(WhoWaitsTest)
#include "tst_who_waits.moc"
