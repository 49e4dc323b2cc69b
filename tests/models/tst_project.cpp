#include "models/project/config_remarks.h"
#include "models/project/project.h"
#include "models/project/project_files.h"
#include "models/schema/all_kinds.h"
#include "tests/support/random_schema.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

class TestProject : public QObject {
    Q_OBJECT
private slots:
    void savedIsReadAgain();
    void unsavedSurvivesAnUncleanEnd();
    void undoGoesBackAndForth();
    void savingLeavesNothingUnsaved();
    void addsWithItsDesignOrNothing();
    void numbersByTime();
    void namesReplicas();
    void tellsWhatNobodyHeeds_data();
    void tellsWhatNobodyHeeds();
    void scratchIsNoProduction();
    void brokenProjectsSayWhere();
};

static ProjectConfig config()
{
    return {.name = u"Test"_s,
        .engine = "sqlite",
        .targetVersion = {},
        .defaultConnection = {},
        .scratchConnection = {},
        .connections = {},
        .other = {}};
}

/// The random schema under the project's own namespace.
static Schema designFor(const Project &project, QRandomGenerator &random)
{
    const Schema made = tests::randomSchema(random, 4);
    Schema result = project.designed();
    const ObjectId from = made.defaultNamespace(), to = result.defaultNamespace();
    made.forEach([&](ObjectId id, const Object &object) {
        if (id != from)
            result = result.with(id, mapped(object, [&](ObjectId one) { return one == from ? to : one; }));
    });
    return result;
}

void TestProject::savedIsReadAgain()
{
    QRandomGenerator random(tests::testSeed());
    const QTemporaryDir folder;
    const QString place = folder.filePath(u"p"_s);
    auto project = Project::create(place, config());
    QVERIFY(project);
    const Schema design = designFor(**project, random);
    (*project)->edit(design, {"Test", "Design", {}});
    QVERIFY((*project)->isDirty());
    QVERIFY((*project)->save());
    QVERIFY(!(*project)->isDirty());
    auto again = Project::open(place);
    QVERIFY(again);
    QVERIFY((*again)->designed() == design);
    QVERIFY(!(*again)->recovered());
}

void TestProject::unsavedSurvivesAnUncleanEnd()
{
    QRandomGenerator random(tests::testSeed());
    const QTemporaryDir folder;
    const QString place = folder.filePath(u"p"_s);
    auto project = Project::create(place, config());
    QVERIFY(project);
    const Schema design = designFor(**project, random);
    (*project)->edit(design, {"Test", "Design", {}});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(place + u"/.relata/journal"_s), 20'000);
    auto again = Project::open(place); // the first one never saved
    QVERIFY(again);
    QVERIFY((*again)->recovered());
    QVERIFY((*again)->designed() == design);
    QVERIFY((*again)->isDirty());
    QVERIFY((*again)->history().canUndo());
}

void TestProject::undoGoesBackAndForth()
{
    QRandomGenerator random(tests::testSeed());
    const QTemporaryDir folder;
    auto project = Project::create(folder.filePath(u"p"_s), config());
    QVERIFY(project);
    QList<Schema> values{(*project)->designed()};
    values += designFor(**project, random);
    (*project)->edit(values.last(), {"Test", "Design", {}});
    for (int i = 0; i < 20; ++i) {
        const Schema next = tests::randomlyEdited(values.last(), random, 3);
        if (next == values.last())
            continue;
        values += next;
        (*project)->edit(next, {"Test", "Edit", {}});
    }
    for (qsizetype i = values.size() - 2; i >= 0; --i) {
        (*project)->undo();
        QVERIFY((*project)->designed() == values.at(i));
    }
    QVERIFY(!(*project)->isDirty());
    for (qsizetype i = 1; i < values.size(); ++i) {
        (*project)->redo();
        QVERIFY((*project)->designed() == values.at(i));
    }
}

void TestProject::savingLeavesNothingUnsaved()
{
    QRandomGenerator random(tests::testSeed());
    const QTemporaryDir folder;
    auto project = Project::create(folder.filePath(u"p"_s), config());
    QVERIFY(project);
    (*project)->edit(designFor(**project, random), {"Test", "Design", {}});
    QVERIFY(!(*project)->unsavedChanges().isEmpty());
    MigrationFile file;
    file.title = u"Add it all!"_s;
    file.up = u"SELECT 1;\n"_s;
    const auto saved = (*project)->addMigration(file, (*project)->designed());
    QVERIFY(saved);
    QCOMPARE(saved->fileName, u"001_add_it_all.sql"_s);
    QVERIFY((*project)->unsavedChanges().isEmpty());
}

/// A migration whose design cannot be saved is not there either.
void TestProject::addsWithItsDesignOrNothing()
{
    QRandomGenerator random(tests::testSeed());
    const QTemporaryDir folder;
    const QString place = folder.filePath(u"p"_s);
    auto project = Project::create(place, config());
    QVERIFY(project);
    const Schema before = (*project)->designed(), after = designFor(**project, random);
    const QList<FileChange> changes = designChanges(place, before, after);
    const auto made = std::find_if(changes.begin(), changes.end(),
        [&](const FileChange &one) { return !QFileInfo::exists(place + u'/' + one.path); });
    QVERIFY(made != changes.end());
    const QString inTheWay = place + u'/' + made->path;
    QVERIFY(QDir().mkpath(inTheWay + u"/full"_s));
    MigrationFile file;
    file.title = u"Add it all"_s;
    file.up = u"SELECT 1;\n"_s;
    const Message label{"Test", "Add", {}};
    const FileChange along{u"evolutions/1f.json"_s, "{}", false};
    QVERIFY(!(*project)->addMigrationAndDesign(file, after, label, {along}));
    QVERIFY(!QFileInfo::exists(place + u"/migrations/001_add_it_all.sql"_s));
    QVERIFY(!QFileInfo::exists(place + u"/evolutions/1f.json"_s));
    QVERIFY((*project)->designed() == before && (*project)->head() == before);
    QVERIFY(QDir(inTheWay).removeRecursively());
    QSignalSpy designs(project->get(), &Project::designedChanged);
    QVERIFY((*project)->addMigrationAndDesign(file, after, label, {along}));
    QCOMPARE(designs.size(), 1);
    QVERIFY((*project)->designed() == after && (*project)->head() == after && !(*project)->isDirty());
    project->reset();
    QVERIFY(QFileInfo::exists(place + u"/evolutions/1f.json"_s));
    QVERIFY(!QFileInfo::exists(place + u"/.relata/journal"_s));
    const auto opened = Project::open(place);
    QVERIFY(opened && (*opened)->designed() == after && (*opened)->head() == after && !(*opened)->recovered());
}

/// Two in one second have two numbers, in order; an unknown numbering is refused with its file.
void TestProject::numbersByTime()
{
    const QTemporaryDir folder;
    ProjectConfig byTime = config();
    byTime.other.insert(u"numbering"_s, u"timestamp"_s);
    auto project = Project::create(folder.filePath(u"p"_s), byTime);
    QVERIFY(project);
    const QString before = QDateTime::currentDateTimeUtc().toString(u"yyyyMMddHHmmss"_s);
    MigrationFile file;
    file.title = u"Step"_s;
    file.up = u"SELECT 1;\n"_s;
    QStringList versions;
    for (int i = 0; i < 3; ++i) {
        const auto saved = (*project)->addMigration(file, (*project)->designed());
        QVERIFY(saved);
        QCOMPARE(saved->version.size(), 14);
        QVERIFY(saved->version >= before && !versions.contains(saved->version));
        versions += saved->version;
    }
    QVERIFY(std::is_sorted(versions.begin(), versions.end()));
    QVERIFY(Project::open(folder.filePath(u"p"_s)));
    byTime.other.insert(u"numbering"_s, u"hour"_s);
    const auto wrong = parseProjectConfig(writeProjectConfig(byTime), u"p/relata.json"_s);
    QVERIFY(!wrong);
    QVERIFY2(wrong.error().text().contains("numbering"_L1), qPrintable(wrong.error().text()));
}

/// They are read as they were written, and belong to servers that do not tell of their own.
void TestProject::namesReplicas()
{
    ProjectConfig named = config();
    named.engine = "mariadb";
    named.connections = {*profileFromUrl(u"mariadb://root@main/shop"_s)};
    named.connections.first().replicas = {*profileFromUrl(u"mysql://relata:secret@far:3307/"_s)};
    named.connections.first().replicas.first().name = u"far"_s;
    const QByteArray written = writeProjectConfig(named);
    QVERIFY(!written.contains("secret"));
    const auto read = parseProjectConfig(written, u"p/relata.json"_s);
    QVERIFY(read);
    QCOMPARE(writeProjectConfig(*read), written);
    QCOMPARE(read->connections.first().replicas.first().name, u"far"_s);
    QCOMPARE(read->connections.first().replicas.first().url(), u"mysql://relata@far:3307/"_s);
    named.connections.first().engine = "postgresql";
    QVERIFY(parseProjectConfig(writeProjectConfig(named), {}).error().text().contains("MariaDB's alone"_L1));
    named.connections.first().engine = "mysql";
    named.connections.first().replicas.first().engine = "postgresql";
    QVERIFY(parseProjectConfig(writeProjectConfig(named), {}).error().text().contains("The replica \"far\""_L1));
}

void TestProject::tellsWhatNobodyHeeds_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QString>("advice");
    const auto row = [](const char *name, const char *value, const char *likely) {
        QTest::newRow(name) << QByteArray("\"") + name + "\": " + value
                            << (*likely ? u"Is \"%1\" meant?"_s.arg(QLatin1StringView(likely)) : QString());
    };
    row("scratchConnection", "\"try\"", "scratch");
    row("targetVersion", "\"8.0\"", "target_version");
    row("defaultConnection", "\"try\"", "default_connection");
    row("require_approval", "true", "requireApproval");
    row("hook", "\"./stop\"", "hooks");
    row("nubmering", "\"timestamp\"", "numbering");
    row("weather", "\"fair\"", "");
}

/// They are kept, word by word, and told with what may be meant.
void TestProject::tellsWhatNobodyHeeds()
{
    QFETCH(QByteArray, member);
    QFETCH(QString, advice);
    const auto read = parseProjectConfig("{\"engine\": \"sqlite\", " + member + "}", u"p/relata.json"_s);
    QVERIFY(read);
    const QList<Finding> found = configRemarks(*read);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().code, QByteArray("PC101"));
    QVERIFY2(found.first().message.source().contains(QString::fromUtf8(member).section(u'"', 1, 1)),
        qPrintable(found.first().message.source()));
    QCOMPARE(found.first().advice.source(), advice);
    QVERIFY2(writeProjectConfig(*read).contains(member), writeProjectConfig(*read).constData());
}

void TestProject::scratchIsNoProduction()
{
    const QByteArray text = "{\"engine\": \"postgresql\", \"scratch\": \"trial\", \"requireApproval\": false, "
                            "\"connections\": [{\"name\": \"trials\", \"url\": \"postgresql://far/try\", "
                            "\"readOnly\": true}]}";
    auto read = parseProjectConfig(text, u"p/relata.json"_s);
    QVERIFY(read);
    const QList<Finding> found = configRemarks(*read);
    QCOMPARE(found.size(), 2);
    QCOMPARE(found.first().advice.source(), u"Is \"read_only\" meant?"_s);
    QCOMPARE(found.last().code, QByteArray("PC102"));
    QCOMPARE(found.last().advice.source(), u"Is \"trials\" meant?"_s);
    const auto again = parseProjectConfig(writeProjectConfig(*read), u"p/relata.json"_s);
    QVERIFY(again);
    QCOMPARE(configRemarks(*again).size(), 2);

    read->scratchConnection = u"trials"_s;
    const QTemporaryDir folder;
    const auto project = Project::create(folder.filePath(u"p"_s), *read);
    QVERIFY(project && (*project)->scratch());
    read->connections.first().environment = u"production"_s;
    QVERIFY((*project)->setConfig(*read));
    QVERIFY(!(*project)->scratch());
    QCOMPARE(configRemarks(*read).last().code, QByteArray("PC103"));
}

void TestProject::brokenProjectsSayWhere()
{
    const QTemporaryDir folder;
    QVERIFY(Project::open(folder.path()).error().message.source().contains("relata.json"_L1));
    const QString place = folder.filePath(u"p"_s);
    QVERIFY(Project::create(place, config()));
    QVERIFY(!Project::create(place, config()));
    QFile file(place + u"/schema/default/schema.json"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\n<<<<<<< ours\n");
    file.close();
    const auto broken = Project::open(place);
    QVERIFY(!broken);
    QVERIFY(broken.error().message.source().contains("schema.json:2"_L1));
}

RELATA_TEST(TestProject)
#include "tst_project.moc"
