#include "dialects/mysql/catalogue.h"
#include "models/schema/all_kinds.h"
#include "tests/dialects/mysql_support.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace relata {

using namespace relata::tests;

namespace {

/// Passes everything on and counts.
class CountingConnection : public Connection {
public:
    explicit CountingConnection(Connection &inner)
        : m_inner(inner)
    { }
    Result<> execute(const QString &statement, std::span<const Value> parameters, RowSink &sink) override
    {
        ++count;
        return m_inner.execute(statement, parameters, sink);
    }
    Result<> executeAll(const QStringList &statements, RowSink &sink) override
    {
        ++count;
        return m_inner.executeAll(statements, sink);
    }
    Result<qint64> load(const QStringList &table, const QStringList &columns, RowSource &rows) override
    {
        return m_inner.load(table, columns, rows);
    }
    TransactionState transaction() const override { return m_inner.transaction(); }
    Result<> reset() override { return m_inner.reset(); }
    std::shared_ptr<Interrupter> interrupter() override { return m_inner.interrupter(); }
    const ServerInfo &server() const override { return m_inner.server(); }
    bool isAlive() const override { return m_inner.isAlive(); }

    int count = 0;

private:
    Connection &m_inner;
};

Schema read(Connection &connection)
{
    QuietContext context;
    const Result<Schema> schema = mysql::MysqlCatalogue().read(connection, {}, context);
    if (!schema)
        qFatal("%s", qPrintable(schema.error().text()));
    return *schema;
}

QString text(const Schema &schema, const Expression &expression)
{
    return written(expression, [&](ObjectId id) -> QString { return u'<' + schema.displayName(id) + u'>'; });
}

/// "name type null default extra" of each column.
QStringList columnsOf(const Schema &schema, const QString &table)
{
    QStringList result;
    for (const ObjectId id : schema.children(schema.idOf(Kind::Table, {QString(), table}), Kind::Column)) {
        const auto *column = schema.find<Column>(id);
        QStringList words{column->name, column->type.name, column->nullable ? u"null"_s : u"not null"_s};
        if (!column->defaultValue.isEmpty())
            words += u"default "_s + text(schema, column->defaultValue);
        if (column->identity == Column::Identity::AutoIncrement)
            words += u"auto_increment"_s;
        if (!column->generation.isEmpty())
            words += u"as "_s + text(schema, column->generation);
        if (!column->collation.isEmpty())
            words += column->collation;
        for (auto it = column->options.begin(); it != column->options.end(); ++it)
            words += QString::fromLatin1(it.key()) + u'=' + it.value().toString();
        result += words.join(u' ');
    }
    return result;
}

QStringList namesOf(const Schema &schema, Kind kind)
{
    QStringList names;
    for (const ObjectId id : schema.all(kind))
        names += schema.displayName(id);
    return names;
}

QString partsOf(const Schema &schema, const KeyParts &parts)
{
    QStringList result;
    for (const KeyPart &part : parts) {
        QString one = nameOf(*schema.find(part.column));
        if (part.prefixLength)
            one += u'(' + QString::number(part.prefixLength) + u')';
        if (part.descending)
            one += u" desc"_s;
        result += one;
    }
    return result.join(u", "_s);
}

} // namespace

class MysqlCatalogueTest : public QObject {
    Q_OBJECT

private:
    static void eachServer()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::newRow("mariadb") << QByteArray("mariadb");
        QTest::newRow("mysql56") << QByteArray("mysql56");
    }

    /// Of each kind that the reader asks about, `to - from` more.
    static void growCatalogue(Connection &connection, int from, int to)
    {
        static const QStringList statements{
            u"CREATE TABLE t%1 (a INT PRIMARY KEY, b INT, c TEXT, KEY (b)) ENGINE=InnoDB"_s,
            u"CREATE TABLE f%1 (a INT, c TEXT, FULLTEXT KEY c (c), FOREIGN KEY (a) REFERENCES t%1 (a)) ENGINE=InnoDB"_s,
            u"CREATE TABLE p%1 (a INT) PARTITION BY RANGE (a) (PARTITION x VALUES LESS THAN (9))"_s,
            u"CREATE ALGORITHM=MERGE VIEW v%1 AS SELECT a FROM t%1"_s,
            u"CREATE FUNCTION n%1 () RETURNS TEXT DETERMINISTIC RETURN 'it''s \\\\'"_s,
            u"CREATE PROCEDURE r%1 () SET @said = 'it''s'"_s,
            u"CREATE TRIGGER g%1 BEFORE INSERT ON t%1 FOR EACH ROW SET NEW.c = 'it''s'"_s,
            u"CREATE EVENT e%1 ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM t%1 WHERE c = 'it''s'"_s};
        static const QStringList ofMariaDb{u"CREATE SEQUENCE s%1"_s,
            u"CREATE TABLE d%1 (a DATE, b DATE, c INT, PERIOD FOR w (a, b), UNIQUE (c, w WITHOUT OVERLAPS))"_s,
            u"CREATE TABLE k%1 (a INT CHECK (a > 0))"_s};
        const bool mariaDb = connection.server().engine == "mariadb";
        for (int i = from; i < to; ++i) {
            for (const QString &statement : mariaDb ? statements + ofMariaDb : statements)
                QVERIFY2(runs(connection, statement.arg(i)), qPrintable(statement));
        }
    }

private slots:
    void readsColumns_data() { eachServer(); }
    void readsColumns()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        QVERIFY(runs(c,
            u"CREATE TABLE t (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'the key', "
            u"b BIGINT(20) DEFAULT 5, c VARCHAR(20) DEFAULT 'it''s \\\\', d DECIMAL(5,2) NOT NULL DEFAULT 1.5, "
            u"e ENUM('a','b''c') NOT NULL, f DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, "
            u"g BIT(3) DEFAULT b'101', h TIMESTAMP NULL, i TINYINT(1), j CHAR(3) COLLATE utf8_bin, k INT(5) ZEROFILL) "
            u"ENGINE=MyISAM CHARACTER SET utf8 ROW_FORMAT=DYNAMIC COMMENT='it''s a table'"_s));
        const Schema schema = read(c);
        const bool mariaDb = server == "mariadb";
        const QString now = mariaDb ? u"current_timestamp()"_s : u"CURRENT_TIMESTAMP"_s;
        QStringList expected{u"id int unsigned not null auto_increment"_s, u"b bigint null default 5"_s,
            u"c varchar(20) null default 'it''s \\\\'"_s, u"d decimal(5,2) not null default 1.50"_s,
            u"e enum('a','b''c') not null"_s, u"f datetime null default %1 mysql.on_update=%1"_s.arg(now),
            u"g bit(3) null default b'101'"_s, u"h timestamp null"_s, u"i tinyint(1) null"_s,
            u"j char(3) null %1"_s.arg(mariaDb ? u"utf8mb3_bin"_s : u"utf8_bin"_s),
            u"k int(5) unsigned zerofill null"_s};
        QCOMPARE(columnsOf(schema, u"t"_s), expected);
        const auto *table = schema.find<Table>(schema.idOf(Kind::Table, {QString(), u"t"_s}));
        QCOMPARE(table->comment, u"it's a table"_s);
        QCOMPARE(table->options.value("mysql.engine").toString(), u"MyISAM"_s);
        QCOMPARE(table->options.value("mysql.row_format").toString(), u"DYNAMIC"_s);
        QCOMPARE(schema.find<Column>(schema.idOf(Kind::Column, {QString(), u"t"_s, u"id"_s}))->comment, u"the key"_s);
    }

    void readsWhatMariaDbAdds()
    {
        RELATA_REQUIRE_SERVER("mariadb");
        MysqlDatabase database("mariadb");
        Connection &c = database.connection();
        QVERIFY(runs(c, u"CREATE SEQUENCE s START WITH 5 INCREMENT BY 2 MAXVALUE 1000 CYCLE"_s));
        QVERIFY(runs(c, u"CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2"_s));
        QVERIFY(runs(c,
            u"CREATE TABLE t (a BIGINT DEFAULT NEXTVAL(s), b INT CHECK (b > 0), j JSON, g INT AS (b + 1) STORED, "
            u"v INT AS (b * 2), h INT INVISIBLE DEFAULT 3, x INT DEFAULT (b + 1), CONSTRAINT ck CHECK (b < g))"_s));
        QVERIFY(runs(c, u"CREATE TABLE p (a INT) PARTITION BY HASH (a) PARTITIONS 2"_s));
        QVERIFY(runs(c, u"CREATE TABLE h (a INT) WITH SYSTEM VERSIONING"_s));
        QVERIFY(runs(c, u"CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t"_s));
        QVERIFY(runs(c,
            u"CREATE VIEW w AS SELECT t.b, u.g AS gg, twice(t.b) AS d, 'it''s `t`' AS l FROM t JOIN t u ON t.b = u.g"_s));
        const Schema schema = read(c);
        QCOMPARE(columnsOf(schema, u"t"_s),
            QStringList({u"a bigint null default nextval(<s>)"_s, u"b int null"_s, u"j json null"_s,
                u"g int null as <t.b> + 1"_s, u"v int null as <t.b> * 2"_s,
                u"h int null default 3 mysql.invisible=true"_s, u"x int null default (<t.b> + 1)"_s}));
        QStringList checks;
        for (const ObjectId id : schema.all(Kind::Check))
            checks += schema.find<Check>(id)->name + u": "_s + text(schema, schema.find<Check>(id)->expression);
        checks.sort();
        QCOMPARE(checks, QStringList({u": <t.b> > 0"_s, u"ck: <t.b> < <t.g>"_s}));
        const auto *sequence = schema.find<Sequence>(schema.idOf(Kind::Sequence, {QString(), u"s"_s}));
        QVERIFY(sequence && sequence->start == 5 && sequence->increment == 2 && sequence->maximum == 1000);
        QVERIFY(sequence->cycle);
        QStringList unmanaged;
        for (const ObjectId id : schema.all(Kind::Opaque))
            unmanaged += schema.find<Opaque>(id)->engineKind + u' ' + schema.displayName(id);
        unmanaged.sort();
        QCOMPARE(unmanaged, QStringList());
        const auto *view = schema.find<View>(schema.idOf(Kind::View, {QString(), u"w"_s}));
        QCOMPARE(text(schema, view->query),
            u"select <t>.<t.b> AS `b`,`u`.<t.g> AS `gg`,<twice>(<t>.<t.b>) AS `d`,'it\\'s `t`' AS `l` "
            u"from (<t> join <t> `u` on(<t>.<t.b> = `u`.<t.g>))"_s);
    }

    void readsKeys_data() { eachServer(); }
    void readsKeys()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        QVERIFY(runs(c, u"CREATE TABLE p (a INT, b INT, PRIMARY KEY (a, b))"_s));
        QVERIFY(runs(c,
            u"CREATE TABLE t (a INT, b INT, c VARCHAR(100), UNIQUE KEY u (c(10), a), KEY k (b, c) COMMENT 'slow', "
            u"FULLTEXT KEY f (c), CONSTRAINT pa FOREIGN KEY (a, b) REFERENCES p (a, b) ON DELETE CASCADE ON UPDATE SET "
            u"NULL, "
            u"CONSTRAINT sb FOREIGN KEY (b) REFERENCES p (a) ON DELETE NO ACTION)"_s));
        QVERIFY(runs(c, u"CREATE TABLE m (a INT, b INT, KEY (a), KEY o (b) USING BTREE) ENGINE=MEMORY"_s));
        const Schema schema = read(c);
        const auto find = [&](Kind kind, const QString &table, const QString &name) {
            return schema.idOf(kind, {QString(), table, name});
        };
        QCOMPARE(partsOf(schema, schema.find<PrimaryKey>(find(Kind::PrimaryKey, u"p"_s, {}))->parts), u"a, b"_s);
        QCOMPARE(partsOf(schema, schema.find<Unique>(find(Kind::Unique, u"t"_s, u"u"_s))->parts), u"c(10), a"_s);
        const auto *k = schema.find<Index>(find(Kind::Index, u"t"_s, u"k"_s));
        QVERIFY(k && k->comment == "slow"_L1 && k->method.isEmpty() && !k->unique);
        QCOMPARE(schema.find<Index>(find(Kind::Index, u"t"_s, u"f"_s))->method, u"fulltext"_s);
        QCOMPARE(schema.find<Index>(find(Kind::Index, u"m"_s, u"a"_s))->method, QString());
        QCOMPARE(schema.find<Index>(find(Kind::Index, u"m"_s, u"o"_s))->method, u"btree"_s);
        // The server made this one for the foreign key; the other found k.
        QCOMPARE(partsOf(schema, schema.find<Index>(find(Kind::Index, u"t"_s, u"pa"_s))->parts), u"a, b"_s);
        QCOMPARE(namesOf(schema, Kind::Index).size(), 5);
        const auto *pa = schema.find<ForeignKey>(find(Kind::ForeignKey, u"t"_s, u"pa"_s));
        QVERIFY(pa && pa->onDelete == ForeignKey::Action::Cascade && pa->onUpdate == ForeignKey::Action::SetNull);
        QCOMPARE(pa->columns.size(), 2);
        QVERIFY(pa->options.isEmpty());
        QCOMPARE(schema.displayName(pa->referencedTable), u"p"_s);
        QVERIFY(
            schema.find<ForeignKey>(find(Kind::ForeignKey, u"t"_s, u"sb"_s))->onDelete == ForeignKey::Action::NoAction);
    }

    void readsProgramsToTheLetter_data() { eachServer(); }
    void readsProgramsToTheLetter()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        QVERIFY(runs(c, u"CREATE TABLE t (`a``b` INT, c TEXT)"_s));
        QVERIFY(runs(c,
            u"CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN SET @s = NEW.`a``b`; SET @s = NEW.`a``b`, "
            u"@t = 'it''s \\\\'; END"_s));
        QVERIFY(runs(c, u"CREATE PROCEDURE p() SELECT `a``b`, 'it''s' FROM t"_s));
        const Schema schema = read(c);
        const auto *trigger = schema.find<Trigger>(schema.all(Kind::Trigger).first());
        const QString body = text(schema, trigger->definition).section(u"BEGIN"_s, 1);
        QCOMPARE(body, u" SET @s = NEW.`<t.a`b>`; SET @s = NEW.`<t.a`b>`, @t = 'it''s \\\\'; END"_s);
        const auto *procedure = schema.find<Routine>(schema.all(Kind::Routine).first());
        QVERIFY(text(schema, procedure->definition).endsWith(u"SELECT `a``b`, 'it''s' FROM <t>"_s));
    }

    void readsPublicSchemas_data()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QList<int>>("counts"); // tables, foreign keys, views, routines, triggers, unmanaged
        for (const QByteArray server : {"mariadb", "mysql56"}) {
            QTest::addRow("%s chinook", server.constData())
                << server << u"chinook/Chinook_MySql.sql"_s << QList<int>{11, 11, 0, 0, 0, 0};
            QTest::addRow("%s sakila", server.constData())
                << server << u"sakila/sakila-schema.sql"_s << QList<int>{16, 22, 7, 6, 3, 0};
            QTest::addRow("%s openmrs", server.constData())
                << server << u"openmrs/openmrs.sql"_s << QList<int>{116, 440, 0, 0, 0, 0};
        }
    }
    void readsPublicSchemas()
    {
        QFETCH(const QByteArray, server);
        QFETCH(const QString, file);
        QFETCH(const QList<int>, counts);
        RELATA_REQUIRE_SERVER(server);
        const std::optional<QString> script = sharedData(file);
        if (!script)
            QSKIP("the public schemas do not stand beside the sources");
        MysqlDatabase database(server);
        QVERIFY(runsScript(database.profile(), QString(*script).remove(u"sakila."_s)));
        const Schema schema = read(database.connection());
        QList<int> found;
        for (const Kind kind : {Kind::Table, Kind::ForeignKey, Kind::View, Kind::Routine, Kind::Trigger, Kind::Opaque})
            found += int(schema.all(kind).size());
        QCOMPARE(found, counts);
        schema.forEach([&](ObjectId, const Object &object) {
            eachReference(object, [&](ObjectId id) { QVERIFY2(!id || schema.find(id), qPrintable(nameOf(object))); });
        });
    }

    void asksAFixedNumberOfQuestions_data() { eachServer(); }
    void asksAFixedNumberOfQuestions()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        const auto questions = [&] {
            CountingConnection counting(database.connection());
            read(counting);
            return counting.count;
        };
        growCatalogue(database.connection(), 0, 5);
        const int before = questions();
        growCatalogue(database.connection(), 5, 60);
        QCOMPARE(questions(), before);
        QVERIFY2(before <= 20, qPrintable(QString::number(before)));
    }

    void needsADatabase_data() { eachServer(); }
    void needsADatabase()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        const auto connection = openMysql(mysqlProfile(server));
        QuietContext context;
        const Result<Schema> schema = mysql::MysqlCatalogue().read(*connection, {}, context);
        QVERIFY(!schema.has_value());
        QVERIFY(schema.error().code == Error::Code::Usage);
    }
};

RELATA_TEST(MysqlCatalogueTest)

} // namespace relata

#include "tst_mysql_catalogue.moc"
