#include "models/items/node_tree_model.h"
#include "models/items/schema_lines.h"
#include "models/schema/kinds/column.h"
#include "models/schema/kinds/namespace_.h"
#include "models/schema/kinds/primary_key.h"
#include "models/schema/kinds/table.h"
#include "tests/support/test_registry.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// A tree that is told its lines anew keeps what kept its key.
class NodeTreeModelTest : public QObject {
    Q_OBJECT
private slots:
    void keepsPlacesOverARefresh();
    void movesAndRenames();
    void asksOnlyForWhatIsLookedAt();
    void unchangedLinesAreNotTold();
    void schemaIsShownByKind();
    void unsavedChangesHaveTones();
};

namespace {

TreeLine line(const QString &key, bool expandable = false)
{
    TreeLine result;
    result.key = key;
    result.text = key.toUpper();
    result.expandable = expandable;
    return result;
}

QStringList texts(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    QStringList result;
    for (int row = 0; row < model.rowCount(parent); ++row)
        result += model.index(row, 0, parent).data().toString();
    return result;
}

Object column(ObjectId table, const QString &name, int position)
{
    Column result;
    result.table = table;
    result.name = name;
    result.position = position;
    result.type.name = u"integer"_s;
    return makeObject(result);
}

Schema library()
{
    const ObjectId space{1}, book{2}, id{3}, key{4};
    Namespace nameless;
    Table table;
    table.schema = space;
    table.name = u"book"_s;
    PrimaryKey primary;
    primary.table = book;
    primary.parts.resize(1);
    primary.parts[0].column = id;
    return Schema()
        .with(space, makeObject(nameless))
        .with(book, makeObject(table))
        .with(id, column(book, u"id"_s, 1))
        .with(key, makeObject(primary));
}

} // namespace

void NodeTreeModelTest::keepsPlacesOverARefresh()
{
    NodeTreeModel model;
    const QAbstractItemModelTester tester(&model);
    QStringList keys{u"a"_s, u"b"_s, u"c"_s};
    model.setSource([&keys](const TreeLine *parent) {
        QList<TreeLine> lines;
        for (const QString &key : std::as_const(keys))
            lines.append(line(parent ? parent->key + key : key, !parent));
        return lines;
    });
    model.fetchMore(model.index(1, 0));
    const QPersistentModelIndex b = model.index(1, 0);
    const QPersistentModelIndex bb = model.index(1, 0, b);
    QCOMPARE(bb.data().toString(), u"BB"_s);
    keys = {u"x"_s, u"a"_s, u"b"_s, u"d"_s};
    model.refresh();
    QCOMPARE(texts(model), (QStringList{u"X"_s, u"A"_s, u"B"_s, u"D"_s}));
    QCOMPARE(b.row(), 2);
    QCOMPARE(bb.data().toString(), u"BB"_s);
    QCOMPARE(texts(model, b), (QStringList{u"BX"_s, u"BA"_s, u"BB"_s, u"BD"_s}));
}

void NodeTreeModelTest::movesAndRenames()
{
    NodeTreeModel model;
    const QAbstractItemModelTester tester(&model);
    QList<TreeLine> lines{line(u"a"_s), line(u"b"_s), line(u"c"_s)};
    model.setSource([&lines](const TreeLine *) { return lines; });
    const QPersistentModelIndex c = model.index(2, 0);
    lines = {line(u"c"_s), line(u"a"_s), line(u"b"_s)};
    lines[0].text = u"renamed"_s;
    model.refresh();
    QCOMPARE(texts(model), (QStringList{u"renamed"_s, u"A"_s, u"B"_s}));
    QCOMPARE(c.row(), 0);
}

void NodeTreeModelTest::asksOnlyForWhatIsLookedAt()
{
    NodeTreeModel model;
    QStringList asked;
    model.setSource([&asked](const TreeLine *parent) {
        asked += parent ? parent->key : u"root"_s;
        return QList{line(parent ? parent->key + u'1' : u"a"_s, true)};
    });
    QCOMPARE(asked, QStringList{u"root"_s});
    QVERIFY(model.hasChildren(model.index(0, 0)));
    QCOMPARE(model.rowCount(model.index(0, 0)), 0);
    model.fetchMore(model.index(0, 0));
    QCOMPARE(asked, (QStringList{u"root"_s, u"a"_s}));
}

void NodeTreeModelTest::unchangedLinesAreNotTold()
{
    NodeTreeModel model;
    QList<TreeLine> lines{line(u"a"_s), line(u"b"_s)};
    model.setSource([&lines](const TreeLine *) { return lines; });
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.refresh();
    QCOMPARE(changed.count(), 0);
    lines[1].detail = u"7"_s;
    model.refresh();
    QCOMPARE(changed.count(), 1);
}

void NodeTreeModelTest::schemaIsShownByKind()
{
    const Schema schema = library();
    NodeTreeModel model;
    const QAbstractItemModelTester tester(&model);
    model.setSource([&schema](const TreeLine *parent) { return schemaLines(schema, parent, {}); });
    QCOMPARE(texts(model), QStringList{u"Tables"_s});
    const QModelIndex tables = model.index(0, 0);
    QCOMPARE(tables.data(DetailRole).toString(), u"1"_s);
    model.fetchMore(tables);
    const QModelIndex book = model.index(0, 0, tables);
    QCOMPARE(book.data().toString(), u"book"_s);
    QCOMPARE(book.data(ObjectRole).value<ObjectRef>().path, (QStringList{QString(), u"book"_s}));
    model.fetchMore(book);
    const QModelIndex id = model.find([](const TreeLine &each) { return each.text == u"id"_s; });
    QVERIFY(id.isValid());
    QCOMPARE(id.data(IconNameRole).toString(), u"primary_key"_s);
    QVERIFY(id.data(DetailRole).toString().startsWith(u"integer"_s));
}

void NodeTreeModelTest::unsavedChangesHaveTones()
{
    const Schema before = library();
    const Schema after = before.with(ObjectId{9}, column(ObjectId{2}, u"title"_s, 2));
    const ObjectTones tones = tonesBetween(before, after);
    QCOMPARE(tones.value(9), Tone::Added);
    QCOMPARE(tones.value(2), Tone::Changed);
    QVERIFY(!tones.contains(3));
    QVERIFY(tonesBetween(before, before).isEmpty());
}

RELATA_TEST(NodeTreeModelTest)
#include "tst_node_tree_model.moc"
