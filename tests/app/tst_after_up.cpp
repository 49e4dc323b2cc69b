#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/after_up.h"
#include "models/jobs/recipes/watch_waits.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <future>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int RowCount = 3000, Wait = 30'000;

const QString Tables = u"CREATE TABLE account (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(20), note VARCHAR(20));\n"
                       "CREATE INDEX account_code ON account (code);\n"
                       "CREATE TABLE pace (seconds INTEGER);\nINSERT INTO pace VALUES (0);"_s;
const QString ByCode = u"SELECT a.note FROM account AS a WHERE a.code = 'c17'"_s;

/// A database with so many rows, to which the first of these migrations is applied and the second is not.
class Shop {
public:
    Shop(const EngineRegistry &engines, const QByteArray &server, const QString &up, const QString &down = {})
        : place(engines, server, {Tables, up}, {QString(), down})
    {
        QStringList rows;
        for (int i = 0; i < RowCount; ++i)
            rows += u"(%1, 'c%1', 'n')"_s.arg(i);
        if (!session.open(place.profile(), engines))
            place.error += u"cannot connect"_s;
        else if (const Result<> done = place.apply(session, 1, context, RunRules()); !done)
            place.error += done.error().text();
        else
            place.error += session.run(u"INSERT INTO account VALUES "_s + rows.join(u',') + u";\nANALYZE "_s
                + (server.startsWith("m") ? u"TABLE account"_s : u"account"_s));
    }

    void save(const QString &name, const QString &sql)
    {
        if (!writeFile(place.projectFolder() + u"/queries/%1.sql"_s.arg(name), sql.toUtf8()))
            place.error += u"cannot write "_s + name;
        queries.insert(name, sql);
    }
    Answer up(const QStringList &more = {}) const
    {
        return runProgram(place.words(QStringList{u"up"_s, u"--watch"_s} + more));
    }
    Answer watch(const QStringList &more = {}) const { return runProgram(place.words(QStringList{u"watch"_s} + more)); }
    qint64 number(const QString &query) const
    {
        const auto rows = fetch(*session.connection, query);
        return rows ? rows->number(0, 0) : -1;
    }

    /// Looks, applies the second migration and looks again; what was found, a line each.
    QStringList found(const WatchRules &rules = {})
    {
        const WatchSnapshot about = watchedBy(queries, {place.migration(2)}, place.timeline, *session.engine);
        const auto before = takeSnapshot(place.profile(), *session.engine, about, rules, context);
        if (!before)
            return {before.error().text()};
        if (const Result<> done = place.apply(session, 2, context, RunRules()); !done)
            return {done.error().text()};
        const auto after = takeSnapshot(place.profile(), *session.engine, *before, rules, context);
        if (!after)
            return {after.error().text()};
        QStringList result;
        for (const WatchFinding &one : compareSnapshots(*before, *after, *session.engine, rules))
            result += QString::fromLatin1(one.finding.code) + u": "_s + one.finding.message.source();
        return result;
    }

    QuietContext context;
    RunnerPlace place;
    Session session;
    QMap<QString, QString> queries;
};

QString dropIndex(const QByteArray &server)
{
    return u"DROP INDEX account_code%1;"_s.arg(server.startsWith("m") ? u" ON account"_s : QString());
}

/// A query that takes ten minutes once the row of "pace" says so.
QString slow(const QByteArray &server)
{
    if (server.isEmpty())
        return u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < (SELECT max(seconds) * "
               "3000000 FROM pace)) SELECT count(*) FROM n"_s;
    return server.startsWith("postgresql") ? u"SELECT pg_sleep(seconds) FROM pace"_s
                                           : u"SELECT SLEEP(seconds) FROM pace"_s;
}

/// What looks tell of waits and deadlocks, far enough apart for InnoDB, which shows what it showed a moment ago.
QString waitsSeen(const Shop &shop, std::optional<qint64> deadlocks = {})
{
    QuietContext context;
    QStringList told;
    const Result<> done = watchWaits(
        *shop.session.connection, *shop.session.engine, deadlocks, 300ms,
        [&](const Message &message) { told += message.source(); }, context);
    return done ? told.join(u'\n') : done.error().text();
}

QString run(const Session &session, const QString &sql)
{
    const auto done = perform(*session.connection, sql);
    return done ? QString() : done.error().text();
}

/// In turn; what went wrong, or nothing.
QString runAll(const Session &session, const QStringList &statements)
{
    QString result;
    for (const QString &sql : statements)
        result += run(session, sql);
    return result;
}

} // namespace

/// What migrations made worse is found by looking at the database before and after them.
class AfterUpTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void findsAnIndexThatIsMissed_data() { eachServer(); }
    void findsAnIndexThatIsMissed();
    void findsAQueryThatFails_data() { eachServer(); }
    void findsAQueryThatFails();
    void findsNothingWithoutHarm_data() { eachServer(); }
    void findsNothingWithoutHarm();
    void runsNothingThatWrites_data() { eachServer(); }
    void runsNothingThatWrites();
    void stopsSlowQueries_data() { eachServer(); }
    void stopsSlowQueries();
    void findsRowsThatAreGone_data() { eachServer(); }
    void findsRowsThatAreGone();
    void saysNothingOfRowsThatAreDeleted();
    void estimatesLargeTables_data() { eachServer(); }
    void estimatesLargeTables();
    void findsWhatWasNotValidated();
    void findsOrphans();
    void seesWhoWaits_data() { eachDatabaseServer(); }
    void seesWhoWaits();
    void seesDeadlocks_data();
    void seesDeadlocks();
    void saysWhenNobodyLooked();
    void stopsWhenAsked();

private:
    static void eachDatabaseServer()
    {
        QTest::addColumn<QByteArray>("server");
        for (const char *server : {"postgresql15", "postgresql18", "mariadb", "mysql56"})
            QTest::newRow(server) << QByteArray(server);
    }
    static void eachServer()
    {
        eachDatabaseServer();
        QTest::newRow("sqlite") << QByteArray();
    }

    EngineRegistry m_engines;
};

void AfterUpTest::findsAnIndexThatIsMissed()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Shop shop(m_engines, server, dropIndex(server), u"CREATE INDEX account_code ON account (code);"_s);
    shop.save(u"by_code"_s, u"-- of one account\n"_s + ByCode + u";\n"_s);
    QCOMPARE(shop.place.error, QString());
    const Answer up = shop.up();
    QVERIFY2(up.status == 0, qPrintable(up.out + up.err));
    QVERIFY2(up.out.contains(u"warning UP-SCAN: Query “by_code” found its rows of a"_s)
            && up.out.contains("(account_code), and reads all of 3,000 rows now"_L1),
        qPrintable(up.out + up.err));
    const QString before = up.out.section(u"plan before:"_s, 1).section(u"plan now:"_s, 0, 0);
    const QString now = up.out.section(u"plan now:"_s, 1);
    QVERIFY2(before.contains("account_code"_L1) && !now.contains("using account_code"_L1), qPrintable(up.out));
    QVERIFY2(now.contains("to take it back: relata migrate down --to 001 --project"_L1), qPrintable(up.out));
    QVERIFY(QFile::exists(watchFolder(shop.place.projectFolder()) + u"/.gitignore"_s));

    const Answer again = shop.watch({u"--format"_s, u"json"_s, u"--check"_s});
    const QJsonObject json = QJsonDocument::fromJson(again.out.toUtf8()).object();
    QCOMPARE(again.status, 1);
    QCOMPARE(json.value("format"_L1).toString(), u"relata.watch/1"_s);
    QCOMPARE(json.value("queries"_L1).toInt(), 1);
    QCOMPARE(json.value("findings"_L1).toArray().size(), 1);
    const QJsonObject finding = json.value("findings"_L1)[0].toObject();
    QCOMPARE(finding.value("code"_L1).toString(), u"UP-SCAN"_s);
    QCOMPARE(finding.value("query"_L1).toString(), u"by_code"_s);
    QVERIFY(finding.value("planBefore"_L1).toString().contains("account_code"_L1));
    QVERIFY(!finding.value("planNow"_L1).toString().isEmpty());

    const Answer down = runProgram(shop.place.words({u"down"_s, u"--to"_s, u"001"_s}));
    QVERIFY2(down.status == 0, qPrintable(down.err));
    const Answer well = shop.watch({u"--check"_s});
    QVERIFY2(well.status == 0 && well.out.contains("0 findings"_L1), qPrintable(well.out + well.err));
}

void AfterUpTest::findsAQueryThatFails()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Shop shop(m_engines, server, u"ALTER TABLE account DROP COLUMN note;"_s);
    shop.save(u"notes"_s, ByCode);
    shop.save(u"codes"_s, u"SELECT max(code) FROM account"_s);
    shop.save(u"broken"_s, u"SELECT nothing FROM nowhere"_s);
    QCOMPARE(shop.place.error, QString());
    const QStringList found = shop.found();
    QVERIFY2(found.size() == 1
            && found.first().startsWith(u"UP-FAILS: Query “notes” worked before the migrations, and fails now: "_s)
            && found.first().contains("a.note"_L1),
        qPrintable(found.join(u'\n')));
}

void AfterUpTest::findsNothingWithoutHarm()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Shop shop(m_engines, server, u"CREATE TABLE other (id INTEGER);\nALTER TABLE account ADD COLUMN age INTEGER;"_s);
    shop.save(u"by_code"_s, ByCode);
    shop.save(u"two"_s, u"SELECT count(*) FROM account;\nSELECT max(code) FROM account;"_s);
    shop.save(u"asked"_s, u"SELECT note FROM account WHERE code = "_s + (server.startsWith("p") ? u"$1"_s : u"?"_s));
    QCOMPARE(shop.place.error, QString());
    const Answer up = shop.up();
    QVERIFY2(up.status == 0 && up.out.contains("looked back: 3 queries and 1 tables, 0 findings"_L1),
        qPrintable(up.out + up.err));
    QVERIFY2(up.err.contains(u"query “asked” is not run: it has parameters"_s), qPrintable(up.err));
    QVERIFY(!up.out.contains("take it back"_L1));
}

/// Neither what its text shows to write nor what a function hides.
void AfterUpTest::runsNothingThatWrites()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Shop shop(m_engines, server, u"CREATE TABLE other (id INTEGER);"_s);
    shop.save(u"purge"_s, u"DELETE FROM account"_s);
    shop.save(u"mixed"_s, u"SELECT 1;\nUPDATE account SET note = 'x';"_s);
    shop.save(u"hidden"_s, u"WITH gone AS (DELETE FROM account RETURNING id) SELECT count(*) FROM gone"_s);
    shop.save(u"locking"_s, u"SELECT id FROM account FOR UPDATE"_s);
    if (shop.place.isPostgresql()) // what no rollback takes back
        shop.place.error += runAll(shop.session,
            {u"CREATE SEQUENCE trace"_s,
                u"CREATE FUNCTION grow() RETURNS bigint LANGUAGE sql AS $$SELECT nextval('trace')$$"_s});
    else if (!server.isEmpty())
        shop.place.error += runAll(shop.session,
            {u"CREATE TABLE trace (id INTEGER) ENGINE=MyISAM"_s,
                u"CREATE FUNCTION grow() RETURNS INTEGER MODIFIES SQL DATA BEGIN INSERT INTO trace VALUES (1); RETURN "
                "1; END"_s});
    if (!server.isEmpty())
        shop.save(u"calling"_s, u"SELECT grow()"_s);
    QCOMPARE(shop.place.error, QString());
    const Answer up = shop.up();
    QVERIFY2(up.status == 0 && up.out.contains("0 findings"_L1), qPrintable(up.out + up.err));
    for (const QString &name : {u"purge"_s, u"mixed #2"_s, u"hidden"_s, u"locking"_s})
        QVERIFY2(up.err.contains(u"query “%1” is not run: it may write"_s.arg(name)), qPrintable(up.err));
    QVERIFY2(server.isEmpty() || up.err.contains(u"query “calling” fails already"_s), qPrintable(up.err));
    QCOMPARE(shop.number(u"SELECT count(*) FROM account WHERE note = 'n'"_s), RowCount);
    if (!server.isEmpty())
        QCOMPARE(
            shop.number(u"SELECT count(*) FROM trace"_s + (shop.place.isPostgresql() ? u" WHERE is_called"_s : u""_s)),
            0);
}

/// After two seconds here; one that was quick before is told.
void AfterUpTest::stopsSlowQueries()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Shop shop(m_engines, server, u"UPDATE pace SET seconds = 600;"_s);
    shop.save(u"slow"_s, slow(server));
    shop.save(u"quick"_s, u"SELECT seconds FROM pace"_s);
    QCOMPARE(shop.place.error, QString());
    WatchRules rules;
    rules.bound = 2s;
    const QStringList found = shop.found(rules);
    QVERIFY2(found.size() == 1 && found.first().startsWith(u"UP-SLOW: Query “slow” took "_s)
            && found.first().contains("was stopped now after"_L1),
        qPrintable(found.join(u'\n')));
}

void AfterUpTest::findsRowsThatAreGone()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const QString rebuilt = u"CREATE TABLE fresh (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(20), note "
                            "VARCHAR(20));\nINSERT INTO fresh SELECT * FROM account WHERE id < 2000;\nDROP TABLE "
                            "account;\nALTER TABLE fresh RENAME TO account;"_s;
    Shop shop(m_engines, server, rebuilt);
    QCOMPARE(shop.place.error, QString());
    QCOMPARE(shop.found(),
        QStringList{u"UP-ROWS: account has 2,000 rows, and had 3,000 before the migrations, none of which says that it "
                    "deletes rows."_s});
}

void AfterUpTest::saysNothingOfRowsThatAreDeleted()
{
    Shop shop(m_engines, {}, u"DELETE FROM account WHERE id < 1000;"_s);
    QCOMPARE(shop.place.error, QString());
    QCOMPARE(shop.found(), QStringList());
}

void AfterUpTest::estimatesLargeTables()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    Shop shop(m_engines, server, u"ALTER TABLE account ADD COLUMN age INTEGER;"_s);
    QCOMPARE(shop.place.error, QString());
    WatchRules rules;
    rules.countLimit = 100;
    const WatchSnapshot about = watchedBy({}, {shop.place.migration(2)}, shop.place.timeline, *shop.session.engine);
    const auto seen = takeSnapshot(shop.place.profile(), *shop.session.engine, about, rules, shop.context);
    QVERIFY2(seen, seen ? "" : qPrintable(seen.error().text()));
    const WatchedTable table = seen->tables.value(u"account"_s);
    QVERIFY(table.isTouched && !table.isExact);
    QVERIFY2(server.isEmpty() ? table.rows == 100 : table.rows > 2000 && table.rows < 4500,
        qPrintable(QString::number(table.rows)));
}

void AfterUpTest::findsWhatWasNotValidated()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    Shop shop(m_engines, "postgresql15",
        u"ALTER TABLE account ADD CONSTRAINT named CHECK (note IS NOT NULL) NOT VALID;\n"
        "ALTER TABLE pace ADD CONSTRAINT slow CHECK (seconds < 900);"_s);
    QCOMPARE(shop.place.error, QString());
    QCOMPARE(run(shop.session, u"ALTER TABLE account ADD CONSTRAINT old CHECK (id > 0) NOT VALID"_s), QString());
    QCOMPARE(shop.found(),
        QStringList{u"UP-UNCHECKED: account.named was not validated: rows that stood before it may not keep to it."_s});
}

/// SQLite, which looks at references only where it is told to.
void AfterUpTest::findsOrphans()
{
    Shop shop(m_engines, {}, u"DELETE FROM account WHERE id < 10;"_s);
    QCOMPARE(shop.place.error, QString());
    QCOMPARE(shop.session.run(u"CREATE TABLE bill (account INTEGER REFERENCES account (id));\n"
                              "INSERT INTO bill VALUES (4), (5), (20)"_s),
        QString());
    const WatchSnapshot about = watchedBy({}, {shop.place.migration(2)}, shop.place.timeline, *shop.session.engine);
    const auto before = takeSnapshot(shop.place.profile(), *shop.session.engine, about, {}, shop.context);
    QVERIFY(before);
    QCOMPARE(shop.session.run(u"PRAGMA foreign_keys = OFF;\nDELETE FROM account WHERE id < 10"_s), QString());
    const auto after = takeSnapshot(shop.place.profile(), *shop.session.engine, *before, {}, shop.context);
    QVERIFY(after);
    const QList<WatchFinding> found = compareSnapshots(*before, *after, *shop.session.engine, {});
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().finding.message.source(),
        u"Rows whose foreign key finds no parent: 2 now, and 0 before the migrations."_s);
}

void AfterUpTest::seesWhoWaits()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const Shop shop(m_engines, server, dropIndex(server));
    QCOMPARE(shop.place.error, QString());
    QCOMPARE(waitsSeen(shop), QString());
    Session holder, waiter;
    QVERIFY(holder.open(shop.place.profile(), m_engines) && waiter.open(shop.place.profile(), m_engines));
    QCOMPARE(run(holder, u"BEGIN"_s), QString());
    QCOMPARE(run(holder, u"UPDATE account SET note = 'held' WHERE id = 7"_s), QString());
    const auto waiting =
        std::async(std::launch::async, [&] { return run(waiter, u"UPDATE account SET note = 'late' WHERE id = 7"_s); });
    QString seen;
    QTRY_VERIFY_WITH_TIMEOUT(!(seen = waitsSeen(shop)).isEmpty(), Wait);
    QCOMPARE(run(holder, u"COMMIT"_s), QString());
    QVERIFY2(seen.contains("waits for a lock with: UPDATE account SET note = 'late' WHERE id = 7. In its way: "
                           "session "_L1),
        qPrintable(seen));
}

/// MySQL 5.6 has a counter that stands still.
void AfterUpTest::seesDeadlocks_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "postgresql18", "mariadb"})
        QTest::newRow(server) << QByteArray(server);
}

void AfterUpTest::seesDeadlocks()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    Shop shop(m_engines, server, dropIndex(server));
    QCOMPARE(shop.place.error, QString());
    const auto before = takeSnapshot(shop.place.profile(), *shop.session.engine, {}, {}, shop.context);
    QVERIFY(before && before->deadlocks);
    Session one, other;
    QVERIFY(one.open(shop.place.profile(), m_engines) && other.open(shop.place.profile(), m_engines));
    const QString change = u"UPDATE account SET note = 'x' WHERE id = %1"_s;
    for (const auto &[session, id] : {std::pair(&one, 1), std::pair(&other, 2)}) {
        QCOMPARE(run(*session, u"BEGIN"_s), QString());
        QCOMPARE(run(*session, change.arg(id)), QString());
    }
    auto crossing = std::async(std::launch::async, [&] {
        const QString wrong = run(one, change.arg(2));
        (void)run(one, u"ROLLBACK"_s);
        return wrong;
    });
    const QString wrong = run(other, change.arg(1));
    (void)run(other, u"ROLLBACK"_s);
    QVERIFY(QString(crossing.get() + wrong).contains("deadlock"_L1, Qt::CaseInsensitive));
    QTRY_VERIFY_WITH_TIMEOUT(
        waitsSeen(shop, before->deadlocks).contains("Deadlocks that the server has broken up since: "_L1), Wait);
}

void AfterUpTest::saysWhenNobodyLooked()
{
    const Shop shop(m_engines, {}, dropIndex({}));
    QCOMPARE(shop.place.error, QString());
    const Answer none = shop.watch();
    QVERIFY2(none.status == 4 && none.err.contains("relata migrate up --watch"_L1), qPrintable(none.err));
    QCOMPARE(shop.watch({u"--for"_s, u"soon"_s}).status, 2);
    const Answer plain = runProgram(shop.place.words({u"up"_s}));
    QVERIFY2(plain.status == 0 && !plain.out.contains("looked back"_L1), qPrintable(plain.out + plain.err));
    QVERIFY(!QFile::exists(watchFolder(shop.place.projectFolder())));
}

/// A query in the midst of its run, and a watch that would last an hour.
void AfterUpTest::stopsWhenAsked()
{
    class Stopper : public JobContext {
    public:
        void report(const Progress &) override { isAsked = true; }
        bool stopRequested() const override { return isAsked; }
        std::atomic<bool> isAsked = false;
    };
    Shop shop(m_engines, {}, u"UPDATE pace SET seconds = 600;"_s);
    QCOMPARE(shop.place.error, QString());
    QCOMPARE(shop.session.run(u"UPDATE pace SET seconds = 600"_s), QString());
    const WatchSnapshot about =
        watchedBy({{u"slow"_s, slow({})}}, {shop.place.migration(2)}, shop.place.timeline, *shop.session.engine);
    WatchRules rules;
    rules.bound = 1h;
    Stopper first, second;
    const auto seen = takeSnapshot(shop.place.profile(), *shop.session.engine, about, rules, first);
    QVERIFY(!seen && seen.error().code == Error::Code::Cancelled);
    const Result<> watched = watchWaits(
        *shop.session.connection, *shop.session.engine, {}, 1h, [](const Message &) {}, second);
    QVERIFY(!watched && watched.error().code == Error::Code::Cancelled);
}

RELATA_TEST(AfterUpTest)
#include "tst_after_up.moc"
