#include "models/items/unsaved_change_model.h"
#include "tests/support/test_registry.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

class TestUnsavedChangeModel : public QObject {
    Q_OBJECT
private slots:
    void checksAreWishes();
    void whatIsNeededStays();
};

static QList<UnsavedChange> changes()
{
    UnsavedChange table, column;
    table.form = UnsavedChange::Form::Created;
    table.object = {Kind::Table, {QString(), u"loan"_s}, ObjectId{1}};
    column.object = {Kind::Column, {QString(), u"member"_s, u"name"_s}, ObjectId{2}};
    column.fields = {"nullable"};
    return {table, column};
}

/// A check says what somebody wants; what comes of it is set later, and the rows stay where they are.
void TestUnsavedChangeModel::checksAreWishes()
{
    UnsavedChangeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setChanges(changes());
    QCOMPARE(model.index(0).data().toString(), u"loan"_s);
    QCOMPARE(model.index(0).data(ToneRole).toInt(), int(Tone::Added));
    QCOMPARE(model.index(1).data().toString(), u"member.name"_s);
    QCOMPARE(model.index(1).data(ToneRole).toInt(), int(Tone::Changed));
    QSignalSpy chosen(&model, &UnsavedChangeModel::chosen), reset(&model, &QAbstractItemModel::modelReset);
    QVERIFY(model.setData(model.index(1), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().at(0).value<ObjectId>(), ObjectId{2});
    QCOMPARE(chosen.first().at(1).toBool(), false);
    QCOMPARE(model.index(1).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QList<UnsavedChange> later = changes();
    later[1].taken = false;
    model.setChanges(later);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(model.index(1).data(ToneRole).toInt(), int(Tone::Muted));
    later.removeFirst();
    model.setChanges(later);
    QCOMPARE(reset.count(), 1);
    QCOMPARE(model.rowCount(), 1);
}

void TestUnsavedChangeModel::whatIsNeededStays()
{
    UnsavedChangeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QList<UnsavedChange> all = changes();
    all[0].needed = true;
    model.setChanges(all);
    QVERIFY(!model.setData(model.index(0), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(model.index(0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QVERIFY(!model.index(0).data(DetailRole).toString().isEmpty());
}

RELATA_TEST(TestUnsavedChangeModel)
#include "tst_unsaved_change_model.moc"
