#include "models/base/file_text.h"
#include "models/jobs/job_center.h"
#include "models/project/project_files.h"
#include "models/project/project_watch.h"
#include "models/schema/all_kinds.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// What an editor or git writes into an open project's files is taken up, and nothing is written over it.
class TestProjectWatch : public QObject {
    Q_OBJECT
private slots:
    void init();
    void takesWhatIsEdited();
    void takesTheDesign();
    void ownWritingIsNoNews();
    void waitsForUnsavedChanges();
    void tellsWhatCannotBeRead();
    void writesOverNothing();

private:
    static constexpr int Patience = 20'000; // ms

    QString file(const QString &name) const { return m_project->migrationsFolder() + u'/' + name; }
    Schema withTable(const QString &name) const
    {
        Table table;
        table.schema = m_project->designed().defaultNamespace();
        table.name = name;
        return m_project->designed().with(ObjectId::random(), makeObject(std::move(table)));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Project> m_project;
    JobCenter m_jobs;
};

/// A project with one migration.
void TestProjectWatch::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    ProjectConfig config;
    config.name = u"Test"_s;
    config.engine = "sqlite";
    auto project = Project::create(m_folder->filePath(u"p"_s), config);
    QVERIFY(project);
    m_project = std::move(*project);
    MigrationFile migration;
    migration.title = u"books"_s;
    migration.up = u"CREATE TABLE book (id INTEGER);\n"_s;
    migration.down = u"DROP TABLE book;\n"_s;
    QVERIFY(m_project->addMigration(migration, m_project->head()));
}

void TestProjectWatch::takesWhatIsEdited()
{
    ProjectWatch watch(*m_project, m_jobs);
    const QSignalSpy taken(&watch, &ProjectWatch::taken);
    const auto text = readFile(file(u"001_books.sql"_s));
    QVERIFY(text
        && writeFile(file(u"001_books.sql"_s), QByteArray(*text).replace("(id INTEGER)", "(id INTEGER, isbn TEXT)")));
    QTRY_COMPARE_WITH_TIMEOUT(taken.size(), 1, Patience);
    QVERIFY(m_project->timeline().migrations.first().up.contains("isbn"_L1));
    const QByteArray second = "-- Migration 002: shelf\n-- relata:id bb parent "
        + m_project->timeline().migrations.first().id.toLatin1()
        + "\n-- relata:up\nCREATE TABLE shelf (id INTEGER);\n-- relata:down\n";
    QVERIFY(writeFile(file(u"002_shelf.sql"_s), second));
    QTRY_COMPARE_WITH_TIMEOUT(m_project->timeline().migrations.size(), 2, Patience);
    QVERIFY(QFile::remove(file(u"002_shelf.sql"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(m_project->timeline().migrations.size(), 1, Patience);
    QVERIFY(!m_project->isDirty());
}

/// As git brings it: head and design with a table more, which then is no unsaved change.
void TestProjectWatch::takesTheDesign()
{
    ProjectWatch watch(*m_project, m_jobs);
    const Schema more = withTable(u"brought"_s);
    QVERIFY(writeDesign(m_project->folder(), m_project->designed(), more));
    QVERIFY(writeHead(m_project->folder(), more));
    QTRY_COMPARE_WITH_TIMEOUT(m_project->designed().all(Kind::Table).size(), 1, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_project->unsavedChanges().isEmpty(), Patience);
    QVERIFY(!m_project->isDirty());
    m_project->undo();
    QVERIFY(m_project->isDirty() && m_project->designed().all(Kind::Table).isEmpty());
}

void TestProjectWatch::ownWritingIsNoNews()
{
    ProjectWatch watch(*m_project, m_jobs);
    const QSignalSpy taken(&watch, &ProjectWatch::taken), waits(&watch, &ProjectWatch::waits);
    MigrationFile migration;
    migration.title = u"shelf"_s;
    migration.up = u"CREATE TABLE shelf (id INTEGER)"_s;
    const Schema more = withTable(u"shelf"_s);
    QVERIFY(m_project->addMigrationAndDesign(migration, more, {"Test", "Shelf", {}}));
    m_project->edit(withTable(u"later"_s), {"Test", "Later", {}});
    QVERIFY(m_project->save());
    for (int i = 0; i < 3; ++i) {
        watch.look();
        QTRY_VERIFY_WITH_TIMEOUT(m_jobs.activeCount() == 0, Patience);
        QTest::qWait(100);
    }
    QCOMPARE(taken.size() + waits.size(), 0);
}

void TestProjectWatch::waitsForUnsavedChanges()
{
    ProjectWatch watch(*m_project, m_jobs);
    const QSignalSpy waits(&watch, &ProjectWatch::waits);
    m_project->edit(withTable(u"mine"_s), {"Test", "Mine", {}});
    const auto text = readFile(file(u"001_books.sql"_s));
    QVERIFY(text
        && writeFile(file(u"001_books.sql"_s), QByteArray(*text).replace("(id INTEGER)", "(id INTEGER, isbn TEXT)")));
    QTRY_COMPARE_WITH_TIMEOUT(waits.size(), 1, Patience);
    QVERIFY(!m_project->timeline().migrations.first().up.contains("isbn"_L1));
    QVERIFY(m_project->isDirty());
    m_project->undo();
    QTRY_VERIFY_WITH_TIMEOUT(m_project->timeline().migrations.first().up.contains("isbn"_L1), Patience);
}

void TestProjectWatch::tellsWhatCannotBeRead()
{
    ProjectWatch watch(*m_project, m_jobs);
    const QSignalSpy failed(&watch, &ProjectWatch::failed);
    const auto text = readFile(file(u"001_books.sql"_s));
    QVERIFY(text && writeFile(file(u"001_twin.sql"_s), *text));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, Patience);
    QCOMPARE(m_project->timeline().migrations.size(), 1);
    QVERIFY(QFile::remove(file(u"001_twin.sql"_s)));
    watch.look();
    QTRY_VERIFY_WITH_TIMEOUT(m_jobs.activeCount() == 0, Patience);
    QCOMPARE(failed.size(), 1);
}

/// Between two looks somebody else has given the number away.
void TestProjectWatch::writesOverNothing()
{
    const QByteArray theirs = "-- Migration 002: theirs\n-- relata:up\n-- relata:down\n";
    QVERIFY(writeFile(file(u"002_theirs.sql"_s), theirs));
    MigrationFile migration;
    migration.title = u"mine"_s;
    migration.up = u"CREATE TABLE mine (id INTEGER);\n"_s;
    const Result<MigrationFile> saved = m_project->addMigration(migration, m_project->head());
    QVERIFY(!saved && saved.error().code == Error::Code::Conflict);
    QVERIFY2(saved.error().text().contains("002_theirs.sql"_L1), qPrintable(saved.error().text()));
    QVERIFY(!QFile::exists(file(u"002_mine.sql"_s)) && *readFile(file(u"002_theirs.sql"_s)) == theirs);
}

RELATA_TEST(TestProjectWatch)
#include "tst_project_watch.moc"
