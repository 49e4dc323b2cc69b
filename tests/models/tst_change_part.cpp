#include "models/diff/change_part.h"
#include "models/schema/all_kinds.h"
#include "tests/support/random_design.h"
#include "tests/support/random_schema.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

class TestChangePart : public QObject {
    Q_OBJECT
private slots:
    void lawsHoldOverRandomSchemas();
    void lawsHoldOverDesigns_data();
    void lawsHoldOverDesigns();
    void tablesBringTheirParts();
    void foreignKeysBringTheirTable();
    void namesAreFreedFirst();
    void bodiesBringWhatTheyName();
    void primaryKeysBringNotNull();
    void columnsKeepTheirOrder();
};

namespace {

QSet<ObjectId> idsOf(const ChangeSet &changes)
{
    QSet<ObjectId> ids;
    for (const Change &change : changes.changes()) {
        const auto *altered = std::get_if<Altered>(&change);
        if (!altered || altered->fields != QList<QByteArray>{"position"}) // which of two has moved is a matter of view
            ids += idOf(change);
    }
    return ids;
}

/// Everything that an object names is there.
bool isWhole(const Schema &schema)
{
    bool whole = true;
    schema.forEach([&](ObjectId, const Object &object) {
        eachReference(object, [&](ObjectId named) { whole = whole && (!named || schema.find(named)); });
    });
    return whole;
}

/// What is wrong with the part; empty when all laws hold.
QString fault(const Schema &from, const Schema &to, const QSet<ObjectId> &chosen)
{
    const QSet<ObjectId> all = idsOf(ChangeSet::between(from, to));
    const ChangePart part = partOf(from, to, chosen);
    if (!part.taken.contains(chosen))
        return u"not all that was chosen is in the part"_s;
    if (isWhole(from) && isWhole(to) && !isWhole(part.result))
        return u"something is named that is not there"_s;
    if (!(idsOf(ChangeSet::between(from, part.result)) - part.taken).isEmpty())
        return u"the part changes more than was taken"_s;
    if (idsOf(ChangeSet::between(part.result, to)) != all - part.taken)
        return u"the part and the rest are not the whole"_s;
    const ChangePart rest = partOf(part.result, to, all - part.taken);
    if (idsOf(ChangeSet::between(rest.result, to)).size() > 0)
        return u"the rest does not lead to the end"_s;
    return partOf(from, to, part.taken).taken == part.taken ? QString() : u"what is closed needs more"_s;
}

QSet<ObjectId> some(const QSet<ObjectId> &all, QRandomGenerator &random)
{
    QList<ObjectId> ids(all.begin(), all.end());
    std::sort(ids.begin(), ids.end());
    QSet<ObjectId> chosen;
    const int share = 1 + int(random.bounded(4));
    for (const ObjectId id : std::as_const(ids)) {
        if (random.bounded(share) == 0)
            chosen += id;
    }
    return chosen;
}

struct Shop {
    Schema schema = Schema().with(ObjectId::random(), makeObject(Namespace{}));

    template <class T>
    ObjectId add(T value)
    {
        const ObjectId id = ObjectId::random();
        schema = schema.with(id, makeObject(std::move(value)));
        return id;
    }
    ObjectId table(const QString &name)
    {
        Table table;
        table.schema = schema.defaultNamespace();
        table.name = name;
        return add(table);
    }
    ObjectId column(ObjectId table, const QString &name)
    {
        Column column;
        column.table = table;
        column.name = name;
        column.position = int(schema.children(table, Kind::Column).size());
        column.type.name = u"integer"_s;
        return add(column);
    }
    ObjectId primary(ObjectId table, ObjectId column)
    {
        PrimaryKey key;
        key.table = table;
        key.parts = {KeyPart{.column = column, .expression = {}, .collation = {}, .operatorClass = {}}};
        return add(key);
    }
};

QStringList columnNames(const Schema &schema, ObjectId table)
{
    QStringList names;
    for (const ObjectId id : schema.children(table, Kind::Column))
        names += nameOf(*schema.find(id));
    return names;
}

} // namespace

void TestChangePart::lawsHoldOverRandomSchemas()
{
    for (tests::Rounds rounds(tests::Campaign::Random, 300); rounds.next();) {
        QRandomGenerator &random = rounds.random();
        const Schema from = tests::randomSchema(random, 1 + random.bounded(7));
        const Schema to = tests::randomlyEdited(from, random, random.bounded(1, 20));
        const QSet<ObjectId> all = idsOf(ChangeSet::between(from, to));
        QVERIFY(partOf(from, to, {}).result == from);
        QVERIFY(partOf(from, to, {}).taken.isEmpty());
        QCOMPARE(fault(from, to, all), QString());
        QCOMPARE(fault(from, to, some(all, random)), QString());
    }
}

void TestChangePart::lawsHoldOverDesigns_data()
{
    QTest::addColumn<QByteArray>("engine");
    for (const char *engine : {"sqlite", "postgresql", "mysql", "mariadb"})
        QTest::newRow(engine) << QByteArray(engine);
}

void TestChangePart::lawsHoldOverDesigns()
{
    QFETCH(QByteArray, engine);
    for (tests::Rounds rounds(tests::Campaign::Random, 60, 4); rounds.next();) {
        tests::DesignSeeds seeds;
        for (int i = 3 + int(rounds.random().bounded(12)); i > 0; --i)
            seeds.base += rounds.random().generate();
        for (int i = 1 + int(rounds.random().bounded(12)); i > 0; --i)
            seeds.edits += rounds.random().generate();
        const tests::DesignPair pair(engine, seeds);
        const QSet<ObjectId> all = idsOf(ChangeSet::between(pair.before, pair.after));
        QCOMPARE(fault(pair.before, pair.after, some(all, rounds.random())), QString());
    }
}

void TestChangePart::tablesBringTheirParts()
{
    Shop shop;
    const Schema from = shop.schema;
    const ObjectId book = shop.table(u"book"_s), id = shop.column(book, u"id"_s), key = shop.primary(book, id);
    const ObjectId loan = shop.table(u"loan"_s);
    shop.column(loan, u"id"_s);
    const ChangePart part = partOf(from, shop.schema, {id});
    QCOMPARE(part.taken, (QSet<ObjectId>{book, id, key}));
    QCOMPARE(part.needed, QList<ObjectId>{book});
    QVERIFY(!part.result.find(loan));
    const ChangePart back = partOf(shop.schema, from, {key});
    QCOMPARE(back.taken, (QSet<ObjectId>{book, id, key}));
}

void TestChangePart::foreignKeysBringTheirTable()
{
    Shop shop;
    const ObjectId loan = shop.table(u"loan"_s), bookId = shop.column(loan, u"book_id"_s);
    const Schema from = shop.schema;
    const ObjectId book = shop.table(u"book"_s), id = shop.column(book, u"id"_s);
    shop.primary(book, id);
    ForeignKey key;
    key.table = loan;
    key.name = u"loan_book"_s;
    key.columns = {bookId};
    key.referencedTable = book;
    key.referencedColumns = {id};
    const ObjectId reference = shop.add(key);
    QCOMPARE(partOf(from, shop.schema, {reference}).needed, QList<ObjectId>{book});
    QVERIFY(!partOf(from, shop.schema, {book}).taken.contains(reference));
    QVERIFY(partOf(shop.schema, from, {book}).taken.contains(reference)); // it stands in the way of the drop
}

void TestChangePart::namesAreFreedFirst()
{
    Shop shop;
    const ObjectId book = shop.table(u"book"_s), a = shop.column(book, u"a"_s), b = shop.column(book, u"b"_s);
    const Schema from = shop.schema;
    const Schema swapped = from.with(a, renamed(*from.find(a), u"B"_s)).with(b, renamed(*from.find(b), u"a"_s));
    QCOMPARE(partOf(from, swapped, {a}).taken, (QSet<ObjectId>{a, b}));
    const ObjectId other = ObjectId::random();
    Table table;
    table.schema = from.defaultNamespace();
    table.name = u"book"_s;
    const Schema replaced = from.withoutTree(book).with(other, makeObject(table));
    QVERIFY(partOf(from, replaced, {other}).taken.contains(book));
    QVERIFY(!partOf(from, replaced, {book}).taken.contains(other));
}

void TestChangePart::bodiesBringWhatTheyName()
{
    Shop shop;
    const Schema from = shop.schema;
    const ObjectId book = shop.table(u"book"_s);
    shop.column(book, u"id"_s);
    View view;
    view.schema = from.defaultNamespace();
    view.name = u"books"_s;
    view.query = Expression::of(u"SELECT id FROM Book"_s, false);
    const ObjectId books = shop.add(view);
    QCOMPARE(partOf(from, shop.schema, {books}).needed, QList<ObjectId>{book});
    QVERIFY(partOf(shop.schema, from, {book}).taken.contains(books));
}

void TestChangePart::primaryKeysBringNotNull()
{
    Shop shop;
    const ObjectId book = shop.table(u"book"_s), id = shop.column(book, u"id"_s), title = shop.column(book, u"t"_s);
    const Schema from = shop.schema;
    const ObjectId key = shop.primary(book, id);
    Column tight = *shop.schema.find<Column>(id), other = *shop.schema.find<Column>(title);
    tight.nullable = other.nullable = false;
    const Schema to = shop.schema.with(id, makeObject(tight)).with(title, makeObject(other));
    QCOMPARE(partOf(from, to, {key}).needed, QList<ObjectId>{id});
    QCOMPARE(partOf(from, to, {title}).taken, QSet<ObjectId>{title});
}

void TestChangePart::columnsKeepTheirOrder()
{
    Shop shop;
    const ObjectId book = shop.table(u"book"_s), a = shop.column(book, u"a"_s);
    shop.column(book, u"b"_s);
    const Schema from = shop.schema;
    Shop wide{from.withoutTree(book).with(book, *from.find(book))};
    const ObjectId x = wide.column(book, u"x"_s);
    Column kept = *from.find<Column>(a);
    kept.position = 1;
    wide.schema = wide.schema.with(a, makeObject(kept));
    const ObjectId y = wide.column(book, u"y"_s);
    // from: a b; to: x a y
    QCOMPARE(columnNames(partOf(from, wide.schema, {x}).result, book), (QStringList{u"x"_s, u"a"_s, u"b"_s}));
    QCOMPARE(columnNames(partOf(from, wide.schema, {y}).result, book), (QStringList{u"a"_s, u"y"_s, u"b"_s}));
}

RELATA_TEST(TestChangePart)
#include "tst_change_part.moc"
