#include "models/project/edits.h"
#include "models/project/new_parts.h"
#include "models/project/project.h"
#include "models/project/project_files.h"
#include "tests/support/rounds.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>
#include <QTimer>

#include <limits>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *FolderVariable = "RELATA_PROJECT_TO_EDIT";
constexpr int Tables = 6;
/// What may be lost of the design, in milliseconds; of what was saved, nothing.
constexpr int MayBeLost = 2000;

/// Which edit a schema is of: every table's name holds its number.
int numberOf(const Schema &schema)
{
    int least = std::numeric_limits<int>::max(), most = -1;
    for (const ObjectId id : schema.all(Kind::Table)) {
        const int number = schema.displayName(id).section(u'_', 1).toInt();
        least = std::min(least, number);
        most = std::max(most, number);
    }
    return most - least < Tables ? most : -2; // they are renamed in turn
}

/// Tables in a circle of foreign keys, so that each file names another.
Schema circle(Schema schema)
{
    const ObjectId space = schema.all(Kind::Namespace).value(0);
    QList<ObjectId> tables;
    for (int i = 0; i < Tables; ++i) {
        const Edit table = edits::newTable(schema, space, u"fresh"_s, u"sqlite"_s);
        schema = edits::rename(table.schema, table.id, u"t_%1"_s.arg(i)).schema;
        tables += table.id;
    }
    for (int i = 0; i < Tables; ++i)
        schema = edits::addForeignKey(schema, tables.at(i), tables.at((i + 1) % Tables)).schema;
    return schema;
}

/// Edits, saves and makes migrations without end, and says what it has done.
class Editor : public QObject {
public:
    Editor(std::unique_ptr<Project> project, quint32 seed)
        : m_project(std::move(project))
        , m_random(seed)
    {
        if (numberOf(m_project->designed()) < 0)
            m_project->edit(circle(m_project->designed()), Label);
        QObject::connect(&m_timer, &QTimer::timeout, this, [this] { work(); });
        m_timer.start(1);
    }

private:
    const Message Label{"test", "Edit", {}};

    void work()
    {
        const Schema &schema = m_project->designed();
        const int number = numberOf(schema);
        for (const ObjectId id : schema.all(Kind::Table)) {
            if (schema.displayName(id) == u"t_%1"_s.arg(number + 1 - Tables)) {
                m_project->edit(edits::rename(schema, id, u"t_%1"_s.arg(number + 1)).schema, Label);
                break;
            }
        }
        say("edited", number + 1);
        if (m_random.bounded(30) == 0)
            migrate(number + 1);
        else if (m_random.bounded(8) == 0 && m_project->save())
            say("saved", number + 1);
    }
    void migrate(int number)
    {
        MigrationFile file;
        file.title = u"number %1"_s.arg(number);
        file.up = file.down = u"SELECT 1;\n"_s;
        if (m_project->addMigration(file, m_project->designed()))
            say("migrated", number);
        if (m_project->save())
            say("saved", number);
    }
    void say(const char *what, int number) { m_out << what << ' ' << number << Qt::endl; }

    std::unique_ptr<Project> m_project;
    QRandomGenerator m_random;
    QTimer m_timer;
    QTextStream m_out{stdout};
};

} // namespace

/// The editing program killed at any moment: the project opens, what was saved is there, of what was not at most two
/// seconds are lost, and timeline and head belong together.
class CrashProjectsTest : public QObject {
    Q_OBJECT
private slots:
    void killedWhileEditing();
    /// The program that is killed; only when this test starts itself so.
    void programThatEdits();

private:
    /// What the program said before it was killed.
    struct Told {
        int safe = -1; ///< the last edit that is older than what may be lost
        int edited = -1, saved = -1, migrated = -1;
        void hear(const QByteArray &line);
    };
    static Told editAndKill(const QString &folder, quint32 seed, int lifetime);
    static void verifyProject(const QString &folder, const Told &told);
};

void CrashProjectsTest::Told::hear(const QByteArray &line)
{
    const int number = line.mid(line.indexOf(' ')).toInt();
    if (line.startsWith("edited "))
        edited = number;
    else if (line.startsWith("saved "))
        saved = number;
    else if (line.startsWith("migrated "))
        migrated = number;
}

CrashProjectsTest::Told CrashProjectsTest::editAndKill(const QString &folder, quint32 seed, int lifetime)
{
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(FolderVariable), folder);
    environment.insert(u"RELATA_SEED"_s, QString::number(seed));
    program.setProcessEnvironment(environment);
    program.start(QCoreApplication::applicationFilePath(), {u"crash_projects"_s, u"programThatEdits"_s});
    Told told;
    QList<std::pair<qint64, int>> heard; // when, and which edit was the last by then
    QElapsedTimer clock;
    while (told.edited < 0 && program.waitForReadyRead(60'000)) {
        while (program.canReadLine())
            told.hear(program.readLine().trimmed());
    }
    clock.start();
    while (clock.elapsed() < lifetime) {
        program.waitForReadyRead(int(std::max<qint64>(1, lifetime - clock.elapsed())));
        while (program.canReadLine())
            told.hear(program.readLine().trimmed());
        heard += {clock.elapsed(), told.edited};
    }
    program.kill();
    const qint64 end = clock.elapsed();
    program.waitForFinished();
    while (program.canReadLine())
        told.hear(program.readLine().trimmed());
    for (const auto &[time, number] : heard)
        told.safe = time <= end - MayBeLost ? number : told.safe;
    return told;
}

void CrashProjectsTest::verifyProject(const QString &folder, const Told &told)
{
    const auto project = Project::open(folder);
    QVERIFY2(project, project ? "" : qPrintable(project.error().text()));
    const int number = numberOf((*project)->designed());
    QVERIFY2(number >= std::max(told.saved, told.safe) && number <= told.edited + 1,
        qPrintable(u"the design is of edit %1, saved was %2, two seconds before %3, the last was %4"_s.arg(number)
                       .arg(told.saved)
                       .arg(told.safe)
                       .arg(told.edited)));
    QVERIFY(!QFileInfo::exists(folder + u"/.relata/pending"_s));
    const auto files = readDesign(folder);
    QVERIFY2(files, files ? "" : qPrintable(files.error().text()));
    QVERIFY(numberOf(*files) >= told.saved);
    const Timeline &timeline = (*project)->timeline();
    if (timeline.migrations.isEmpty())
        return;
    const int migrated = timeline.migrations.last().title.section(u' ', 1).toInt();
    QVERIFY(migrated >= told.migrated);
    QCOMPARE(numberOf((*project)->head()), migrated);
}

void CrashProjectsTest::killedWhileEditing()
{
    const QTemporaryDir folder;
    ProjectConfig config;
    config.name = u"crash"_s;
    config.engine = "sqlite";
    QVERIFY(Project::create(folder.path(), config));
    for (Rounds rounds(Campaign::Crash, 8); rounds.next();) {
        const bool isLong =
            rounds.random().bounded(8) == 0; // long enough for what is kept to be older than may be lost
        const int lifetime = rounds.random().bounded(isLong ? 4000 : 600);
        const Told told = editAndKill(folder.path(), rounds.random().generate(), lifetime);
        QVERIFY(told.edited >= 0);
        verifyProject(folder.path(), told);
    }
}

void CrashProjectsTest::programThatEdits()
{
    const QString folder = qEnvironmentVariable(FolderVariable);
    if (folder.isEmpty())
        return;
    auto project = Project::open(folder);
    QVERIFY2(project, project ? "" : qPrintable(project.error().text()));
    const Editor editor(std::move(*project), testSeed());
    QTest::qWait(60'000);
}

RELATA_TEST(CrashProjectsTest)
#include "tst_crash_projects.moc"
