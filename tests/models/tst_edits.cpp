#include "models/diff/change_set.h"
#include "models/project/design_issues.h"
#include "models/project/edits.h"
#include "models/project/typed_text.h"
#include "models/schema/all_kinds.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/type_names.h"
#include "tests/support/random_schema.h"
#include "tests/support/test_registry.h"

#include <QJsonValue>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

class TestEdits : public QObject {
    Q_OBJECT
private slots:
    void dropTakesWhatNamesIt();
    void renameKeepsIds();
    void everyEditIsAChange();
    void columnsMove();
    void primaryKeyMakesNotNull();
    void foreignKeyBringsItsColumns();
    void droppedSequenceClearsDefaults();
    void typesInUseAreKept();
    void unmanagedIsNeverDropped();
    void fieldsAreSetByKey();
    void duplicatesAreWhole();
    void issuesSayWhatIsWrong();
    void typesAreNormal_data();
    void typesAreNormal();
    void textIsCutAtNames();
    void keyPartsAreTyped();
};

namespace {

struct Shop {
    Schema schema = Schema().with(ObjectId::random(), makeObject(Namespace{}));
    ObjectId space = schema.defaultNamespace();
    ObjectId customer = table(u"customer"_s), order = table(u"orders"_s);
    ObjectId customerId = column(customer, u"id"_s, u"integer"_s), orderId = column(order, u"id"_s, u"integer"_s);
    ObjectId name = column(customer, u"name"_s, u"text"_s);

    Shop()
    {
        take(edits::setPrimaryKey(schema, customer, {customerId}));
        take(edits::setPrimaryKey(schema, order, {orderId}));
    }
    ObjectId take(const Edit &edit)
    {
        schema = edit.schema;
        return edit.id;
    }
    ObjectId table(const QString &called) { return take(edits::addTable(schema, space, called)); }
    ObjectId column(ObjectId owner, const QString &called, const QString &type)
    {
        Column column;
        column.table = owner;
        column.name = called;
        column.type.name = type;
        return take(edits::addColumn(schema, column));
    }
    QStringList columns(ObjectId owner) const
    {
        return columnsText(schema, schema.children(owner, Kind::Column)).split(u", "_s);
    }
    QStringList problems(ObjectId owner) const
    {
        QStringList result;
        for (const DesignIssue &issue : designIssues(schema, owner, postgresqlFlavour(), u"postgresql"))
            result += QString::fromUtf8(issue.field) + u": "_s + issue.message.source();
        return result;
    }
};

bool nothingDangles(const Schema &schema)
{
    bool whole = true;
    schema.forEach([&](ObjectId, const Object &object) {
        eachReference(object, [&](ObjectId named) { whole = whole && schema.find(named); });
    });
    return whole;
}

} // namespace

void TestEdits::dropTakesWhatNamesIt()
{
    for (tests::Rounds rounds(tests::Campaign::Random, 200); rounds.next();) {
        const Schema schema = tests::randomSchema(rounds.random(), 6);
        QList<ObjectId> ids;
        schema.forEach([&](ObjectId id, const Object &object) {
            if (kindOf(object) != Kind::Namespace)
                ids += id;
        });
        const ObjectId victim = ids.at(rounds.random().bounded(int(ids.size())));
        const Result<Edit> edit = edits::drop(schema, {victim});
        if (!edit) {
            QCOMPARE(edit.error().code, Error::Code::Refused);
            continue;
        }
        QVERIFY(!edit->schema.find(victim));
        QVERIFY(nothingDangles(edit->schema));
        const QList<ObjectId> closure = edits::closureOfDrop(schema, {victim});
        QCOMPARE(schema.size() - edit->schema.size(), closure.size());
        const ChangeSet changes = ChangeSet::between(schema, edit->schema);
        QVERIFY(changes.inverted().appliedTo(edit->schema) == schema);
    }
}

void TestEdits::renameKeepsIds()
{
    for (tests::Rounds rounds(tests::Campaign::Random, 100); rounds.next();) {
        const Schema schema = tests::randomSchema(rounds.random(), 3);
        schema.forEach([&](ObjectId id, const Object &) {
            const Edit edit = edits::rename(schema, id, u"another"_s);
            QCOMPARE(edit.id, id);
            QCOMPARE(nameOf(*edit.schema.find(id)), u"another"_s);
            QCOMPARE(edit.schema.dependants(id).size(), schema.dependants(id).size());
            const ChangeSet changes = ChangeSet::between(schema, edit.schema);
            QCOMPARE(changes.changes().size(), std::size_t(1));
            QVERIFY(std::get<Altered>(changes.changes().front()).renamed());
        });
    }
}

void TestEdits::everyEditIsAChange()
{
    Shop shop;
    const Schema before = shop.schema;
    const QList<Edit> all{edits::addNamespace(before, u"audit"_s), edits::addTable(before, shop.space, u"role"_s),
        edits::rename(before, shop.name, u"full_name"_s), edits::moveColumn(before, shop.name, 0),
        edits::setPrimaryKey(before, shop.customer, {}), edits::addForeignKey(before, shop.order, shop.customer),
        edits::duplicate(before, shop.customer), edits::duplicate(before, shop.name),
        *edits::drop(before, {shop.customer}), *edits::setField(before, shop.name, "comment", u"said"_s)};
    for (const Edit &edit : all) {
        const ChangeSet changes = ChangeSet::between(before, edit.schema);
        QVERIFY2(!changes.isEmpty(), qPrintable(edit.label.source()));
        QVERIFY(!edit.label.isEmpty());
        QVERIFY(!edit.label.source().contains(u'%'));
        QVERIFY(changes.appliedTo(before) == edit.schema);
        QVERIFY(changes.inverted().appliedTo(edit.schema) == before);
        QVERIFY(nothingDangles(edit.schema));
    }
}

void TestEdits::columnsMove()
{
    Shop shop;
    shop.column(shop.customer, u"email"_s, u"text"_s);
    shop.take(edits::moveColumn(shop.schema, shop.name, 2));
    QCOMPARE(shop.columns(shop.customer), (QStringList{u"id"_s, u"email"_s, u"name"_s}));
    shop.take(edits::moveColumn(shop.schema, shop.name, -5));
    QCOMPARE(shop.columns(shop.customer), (QStringList{u"name"_s, u"id"_s, u"email"_s}));
    Column between;
    between.table = shop.customer;
    between.name = u"phone"_s;
    shop.take(edits::addColumn(shop.schema, between, 1));
    QCOMPARE(shop.columns(shop.customer), (QStringList{u"name"_s, u"phone"_s, u"id"_s, u"email"_s}));
}

void TestEdits::primaryKeyMakesNotNull()
{
    Shop shop;
    QVERIFY(!shop.schema.find<Column>(shop.customerId)->nullable);
    QVERIFY(shop.schema.find<Column>(shop.name)->nullable);
    const ObjectId key = shop.schema.children(shop.customer, Kind::PrimaryKey).first();
    shop.take(edits::setPrimaryKey(shop.schema, shop.customer, {shop.name, shop.customerId}));
    QCOMPARE(shop.schema.children(shop.customer, Kind::PrimaryKey), QList<ObjectId>{key});
    QVERIFY(!shop.schema.find<Column>(shop.name)->nullable);
    QCOMPARE(shop.schema.find<PrimaryKey>(key)->parts.first().column, shop.name);
}

void TestEdits::foreignKeyBringsItsColumns()
{
    Shop shop;
    const ObjectId id = shop.take(edits::addForeignKey(shop.schema, shop.order, shop.customer));
    const auto *key = shop.schema.find<ForeignKey>(id);
    QCOMPARE(columnsText(shop.schema, key->columns), u"customer_id"_s);
    QCOMPARE(shop.schema.find<Column>(key->columns.first())->type.name, u"integer"_s);
    QCOMPARE(key->referencedColumns, QList<ObjectId>{shop.customerId});
    const ObjectId again = shop.take(edits::addForeignKey(shop.schema, shop.order, shop.customer));
    QCOMPARE(shop.schema.find<ForeignKey>(again)->columns, shop.schema.find<ForeignKey>(id)->columns);
    QVERIFY(nameOf(*shop.schema.find(again)) != nameOf(*shop.schema.find(id)));
    const ObjectId self = shop.take(edits::addForeignKey(shop.schema, shop.customer, shop.customer));
    QVERIFY(shop.schema.find<ForeignKey>(self)->columns.first() != shop.customerId);
    QCOMPARE(shop.problems(shop.order), QStringList());
}

void TestEdits::droppedSequenceClearsDefaults()
{
    Shop shop;
    Sequence sequence;
    sequence.schema = shop.space;
    sequence.name = u"customer_seq"_s;
    const ObjectId id = shop.take(edits::add(shop.schema, makeObject(sequence)));
    Column column = *shop.schema.find<Column>(shop.customerId);
    column.defaultValue.pieces = {u"nextval('"_s, id, u"')"_s};
    shop.take(edits::change(shop.schema, shop.customerId, makeObject(column)));
    shop.take(*edits::drop(shop.schema, {id}));
    QVERIFY(shop.schema.find<Column>(shop.customerId)->defaultValue.isEmpty());
}

void TestEdits::typesInUseAreKept()
{
    Shop shop;
    EnumType type;
    type.schema = shop.space;
    type.name = u"mood"_s;
    const ObjectId id = shop.take(edits::add(shop.schema, makeObject(type)));
    Column column = *shop.schema.find<Column>(shop.name);
    column.type = typedType(shop.schema, shop.space, u"Mood[]"_s, u"postgresql");
    QCOMPARE(column.type.userType, id);
    shop.take(edits::change(shop.schema, shop.name, makeObject(column)));
    QCOMPARE(typeText(shop.schema, column.type), u"mood[]"_s);
    const Result<Edit> refused = edits::drop(shop.schema, {id});
    QVERIFY(!refused);
    QVERIFY(refused.error().message.source().contains(u"customer.name"_s));
    QVERIFY(edits::drop(shop.schema, {id, shop.name}));
}

void TestEdits::unmanagedIsNeverDropped()
{
    Shop shop;
    Opaque opaque;
    opaque.parent = shop.space;
    opaque.name = u"summary"_s;
    opaque.engineKind = u"materialized view"_s;
    opaque.dependencies = {shop.customer};
    const ObjectId id = shop.take(edits::add(shop.schema, makeObject(opaque)));
    const Result<Edit> byName = edits::drop(shop.schema, {id}), under = edits::drop(shop.schema, {shop.customer});
    QVERIFY(!byName);
    QVERIFY(!under);
    QVERIFY(under.error().message.source().contains(u"summary"_s));
    QVERIFY(under.error().message.source().contains(u"materialized view"_s));
}

void TestEdits::fieldsAreSetByKey()
{
    Shop shop;
    shop.take(*edits::setField(shop.schema, shop.name, "nullable", false));
    QVERIFY(!shop.schema.find<Column>(shop.name)->nullable);
    QVERIFY(!edits::setField(shop.schema, shop.name, "nullable", u"perhaps"_s));
    QVERIFY(!edits::setField(shop.schema, shop.name, "no_such_field", true));
    shop.take(*edits::setField(shop.schema, shop.name, "identity", u"always"_s));
    QCOMPARE(shop.schema.find<Column>(shop.name)->identity, Column::Identity::Always);
}

void TestEdits::duplicatesAreWhole()
{
    Shop shop;
    shop.take(edits::addForeignKey(shop.schema, shop.order, shop.customer));
    const ObjectId copy = shop.take(edits::duplicate(shop.schema, shop.order));
    QCOMPARE(nameOf(*shop.schema.find(copy)), u"orders_copy"_s);
    QCOMPARE(shop.columns(copy), shop.columns(shop.order));
    QVERIFY(shop.schema.children(copy, Kind::Column) != shop.schema.children(shop.order, Kind::Column));
    QVERIFY(nothingDangles(shop.schema));
    QCOMPARE(shop.problems(copy), QStringList());
}

void TestEdits::issuesSayWhatIsWrong()
{
    Shop shop;
    QCOMPARE(shop.problems(shop.customer), QStringList());
    shop.column(shop.customer, u"NAME"_s, u"text"_s);
    QCOMPARE(shop.problems(shop.customer).size(), 2);
    shop.take(edits::rename(shop.schema, shop.name, {}));
    QCOMPARE(shop.problems(shop.customer), QStringList{u"name: A name is needed."_s});
    shop.take(edits::rename(shop.schema, shop.name, QString(64, u'x')));
    QVERIFY(shop.problems(shop.customer).first().contains(u"63"_s));
    shop.take(edits::rename(shop.schema, shop.name, QString(63, u'x')));
    QCOMPARE(shop.problems(shop.customer), QStringList());
    const ObjectId odd = shop.column(shop.order, u"customer_id"_s, u"texxt"_s);
    QVERIFY(shop.problems(shop.order).first().startsWith(u"type: texxt"_s));
    shop.take(edits::addForeignKey(shop.schema, shop.order, shop.customer, {odd}));
    QVERIFY(shop.problems(shop.order).last().contains(u"cannot refer"_s));
    shop.take(*edits::drop(shop.schema, {shop.customerId}));
    QCOMPARE(shop.schema.children(shop.order, Kind::ForeignKey).size(), 0);
}

void TestEdits::typesAreNormal_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("normal");
    const auto add = [](const QString &engine, const QString &typed, const QString &normal) {
        QTest::addRow("%s %s", qPrintable(engine), qPrintable(typed)) << engine << typed << normal;
    };
    add(u"postgresql"_s, u"VARCHAR( 20 )"_s, u"character varying(20)"_s);
    add(u"postgresql"_s, u"timestamptz(3)"_s, u"timestamp(3) with time zone"_s);
    add(u"postgresql"_s, u"timestamp (3) without time zone"_s, u"timestamp(3) without time zone"_s);
    add(u"postgresql"_s, u"timestamp"_s, u"timestamp without time zone"_s);
    add(u"postgresql"_s, u"decimal(10, 2)"_s, u"numeric(10,2)"_s);
    add(u"postgresql"_s, u"char"_s, u"character(1)"_s);
    add(u"postgresql"_s, u"float(10)"_s, u"real"_s);
    add(u"postgresql"_s, u"int[]"_s, u"integer[]"_s);
    add(u"mysql"_s, u"INTEGER(11) unsigned"_s, u"int unsigned"_s);
    add(u"mysql"_s, u"bool"_s, u"tinyint(1)"_s);
    add(u"mysql"_s, u"decimal(7)"_s, u"decimal(7,0)"_s);
    add(u"mariadb"_s, u"enum('a', 'B')"_s, u"enum('a', 'B')"_s);
    add(u"sqlite"_s, u" VarChar (20) "_s, u"VarChar (20)"_s);
}

void TestEdits::typesAreNormal()
{
    QFETCH(QString, engine);
    QFETCH(QString, typed);
    QFETCH(QString, normal);
    QCOMPARE(normalTypeName(typed, engine), normal);
    QVERIFY(isKnownType(normal, engine));
    for (const QString &name : typeNames(engine))
        QCOMPARE(normalTypeName(name, engine), name);
}

void TestEdits::textIsCutAtNames()
{
    Shop shop;
    const SqlFlavour &flavour = postgresqlFlavour();
    const Expression check =
        typedExpression(shop.schema, shop.customer, u"name <> ''  and lower(\"name\") = 'name'"_s, flavour);
    shop.take(edits::rename(shop.schema, shop.name, u"Full name"_s));
    QCOMPARE(expressionText(shop.schema, check, flavour), u"\"Full name\" <> '' and lower(\"Full name\") = 'name'"_s);
    const Expression query = typedQuery(
        shop.schema, shop.space, u"select c.name, orders.id from customer c\njoin orders on true"_s, flavour);
    shop.take(edits::rename(shop.schema, shop.customer, u"client"_s));
    QCOMPARE(
        expressionText(shop.schema, query, flavour), u"select c.name, orders.id from client c\njoin orders on true"_s);
}

void TestEdits::keyPartsAreTyped()
{
    Shop shop;
    const SqlFlavour &flavour = postgresqlFlavour();
    const KeyParts parts =
        typedKeyParts(shop.schema, shop.customer, u"lower(name), ID desc nulls last, coalesce(id, 0)"_s, flavour);
    QCOMPARE(parts.size(), 3);
    QVERIFY(!parts.at(0).column);
    QCOMPARE(parts.at(1).column, shop.customerId);
    QCOMPARE(keyPartsText(shop.schema, parts, flavour), u"lower(name), id DESC NULLS LAST, coalesce(id, 0)"_s);
    QCOMPARE(typedKeyParts(shop.schema, shop.customer, u"name(10)"_s, mysqlFlavour()).first().prefixLength, 10);
}

RELATA_TEST(TestEdits)
#include "tst_edits.moc"
