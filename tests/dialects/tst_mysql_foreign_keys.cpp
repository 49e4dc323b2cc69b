#include "dialects/mariadb/engine.h"
#include "dialects/mysql/catalogue.h"
#include "dialects/mysql/engine.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/compare.h"
#include "models/project/new_migration.h"
#include "models/schema/all_kinds.h"
#include "tests/dialects/mysql_support.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace relata {

using namespace relata::tests;

/// A design says its foreign keys; the server has an index for each. Nobody must notice the difference.
class MysqlForeignKeysTest : public QObject {
    Q_OBJECT

private:
    /// The schema as one who never heard of the server's own indexes would have designed it.
    static Schema designed(const Schema &read, const QString &madeByServer)
    {
        Schema design = read;
        for (const ObjectId id : read.all(Kind::Index)) {
            if (nameOf(*read.find(id)) == madeByServer)
                design = design.without(id);
        }
        return design;
    }

    static QStringList indexesOf(const Schema &schema, const QString &table)
    {
        QStringList result;
        for (const ObjectId id : schema.children(schema.idOf(Kind::Table, {QString(), table}), Kind::Index)) {
            QStringList columns;
            for (const KeyPart &part : schema.find<Index>(id)->parts)
                columns += nameOf(*schema.find(part.column));
            result += nameOf(*schema.find(id)) + u'(' + columns.join(u',') + u')';
        }
        result.sort();
        return result;
    }

    static void eachServer()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::newRow("mariadb") << QByteArray("mariadb");
        QTest::newRow("mysql56") << QByteArray("mysql56");
    }

    /// A table t with one foreign key, f.
    static Schema simple(MysqlDatabase &database)
    {
        Connection &connection = database.connection();
        runs(connection, u"CREATE TABLE p (x INT PRIMARY KEY)"_s);
        runs(connection, u"CREATE TABLE t (a INT, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (x))"_s);
        QuietContext context;
        return mysql::MysqlCatalogue().read(connection, {}, context).value_or(Schema());
    }

    /// What leads from the one to the other, proved; empty when nothing does.
    static QStringList way(const Schema &from, const Schema &to, const MysqlDatabase &database)
    {
        const ServerInfo server = database.connect()->server();
        const Engine &engine = server.engine == "mariadb" ? mariadbEngine() : mysqlEngine();
        const Result<NewMigration> made = draftMigration(from, to, engine, server, {});
        if (!made)
            return made.error().code == Error::Code::Usage ? QStringList() : QStringList(made.error().text());
        const QStringList up = made->plan.up.statements();
        QuietContext context;
        const auto proof = prove(from, to, up, made->plan.down.statements(), engine, database.profile(), context);
        if (!proof || !proof->proved)
            return {proof ? QString(proof->reason.source() + proof->detail) : proof.error().text()};
        // How the server goes about it is told elsewhere.
        static const QRegularExpression form(u",\\s*(ALGORITHM|LOCK)=\\w+"_s);
        return QString(up.join(u'|').remove(form).simplified()).split(u'|');
    }

private slots:
    void completesAsTheServerDoes_data()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::addColumn<QString>("keys"); // of a table with columns a, b and c; p has a unique key over x and y
        QTest::addColumn<QString>("made"); // the name of the index that the server makes
        for (const QByteArray server : {"mariadb", "mysql56"}) {
            const auto add = [&](const char *name, const QString &keys, const QString &made) {
                QTest::addRow("%s %s", server.constData(), name) << server << keys << made;
            };
            add("one", u"CONSTRAINT f FOREIGN KEY (a) REFERENCES p (x)"_s, u"f"_s);
            add("served", u"KEY k (a, b), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (x)"_s, {});
            add("served by the primary key", u"PRIMARY KEY (a, b), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (x)"_s,
                {});
            add("two over the same",
                u"CONSTRAINT f1 FOREIGN KEY (a) REFERENCES p (x), CONSTRAINT f2 FOREIGN KEY (a) REFERENCES p (x)"_s,
                u"f2"_s);
            add("wider",
                u"CONSTRAINT f1 FOREIGN KEY (a, b) REFERENCES p (x, y), CONSTRAINT f2 FOREIGN KEY (a) REFERENCES p (x)"_s,
                u"f1"_s);
            add("other order", u"KEY k (b, a), CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p (x, y)"_s, u"f"_s);
            add("prefix", u"KEY k (c(3)), CONSTRAINT f FOREIGN KEY (c) REFERENCES p (z)"_s, u"f"_s);
            add("nameless", u"FOREIGN KEY (a) REFERENCES p (x)"_s, u"a"_s);
        }
    }
    void completesAsTheServerDoes()
    {
        QFETCH(const QByteArray, server);
        QFETCH(const QString, keys);
        QFETCH(const QString, made);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        Connection &c = database.connection();
        QVERIFY(runs(c, u"CREATE TABLE p (x INT, y INT, z VARCHAR(9), UNIQUE KEY (x, y), KEY (z))"_s));
        QVERIFY(runs(c, u"CREATE TABLE t (a INT, b INT, c VARCHAR(9), %1)"_s.arg(keys)));
        QuietContext context;
        const Result<Schema> read = mysql::MysqlCatalogue().read(c, {}, context);
        QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
        QVERIFY(made.isEmpty() || indexesOf(*read, u"t"_s).join(u' ').contains(made + u'('));
        const Engine &engine = mysqlEngine();
        QVERIFY(engine.completed(*read) == *read); // what was read is whole
        Schema design = designed(*read, made);
        if (made == "a"_L1) { // the server names the constraint, too
            const ObjectId id = design.all(Kind::ForeignKey).first();
            ForeignKey nameless = *design.find<ForeignKey>(id);
            nameless.name.clear();
            QCOMPARE(
                indexesOf(engine.completed(design.with(id, makeObject(nameless))), u"t"_s), indexesOf(*read, u"t"_s));
            return;
        }
        const Schema whole = engine.completed(design);
        QCOMPARE(indexesOf(whole, u"t"_s), indexesOf(*read, u"t"_s));
        QVERIFY(engine.completed(whole) == whole);
        QCOMPARE(whole.fingerprint(), read->fingerprint());
        QVERIFY(engine.completed(design) == whole); // ids follow from the keys'
        CompareOptions options;
        options.proof = false;
        for (const auto &[from, to] : {std::pair(design, *read), std::pair(*read, design)}) {
            const auto seen = compareSchemas(from, to, engine, c.server(), options, context);
            QVERIFY2(seen, seen ? "" : qPrintable(seen.error().text()));
            QVERIFY2(seen->isEmpty(), qPrintable(seen->plan.up.statements().join(u";\n"_s)));
            QCOMPARE(differences(from, matched(to, from, engine.nameRule), engine), QStringList());
        }
    }

    void leavesWhatTheDesignLeaves_data() { eachServer(); }
    void leavesWhatTheDesignLeaves()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        const Schema read = simple(database), design = designed(read, u"f"_s);
        const ObjectId key = read.all(Kind::ForeignKey).first();
        const QString addKey = u"ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (x)"_s;
        const QString addIndex = u"ALTER TABLE t ADD KEY f (a)"_s;
        const QString dropKey = u"ALTER TABLE t DROP FOREIGN KEY f"_s, dropIndex = u"ALTER TABLE t DROP KEY f"_s;
        QCOMPARE(way(read, design, database), QStringList());
        QCOMPARE(way(design, read, database), QStringList());
        QCOMPARE(way(read, read.without(key), database), QStringList(dropKey));
        QCOMPARE(way(read, design.without(key), database), QStringList({dropKey, dropIndex}));
        QCOMPARE(way(design, design.without(key), database), QStringList({dropKey, dropIndex}));
        QCOMPARE(way(design.without(key), design, database), QStringList({addIndex, addKey}));
        QCOMPARE(way(read.without(key), design, database), QStringList(addKey));
    }

    void replacesTheIndexByOneThatIsSaid_data() { eachServer(); }
    void replacesTheIndexByOneThatIsSaid()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        const Schema read = simple(database), design = designed(read, u"f"_s);
        Index mine = *read.find<Index>(read.all(Kind::Index).first());
        mine.name = u"mine"_s;
        const Schema other = design.with(ObjectId::random(), makeObject(mine));
        const QStringList swapped{u"ALTER TABLE t DROP KEY f, ADD KEY mine (a)"_s};
        QCOMPARE(way(read, other, database), swapped);
        QCOMPARE(way(design, other, database), swapped);
    }

    /// A key that is renamed keeps the index that the design says, and takes along the one that it does not.
    void renamesTheKey_data() { eachServer(); }
    void renamesTheKey()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        MysqlDatabase database(server);
        const Schema read = simple(database), design = designed(read, u"f"_s);
        const ObjectId id = read.all(Kind::ForeignKey).first();
        ForeignKey key = *read.find<ForeignKey>(id);
        key.name = u"g"_s;
        const Object renamed = makeObject(key);
        QCOMPARE(way(read, read.with(id, renamed), database),
            QStringList({u"ALTER TABLE t DROP FOREIGN KEY f"_s,
                u"ALTER TABLE t DROP KEY f, ADD KEY f (a), ADD CONSTRAINT g FOREIGN KEY (a) REFERENCES p (x)"_s}));
        const QStringList taken = way(design, design.with(id, renamed), database);
        QCOMPARE(taken.size(), 3);
        QCOMPARE(taken.first(), u"ALTER TABLE t DROP FOREIGN KEY f"_s);
        QCOMPARE(taken.last(), u"ALTER TABLE t ADD CONSTRAINT g FOREIGN KEY (a) REFERENCES p (x)"_s);
    }
};

RELATA_TEST(MysqlForeignKeysTest)

} // namespace relata

#include "tst_mysql_foreign_keys.moc"
