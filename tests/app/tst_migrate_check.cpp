#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "tests/app/migrate_bench.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// What a commit hook or CI is told of migration files, and what it is not troubled with.
class TestMigrateCheck : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_registry); }
    void files_data();
    void files();
    void head();
    void applied();
    void base();
    void message();
    void settings();

private:
    QStringList codes(const tests::MigrateBench &bench, const QStringList &words, int status) const;
    EngineRegistry m_registry;
};

namespace {

void writeTwo(const tests::MigrateBench &bench)
{
    bench.migration(
        1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n", "DROP TABLE book;\n");
    bench.migration(
        2, "pages", "ALTER TABLE book ADD COLUMN pages INTEGER;\n", "ALTER TABLE book DROP COLUMN pages;\n");
}

bool git(const tests::MigrateBench &bench, const QStringList &words)
{
    QProcess process;
    process.setWorkingDirectory(bench.project());
    process.start(u"git"_s, QStringList{u"-c"_s, u"user.name=t"_s, u"-c"_s, u"user.email=t@t"_s} + words);
    return process.waitForFinished() && process.exitCode() == 0;
}

} // namespace

QStringList TestMigrateCheck::codes(const tests::MigrateBench &bench, const QStringList &words, int status) const
{
    const QString text =
        bench.answer(QStringList{u"check"_s, u"--offline"_s, u"--format"_s, u"json"_s} + words, status);
    QStringList result;
    for (const QJsonValue &one : QJsonDocument::fromJson(text.toUtf8()).array())
        result += one[u"code"].toString() + u' ' + one[u"file"].toString().section(u'/', -1);
    return result;
}

void TestMigrateCheck::files_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("expected");
    const QByteArray up = "-- relata:up\nCREATE TABLE t (id INTEGER);\n-- relata:down\nDROP TABLE t;\n";
    QTest::newRow("fine") << u"003_t.sql"_s << QByteArray("-- relata:id 9 parent 7e570002\n" + up) << QStringList();
    QTest::newRow("number") << u"002_t.sql"_s << QByteArray("-- relata:id 9\n" + up)
                            << QStringList{u"MC102 002_t.sql"_s};
    QTest::newRow("id") << u"003_t.sql"_s << QByteArray("-- relata:id 7e570001\n" + up)
                        << QStringList{u"MC103 003_t.sql"_s};
    QTest::newRow("parent") << u"003_t.sql"_s << QByteArray("-- relata:id 9 parent 7e570001\n" + up)
                            << QStringList{u"MC104 003_t.sql"_s};
    QTest::newRow("conflict") << u"003_t.sql"_s << QByteArray("<<<<<<< ours\n" + up)
                              << QStringList{u"MC101 003_t.sql"_s};
    QTest::newRow("directive") << u"003_t.sql"_s << QByteArray("-- relata:nonsense\n" + up)
                               << QStringList{u"MC101 003_t.sql"_s};
    QTest::newRow("no number") << u"t.sql"_s << up << QStringList{u"MC101 t.sql"_s};
}

void TestMigrateCheck::files()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    QFETCH(QStringList, expected);
    const tests::MigrateBench bench(m_registry, {}, u"check_files"_s);
    writeTwo(bench);
    bench.write(u"migrations/"_s + file, text);
    QCOMPARE(codes(bench, {u"--no-replay"_s}, expected.isEmpty() ? 0 : 1), expected);
}

void TestMigrateCheck::head()
{
    const tests::MigrateBench bench(m_registry, {}, u"check_head"_s);
    writeTwo(bench);
    QCOMPARE(codes(bench, {}, 1), QStringList{u"MC106 head.json"_s});
    QCOMPARE(codes(bench, {u"--write-head"_s}, 0), QStringList());
    QCOMPARE(codes(bench, {}, 0), QStringList());
    bench.migration(3, "broken", "ALTER TABLE nobody ADD COLUMN n INTEGER;\n", "");
    QCOMPARE(codes(bench, {}, 1), QStringList({u"MC105 003_broken.sql"_s, u"MC107 "_s}));
    QCOMPARE(codes(bench, {u"--no-replay"_s}, 0), QStringList{u"MC105 003_broken.sql"_s}); // a note
    QCOMPARE(codes(bench, {u"--no-replay"_s, u"--fail-on"_s, u"note"_s}, 1), QStringList{u"MC105 003_broken.sql"_s});
    QCOMPARE(bench.migrate({u"check"_s, u"--offline"_s, u"--fail-on"_s, u"anything"_s}).status, 2);
}

void TestMigrateCheck::applied()
{
    const tests::MigrateBench bench(m_registry, {}, u"check_applied"_s);
    writeTwo(bench);
    bench.answer({u"up"_s});
    const QStringList with{u"--no-replay"_s, u"--target"_s, bench.database.profile.url()};
    QCOMPARE(codes(bench, with, 0), QStringList());
    bench.migration(2, "pages", "ALTER TABLE book ADD COLUMN pages BIGINT;\n", "ALTER TABLE book DROP COLUMN pages;\n");
    QCOMPARE(codes(bench, with, 1), QStringList{u"MC108 002_pages.sql"_s});
}

void TestMigrateCheck::base()
{
    const tests::MigrateBench bench(m_registry, {}, u"check_base"_s);
    writeTwo(bench);
    const QStringList quick{u"--no-replay"_s};
    if (!git(bench, {u"init"_s, u"-q"_s, u"-b"_s, u"main"_s}))
        QSKIP("git is not installed, or too old");
    QVERIFY(git(bench, {u"add"_s, u"."_s}) && git(bench, {u"commit"_s, u"-q"_s, u"-m"_s, u"two"_s}));
    QVERIFY(git(bench, {u"checkout"_s, u"-q"_s, u"-b"_s, u"work"_s}));
    QCOMPARE(codes(bench, quick, 0), QStringList());
    // White space and comments are nobody's business.
    bench.migration(2, "pages", "-- wide\nALTER TABLE book\n  ADD COLUMN pages INTEGER;\n",
        "ALTER TABLE book DROP COLUMN pages;\n");
    QCOMPARE(codes(bench, quick, 0), QStringList());
    bench.migration(2, "pages", "ALTER TABLE book ADD COLUMN pages BIGINT;\n", "ALTER TABLE book DROP COLUMN pages;\n");
    QCOMPARE(codes(bench, quick, 1), QStringList{u"MC109 002_pages.sql"_s});
    QVERIFY(git(bench, {u"commit"_s, u"-q"_s, u"-a"_s, u"-m"_s, u"edited"_s})); // committed is no excuse
    QCOMPARE(codes(bench, quick, 1), QStringList{u"MC109 002_pages.sql"_s});
    QVERIFY(git(bench, {u"rm"_s, u"-q"_s, u"-f"_s, u"migrations/002_pages.sql"_s}));
    QCOMPARE(codes(bench, quick, 1), QStringList{u"MC110 002_pages.sql"_s});
    QVERIFY(git(bench, {u"checkout"_s, u"-q"_s, u"main"_s, u"--"_s, u"migrations"_s}));
    QVERIFY(git(bench, {u"checkout"_s, u"-q"_s, u"-B"_s, u"work"_s, u"main"_s}));
    // A new one that is not behind the base's, whatever its parent says.
    bench.write(u"migrations/000_early.sql"_s,
        "-- relata:id ea01\n-- relata:up\nCREATE TABLE e (id INTEGER);\n-- relata:down\nDROP TABLE e;\n");
    QCOMPARE(codes(bench, quick, 1), QStringList{u"MC111 000_early.sql"_s});
    QCOMPARE(bench.migrate({u"check"_s, u"--offline"_s, u"--no-replay"_s, u"--base"_s, u"nowhere"_s}).status, 2);
}

void TestMigrateCheck::message()
{
    const tests::MigrateBench bench(m_registry, {}, u"check_message"_s);
    writeTwo(bench);
    QCOMPARE(bench.answer({u"check"_s, u"--message"_s, u"--offline"_s}), u"Pages\n\nMigration 002.\n"_s);
    if (!git(bench, {u"init"_s, u"-q"_s, u"-b"_s, u"main"_s}))
        QSKIP("git is not installed, or too old");
    QVERIFY(git(bench, {u"add"_s, u"relata.json"_s}) && git(bench, {u"commit"_s, u"-q"_s, u"-m"_s, u"none"_s}));
    QCOMPARE(bench.answer({u"check"_s, u"--message"_s, u"--offline"_s}),
        u"Add migrations 001 to 002\n\n001 books\n\n002 pages\n"_s);
}

/// What nobody heeds in relata.json is told once, wherever a project is opened, and refuses nothing.
void TestMigrateCheck::settings()
{
    const tests::MigrateBench bench(m_registry, {}, u"check_settings"_s);
    writeTwo(bench);
    bench.write(u"relata.json"_s, "{\"engine\": \"sqlite\", \"scratchConnection\": \"try\"}");
    const QString remark =
        u"relata: %1/relata.json: The member \"scratchConnection\" is none that this version of "
        "Relata knows: it is kept, and nothing heeds it. Is \"scratch\" meant?\n"_s.arg(bench.project());
    for (const QString &word : {u"check"_s, u"status"_s, u"up"_s, u"verify"_s}) {
        const tests::Answer answer =
            bench.migrate(word == "check"_L1 ? QStringList{word, u"--no-replay"_s} : QStringList{word});
        QVERIFY2(answer.status == 0, qPrintable(word + answer.err));
        QVERIFY2(answer.err.count(remark) == 1, qPrintable(word + answer.err));
    }
    const tests::Answer inspected = tests::runProgram({u"inspect"_s, bench.project()});
    QCOMPARE(inspected.status, 0);
    QCOMPARE(inspected.err, remark);
    bench.write(u"relata.json"_s, "{\"engine\": \"sqlite\"}");
    QCOMPARE(tests::runProgram({u"inspect"_s, bench.project()}).err, QString());
}

RELATA_TEST(TestMigrateCheck)
#include "tst_migrate_check.moc"
