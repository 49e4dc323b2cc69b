#include "models/items/roles.h"
#include "models/items/schema_tree_model.h"
#include "models/project/edits.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema_builder.h"
#include "tests/support/random_schema.h"
#include "tests/support/test_registry.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

class TestSchemaTreeModel : public QObject {
    Q_OBJECT
private slots:
    void followsRandomEdits();
    void editsTouchOnlyWhatChanged();
    void marksDifferencesFromTheHead();
    void keepsIndexesThroughRenames();
    void sectionsComeAndGo();
    void databasesHangUnderTheirLeaves();
    void showsTenThousandTables();
};

namespace {

/// All rows that somebody could see, as text.
QStringList rows(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        result += QString(depth, u' ') + index.data().toString() + u'|' + index.data(DetailRole).toString() + u'|'
            + index.data(ToneRole).toString();
        result += rows(model, index, depth + 1);
    }
    return result;
}

QStringList freshRows(const Schema &designed, const Schema &head)
{
    SchemaTreeModel model;
    model.setSchemas(designed, head);
    return rows(model);
}

Schema smallSchema()
{
    Schema schema = Schema().with(ObjectId::random(), makeObject(Namespace{}));
    Edit table = edits::addTable(schema, schema.defaultNamespace(), u"customer"_s);
    Column column;
    column.table = table.id;
    column.name = u"id"_s;
    column.type.name = u"integer"_s;
    const Edit id = edits::addColumn(table.schema, column);
    column.name = u"name"_s;
    column.type.name = u"text"_s;
    return edits::addColumn(edits::setPrimaryKey(id.schema, table.id, {id.id}).schema, column).schema;
}

} // namespace

/// After any edits the tree is what a fresh one would be, however much of it was open.
void TestSchemaTreeModel::followsRandomEdits()
{
    for (tests::Rounds rounds(tests::Campaign::Random, 60); rounds.next();) {
        QRandomGenerator &random = rounds.random();
        const Schema head = tests::randomSchema(random, 1 + random.bounded(6));
        Schema designed = head;
        SchemaTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSchemas(designed, head);
        if (random.bounded(2))
            rows(model);
        for (int i = 0; i < 4; ++i) {
            designed = tests::randomlyEdited(designed, random, random.bounded(1, 8));
            model.setSchemas(designed, head);
        }
        QCOMPARE(rows(model).join(u'\n'), freshRows(designed, head).join(u'\n'));
        model.setSchemas(designed, designed);
        QCOMPARE(rows(model).join(u'\n'), freshRows(designed, designed).join(u'\n'));
    }
}

void TestSchemaTreeModel::editsTouchOnlyWhatChanged()
{
    const Schema schema = smallSchema();
    SchemaTreeModel model;
    model.setSchemas(schema, schema);
    rows(model);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    Column column;
    column.table = schema.idOf(Kind::Table, {QString(), u"customer"_s});
    column.name = u"email"_s;
    const Edit added = edits::addColumn(schema, column);
    model.setSchemas(added.schema, schema);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(removed.size(), 0);
    model.setSchemas(schema, schema);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(resets.size(), 0);
}

void TestSchemaTreeModel::marksDifferencesFromTheHead()
{
    const Schema head = smallSchema();
    const ObjectId table = head.idOf(Kind::Table, {QString(), u"customer"_s});
    const ObjectId name = head.child(table, Kind::Column, u"name"_s);
    SchemaTreeModel model;
    model.setSchemas(head, head);
    const auto tone = [&model](ObjectId id) { return Tone(model.indexOf(id).data(ToneRole).toInt()); };
    QCOMPARE(tone(table), Tone::Plain);
    const Edit renamed = edits::rename(head, name, u"full_name"_s);
    const Edit added = edits::addTable(renamed.schema, head.defaultNamespace(), u"role"_s);
    model.setSchemas(added.schema, head);
    QCOMPARE(tone(name), Tone::Changed);
    QCOMPARE(tone(table), Tone::Changed);
    QCOMPARE(tone(added.id), Tone::Added);
    model.setSchemas(edits::drop(head, {name})->schema, head);
    QCOMPARE(tone(name), Tone::Removed);
    QVERIFY(!model.flags(model.indexOf(name)).testFlag(Qt::ItemIsEditable));
    QVERIFY(!model.indexOf(added.id).isValid());
    model.setSchemas(head, head);
    QCOMPARE(tone(table), Tone::Plain);
}

void TestSchemaTreeModel::keepsIndexesThroughRenames()
{
    Schema schema = smallSchema();
    const ObjectId table = schema.idOf(Kind::Table, {QString(), u"customer"_s});
    schema = edits::addTable(schema, schema.defaultNamespace(), u"order"_s).schema;
    SchemaTreeModel model;
    model.setSchemas(schema, schema);
    rows(model);
    const QPersistentModelIndex kept = model.indexOf(table);
    QCOMPARE(kept.row(), 0);
    model.setSchemas(edits::rename(schema, table, u"zebra"_s).schema, schema);
    QVERIFY(kept.isValid());
    QCOMPARE(kept.row(), 1);
    QCOMPARE(kept.data().toString(), u"zebra"_s);
    QCOMPARE(model.rowCount(kept), 3);
    QSignalSpy asked(&model, &SchemaTreeModel::renameRequested);
    QVERIFY(model.setData(kept, u" buyer "_s, Qt::EditRole));
    QCOMPARE(asked.first().at(1).toString(), u"buyer"_s);
}

void TestSchemaTreeModel::sectionsComeAndGo()
{
    SchemaTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Schema schema = smallSchema();
    model.setSchemas(schema, schema);
    TreeSection section{"queries", u"Queries"_s, u"query"_s, {{.id = u"a.sql"_s, .title = u"a"_s}}, false};
    model.setSection(section);
    const QModelIndex at = model.index(model.rowCount(model.projectIndex()) - 1, 0, model.projectIndex());
    QCOMPARE(at.data().toString(), u"Queries"_s);
    QCOMPARE(model.rowCount(at), 1);
    section.leaves.prepend({.id = u"b.sql"_s, .title = u"b"_s});
    model.setSection(section);
    QCOMPARE(model.index(0, 0, at).data(SchemaTreeModel::LeafRole).toString(), u"b.sql"_s);
    section.leaves.removeLast();
    model.setSection(section);
    QCOMPARE(model.rowCount(at), 1);
    QCOMPARE(at.data(DetailRole).toString(), u"1"_s);
}

/// A database read again keeps the rows of what is still there, whatever ids the reader gave.
void TestSchemaTreeModel::databasesHangUnderTheirLeaves()
{
    SchemaTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const TreeSection section{
        "connections", u"Connections"_s, {}, {{.id = u"shop"_s, .title = u"Shop"_s, .expandable = true}}, true};
    model.setSection(section);
    const QPersistentModelIndex shop = model.indexOfLeaf("connections", u"shop"_s);
    QVERIFY(shop.isValid() && model.hasChildren(shop));
    QCOMPARE(model.rowCount(shop), 0);
    model.setLeafNote("connections", u"shop"_s, u"Reading …"_s, Tone::Muted);
    QCOMPARE(model.rowCount(shop), 1);
    model.setLeafSchema("connections", u"shop"_s, smallSchema());
    QCOMPARE(model.rowCount(shop), 1);
    const QPersistentModelIndex customer = model.index(0, 0, model.index(0, 0, shop));
    QCOMPARE(customer.data().toString(), u"customer"_s);
    QCOMPARE(customer.data(SchemaTreeModel::LeafRole).toString(), u"shop"_s);
    QVERIFY(!model.flags(customer).testFlag(Qt::ItemIsEditable));
    const Schema other = smallSchema();
    model.setLeafSchema(
        "connections", u"shop"_s, edits::addTable(other, other.defaultNamespace(), u"address"_s).schema);
    QVERIFY(customer.isValid());
    QCOMPARE(customer.row(), 1);
    QCOMPARE(customer.data(ToneRole).toInt(), int(Tone::Plain));
    model.setSection({"connections", u"Connections"_s, {}, {}, true});
    QVERIFY(!shop.isValid() && !customer.isValid());
}

/// Only the list of tables is made; an edit among them makes one row.
void TestSchemaTreeModel::showsTenThousandTables()
{
    SchemaBuilder builder;
    const ObjectId space = ObjectId::random();
    builder.put(space, makeObject(Namespace{}));
    ObjectId last;
    for (int i = 0; i < 10'000; ++i) {
        Table table;
        table.schema = space;
        table.name = u"t"_s + QString::number(i);
        last = ObjectId::random();
        builder.put(last, makeObject(table));
    }
    const Schema schema = builder.build();
    SchemaTreeModel model;
    model.setSchemas(schema, schema);
    const QModelIndex group = model.indexOfGroup(space, Kind::Table);
    QCOMPARE(model.rowCount(group), 10'000);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setSchemas(edits::addTable(schema, space, u"new"_s).schema, schema);
    QCOMPARE(inserted.size(), 1);
    QVERIFY(changed.size() < 5);
}

RELATA_TEST(TestSchemaTreeModel)
#include "tst_schema_tree_model.moc"
