#include "dialects/postgresql/catalogue.h"
#include "models/diff/change_set.h"
#include "models/diff/matcher.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/schema/all_kinds.h"
#include "tests/dialects/postgresql_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QFile>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// What the catalogue says of real databases.
class TestPostgresqlCatalogue : public QObject {
    Q_OBJECT

private slots:
    void everyKind_data();
    void everyKind();
    void members();
    void membersOfTables();
    void referencesAreCut();
    void viewsKeepTheirNames();
    void queriesDoNotGrowWithTables();
    void leavesTheTransactionAsItWas();
};

/// Counts what goes through to a connection.
class CountingConnection : public Connection {
public:
    explicit CountingConnection(Connection &inner)
        : m_inner(inner)
    { }
    Result<> execute(const QString &statement, std::span<const Value> parameters, RowSink &sink) override
    {
        ++count;
        return m_inner.execute(statement, parameters, sink);
    }
    Result<qint64> load(const QStringList &table, const QStringList &columns, RowSource &rows) override
    {
        return m_inner.load(table, columns, rows);
    }
    TransactionState transaction() const override { return m_inner.transaction(); }
    Result<> reset() override { return m_inner.reset(); }
    std::shared_ptr<Interrupter> interrupter() override { return m_inner.interrupter(); }
    const ServerInfo &server() const override { return m_inner.server(); }
    bool isAlive() const override { return m_inner.isAlive(); }

    int count = 0;

private:
    Connection &m_inner;
};

static Result<Schema> readFrom(Connection &connection)
{
    QuietContext context;
    return postgresql::PostgresqlCatalogue().read(connection, {}, context);
}

static const char *const EveryKind = R"(CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('sad', 'it''s ok', 'glad');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE SEQUENCE numbers START 10 INCREMENT 5;
CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name varchar(40) COLLATE "C" NOT NULL DEFAULT 'x',
  feeling app.mood DEFAULT 'glad',
  moods app.mood[],
  number integer DEFAULT nextval('numbers'),
  amount positive,
  doubled integer GENERATED ALWAYS AS (number * 2) STORED,
  CONSTRAINT users_name_check CHECK (length(name) > 1),
  UNIQUE NULLS NOT DISTINCT (name) INCLUDE (number)
) WITH (fillfactor = 70);
COMMENT ON TABLE users IS 'who';
COMMENT ON COLUMN users.name IS 'how they are called';
CREATE TABLE app.posts (
  id serial PRIMARY KEY,
  author bigint REFERENCES users ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX posts_author ON app.posts (author DESC, (id + 1)) INCLUDE (id) WHERE author > 5;
CREATE VIEW names AS SELECT u.name, p.id AS post FROM users u JOIN app.posts p ON p.author = u.id;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE UPDATE OF name ON users FOR EACH ROW WHEN (old.name <> new.name) EXECUTE FUNCTION touch();
CREATE MATERIALIZED VIEW cached AS SELECT name FROM users;
CREATE TABLE parted (id int) PARTITION BY RANGE (id);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (1) TO (10);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users USING (name = current_user);
CREATE TABLE _relata_ledger (id int);
CREATE TABLE booked (room int, during int4range, EXCLUDE USING gist (during WITH &&))
)";

void TestPostgresqlCatalogue::everyKind_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::newRow("15") << QByteArray("postgresql15");
    QTest::newRow("18") << QByteArray("postgresql18");
}

void TestPostgresqlCatalogue::everyKind()
{
    QFETCH(QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    PostgresqlDatabase database(server);
    QVERIFY2(database.isOpen(), qPrintable(database.error()));
    const QString error = database.run(QString::fromLatin1(EveryKind));
    QVERIFY2(error.isEmpty(), qPrintable(error));
    const Result<Schema> schema = readFrom(database.connection());
    QVERIFY2(schema, why(schema));

    QStringList kinds;
    schema->forEach([&](ObjectId id, const Object &object) {
        if (kindOf(object) != Kind::Column)
            kinds += QString(QString::fromLatin1(catalogue(kindOf(object)).info->key) + u' ' + schema->displayName(id));
    });
    kinds.sort();
    QCOMPARE(kinds.join(u'\n'),
        QStringList({u"check positive.positive_check"_s, u"check users.users_name_check"_s, u"domain positive"_s,
                        u"enum app.mood"_s, u"exclusion booked.booked_during_excl"_s,
                        u"foreign_key app.posts.posts_author_fkey"_s, u"index app.posts.posts_author"_s,
                        u"materialized_view cached"_s, u"policy users.own"_s, u"primary_key app.posts.posts_pkey"_s,
                        u"primary_key users.users_pkey"_s, u"routine touch"_s, u"schema "_s, u"schema app"_s,
                        u"sequence app.posts_id_seq"_s, u"sequence numbers"_s, u"table app.posts"_s, u"table booked"_s,
                        u"table parted"_s, u"table parted_1"_s, u"table users"_s, u"trigger users.touched"_s,
                        u"unique users.users_name_number_key"_s, u"view names"_s})
            .join(u'\n'));
}

void TestPostgresqlCatalogue::members()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    PostgresqlDatabase database("postgresql15");
    const QString error = database.run(QString::fromLatin1(EveryKind));
    QVERIFY2(error.isEmpty(), qPrintable(error));
    const Result<Schema> schema = readFrom(database.connection());
    QVERIFY2(schema, why(schema));
    const auto column = [&](const QString &name) {
        return schema->find<Column>(schema->idOf(Kind::Column, {u""_s, u"users"_s, name}));
    };
    QCOMPARE(int(column(u"id"_s)->identity), int(Column::Identity::Always));
    QVERIFY(column(u"id"_s)->options.isEmpty());
    QCOMPARE(column(u"name"_s)->type.name, u"character varying(40)"_s);
    QCOMPARE(column(u"name"_s)->collation, u"\"C\""_s);
    QCOMPARE(column(u"name"_s)->comment, u"how they are called"_s);
    QCOMPARE(column(u"moods"_s)->type.userType, schema->idOf(Kind::EnumType, {u"app"_s, u"mood"_s}));
    QCOMPARE(column(u"moods"_s)->type.suffix, u"[]"_s);
    QCOMPARE(int(column(u"doubled"_s)->generated), int(Column::Generated::Stored));
    QVERIFY(!column(u"name"_s)->nullable);
}

void TestPostgresqlCatalogue::membersOfTables()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    PostgresqlDatabase database("postgresql15");
    const QString error = database.run(QString::fromLatin1(EveryKind));
    QVERIFY2(error.isEmpty(), qPrintable(error));
    const Result<Schema> schema = readFrom(database.connection());
    QVERIFY2(schema, why(schema));
    const auto *users = schema->find<Table>(schema->idOf(Kind::Table, {u""_s, u"users"_s}));
    QCOMPARE(users->options, (Options{{"postgresql.fillfactor", u"70"_s}, {"postgresql.row_security", true}}));
    const auto *index = schema->find<Index>(schema->idOf(Kind::Index, {u"app"_s, u"posts"_s, u"posts_author"_s}));
    QCOMPARE(index->parts.size(), 2);
    QVERIFY(index->parts.at(0).descending);
    QVERIFY(index->parts.at(1).column.isNull());
    QCOMPARE(index->include.size(), 1);
    const auto *key =
        schema->find<ForeignKey>(schema->idOf(Kind::ForeignKey, {u"app"_s, u"posts"_s, u"posts_author_fkey"_s}));
    QCOMPARE(int(key->onDelete), int(ForeignKey::Action::Cascade));
    QCOMPARE(int(key->onUpdate), int(ForeignKey::Action::SetNull));
    QCOMPARE(int(key->deferral), int(Deferral::Deferred));
    const auto *sequence = schema->find<Sequence>(schema->idOf(Kind::Sequence, {u"app"_s, u"posts_id_seq"_s}));
    QCOMPARE(sequence->ownedBy, schema->idOf(Kind::Column, {u"app"_s, u"posts"_s, u"id"_s}));
    const auto *unique =
        schema->find<Unique>(schema->idOf(Kind::Unique, {u""_s, u"users"_s, u"users_name_number_key"_s}));
    QVERIFY(!unique->nullsDistinct);
    QVERIFY(schema->dependants(schema->idOf(Kind::Table, {u""_s, u"users"_s}))
                .contains(schema->idOf(Kind::MaterializedView, {u""_s, u"cached"_s})));
    const auto *part = schema->find<Table>(schema->idOf(Kind::Table, {u""_s, u"parted_1"_s}));
    QCOMPARE(part->partitionOf, schema->idOf(Kind::Table, {u""_s, u"parted"_s}));
}

static QString shown(const Expression &expression, const Schema &schema)
{
    return written(expression, [&](ObjectId id) { return QString(u'<' + schema.displayName(id) + u'>'); });
}

void TestPostgresqlCatalogue::referencesAreCut()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    PostgresqlDatabase database("postgresql15");
    const QString error = database.run(QString::fromLatin1(EveryKind));
    QVERIFY2(error.isEmpty(), qPrintable(error));
    const Result<Schema> schema = readFrom(database.connection());
    QVERIFY2(schema, why(schema));
    const auto text = [&](Kind kind, const QStringList &path, auto member) {
        const Object *object = schema->find(schema->idOf(kind, path));
        return object ? shown(member(*object), *schema) : u"missing"_s;
    };
    QCOMPARE(text(Kind::Check, {u""_s, u"users"_s, u"users_name_check"_s},
                 [](const Object &o) { return as<Check>(o)->expression; }),
        u"(length((<users.name>)::text) > 1)"_s);
    const auto defaultOf = [](const Object &o) { return as<Column>(o)->defaultValue; };
    QCOMPARE(text(Kind::Column, {u""_s, u"users"_s, u"number"_s}, defaultOf), u"nextval('<numbers>'::regclass)"_s);
    QCOMPARE(text(Kind::Column, {u""_s, u"users"_s, u"feeling"_s}, defaultOf), u"'glad'::<app.mood>"_s);
    QCOMPARE(text(Kind::Column, {u""_s, u"users"_s, u"doubled"_s},
                 [](const Object &o) { return as<Column>(o)->generation; }),
        u"(<users.number> * 2)"_s);
    QCOMPARE(text(Kind::Trigger, {u""_s, u"users"_s, u"touched"_s},
                 [](const Object &o) { return as<Trigger>(o)->definition; }),
        u"CREATE TRIGGER <users.touched> BEFORE UPDATE OF <users.name> ON <users> FOR EACH ROW WHEN "
        "(((old.<users.name>)::text <> (new.<users.name>)::text)) EXECUTE FUNCTION <touch>()"_s);
    QVERIFY(text(Kind::Routine, {u""_s, u"touch"_s}, [](const Object &o) {
        return as<Routine>(o)->definition;
    }).startsWith(u"CREATE OR REPLACE FUNCTION <touch>()\n RETURNS trigger"_s));
    QCOMPARE(text(Kind::View, {u""_s, u"names"_s}, [](const Object &o) { return as<View>(o)->query; }),
        u"SELECT u.<users.name> AS name,\n    p.<app.posts.id> AS post\n   FROM (<users> u\n     JOIN <app.posts> p ON "
        "((p.<app.posts.author> = u.<users.id>)))"_s);
}

void TestPostgresqlCatalogue::viewsKeepTheirNames()
{
    // A renamed input changes nothing of the view but the names that its pieces stand for.
    for (const QByteArray server : {"postgresql15", "postgresql18"}) {
        RELATA_REQUIRE_SERVER(server);
        PostgresqlDatabase database(server);
        const QString error = database.run(uR"(CREATE TABLE t (id int, name text);
CREATE TABLE s (id int, t_id int);
CREATE VIEW plain AS SELECT id, name FROM t WHERE id > (SELECT max(s.id) FROM s WHERE s.t_id = t.id);
CREATE VIEW joined AS SELECT t.id, s.id AS other, upper(name) FROM t JOIN s ON s.t_id = t.id UNION SELECT id, id, name FROM t;
CREATE VIEW above AS WITH x AS (SELECT id FROM s) SELECT DISTINCT ON (t.id) t.id, x.id AS "X" FROM t, x)"_s);
        QVERIFY2(error.isEmpty(), qPrintable(error));
        const Result<Schema> before = readFrom(database.connection());
        QVERIFY2(before, why(before));
        const QString renamed =
            database.run(u"ALTER TABLE t RENAME COLUMN id TO number;\nALTER TABLE t RENAME TO things;\n"
                         "ALTER TABLE s RENAME t_id TO thing"_s);
        QVERIFY2(renamed.isEmpty(), qPrintable(renamed));
        const Result<Schema> after = readFrom(database.connection());
        QVERIFY2(after, why(after));
        const Schema same = matched(*after, *before, NameRule::Exact,
            {{Kind::Table, {u""_s, u"t"_s}, {u""_s, u"things"_s}},
                {Kind::Column, {u""_s, u"t"_s, u"id"_s}, {u""_s, u"things"_s, u"number"_s}},
                {Kind::Column, {u""_s, u"s"_s, u"t_id"_s}, {u""_s, u"s"_s, u"thing"_s}}});
        QStringList changed;
        const ChangeSet changes = ChangeSet::between(*before, same);
        for (const Change &change : changes.changes()) {
            changed += before->displayName(idOf(change));
        }
        changed.sort();
        QCOMPARE(changed, (QStringList{u"s.t_id"_s, u"t"_s, u"t.id"_s}));
    }
}

void TestPostgresqlCatalogue::queriesDoNotGrowWithTables()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    PostgresqlDatabase database("postgresql15");
    const auto countAfter = [&](int from, int to) {
        QString script;
        for (int i = from; i < to; ++i)
            script +=
                u"CREATE TABLE t%1 (id serial PRIMARY KEY, parent int REFERENCES t%1, name text UNIQUE CHECK (name <> ''));\n"_s
                    .arg(i);
        const QString error = database.run(script);
        CountingConnection counting(database.connection());
        const Result<Schema> schema = readFrom(counting);
        return error.isEmpty() && schema && schema->all(Kind::Table).size() == to ? counting.count : -1;
    };
    const int few = countAfter(0, 10);
    QVERIFY(few > 0);
    QCOMPARE(countAfter(10, 500), few);
}

void TestPostgresqlCatalogue::leavesTheTransactionAsItWas()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    PostgresqlDatabase database("postgresql15");
    Connection &connection = database.connection();
    QVERIFY(readFrom(connection));
    QCOMPARE(int(connection.transaction()), int(TransactionState::None));
    QVERIFY(perform(connection, u"BEGIN"_s));
    QVERIFY(perform(connection, u"CREATE TABLE mine (id int)"_s));
    const Result<Schema> schema = readFrom(connection);
    QVERIFY2(schema, why(schema));
    QCOMPARE(schema->all(Kind::Table).size(), 1);
    QCOMPARE(int(connection.transaction()), int(TransactionState::Open));
    const auto path = fetch(connection, u"SHOW search_path"_s);
    QVERIFY(path);
    QCOMPARE(path->text(0, 0), u"\"$user\", public"_s);
    QVERIFY(perform(connection, u"ROLLBACK"_s));
}

RELATA_TEST(TestPostgresqlCatalogue)
#include "tst_postgresql_catalogue.moc"
