#include "dialects/postgresql/driver.h"
#include "models/engine/fetch.h"
#include "tests/dialects/postgresql_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTcpServer>
#include <QTest>

#include <csignal>
#include <thread>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Sessions with real servers.
class TestPostgresqlDriver : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void valuesOfAllSorts();
    void parameters();
    void pagesOfABigResult();
    void slowRowsAreSentOn();
    void notices();
    void errorsHavePlaceAndState();
    void statementsComeOneByOne();
    void transactionStates();
    void resetMakesFresh();
    void copyIsRefusedAndHarmless();
    void loadsRows();
    void failuresToConnect();
    void socketAndServerInfo();
    void defaultSchemaIsWhatNamesMean();
    void namesUserTypes();

private:
    std::unique_ptr<PostgresqlDatabase> m_database;
};

/// Rows for load(), from lists of cells.
class ListSource : public RowSource {
public:
    explicit ListSource(const QList<RowPage> &pages)
        : m_pages(pages)
    { }
    std::optional<RowPage> next() override
    {
        if (m_at == m_pages.size())
            return {};
        return m_pages.at(m_at++);
    }

private:
    QList<RowPage> m_pages;
    qsizetype m_at = 0;
};

static ConnectionProfile profileOf(const QByteArray &server, ServerAddress address = ServerAddress::Tcp)
{
    return *profileFromUrl(*serverUrl(server, address));
}

void TestPostgresqlDriver::initTestCase()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    m_database = std::make_unique<PostgresqlDatabase>("postgresql15");
}

void TestPostgresqlDriver::init()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    QVERIFY2(m_database->isOpen(), qPrintable(m_database->error()));
}

void TestPostgresqlDriver::valuesOfAllSorts()
{
    Heard heard;
    const auto done = m_database->connection().execute(u"SELECT 1::int AS n, 'grün 🦉'::text AS t, NULL::text AS "
                                                       u"nothing, '\\xde00ad'::bytea AS b, 1.50::numeric(5,2), "
                                                       "true, ARRAY[1,2], ''::varchar(7)"_s,
        {}, heard);
    QVERIFY2(done, why(done));
    QCOMPARE(heard.rows,
        (QList<QStringList>{
            {u"1"_s, u"grün 🦉"_s, u"<null>"_s, u"bytes:de00ad"_s, u"1.50"_s, u"t"_s, u"{1,2}"_s, u""_s}}));
    QStringList types;
    for (const ResultColumn &column : heard.columnsSeen)
        types += column.typeName;
    QCOMPARE(types,
        (QStringList{u"integer"_s, u"text"_s, u"text"_s, u"bytea"_s, u"numeric(5,2)"_s, u"boolean"_s, u"integer[]"_s,
            u"character varying(7)"_s}));
    QCOMPARE(heard.columnsSeen.at(0).name, u"n"_s);
    QCOMPARE(heard.summary.rows, 1);
    QCOMPARE(heard.summary.tag, u"SELECT 1"_s);
}

void TestPostgresqlDriver::parameters()
{
    const QList<Value> values{qint64(42), u"it's \\ \"q\""_s, QByteArray("\0\x01\xff", 3), true, 0.1, Value()};
    Heard heard;
    const auto done = m_database->connection().execute(
        u"SELECT $1::bigint + 1, $2::text, $3::bytea, $4::boolean, $5::float8, $6::text"_s, values, heard);
    QVERIFY2(done, why(done));
    QCOMPARE(heard.rows,
        (QList<QStringList>{{u"43"_s, u"it's \\ \"q\""_s, u"bytes:0001ff"_s, u"t"_s, u"0.1"_s, u"<null>"_s}}));
    const QList<Value> nul{QString(QChar(0))};
    const auto refused = m_database->connection().execute(u"SELECT $1::text"_s, nul, heard);
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().code), int(Error::Code::Usage));
}

void TestPostgresqlDriver::pagesOfABigResult()
{
    Heard heard;
    const auto done = m_database->connection().execute(
        u"SELECT i, repeat('x', 100) FROM generate_series(1, 20000) AS i"_s, {}, heard);
    QVERIFY(done);
    QCOMPARE(heard.rows.size(), 20000);
    QCOMPARE(heard.rows.last().first(), u"20000"_s);
    QCOMPARE(heard.pageRows.first(), RowPage::FirstPageRows);
    QVERIFY(heard.pageRows.size() > 5);
    QVERIFY(heard.widestPage <= RowPage::MaximumBytes);
}

void TestPostgresqlDriver::slowRowsAreSentOn()
{
    // The last row waits for a lock that is only given up once the first ones have arrived.
    PostgresqlDatabase &database = *m_database;
    const std::unique_ptr<Connection> holder = database.another();
    QVERIFY(holder && perform(*holder, u"SELECT pg_advisory_lock(77)"_s));
    struct Releasing : Heard {
        Connection *holder = nullptr;
        bool page(RowPage page) override
        {
            const bool first = pageRows.isEmpty();
            Heard::page(std::move(page));
            return !first || perform(*holder, u"SELECT pg_advisory_unlock(77)"_s).has_value();
        }
    } heard;
    heard.holder = holder.get();
    // Rows above 8 kB push those before them out of the server's buffer.
    const auto done = database.connection().execute(u"SELECT repeat('x', 20000), CASE WHEN i = 20 THEN "
                                                    "pg_advisory_lock(77)::text END FROM generate_series(1, 20) AS i"_s,
        {}, heard);
    QVERIFY(done);
    QCOMPARE(heard.rows.size(), 20);
    QVERIFY(heard.pageRows.size() > 1);
    QVERIFY(perform(database.connection(), u"SELECT pg_advisory_unlock_all()"_s));
}

void TestPostgresqlDriver::notices()
{
    Heard heard;
    const auto done = m_database->connection().execute(
        u"DO $$ BEGIN RAISE NOTICE 'hear %', 'this' USING HINT = 'so'; END $$"_s, {}, heard);
    QVERIFY(done);
    QCOMPARE(heard.notices, QStringList{u"NOTICE: hear this\nHINT: so"_s});
    QCOMPARE(heard.summary.tag, u"DO"_s);
    QCOMPARE(heard.summary.rows, -1);
}

void TestPostgresqlDriver::errorsHavePlaceAndState()
{
    Heard heard;
    const QString statement = u"SELECT '🦉🦉' AS owls, nix FROM pg_class"_s;
    const auto done = m_database->connection().execute(statement, {}, heard);
    QVERIFY(!done);
    QCOMPARE(int(done.error().code), int(Error::Code::Sql));
    QCOMPARE(done.error().sqlState, u"42703"_s);
    QCOMPARE(done.error().position, std::optional<qsizetype>(statement.indexOf(u"nix"_s)));
    QVERIFY(done.error().detail.contains(u"column \"nix\" does not exist"_s));
    const auto unique = m_database->run(u"CREATE TABLE twice (id int PRIMARY KEY);\nINSERT INTO twice VALUES (1);\n"
                                        "INSERT INTO twice VALUES (1)"_s);
    QVERIFY2(unique.contains(u"DETAIL: Key (id)=(1) already exists."_s), qPrintable(unique));
}

void TestPostgresqlDriver::statementsComeOneByOne()
{
    Heard heard;
    QVERIFY(!m_database->connection().execute(u"SELECT 1; SELECT 2"_s, {}, heard));
    QVERIFY(m_database->connection().execute(u"-- nothing"_s, {}, heard));
    QVERIFY(m_database->connection().execute(u"SELECT 3"_s, {}, heard));
    QCOMPARE(heard.rows, (QList<QStringList>{{u"3"_s}}));
}

void TestPostgresqlDriver::transactionStates()
{
    Connection &connection = m_database->connection();
    QCOMPARE(int(connection.transaction()), int(TransactionState::None));
    QVERIFY(perform(connection, u"BEGIN"_s));
    QCOMPARE(int(connection.transaction()), int(TransactionState::Open));
    QVERIFY(!perform(connection, u"SELECT 1/0"_s));
    QCOMPARE(int(connection.transaction()), int(TransactionState::Failed));
    QVERIFY(perform(connection, u"ROLLBACK"_s));
    QCOMPARE(int(connection.transaction()), int(TransactionState::None));
}

void TestPostgresqlDriver::resetMakesFresh()
{
    const std::unique_ptr<Connection> connection = m_database->another();
    QVERIFY(perform(*connection, u"SET work_mem = '77MB'"_s));
    QVERIFY(perform(*connection, u"CREATE TEMP TABLE gone (id int)"_s));
    QVERIFY(perform(*connection, u"BEGIN"_s));
    QVERIFY(!perform(*connection, u"nonsense"_s));
    const auto done = connection->reset();
    QVERIFY2(done, why(done));
    QCOMPARE(int(connection->transaction()), int(TransactionState::None));
    const auto rows = fetch(*connection, u"SELECT current_setting('work_mem'), to_regclass('gone') IS NULL"_s);
    QVERIFY(rows);
    QVERIFY(rows->text(0, 0) != u"77MB"_s);
    QVERIFY(rows->truth(0, 1));
}

void TestPostgresqlDriver::copyIsRefusedAndHarmless()
{
    Connection &connection = m_database->connection();
    QVERIFY(perform(connection, u"CREATE TABLE copied AS SELECT generate_series(1, 1000) AS id"_s));
    for (const QString &copy : {u"COPY copied FROM STDIN"_s, u"COPY copied TO STDOUT"_s}) {
        const auto done = perform(connection, copy);
        QVERIFY(!done);
        QCOMPARE(int(done.error().code), int(Error::Code::Unsupported));
    }
    const auto rows = fetch(connection, u"SELECT count(*) FROM copied"_s);
    QVERIFY(rows);
    QCOMPARE(rows->number(0, 0), 1000);
}

void TestPostgresqlDriver::loadsRows()
{
    Connection &connection = m_database->connection();
    QVERIFY(perform(connection, u"CREATE SCHEMA \"Odd one\""_s));
    QVERIFY(perform(connection, u"CREATE TABLE \"Odd one\".\"t\"\"t\" (a text, b bytea, c int)"_s));
    RowPage page;
    page.columnCount = 3;
    page.append("tab\t, line\n, back\\slash and \\N");
    page.append(QByteArrayView("\0\xff", 2), true);
    page.append("7");
    page.appendNull();
    page.appendNull();
    page.appendNull();
    ListSource source({page, page});
    const auto loaded = connection.load({u"Odd one"_s, u"t\"t"_s}, {u"a"_s, u"b"_s, u"c"_s}, source);
    QVERIFY2(loaded, why(loaded));
    QCOMPARE(*loaded, 4);
    Heard heard;
    QVERIFY(connection.execute(u"SELECT * FROM \"Odd one\".\"t\"\"t\" LIMIT 2"_s, {}, heard));
    QCOMPARE(heard.rows,
        (QList<QStringList>{{u"tab\t, line\n, back\\slash and \\N"_s, u"bytes:00ff"_s, u"7"_s},
            {u"<null>"_s, u"<null>"_s, u"<null>"_s}}));
    ListSource wrong({page});
    QVERIFY(!connection.load({u"Odd one"_s, u"t\"t"_s}, {u"c"_s, u"b"_s, u"a"_s}, wrong));
    QVERIFY(fetch(connection, u"SELECT 1"_s));
}

void TestPostgresqlDriver::failuresToConnect()
{
    const postgresql::PostgresqlDriver driver;
    const auto messageFor = [&](const ConnectionProfile &profile) {
        const auto opened = driver.open(profile);
        return opened ? u"opened"_s : opened.error().message.source();
    };
    ConnectionProfile profile = profileOf("postgresql15");
    profile.host = u"no-such-host.invalid"_s;
    QVERIFY2(messageFor(profile).startsWith(u"No host is known"_s), qPrintable(messageFor(profile)));
    profile = profileOf("postgresql15");
    profile.port = 1;
    QVERIFY2(messageFor(profile).startsWith(u"No PostgreSQL server listens"_s), qPrintable(messageFor(profile)));
    profile = profileOf("postgresql15");
    profile.database = u"not_there"_s;
    QVERIFY2(messageFor(profile).startsWith(u"There is no database \"not_there\""_s), qPrintable(messageFor(profile)));
    profile = profileOf("postgresql15");
    profile.user = u"nobody_here"_s;
    const auto refused = driver.open(profile);
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().code), int(Error::Code::Authentication));
    QCOMPARE(refused.error().sqlState, u"28000"_s);
    profile = profileOf("postgresql15");
    profile.parameters.insert(u"sslmode"_s, u"require"_s);
    QVERIFY2(messageFor(profile).startsWith(u"No encrypted connection"_s), qPrintable(messageFor(profile)));

    QTcpServer silent; // accepts and says nothing
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    profile = profileOf("postgresql15");
    profile.port = silent.serverPort();
    profile.connectTimeout = std::chrono::seconds(1);
    QVERIFY2(messageFor(profile).contains(u"did not answer within 1 seconds"_s), qPrintable(messageFor(profile)));
}

void TestPostgresqlDriver::socketAndServerInfo()
{
    const auto connection = postgresql::PostgresqlDriver().open(profileOf("postgresql15", ServerAddress::Socket));
    QVERIFY2(connection, why(connection));
    QCOMPARE((*connection)->server().engine, QByteArray("postgresql"));
    QCOMPARE((*connection)->server().version / 10000, 15);
    QVERIFY((*connection)->server().versionText.startsWith(u"15."_s));
    const auto name = fetch(**connection, u"SELECT current_setting('application_name')"_s);
    QVERIFY(name);
    QCOMPARE(name->text(0, 0), u"relata"_s);
}

void TestPostgresqlDriver::defaultSchemaIsWhatNamesMean()
{
    QVERIFY(perform(m_database->connection(), u"CREATE SCHEMA \"My own\" CREATE TABLE here (id int)"_s));
    QCOMPARE(m_database->connection().server().settings.value("default_schema").toString(), u"public"_s);
    ConnectionProfile profile = m_database->profile();
    profile.defaultSchema = u"My own"_s;
    const auto connection = postgresql::PostgresqlDriver().open(profile);
    QVERIFY2(connection, why(connection));
    const auto found = fetch(**connection, u"SELECT to_regclass('here') IS NOT NULL"_s);
    QVERIFY2(found, why(found));
    QVERIFY(found->truth(0, 0));
}

void TestPostgresqlDriver::namesUserTypes()
{
    Connection &connection = m_database->connection();
    QVERIFY(perform(connection, u"CREATE TYPE mood AS ENUM ('sad', 'glad')"_s));
    Heard first, second;
    QVERIFY(connection.execute(u"SELECT 'sad'::mood"_s, {}, first));
    QVERIFY(connection.execute(u"SELECT 'sad'::mood, ARRAY['glad'::mood]"_s, {}, second));
    QCOMPARE(second.columnsSeen.at(0).typeName, u"mood"_s);
    QCOMPARE(int(second.columnsSeen.at(0).family), int(TypeFamily::Enum));
    QCOMPARE(second.columnsSeen.at(1).typeName, u"mood[]"_s);
}

RELATA_TEST(TestPostgresqlDriver)
#include "tst_postgresql_driver.moc"
