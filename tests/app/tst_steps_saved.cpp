#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "models/project/edits.h"
#include "models/project/project.h"
#include "models/schema/all_kinds.h"
#include "tests/app/migrate_bench.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

ObjectId tableOf(const Schema &schema, const QString &name)
{
    return schema.child(schema.defaultNamespace(), Kind::Table, name);
}

Schema withColumn(const Schema &schema, const QString &table, const QString &name, bool nullable = true)
{
    Column column;
    column.table = tableOf(schema, table);
    column.name = name;
    column.type.name = u"integer"_s;
    column.nullable = nullable;
    return edits::addColumn(schema, column).schema;
}

Schema withIndex(const Schema &schema, const QString &table, const QString &column)
{
    Index index;
    index.table = tableOf(schema, table);
    index.name = table + u'_' + column + u"_idx"_s;
    KeyPart part;
    part.column = schema.child(index.table, Kind::Column, column);
    index.parts = {part};
    return edits::add(schema, makeObject(index)).schema;
}

Schema withTable(const Schema &schema, const QString &name)
{
    Schema made = edits::addTable(schema, schema.defaultNamespace(), name).schema;
    made = withColumn(made, name, u"id"_s, false);
    const ObjectId table = tableOf(made, name);
    return edits::setPrimaryKey(made, table, {made.child(table, Kind::Column, u"id"_s)}).schema;
}

} // namespace

/// The unsaved migration saved by steps on the command line: a part with what it needs, then the rest, which together
/// are the design.
class StepsSavedTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void partAndRestAreTheDesign_data() { engineRows(); }
    void partAndRestAreTheDesign();
    void wrongNumbersAreRefused();
    void dryRunSavesNothing();

private:
    static void design(const MigrateBench &bench, const std::function<Schema(const Schema &)> &change);
    static void begin(const MigrateBench &bench);
    static void grow(const MigrateBench &bench);
    static QJsonArray steps(const MigrateBench &bench, const QStringList &words = {});
    /// The number of the step with a statement that says so.
    static int stepWith(const QJsonArray &steps, const QString &word);

    EngineRegistry m_engines;
};

void StepsSavedTest::design(const MigrateBench &bench, const std::function<Schema(const Schema &)> &change)
{
    const Result<std::unique_ptr<Project>> project = Project::open(bench.project());
    QVERIFY(project.has_value());
    (*project)->edit(change((*project)->designed()), {"Test", "Design", {}});
    QVERIFY((*project)->save().has_value());
}

/// Two tables with rows.
void StepsSavedTest::begin(const MigrateBench &bench)
{
    design(bench, [](const Schema &schema) {
        Schema made = withTable(withTable(schema, u"book"_s), u"member"_s);
        made = withColumn(withColumn(made, u"book"_s, u"pages"_s), u"book"_s, u"old"_s);
        return made;
    });
    (void)bench.answer({u"new"_s, u"Begin"_s});
    (void)bench.answer({u"up"_s, u"--yes"_s});
    QCOMPARE(bench.run(u"INSERT INTO book VALUES (1, 300, 7), (2, 200, 8); INSERT INTO member VALUES (5), (6)"_s),
        QString());
}

/// A column with an index, an index, a column that goes, a table.
void StepsSavedTest::grow(const MigrateBench &bench)
{
    design(bench, [](const Schema &schema) {
        const ObjectId old = schema.child(tableOf(schema, u"book"_s), Kind::Column, u"old"_s);
        Schema made = withIndex(schema.without(old), u"book"_s, u"pages"_s);
        made = withIndex(withColumn(made, u"member"_s, u"grade"_s), u"member"_s, u"grade"_s);
        return withTable(made, u"loan"_s);
    });
}

QJsonArray StepsSavedTest::steps(const MigrateBench &bench, const QStringList &words)
{
    const QString text = bench.answer(QStringList{u"new"_s, u"--dry-run"_s, u"--format"_s, u"json"_s} + words);
    return QJsonDocument::fromJson(text.toUtf8())[u"steps"].toArray();
}

int StepsSavedTest::stepWith(const QJsonArray &steps, const QString &word)
{
    for (const QJsonValue &one : steps) {
        for (const QJsonValue &sql : one[u"sql"].toArray()) {
            if (sql.toString().contains(word))
                return one[u"step"].toInt();
        }
    }
    return 0;
}

void StepsSavedTest::partAndRestAreTheDesign()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const MigrateBench bench(m_engines, server, u"steps_saved"_s);
    begin(bench);
    grow(bench);
    const int index = stepWith(steps(bench), u"member_grade_idx"_s);
    QVERIFY(index > 0);
    const QString number = QString::number(index);
    const QJsonArray chosen = steps(bench, {u"--steps"_s, number});
    const int column = stepWith(chosen, u"ADD COLUMN"_s);
    QCOMPARE(chosen[index - 1][u"taken"].toString(), u"all"_s);
    QCOMPARE(chosen[stepWith(chosen, u"loan"_s) - 1][u"taken"].toString(), u"none"_s);
    if (column != index) { // the column comes along, and says for what
        QCOMPARE(chosen[column - 1][u"comes_along"].toBool(), true);
        QVERIFY(chosen[column - 1][u"why"].toString().contains(u"step "_s + number));
    }
    const Answer saved = bench.migrate({u"new"_s, u"Grades"_s, u"--steps"_s, number});
    QVERIFY2(saved.status == 0, qPrintable(saved.err));
    QVERIFY2(saved.err.contains("the others stay unsaved"_L1), qPrintable(saved.err));
    (void)bench.answer({u"up"_s, u"--yes"_s});
    QCOMPARE(bench.rows(u"SELECT id, pages, old FROM book ORDER BY id"_s), u"1|300|7\n2|200|8"_s);
    QCOMPARE(bench.run(u"UPDATE member SET grade = id"_s), QString());
    QVERIFY(!bench.run(u"SELECT * FROM loan"_s).isEmpty());
    (void)bench.answer({u"new"_s, u"Rest"_s});
    (void)bench.answer({u"up"_s, u"--yes"_s});
    (void)bench.answer({u"drift"_s, u"--check"_s});
    QCOMPARE(bench.rows(u"SELECT id, pages FROM book ORDER BY id"_s), u"1|300\n2|200"_s);
    QCOMPARE(bench.rows(u"SELECT id, grade FROM member ORDER BY id"_s), u"5|5\n6|6"_s);
    QCOMPARE(bench.run(u"SELECT * FROM loan"_s), QString());
    const Result<std::unique_ptr<Project>> project = Project::open(bench.project());
    QVERIFY((*project)->head() == (*project)->designed());
    (void)bench.answer({u"down"_s, u"--to"_s, u"1"_s, u"--yes"_s, u"--allow"_s, u"all"_s});
    QCOMPARE(bench.rows(u"SELECT id, pages, old FROM book ORDER BY id"_s), u"1|300|7\n2|200|8"_s);
}

void StepsSavedTest::wrongNumbersAreRefused()
{
    const MigrateBench bench(m_engines, {}, u"steps_wrong"_s);
    begin(bench);
    grow(bench);
    const auto count = steps(bench).size();
    const QString beyond = QString::number(count + 1);
    const auto refused = [&](const QString &numbers, const QString &why) {
        const Answer answer = bench.migrate({u"new"_s, u"Part"_s, u"--steps"_s, numbers});
        QVERIFY2(answer.status == 2 && answer.err.contains(why), qPrintable(answer.err));
    };
    refused(u"1,"_s + beyond, u"There is no step "_s + beyond + u": the plan has "_s + QString::number(count));
    for (const QString &numbers : {u"one"_s, u""_s, u"0"_s, u"3-1"_s, u"1-2-3"_s, u"1,"_s})
        refused(numbers, u"--steps takes numbers"_s);
    const auto project = Project::open(bench.project());
    QCOMPARE((*project)->timeline().migrations.size(), 1);
}

void StepsSavedTest::dryRunSavesNothing()
{
    const MigrateBench bench(m_engines, {}, u"steps_shown"_s);
    begin(bench);
    grow(bench);
    const QString all = bench.answer({u"new"_s, u"--dry-run"_s});
    QVERIFY2(all.contains("-- step 1: "_L1) && all.contains("CREATE TABLE loan"_L1), qPrintable(all));
    const QString loan = QString::number(stepWith(steps(bench), u"CREATE TABLE loan"_s));
    const QString part = bench.answer({u"new"_s, u"--dry-run"_s, u"--steps"_s, loan});
    QVERIFY2(part.contains("stays unsaved"_L1) && part.contains("What is saved"_L1), qPrintable(part));
    QVERIFY2(!part.contains("CREATE INDEX"_L1), qPrintable(part));
    const auto project = Project::open(bench.project());
    QCOMPARE((*project)->timeline().migrations.size(), 1);
    QVERIFY(!((*project)->head() == (*project)->designed()));
}

RELATA_TEST(StepsSavedTest)
#include "tst_steps_saved.moc"
