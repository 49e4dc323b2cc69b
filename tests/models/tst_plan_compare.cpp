#include "models/explain/plan_compare.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {

PlanTree node(const QString &operation, const QString &relation, const QString &index = {})
{
    PlanTree result;
    result.operation = operation;
    result.relation = relation;
    result.index = index;
    return result;
}

PlanTree over(std::vector<PlanTree> children)
{
    PlanTree result = node(u"Nested Loop"_s, {});
    result.children = std::move(children);
    return result;
}

QStringList lost(const PlanTree &before, const PlanTree &after)
{
    QStringList result;
    for (const LostSearch &one : lostSearches(before, after))
        result += one.relation + u' ' + one.index;
    return result;
}

} // namespace

/// Two plans of one query beside each other.
class PlanCompareTest : public QObject {
    Q_OBJECT
private slots:
    void findsLostSearches_data();
    void findsLostSearches();
    void countsEachMention();
    void findsTheIndexOfABitmap();
    void findsNothingElse();
};

void PlanCompareTest::findsLostSearches_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QString>("scan");
    QTest::newRow("postgresql") << u"Index Scan"_s << u"Seq Scan"_s;
    QTest::newRow("postgresql, parallel") << u"Index Only Scan"_s << u"Parallel Seq Scan"_s;
    QTest::newRow("sqlite") << u"SEARCH"_s << u"SCAN"_s;
    QTest::newRow("mysql") << u"ref"_s << u"ALL"_s;
    QTest::newRow("mysql, whole index") << u"eq_ref"_s << u"index"_s;
}

void PlanCompareTest::findsLostSearches()
{
    QFETCH(const QString, search);
    QFETCH(const QString, scan);
    const PlanTree before = over({node(search, u"a"_s, u"a_i"_s), node(scan, u"b"_s)});
    const PlanTree after = over({node(scan, u"b"_s), node(scan, u"a"_s)});
    QCOMPARE(lost(before, after), QStringList{u"a a_i"_s});
    QCOMPARE(lost(after, before), QStringList());
    QCOMPARE(lost(before, before), QStringList());
}

/// Of a table that is named twice one mention may change.
void PlanCompareTest::countsEachMention()
{
    const PlanTree search = node(u"SEARCH"_s, u"a"_s, u"i"_s), scan = node(u"SCAN"_s, u"a"_s);
    QCOMPARE(lost(over({search, search}), over({search, scan})), QStringList{u"a i"_s});
    QCOMPARE(lost(over({search, scan}), over({scan, search})), QStringList());
}

void PlanCompareTest::findsTheIndexOfABitmap()
{
    PlanTree heap = node(u"Bitmap Heap Scan"_s, u"a"_s);
    heap.children.push_back(node(u"Bitmap Index Scan"_s, {}, u"a_i"_s));
    QCOMPARE(lost(heap, node(u"Seq Scan"_s, u"a"_s)), QStringList{u"a a_i"_s});
}

/// Another index, another table, and what is neither search nor scan.
void PlanCompareTest::findsNothingElse()
{
    const PlanTree search = node(u"Index Scan"_s, u"a"_s, u"i"_s);
    QCOMPARE(lost(search, node(u"Index Scan"_s, u"a"_s, u"j"_s)), QStringList());
    QCOMPARE(lost(search, node(u"Seq Scan"_s, u"b"_s)), QStringList());
    QCOMPARE(lost(node(u"CTE Scan"_s, u"a"_s), node(u"Seq Scan"_s, u"a"_s)), QStringList());
}

RELATA_TEST(PlanCompareTest)
#include "tst_plan_compare.moc"
