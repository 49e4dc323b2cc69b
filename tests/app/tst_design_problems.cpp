#include "models/items/design_problems.h"

#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "models/items/problem_model.h"
#include "models/jobs/job_center.h"
#include "models/project/project.h"
#include "models/schema/all_kinds.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// What is wrong with the design, and what its migration would lose, stands in the Problems list while it is so.
class TestDesignProblems : public QObject {
    Q_OBJECT
private slots:
    void comeAndGoWithTheDesign();
};

static Schema withTable(const Schema &schema, ObjectId table, const QString &column)
{
    Table made;
    made.schema = schema.defaultNamespace();
    made.name = u"item"_s;
    Column one;
    one.table = table;
    one.name = column;
    one.type.name = u"INTEGER"_s;
    return schema.with(table, makeObject(made)).with(ObjectId{77}, makeObject(one));
}

void TestDesignProblems::comeAndGoWithTheDesign()
{
    EngineRegistry engines;
    registerEngines(engines);
    const QTemporaryDir folder;
    ProjectConfig config;
    config.name = u"Test"_s;
    config.engine = "sqlite";
    auto project = Project::create(folder.filePath(u"p"_s), config);
    QVERIFY(project);
    JobCenter jobs;
    ProblemModel problems;
    const DesignProblems watcher(**project, engines, jobs, problems);
    const Schema empty = (*project)->designed(), good = withTable(empty, ObjectId{5}, u"id"_s);
    (*project)->edit(withTable(empty, ObjectId{5}, QString()), {"Test", "A column without a name", {}});
    QTRY_VERIFY_WITH_TIMEOUT(problems.rowCount() > 0, 20'000);
    (*project)->edit(good, {"Test", "It has one", {}});
    QTRY_COMPARE_WITH_TIMEOUT(problems.rowCount(), 0, 20'000);
    MigrationFile file;
    file.title = u"items"_s;
    QVERIFY((*project)->addMigration(file, good));
    (*project)->edit(empty, {"Test", "Drop it", {}});
    QTRY_COMPARE_WITH_TIMEOUT(problems.count(Finding::Severity::Warning), 1, 20'000);
    QCOMPARE(problems.finding(0).code, QByteArray("DL111")); // its rows are kept
}

RELATA_TEST(TestDesignProblems)
#include "tst_design_problems.moc"
