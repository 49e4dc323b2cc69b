#include "dialects/sqlite/driver.h"
#include "models/engine/connection_profile.h"
#include "models/engine/fetch.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <numeric>
#include <thread>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {

/// Counts pages and cancels from another thread once the first one is here.
class PageWatcher : public RowSink {
public:
    void columns(const QList<ResultColumn> &) override { ++results; }
    bool page(RowPage page) override
    {
        sizes += page.rowCount();
        largest = std::max(largest, page.bytes.size());
        if (onPage)
            onPage();
        return wanted;
    }
    void notice(const QString &) override { }
    void finished(const ResultSummary &done) override { summary = done; }

    int results = 0;
    QList<qsizetype> sizes;
    qsizetype largest = 0;
    bool wanted = true;
    std::function<void()> onPage;
    ResultSummary summary;
};

class OnePage : public RowSource {
public:
    explicit OnePage(RowPage page)
        : m_page(std::move(page))
    { }
    std::optional<RowPage> next() override { return std::exchange(m_page, std::nullopt); }

private:
    std::optional<RowPage> m_page;
};

} // namespace

class SqliteDriverTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString file(const QString &name) const { return m_folder.filePath(name); }
    static Result<std::unique_ptr<Connection>> open(
        const QString &database, const QMap<QString, QString> &parameters = {}, bool readOnly = false)
    {
        ConnectionProfile profile;
        profile.engine = "sqlite";
        profile.database = database;
        profile.parameters = parameters;
        profile.readOnly = readOnly;
        return sqlite::SqliteDriver().open(profile);
    }
    std::unique_ptr<Connection> created(const QString &name, const QMap<QString, QString> &parameters = {}) const
    {
        QMap<QString, QString> all = parameters;
        all.insert(u"mode"_s, u"rwc"_s);
        Result<std::unique_ptr<Connection>> connection = open(file(name), all);
        return connection ? std::move(*connection) : nullptr;
    }

private slots:
    void keepsEveryStorageClass();
    void bindsEveryValue();
    void keepsLongTextAndDigits();
    void sendsTheFirstPageEarlyAndBoundsTheOthers();
    void saysHowManyRowsWereWritten();
    void pointsAtTheError();
    void namesTheConstraint();
    void takesOneStatementOnly();
    void cancelStopsARunningStatement();
    void cancelOfAnEndedStatementDoesNothing();
    void cancelEndsAWaitForALock();
    void abandonEndsEverything();
    void givesUpWaitingAfterItsTime();
    void refusesToWriteWhenReadOnly();
    void createsAFileOnlyWhenAsked();
    void namesWhatIsWrongWithAFile_data();
    void namesWhatIsWrongWithAFile();
    void namesTheFileThatIsDamagedFurtherIn();
    void saysThatTheDiskIsFull();
    void checksForeignKeysUnlessToldNotTo();
    void resetForgetsTheSession();
    void loadsRowsInOneTransaction();
    void knowsItsTransaction();
    void sharesADatabaseInMemory();
};

void SqliteDriverTest::keepsEveryStorageClass()
{
    auto connection = open(u":memory:"_s);
    QVERIFY(connection);
    const Result<Rows> rows = fetch(
        **connection, u"SELECT 42, -1.5, 'text', x'00ff41', NULL, '', x'', 1e300, 9223372036854775807, 0.1, 3.0"_s);
    QVERIFY(rows);
    const RowPage &page = rows->pages.front();
    QCOMPARE(page.text(0, 0), u"42"_s);
    QCOMPARE(page.text(0, 1), u"-1.5"_s);
    QCOMPARE(page.text(0, 2), u"text"_s);
    QCOMPARE(page.view(0, 3).toByteArray(), QByteArray::fromHex("00ff41"));
    QVERIFY(page.isBytes(0, 3) && !page.isBytes(0, 2));
    QVERIFY(page.isNull(0, 4) && !page.isNull(0, 5) && !page.isNull(0, 6));
    QCOMPARE(page.text(0, 7).toDouble(), 1e300);
    QCOMPARE(page.text(0, 8), u"9223372036854775807"_s);
    QCOMPARE(page.text(0, 9), u"0.1"_s);
    QCOMPARE(page.text(0, 10), u"3.0"_s);
    const std::vector<quint8> storage{1, 2, 3, 4, 5, 3, 4, 2, 1, 2, 2};
    QVERIFY(page.storage == storage);
}

void SqliteDriverTest::bindsEveryValue()
{
    auto connection = open(u":memory:"_s);
    const std::vector<Value> values{
        std::monostate(), true, qint64(-7), 2.5, u"ü'\""_s, QByteArray("\0\1", 2), QByteArray()};
    const Result<Rows> rows =
        fetch(**connection, u"SELECT typeof(?1), typeof(?2), ?3, ?4, ?5, hex(?6), typeof(?7)"_s, values);
    QVERIFY(rows);
    const QStringList expected{u"null"_s, u"integer"_s, u"-7"_s, u"2.5"_s, u"ü'\""_s, u"0001"_s, u"blob"_s};
    for (int i = 0; i < expected.size(); ++i)
        QCOMPARE(rows->text(0, i), expected.at(i));
    const Result<Rows> tooFew = fetch(**connection, u"SELECT ?, ?"_s, std::vector<Value>{qint64(1)});
    QVERIFY(!tooFew);
    QCOMPARE(tooFew.error().code, Error::Code::Usage);
}

void SqliteDriverTest::keepsLongTextAndDigits()
{
    auto connection = open(u":memory:"_s);
    const QString text = u"äöü€😀"_s.repeated(200'000);
    const double number = 0.1 + 0.2;
    const Result<Rows> rows = fetch(**connection, u"SELECT ?, ?"_s, std::vector<Value>{text, number});
    QVERIFY(rows);
    QVERIFY(rows->text(0, 0) == text);
    QCOMPARE(rows->text(0, 1), u"0.30000000000000004"_s);
}

void SqliteDriverTest::sendsTheFirstPageEarlyAndBoundsTheOthers()
{
    auto connection = open(u":memory:"_s);
    PageWatcher watcher;
    const QString numbers = u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
                            "SELECT i, 'row number ' || i FROM n"_s;
    QVERIFY((*connection)->execute(numbers, {}, watcher));
    QCOMPARE(watcher.results, 1);
    QCOMPARE(watcher.sizes.first(), RowPage::FirstPageRows);
    QCOMPARE(std::accumulate(watcher.sizes.begin(), watcher.sizes.end(), qsizetype(0)), 100'000);
    QVERIFY(watcher.largest <= RowPage::MaximumBytes && watcher.largest > RowPage::MaximumBytes / 2);
    QCOMPARE(watcher.summary.rows, 100'000);
}

void SqliteDriverTest::saysHowManyRowsWereWritten()
{
    auto connection = open(u":memory:"_s);
    QCOMPARE(perform(**connection, u"CREATE TABLE t(a)"_s)->rows, -1);
    const Result<ResultSummary> inserted = perform(**connection, u"/* three */ INSERT INTO t VALUES (1), (2), (3)"_s);
    QCOMPARE(inserted->rows, 3);
    QCOMPARE(inserted->tag, u"INSERT"_s);
    QCOMPARE(perform(**connection, u"UPDATE t SET a = 0 WHERE a > 99"_s)->rows, 0);
    QCOMPARE(perform(**connection, u"DELETE FROM t WHERE a > 1 RETURNING a"_s)->rows, 2);
    QCOMPARE(perform(**connection, u"-- nothing\n"_s)->rows, -1);
}

void SqliteDriverTest::pointsAtTheError()
{
    auto connection = open(u":memory:"_s);
    const QString text = u"SELECT 'ä€😀', nowhere"_s;
    const Result<Rows> rows = fetch(**connection, text);
    QVERIFY(!rows);
    QCOMPARE(rows.error().code, Error::Code::Sql);
    QCOMPARE(rows.error().sqlState, u"SQLITE_ERROR"_s);
    QVERIFY(rows.error().position);
    QCOMPARE(*rows.error().position, text.indexOf(u"nowhere"_s));
    QVERIFY(rows.error().detail.contains(u"nowhere"_s));
}

void SqliteDriverTest::namesTheConstraint()
{
    auto connection = open(u":memory:"_s);
    QVERIFY(perform(**connection, u"CREATE TABLE p(id INTEGER PRIMARY KEY, n NOT NULL, c CHECK (c > 0), u UNIQUE)"_s));
    QVERIFY(perform(**connection, u"CREATE TABLE f(p REFERENCES p)"_s));
    QVERIFY(perform(**connection, u"INSERT INTO p VALUES (1, 1, 1, 1)"_s));
    const auto state = [&](const QString &sql) { return perform(**connection, sql).error().sqlState; };
    QCOMPARE(state(u"INSERT INTO p VALUES (1, 1, 1, 2)"_s), u"SQLITE_CONSTRAINT_PRIMARYKEY"_s);
    QCOMPARE(state(u"INSERT INTO p VALUES (2, NULL, 1, 2)"_s), u"SQLITE_CONSTRAINT_NOTNULL"_s);
    QCOMPARE(state(u"INSERT INTO p VALUES (2, 1, 0, 2)"_s), u"SQLITE_CONSTRAINT_CHECK"_s);
    QCOMPARE(state(u"INSERT INTO p VALUES (2, 1, 1, 1)"_s), u"SQLITE_CONSTRAINT_UNIQUE"_s);
    QCOMPARE(state(u"INSERT INTO f VALUES (9)"_s), u"SQLITE_CONSTRAINT_FOREIGNKEY"_s);
}

void SqliteDriverTest::takesOneStatementOnly()
{
    auto connection = open(u":memory:"_s);
    QVERIFY(perform(**connection, u"SELECT 1; -- and nothing more\n;"_s));
    const Result<ResultSummary> two = perform(**connection, u"CREATE TABLE a(x); CREATE TABLE b(x)"_s);
    QVERIFY(!two);
    QCOMPARE(two.error().code, Error::Code::Usage);
    QCOMPARE(fetch(**connection, u"SELECT count(*) FROM sqlite_schema"_s)->number(0, 0), 0);
}

void SqliteDriverTest::cancelStopsARunningStatement()
{
    auto connection = open(u":memory:"_s);
    const std::shared_ptr<Interrupter> interrupter = (*connection)->interrupter();
    QCOMPARE(interrupter->running(), quint64(0));
    PageWatcher watcher;
    std::thread canceller;
    watcher.onPage = [&] {
        if (!canceller.joinable())
            canceller = std::thread([&] { interrupter->cancel(interrupter->running()); });
    };
    const Result<> endless =
        (*connection)
            ->execute(
                u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"_s, {}, watcher);
    canceller.join();
    QVERIFY(!endless);
    QCOMPARE(endless.error().code, Error::Code::Cancelled);
    QVERIFY(fetch(**connection, u"SELECT 1"_s));
}

void SqliteDriverTest::cancelOfAnEndedStatementDoesNothing()
{
    auto connection = open(u":memory:"_s);
    const std::shared_ptr<Interrupter> interrupter = (*connection)->interrupter();
    PageWatcher watcher;
    quint64 execution = 0;
    watcher.onPage = [&] { execution = interrupter->running(); };
    QVERIFY((*connection)->execute(u"SELECT 1"_s, {}, watcher));
    QVERIFY(execution != 0);
    interrupter->cancel(execution);
    watcher.onPage = [&] { interrupter->cancel(execution); };
    QVERIFY((*connection)->execute(u"SELECT 2"_s, {}, watcher));
}

void SqliteDriverTest::cancelEndsAWaitForALock()
{
    auto holder = created(u"wait.db"_s);
    auto waiter = created(u"wait.db"_s, {{u"busy_timeout"_s, u"600000"_s}});
    QVERIFY(perform(*holder, u"CREATE TABLE t(a)"_s));
    QVERIFY(perform(*holder, u"BEGIN IMMEDIATE"_s));
    const std::shared_ptr<Interrupter> interrupter = waiter->interrupter();
    std::thread canceller([&] {
        while (!interrupter->running())
            std::this_thread::yield();
        interrupter->cancel(interrupter->running());
    });
    const Result<ResultSummary> blocked = perform(*waiter, u"INSERT INTO t VALUES (1)"_s);
    canceller.join();
    QVERIFY(!blocked);
    QCOMPARE(blocked.error().code, Error::Code::Cancelled);
    QVERIFY(perform(*holder, u"COMMIT"_s));
    QVERIFY(perform(*waiter, u"INSERT INTO t VALUES (1)"_s));
}

void SqliteDriverTest::abandonEndsEverything()
{
    auto connection = open(u":memory:"_s);
    const std::shared_ptr<Interrupter> interrupter = (*connection)->interrupter();
    PageWatcher watcher;
    watcher.onPage = [&] { interrupter->abandon(); };
    const Result<> endless =
        (*connection)
            ->execute(
                u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"_s, {}, watcher);
    QVERIFY(!endless);
    QCOMPARE(endless.error().code, Error::Code::ConnectionLost);
    QVERIFY(!(*connection)->isAlive());
    QCOMPARE((*connection)->transaction(), TransactionState::Unknown);
    connection->reset();
    interrupter->cancel(1); // outlives its connection
    QCOMPARE(interrupter->running(), quint64(0));
}

void SqliteDriverTest::givesUpWaitingAfterItsTime()
{
    auto holder = created(u"busy.db"_s);
    auto waiter = created(u"busy.db"_s, {{u"busy_timeout"_s, u"20"_s}});
    QVERIFY(perform(*holder, u"CREATE TABLE t(a)"_s));
    QVERIFY(perform(*holder, u"BEGIN IMMEDIATE"_s));
    Result<ResultSummary> blocked = perform(*waiter, u"INSERT INTO t VALUES (1)"_s);
    QVERIFY(!blocked);
    QCOMPARE(blocked.error().code, Error::Code::LockTimeout);
    QVERIFY(perform(*waiter, u"PRAGMA busy_timeout = 1"_s));
    blocked = perform(*waiter, u"INSERT INTO t VALUES (1)"_s);
    QCOMPARE(blocked.error().code, Error::Code::LockTimeout);
}

void SqliteDriverTest::refusesToWriteWhenReadOnly()
{
    QVERIFY(perform(*created(u"ro.db"_s), u"CREATE TABLE t(a)"_s));
    auto connection = open(file(u"ro.db"_s), {}, true);
    QVERIFY(connection);
    const Result<ResultSummary> written = perform(**connection, u"INSERT INTO t VALUES (1)"_s);
    QVERIFY(!written);
    QCOMPARE(written.error().code, Error::Code::Refused);
    QVERIFY(fetch(**connection, u"SELECT * FROM t"_s));
}

void SqliteDriverTest::createsAFileOnlyWhenAsked()
{
    const auto refused = open(file(u"new.db"_s));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Error::Code::File);
    QVERIFY(!QFile::exists(file(u"new.db"_s)));
    const Result<ConnectionProfile> profile = profileFromUrl(u"sqlite:"_s + file(u"new.db"_s) + u"?mode=rwc"_s);
    QVERIFY(profile);
    auto connection = sqlite::SqliteDriver().open(*profile);
    QVERIFY(connection);
    QVERIFY(perform(**connection, u"CREATE TABLE t(a)"_s));
    QVERIFY(QFile::exists(file(u"new.db"_s)));
}

void SqliteDriverTest::namesWhatIsWrongWithAFile_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("words");
    QTest::newRow("missing") << u"missing.db"_s << u"does not exist"_s;
    QTest::newRow("folder") << u"."_s << u"is a folder"_s;
    QTest::newRow("text") << u"text.db"_s << u"is not an SQLite database"_s;
    QTest::newRow("damaged") << u"damaged.db"_s << u"is damaged"_s;
    QTest::newRow("locked") << u"locked.db"_s << u"is locked"_s;
}

void SqliteDriverTest::namesWhatIsWrongWithAFile()
{
    QFETCH(QString, name);
    QFETCH(QString, words);
    QFile text(file(u"text.db"_s));
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write(QByteArray("This is not a database. ").repeated(100));
    text.close();
    QFile::remove(file(u"damaged.db"_s));
    QVERIFY(perform(*created(u"damaged.db"_s), u"CREATE TABLE IF NOT EXISTS t(a)"_s));
    QFile damaged(file(u"damaged.db"_s));
    QVERIFY(damaged.open(QIODevice::ReadWrite));
    damaged.seek(100);
    damaged.write(QByteArray(2000, '\xfe'));
    damaged.close();
    auto holder = created(u"locked.db"_s);
    QVERIFY(perform(*holder, u"BEGIN EXCLUSIVE"_s));
    const auto connection = open(file(name), {{u"busy_timeout"_s, u"1"_s}});
    QVERIFY(!connection);
    QVERIFY2(connection.error().message.source().contains(words), qPrintable(connection.error().text()));
    QVERIFY(connection.error().message.source().contains(file(name)));
}

/// What opens well and is met by a statement.
void SqliteDriverTest::namesTheFileThatIsDamagedFurtherIn()
{
    const QString path = file(u"rotten.db"_s);
    {
        auto connection = created(u"rotten.db"_s);
        QVERIFY(perform(*connection, u"CREATE TABLE t(a)"_s));
        QVERIFY(perform(*connection, u"INSERT INTO t VALUES (zeroblob(100)), (zeroblob(100))"_s));
    }
    QFile rotten(path);
    QVERIFY(rotten.open(QIODevice::ReadWrite));
    QVERIFY(rotten.seek(4096)); // the table's own page
    rotten.write(QByteArray(4096, '\xfe'));
    rotten.close();
    const auto connection = open(path, {});
    QVERIFY(connection);
    const Result<ResultSummary> read = perform(**connection, u"SELECT * FROM t"_s);
    QVERIFY(!read);
    QCOMPARE(read.error().code, Error::Code::File);
    QVERIFY2(read.error().text().contains(path), qPrintable(read.error().text()));
}

void SqliteDriverTest::saysThatTheDiskIsFull()
{
    auto connection = created(u"full.db"_s);
    QVERIFY(perform(*connection, u"CREATE TABLE t(a)"_s));
    QVERIFY(perform(*connection, u"PRAGMA max_page_count = 3"_s));
    const Result<ResultSummary> written = perform(*connection, u"INSERT INTO t VALUES (zeroblob(1000000))"_s);
    QVERIFY(!written);
    QCOMPARE(written.error().code, Error::Code::File);
    QVERIFY(written.error().message.source().contains(u"full"_s));
    QCOMPARE(fetch(*connection, u"SELECT count(*) FROM t"_s)->number(0, 0), 0);
}

void SqliteDriverTest::checksForeignKeysUnlessToldNotTo()
{
    const auto answer = [](const QMap<QString, QString> &parameters) {
        auto connection = open(u":memory:"_s, parameters);
        return fetch(**connection, u"PRAGMA foreign_keys"_s)->number(0, 0);
    };
    QCOMPARE(answer({}), 1);
    QCOMPARE(answer({{u"foreign_keys"_s, u"off"_s}}), 0);
}

void SqliteDriverTest::resetForgetsTheSession()
{
    auto connection = created(u"reset.db"_s);
    QVERIFY(perform(*connection, u"CREATE TABLE t(a)"_s));
    QVERIFY(perform(*connection, u"CREATE TEMP TABLE \"odd\"\"name\"(a)"_s));
    QVERIFY(perform(*connection, u"CREATE TEMP TRIGGER g AFTER INSERT ON main.t BEGIN SELECT 1; END"_s));
    QVERIFY(perform(*connection, u"ATTACH ':memory:' AS other"_s));
    QVERIFY(perform(*connection, u"PRAGMA foreign_keys = OFF"_s));
    QVERIFY(perform(*connection, u"BEGIN"_s));
    QVERIFY(perform(*connection, u"INSERT INTO t VALUES (1)"_s));
    QVERIFY(connection->reset());
    QCOMPARE(connection->transaction(), TransactionState::None);
    QCOMPARE(fetch(*connection, u"SELECT count(*) FROM t"_s)->number(0, 0), 0);
    QCOMPARE(fetch(*connection, u"SELECT count(*) FROM temp.sqlite_schema"_s)->number(0, 0), 0);
    QCOMPARE(fetch(*connection, u"SELECT count(*) FROM pragma_database_list WHERE name = 'other'"_s)->number(0, 0), 0);
    QCOMPARE(fetch(*connection, u"PRAGMA foreign_keys"_s)->number(0, 0), 1);
}

void SqliteDriverTest::loadsRowsInOneTransaction()
{
    auto connection = open(u":memory:"_s);
    QVERIFY(perform(**connection, u"CREATE TABLE \"a table\"(id INTEGER PRIMARY KEY, \"a b\", c)"_s));
    const auto source = [&] {
        Result<Rows> rows =
            fetch(**connection, u"SELECT 1, 'one', x'01' UNION ALL SELECT 2, NULL, 2.5 UNION ALL SELECT 3, 7, ''"_s);
        return OnePage(std::move(rows->pages.front()));
    };
    OnePage first = source(), second = source();
    const QStringList table{u"main"_s, u"a table"_s}, columns{u"id"_s, u"a b"_s, u"c"_s};
    Result<qint64> count = (*connection)->load(table, columns, first);
    QVERIFY(count);
    QCOMPARE(*count, 3);
    const Result<Rows> types =
        fetch(**connection, u"SELECT group_concat(typeof(\"a b\") || typeof(c)) FROM \"a table\""_s);
    QCOMPARE(types->text(0, 0), u"textblob,nullreal,integertext"_s);
    QVERIFY(perform(**connection, u"DELETE FROM \"a table\" WHERE id < 3"_s));
    count = (*connection)->load(table, columns, second);
    QVERIFY(!count);
    QCOMPARE(count.error().sqlState, u"SQLITE_CONSTRAINT_PRIMARYKEY"_s);
    QCOMPARE(fetch(**connection, u"SELECT count(*) FROM \"a table\""_s)->number(0, 0), 1);
    QCOMPARE((*connection)->transaction(), TransactionState::None);
}

void SqliteDriverTest::knowsItsTransaction()
{
    auto connection = open(u":memory:"_s);
    QCOMPARE((*connection)->transaction(), TransactionState::None);
    QVERIFY(perform(**connection, u"BEGIN"_s));
    QCOMPARE((*connection)->transaction(), TransactionState::Open);
    QVERIFY(perform(**connection, u"ROLLBACK"_s));
    QCOMPARE((*connection)->transaction(), TransactionState::None);
    QCOMPARE((*connection)->server().engine, "sqlite"_ba);
    QVERIFY((*connection)->server().version >= 3037000);
}

void SqliteDriverTest::sharesADatabaseInMemory()
{
    const QMap<QString, QString> memory{{u"vfs"_s, u"memdb"_s}};
    auto one = open(u"/shared"_s, memory), other = open(u"/shared"_s, memory);
    QVERIFY(one && other);
    QVERIFY(perform(**one, u"CREATE TABLE t(a)"_s));
    QVERIFY(perform(**other, u"INSERT INTO t VALUES (1)"_s));
    QCOMPARE(fetch(**one, u"SELECT count(*) FROM t"_s)->number(0, 0), 1);
}

RELATA_TEST(SqliteDriverTest)
#include "tst_sqlite_driver.moc"
