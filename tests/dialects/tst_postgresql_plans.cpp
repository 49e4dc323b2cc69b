#include "dialects/postgresql/plan_reader.h"
#include "models/engine/fetch.h"
#include "models/explain/plan_tree.h"
#include "tests/dialects/postgresql_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Plans of real queries, and the arithmetic of their times.
class TestPostgresqlPlans : public QObject {
    Q_OBJECT

private slots:
    void estimates();
    void measured();
    void loopsAndWorkers();
    void initPlansAreChargedToWhoReadsThem();
    void refusesWhatIsNoPlan();
};

static Result<PlanTree> planOf(Connection &connection, const QString &query, bool analyze)
{
    const postgresql::PostgresqlPlanReader reader;
    const auto rows = fetch(connection, reader.explain(query, analyze, connection.server()));
    return rows ? reader.read(rows->bytes(0, 0).toByteArray()) : Result<PlanTree>(failure(rows.error()));
}

static const PlanTree *find(const PlanTree &tree, const QString &operation)
{
    if (tree.operation == operation)
        return &tree;
    for (const PlanTree &child : tree.children) {
        if (const PlanTree *found = find(child, operation))
            return found;
    }
    return nullptr;
}

void TestPostgresqlPlans::estimates()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    PostgresqlDatabase database("postgresql15");
    QVERIFY(database
                .run(u"CREATE TABLE t (id int PRIMARY KEY, name text);\n"
                     "INSERT INTO t SELECT i, 'n' || i FROM generate_series(1, 10000) i;\nANALYZE t"_s)
                .isEmpty());
    const auto tree = planOf(database.connection(), u"SELECT name FROM t WHERE id = 7 AND name <> 'x'"_s, false);
    QVERIFY2(tree, why(tree));
    QCOMPARE(tree->operation, u"Index Scan"_s);
    QCOMPARE(tree->relation, u"t"_s);
    QCOMPARE(tree->index, u"t_pkey"_s);
    QCOMPARE(tree->condition, u"(id = 7)"_s);
    QCOMPARE(tree->extras.value(u"Filter"_s), u"(name <> 'x'::text)"_s);
    QCOMPARE(tree->estimatedRows, 1.0);
    QVERIFY(tree->totalCost > 0);
    QVERIFY(!tree->ownTime);
}

void TestPostgresqlPlans::measured()
{
    for (const QByteArray server : {"postgresql15", "postgresql18"}) {
        RELATA_REQUIRE_SERVER(server);
        PostgresqlDatabase database(server);
        const auto tree = planOf(database.connection(),
            u"SELECT count(*) FROM generate_series(1, 1000) a JOIN generate_series(1, 10) b ON a = b"_s, true);
        QVERIFY2(tree, why(tree));
        QCOMPARE(*tree->actualRows, 1.0);
        QVERIFY(tree->extras.contains(u"Execution Time"_s));
        std::chrono::nanoseconds own{};
        const std::function<void(const PlanTree &)> add = [&](const PlanTree &node) {
            own += *node.ownTime;
            for (const PlanTree &child : node.children)
                add(child);
        };
        add(*tree);
        QVERIFY(qAbs((own - *tree->totalTime).count()) < 20'000); // what EXPLAIN rounds away
    }
}

static PlanTree read(const char *json)
{
    return postgresql::PostgresqlPlanReader().read(QByteArray(json)).value_or(PlanTree());
}

static std::chrono::nanoseconds milliseconds(int value) { return std::chrono::milliseconds(value); }

void TestPostgresqlPlans::loopsAndWorkers()
{
    const PlanTree loops =
        read(R"json([{"Plan": {"Node Type": "Nested Loop", "Actual Total Time": 50, "Actual Loops": 1,
        "Actual Rows": 5, "Plans": [
            {"Node Type": "Seq Scan", "Actual Total Time": 10, "Actual Loops": 1, "Actual Rows": 5},
            {"Node Type": "Index Scan", "Actual Total Time": 6, "Actual Loops": 5, "Actual Rows": 1}]}}])json");
    QCOMPARE(*loops.ownTime, milliseconds(10));
    QCOMPARE(*loops.children.at(1).totalTime, milliseconds(30));
    const PlanTree parallel =
        read(R"json([{"Plan": {"Node Type": "Gather", "Workers Launched": 2, "Actual Total Time": 40,
        "Actual Loops": 1, "Actual Rows": 9, "Plans": [
            {"Node Type": "Seq Scan", "Actual Total Time": 30, "Actual Loops": 3, "Actual Rows": 3}]}}])json");
    QCOMPARE(*parallel.ownTime, milliseconds(10));
    QCOMPARE(*parallel.children.at(0).ownTime, milliseconds(30));
}

void TestPostgresqlPlans::initPlansAreChargedToWhoReadsThem()
{
    const PlanTree tree = read(R"json([{"Plan": {"Node Type": "Limit", "Actual Total Time": 100, "Actual Loops": 1,
        "Actual Rows": 1, "Plans": [
            {"Node Type": "Aggregate", "Parent Relationship": "InitPlan", "Subplan Name": "InitPlan 1 (returns $0)",
             "Actual Total Time": 60, "Actual Loops": 1, "Actual Rows": 1},
            {"Node Type": "Sort", "Parent Relationship": "InitPlan", "Subplan Name": "CTE c",
             "Actual Total Time": 20, "Actual Loops": 1, "Actual Rows": 1},
            {"Node Type": "Seq Scan", "Parent Relationship": "Outer", "Filter": "(x > $0)", "Actual Total Time": 70,
             "Actual Loops": 1, "Actual Rows": 1},
            {"Node Type": "CTE Scan", "CTE Name": "c", "Parent Relationship": "Inner", "Actual Total Time": 25,
             "Actual Loops": 1, "Actual Rows": 1}]}}])json");
    QCOMPARE(*tree.ownTime, milliseconds(5));
    QCOMPARE(*find(tree, u"Seq Scan"_s)->ownTime, milliseconds(10));
    QCOMPARE(*find(tree, u"CTE Scan"_s)->ownTime, milliseconds(5));
    QCOMPARE(*find(tree, u"Aggregate"_s)->ownTime, milliseconds(60));
}

void TestPostgresqlPlans::refusesWhatIsNoPlan()
{
    const postgresql::PostgresqlPlanReader reader;
    for (const char *text : {"", "[]", "{\"Plan\": 1}", "[{\"plan\": {}}]", "Seq Scan on t"})
        QVERIFY2(!reader.read(text), text);
}

RELATA_TEST(TestPostgresqlPlans)
#include "tst_postgresql_plans.moc"
