#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/copy_swap.h"
#include "models/jobs/recipes/run_script.h"
#include "tests/app/copy_writer.h"
#include "tests/app/runner_place.h"
#include "tests/support/own_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDeadlineTimer>
#include <QScopeGuard>
#include <QTest>
#include <QThread>

#include <future>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

/// What fits no VARCHAR(4) NOT NULL, or no DECIMAL(9,1): as an error, and cut, rounded or ignored without one.
constexpr const char *Misfits[] = {"UPDATE item SET name = 'much too long' WHERE id = 7",
    "INSERT INTO item (id, name, n) VALUES (8, NULL, 1)", "UPDATE item SET id = -5, name = NULL WHERE id = 290",
    "UPDATE item SET amount = 1.25 WHERE id = 7", "SET sql_notes = 0; UPDATE item SET amount = 1.25 WHERE id = 7",
    "UPDATE IGNORE item SET name = NULL WHERE id = 7", "INSERT IGNORE INTO item (id, n) VALUES (-6, 1)",
    "SET SESSION sql_mode = ''; REPLACE INTO item (id, name, n) VALUES (-7, 'four ', 1)"};
constexpr auto Mended =
    "UPDATE item SET name = 'fine', amount = 2 WHERE name IS NULL OR LENGTH(name) > 4 OR amount <> 2";

const QString Waiting =
    u"SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '%TRUNCATE TABLE %.item' AND "
    "state LIKE 'Waiting for table%'"_s;

constexpr auto OldView = "START TRANSACTION WITH CONSISTENT SNAPSHOT";

/// What went wrong in statements of one transaction.
QString performAll(const Session &session, std::initializer_list<const char *> statements)
{
    QString trouble;
    for (const char *statement : statements) {
        if (const auto done = perform(*session.connection, QString::fromLatin1(statement)); !done)
            trouble += QLatin1StringView(statement) + u": "_s + done.error().text() + u'\n';
    }
    return trouble;
}

/// Two that listen to one run.
class Relay : public Listener {
public:
    Relay(QString word, std::function<void()> action, JobContext &next)
        : Listener(std::move(word), std::move(action))
        , m_next(next)
    { }
    void report(const Progress &progress) override
    {
        Listener::report(progress);
        m_next.report(progress);
    }

private:
    JobContext &m_next;
};

} // namespace

/// A copy takes its table's place only where it holds what the table holds, at that very instant.
class CopySwapTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void seesWhatIsWrittenBehind_data() { eachServer(); }
    void seesWhatIsWrittenBehind();
    void outlastsOldTransactions_data() { eachServer(); }
    void outlastsOldTransactions();
    void isNothingToOldTransactions_data() { eachServer(); }
    void isNothingToOldTransactions();
    void seesWhatTriggersDoNot_data() { eachServer(); }
    void seesWhatTriggersDoNot();
    void seesATableMadeAnew_data() { eachServer(); }
    void seesATableMadeAnew();
    void isOutrunByNobody_data() { eachServer(); }
    void isOutrunByNobody();
    void needsToSeeOthers_data() { eachServer(); }
    void needsToSeeOthers();

private:
    static void eachServer()
    {
        QTest::addColumn<QByteArray>("server");
        for (const char *server : {"mariadb", "mysql56"})
            QTest::newRow(server) << QByteArray(server);
    }

    EngineRegistry m_engines;
};

/// A value, or a row, that the new form does not take as it is, is written where the rows were compared already: the
/// tables do not change places until it is another.
void CopySwapTest::seesWhatIsWrittenBehind()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {fitting(300) + u"DELETE FROM item WHERE id = 8;"_s,
            u"-- relata:copy rows 50\nALTER TABLE item MODIFY name VARCHAR(4) NOT NULL, MODIFY amount DECIMAL(9,1);"_s},
        {}, false);
    QCOMPARE(place.error, QString());
    Session session, other;
    QVERIFY(session.open(place.profile(), m_engines) && other.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    bool isBegun = false;
    RunRules rules = place.rules();
    rules.allowsRows = true; // what is looked for before is no comparison
    const auto run = [&](JobContext &context) {
        return !std::exchange(isBegun, true) ? place.apply(session, 2, context, rules)
                                             : resumeMigration(*session.connection, place.profile(), *session.engine,
                                                 place.migration(2), context, rules);
    };
    for (const char *statement : Misfits) {
        QString trouble;
        Listener listener(u"comparing"_s, [&] { trouble = other.run(QString::fromLatin1(statement)); });
        const Result<> refused = run(listener);
        QCOMPARE(trouble, QString());
        QString why = refused ? QString() : refused.error().text();
        QVERIFY2(why.contains("While the rows of item were compared"_L1), qPrintable(why));
        const Result<> named = run(quiet);
        why = named ? QString() : named.error().text();
        QVERIFY2(why.contains("does not fit"_L1) || why.contains("would become others"_L1), qPrintable(why));
        QCOMPARE(other.run(QString::fromLatin1(Mended)), QString());
    }
    const Result<> done = run(quiet);
    QVERIFY2(done, qPrintable(done ? QString() : done.error().text()));
    QCOMPARE(answerOf(session, u"SELECT GROUP_CONCAT(id, name ORDER BY id) FROM item WHERE id < 0 OR id IN (7, 8)"_s),
        u"-7fine,-6fine,-5fine,7fine,8fine"_s);
    QCOMPARE(answerOf(session, u"SELECT COUNT(*) FROM item"_s), u"302"_s);
    QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 1 kept, 0 places"_s);
}

/// A transaction that sees the database as it was before the copy would fail where a trigger reads that.
void CopySwapTest::outlastsOldTransactions()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(
        m_engines, server, {fitting(30), u"-- relata:copy\nALTER TABLE item MODIFY n INT NOT NULL;"_s}, {}, false);
    QCOMPARE(place.error, QString());
    Session session, other;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(other.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    QCOMPARE(performAll(other, {"SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ", OldView}), QString());
    RunRules rules = place.rules();
    rules.waits.tries = 1;
    const Result<> refused = place.apply(session, 2, quiet, rules);
    QVERIFY(!refused);
    QVERIFY2(refused.error().text().contains("Transactions stay open"_L1), qPrintable(refused.error().text()));
    QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 0 kept, 0 places"_s);
    QCOMPARE(performAll(other, {"UPDATE item SET n = 2 WHERE id = 7", "DELETE FROM item WHERE id = 8", "COMMIT"}),
        QString());
    const Result<> done = resumeMigration(
        *session.connection, place.profile(), *session.engine, place.migration(2), quiet, place.rules());
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(answerOf(session, u"SELECT CONCAT(COUNT(*), ' ', SUM(n)) FROM item"_s), u"29 30"_s);
}

/// One that sees less of the copy than there is writes where rows were compared already, and some of it changes
/// nothing: that does not fail, and keeps nobody from swapping.
void CopySwapTest::isNothingToOldTransactions()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {fitting(300), u"-- relata:copy rows 50\nALTER TABLE item MODIFY n INT NOT NULL;"_s}, {}, false);
    QCOMPARE(place.error, QString());
    Session session, other;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(other.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    QCOMPARE(performAll(other, {"SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ"}), QString());
    QString trouble;
    Listener late(u"comparing the rows"_s, [&] {
        trouble += performAll(other,
            {"UPDATE item SET n = n WHERE id > 100", "UPDATE item SET n = 5 WHERE id = 101",
                "UPDATE IGNORE item SET id = 103 WHERE id = 102", "UPDATE item SET id = -1 WHERE id = 102",
                "DELETE FROM item WHERE id = 104", "INSERT INTO item (id, n) VALUES (-2, 2)", "COMMIT"});
    });
    Relay relay(
        u"copied so far"_s, [&] { trouble += performAll(other, {OldView}); }, late);
    const Result<> done = place.apply(session, 2, relay, place.rules());
    QCOMPARE(trouble, QString());
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(
        answerOf(session,
            u"SELECT GROUP_CONCAT(id, ':', n ORDER BY id) FROM item WHERE id NOT BETWEEN 1 AND 100 AND id < 106"_s),
        u"-2:2,-1:1,101:5,103:1,105:1"_s);
}

/// TRUNCATE goes past triggers: the rows that it took must not come back.
void CopySwapTest::seesWhatTriggersDoNot()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(
        m_engines, server, {fitting(300), u"-- relata:copy rows 50\nALTER TABLE item MODIFY n BIGINT;"_s}, {}, false);
    QCOMPARE(place.error, QString());
    Session session, other;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(other.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    for (const auto &[word, rows, sum] :
        {std::tuple("copied so far", "(1, 1), (900, 5)", "11,9005"), std::tuple("comparing", "(5, 5)", "55")}) {
        QString trouble;
        Listener listener(QString::fromLatin1(word), [&] {
            trouble = other.run(u"TRUNCATE TABLE item; INSERT INTO item (id, n) VALUES "_s + QLatin1StringView(rows));
        });
        const Result<> refused = place.apply(session, 2, listener, place.rules());
        QCOMPARE(trouble, QString());
        QVERIFY(!refused.has_value());
        QVERIFY2(refused.error().text().contains("somebody emptied"_L1), qPrintable(refused.error().text()));
        const Result<> back = rollBackPartial(*session.connection, place.profile(), place.profile(), *session.engine,
            place.timeline, place.migration(2), quiet, place.rules());
        QVERIFY2(back, back ? "" : qPrintable(back.error().text()));
        QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 0 kept, 0 places"_s);
        QCOMPARE(answerOf(session, u"SELECT GROUP_CONCAT(id, n) FROM item"_s), QString::fromLatin1(sum));
    }
}

/// Emptied behind the last comparison, with the same first and last row as before.
void CopySwapTest::seesATableMadeAnew()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(
        m_engines, server, {fitting(300), u"-- relata:copy rows 500\nALTER TABLE item MODIFY n BIGINT;"_s}, {}, false);
    QCOMPARE(place.error, QString());
    Session session, other;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(other.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    for (const char *table : {"_relata_copy_item", "item"}) {
        QString trouble;
        Listener listener(u"comparing"_s, [&] {
            trouble = other.run(
                u"TRUNCATE TABLE %1; INSERT INTO %1 (id, n) VALUES (1, 1), (300, 5)"_s.arg(QLatin1StringView(table)));
        });
        const Result<> refused = place.apply(session, 2, listener, place.rules());
        QCOMPARE(trouble, QString());
        QVERIFY2(!refused, table);
        QVERIFY2(refused.error().text().contains("somebody emptied"_L1), qPrintable(refused.error().text()));
        const Result<> back = rollBackPartial(*session.connection, place.profile(), place.profile(), *session.engine,
            place.timeline, place.migration(2), quiet, place.rules());
        QVERIFY2(back, back ? "" : qPrintable(back.error().text()));
        QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 0 kept, 0 places"_s);
    }
    QCOMPARE(answerOf(session, u"SELECT GROUP_CONCAT(id, n) FROM item"_s), u"11,3005"_s);
}

/// Somebody who is in another database waits to empty the table, and would do so before the names change: it is heard
/// behind a comment, too.
void CopySwapTest::isOutrunByNobody()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const OwnDatabase own(m_engines, server, {});
    ConnectionProfile elsewhere = own.profile;
    elsewhere.database = u"mysql"_s;
    Session session, other;
    QVERIFY(session.open(own.profile, m_engines));
    QVERIFY(other.open(elsewhere, m_engines));
    const CopyWork work{u"item"_s, u"_relata_copy_item"_s, u"_relata_kept_5e_item"_s, u"5e"_s, {}, {}, {}};
    const CopyPort &port = *session.engine->copy;
    QCOMPARE(session.run(u"CREATE TABLE item (id INT PRIMARY KEY) ENGINE=InnoDB; INSERT INTO item VALUES (1); "
                         "CREATE TABLE _relata_copy_item LIKE item; INSERT INTO _relata_copy_item VALUES (1)"_s),
        QString());
    QCOMPARE(session.run(port.makeNotes(work)), QString());
    std::future<bool> emptied;
    const auto truncate = [&]() -> Result<> {
        const QString sql = u"/* *tidy**\n */ -- all\nTRUNCATE TABLE %1.item"_s.arg(own.profile.database);
        emptied = std::async(std::launch::async, [&, sql] { return perform(*other.connection, sql).has_value(); });
        for (QDeadlineTimer late(30'000); !late.hasExpired() && answerOf(session, Waiting) != "1"_L1;)
            QThread::msleep(5);
        return {};
    };
    const auto swap = [&](const std::function<Result<>()> &check) {
        return swapTables(*session.connection, *session.engine, own.profile, work, std::chrono::seconds(20), check);
    };
    const Result<> refused = swap(truncate);
    QVERIFY(!refused);
    QVERIFY2(isPassing(refused.error()), qPrintable(refused.error().text()));
    QVERIFY2(refused.error().text().contains("comes first"_L1), qPrintable(refused.error().text()));
    QVERIFY(emptied.get());
    QCOMPARE(answerOf(session, u"SELECT COUNT(*) FROM item"_s), u"0"_s);
    const Result<> done = swap([] { return Result<>(); });
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(answerOf(session, u"SELECT COUNT(*) FROM item"_s), u"1"_s);
}

/// Without PROCESS neither is seen: refused before anything stands.
void CopySwapTest::needsToSeeOthers()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(
        m_engines, server, {fitting(3), u"-- relata:copy\nALTER TABLE item MODIFY n BIGINT;"_s}, {}, false);
    QCOMPARE(place.error, QString());
    Session session, limited;
    QVERIFY(session.open(place.profile(), m_engines));
    ConnectionProfile profile = place.profile();
    profile.user = u"blind"_s + QString::number(QCoreApplication::applicationPid() % 100'000);
    const QString user = u'\'' + profile.user + u"'@'127.0.0.1'"_s;
    QCOMPARE(session.run(u"CREATE USER "_s + user + u"; GRANT ALL ON "_s + profile.database + u".* TO "_s + user),
        QString());
    const auto dropped = qScopeGuard([&] { (void)session.run(u"DROP USER "_s + user); });
    QVERIFY(limited.open(profile, m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    const Result<> refused =
        applyMigration(*limited.connection, profile, *limited.engine, place.migration(2), quiet, place.rules());
    QVERIFY(!refused);
    QVERIFY2(refused.error().text().contains("A grant of PROCESS"_L1), qPrintable(refused.error().text()));
    QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 0 kept, 0 places"_s);
    QCOMPARE(session.run(u"GRANT PROCESS ON *.* TO "_s + user), QString());
    QVERIFY(limited.open(profile, m_engines));
    const Result<> done =
        resumeMigration(*limited.connection, profile, *limited.engine, place.migration(2), quiet, place.rules());
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
}

RELATA_TEST(CopySwapTest)
#include "tst_copy_swap.moc"
