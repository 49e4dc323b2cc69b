#include "models/diff/likeness.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema_builder.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {

/// A schema of one namespace, filled by names.
class Sample {
public:
    explicit Sample(ObjectId space)
        : m_space(space)
    {
        m_builder.put(space, makeObject(Namespace{}));
    }

    template <class T>
    ObjectId add(const QString &name, T object = {})
    {
        object.name = name;
        if constexpr (requires { object.schema; })
            object.schema = m_space;
        return put(std::move(object));
    }
    template <class T>
    ObjectId put(T object)
    {
        const ObjectId id = ObjectId::random();
        m_builder.put(id, makeObject(std::move(object)));
        return id;
    }
    SchemaBuilder &builder() { return m_builder; }
    Schema schema() { return m_builder.build(); }

private:
    ObjectId m_space;
    SchemaBuilder m_builder;
};

/// "old > new 0.87" for each, in the order in which they are asked.
QStringList told(const Schema &before, const Schema &after, const KnownChange &isKnown = {})
{
    QStringList result;
    for (const Likeness &one : likenesses(before, after, isKnown))
        result += u"%1 > %2 %3"_s.arg(nameOf(*before.find(one.before)), nameOf(*after.find(one.after)))
                      .arg(one.confidence, 0, 'f', 2);
    return result;
}

EnumType labelled(const QStringList &labels)
{
    EnumType type;
    type.labels = labels;
    return type;
}

Routine routine(const QString &body, const QString &signature = u"integer"_s)
{
    Routine result;
    result.signature = signature;
    result.definition = Expression::of(body);
    return result;
}

} // namespace

/// What vanished beside what came, and looks alike: told by what it is and by its name, in an order that does not
/// depend on chance.
class TestLikeness : public QObject {
    Q_OBJECT
private slots:
    void kindsAreTold();
    void kindsAreToldByWhatTheyAre();
    void namesTellWhatIsEqual();
    void equalOnesAreTakenByTheirNames();
    void whatIsKnownLeavesTheOther();
    void almostEqualOnes();
    void otherArgumentsAreAnotherRoutine();
    void indexesNeedNoAnswer();
    void manyOfOneLook_data();
    void manyOfOneLook();
    void overloadsFollowOneNote();
};

void TestLikeness::kindsAreTold()
{
    const ObjectId space = ObjectId::random();
    Sample before(space), after(space);
    const auto both = [&](const QString &name, auto object) {
        before.add(u"old_"_s + name, object);
        after.add(u"new_"_s + name, object);
    };
    View view;
    view.query = Expression::of(u"SELECT 1 AS one"_s);
    both(u"view"_s, view);
    MaterializedView stored;
    stored.query = view.query;
    both(u"stored"_s, stored);
    both(u"sequence"_s, Sequence());
    both(u"enum"_s, labelled({u"a"_s, u"b"_s}));
    Domain domain;
    domain.type.name = u"text"_s;
    both(u"domain"_s, domain);
    both(u"range"_s, RangeType());
    both(u"collation"_s, Collation());
    both(u"event"_s, Event());
    both(u"routine"_s, routine(u"SELECT 1"_s));
    both(u"composite"_s, CompositeType());
    const Schema from = before.schema(), to = after.schema();
    QStringList pairs;
    for (const Likeness &one : likenesses(from, to, {})) {
        QCOMPARE(kindOf(*from.find(one.before)), kindOf(*to.find(one.after)));
        QVERIFY(!isRemade(kindOf(*from.find(one.before))));
        pairs += nameOf(*from.find(one.before)).mid(4);
        QCOMPARE(nameOf(*to.find(one.after)).mid(4), pairs.last());
    }
    QCOMPARE(pairs.size(), 10);
}

void TestLikeness::kindsAreToldByWhatTheyAre()
{
    const ObjectId space = ObjectId::random();
    Sample before(space), after(space);
    Sequence slow, fast;
    fast.increment = 10;
    before.add(u"numbers"_s, slow);
    after.add(u"number"_s, fast);
    Domain text, number;
    text.type.name = u"text"_s;
    number.type.name = u"integer"_s;
    before.add(u"name"_s, text);
    after.add(u"names"_s, number);
    // A composite type is its columns, which belong to it.
    const auto withColumn = [](Sample &sample, const QString &type, const QString &column) {
        Column made;
        made.table = sample.add(type, CompositeType());
        made.name = column;
        made.type.name = u"integer"_s;
        sample.put(made);
    };
    withColumn(before, u"point"_s, u"x"_s);
    withColumn(after, u"points"_s, u"length"_s);
    QCOMPARE(told(before.schema(), after.schema()), QStringList());
}

void TestLikeness::namesTellWhatIsEqual()
{
    const ObjectId space = ObjectId::random();
    Sample before(space), after(space);
    before.add(u"invoice_numbers"_s, Sequence());
    after.add(u"xyz"_s, Sequence()); // a sequence like any other
    before.add(u"state"_s, labelled({u"open"_s, u"paid"_s}));
    after.add(u"xyz"_s, labelled({u"open"_s, u"paid"_s}));
    QCOMPARE(told(before.schema(), after.schema()), QStringList(u"state > xyz 0.75"_s));
}

void TestLikeness::equalOnesAreTakenByTheirNames()
{
    const QStringList expected{u"order_numbers > order_number 0.96"_s, u"bill_numbers > bill_no 0.75"_s};
    for (int i = 0; i < 20; ++i) { // ids are by chance, the answer is not
        const ObjectId space = ObjectId::random();
        Sample before(space), after(space);
        for (const QString &name : {u"bill_numbers"_s, u"order_numbers"_s})
            before.add(name, Sequence());
        for (const QString &name : {u"order_number"_s, u"bill_no"_s})
            after.add(name, Sequence());
        QCOMPARE(told(before.schema(), after.schema()), expected);
        Sample one(space), two(space);
        one.add(u"s"_s, labelled({u"a"_s}));
        for (const QString &name : {u"s3"_s, u"s1"_s, u"s2"_s})
            two.add(name, labelled({u"a"_s}));
        QCOMPARE(told(one.schema(), two.schema()), QStringList(u"s > s1 0.88"_s));
    }
}

void TestLikeness::whatIsKnownLeavesTheOther()
{
    const ObjectId space = ObjectId::random();
    Sample before(space), after(space);
    before.add(u"numbers"_s, Sequence());
    after.add(u"number"_s, Sequence());
    after.add(u"num"_s, Sequence());
    const Schema from = before.schema(), to = after.schema();
    const auto named = [](const QString &name) {
        return [name](const Schema &schema, ObjectId id) { return nameOf(*schema.find(id)) == name; };
    };
    QCOMPARE(told(from, to), QStringList(u"numbers > number 0.93"_s));
    QCOMPARE(told(from, to, named(u"number"_s)), QStringList(u"numbers > num 0.71"_s));
    QCOMPARE(told(from, to, named(u"numbers"_s)), QStringList());
}

void TestLikeness::almostEqualOnes()
{
    const ObjectId space = ObjectId::random();
    Sample before(space), after(space);
    before.add(u"state"_s, labelled({u"open"_s, u"paid"_s, u"late"_s}));
    after.add(u"states"_s, labelled({u"open"_s, u"paid"_s, u"late"_s, u"gone"_s}));
    before.add(u"twice"_s, routine(u"BEGIN\n  x := n;\n  y := x * 2;\n  z := y;\n  RETURN z;\nEND"_s));
    after.add(u"twice_of"_s, routine(u"BEGIN\n  x := n;\n  y := x + x;\n  z := y;\n  RETURN z;\nEND"_s));
    View view;
    view.query = Expression::of(u"SELECT a,\n  b,\n  c\n FROM t"_s);
    before.add(u"cheap"_s, view);
    view.query = Expression::of(u"SELECT a,\n  b,\n  c,\n  d\n FROM t"_s);
    after.add(u"cheaper"_s, view);
    const QStringList all = told(before.schema(), after.schema());
    QCOMPARE(all.size(), 3);
    QCOMPARE(all.filter(u"state > states 0.77"_s).size(), 1);
    QCOMPARE(all.filter(u"cheap > cheaper 0.78"_s).size(), 1);
    QCOMPARE(all.filter(u"twice > twice_of 0.69"_s).size(), 1);
}

void TestLikeness::otherArgumentsAreAnotherRoutine()
{
    const ObjectId space = ObjectId::random();
    Sample before(space), after(space);
    before.add(u"f"_s, routine(u"SELECT 1"_s, u"integer"_s));
    after.add(u"g"_s, routine(u"SELECT 1"_s, u"text"_s));
    QCOMPARE(told(before.schema(), after.schema()), QStringList());
}

void TestLikeness::indexesNeedNoAnswer()
{
    const ObjectId space = ObjectId::random();
    Sample before(space), after(space);
    Table table;
    table.name = u"t"_s;
    table.schema = space;
    const ObjectId id = ObjectId::random();
    for (Sample *sample : {&before, &after})
        sample->builder().put(id, makeObject(table));
    Index index;
    index.table = id;
    index.predicate = Expression::of(u"a > 0"_s);
    before.add(u"one"_s, index);
    after.add(u"quite_another"_s, index);
    const QList<Likeness> found = likenesses(before.schema(), after.schema());
    QCOMPARE(found.size(), 1);
    QVERIFY(isRemade(Kind::Index));
    Sample changed(space);
    changed.builder().put(id, makeObject(table));
    index.unique = true;
    changed.add(u"one_more"_s, index);
    QCOMPARE(told(before.schema(), changed.schema()), QStringList());
}

void TestLikeness::manyOfOneLook_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("count");
    QTest::newRow("word before") << u"%1"_s << u"app_%1"_s << 10'000;
    QTest::newRow("word behind") << u"%1"_s << u"%1_seq"_s << 1'000;
    QTest::newRow("word gone") << u"old_%1"_s << u"%1"_s << 1'000;
}

/// Many sequences that are equal: each is told by its name, though not every pair can be looked at.
void TestLikeness::manyOfOneLook()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(int, count);
    const ObjectId space = ObjectId::random();
    Sample from(space), to(space);
    QHash<ObjectId, ObjectId> expected;
    for (int i = 0; i < count; ++i) {
        const QString name = u"numbers_%1"_s.arg(i, 5, 10, QChar(u'0'));
        const ObjectId old = from.add(before.arg(name), Sequence());
        expected.insert(old, to.add(after.arg(name), Sequence()));
    }
    const QList<Likeness> found = likenesses(from.schema(), to.schema());
    QCOMPARE(found.size(), count);
    for (const Likeness &one : found)
        QCOMPARE(one.after, expected.value(one.before));
}

/// A note names a routine without its arguments: all of that name are meant, unless they are still there.
void TestLikeness::overloadsFollowOneNote()
{
    const ObjectId space = ObjectId::random();
    Sample before(space), after(space);
    const ObjectId number = before.add(u"f"_s, routine(u"SELECT 1"_s, u"integer"_s));
    const ObjectId text = before.add(u"f"_s, routine(u"SELECT 2"_s, u"text"_s));
    const ObjectId date = before.add(u"f"_s, routine(u"SELECT 3"_s, u"date"_s));
    after.add(u"g"_s, routine(u"SELECT 2"_s, u"text"_s));
    after.add(u"g"_s, routine(u"SELECT 1"_s, u"integer"_s));
    after.add(u"g"_s, routine(u"SELECT 4"_s, u"date"_s));
    after.add(u"f"_s, routine(u"SELECT 3"_s, u"date"_s));
    const RenameNote note{Kind::Routine, {QString(), u"f"_s}, {QString(), u"g"_s}};
    const Schema now = matched(after.schema(), before.schema(), NameRule::Exact, {note});
    QCOMPARE(nameOf(*now.find(number)), u"g"_s);
    QCOMPARE(now.find<Routine>(number)->signature, u"integer"_s);
    QCOMPARE(nameOf(*now.find(text)), u"g"_s);
    QCOMPARE(now.find<Routine>(text)->signature, u"text"_s);
    QCOMPARE(nameOf(*now.find(date)), u"f"_s);
}

RELATA_TEST(TestLikeness)
#include "tst_likeness.moc"
