#include "models/timeline/migration_file.h"
#include "models/timeline/timeline.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

class TestMigrationFile : public QObject {
    Q_OBJECT
private slots:
    void readsAndWritesTheSame();
    void headersStayOnTheirLines();
    void plainSqlIsAnUpSection();
    void mistakesNameTheLine();
    void timelinesRefuseTwins();
};

static const char Example[] = R"(-- Migration 003: add user roles
-- Adds user_roles with a foreign key to users, indexed for look-ups.
-- relata:id 3f1c9a parent 77b0e2
-- relata:result postgresql15/1:9c2e
-- relata:renamed table old -> new
-- relata:up
CREATE TABLE user_roles (
  -- not a header
  id integer
);
-- relata:down
DROP TABLE user_roles;
)";

void TestMigrationFile::readsAndWritesTheSame()
{
    const Result<MigrationFile> read = parseMigration(Example, u"003_add_user_roles.sql"_s);
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QCOMPARE(read->version, u"003"_s);
    QCOMPARE(read->title, u"add user roles"_s);
    QCOMPARE(read->id, u"3f1c9a"_s);
    QCOMPARE(read->parent, u"77b0e2"_s);
    QCOMPARE(read->all(u"renamed"), QStringList{u"table old -> new"_s});
    QVERIFY(read->up.startsWith("CREATE TABLE"_L1));
    QCOMPARE(read->down, u"DROP TABLE user_roles;\n"_s);
    QCOMPARE(read->upLine, 7);
    QCOMPARE(writeMigration(*read), QByteArray(Example));
}

/// Whatever a header says, it opens no section and is no other directive.
void TestMigrationFile::headersStayOnTheirLines()
{
    MigrationFile file;
    file.version = u"001"_s;
    file.title = u"two\nDROP TABLE t;"_s;
    file.directives = {{u"check"_s, u"SELECT 'a\r\n-- relata:up\nb'"_s, 0}};
    file.up = u"SELECT 1;\n"_s;
    const Result<MigrationFile> read = parseMigration(writeMigration(file), u"001_x.sql"_s);
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QCOMPARE(read->up, file.up);
    QCOMPARE(read->title, u"two DROP TABLE t;"_s);
    QCOMPARE(read->all(u"check"), QStringList{u"SELECT 'a  -- relata:up b'"_s});
    QVERIFY(!headerHolds(file));
    QVERIFY(headerHolds(*read));
    file.python = u"def up(cursor):\n    pass\n"_s;
    const Result<MigrationFile> python = parseMigration(writeMigration(file), u"001_x.py"_s);
    QVERIFY2(python, python ? "" : qPrintable(python.error().text()));
    QCOMPARE(python->python, file.python);
    QCOMPARE(python->directives.size(), 1);
}

void TestMigrationFile::plainSqlIsAnUpSection()
{
    const Result<MigrationFile> read = parseMigration("CREATE TABLE t (id int);\r\n", u"12_by_hand.sql"_s);
    QVERIFY(read);
    QCOMPARE(read->up, u"CREATE TABLE t (id int);\n"_s);
    QVERIFY(read->down.isEmpty());
    QCOMPARE(read->title, u"by hand"_s);
}

void TestMigrationFile::mistakesNameTheLine()
{
    const auto errorOf = [](const QByteArray &text, const QString &name = u"001_x.sql"_s) {
        const Result<MigrationFile> read = parseMigration(text, name);
        return read ? QString() : read.error().message.source();
    };
    QVERIFY(errorOf("-- relata:up\n-- relata:upp\n").startsWith("001_x.sql:2:"_L1));
    QVERIFY(errorOf("-- relata:down\n").contains("no up section"_L1));
    QVERIFY(errorOf("-- relata:up\n-- relata:down\n-- relata:up\n").startsWith("001_x.sql:3:"_L1));
    QVERIFY(errorOf("-- relata:up\n<<<<<<< ours\n").contains("conflict"_L1));
    QVERIFY(errorOf("", u"initial.sql"_s).contains("number"_L1));
}

void TestMigrationFile::timelinesRefuseTwins()
{
    QTemporaryDir folder;
    const auto write = [&](const QString &name, const QByteArray &content) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    };
    write(u"001_a.sql"_s, "-- relata:id aa\n-- relata:up\n");
    write(u"010_b.sql"_s, "-- relata:id bb parent aa\n-- relata:up\n");
    const Result<Timeline> good = readTimeline(folder.path());
    QVERIFY(good);
    QCOMPARE(good->migrations.size(), 2);
    QCOMPARE(good->nextVersion(), u"011"_s);
    QCOMPARE(good->headId(), u"bb"_s);
    write(u"011_c.sql"_s, "-- relata:id cc parent aa\n-- relata:up\n");
    QVERIFY(!readTimeline(folder.path()));
    write(u"011_c.sql"_s, "-- relata:id bb parent bb\n-- relata:up\n");
    QVERIFY(!readTimeline(folder.path()));
    write(u"011_c.sql"_s, "-- relata:id cc parent bb\n-- relata:up\n");
    QVERIFY(readTimeline(folder.path()));
    write(u"10_twin.sql"_s, "-- relata:up\n");
    QVERIFY(!readTimeline(folder.path()));
}

RELATA_TEST(TestMigrationFile)
#include "tst_migration_file.moc"
