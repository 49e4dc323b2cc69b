#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/engine/conversion_port.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/compare.h"
#include "models/jobs/recipes/data_checks.h"
#include "models/jobs/recipes/run_script.h"
#include "models/schema/all_kinds.h"
#include "tests/support/script_schemas.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// What an engine says of values under another type is what its servers do with them: each value goes up and down.
class TestConversions : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { registerEngines(m_engines); }
    void saysWhatServersDo_data();
    void saysWhatServersDo();
    void isHeldAgainstRowsByProofs();
    void followsTablesThatTurn();

private:
    /// What became of a value.
    struct Fate {
        bool isSaidLost = false, isSaidFailing = false, isLost = false, isFailing = false;
        QString words;
    };
    struct Place {
        std::unique_ptr<ScratchDatabase> database;
        Comparison comparison;
        Conversion conversion;
    };
    void make(Place &place, const QByteArray &server, const QString &before, const QString &after);
    Result<> run(Connection &connection, const Engine &engine, const Plan &plan);
    void follow(Fate &fate, Place &place, const Engine &engine, const QString &value);

    EngineRegistry m_engines;
    QuietContext m_context;
};

static ConnectionProfile placeOf(const QByteArray &server)
{
    if (server != "sqlite")
        return *profileFromUrl(*serverUrl(server));
    ConnectionProfile profile;
    profile.engine = server;
    profile.database = u":memory:"_s;
    return profile;
}

/// A number is the same with more zeros behind its point.
static QString plain(QString value)
{
    static const QRegularExpression zeros(u"^(-?\\d+)(?:\\.0*|(\\.\\d*?)0*)$"_s);
    return value.replace(zeros, u"\\1\\2"_s);
}

void TestConversions::make(Place &place, const QByteArray &server, const QString &before, const QString &after)
{
    const ConnectionProfile beside = placeOf(server);
    const Engine &engine = *m_engines.find(beside.engine);
    const auto script = [&](QString type) {
        const QString strict = type.endsWith(" strict"_L1) ? u" STRICT"_s : QString();
        return QString(u"CREATE TABLE t (id integer PRIMARY KEY, v "_s + type.remove(u" strict"_s) + u")"_s + strict);
    };
    Result<MadeDatabase> from = madeByScript(script(before), engine, beside, m_context);
    QVERIFY2(from, from ? "" : qPrintable(from.error().text()));
    const Result<MadeDatabase> to = madeByScript(script(after), engine, beside, m_context);
    QVERIFY2(to, to ? "" : qPrintable(to.error().text()));
    CompareOptions options;
    options.proof = false;
    const ServerInfo &info = from->database->connection().server();
    Result<Comparison> seen = compareSchemas(from->schema, to->schema, engine, info, options, m_context);
    QVERIFY2(seen, seen ? "" : qPrintable(seen.error().text()));
    place.comparison = std::move(*seen);
    const Schema &was = place.comparison.from, &is = place.comparison.to;
    const ObjectId id = was.child(was.idOf(Kind::Table, {QString(), u"t"_s}), Kind::Column, u"v"_s);
    place.conversion = engine.conversion->conversion(*was.find<Column>(id), *is.find<Column>(id), was, is, info);
    place.database = std::move(from->database);
}

Result<> TestConversions::run(Connection &connection, const Engine &engine, const Plan &plan)
{
    const auto script = scriptStatements(plan.statements(), engine, connection.server());
    return runScript(connection, engine, script, 0, {}, m_context);
}

void TestConversions::follow(Fate &fate, Place &place, const Engine &engine, const QString &value)
{
    Connection &connection = place.database->connection();
    const auto number = [&](const QString &query) {
        const Result<Rows> rows = fetch(connection, query);
        if (!rows)
            qWarning("%s: %s", qPrintable(query), qPrintable(rows.error().text()));
        return rows ? rows->number(0, 0) : -1;
    };
    const bool isSqlite = QByteArrayView(engine.key) == "sqlite";
    const auto text = [&] {
        const Result<Rows> rows =
            fetch(connection, isSqlite ? u"SELECT typeof(v) || ' ' || quote(v) FROM t"_s : u"SELECT v FROM t"_s);
        return rows && rows->count == 1 ? QString(rows->text(0, 0) + (rows->isNull(0, 0) ? u"NULL"_s : QString()))
                                        : u"no row"_s;
    };
    QVERIFY(perform(connection, u"DELETE FROM t"_s).has_value());
    const auto put = perform(connection, u"INSERT INTO t VALUES (1, "_s + value + u')');
    QVERIFY2(put, put ? "" : qPrintable(put.error().text()));
    const QString before = text(), rows = u"SELECT count(*) FROM t WHERE "_s;
    const Conversion &said = place.conversion;
    fate.isSaidFailing = !said.failing.isEmpty() && number(rows + said.failing) != 0;
    fate.isSaidLost = !said.lost.isEmpty() && number(rows + said.lost) != 0;
    const Result<> up = run(connection, engine, place.comparison.plan.up);
    fate.isFailing = !up;
    if (!up) {
        fate.words = up.error().text();
        QCOMPARE(text(), before);
        return;
    }
    Result<> down = run(connection, engine, place.comparison.plan.down);
    fate.words = before + u" → "_s + (down ? text() : down.error().text());
    const bool isText = isSqlite || value.startsWith(u'\''); // whose zeros are its own
    fate.isLost = !down || (isText ? text() != before : plain(text()) != plain(before));
    if (!down && perform(connection, u"DELETE FROM t"_s)) // what came out is too large for the way back
        down = run(connection, engine, place.comparison.plan.down);
    QVERIFY2(down, down ? "" : qPrintable(down.error().text()));
}

using Pair = std::tuple<const char *, const char *, QStringList>;

static QList<Pair> postgresqlNumbers()
{
    return {
        {"bigint", "integer", {u"1"_s, u"2147483648"_s, u"-2147483648"_s, u"NULL"_s}},
        {"integer", "bigint", {u"2147483647"_s}},
        {"integer", "smallint", {u"32767"_s, u"-32769"_s}},
        {"integer", "numeric(5,2)", {u"999"_s, u"1000"_s}},
        {"integer", "numeric(12,2)", {u"2147483647"_s}},
        {"integer", "real", {u"5"_s, u"16777217"_s, u"2147483647"_s}},
        {"integer", "double precision", {u"2147483647"_s}},
        {"bigint", "double precision", {u"5"_s, u"9007199254740993"_s}},
        {"integer", "text", {u"-7"_s}},
        {"integer", "character varying(3)", {u"999"_s, u"1000"_s}},
        {"integer", "boolean", {u"0"_s, u"1"_s, u"2"_s}},
        {"smallint", "boolean", {u"0"_s, u"1"_s, u"2"_s, u"NULL"_s}},
        {"bigint", "boolean", {u"0"_s, u"1"_s, u"-1"_s}},
        {"boolean", "integer", {u"true"_s, u"false"_s}},
        {"numeric(10,4)", "numeric(10,2)", {u"1.2345"_s, u"1.23"_s, u"999999.9999"_s, u"'NaN'"_s}},
        {"numeric(6,4)", "numeric(5,4)", {u"12.3"_s, u"9.9"_s}},
        {"numeric(6,2)", "numeric(8,2)", {u"9999.99"_s}},
        {"numeric", "numeric(5,2)", {u"999.995"_s, u"1.005"_s, u"1.5"_s, u"'NaN'"_s, u"NULL"_s}},
        {"numeric(10,2)", "integer", {u"1.5"_s, u"2"_s, u"99999999.99"_s}},
        {"numeric", "integer", {u"2147483647.5"_s, u"2147483647"_s, u"-0.4"_s, u"'NaN'"_s}},
        {"numeric", "double precision",
            {u"0.1"_s, u"12345678901234567890"_s, u"0"_s, u"1e-324"_s, u"1.5e308"_s, u"1.8e308"_s, u"'NaN'"_s}},
        {"numeric", "real", {u"0"_s, u"1e-50"_s, u"-1e-50"_s, u"1.5e38"_s, u"3.5e38"_s, u"'NaN'"_s, u"'Infinity'"_s}},
        {"numeric(60,50)", "real", {u"0.5"_s, u"1e-50"_s}},
        {"numeric", "text", {u"1.50"_s}},
        {"double precision", "real",
            {u"0.1"_s, u"0.5"_s, u"1e300"_s, u"1e-300"_s, u"0"_s, u"'NaN'"_s, u"'Infinity'"_s}},
        {"real", "double precision", {u"0.1"_s, u"'-Infinity'"_s}},
        {"double precision", "integer", {u"1.5"_s, u"2"_s, u"2147483647.4"_s, u"2147483648"_s, u"'NaN'"_s}},
        {"double precision", "bigint", {u"9223372036854774784"_s, u"9223372036854775808"_s, u"-9223372036854775808"_s}},
        {"double precision", "numeric", {u"0.1"_s, u"0.12345678901234568"_s}},
        {"double precision", "numeric(5,2)", {u"0.1"_s, u"1000"_s, u"'Infinity'"_s, u"'NaN'"_s, u"0.125"_s}},
    };
}

static QList<Pair> postgresqlPairs()
{
    return postgresqlNumbers()
        + QList<Pair>{
            {"text", "character varying(3)", {u"'abc'"_s, u"'abcd'"_s, u"'abc  '"_s, u"''"_s}},
            {"character varying(10)", "character(5)", {u"'ab'"_s, u"'ab '"_s, u"'abcdef'"_s}},
            {"character(5)", "character varying(5)", {u"'ab'"_s, u"'abcde'"_s}},
            {"text", "integer",
                {u"'1'"_s, u"'01'"_s, u"' 7'"_s, u"'x'"_s, u"''"_s, u"'3000000000'"_s, u"'1.5'"_s, u"NULL"_s}},
            {"text", "numeric", {u"'1.50'"_s, u"'1e3'"_s, u"'x'"_s, u"'NaN'"_s}},
            {"text", "numeric(4,1)", {u"'1.5'"_s, u"'999.95'"_s, u"'x'"_s, u"'1.25'"_s}},
            {"text", "boolean", {u"'true'"_s, u"'t'"_s, u"'maybe'"_s, u"' ON '"_s}},
            {"text", "uuid",
                {u"'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"_s, u"'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'"_s,
                    u"'a0eebc99'"_s, u"'{a0eebc999c0b4ef8bb6d6bb9bd380a11}'"_s}},
            {"text", "date", {u"'2024-02-29'"_s, u"'2023-02-29'"_s, u"'x'"_s}},
            {"text", "jsonb", {u"'{\"a\": 1}'"_s, u"'{\"a\":1}'"_s, u"'{'"_s}},
            {"text", "bytea", {u"'abc'"_s, u"'\\x61'"_s}},
            {"timestamp(6) without time zone", "timestamp(0) without time zone",
                {u"'2024-01-01 10:00:00'"_s, u"'2024-01-01 10:00:00.4'"_s}},
            {"timestamp without time zone", "timestamp(3) without time zone", {u"'2024-01-01 10:00:00.1234'"_s}},
            {"timestamp without time zone", "date", {u"'2024-01-01'"_s, u"'2024-01-01 10:00:00'"_s}},
            {"date", "timestamp without time zone", {u"'2024-01-01'"_s}},
            {"date", "timestamp with time zone", {u"'2024-01-01'"_s}},
            {"timestamp with time zone", "timestamp without time zone", {u"'2024-01-01 10:00+05'"_s}},
            {"time(6) without time zone", "time(3) without time zone", {u"'10:00:00.1234'"_s, u"'10:00:00.123'"_s}},
            {"interval", "interval(0)", {u"'1.5 s'"_s, u"'2 days'"_s}},
            {"json", "jsonb", {u"'{\"a\":1,\"a\":2}'"_s, u"'{}'"_s}},
            {"jsonb", "json", {u"'{\"a\": 1}'"_s}},
            {"inet", "cidr", {u"'10.0.0.1/8'"_s, u"'10.0.0.0/8'"_s}},
            {"cidr", "inet", {u"'10.0.0.0/8'"_s}},
            {"uuid", "character varying(36)", {u"'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"_s}},
            {"date", "character varying(10)", {u"'2024-01-01'"_s, u"'12024-01-01'"_s}},
        };
}

static QList<Pair> mysqlNumbers()
{
    return {
        {"bigint", "int", {u"1"_s, u"2147483648"_s, u"NULL"_s}},
        {"int", "bigint", {u"-2147483648"_s}},
        {"int", "tinyint", {u"127"_s, u"128"_s}},
        {"int unsigned", "int", {u"1"_s, u"4294967295"_s}},
        {"int", "int unsigned", {u"1"_s, u"-1"_s}},
        {"int unsigned", "bigint", {u"4294967295"_s}},
        {"bigint", "double", {u"5"_s, u"9007199254740993"_s}},
        {"int", "float", {u"5"_s, u"16777217"_s}},
        {"int", "decimal(5,2)", {u"999"_s, u"1000"_s}},
        {"int", "decimal(12,2)", {u"2147483647"_s}},
        {"int", "varchar(3)", {u"999"_s, u"1000"_s}},
        {"int", "text", {u"7"_s}},
        {"decimal(10,4)", "decimal(10,2)", {u"1.2345"_s, u"1.23"_s}},
        {"decimal(6,4)", "decimal(5,4)", {u"12.3"_s, u"9.9"_s}},
        {"decimal(6,4)", "decimal(4,3)", {u"9.9999"_s, u"9.9"_s, u"1.2345"_s}},
        {"decimal(10,2)", "int", {u"1.5"_s, u"2"_s}},
        {"decimal(12,2)", "int", {u"2147483647.5"_s, u"2147483648"_s}},
        {"decimal(5,2)", "decimal(5,2) unsigned", {u"1"_s, u"-1"_s}},
        {"double", "float", {u"0.1"_s, u"0.5"_s, u"1e300"_s}},
        {"float", "double", {u"0.5"_s}},
        {"double", "int", {u"1.5"_s, u"2"_s, u"3e9"_s}},
        {"double", "decimal(5,2)", {u"0.125"_s, u"1.5"_s, u"1000"_s}},
    };
}

static QList<Pair> mysqlPairs()
{
    return mysqlNumbers()
        + QList<Pair>{
            {"varchar(10)", "varchar(3)", {u"'abc'"_s, u"'abcd'"_s, u"'abc  '"_s}},
            {"varchar(10)", "char(3)", {u"'abc  '"_s, u"'abcd'"_s, u"'ab'"_s}},
            {"blob", "tinyblob", {u"REPEAT('x', 256)"_s, u"'x'"_s}},
            {"varchar(10)", "char(10)", {u"'ab'"_s, u"'ab '"_s}},
            {"varchar(3)", "varchar(10)", {u"'abc'"_s}},
            {"text", "varchar(3)", {u"'abc'"_s, u"'abcd'"_s}},
            {"text", "tinytext", {u"REPEAT('x', 256)"_s, u"'x'"_s}},
            {"varchar(3)", "text", {u"'abc'"_s}},
            {"varchar(9) CHARACTER SET utf8mb4", "varchar(9) CHARACTER SET latin1", {u"'a'"_s, u"'ä'"_s, u"'漢'"_s}},
            {"varchar(9) CHARACTER SET latin1", "varchar(9) CHARACTER SET utf8mb4", {u"'ä'"_s}},
            {"varchar(20)", "int",
                {u"'1'"_s, u"'01'"_s, u"'x'"_s, u"''"_s, u"'3000000000'"_s, u"'12x'"_s, u"'1.5'"_s, u"NULL"_s}},
            {"varchar(20)", "decimal(5,2)", {u"'1.50'"_s, u"'1.555'"_s, u"'x'"_s}},
            {"varchar(20)", "date", {u"'2024-02-29'"_s, u"'x'"_s}},
            {"datetime(6)", "datetime", {u"'2024-01-01 10:00:00.4'"_s, u"'2024-01-01 10:00:00'"_s}},
            {"datetime(6)", "datetime(3)", {u"'2024-01-01 10:00:00.1234'"_s, u"'2024-01-01 10:00:00.123'"_s}},
            {"datetime", "date", {u"'2024-01-01'"_s, u"'2024-01-01 10:00:00'"_s}},
            {"date", "datetime", {u"'2024-01-01'"_s}},
            {"datetime", "timestamp NULL", {u"'2024-01-01 10:00:00'"_s, u"'2124-01-01'"_s}},
            {"varbinary(9)", "varbinary(3)", {u"'abc'"_s, u"'abcd'"_s}},
            {"varchar(3)", "varbinary(12)", {u"'abc'"_s}},
            {"date", "varchar(10)", {u"'2024-01-01'"_s}},
        };
}

static QList<Pair> sqlitePairs()
{
    const QStringList any{
        u"'012'"_s, u"'12'"_s, u"'abc'"_s, u"'1.5'"_s, u"7"_s, u"1.5"_s, u"9007199254740993"_s, u"x'00'"_s, u"NULL"_s};
    return {
        {"TEXT", "INTEGER", {u"'012'"_s, u"'12'"_s, u"'abc'"_s, u"'12abc'"_s, u"'1.0'"_s, u"x'41'"_s}},
        {"TEXT", "REAL", {u"'012'"_s, u"'12'"_s, u"'1.5'"_s, u"'abc'"_s}},
        {"TEXT", "NUMERIC", {u"'1e3'"_s, u"'7'"_s}},
        {"INTEGER", "TEXT", {u"7"_s, u"'abc'"_s, u"0.30000000000000004"_s}},
        {"REAL", "TEXT", {u"0.1"_s, u"0.30000000000000004"_s, u"1e300"_s}},
        {"INTEGER", "REAL", {u"7"_s, u"9007199254740993"_s, u"'abc'"_s}},
        {"INTEGER", "BIGINT", any},
        {"BLOB", "TEXT", any},
        {"BLOB", "INTEGER", any},
        {"TEXT", "BLOB", {u"'012'"_s, u"x'00'"_s}},
        {"VARCHAR(9)", "VARCHAR(3)", {u"'abcdef'"_s}},
        {"TEXT strict", "INTEGER strict", {u"'012'"_s, u"'12'"_s, u"'abc'"_s, u"'1.5'"_s, u"NULL"_s}},
        {"REAL strict", "INTEGER strict", {u"1.0"_s, u"1.5"_s}},
        {"ANY strict", "ANY", any + QStringList{u"'00123'"_s, u"'1e3'"_s}},
        {"ANY", "ANY strict", any},
        {"ANY strict", "TEXT strict", any},
        {"ANY strict", "INTEGER", any},
        {"INTEGER", "INTEGER strict", any},
        {"TEXT", "TEXT strict", any},
        {"TEXT strict", "TEXT", {u"'00123'"_s}},
        {"BLOB", "REAL", any},
        {"", "NUMERIC", any},
        {"NUMERIC", "REAL", any + QStringList{u"1.0"_s, u"1e20"_s}},
        {"REAL", "INTEGER", any + QStringList{u"1.0"_s, u"1e20"_s}},
        {"NUMERIC", "TEXT", any},
        {"INTEGER", "ANY strict", any},
        {"DATE", "TEXT", any + QStringList{u"'2024-01-01'"_s}},
    };
}

void TestConversions::saysWhatServersDo_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QStringList>("values");
    const auto add = [](const QByteArray &server, const QList<Pair> &pairs) {
        for (const auto &[before, after, values] : pairs)
            QTest::addRow("%s %s to %s", server.constData(), before, after)
                << server << QString::fromUtf8(before) << QString::fromUtf8(after) << values;
    };
    for (const QByteArray server : {"postgresql15", "postgresql18"})
        add(server, postgresqlPairs());
    for (const QByteArray server : {"mariadb", "mysql56"})
        add(server, mysqlPairs());
    add("sqlite", sqlitePairs());
}

void TestConversions::saysWhatServersDo()
{
    QFETCH(QByteArray, server);
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QStringList, values);
    if (server != "sqlite")
        RELATA_REQUIRE_SERVER(server);
    Place place;
    make(place, server, before, after);
    if (QTest::currentTestFailed())
        return;
    const Engine &engine = *m_engines.find(placeOf(server).engine);
    QStringList wrong;
    for (const QString &value : values) {
        Fate fate;
        follow(fate, place, engine, value);
        if (QTest::currentTestFailed())
            return;
        const Conversion &said = place.conversion;
        const bool isSound = (!fate.isFailing || said.mayFail) && (!fate.isLost || said.mayLose);
        const bool isRight = (said.failing.isEmpty() || fate.isSaidFailing == fate.isFailing)
            && (said.lost.isEmpty() || fate.isSaidLost == fate.isLost);
        if (!isSound || !isRight)
            wrong += u"%1: %2%3, said %4%5%6%7 (%8)"_s.arg(value, fate.isFailing ? u"fails"_s : QString(),
                fate.isLost ? u"lost"_s : QString(), said.mayFail ? u"may fail "_s : QString(),
                said.mayLose ? u"may lose "_s : QString(), fate.isSaidFailing ? u"fails "_s : QString(),
                fate.isSaidLost ? u"lost"_s : QString(), fate.words);
    }
    QVERIFY2(wrong.isEmpty(),
        qPrintable(wrong.join(u'\n') + u'\n' + place.conversion.lost + u'\n' + place.conversion.failing));
}

namespace {

/// Takes every change of type for harmless.
class Credulous : public ConversionPort {
public:
    Conversion conversion(
        const Column &, const Column &, const Schema &, const Schema &, const ServerInfo &) const override
    {
        return {};
    }
};

} // namespace

/// A proof finds what an engine does not know of its types.
void TestConversions::isHeldAgainstRowsByProofs()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const ConnectionProfile beside = placeOf("postgresql15");
    const QString script = u"CREATE TABLE t (id integer PRIMARY KEY, v %1)"_s;
    const Engine &engine = *m_engines.find(beside.engine);
    const auto from = madeByScript(script.arg(u"integer"_s), engine, beside, m_context),
               to = madeByScript(script.arg(u"boolean"_s), engine, beside, m_context);
    QVERIFY(from && to);
    const Credulous port;
    Engine credulous = engine;
    credulous.conversion = &port;
    CompareOptions options;
    options.scratch = beside;
    const ServerInfo &server = from->database->connection().server();
    const auto right = compareSchemas(from->schema, to->schema, engine, server, options, m_context);
    QVERIFY2(right && right->proof.proved, right ? qPrintable(right->proof.summary().source()) : "");
    const auto wrong = compareSchemas(from->schema, to->schema, credulous, server, options, m_context);
    QVERIFY(wrong && !wrong->proof.proved);
    const QString words = wrong->proof.summary().source();
    QVERIFY2(words.contains("did not come through"_L1), qPrintable(words));
}

/// A column that stays as it is, in a table that does not, is judged and counted like one of another type.
void TestConversions::followsTablesThatTurn()
{
    const ConnectionProfile beside = placeOf("sqlite");
    const Engine &engine = *m_engines.find("sqlite");
    const QString script = u"CREATE TABLE t (id INTEGER PRIMARY KEY, v ANY, w TEXT)"_s;
    const auto from = madeByScript(script + u" STRICT"_s, engine, beside, m_context),
               to = madeByScript(script, engine, beside, m_context);
    QVERIFY(from && to);
    Connection &connection = from->database->connection();
    QVERIFY(perform(connection, u"INSERT INTO t VALUES (1, '00123', '00123'), (2, 123, 'x'), (3, 'x', '')"_s));
    CompareOptions options;
    options.scratch = beside;
    const auto seen = compareSchemas(from->schema, to->schema, engine, connection.server(), options, m_context);
    QVERIFY2(seen && seen->proof.proved, seen ? qPrintable(seen->proof.summary().source()) : "");
    QCOMPARE(seen->plan.up.steps.size(), std::size_t(1));
    const Step &step = seen->plan.up.steps.front();
    QVERIFY(step.reversal == Reversal::LosesData);
    QVERIFY(std::any_of(step.findings.begin(), step.findings.end(),
        [](const Finding &one) { return one.code == QByteArray("DL103"); }));
    const Result<QList<DataCheck>> found =
        failingChecks(connection, dataChecks(seen->from, seen->to, engine, connection.server()), m_context);
    QVERIFY(found);
    QCOMPARE(found->size(), 1);
    QVERIFY(found->first().what == DataCheck::What::Changed && found->first().object == "t.v"_L1);
    QCOMPARE(found->first().count, 1);
    const auto back = compareSchemas(to->schema, from->schema, engine, connection.server(), options, m_context);
    QVERIFY2(back && back->proof.proved, back ? qPrintable(back->proof.summary().source()) : "");
}

RELATA_TEST(TestConversions)
#include "tst_conversions.moc"
