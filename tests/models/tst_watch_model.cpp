#include "models/engine/engine.h"
#include "models/items/watch_model.h"
#include "models/sql/sql_flavour.h"
#include "tests/support/test_registry.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Ran = WatchedQuery::State;
using State = WatchRow::State;

WatchedQuery query(const QString &name, Ran state, std::chrono::milliseconds time = 5ms, const QString &error = {})
{
    return {.name = name, .sql = u"SELECT 1"_s, .state = state, .error = error, .time = time, .rows = 1, .plan = {}};
}

/// What the two looks show, compared as a watch does.
WatchReport report(const WatchSnapshot &before, const WatchSnapshot &now)
{
    static const Engine engine{.key = "postgresql", .name = "PostgreSQL", .flavour = &postgresqlFlavour()};
    return {before, now, compareSnapshots(before, now, engine, {})};
}

/// "name: word", a row each.
QStringList words(const WatchReport &seen)
{
    QStringList result;
    for (const WatchRow &row : watchRows(seen))
        result += row.name + u": "_s + row.word;
    return result;
}

} // namespace

/// What a watch compares as rows: nothing that was not seen is called well.
class WatchModelTest : public QObject {
    Q_OBJECT
private slots:
    void worseComesFirst();
    void queriesSayWhyTheyAreNotKnown();
    void tablesAreCountedOrNot();
    void constraintsHold();
    void deadlocksAreTold();
};

void WatchModelTest::worseComesFirst()
{
    WatchSnapshot before, now;
    before.queries = {query(u"fine"_s, Ran::Ran), query(u"late"_s, Ran::Ran), query(u"gone"_s, Ran::Ran),
        query(u"purge"_s, Ran::Writes)};
    now = before;
    now.queries[1] = query(u"late"_s, Ran::Ran, 900ms);
    now.queries[2] = query(u"gone"_s, Ran::Failed, 1ms, u"no such column"_s);
    before.deadlocks = now.deadlocks = 3;
    before.loads = now.loads = {{u"SELECT $1"_s, 3, 0.5, 0}};
    const WatchReport seen = report(before, now);
    QCOMPARE(words(seen),
        (QStringList{u"gone: Fails"_s, u"late: Slower"_s, u"purge: Not run"_s, u"fine: Fine"_s,
            u"What programs run, as the server counts it: Fine"_s, u"Deadlocks that the server has counted: Fine"_s}));
    WatchModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setReport(seen);
    QCOMPARE(model.count(State::Worse), 2);
    QCOMPARE(model.count(State::NotKnown), 1);
    QCOMPARE(model.index(0, WatchModel::StateColumn).data(ToneRole).toInt(), int(Tone::Danger));
    QVERIFY(model.index(0, WatchModel::StateColumn).data(Qt::ToolTipRole).toString().contains("no such column"_L1));
    QVERIFY(model.index(1, WatchModel::Now).data().toString().startsWith("900 ms, 1 row"_L1));
    QCOMPARE(model.rows().at(1).query, u"late"_s);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void WatchModelTest::queriesSayWhyTheyAreNotKnown()
{
    WatchSnapshot before;
    before.queries = {query(u"asks"_s, Ran::HasParameters), query(u"broken"_s, Ran::Failed, 1ms, u"no table"_s),
        query(u"heavy"_s, Ran::Stopped, 10s)};
    for (const WatchRow &row : watchRows(report(before, before))) {
        QCOMPARE(row.state, State::NotKnown);
        QVERIFY2(!row.detail.isEmpty() || row.query.isEmpty(), qPrintable(row.name));
    }
    WatchSnapshot now = before;
    now.queries[1] = query(u"broken"_s, Ran::Ran);
    QVERIFY(words(report(before, now)).contains(u"broken: Fine"_s));
}

void WatchModelTest::tablesAreCountedOrNot()
{
    WatchSnapshot before, now;
    before.tables = {{u"a"_s, {30, true, true}}, {u"b"_s, {5, true, true}}, {u"c"_s, {-1, false, true}},
        {u"d"_s, {2'000'000, false, false}}};
    now.tables = {{u"a"_s, {20, true, true}}, {u"c"_s, {-1, false, true}}, {u"d"_s, {2'000'000, false, false}},
        {u"e"_s, {1, true, true}}};
    const QList<WatchRow> rows = watchRows(report(before, now));
    QCOMPARE(words(report(before, now)).mid(0, 6),
        (QStringList{u"a: Rows are gone"_s, u"b: Not there any more"_s, u"c: Not counted"_s,
            u"What programs run, as the server counts it: The server does not tell"_s,
            u"Deadlocks that the server has counted: The server does not tell"_s, u"d: Fine"_s}));
    QVERIFY(rows.at(0).before.startsWith("30 row"_L1));
    QVERIFY(rows.at(5).now.startsWith(u"≈ "_s));
    before.deletesRows = now.deletesRows = true;
    QVERIFY(words(report(before, now)).contains(u"a: Fine"_s));
}

void WatchModelTest::constraintsHold()
{
    WatchSnapshot before, now;
    before.tables = now.tables = {{u"a"_s, {1, true, true}}};
    QVERIFY(words(report(before, now)).contains(u"Constraints and indexes of these tables: Fine"_s));
    before.unchecked = {{u"a.old"_s, u"check"_s}, {u"a.mended"_s, u"foreign_key"_s}};
    now.unchecked = {{u"a.old"_s, u"check"_s}, {u"a.fresh"_s, u"index"_s}};
    const QStringList seen = words(report(before, now));
    QCOMPARE(seen.first(), u"a.fresh: Does not hold for all rows"_s);
    QVERIFY(seen.contains(u"a.old: Like before"_s) && seen.contains(u"a.mended: Fine"_s));
}

void WatchModelTest::deadlocksAreTold()
{
    WatchSnapshot before, now;
    before.deadlocks = 3;
    now.deadlocks = 5;
    QCOMPARE(words(report(before, now)).first(), u"Deadlocks that the server has counted: 2 since"_s);
    QCOMPARE(watchRows(report(before, now)).first().state, State::Worse);
}

RELATA_TEST(WatchModelTest)
#include "tst_watch_model.moc"
