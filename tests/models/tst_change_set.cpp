#include "models/diff/change_set.h"
#include "models/diff/matcher.h"
#include "models/schema/all_kinds.h"
#include "models/schema/knowledge.h"
#include "models/schema/mapped_equality.h"
#include "models/schema/schema_builder.h"
#include "tests/support/random_schema.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

class TestChangeSet : public QObject {
    Q_OBJECT
private slots:
    void lawsHoldOverRandomSchemas();
    void differsWhereverAFieldDiffers_data();
    void differsWhereverAFieldDiffers();
    void fingerprintKnowsNeitherIdsNorOrder();
    void builtAtOnceIsAsPutOneByOne();
    void comparesUnderOtherIds();
    void matchingFindsTheSameAgain();
    void matchingSharesWhatIsEqual();
    void matchingLosesNothing();
    void leavesOutWhatOneSideDoesNotKnow();
    void notesMakeRenames();
    void renamesAreFoundAmongManyTables();
    void anEditOfALargeSchemaIsSmall();
};

void TestChangeSet::lawsHoldOverRandomSchemas()
{
    for (tests::Rounds rounds(tests::Campaign::Random, 300); rounds.next();) {
        QRandomGenerator &random = rounds.random();
        const Schema a = tests::randomSchema(random, 1 + random.bounded(7));
        const Schema b = tests::randomlyEdited(a, random, random.bounded(1, 20));
        const ChangeSet changes = ChangeSet::between(a, b);
        QVERIFY(changes.appliedTo(a) == b);
        QVERIFY(changes.inverted().appliedTo(b) == a);
        QVERIFY(ChangeSet::between(a, a).isEmpty());
        QCOMPARE(changes.isEmpty(), a == b);
        for (const Change &change : changes.changes()) {
            if (const auto *altered = std::get_if<Altered>(&change))
                QVERIFY(!altered->fields.isEmpty());
        }
    }
}

void TestChangeSet::differsWhereverAFieldDiffers_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("field");
    for (int kind = 0; kind < KindCount; ++kind) {
        const KindEntry &entry = catalogue(Kind(kind));
        for (int i = 0; i < int(entry.fields.size()); ++i)
            QTest::addRow("%s.%s", entry.info->key, entry.fields[size_t(i)].key) << kind << i;
    }
}

/// Every field of every kind, driven through its own JSON form: the change is seen, named, and survives a file.
void TestChangeSet::differsWhereverAFieldDiffers()
{
    QFETCH(int, kind);
    QFETCH(int, field);
    const Field &which = catalogue(Kind(kind)).fields[size_t(field)];
    const MutableObject plain = makeMutable(Kind(kind)), other = makeMutable(Kind(kind));
    const ObjectId known{0x1234};
    const IdFinder finder = [&](const QString &name) { return name == "known"_L1 ? known : ObjectId{}; };
    const IdNamer namer = [&](ObjectId id) { return id == known ? u"known"_s : QString(); };
    const QJsonValue candidates[] = {u"other"_s, true, false, 7, u"42"_s, u"known"_s, QJsonArray{u"known"_s},
        QJsonArray{QJsonObject{{u"column"_s, u"known"_s}, {u"descending"_s, true}}}, QJsonObject{{u"k"_s, 1}},
        u"immediate"_s, u"always"_s, u"stored"_s, u"cascade"_s, u"full"_s, u"procedure"_s};
    bool changed = false;
    for (const QJsonValue &candidate : candidates) {
        MutableObject trial = makeMutable(Kind(kind));
        if (!which.type().fromJson(candidate, which.in(trial.data), finder)
            || which.type().equal(which.at(trial.data), which.at(plain.data)))
            continue;
        which.type().fromJson(candidate, which.in(other.data), finder);
        changed = true;
        break;
    }
    QVERIFY2(changed, "no candidate value fits this field's type: add one to the list");
    const bool derived = which.role == FieldRole::Derived;
    QCOMPARE(differingFields(plain.object, other.object).contains(which.key), !derived);
    const auto stay = [](ObjectId id) { return id; };
    const auto move = [&](ObjectId id) { return id == known ? ObjectId{0x4321} : id; };
    QCOMPARE(equalUnder(plain.object, other.object, stay), derived);
    QVERIFY(equalUnder(other.object, mapped(other.object, move), move));
    QCOMPARE(equalUnder(other.object, other.object, move), equal(mapped(other.object, move), other.object));
    MutableObject read = makeMutable(Kind(kind));
    QVERIFY(which.type().fromJson(which.type().toJson(which.at(other.data), namer), which.in(read.data), finder));
    QVERIFY(which.type().equal(which.at(read.data), which.at(other.data)));
    QCOMPARE(which.type().text(which.at(plain.data), namer) == which.type().text(which.at(other.data), namer), false);
}

static Schema underOtherIds(const Schema &schema, QRandomGenerator &random)
{
    QHash<ObjectId, ObjectId> ids;
    schema.forEach([&](ObjectId id, const Object &) { ids.insert(id, ObjectId{random.generate64() >> 1 | 1}); });
    SchemaBuilder builder;
    schema.forEach([&](ObjectId id, const Object &object) {
        builder.put(ids.value(id), mapped(object, [&](ObjectId old) { return ids.value(old); }));
    });
    return builder.build();
}

void TestChangeSet::fingerprintKnowsNeitherIdsNorOrder()
{
    for (tests::Rounds rounds(tests::Campaign::Random, 30); rounds.next();) {
        QRandomGenerator &random = rounds.random();
        const Schema a = tests::randomSchema(random, 5);
        QCOMPARE(underOtherIds(a, random).fingerprint(), a.fingerprint());
        const Schema b = tests::randomlyEdited(a, random, 3);
        const bool differs = !ChangeSet::between(a, b, {.columnOrder = false}).isEmpty();
        QCOMPARE(a.fingerprint() != b.fingerprint(), differs);
    }
}

void TestChangeSet::builtAtOnceIsAsPutOneByOne()
{
    const auto sorted = [](QList<ObjectId> ids) {
        std::sort(ids.begin(), ids.end());
        return ids;
    };
    for (tests::Rounds rounds(tests::Campaign::Random, 60); rounds.next();) {
        const Schema a = tests::randomSchema(rounds.random(), 6);
        const Schema built = SchemaBuilder(a).build();
        Schema single;
        a.forEach([&](ObjectId id, const Object &object) { single = single.with(id, object); });
        QVERIFY(built.size() == single.size() && built == single);
        a.forEach([&](ObjectId id, const Object &object) {
            QCOMPARE(built.children(id), single.children(id));
            QCOMPARE(sorted(built.dependants(id)), sorted(single.dependants(id)));
            const ObjectId parent = parentOf(object);
            QCOMPARE(built.child(parent, kindOf(object), nameOf(object)),
                single.child(parent, kindOf(object), nameOf(object)));
        });
    }
}

/// What it tells without a copy is what a copy tells.
void TestChangeSet::comparesUnderOtherIds()
{
    for (tests::Rounds rounds(tests::Campaign::Random, 100); rounds.next();) {
        QRandomGenerator &random = rounds.random();
        const Schema a = tests::randomSchema(random, 4);
        const Schema b = tests::randomlyEdited(a, random, 6);
        const Schema live = underOtherIds(b, random);
        const QHash<ObjectId, ObjectId> pairs = pairing(live, b, NameRule::Exact);
        const auto map = [&](ObjectId id) { return pairs.value(id, id); };
        live.forEach([&](ObjectId id, const Object &object) {
            const Object *old = a.find(map(id)), *now = b.find(map(id));
            QVERIFY(now && equalUnder(object, *now, map));
            if (old && old->index() == object.index())
                QCOMPARE(equalUnder(object, *old, map), equal(mapped(object, map), *old));
        });
    }
}

/// A table under another name, with its id, beside a new one that has taken its name.
void TestChangeSet::matchingLosesNothing()
{
    const ObjectId space = ObjectId::random(), table = ObjectId::random(), column = ObjectId::random();
    const auto put = [](Schema schema, ObjectId id, auto object) {
        return schema.with(id, std::make_shared<const decltype(object)>(object));
    };
    const auto withTable = [&](const Schema &schema, ObjectId id, ObjectId part, const QString &name) {
        Table one;
        one.schema = space;
        one.name = name;
        Column id1;
        id1.table = id;
        id1.name = u"id"_s;
        return put(put(schema, id, one), part, id1);
    };
    const Schema none = put(Schema(), space, Namespace());
    const Schema before = withTable(none, table, column, u"book"_s);
    const Schema after =
        withTable(withTable(none, table, column, u"volume"_s), ObjectId::random(), ObjectId::random(), u"book"_s);
    const Schema both = matched(after, before, NameRule::Exact, {});
    QCOMPARE(both.size(), after.size());
    for (const QString &name : {u"book"_s, u"volume"_s}) {
        const ObjectId one = both.child(both.all(Kind::Namespace).first(), Kind::Table, name);
        QVERIFY2(one && both.child(one, Kind::Column, u"id"_s), qPrintable(name));
    }
}

/// Objects that nobody touched are the very objects of the reference, few or many as the others are.
void TestChangeSet::matchingSharesWhatIsEqual()
{
    for (tests::Rounds rounds(tests::Campaign::Random, 60); rounds.next();) {
        QRandomGenerator &random = rounds.random();
        const Schema a = tests::randomSchema(random, 12);
        const Schema b = tests::randomlyEdited(a, random, random.bounded(30));
        const Schema same = matched(underOtherIds(b, random), a, NameRule::Exact);
        same.forEach([&](ObjectId id, const Object &object) {
            const Object *old = a.find(id);
            QCOMPARE(old && structOf(*old) == structOf(object), old && equal(*old, object));
        });
    }
}

void TestChangeSet::matchingFindsTheSameAgain()
{
    for (tests::Rounds rounds(tests::Campaign::Random, 100); rounds.next();) {
        QRandomGenerator &random = rounds.random();
        const Schema a = tests::randomSchema(random, 6);
        const Schema live = underOtherIds(a, random);
        QVERIFY(ChangeSet::between(a, matched(live, a, NameRule::Exact)).isEmpty());
    }
}

/// What is hidden is neither there nor not there; the knowledge goes with the schema, and is no difference by itself.
void TestChangeSet::leavesOutWhatOneSideDoesNotKnow()
{
    const ObjectId space = ObjectId::random(), table = ObjectId::random();
    const auto made = [&](const Object &inside) {
        Table item;
        item.schema = space;
        item.name = u"item"_s;
        return Schema().with(space, inside).with(table, makeObject(std::move(item)));
    };
    const Schema plain = made(makeObject(Namespace{})), all = made(knowing(makeObject(Namespace{}), Kind::Grant)),
                 hidden = made(knowing(makeObject(Namespace{}), Kind::Grant, u"SELECT ON a"_s));
    const auto granted = [&](const Schema &schema) {
        return schema.with(ObjectId::random(), makeObject(Grant{table, u"anna"_s, {u"SELECT"_s}, {}}));
    };
    for (const Schema &other : {plain, hidden, granted(plain)}) {
        QVERIFY(ChangeSet::between(granted(all), other).isEmpty());
        QVERIFY(ChangeSet::between(other, granted(all)).isEmpty());
        QVERIFY(ChangeSet::between(matched(other, granted(all), NameRule::Exact), granted(all)).isEmpty());
    }
    const auto count = [](const Schema &from, const Schema &to) {
        const ChangeSet changes = ChangeSet::between(from, to);
        return int(changes.changes().size());
    };
    QCOMPARE(count(granted(all), all), 1);
    QCOMPARE(count(plain, granted(plain)), 1); // where nothing is ever hidden
    QCOMPARE(count(Schema(), granted(all)), 3); // who has nothing has none of it either
    QCOMPARE(knownBy(hidden, Kind::Grant), u"SELECT ON a"_s);
    QVERIFY(knows(matched(all, plain, NameRule::Exact), Kind::Grant));
    QVERIFY(!knows(matched(plain, all, NameRule::Exact), Kind::Grant));
}

void TestChangeSet::notesMakeRenames()
{
    QRandomGenerator random(tests::testSeed());
    const Schema a = tests::randomSchema(random, 4);
    const ObjectId table = a.all(Kind::Table).first();
    const QString old = nameOf(*a.find(table));
    const Schema b = underOtherIds(a.with(table, renamed(*a.find(table), u"people"_s)), random);
    const ChangeSet blind = ChangeSet::between(a, matched(b, a, NameRule::Exact));
    QVERIFY(std::any_of(blind.changes().begin(), blind.changes().end(),
        [](const Change &c) { return std::holds_alternative<Dropped>(c); }));
    const Schema unnoted = matched(b, a, NameRule::Exact);
    QCOMPARE(likenesses(a, unnoted).size(), 1);
    QCOMPARE(likenesses(a, unnoted).first().before, table);
    const ChangeSet noted = ChangeSet::between(
        a, matched(b, a, NameRule::Exact, {{Kind::Table, {QString(), old}, {QString(), u"people"_s}}}));
    QCOMPARE(noted.changes().size(), size_t(1));
    QVERIFY(std::get<Altered>(noted.changes().front()).renamed());
}

/// A thousand tables that all have another name: each is found by its columns, of which the others share one.
void TestChangeSet::renamesAreFoundAmongManyTables()
{
    SchemaBuilder before, after;
    const ObjectId space = ObjectId::random();
    QHash<ObjectId, ObjectId> expected;
    for (SchemaBuilder *builder : {&before, &after})
        builder->put(space, makeObject(Namespace{}));
    const auto add = [&](SchemaBuilder &builder, int number, const QString &prefix) {
        const ObjectId id = ObjectId::random();
        Table table;
        table.schema = space;
        table.name = prefix + QString::number(number);
        builder.put(id, makeObject(table));
        for (const QString &name : {u"id"_s, u"a%1"_s.arg(number), u"b%1"_s.arg(number), u"c%1"_s.arg(number)}) {
            Column column;
            column.table = id;
            column.name = name;
            column.type.name = u"integer"_s;
            builder.put(ObjectId::random(), makeObject(column));
        }
        return id;
    };
    for (int i = 0; i < 1'000; ++i) {
        const ObjectId old = add(before, i, u"t"_s);
        expected.insert(old, add(after, i, u"archive_of_"_s));
    }
    const QList<Likeness> found = likenesses(before.build(), after.build());
    QCOMPARE(found.size(), 1'000);
    for (const Likeness &one : found)
        QCOMPARE(one.after, expected.value(one.before));
}

void TestChangeSet::anEditOfALargeSchemaIsSmall()
{
    // Structure is shared: a thousand versions of one schema stay a thousand small differences.
    QRandomGenerator random(tests::testSeed());
    const Schema a = tests::randomSchema(random, 400);
    const ObjectId table = a.all(Kind::Table).at(200);
    int visited = 0;
    Schema::compare(a, a.with(table, renamed(*a.find(table), u"x"_s)),
        [&](ObjectId, const Object *, const Object *) { ++visited; });
    QCOMPARE(visited, 1);
}

RELATA_TEST(TestChangeSet)
#include "tst_change_set.moc"
