#include "models/items/compare_field_model.h"
#include "models/items/compare_model.h"
#include "models/project/edits.h"
#include "models/project/schema_sides.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema_builder.h"
#include "tests/support/random_schema.h"
#include "tests/support/test_registry.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

class TestCompareModel : public QObject {
    Q_OBJECT
private slots:
    void countsWhatDiffers();
    void checksReachParts();
    void showsFieldsOfBothSides();
    void findsTheDesignsOwnAgain();
};

namespace {

struct Library {
    Schema schema = Schema().with(ObjectId::random(), makeObject(Namespace{}));
    ObjectId member, id, name;

    Library()
    {
        const Edit table = edits::addTable(schema, schema.defaultNamespace(), u"member"_s);
        member = table.id;
        Column column;
        column.table = member;
        column.name = u"id"_s;
        column.type.name = u"integer"_s;
        const Edit first = edits::addColumn(table.schema, column);
        column.name = u"name"_s;
        column.type.name = u"text"_s;
        const Edit second = edits::addColumn(edits::setPrimaryKey(first.schema, member, {first.id}).schema, column);
        id = first.id;
        name = second.id;
        schema = second.schema;
    }
};

int rowsOf(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    int rows = 0;
    for (int row = 0; row < model.rowCount(parent); ++row)
        rows += 1 + rowsOf(model, model.index(row, 0, parent));
    return rows;
}

Schema underOtherIds(const Schema &schema)
{
    QHash<ObjectId, ObjectId> ids;
    schema.forEach([&](ObjectId id, const Object &) { ids.insert(id, ObjectId::random()); });
    SchemaBuilder builder;
    schema.forEach([&](ObjectId id, const Object &object) {
        builder.put(ids.value(id), mapped(object, [&](ObjectId old) { return ids.value(old); }));
    });
    return builder.build();
}

} // namespace

/// Random schemas: a row for each difference that is not part of one that comes or goes, checks and all, however often
/// the sides change.
void TestCompareModel::countsWhatDiffers()
{
    CompareModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (tests::Rounds rounds(tests::Campaign::Random, 60); rounds.next();) {
        QRandomGenerator &random = rounds.random();
        const Schema left = tests::randomSchema(random, 1 + random.bounded(6));
        const Schema right = tests::randomlyEdited(left, random, random.bounded(12));
        model.setShowEqual(false);
        model.setSchemas({left, right, {}});
        CompareModel::Counts wanted;
        const ChangeSet changes = ChangeSet::between(left, right);
        for (const Change &change : changes.changes()) {
            if (isFoldedIntoParent(change, left, right))
                continue;
            wanted.added += std::holds_alternative<Created>(change);
            wanted.removed += std::holds_alternative<Dropped>(change);
            wanted.changed += std::holds_alternative<Altered>(change);
        }
        QCOMPARE(model.counts().added, wanted.added);
        QCOMPARE(model.counts().removed, wanted.removed);
        QCOMPARE(model.counts().changed, wanted.changed);
        QCOMPARE(model.rowCount() == 0, wanted.all() == 0);
        model.checkAll(true);
        QCOMPARE(int(model.checked().size()), wanted.all());
        model.setShowEqual(true);
        QVERIFY(rowsOf(model) >= wanted.all());
        QCOMPARE(int(model.checked().size()), wanted.all());
        model.setSchemas({right, right, {}});
        QVERIFY(model.checked().isEmpty());
    }
}

void TestCompareModel::checksReachParts()
{
    Library library;
    const Edit renamed = edits::rename(library.schema, library.name, u"full_name"_s);
    Column column = *renamed.schema.find<Column>(library.id);
    column.comment = u"the number"_s;
    CompareModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Schema right = edits::change(renamed.schema, library.id, makeObject(column)).schema;
    model.setSchemas({library.schema, right, {}});
    QCOMPARE(model.rowCount(), 1);
    const QModelIndex table = model.index(0, 0);
    QCOMPARE(model.rowCount(table), 2);
    QCOMPARE(model.index(1, 0, table).data().toString(), u"name → full_name"_s);
    QSignalSpy checked(&model, &CompareModel::checkedChanged);
    QVERIFY(model.setData(model.index(1, 0, table), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(table.data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
    QCOMPARE(model.checked(), QSet<ObjectId>{library.name});
    QVERIFY(model.setData(table, Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(model.checked(), (QSet<ObjectId>{library.name, library.id}));
    QVERIFY(model.setData(table, Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(model.checked().isEmpty());
    QCOMPARE(checked.count(), 3);
    model.setCheckable(false);
    QVERIFY(!model.setData(model.index(0, 0), Qt::Checked, Qt::CheckStateRole));
}

void TestCompareModel::showsFieldsOfBothSides()
{
    Library library;
    Column column = *library.schema.find<Column>(library.name);
    column.nullable = false;
    column.type.name = u"varchar"_s;
    const Schema right = library.schema.with(library.name, makeObject(column));
    CompareFieldModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setObject(library.schema, right, library.name);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, CompareFieldModel::Left).data().toString(), u"text"_s);
    QCOMPARE(model.index(0, CompareFieldModel::Right).data().toString(), u"varchar"_s);
    model.setObject(library.schema, library.schema.without(library.name), library.name);
    QVERIFY(model.rowCount() >= 1); // its type, on the one side that has it
    QVERIFY(model.index(0, CompareFieldModel::Right).data().toString().isEmpty());
    model.setObject({}, {}, {});
    QCOMPARE(model.rowCount(), 0);
}

/// A database still has the head's names: what the design renamed is the same thing, and nothing else differs.
void TestCompareModel::findsTheDesignsOwnAgain()
{
    for (tests::Rounds rounds(tests::Campaign::Random, 60); rounds.next();) {
        QRandomGenerator &random = rounds.random();
        const Schema head = tests::randomSchema(random, 1 + random.bounded(6));
        Schema design = head;
        const QList<ObjectId> tables = head.all(Kind::Table);
        for (const ObjectId table : tables) {
            if (random.bounded(3) == 0)
                design = edits::rename(design, table, u"other_"_s + nameOf(*head.find(table))).schema;
        }
        const Schema live = withDesignIds(underOtherIds(head), head, design, NameRule::Exact);
        for (const ObjectId table : tables) {
            QVERIFY(live.find(table));
            QCOMPARE(nameOf(*live.find(table)), nameOf(*head.find(table)));
        }
        const ChangeSet changes = ChangeSet::between(design, live);
        for (const Change &change : changes.changes())
            QVERIFY(std::holds_alternative<Altered>(change) && std::get<Altered>(change).renamed());
        QVERIFY(
            ChangeSet::between(design, withDesignIds(underOtherIds(design), head, design, NameRule::Exact)).isEmpty());
    }
}

RELATA_TEST(TestCompareModel)
#include "tst_compare_model.moc"
