#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/prove.h"
#include "models/project/new_migration.h"
#include "models/schema/all_kinds.h"
#include "tests/support/own_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Columns that come to need a value while rows are there: each row gets the one that was said, others keep theirs, and
/// what cannot be filled is refused.
class TestFilling : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_registry); }
    void fillsRows_data();
    void fillsRows();
    void goesByOrderlyKeys_data();
    void goesByOrderlyKeys();
    void fillsPartitions();
    void needsAValue();
    void refuses_data();
    void refuses();

private:
    EngineRegistry m_registry;
};

namespace {

/// 2,400 customers, every third without a nickname.
const char *const Script =
    "CREATE TABLE digit (n int NOT NULL PRIMARY KEY);"
    "INSERT INTO digit VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);"
    "CREATE TABLE customer (id int NOT NULL PRIMARY KEY, name varchar(40) NOT NULL, nickname varchar(40));"
    "INSERT INTO customer SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n, 'customer', 'known' "
    "FROM digit a, digit b, digit c, digit d WHERE a.n + 10 * b.n + 100 * c.n + 1000 * d.n < 2400;"
    "UPDATE customer SET nickname = NULL WHERE id % 3 = 0";

ObjectId customerOf(const Schema &schema)
{
    return schema.child(schema.defaultNamespace(), Kind::Table, u"customer"_s);
}

Schema withColumn(const Schema &schema, const QString &name, int position)
{
    const ObjectId like = schema.child(customerOf(schema), Kind::Column, u"name"_s);
    Column column = *schema.find<Column>(like);
    column.name = name;
    column.position = position;
    return schema.with(ObjectId::random(), makeObject(std::move(column)));
}

/// nickname must have a value, and state and shout are new.
Schema designed(const Schema &head)
{
    const ObjectId nickname = head.child(customerOf(head), Kind::Column, u"nickname"_s);
    Column column = *head.find<Column>(nickname);
    column.nullable = false;
    return withColumn(withColumn(head.with(nickname, makeObject(std::move(column))), u"state"_s, 4), u"shout"_s, 5);
}

const QList<FillAnswer> Answers = {{u"customer.nickname"_s, u"it's none"_s, false},
    {u"customer.state"_s, u"new"_s, false}, {u"customer.shout"_s, u"upper(name)"_s, true}};

QString countOf(const tests::Session &session, const QString &condition)
{
    const Result<Rows> rows = fetch(*session.connection, u"SELECT count(*) FROM customer WHERE "_s + condition);
    return rows ? rows->text(0, 0) : rows.error().text();
}

} // namespace

void TestFilling::fillsRows_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql13", "postgresql15", "postgresql18", "mariadb", "mysql56"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

void TestFilling::fillsRows()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    QTemporaryDir folder;
    tests::OwnDatabase own(m_registry, server, folder.path());
    tests::Session session;
    QVERIFY(session.open(own.profile, m_registry));
    QCOMPARE(session.run(QString::fromLatin1(Script)), QString());
    const Result<Schema> head = session.schema();
    QVERIFY(head);
    const Schema design = designed(*head);
    QuietContext context;
    Result<NewMigration> made =
        draftMigration(*head, design, *session.engine, session.connection->server(), {u"fill"_s, {}, true, Answers});
    QVERIFY2(made, made ? "" : qPrintable(made.error().text()));
    made->file.version = u"001"_s;
    made->file.id = u"f111"_s;
    const Result<> done = applyMigration(*session.connection, own.profile, *session.engine, made->file, context);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(countOf(session, u"nickname = 'it''s none'"_s), u"800"_s);
    QCOMPARE(countOf(session, u"nickname = 'it''s none' AND id % 3 = 0"_s), u"800"_s);
    QCOMPARE(countOf(session, u"nickname = 'known' AND id % 3 <> 0"_s), u"1600"_s);
    QCOMPARE(countOf(session, u"state = 'new' AND shout = 'CUSTOMER'"_s), u"2400"_s);
    QVERIFY(!session.run(u"INSERT INTO customer (id, name, nickname, shout) VALUES (9000, 'a', 'b', 'c')"_s).isEmpty()
        || server == "mysql56"); // which takes an empty text for what is not said unless it is strict
    const Result<Schema> now = session.schema();
    QVERIFY(now);
    QCOMPARE(differences(design, matched(*now, design, session.engine->nameRule), *session.engine), QStringList());
}

void TestFilling::goesByOrderlyKeys_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("isOrderly");
    QTest::newRow("postgresql uuid") << QByteArray("postgresql15") << u"uuid"_s << true;
    QTest::newRow("postgresql interval") << QByteArray("postgresql15") << u"interval"_s << false;
    QTest::newRow("mysql int") << QByteArray("mysql56") << u"int"_s << true;
    QTest::newRow("mysql enum") << QByteArray("mysql56") << u"enum('b', 'a')"_s << false;
    QTest::newRow("mysql timestamp") << QByteArray("mysql56") << u"timestamp"_s << false;
}

/// What no batches could go along is filled by one statement, rather than by one that is refused when it runs.
void TestFilling::goesByOrderlyKeys()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, key);
    QFETCH(const bool, isOrderly);
    RELATA_REQUIRE_SERVER(server);
    tests::OwnDatabase own(m_registry, server, {});
    tests::Session session;
    QVERIFY(session.open(own.profile, m_registry));
    QCOMPARE(session.run(u"CREATE TABLE customer (id %1 NOT NULL PRIMARY KEY, name varchar(40) NOT NULL, nickname "
                         "varchar(40))"_s.arg(key)),
        QString());
    const Result<Schema> head = session.schema();
    QVERIFY(head);
    Result<NewMigration> made = draftMigration(
        *head, designed(*head), *session.engine, session.connection->server(), {u"fill"_s, {}, true, Answers});
    QVERIFY2(made, made ? "" : qPrintable(made.error().text()));
    QCOMPARE(made->file.up.contains("relata:backfill"_L1), isOrderly);
    made->file.version = u"001"_s;
    made->file.id = u"f112"_s;
    QuietContext context;
    const Result<> done = applyMigration(*session.connection, own.profile, *session.engine, made->file, context);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
}

/// Rows of partitions have their values before their own column must have one.
void TestFilling::fillsPartitions()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    tests::OwnDatabase own(m_registry, "postgresql15", {});
    tests::Session session;
    QVERIFY(session.open(own.profile, m_registry));
    QCOMPARE(session.run(u"CREATE TABLE customer (id int NOT NULL PRIMARY KEY, name varchar(40) NOT NULL, nickname "
                         "varchar(40)) PARTITION BY RANGE (id);"
                         "CREATE TABLE customer_1 PARTITION OF customer FOR VALUES FROM (0) TO (10);"
                         "INSERT INTO customer VALUES (1, 'a', NULL), (2, 'b', 'known')"_s),
        QString());
    const Result<Schema> head = session.schema();
    QCOMPARE(session.run(u"UPDATE customer SET nickname = '' WHERE nickname IS NULL;"
                         "ALTER TABLE customer ALTER nickname SET NOT NULL"_s),
        QString());
    const Result<Schema> read = session.schema();
    QVERIFY(head && read);
    const Schema design = matched(*read, *head, session.engine->nameRule);
    QCOMPARE(session.run(u"ALTER TABLE customer ALTER nickname DROP NOT NULL;"
                         "ALTER TABLE customer_1 ALTER nickname DROP NOT NULL;"
                         "UPDATE customer SET nickname = NULL WHERE id = 1"_s),
        QString());
    QCOMPARE(columnsToFill(*head, design).size(), 1);
    Result<NewMigration> made = draftMigration(*head, design, *session.engine, session.connection->server(),
        {u"fill"_s, {}, true, {{u"customer.nickname"_s, u"none"_s, false}}});
    QVERIFY2(made, made ? "" : qPrintable(made.error().text()));
    made->file.version = u"001"_s;
    made->file.id = u"f113"_s;
    QuietContext context;
    const Result<> done = applyMigration(*session.connection, own.profile, *session.engine, made->file, context);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(countOf(session, u"nickname = 'none' AND id = 1"_s), u"1"_s);
    const Result<Schema> now = session.schema();
    QVERIFY(now);
    QCOMPARE(differences(design, matched(*now, design, session.engine->nameRule), *session.engine), QStringList());
}

void TestFilling::needsAValue()
{
    tests::Session session;
    QTemporaryDir folder;
    tests::OwnDatabase own(m_registry, {}, folder.path());
    QVERIFY(session.open(own.profile, m_registry));
    QCOMPARE(session.run(QString::fromLatin1(Script)), QString());
    const Result<Schema> head = session.schema();
    QVERIFY(head);
    const Schema design = designed(*head);
    QStringList names;
    for (const ObjectId id : columnsToFill(*head, design))
        names += design.displayName(id);
    names.sort();
    QCOMPARE(names, (QStringList{u"customer.nickname"_s, u"customer.shout"_s, u"customer.state"_s}));
    QVERIFY(columnsToFill(design, *head).isEmpty());
    const Result<NewMigration> bare =
        draftMigration(*head, design, *session.engine, session.connection->server(), {u"fill"_s, {}, true, {}});
    QVERIFY(bare);
    QVERIFY(!bare->file.up.contains("UPDATE"_L1));
}

void TestFilling::refuses_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isExpression");
    QTest::addColumn<QString>("complaint");
    const QString notOne = u"what is not one SQL expression"_s;
    QTest::newRow("no such column") << u"customer.nick"_s << u"a"_s << false << u"there will be no column"_s;
    QTest::newRow("needs none") << u"customer.name"_s << u"a"_s << false << u"need no new value"_s;
    QTest::newRow("twice") << u"customer.nickname;customer.nickname"_s << u"a"_s << false << u"one thing only"_s;
    QTest::newRow("two statements") << u"customer.state"_s << u"1; DROP TABLE customer"_s << true << notOne;
    QTest::newRow("bracket ends") << u"customer.state"_s << u"1), name = ('x'"_s << true << notOne;
    QTest::newRow("comment") << u"customer.state"_s << u"1 -- all"_s << true << notOne;
    QTest::newRow("open text") << u"customer.state"_s << u"'a"_s << true << notOne;
    QTest::newRow("nothing") << u"customer.state"_s << u"  "_s << true << notOne;
}

void TestFilling::refuses()
{
    QFETCH(const QString, column);
    QFETCH(const QString, text);
    QFETCH(const bool, isExpression);
    QFETCH(const QString, complaint);
    QTemporaryDir folder;
    tests::OwnDatabase own(m_registry, {}, folder.path());
    tests::Session session;
    QVERIFY(session.open(own.profile, m_registry));
    QCOMPARE(session.run(QString::fromLatin1(Script)), QString());
    const Result<Schema> head = session.schema();
    QVERIFY(head);
    QList<FillAnswer> answers;
    for (const QString &one : column.split(u';'))
        answers += {one, text, isExpression};
    const Result<NewMigration> made = draftMigration(
        *head, designed(*head), *session.engine, session.connection->server(), {u"fill"_s, {}, true, answers});
    QVERIFY(!made);
    QVERIFY2(made.error().message.source().contains(complaint), qPrintable(made.error().text()));
}

RELATA_TEST(TestFilling)
#include "tst_filling.moc"
