#include "dialects/sqlite/definition_text.h"
#include "models/diff/change_set.h"
#include "models/diff/matcher.h"
#include "models/engine/fetch.h"
#include "models/schema/all_kinds.h"
#include "tests/dialects/sqlite_fixture.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

class SqliteCatalogueTest : public QObject {
    Q_OBJECT

private:
    static Schema read(const QByteArray &script)
    {
        auto connection = sqliteDatabase();
        if (const QString wrong = runSqliteScript(*connection, script); !wrong.isEmpty())
            qFatal("%s", qPrintable(wrong));
        return inspectSqlite(*connection);
    }
    static ObjectId tableId(const Schema &schema, const QString &name)
    {
        return schema.idOf(Kind::Table, {QString(), name});
    }
    template <class T>
    static const T *only(const Schema &schema, const QString &table, Kind kind)
    {
        const QList<ObjectId> ids = schema.children(tableId(schema, table), kind);
        return ids.size() == 1 ? schema.find<T>(ids.first()) : nullptr;
    }
    static QString shown(const Schema &schema, const Expression &expression)
    {
        return written(expression, [&](ObjectId id) { return QString(u'<' + schema.displayName(id) + u'>'); });
    }

private slots:
    void readsColumns();
    void readsKeysAndConstraints();
    void readsForeignKeys();
    void readsIndexes();
    void readsViewsAndTriggers();
    void leavesAloneWhatItDoesNotManage();
    void hidesItsOwnTables();
    void readsManyTables();
    void writesItselfAgain_data();
    void writesItselfAgain();
    void writesRealSchemasAgain_data();
    void writesRealSchemasAgain();
};

void SqliteCatalogueTest::readsColumns()
{
    const Schema schema = read("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, \"a b\" varchar( 20 ) NOT NULL "
                               "DEFAULT 'x y' COLLATE NOCASE, [c] NUMERIC(10, 2) DEFAULT -1, d DEFAULT (1+2), e, "
                               "f INT GENERATED ALWAYS AS (id*2) STORED, g AS (\"a b\" || 'z'))");
    QStringList lines;
    for (const ObjectId id : schema.children(tableId(schema, u"t"_s), Kind::Column)) {
        const auto *column = schema.find<Column>(id);
        lines += column->name + u'|' + column->type.name + (column->nullable ? u"|"_s : u"|not null|"_s)
            + shown(schema, column->defaultValue) + u'|' + shown(schema, column->generation) + u'|' + column->collation;
        QCOMPARE(column->identity, column->name == "id"_L1 ? Column::Identity::AutoIncrement : Column::Identity::None);
    }
    const QStringList expected{u"id|INTEGER|||"_s, u"a b|varchar(20)|not null|'x y'||NOCASE"_s,
        u"c|NUMERIC(10,2)|-1||"_s, u"d||(1 + 2)||"_s, u"e||||"_s, u"f|INT||<t.id> * 2|"_s, u"g|||<t.a b> || 'z'|"_s};
    QCOMPARE(lines, expected);
}

void SqliteCatalogueTest::readsKeysAndConstraints()
{
    const Schema schema = read("CREATE TABLE t (a INT CONSTRAINT positive CHECK (a > 0), b TEXT UNIQUE ON CONFLICT "
                               "IGNORE, c, CONSTRAINT pk PRIMARY KEY (a, b COLLATE NOCASE DESC) ON CONFLICT REPLACE "
                               "CONSTRAINT u UNIQUE (b, c), CHECK (t.b <> c)) WITHOUT ROWID");
    const auto *key = only<PrimaryKey>(schema, u"t"_s, Kind::PrimaryKey);
    QVERIFY(key);
    QCOMPARE(key->name, u"pk"_s);
    QCOMPARE(key->parts.size(), 2);
    QVERIFY(key->parts.at(1).descending);
    QCOMPARE(key->parts.at(1).collation, u"NOCASE"_s);
    QCOMPARE(key->options.value(sqlite::option::OnConflict), QVariant(u"REPLACE"_s));
    QVERIFY(schema.find<Table>(tableId(schema, u"t"_s))->options.value(sqlite::option::WithoutRowid).toBool());
    QCOMPARE(schema.children(tableId(schema, u"t"_s), Kind::Unique).size(), 2);
    QStringList checks;
    for (const ObjectId id : schema.children(tableId(schema, u"t"_s), Kind::Check))
        checks += schema.find<Check>(id)->name + u": "_s + shown(schema, schema.find<Check>(id)->expression);
    QCOMPARE(checks, (QStringList{u": <t.b> <> <t.c>"_s, u"positive: <t.a> > 0"_s}));
}

void SqliteCatalogueTest::readsForeignKeys()
{
    const Schema schema = read("CREATE TABLE p (x, y, PRIMARY KEY (x, y));"
                               "CREATE TABLE c (a, b, CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES P ON DELETE CASCADE "
                               "ON UPDATE SET NULL MATCH FULL DEFERRABLE INITIALLY DEFERRED)");
    const auto *key = only<ForeignKey>(schema, u"c"_s, Kind::ForeignKey);
    QVERIFY(key);
    QCOMPARE(key->name, u"fk"_s);
    QCOMPARE(key->referencedTable, tableId(schema, u"p"_s));
    QCOMPARE(key->referencedColumns, schema.children(key->referencedTable, Kind::Column));
    QCOMPARE(key->columns.size(), 2);
    QCOMPARE(key->onDelete, ForeignKey::Action::Cascade);
    QCOMPARE(key->onUpdate, ForeignKey::Action::SetNull);
    QCOMPARE(key->match, ForeignKey::Match::Full);
    QCOMPARE(key->deferral, Deferral::Deferred);
}

void SqliteCatalogueTest::readsIndexes()
{
    const Schema schema =
        read("CREATE TABLE t (a, b UNIQUE);"
             "CREATE UNIQUE INDEX i ON t (a COLLATE nocase DESC, lower( b )) WHERE a>0 AND b IS NOT NULL");
    const auto *index = only<Index>(schema, u"t"_s, Kind::Index);
    QVERIFY(index);
    QVERIFY(index->unique);
    QCOMPARE(index->parts.size(), 2);
    QCOMPARE(schema.displayName(index->parts.at(0).column), u"t.a"_s);
    QVERIFY(index->parts.at(0).descending);
    QCOMPARE(index->parts.at(0).collation, u"nocase"_s);
    QCOMPARE(shown(schema, index->parts.at(1).expression), u"lower(<t.b>)"_s);
    QCOMPARE(shown(schema, index->predicate), u"<t.a> > 0 AND <t.b> IS NOT NULL"_s);
}

void SqliteCatalogueTest::readsViewsAndTriggers()
{
    const Schema schema = read("CREATE TABLE t (a, b);"
                               "CREATE VIEW v (x) AS\n  SELECT t.a FROM t WHERE b = 1;"
                               "CREATE TRIGGER g AFTER UPDATE OF a ON t BEGIN UPDATE t SET b = new.a; END;"
                               "CREATE TRIGGER h INSTEAD OF DELETE ON v BEGIN SELECT 1; END;");
    const ObjectId view = schema.idOf(Kind::View, {QString(), u"v"_s});
    QCOMPARE(shown(schema, schema.find<View>(view)->query), u"SELECT <t>.<t.a> FROM <t> WHERE <t.b> = 1"_s);
    QCOMPARE(schema.find<View>(view)->columns, QStringList{u"x"_s});
    const auto *trigger = only<Trigger>(schema, u"t"_s, Kind::Trigger);
    QVERIFY(trigger);
    QCOMPARE(shown(schema, trigger->definition),
        u"CREATE TRIGGER <t.g> AFTER UPDATE OF <t.a> ON <t> BEGIN UPDATE <t> SET <t.b> = new.<t.a>; END"_s);
    QCOMPARE(schema.children(view, Kind::Trigger).size(), 1);
}

void SqliteCatalogueTest::leavesAloneWhatItDoesNotManage()
{
    const Schema schema = read("CREATE VIRTUAL TABLE words USING fts5(body);"
                               "CREATE TABLE odd (a INT CONSTRAINT named DEFAULT 5, b);"
                               "CREATE INDEX i ON odd (b);"
                               "CREATE TABLE child (o REFERENCES odd (a));"
                               "CREATE TABLE orphan (o REFERENCES nowhere);"
                               "CREATE TABLE fine (a)");
    QStringList kinds;
    for (const ObjectId id : schema.all(Kind::Opaque))
        kinds += schema.displayName(id) + u": "_s + schema.find<Opaque>(id)->engineKind;
    QVERIFY(!kinds.join(u' ').contains(u"words"_s)); // nor what its module made for itself
    QCOMPARE(schema.all(Kind::VirtualTable).size(), 1);
    QVERIFY(kinds.contains(u"odd: table"_s));
    QVERIFY(kinds.contains(u"odd.i: index"_s));
    QVERIFY(kinds.contains(u"orphan: table"_s));
    QVERIFY(tableId(schema, u"fine"_s) && tableId(schema, u"child"_s));
    QVERIFY(sqliteScript(schema).contains(u"REFERENCES odd (a)"_s));
}

void SqliteCatalogueTest::hidesItsOwnTables()
{
    const Schema schema = read("CREATE TABLE _relata_ledger (a UNIQUE); CREATE INDEX x ON _relata_ledger (a);"
                               "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT); ANALYZE");
    QCOMPARE(schema.children(schema.defaultNamespace()).size(), 1);
    QVERIFY(read({}).defaultNamespace());
}

void SqliteCatalogueTest::readsManyTables()
{
    auto connection = sqliteDatabase();
    QByteArray script;
    for (int i = 0; i < 300; ++i)
        script += "CREATE TABLE t" + QByteArray::number(i) + " (a INTEGER PRIMARY KEY, b REFERENCES t0);";
    QCOMPARE(runSqliteScript(*connection, script), QString());
    QCOMPARE(inspectSqlite(*connection).all(Kind::ForeignKey).size(), 300);
}

void SqliteCatalogueTest::writesItselfAgain_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("inline") << QByteArray("CREATE TABLE [t t] (id INTEGER PRIMARY KEY, a TEXT UNIQUE CHECK (a <> ''))");
    QTest::newRow("autoincrement") << QByteArray(
        "CREATE TABLE t (a, id INTEGER CONSTRAINT k PRIMARY KEY AUTOINCREMENT)");
    QTest::newRow("autoincrement behind")
        << QByteArray("CREATE TABLE t (id INTEGER, PRIMARY KEY(\"id\" AUTOINCREMENT))");
    QTest::newRow("descending") << QByteArray("CREATE TABLE t (id INTEGER PRIMARY KEY DESC)");
    QTest::newRow("strict") << QByteArray(
        "CREATE TABLE t (a ANY PRIMARY KEY, b BLOB NOT NULL ON CONFLICT FAIL) STRICT, WITHOUT ROWID");
    QTest::newRow("quotes") << QByteArray("CREATE TABLE `t` (`select` INT, 'x' INT, \"say \"\"so\"\"\" INT)");
    QTest::newRow("defaults") << QByteArray(
        "CREATE TABLE t (a DEFAULT CURRENT_TIMESTAMP, b DEFAULT (datetime('now', "
        "'localtime')), c DEFAULT +5, d DEFAULT x'00', e DEFAULT NULL, f DEFAULT TRUE)");
    QTest::newRow("self") << QByteArray(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, up INT REFERENCES t ON DELETE SET NULL)");
    QTest::newRow("circle") << QByteArray("CREATE TABLE a (id INTEGER PRIMARY KEY, b INT REFERENCES b(id));"
                                          "CREATE TABLE b (id INTEGER PRIMARY KEY, a INT REFERENCES a(id))");
    QTest::newRow("generated") << QByteArray(
        "CREATE TABLE t (a INT, b AS (a + 1), c INT GENERATED ALWAYS AS (b) STORED)");
    QTest::newRow("comments") << QByteArray(
        "CREATE TABLE t ( -- the table\n a INT, /* the, column */ b TEXT -- last\n)");
    QTest::newRow("as select") << QByteArray(
        "CREATE TABLE s (a INT, b TEXT); CREATE TABLE t AS SELECT a, b, 1 c FROM s");
    QTest::newRow("case") << QByteArray(
        "create table T (Id integer primary key); create table U (t int references t(ID))");
    QTest::newRow("trigger") << QByteArray(
        "CREATE TABLE t (a, b); CREATE TRIGGER \"g g\" BEFORE INSERT ON t WHEN new.a "
        "IS NULL BEGIN SELECT RAISE(ABORT, 'a'); END");
    QTest::newRow("no types") << QByteArray(
        "CREATE TABLE t (a, b PRIMARY KEY, c DOUBLE PRECISION, d LONG VARCHAR (7))");
}

void SqliteCatalogueTest::writesItselfAgain()
{
    QFETCH(QByteArray, script);
    auto first = sqliteDatabase(), second = sqliteDatabase();
    QCOMPARE(runSqliteScript(*first, script), QString());
    const Schema schema = inspectSqlite(*first);
    QVERIFY2(schema.all(Kind::Opaque).isEmpty(), "not managed");
    const QString text = sqliteScript(schema);
    QCOMPARE(runSqliteScript(*second, text.toUtf8()), QString());
    QCOMPARE(sqliteDump(*second), sqliteDump(*first));
    const Schema again = matched(inspectSqlite(*second), schema, NameRule::CaseInsensitive);
    QVERIFY(ChangeSet::between(schema, again).isEmpty());
    QCOMPARE(again.fingerprint(), schema.fingerprint());
    QCOMPARE(sqliteScript(again), text);
}

void SqliteCatalogueTest::writesRealSchemasAgain_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("tables");
    QTest::newRow("Chinook") << u"chinook/Chinook_Sqlite.sql"_s << 11;
    QTest::newRow("Sakila") << u"sakila/sqlite-sakila-schema.sql"_s << 16;
}

void SqliteCatalogueTest::writesRealSchemasAgain()
{
    QFETCH(QString, file);
    QFETCH(int, tables);
    QString folder = qEnvironmentVariable("RELATA_DATA_DIR");
    if (folder.isEmpty())
        folder = qEnvironmentVariable("RELATA_SOURCE_DIR") + u"/../shared/data"_s;
    QFile script(folder + u'/' + file);
    if (!script.open(QIODevice::ReadOnly))
        QSKIP("The public schemas are not here: set RELATA_DATA_DIR to their folder.");
    auto first = sqliteDatabase(), second = sqliteDatabase();
    runSqliteScript(*first, "PRAGMA foreign_keys = OFF; BEGIN");
    QCOMPARE(runSqliteScript(*first, script.readAll().replace("\xef\xbb\xbf", "")), QString());
    const Schema schema = inspectSqlite(*first);
    QVERIFY(schema.all(Kind::Opaque).isEmpty());
    QCOMPARE(schema.all(Kind::Table).size(), tables);
    QCOMPARE(runSqliteScript(*second, sqliteScript(schema).toUtf8()), QString());
    QCOMPARE(sqliteDump(*second), sqliteDump(*first));
    const Schema again = matched(inspectSqlite(*second), schema, NameRule::CaseInsensitive);
    QVERIFY(ChangeSet::between(schema, again).isEmpty());
}

RELATA_TEST(SqliteCatalogueTest)
#include "tst_sqlite_catalogue.moc"
