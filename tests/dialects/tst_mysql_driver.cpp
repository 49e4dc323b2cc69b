#include "dialects/mysql/driver.h"
#include "models/engine/server_info.h"
#include "tests/dialects/mysql_support.h"
#include "tests/support/silent_listener.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

#include <array>
#include <numeric>
#include <thread>

using namespace Qt::StringLiterals;

namespace relata {

using namespace relata::tests;

namespace {

/// Keeps each result of a statement.
class AllResults : public RowSink {
public:
    void columns(const QList<ResultColumn> &columns) override { heads += columns; }
    bool page(RowPage page) override
    {
        pageRows += page.rowCount();
        largest = std::max(largest, page.bytes.size());
        last = std::move(page);
        return pageRows.size() < stopAfterPages;
    }
    void notice(const QString &text) override { notices += text; }
    void finished(const ResultSummary &summary) override { summaries += summary; }

    QList<QList<ResultColumn>> heads;
    QList<qsizetype> pageRows;
    QList<ResultSummary> summaries;
    QStringList notices;
    RowPage last;
    qsizetype largest = 0, stopAfterPages = 1'000'000;
};

/// Rows of one page, once.
class OnePage : public RowSource {
public:
    explicit OnePage(RowPage page)
        : m_page(std::move(page))
    { }
    std::optional<RowPage> next() override { return std::exchange(m_page, std::nullopt); }

private:
    std::optional<RowPage> m_page;
};

Error openingFails(const ConnectionProfile &profile)
{
    const Result<std::unique_ptr<Connection>> opened = mysql::MysqlDriver().open(profile);
    return opened ? Error() : opened.error();
}

} // namespace

class MysqlDriverTest : public QObject {
    Q_OBJECT

private:
    static void eachServer()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::newRow("mariadb") << QByteArray("mariadb");
        QTest::newRow("mysql56") << QByteArray("mysql56");
    }

private slots:
    void saysWhichServerItIs_data() { eachServer(); }
    void saysWhichServerItIs()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        const bool mariaDb = server == "mariadb";
        for (const bool bySocket : {false, true}) {
            ConnectionProfile profile = mysqlProfile(server, bySocket);
            profile.engine = mariaDb ? "mysql" : "mariadb"; // the URL may be wrong
            const auto connection = openMysql(profile);
            QCOMPARE(connection->server().engine, mariaDb ? QByteArray("mariadb") : QByteArray("mysql"));
            QVERIFY(connection->server().version >= (mariaDb ? 101100 : 50600));
            QVERIFY(connection->server().versionText.startsWith(mariaDb ? u"10.11."_s : u"5.6."_s));
        }
    }

    void runsManyStatementsAtOnce_data() { eachServer(); }
    void runsManyStatementsAtOnce()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        const auto connection = openMysql(mysqlProfile(server));
        QStringList statements;
        for (int i = 0; i < 500; ++i)
            statements += u"SELECT %1, REPEAT('x', 1000) -- and no more"_s.arg(i);
        const Result<std::vector<Rows>> all = fetchAll(*connection, statements);
        QVERIFY2(all.has_value(), all ? "" : qPrintable(all.error().text()));
        QCOMPARE(all->size(), std::size_t(500));
        for (int i = 0; i < 500; ++i)
            QCOMPARE(all->at(std::size_t(i)).number(0, 0), i);
        // The first that fails is the last that runs.
        const Result<std::vector<Rows>> failed =
            fetchAll(*connection, {u"SELECT @a := 1"_s, u"SELECT nothing"_s, u"SELECT @a := 2"_s});
        QVERIFY(!failed.has_value());
        QCOMPARE(failed.error().sqlState, u"42S22"_s);
        QCOMPARE(fetch(*connection, u"SELECT @a"_s)->number(0, 0), 1);
        // What is one statement stays one.
        QVERIFY(!fetch(*connection, u"SELECT 1; SELECT 2"_s).has_value());
        // More than one packet of them.
        const qint64 limit = connection->server().settings.value("max_allowed_packet").toLongLong();
        const QStringList large(5, u"SELECT LENGTH('%1')"_s.arg(QString(limit / 3, u'x')));
        const Result<std::vector<Rows>> lengths = fetchAll(*connection, large);
        QVERIFY2(lengths.has_value(), lengths ? "" : qPrintable(lengths.error().text()));
        QCOMPARE(lengths->back().number(0, 0), limit / 3);
    }

    void waitsForAnAnswerBeyondTheConnectTimeout_data() { eachServer(); }
    void waitsForAnAnswerBeyondTheConnectTimeout()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        for (const bool bySocket : {false, true}) {
            ConnectionProfile profile = mysqlProfile(server, bySocket);
            profile.connectTimeout = std::chrono::seconds(1);
            const auto connection = openMysql(profile);
            QVERIFY(runs(*connection, u"SELECT SLEEP(2)"_s));
        }
    }

    void answersWithTypes_data() { eachServer(); }
    void answersWithTypes()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        QVERIFY(runs(c,
            u"CREATE TABLE t (a INT UNSIGNED, b TINYINT(1), c DECIMAL(20,4), d DOUBLE, e VARCHAR(20) CHARACTER SET "
            u"utf8, "
            u"f BLOB, g DATETIME, h ENUM('x','y'), i BIT(4), j TEXT CHARACTER SET utf8mb4, k BINARY(2), l TIME)"_s));
        QVERIFY(runs(c,
            u"INSERT INTO t VALUES (1, 1, 12345.6789, 0.5, 'żółw', x'00ff', '2024-02-29 12:00:00', 'y', b'1010', "
            u"'𝄞 clef', x'0102', '11:12:13'), (NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL)"_s));
        const Value none = qint64(0);
        for (const bool bound : {false, true}) {
            const QString query = bound ? u"SELECT * FROM t WHERE ? = 0"_s : u"SELECT * FROM t"_s;
            const auto parameters = bound ? std::span<const Value>(&none, 1) : std::span<const Value>();
            const Result<Rows> rows = fetch(c, query, parameters);
            QVERIFY2(rows.has_value(), rows ? "" : qPrintable(rows.error().text()));
            QCOMPARE(rows->count, 2);
            QStringList names, texts;
            for (int i = 0; i < rows->columns.size(); ++i) {
                names += rows->columns.at(i).typeName;
                QVERIFY(rows->isNull(1, i));
                QVERIFY(!rows->isNull(0, i));
            }
            QCOMPARE(names.join(u' '),
                u"int unsigned tinyint(1) decimal double varchar blob datetime enum bit text binary time"_s);
            for (const int i : {0, 1, 2, 3, 4, 6, 7, 9, 11})
                texts += rows->text(0, i);
            QCOMPARE(texts,
                QStringList({u"1"_s, u"1"_s, u"12345.6789"_s, u"0.5"_s, u"żółw"_s, u"2024-02-29 12:00:00"_s, u"y"_s,
                    u"𝄞 clef"_s, u"11:12:13"_s}));
            QCOMPARE(rows->bytes(0, 5).toByteArray(), QByteArray("\0\xff", 2));
            QVERIFY(rows->pages.front().isBytes(0, 5));
            QVERIFY(!rows->pages.front().isBytes(0, 9));
            QCOMPARE(rows->bytes(0, 10).toByteArray(), QByteArray("\1\2", 2));
        }
    }

    void bindsParameters_data() { eachServer(); }
    void bindsParameters()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        const QString tricky = u"it's \"quoted\" \\ and ? 𝄞"_s;
        const QByteArray bytes("\0\x1a'\\", 4);
        const std::array<Value, 6> values{Value(tricky), Value(bytes), Value(qint64(-9007199254740993)), Value(0.25),
            Value(true), Value(std::monostate())};
        const Result<Rows> rows = fetch(c, u"SELECT ?, ?, ?, ?, ?, ?"_s, values);
        QVERIFY2(rows.has_value(), rows ? "" : qPrintable(rows.error().text()));
        QCOMPARE(rows->text(0, 0), tricky);
        QCOMPARE(rows->bytes(0, 1).toByteArray(), bytes);
        QCOMPARE(rows->number(0, 2), qint64(-9007199254740993));
        QCOMPARE(rows->text(0, 3).toDouble(), 0.25);
        QVERIFY(rows->truth(0, 4));
        QVERIFY(rows->isNull(0, 5));
        const QString longText(100'000, u'ż');
        const Value large = longText;
        const Result<Rows> longRow = fetch(c, u"SELECT ?, 7"_s, std::span(&large, 1));
        QVERIFY(longRow.has_value());
        QCOMPARE(longRow->text(0, 0), longText);
        QCOMPARE(longRow->number(0, 1), 7);
        QVERIFY(!fetch(c, u"SELECT ?, ?"_s, std::span(&large, 1)).has_value());
        QCOMPARE(fetch(c, u"SELECT 1"_s)->number(0, 0), 1);
    }

    void sendsPages_data() { eachServer(); }
    void sendsPages()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        QVERIFY(runs(c,
            u"CREATE TABLE n (i INT PRIMARY KEY AUTO_INCREMENT, t CHAR(100) DEFAULT 'a text of some length that fills several pages of rows')"_s));
        QVERIFY(runs(c, u"INSERT INTO n (t) VALUES (DEFAULT)"_s));
        for (int i = 0; i < 13; ++i)
            QVERIFY(runs(c, u"INSERT INTO n (t) SELECT t FROM n"_s));
        AllResults all;
        QVERIFY(c.execute(u"SELECT * FROM n"_s, {}, all).has_value());
        QCOMPARE(all.pageRows.first(), RowPage::FirstPageRows);
        QVERIFY(all.pageRows.size() > 2);
        QVERIFY(all.largest <= RowPage::MaximumBytes);
        QCOMPARE(std::accumulate(all.pageRows.begin(), all.pageRows.end(), qsizetype(0)), 8192);
        QCOMPARE(all.summaries.first().rows, 8192);
        AllResults first;
        first.stopAfterPages = 1;
        QVERIFY(c.execute(u"SELECT * FROM n"_s, {}, first).has_value());
        QCOMPARE(first.pageRows, QList<qsizetype>{RowPage::FirstPageRows});
        QCOMPARE(first.summaries.first().rows, 8192);
        QCOMPARE(fetch(c, u"SELECT COUNT(*) FROM n"_s)->number(0, 0), 8192);
    }

    void givesAllResultsOfACall_data() { eachServer(); }
    void givesAllResultsOfACall()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        QVERIFY(runs(c, u"CREATE PROCEDURE p(n INT) BEGIN SELECT n AS a; SELECT n + 1 AS b, 'x' AS c; DO 0; END"_s));
        const Value seven = qint64(7);
        for (const bool bound : {false, true}) {
            AllResults all;
            const auto parameters = bound ? std::span<const Value>(&seven, 1) : std::span<const Value>();
            QVERIFY(c.execute(bound ? u"CALL p(?)"_s : u"CALL p(7)"_s, parameters, all).has_value());
            QCOMPARE(all.heads.size(), 2);
            QCOMPARE(all.heads.at(1).size(), 2);
            QCOMPARE(all.last.text(0, 0), u"8"_s);
            QCOMPARE(all.summaries.size(), 3);
        }
        QVERIFY(!c.execute(u"SELECT 1; SELECT 2"_s, {}, *std::make_unique<AllResults>()).has_value());
    }

    void deliversWarnings_data() { eachServer(); }
    void deliversWarnings()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        AllResults all;
        QVERIFY(database.connection().execute(u"DROP TABLE IF EXISTS nothing_here"_s, {}, all).has_value());
        QCOMPARE(all.notices.size(), 1);
        QVERIFY2(all.notices.first().startsWith("Note 1051: "_L1), qPrintable(all.notices.first()));
    }

    void pointsAtErrors_data()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::addColumn<QString>("statement");
        QTest::addColumn<QString>("state");
        QTest::addColumn<int>("position");
        for (const QByteArray server : {"mariadb", "mysql56"}) {
            const auto row = [&](const char *name, const QString &sql, const QString &state, qsizetype position) {
                QTest::addRow("%s %s", server.constData(), name) << server << sql << state << int(position);
            };
            const QString lines = u"SELECT 'żółw', '𝄞',\n       2\nFORM dual"_s;
            row("second word", u"SELEC 1"_s, u"42000"_s, 0);
            row("third line", lines, u"42000"_s, lines.indexOf(u"dual"_s));
            row("end", u"SELECT 1 +"_s, u"42000"_s, 10);
            row("unknown column", u"SELECT 1,\n nothing FROM (SELECT 1 AS a) AS t"_s, u"42S22"_s, 11);
            row("unknown table", u"SELECT * FROM `nothing`"_s, u"42S02"_s, 15);
            const QString wide = u"SELECT '"_s + QString(200, u'ż') + u"' FROM FROM t"_s + QString(100, u' ') + u"x"_s;
            row("after wide characters", wide, u"42000"_s, wide.lastIndexOf(u"FROM"_s));
            row("no place", u"SELECT (SELECT 1 UNION SELECT 2)"_s, u"21000"_s, -1);
        }
    }
    void pointsAtErrors()
    {
        QFETCH(const QByteArray, server);
        QFETCH(const QString, statement);
        QFETCH(const QString, state);
        QFETCH(const int, position);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        const Result<Rows> rows = fetch(database.connection(), statement);
        QVERIFY(!rows.has_value());
        QCOMPARE(rows.error().sqlState, state);
        QCOMPARE(int(rows.error().position.value_or(-1)), position);
        QVERIFY(rows.error().code == Error::Code::Sql);
    }

    void tellsTransactions_data() { eachServer(); }
    void tellsTransactions()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        QVERIFY(runs(c, u"CREATE TABLE t (a INT PRIMARY KEY) ENGINE=InnoDB"_s));
        QVERIFY(c.transaction() == TransactionState::None);
        QVERIFY(runs(c, u"START TRANSACTION"_s));
        QVERIFY(c.transaction() == TransactionState::Open);
        QVERIFY(!fetch(c, u"SELEC"_s).has_value());
        QVERIFY(c.transaction() == TransactionState::Open);
        QVERIFY(runs(c, u"INSERT INTO t VALUES (1)"_s));
        QVERIFY(runs(c, u"CREATE TEMPORARY TABLE tmp (a INT)"_s));
        QVERIFY(runs(c, u"SET SESSION sql_mode = 'ANSI_QUOTES'"_s));
        QVERIFY(c.reset().has_value());
        QVERIFY(c.transaction() == TransactionState::None);
        QCOMPARE(fetch(c, u"SELECT COUNT(*) FROM t"_s)->number(0, 0), 0);
        QVERIFY(!fetch(c, u"SELECT * FROM tmp"_s).has_value());
        QCOMPARE(fetch(c, u"SELECT \"text\""_s)->text(0, 0), u"text"_s);
        QCOMPARE(fetch(c, u"SELECT @@character_set_client"_s)->text(0, 0), u"utf8mb4"_s);
    }

    void loadsRows_data() { eachServer(); }
    void loadsRows()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        QVERIFY(runs(c, u"CREATE TABLE `odd ``name` (a INT PRIMARY KEY, b VARCHAR(50), c BLOB) ENGINE=InnoDB"_s));
        RowPage page;
        page.columnCount = 3;
        for (int i = 0; i < 30'000; ++i) {
            page.append(QByteArray::number(i));
            page.append(QByteArray("it's \\ " + QByteArray::number(i)));
            i % 3 ? page.append(QByteArray("\0'", 2), true) : page.appendNull();
        }
        OnePage source(page);
        const Result<qint64> loaded = c.load({u"odd `name"_s}, {u"a"_s, u"b"_s, u"c"_s}, source);
        QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(loaded.error().text()));
        QCOMPARE(*loaded, 30'000);
        const Result<Rows> rows = fetch(c,
            u"SELECT COUNT(*), COUNT(c), MAX(b), HEX(MAX(c)) FROM `odd ``name` WHERE b = CONCAT('it''s \\\\ ', a)"_s);
        QCOMPARE(rows->number(0, 0), 30'000);
        QCOMPARE(rows->number(0, 1), 20'000);
        QCOMPARE(rows->text(0, 3), u"0027"_s);
        OnePage again(page); // the same keys: all or nothing
        QVERIFY(runs(c, u"DELETE FROM `odd ``name` WHERE a < 29000"_s));
        QVERIFY(!c.load({u"odd `name"_s}, {u"a"_s, u"b"_s, u"c"_s}, again).has_value());
        QCOMPARE(fetch(c, u"SELECT COUNT(*) FROM `odd ``name`"_s)->number(0, 0), 1000);
    }

    void survivesTheLossOfItsConnection_data() { eachServer(); }
    /// Several, side by side in memory, so that the allocator notices a library that writes into what it has let go.
    void survivesTheLossOfItsConnection()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        std::vector<std::unique_ptr<Connection>> lost;
        for (int i = 0; i < 20; ++i) {
            lost.push_back(openMysql(mysqlProfile(server, i % 2 == 0)));
            const QString number = fetch(*lost.back(), u"SELECT CONNECTION_ID()"_s)->text(0, 0);
            QVERIFY(runs(database.connection(), u"KILL "_s + number));
            QTRY_VERIFY_WITH_TIMEOUT(
                fetch(database.connection(), u"SELECT 1 FROM information_schema.processlist WHERE id = "_s + number)
                    ->isEmpty(),
                60'000);
        }
        for (const auto &connection : lost) {
            const Result<> reset = connection->reset();
            QVERIFY(!reset.has_value());
            QVERIFY2(reset.error().code == Error::Code::ConnectionLost, qPrintable(reset.error().text()));
            QVERIFY(!connection->isAlive());
            QVERIFY(!fetch(*connection, u"SELECT 1"_s).has_value());
        }
    }

    void cancels_data()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::addColumn<QString>("statement");
        for (const QByteArray server : {"mariadb", "mysql56"}) {
            QTest::addRow("%s sleep", server.constData()) << server << u"SELECT SLEEP(100)"_s;
            QTest::addRow("%s benchmark", server.constData())
                << server << u"SELECT BENCHMARK(100000000000, MD5('x'))"_s;
            QTest::addRow("%s rows", server.constData())
                << server
                << u"SELECT a.*, b.* FROM information_schema.collations a, information_schema.collations b, "
                   u"information_schema.collations c, information_schema.collations d"_s;
        }
    }
    void cancels()
    {
        QFETCH(const QByteArray, server);
        QFETCH(const QString, statement);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        const std::shared_ptr<Interrupter> interrupter = c.interrupter();
        QCOMPARE(interrupter->running(), quint64(0));
        std::thread canceller([&] {
            quint64 execution = 0;
            while (!(execution = interrupter->running()))
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            interrupter->cancel(execution + 1); // another one: nothing happens
            interrupter->cancel(execution);
        });
        AllResults all;
        const Result<> done = c.execute(statement, {}, all);
        canceller.join();
        QVERIFY(!done.has_value());
        QVERIFY2(done.error().code == Error::Code::Cancelled, qPrintable(done.error().text()));
        QVERIFY(c.isAlive());
        for (int i = 0; i < 20; ++i)
            QCOMPARE(fetch(c, u"SELECT %1"_s.arg(i))->number(0, 0), i);
        interrupter->cancel(1); // long ended
        QCOMPARE(fetch(c, u"SELECT 1"_s)->number(0, 0), 1);
    }

    void namesTheCauseWhenItCannotConnect_data() { eachServer(); }
    void namesTheCauseWhenItCannotConnect()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        const ConnectionProfile good = mysqlProfile(server);
        const auto message = [](const ConnectionProfile &profile) { return openingFails(profile).message.source(); };
        ConnectionProfile bad = good;
        bad.host = u"nowhere.invalid"_s;
        QCOMPARE(message(bad), u"No host of the name nowhere.invalid is known."_s);
        bad = good;
        bad.port = 1;
        QCOMPARE(message(bad), u"Nothing listens at 127.0.0.1:1."_s);
        bad = mysqlProfile(server, true);
        bad.socket += u".none"_s;
        QCOMPARE(message(bad), u"Nothing listens at %1."_s.arg(bad.socket));
        bad = good;
        bad.database = u"no_such_database"_s;
        QCOMPARE(message(bad), u"There is no database no_such_database on 127.0.0.1:%1."_s.arg(good.port));
        bad = good;
        bad.user = u"nobody_here"_s;
        bad.password = Secret(u"secret-word"_s);
        const Error refused = openingFails(bad);
        QVERIFY(refused.code == Error::Code::Authentication);
        QVERIFY(!refused.text().contains(u"secret-word"_s));
        bad = good;
        bad.parameters.insert(u"ssl-mode"_s, u"REQUIRED"_s); // these servers have no certificate
        QCOMPARE(message(bad), u"The server at 127.0.0.1:%1 offers no encrypted connection."_s.arg(good.port));
    }

    void doesNotWaitForASilentServer()
    {
        const SilentListener listener;
        ConnectionProfile profile;
        profile.engine = "mysql";
        profile.host = u"127.0.0.1"_s;
        profile.port = listener.port;
        profile.user = u"root"_s;
        profile.connectTimeout = std::chrono::seconds(1);
        QCOMPARE(openingFails(profile).message.source(),
            u"The server at 127.0.0.1:%1 did not answer in time."_s.arg(listener.port));
    }

    void keepsReadOnlySessionsFromWriting_data() { eachServer(); }
    void keepsReadOnlySessionsFromWriting()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        QVERIFY(runs(database.connection(), u"CREATE TABLE t (a INT) ENGINE=InnoDB"_s));
        ConnectionProfile profile = database.profile();
        profile.readOnly = true;
        const auto reader = openMysql(profile);
        QVERIFY(!fetch(*reader, u"INSERT INTO t VALUES (1)"_s).has_value());
        QVERIFY(!fetch(*reader, u"DROP TABLE t"_s).has_value());
        QCOMPARE(fetch(*reader, u"SELECT COUNT(*) FROM t"_s)->number(0, 0), 0);
    }
};

RELATA_TEST(MysqlDriverTest)

} // namespace relata

#include "tst_mysql_driver.moc"
