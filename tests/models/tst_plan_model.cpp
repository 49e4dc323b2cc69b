#include "models/items/plan_model.h"

#include "models/items/roles.h"
#include "tests/support/test_registry.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

PlanTree node(const QString &operation, const QString &relation = {})
{
    PlanTree tree;
    tree.operation = operation;
    tree.relation = relation;
    return tree;
}

/// EXPLAIN (ANALYZE) of PostgreSQL 15: select * from loans l join members m … where l.note like '%late%' order by …,
/// on 200,000 loans.
PlanTree postgresqlPlan()
{
    PlanTree scan = node(u"Seq Scan"_s, u"loans"_s);
    scan.condition = u"(note ~~ '%late%'::text)"_s;
    scan.estimatedRows = 20;
    scan.actualRows = 12'000;
    scan.totalCost = 4137;
    scan.ownTime = scan.totalTime = 31ms;
    scan.extras.insert(u"Rows Removed by Filter"_s, u"188000"_s);
    PlanTree index = node(u"Index Scan"_s, u"members"_s);
    index.index = u"members_pkey"_s;
    index.estimatedRows = index.actualRows.emplace(1);
    index.totalCost = 8.17;
    index.loops = 12'000;
    index.ownTime = index.totalTime = 9ms;
    PlanTree join = node(u"Nested Loop"_s);
    join.estimatedRows = 20;
    join.actualRows = 12'000;
    join.totalCost = 4300;
    join.ownTime = 2ms;
    join.totalTime = 42ms;
    join.children = {scan, index};
    PlanTree sort = node(u"Sort"_s);
    sort.estimatedRows = 20;
    sort.actualRows = 12'000;
    sort.totalCost = 4301;
    sort.ownTime = 58ms;
    sort.totalTime = 100ms;
    sort.extras = {
        {u"Sort Method"_s, u"external merge"_s}, {u"Sort Space Type"_s, u"Disk"_s}, {u"Sort Space Used"_s, u"5120"_s}};
    sort.children = {join};
    return sort;
}

QList<QByteArray> codesOf(const QList<PlanFinding> &findings)
{
    QList<QByteArray> codes;
    for (const PlanFinding &finding : findings)
        codes += finding.finding.code;
    std::sort(codes.begin(), codes.end());
    return codes;
}

} // namespace

/// Plans as trees with numbers, and what is said of them.
class PlanModelTest : public QObject {
    Q_OBJECT
private slots:
    void showsNumbersAndHeat()
    {
        PlanModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPlan(postgresqlPlan(), "postgresql");
        const QModelIndex scan = model.indexOf({0, 0});
        QCOMPARE(scan.data().toString(), u"Seq Scan loans"_s);
        const auto at = [&](int column) { return scan.siblingAtColumn(column); };
        QCOMPARE(at(PlanModel::ActualRows).data().toString(), QLocale().toString(12'000));
        QCOMPARE(at(PlanModel::Factor).data().toString(), u"× 600"_s);
        QCOMPARE(at(PlanModel::Share).data().toString(), u"31 %"_s);
        QCOMPARE(at(PlanModel::Heat).data(PlanModel::HeatRole).toInt(), 3);
        QCOMPARE(model.index(0, PlanModel::Heat).data(PlanModel::HeatRole).toInt(), 4); // 58 of 100 ms
        QCOMPARE(at(PlanModel::OwnTime).data().toString(), u"31 ms"_s);
        QVERIFY(model.isUsed(PlanModel::Loops));
        QCOMPARE(model.indexOf({0, 1}).data(DetailRole).toString(), u"members_pkey"_s);
    }

    void hidesWhatAPlanDoesNotSay()
    {
        PlanTree root = node(u"QUERY PLAN"_s);
        root.children = {node(u"SCAN members"_s, u"members"_s)};
        PlanModel model;
        model.setPlan(root, "sqlite");
        QVERIFY(model.isUsed(PlanModel::Operation));
        for (const int column : {PlanModel::Heat, PlanModel::Share, PlanModel::ActualRows, PlanModel::Cost})
            QVERIFY(!model.isUsed(column));
        QCOMPARE(model.indexOf({0}).data().toString(), u"SCAN members"_s);
    }

    void findsWhatIsWrongOnPostgresql()
    {
        const QList<PlanFinding> findings = diagnose(postgresqlPlan(), "postgresql");
        QCOMPARE(codesOf(findings), (QList<QByteArray>{"PG-EST", "PG-NLOOP", "PG-SEQ-FILTER", "PG-SORT-DISK"}));
        QCOMPARE(findings.first().finding.code, QByteArray("PG-SORT-DISK")); // over half of the time: the worst
        QCOMPARE(findings.first().node, PlanPath());
        for (const PlanFinding &finding : findings) {
            if (finding.finding.code == "PG-EST")
                QCOMPARE(finding.node, (PlanPath{0, 0})); // where it begins, not where it is passed on
            if (finding.finding.code == "PG-SEQ-FILTER")
                QVERIFY(finding.finding.message.source().contains(u"188,000"));
        }
    }

    void findsWhatIsWrongOnSqlite()
    {
        PlanTree root = node(u"QUERY PLAN"_s);
        PlanTree automatic = node(u"SEARCH m USING AUTOMATIC COVERING INDEX (id=?)"_s, u"m"_s);
        root.children = {node(u"SCAN l"_s, u"l"_s), node(u"SCAN x"_s, u"x"_s), automatic,
            node(u"SCAN t USING INDEX t_a"_s, u"t"_s), node(u"USE TEMP B-TREE FOR ORDER BY"_s)};
        const QList<PlanFinding> findings = diagnose(root, "sqlite");
        QCOMPARE(codesOf(findings), (QList<QByteArray>{"SQ-AUTO", "SQ-SCAN", "SQ-SCAN", "SQ-TEMP"}));
        QCOMPARE(findings.first().finding.severity, Finding::Severity::Danger); // inside the loop of l
        QCOMPARE(findings.first().node, PlanPath{1});
    }

    void findsWhatIsWrongOnMysql()
    {
        PlanTree all = node(u"ALL"_s, u"loans"_s);
        all.estimatedRows = 200'000;
        all.extras.insert(u"Extra"_s, u"Using where; Using temporary; Using filesort"_s);
        PlanTree small = node(u"ALL"_s, u"branches"_s);
        small.estimatedRows = 12;
        PlanTree root = node(u"query"_s);
        root.children = {all, small};
        QCOMPARE(codesOf(diagnose(root, "mariadb")), (QList<QByteArray>{"MY-ALL", "MY-FILESORT", "MY-TEMP"}));
        QVERIFY(diagnose(root, "postgresql").isEmpty());
    }
};

RELATA_TEST(PlanModelTest)
#include "tst_plan_model.moc"
