#include "models/items/unsaved_step_model.h"
#include "tests/support/test_registry.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;
using Taken = UnsavedStep::Taken;

class TestUnsavedStepModel : public QObject {
    Q_OBJECT
private slots:
    void checksAreWishes();
    void whatIsNeededSaysWhy();
    void numbersAreRead();
};

static QList<UnsavedStep> steps()
{
    UnsavedStep table, alter;
    table.title = {"Test", "Create table loan", {}};
    table.statements = {u"CREATE TABLE loan (\n  id integer\n)"_s, u"COMMENT ON TABLE loan IS 'x'"_s};
    table.changes = {ObjectId{1}};
    alter.title = {"Test", "Alter table member", {}};
    alter.statements = {u"ALTER TABLE member ADD a int, ADD b int"_s};
    alter.changes = {ObjectId{2}, ObjectId{3}};
    return {table, alter};
}

/// A check takes all that a step serves; rows stay where they are when only their checks changed.
void TestUnsavedStepModel::checksAreWishes()
{
    UnsavedStepModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSteps(steps());
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0).data().toString(), u"1. Create table loan"_s);
    QCOMPARE(model.rowCount(model.index(0)), 2);
    const QModelIndex statement = model.index(0, 0, model.index(0));
    QCOMPARE(statement.data().toString(), u"CREATE TABLE loan ( id integer )"_s);
    QVERIFY(!statement.flags().testFlag(Qt::ItemIsUserCheckable) && !statement.data(Qt::CheckStateRole).isValid());
    QSignalSpy chosen(&model, &UnsavedStepModel::chosen), reset(&model, &QAbstractItemModel::modelReset);
    QVERIFY(model.setData(model.index(1), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(chosen.first().at(0).value<QList<ObjectId>>(), (QList<ObjectId>{ObjectId{2}, ObjectId{3}}));
    QCOMPARE(chosen.first().at(1).toBool(), false);
    QList<UnsavedStep> later = steps();
    later[1].taken = Taken::Some;
    model.setSteps(later);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(model.index(1).data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
    QVERIFY(!model.index(1).data(DetailRole).toString().isEmpty());
    QVERIFY(model.setData(model.index(1), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(chosen.last().at(1).toBool(), true);
    later.removeFirst();
    model.setSteps(later);
    QCOMPARE(reset.count(), 1);
    QCOMPARE(model.rowCount(), 1);
}

void TestUnsavedStepModel::whatIsNeededSaysWhy()
{
    UnsavedStepModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QList<UnsavedStep> all = steps();
    all[0].needed = true;
    all[0].why = {"Test", "step 2 needs it", {}};
    all[1].changes.clear(); // only there for others
    model.setSteps(all);
    QCOMPARE(model.index(0).data(DetailRole).toString(), u"step 2 needs it"_s);
    for (int row : {0, 1})
        QVERIFY(!model.setData(model.index(row), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(model.index(0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
}

void TestUnsavedStepModel::numbersAreRead()
{
    QCOMPARE(*stepNumbers(u"4, 1-2,2"_s), (QList<int>{1, 2, 4}));
    for (const QString &wrong : {u""_s, u"a"_s, u"2-1"_s, u"0"_s, u"1,"_s, u"1-2-3"_s, u"-1"_s})
        QVERIFY2(!stepNumbers(wrong), qPrintable(wrong));
}

RELATA_TEST(TestUnsavedStepModel)
#include "tst_unsaved_step_model.moc"
