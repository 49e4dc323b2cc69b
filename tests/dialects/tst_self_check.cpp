#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/self_check.h"
#include "models/planner/planner.h"
#include "models/schema/all_kinds.h"
#include "tests/support/script_schemas.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// What Relata would make otherwise than the server says it is, it must not touch.
class TestSelfCheck : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { registerEngines(m_engines); }
    void catchesWhatTheReaderDoesNotKnow_data();
    void catchesWhatTheReaderDoesNotKnow();
    void catchesAnIndexMethodThatIsSpelledOut_data();
    void catchesAnIndexMethodThatIsSpelledOut();
    void findsNothingInWhatIsRead_data();
    void findsNothingInWhatIsRead();

private:
    void refusesOnlyWhatIsTouched(
        const Schema &schema, ScratchDatabase &database, const Engine &engine, const ConnectionProfile &beside);
    static void leavesAlone(const Schema &marked, ObjectId table, const ServerInfo &server, const Engine &engine);
    std::unique_ptr<ScratchDatabase> made(
        const Engine &engine, const ConnectionProfile &beside, const QString &script, Schema &read);

    EngineRegistry m_engines;
    QuietContext m_context;
};

std::unique_ptr<ScratchDatabase> TestSelfCheck::made(
    const Engine &engine, const ConnectionProfile &beside, const QString &script, Schema &read)
{
    Result<MadeDatabase> made = madeByScript(script, engine, beside, m_context);
    if (!made) {
        qWarning("%s", qPrintable(made.error().text()));
        return nullptr;
    }
    read = made->schema;
    return std::move(made->database);
}

void TestSelfCheck::catchesWhatTheReaderDoesNotKnow_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("script");
    const QString rest = u"; CREATE TABLE kept (id int PRIMARY KEY); CREATE TABLE child (id int PRIMARY KEY, t int, "
                         "CONSTRAINT f FOREIGN KEY (t) REFERENCES t (id)); CREATE VIEW v AS SELECT id FROM kept"_s;
    for (const QByteArray server : {"postgresql15", "postgresql18"})
        QTest::addRow("%s", server.constData())
            << server << QString(u"CREATE TABLE t (id int PRIMARY KEY, a text, b int)"_s + rest);
    for (const QByteArray server : {"mariadb", "mysql56"})
        QTest::addRow("%s", server.constData())
            << server << QString(u"CREATE TABLE t (id int PRIMARY KEY, a varchar(9), b int) ENGINE=InnoDB"_s + rest);
}

/// The gap is made: a reader that knew no default would have read just this schema.
void TestSelfCheck::catchesWhatTheReaderDoesNotKnow()
{
    QFETCH(QByteArray, server);
    QFETCH(QString, script);
    RELATA_REQUIRE_SERVER(server);
    const ConnectionProfile beside = *profileFromUrl(*serverUrl(server));
    const Engine &engine = *m_engines.find(beside.engine);
    QString withDefault = script;
    withDefault.replace(u"b int"_s, u"b int DEFAULT 7"_s);
    Schema known;
    const auto database = made(engine, beside, withDefault, known);
    QVERIFY(database);
    const ObjectId table = known.idOf(Kind::Table, {QString(), u"t"_s});
    const ObjectId id = known.child(table, Kind::Column, u"b"_s);
    Column column = *known.find<Column>(id);
    column.defaultValue = {};
    const Schema schema = known.with(id, makeObject(column));

    const auto misread = selfCheck(database->connection(), schema, engine, beside, m_context);
    QVERIFY2(misread, misread ? "" : qPrintable(misread.error().text()));
    QCOMPARE(misread->size(), 1);
    QCOMPARE(misread->first().object, table);
    QVERIFY2(misread->first().said.contains(u'7'), qPrintable(misread->first().said));
    QVERIFY(!misread->first().made.contains(u'7'));

    const Schema marked = withoutMisread(schema, *misread);
    QVERIFY(marked.find<Opaque>(table));
    QVERIFY(marked.find<Table>(marked.idOf(Kind::Table, {QString(), u"kept"_s})));
    QVERIFY(marked.all(Kind::ForeignKey).isEmpty()); // it names the table
    leavesAlone(marked, table, database->connection().server(), engine);
    refusesOnlyWhatIsTouched(schema, *database, engine, beside);
}

/// A way that leaves the misread table alone is not asked about it, and does not make it anew.
void TestSelfCheck::refusesOnlyWhatIsTouched(
    const Schema &schema, ScratchDatabase &database, const Engine &engine, const ConnectionProfile &beside)
{
    const auto with = [&](const QString &table) {
        const ObjectId id = schema.child(schema.idOf(Kind::Table, {QString(), table}), Kind::Column, u"id"_s);
        Column column = *schema.find<Column>(id);
        column.name = u"number"_s;
        return schema.with(id, makeObject(column));
    };
    const Result<> touched = mustBeReadWell(database.connection(), schema, with(u"t"_s), engine, beside, m_context);
    QVERIFY(!touched);
    QCOMPARE(touched.error().code, Error::Code::Refused);
    QVERIFY2(touched.error().message.source().startsWith("t "_L1), qPrintable(touched.error().text()));
    const Result<> other = mustBeReadWell(database.connection(), schema, with(u"kept"_s), engine, beside, m_context);
    QVERIFY2(other, other ? "" : qPrintable(other.error().text()));
    const Schema part = touchedPart(schema, with(u"kept"_s), engine);
    QCOMPARE(part.all(Kind::Table).size(), 1);
    QCOMPARE(touchedPart(schema, with(u"child"_s), engine).all(Kind::Table).size(), 2); // what it refers to
}

/// Whoever wants the marked table otherwise hears its name; the rest can still be changed.
void TestSelfCheck::leavesAlone(const Schema &marked, ObjectId table, const ServerInfo &server, const Engine &engine)
{
    const Target target{.server = server, .rows = {}, .naive = true, .defaultSchema = {}};
    const Schema wanted = marked.without(table);
    const auto plan = planChanges(ChangeSet::between(marked, wanted), marked, wanted, target, *engine.writer);
    QVERIFY(!plan || plan->statements().isEmpty());
    QVERIFY2(plan || plan.error().message.source().contains("t"_L1), "no name");
    Table renamed = *marked.find<Table>(marked.idOf(Kind::Table, {QString(), u"kept"_s}));
    renamed.name = u"other"_s;
    const Schema other = marked.with(marked.idOf(Kind::Table, {QString(), u"kept"_s}), makeObject(renamed));
    const auto rest = planChanges(ChangeSet::between(marked, other), marked, other, target, *engine.writer);
    QVERIFY2(rest, rest ? "" : qPrintable(rest.error().text()));
    QVERIFY(!rest->statements().isEmpty());
}

void TestSelfCheck::catchesAnIndexMethodThatIsSpelledOut_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const QByteArray server : {"mariadb", "mysql56"})
        QTest::newRow(server.constData()) << server;
}

/// The reader takes the usual method for none said; the server tells them apart.
void TestSelfCheck::catchesAnIndexMethodThatIsSpelledOut()
{
    QFETCH(QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const ConnectionProfile beside = *profileFromUrl(*serverUrl(server));
    const Engine &engine = *m_engines.find(beside.engine);
    Schema schema;
    const auto database =
        made(engine, beside, u"CREATE TABLE t (id int PRIMARY KEY, c int, KEY k (c) USING BTREE)"_s, schema);
    QVERIFY(database);
    const auto misread = selfCheck(database->connection(), schema, engine, beside, m_context);
    QVERIFY2(misread, misread ? "" : qPrintable(misread.error().text()));
    QCOMPARE(misread->size(), 1);
    QVERIFY(misread->first().said.contains("USING BTREE"_L1));
    Schema wanted = schema.without(schema.all(Kind::Index).first());
    const Result<> refused = refuseMisread(schema, wanted, *misread, engine);
    QVERIFY(!refused);
    QVERIFY(refused.error().message.source().startsWith("t would have to be altered"_L1));
    QVERIFY(refuseMisread(schema, schema, *misread, engine));
}

void TestSelfCheck::findsNothingInWhatIsRead_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("script");
    const QString postgresql =
        u"CREATE SCHEMA s; CREATE TABLE s.o (id int PRIMARY KEY); CREATE TABLE t (id bigint GENERATED ALWAYS AS "
        u"IDENTITY "
        "PRIMARY KEY, a text COLLATE \"C\" DEFAULT 'x' NOT NULL, b numeric(9,2) CHECK (b > 0), o int REFERENCES s.o ON "
        "DELETE CASCADE, UNIQUE (a, b)) WITH (fillfactor = 70); CREATE INDEX i ON t (lower(a)) WHERE b > 3; COMMENT ON "
        "COLUMN t.a IS 'it''s'; CREATE VIEW v AS SELECT a, count(*) AS n FROM t GROUP BY a; CREATE MATERIALIZED VIEW m "
        "AS "
        "SELECT 1 AS one; CREATE TABLE p (d date NOT NULL) PARTITION BY RANGE (d); CREATE TABLE p1 PARTITION OF p FOR "
        "VALUES FROM ('2020-01-01') TO ('2021-01-01'); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY y ON t "
        "USING (b > 1)"_s;
    const QString mysql =
        u"CREATE TABLE o (id int PRIMARY KEY) ENGINE=InnoDB; CREATE TABLE t (id bigint unsigned NOT NULL "
        u"AUTO_INCREMENT "
        "PRIMARY KEY, a varchar(30) CHARACTER SET latin1 NOT NULL DEFAULT 'x' COMMENT 'it''s', b decimal(9,2), c "
        "enum('a','b') , d timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, o int, UNIQUE KEY "
        "u "
        "(a(9), b), KEY k (c), CONSTRAINT f FOREIGN KEY (o) REFERENCES o (id) ON DELETE SET NULL) "
        "ENGINE=InnoDB ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8 COMMENT='all'; CREATE VIEW v AS SELECT a, count(*) AS n "
        "FROM t GROUP BY a"_s;
    for (const QByteArray server : {"postgresql15", "postgresql18"})
        QTest::addRow("%s", server.constData()) << server << postgresql;
    for (const QByteArray server : {"mariadb", "mysql56"})
        QTest::addRow("%s", server.constData()) << server << mysql;
}

void TestSelfCheck::findsNothingInWhatIsRead()
{
    QFETCH(QByteArray, server);
    QFETCH(QString, script);
    RELATA_REQUIRE_SERVER(server);
    const ConnectionProfile beside = *profileFromUrl(*serverUrl(server));
    const Engine &engine = *m_engines.find(beside.engine);
    Schema schema;
    const auto database = made(engine, beside, script, schema);
    QVERIFY(database);
    const auto misread = selfCheck(database->connection(), schema, engine, beside, m_context);
    QVERIFY2(misread, misread ? "" : qPrintable(misread.error().text()));
    QStringList told;
    for (const Misread &one : *misread)
        told += schema.displayName(one.object) + u": "_s + one.said + u" / "_s + one.made;
    QCOMPARE(told.join(u'\n'), QString());
}

RELATA_TEST(TestSelfCheck)
#include "tst_self_check.moc"
