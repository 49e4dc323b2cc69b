#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/rows/row_generator.h"
#include "models/schema/all_kinds.h"
#include "tests/support/script_schemas.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Rows for proofs hold the values at which conversions and copies go wrong, as far as the table takes them.
class TestEdgeRows : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { registerEngines(m_engines); }
    void holdExtremes_data();
    void holdExtremes();
    void heedWhatComputes();
    void heedBoundsToCome();

private:
    /// A database with the script's tables, and its schema.
    std::unique_ptr<ScratchDatabase> made(const QByteArray &server, const QString &script, Schema &schema);

    EngineRegistry m_engines;
    QuietContext m_context;
};

std::unique_ptr<ScratchDatabase> TestEdgeRows::made(const QByteArray &server, const QString &script, Schema &schema)
{
    ConnectionProfile beside;
    beside.engine = server;
    beside.database = u":memory:"_s;
    if (server != "sqlite")
        beside = *profileFromUrl(*serverUrl(server));
    const Engine &engine = *m_engines.find(beside.engine);
    Result<MadeDatabase> made = madeByScript(script, engine, beside, m_context);
    if (!made)
        return nullptr;
    schema = made->schema;
    return std::move(made->database);
}

void TestEdgeRows::holdExtremes_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const QByteArray server : {"postgresql15", "mariadb", "mysql56", "sqlite"})
        QTest::newRow(server.constData()) << server;
}

void TestEdgeRows::holdExtremes()
{
    QFETCH(QByteArray, server);
    if (server != "sqlite")
        RELATA_REQUIRE_SERVER(server);
    Schema schema;
    const auto database = made(server,
        u"CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, n int, s smallint NOT NULL, big "
        u"bigint "
        "NOT NULL, w varchar(20) NOT NULL, d date, p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))"_s,
        schema);
    QVERIFY(database);
    Connection &connection = database->connection();
    const Engine &engine = *m_engines.find(connection.server().engine);
    const auto filled = fillTables(connection, schema, engine, {}, m_context);
    QVERIFY2(filled, filled ? "" : qPrintable(filled.error().text()));
    QVERIFY(filled->leftOut.isEmpty());
    const QString wanted[] = {u"s = 32767"_s, u"s = -32768"_s, u"s = 0"_s, u"big = 9223372036854775807"_s,
        u"big = -9223372036854775808"_s, u"w = ''"_s, u"length(w) = 20"_s, u"w LIKE '%\u00e9%'"_s, u"n IS NULL"_s,
        u"d > '9000-01-01'"_s};
    for (const QString &condition : wanted) {
        const auto rows = fetch(connection, u"SELECT count(*) FROM t WHERE "_s + condition);
        QVERIFY(rows);
        QVERIFY2(rows->number(0, 0) > 0, qPrintable(condition));
    }
    const auto childless =
        fetch(connection, u"SELECT count(*) FROM p WHERE NOT EXISTS (SELECT 1 FROM t WHERE t.p = p.id)"_s);
    QVERIFY(childless && childless->number(0, 0) > 0);
    const auto pointing = fetch(connection, u"SELECT count(*) FROM t WHERE p IS NOT NULL"_s);
    QVERIFY(pointing && pointing->number(0, 0) > 0);
}

/// What a materialized view multiplies leaves room for the product.
void TestEdgeRows::heedWhatComputes()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    Schema from, to;
    const auto database = made("postgresql15", u"CREATE TABLE t (id int PRIMARY KEY, a int, b int)"_s, from);
    const auto other = made("postgresql15",
        u"CREATE TABLE t (id int PRIMARY KEY, a int, b int); CREATE MATERIALIZED VIEW m AS SELECT a * 2 AS c FROM t"_s,
        to);
    QVERIFY(database && other);
    to = matched(to, from, NameRule::Exact);
    RowOptions options;
    options.hints = hintsFor(from, to);
    const ObjectId table = from.idOf(Kind::Table, {QString(), u"t"_s});
    QCOMPARE(options.hints.gentle, QSet<ObjectId>{from.child(table, Kind::Column, u"a"_s)});
    Connection &connection = database->connection();
    QVERIFY(fillTables(connection, from, *m_engines.find("postgresql"), options, m_context));
    const auto made = fetch(connection, u"SELECT max(a * 2), max(b) FROM t"_s);
    QVERIFY2(made, made ? "" : qPrintable(made.error().text()));
    QCOMPARE(made->number(0, 1), qint64(2147483647));
}

/// A table that becomes a partition holds rows that fit.
void TestEdgeRows::heedBoundsToCome()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    for (const QString &bound : {u"FROM (100) TO (200)"_s, u"FROM (MINVALUE) TO (-5)"_s, u"IN (3, 7)"_s}) {
        const QString whole = bound.startsWith(u'I') ? u"LIST"_s : u"RANGE"_s;
        const QString parent = u"CREATE TABLE p (k int NOT NULL, w text) PARTITION BY %1 (k); "_s.arg(whole);
        Schema from, to;
        const auto database = made("postgresql15", parent + u"CREATE TABLE c (k int NOT NULL, w text)"_s, from);
        const auto other =
            made("postgresql15", parent + u"CREATE TABLE c PARTITION OF p FOR VALUES %1"_s.arg(bound), to);
        QVERIFY(database && other);
        RowOptions options;
        options.hints = hintsFor(from, matched(to, from, NameRule::Exact));
        Connection &connection = database->connection();
        QVERIFY(fillTables(connection, from, *m_engines.find("postgresql"), options, m_context));
        const auto rows = fetch(connection, u"SELECT count(*) FROM c"_s);
        QVERIFY(rows && rows->number(0, 0) > 1);
        const auto attached = perform(connection, u"ALTER TABLE p ATTACH PARTITION c FOR VALUES %1"_s.arg(bound));
        QVERIFY2(attached, attached ? "" : qPrintable(attached.error().text()));
    }
}

RELATA_TEST(TestEdgeRows)
#include "tst_edge_rows.moc"
