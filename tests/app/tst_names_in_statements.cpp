#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "tests/app/migrate_bench.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Other names that only the statements of a hand-written migration tell of: nothing looks alike.
class NamesInStatementsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void renamesLoseNothing_data() { engineRows(); }
    void renamesLoseNothing();
    void renamedComesBack_data() { engineRows(); }
    void renamedComesBack();
    void keptUnderItsNewName_data();
    void keptUnderItsNewName();

private:
    EngineRegistry m_engines;
};

void NamesInStatementsTest::renamesLoseNothing()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const bool isOld = server == "mysql56";
    const MigrateBench bench(m_engines, server, u"renames"_s);
    bench.migration(1, "tables", "CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(20));\n", {});
    bench.answer({u"up"_s});
    const QByteArray column =
        isOld ? "ALTER TABLE item CHANGE label zzz VARCHAR(20)" : "ALTER TABLE item RENAME COLUMN label TO zzz";
    bench.migration(2, "names",
        column
            + ";\nALTER TABLE item RENAME TO thing;\nCREATE TABLE item (label VARCHAR(20), id INTEGER PRIMARY KEY);\n",
        {});
    const Answer up = bench.migrate({u"up"_s});
    QVERIFY2(up.status == 0, qPrintable(up.err));
}

/// A migration that stops behind its renames is rolled back: the values stand where they were, under their old names.
void NamesInStatementsTest::renamedComesBack()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const MigrateBench bench(m_engines, server, u"backs"_s);
    bench.migration(1, "tables",
        "CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(20), other VARCHAR(20));\n", {});
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"INSERT INTO item VALUES (1, 'one', 'uno'), (2, 'two', 'due')"_s), QString());
    const QByteArray columns = server == "mysql56"
        ? "ALTER TABLE item CHANGE other aside VARCHAR(20);\nALTER TABLE item CHANGE label other VARCHAR(20);\nALTER "
          "TABLE item CHANGE aside zzz VARCHAR(20);\n"
        : "ALTER TABLE item RENAME COLUMN other TO aside;\nALTER TABLE item RENAME COLUMN label TO other;\nALTER TABLE "
          "item RENAME COLUMN aside TO zzz;\n";
    bench.migration(2, "names", columns + "ALTER TABLE item RENAME TO thing;\nINSERT INTO thing (id) VALUES (1);\n",
        "SELECT 1;\n", "-- relata:transaction none\n");
    bench.answer({u"up"_s}, 3);
    QCOMPARE(bench.rows(u"SELECT id, other, zzz FROM thing ORDER BY id"_s), u"1|one|uno\n2|two|due"_s);
    const Answer back = bench.migrate({u"rollback"_s});
    QVERIFY2(back.status == 0, qPrintable(back.err));
    QCOMPARE(bench.rows(u"SELECT id, label, other FROM item ORDER BY id"_s), u"1|one|uno\n2|two|due"_s);
}

void NamesInStatementsTest::keptUnderItsNewName_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QByteArray>("renames");
    QTest::addColumn<QByteArray>("back");
    for (const char *server : {"mariadb", "mysql56"}) {
        QTest::addRow("%s table", server) << QByteArray(server) << QByteArray("RENAME TABLE item TO Item;\n")
                                          << QByteArray("RENAME TABLE Item TO item;\n");
        QTest::addRow("%s key", server) << QByteArray(server)
                                        << QByteArray("ALTER TABLE item CHANGE id number INTEGER NOT NULL;\n")
                                        << QByteArray("ALTER TABLE item CHANGE number id INTEGER NOT NULL;\n");
    }
}

/// A way down gives a table or its key another name, and takes away a column of it then: its values are kept.
void NamesInStatementsTest::keptUnderItsNewName()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QByteArray, renames);
    QFETCH(const QByteArray, back);
    RELATA_REQUIRE_SERVER(server);
    const MigrateBench bench(m_engines, server, u"kept"_s);
    bench.migration(1, "tables", "CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(20));\n", {});
    const QByteArray name = renames.contains("Item") ? "Item" : "item";
    bench.migration(2, "names", renames + "ALTER TABLE " + name + " ADD COLUMN extra INTEGER;\n",
        back + "ALTER TABLE item DROP COLUMN extra;\n");
    bench.answer({u"up"_s});
    QCOMPARE(bench.run(u"INSERT INTO "_s + QString::fromLatin1(name) + u" VALUES (1, 'one', 7)"_s), QString());
    const Answer down = bench.migrate({u"down"_s});
    QVERIFY2(down.status == 0, qPrintable(down.err));
    const QString kept = bench.rows(u"SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() "
                                    "AND table_name LIKE '\\_relata\\_kept\\_%' AND table_name <> '_relata_kept'"_s);
    QCOMPARE(bench.rows(u"SELECT extra FROM "_s + kept), u"7"_s);
    QCOMPARE(bench.rows(u"SELECT id, label FROM item"_s), u"1|one"_s);
}

RELATA_TEST(NamesInStatementsTest)
#include "tst_names_in_statements.moc"
