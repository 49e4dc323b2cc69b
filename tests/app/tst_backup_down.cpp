#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "tests/app/migrate_bench.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Going back is under a backup where the project asks for one, as applying is.
class BackupDownTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void downIsUnderOne_data() { servers(); }
    void downIsUnderOne();
    void noneIsTakenInVain_data() { servers(); }
    void noneIsTakenInVain();
    void failedDownNamesIt_data() { servers(); }
    void failedDownNamesIt();
    void rollbackIsUnderOne_data() { servers(); }
    void rollbackIsUnderOne();

private:
    static void servers()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::newRow("sqlite") << QByteArray();
        QTest::newRow("postgresql15") << QByteArray("postgresql15");
    }

    EngineRegistry m_engines;
};

namespace {

/// The backups, without what is told of each beside it.
QStringList filesIn(const QTemporaryDir &folder)
{
    QStringList result = QDir(folder.path()).entryList(QDir::Files, QDir::Name);
    result.removeIf([](const QString &name) { return name.endsWith(".json"_L1); });
    return result;
}

/// Names the bench's database and asks for backups of it, or of none.
void ask(const MigrateBench &bench, bool isAsked)
{
    const ConnectionProfile &profile = bench.database.profile;
    const QJsonObject connection{{u"name"_s, u"shop"_s}, {u"url"_s, profile.url()}, {u"environment"_s, u"staging"_s}};
    QJsonObject config{{u"engine"_s, QString::fromLatin1(profile.engine)}, {u"connections"_s, QJsonArray{connection}}};
    if (isAsked)
        config.insert(u"requireBackup"_s, QJsonArray{u"stag"_s});
    bench.write(u"relata.json"_s, QJsonDocument(config).toJson());
}

void writeTwo(const MigrateBench &bench, const QByteArray &more = {}, const QByteArray &down = {})
{
    bench.migration(1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY);\n", "DROP TABLE book;\n");
    bench.migration(2, "pages", "ALTER TABLE book ADD COLUMN pages INTEGER;\n" + more,
        down + "ALTER TABLE book DROP COLUMN pages;\n", "-- relata:transaction none\n");
}

QJsonValue backupOf(const MigrateBench &bench)
{
    return QJsonDocument::fromJson(bench.answer({u"status"_s, u"--format"_s, u"json"_s}).toUtf8())
        .array()
        .at(1)["backup"_L1];
}

} // namespace

void BackupDownTest::downIsUnderOne()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"backup_down"_s);
    ask(bench, false);
    writeTwo(bench);
    bench.answer({u"up"_s});
    ask(bench, true);
    const Answer refused = bench.migrate({u"down"_s});
    QVERIFY2(refused.status == 4 && refused.err.contains("only under a backup"_L1), qPrintable(refused.err));
    QVERIFY2(refused.err.contains("--backup DIR"_L1), qPrintable(refused.err));
    const QTemporaryDir folder;
    const Answer shown = bench.migrate({u"down"_s, u"--dry-run"_s, u"--backup"_s, folder.path()});
    QVERIFY2(shown.status == 0 && shown.err.contains(folder.path()), qPrintable(shown.err));
    QCOMPARE(filesIn(folder), QStringList());
    QCOMPARE(bench.state(u"002"_s), u"applied"_s);

    const Answer done = bench.migrate({u"down"_s, u"--backup"_s, folder.path(), u"--backup-scope"_s, u"touched"_s});
    QVERIFY2(done.status == 0 && done.out.contains("took back 002"_L1), qPrintable(done.out + done.err));
    QCOMPARE(filesIn(folder).size(), 1);
    QVERIFY2(done.out.contains(filesIn(folder).first()), qPrintable(done.out));
    QVERIFY(done.out.indexOf("backup "_L1) < done.out.indexOf("took back"_L1));
    QVERIFY(backupOf(bench).isNull()); // it counts no more
    QCOMPARE(bench.rows(u"SELECT count(*), min(scope) FROM _relata_backups WHERE version = '002'"_s), u"1|book"_s);
}

/// What is asked for, or refused, is told before: it may take hours.
void BackupDownTest::noneIsTakenInVain()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"backup_vain"_s);
    ask(bench, true);
    bench.migration(1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(9) NOT NULL);\n",
        "DROP TABLE book;\n");
    bench.migration(2, "free",
        "DROP TABLE book;\nCREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(9));\n",
        "CREATE TABLE book_new (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(9) NOT NULL);\n"
        "INSERT INTO book_new SELECT id, code FROM book;\nDROP TABLE book;\nALTER TABLE book_new RENAME TO book;\n");
    const QTemporaryDir before, folder;
    bench.answer({u"up"_s, u"--backup"_s, before.path()});
    QCOMPARE(bench.run(u"INSERT INTO book (id) VALUES (1), (2)"_s), QString());
    const QStringList down{u"down"_s, u"--backup"_s, folder.path()};
    const Answer refused = bench.migrate(down);
    QVERIFY2(refused.status == 4 && refused.err.contains("--fill book.code=VALUE"_L1), qPrintable(refused.err));
    QCOMPARE(filesIn(folder), QStringList());
    const Answer done = bench.migrate(down + QStringList{u"--fill"_s, u"book.code=x"_s});
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QCOMPARE(filesIn(folder).size(), 1);
    QCOMPARE(bench.rows(u"SELECT id, code FROM book ORDER BY id"_s), u"1|x\n2|x"_s);
}

/// Where it stops, the last of the ways is the database as it was before.
void BackupDownTest::failedDownNamesIt()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"backup_failed"_s);
    ask(bench, true);
    writeTwo(bench, {}, "CREATE TABLE book (id INTEGER);\n");
    const QTemporaryDir before, folder;
    bench.answer({u"up"_s, u"--backup"_s, before.path()});
    const Answer failed = bench.migrate({u"down"_s, u"--backup"_s, folder.path()});
    QVERIFY2(failed.status == 3, qPrintable(failed.err));
    QVERIFY2(failed.err.contains("stands in "_L1 + folder.filePath(filesIn(folder).value(0))), qPrintable(failed.err));
    QVERIFY(backupOf(bench)["place"_L1].toString().startsWith(folder.path()));
}

/// What stopped under one may be rolled back under that.
void BackupDownTest::rollbackIsUnderOne()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"backup_rollback"_s);
    ask(bench, false);
    writeTwo(bench, "INSERT INTO book (id) VALUES (1);\n");
    bench.answer({u"up"_s, u"--to"_s, u"001"_s});
    QCOMPARE(bench.run(u"INSERT INTO book VALUES (1)"_s), QString());
    QCOMPARE(bench.migrate({u"up"_s}).status, 3);
    ask(bench, true);
    const Answer refused = bench.migrate({u"rollback"_s});
    QVERIFY2(refused.status == 4 && refused.err.contains("only under a backup"_L1), qPrintable(refused.err));
    const QStringList claim{u"rollback"_s, u"--claim-backup"_s, u"nightly 7"_s};
    QCOMPARE(bench.migrate(claim).status, 2); // and where?
    QCOMPARE(bench.state(u"002"_s), u"partial"_s);
    const QTemporaryDir folder;
    const Answer done = bench.migrate({u"rollback"_s, u"--backup"_s, folder.path(), u"--backup-scope"_s, u"touched"_s});
    QVERIFY2(done.status == 0 && done.out.contains("rolled back 002"_L1), qPrintable(done.out + done.err));
    QCOMPARE(filesIn(folder).size(), 1);
    QCOMPARE(bench.rows(u"SELECT count(*), min(scope) FROM _relata_backups WHERE version = '002'"_s), u"1|book"_s);

    const QTemporaryDir own;
    QCOMPARE(bench.migrate({u"up"_s, u"--backup"_s, own.path()}).status, 3);
    const Answer again = bench.migrate({u"rollback"_s});
    QVERIFY2(again.status == 0, qPrintable(again.err));
}

RELATA_TEST(BackupDownTest)
#include "tst_backup_down.moc"
