#include "dialects/common/register_engines.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/down_precautions.h"
#include "models/jobs/recipes/kept_tables.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/prove.h"
#include "models/project/new_migration.h"
#include "models/schema/all_kinds.h"
#include "tests/support/own_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// A migration that drops a table and columns with rows in them, on every engine: what was written between up and down
/// stays, what was there comes back, twice; what down would lose is kept, and what it cannot know is asked.
class TestKeptData : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_registry); }
    void comesBack_data() { servers(); }
    void comesBack();
    void asksForValues_data() { servers(); }
    void asksForValues();
    void asksForParents_data() { servers(); }
    void asksForParents();
    void keepsWhatDownLoses_data() { servers(); }
    void keepsWhatDownLoses();
    void survivesAStop_data() { servers(); }
    void survivesAStop();

private:
    static void servers();
    EngineRegistry m_registry;
};

void TestKeptData::servers()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql13", "postgresql15", "postgresql18", "mariadb", "mysql56"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

namespace {

const char *const Contents =
    "INSERT INTO shelf (id, name) VALUES (1, 'north'), (2, 'south'), (3, 'attic');"
    "INSERT INTO book (id, shelf_id, above, title, price, note) VALUES (1, 1, NULL, 'Emma', 1.5, NULL), "
    "(2, 1, 1, '', -0.25, 'x''y'), (7, 2, 2, 'Ulysses', 123456.75, '');"
    "INSERT INTO reader (id, name, mail, age) VALUES (1, 'Ada', 'ada@example.org', NULL), "
    "(2, 'Jane', 'jane@example.org', 41), (3, 'Mary', 'mary@example.org', 0)";

/// The three tables before the migration, in the words of a server's engine.
QString script(const QByteArray &server)
{
    const bool isPostgres = server.startsWith("postgresql");
    const QString number = server.isEmpty() ? u"INTEGER PRIMARY KEY AUTOINCREMENT"_s
        : isPostgres                        ? u"int GENERATED ALWAYS AS IDENTITY PRIMARY KEY"_s
                                            : u"int AUTO_INCREMENT PRIMARY KEY"_s;
    const QString engine = server.isEmpty() || isPostgres ? QString() : u" ENGINE=InnoDB"_s;
    const QString trigger = isPostgres
        ? u"CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO noise VALUES (1); RETURN "
          "NULL; END $$; CREATE TRIGGER book_in AFTER INSERT ON book FOR EACH ROW EXECUTE FUNCTION noted(); CREATE "
          "TRIGGER reader_up AFTER UPDATE ON reader FOR EACH ROW EXECUTE FUNCTION noted()"_s
        : server.isEmpty()
        ? u"CREATE TRIGGER book_in AFTER INSERT ON book BEGIN INSERT INTO noise VALUES (1); END; CREATE TRIGGER "
          "reader_up AFTER UPDATE ON reader BEGIN INSERT INTO noise VALUES (1); END"_s
        : u"CREATE TRIGGER book_in AFTER INSERT ON book FOR EACH ROW INSERT INTO noise VALUES (1); CREATE TRIGGER "
          "reader_up AFTER UPDATE ON reader FOR EACH ROW INSERT INTO noise VALUES (1)"_s;
    return u"CREATE TABLE shelf (id int NOT NULL PRIMARY KEY, name varchar(20))%1;"
           "CREATE TABLE noise (n int)%1;"
           "CREATE TABLE reader (id int NOT NULL PRIMARY KEY, name varchar(40), mail varchar(60) NOT NULL, age int)%1;"
           "CREATE TABLE book (id %2, shelf_id int NOT NULL, above int, title varchar(40) NOT NULL, price "
           "decimal(10,2), note text, CONSTRAINT book_shelf FOREIGN KEY (shelf_id) REFERENCES shelf (id), CONSTRAINT "
           "book_above FOREIGN KEY (above) REFERENCES book (id))%1;"_s.arg(engine, number)
        + trigger;
}

/// Puts rows in whatever the engine says of numbers of one's own.
QString rowsFor(const QByteArray &server)
{
    QString text = QString::fromLatin1(Contents);
    if (server.startsWith("postgresql"))
        text.replace(u"note) VALUES"_s, u"note) OVERRIDING SYSTEM VALUE VALUES"_s);
    return text;
}

QString textOf(const Result<> &result) { return result ? QString() : result.error().text(); }

/// A database with rows, and a project's two migrations: what is there, and one that drops book and two columns of
/// reader, and adds a table and a column.
class Place {
public:
    QString open(const EngineRegistry &registry, const ConnectionProfile &profile, const QByteArray &server)
    {
        m_profile = profile;
        if (Result<> done = session.open(profile, registry); !done)
            return done.error().text();
        MigrationFile first;
        first.version = u"001"_s;
        first.id = u"7a01"_s;
        first.title = u"books"_s;
        first.up = script(server) + u";\n"_s;
        if (const Result<> done = apply(first); !done)
            return done.error().text();
        if (const QString failed = session.run(rowsFor(server)); !failed.isEmpty())
            return failed;
        if (const QString failed = session.run(u"DELETE FROM noise"_s); !failed.isEmpty())
            return failed;
        const Result<Schema> head = session.schema();
        if (!head)
            return head.error().text();
        before = *head;
        const Engine &engine = *session.engine;
        Result<NewMigration> made =
            draftMigration(before, designed(before), engine, session.connection->server(), {u"less"_s, first.id, true});
        if (!made)
            return made.error().text();
        made->file.version = u"002"_s;
        made->file.id = u"7a02"_s;
        made->file.parent = first.id;
        timeline.migrations = {first, made->file};
        return unallowedOf(made->plan.up);
    }

    Result<> apply(const MigrationFile &file)
    {
        return applyMigration(*session.connection, m_profile, *session.engine, file, m_context);
    }
    Result<> up() { return apply(second()); }
    Result<> down(const QMap<QString, QString> &fills = {})
    {
        Result<DownPrecautions> known = precautionsFor(timeline, second(), *session.engine, m_profile, m_context);
        if (!known)
            return failure(known.error());
        known->fills = fills;
        const Result<> done =
            revertMigration(*session.connection, m_profile, *session.engine, second(), m_context, {}, &*known);
        said = known->said;
        return done;
    }
    Result<> rollBack()
    {
        return rollBackPartial(
            *session.connection, m_profile, m_profile, *session.engine, timeline, second(), m_context);
    }

    /// All values of a query, rows by "; ".
    QString ask(const QString &query) const
    {
        const Result<relata::Rows> rows = fetch(*session.connection, query);
        if (!rows)
            return rows.error().text();
        QStringList lines;
        for (qsizetype i = 0; i < rows->count; ++i) {
            QStringList cells;
            for (int c = 0; c < rows->columns.size(); ++c)
                cells += rows->isNull(i, c) ? u"NULL"_s : rows->text(i, c);
            lines += cells.join(u',');
        }
        return lines.join(u"; "_s);
    }
    QString books() const { return ask(u"SELECT id, shelf_id, above, title, price, note FROM book ORDER BY id"_s); }
    QString readers() const { return ask(u"SELECT id, name, mail, age FROM reader ORDER BY id"_s); }
    QString left() const
    {
        const Result<Schema> found = session.schema();
        return found
            ? differences(before, matched(*found, before, session.engine->nameRule), *session.engine).join(u'\n')
            : found.error().text();
    }
    Result<> purge(const KeptTable &table)
    {
        return relata::purge(*session.connection, m_profile, *session.engine, {table}, m_context);
    }
    QList<KeptTable> kept() const
    {
        const auto tables = keptTables(*session.connection, *session.engine);
        return tables ? *tables : QList<KeptTable>();
    }
    const MigrationFile &second() const { return timeline.migrations.last(); }

    tests::Session session;
    Timeline timeline;
    Schema before;
    QList<Message> said;

    const ConnectionProfile &profile() const { return m_profile; }

private:
    static Schema designed(const Schema &head)
    {
        const ObjectId space = head.defaultNamespace();
        const ObjectId reader = head.child(space, Kind::Table, u"reader"_s);
        Schema design = head;
        for (const char *column : {"mail", "age"})
            design = design.without(head.child(reader, Kind::Column, QLatin1StringView(column)));
        design = design.withoutTree(head.child(space, Kind::Table, u"book"_s));
        const auto *like = head.find<Column>(head.child(reader, Kind::Column, u"name"_s));
        Column colour = *like;
        colour.name = u"colour"_s;
        colour.position = 90;
        design = design.with(ObjectId::random(), makeObject(colour));
        Table table = *head.find<Table>(head.child(space, Kind::Table, u"noise"_s));
        table.name = u"fresh"_s;
        const ObjectId fresh = ObjectId::random();
        colour.table = fresh;
        colour.name = u"word"_s;
        return design.with(fresh, makeObject(table)).with(ObjectId::random(), makeObject(colour));
    }

    /// Nothing is lost, so that nothing needs to be allowed.
    static QString unallowedOf(const Plan &plan)
    {
        QStringList result;
        for (const Step &step : plan.steps) {
            if (step.reversal != Reversal::Exact)
                result += u"not exact: "_s + step.title.source();
            for (const Finding &finding : step.findings) {
                if (finding.severity == Finding::Severity::Danger)
                    result += finding.message.source();
            }
        }
        return result.join(u'\n');
    }

    ConnectionProfile m_profile;
    QuietContext m_context;
};

} // namespace

#define OPEN(place, name)                                                                                              \
    QFETCH(QByteArray, server);                                                                                        \
    if (!server.isEmpty())                                                                                             \
        RELATA_REQUIRE_SERVER(server.constData());                                                                     \
    const QTemporaryDir folder;                                                                                        \
    const tests::OwnDatabase database(m_registry, server, folder.path(), name);                                        \
    Place place;                                                                                                       \
    QCOMPARE(place.open(m_registry, database.profile, server), QString())

void TestKeptData::comesBack()
{
    OPEN(place, u"kept_back"_s);
    const QString books = place.books();
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(textOf(place.up()), QString());
        QCOMPARE(place.kept().size(), 2);
        for (const KeptTable &table : place.kept()) {
            QCOMPARE(table.rows, 3);
            QVERIFY(table.isAwaited && table.since.isValid());
            QCOMPARE(table.version, u"002"_s);
        }
        const QString change = round == 0
            ? u"UPDATE reader SET name = 'Lady Ada' WHERE id = 1; DELETE FROM reader WHERE "
              "id = 3; UPDATE shelf SET name = 'east' WHERE id = 2; DELETE FROM shelf "
              "WHERE id = 3"_s
            : u"UPDATE reader SET name = 'Miss Jane' WHERE id = 2"_s;
        QCOMPARE(place.session.run(change + u"; DELETE FROM noise"_s), QString());
        if (round == 1)
            break;
        QCOMPARE(textOf(place.down()), QString());
        QCOMPARE(place.left(), QString());
        QCOMPARE(place.books(), books);
        QCOMPARE(place.readers(), u"1,Lady Ada,ada@example.org,NULL; 2,Jane,jane@example.org,41"_s);
        QCOMPARE(place.ask(u"SELECT count(*) FROM noise"_s), u"0"_s); // no trigger saw it
        QCOMPARE(place.kept().size(), 0);
        // What numbers rows goes on behind them.
        QCOMPARE(place.session.run(u"INSERT INTO book (shelf_id, title) VALUES (1, 'next')"_s), QString());
        QCOMPARE(place.ask(u"SELECT id FROM book WHERE title = 'next'"_s), u"8"_s);
        QCOMPARE(place.session.run(u"DELETE FROM book WHERE id = 8; INSERT INTO reader VALUES (4, 'Zoe', 'zoe', 9)"_s),
            QString());
    }
    QCOMPARE(textOf(place.down()), QString());
    QCOMPARE(place.left(), QString());
    QCOMPARE(place.books(), books);
    QCOMPARE(place.readers(), u"1,Lady Ada,ada@example.org,NULL; 2,Miss Jane,jane@example.org,41; 4,Zoe,zoe,9"_s);
}

void TestKeptData::asksForValues()
{
    OPEN(place, u"kept_values"_s);
    QCOMPARE(textOf(place.up()), QString());
    QCOMPARE(place.session.run(u"INSERT INTO reader (id, name) VALUES (8, 'New'), (9, 'Newer')"_s), QString());
    const Result<> refused = place.down();
    QVERIFY(!refused && refused.error().code == Error::Code::Refused);
    QVERIFY2(
        refused.error().text().contains("--fill reader.mail=VALUE"_L1) && refused.error().text().contains("2 rows"_L1),
        qPrintable(refused.error().text()));
    QCOMPARE(place.kept().size(), 2); // nothing was done
    QCOMPARE(textOf(place.down({{u"reader.mail"_s, u"it's new"_s}})), QString());
    QCOMPARE(place.left(), QString());
    QCOMPARE(place.readers(),
        u"1,Ada,ada@example.org,NULL; 2,Jane,jane@example.org,41; 3,Mary,mary@example.org,0; 8,New,it's new,NULL; "
        "9,Newer,it's new,NULL"_s);
}

void TestKeptData::asksForParents()
{
    OPEN(place, u"kept_parents"_s);
    const QString books = place.books();
    QCOMPARE(textOf(place.up()), QString());
    QCOMPARE(place.session.run(u"DELETE FROM shelf WHERE id = 2"_s), QString());
    const Result<> refused = place.down();
    QVERIFY(!refused && refused.error().code == Error::Code::Refused);
    QVERIFY2(refused.error().text().contains("1 rows"_L1) && refused.error().text().contains("shelf"_L1),
        qPrintable(refused.error().text()));
    QCOMPARE(place.kept().size(), 2);
    QCOMPARE(place.session.run(u"INSERT INTO shelf VALUES (2, 'again')"_s), QString());
    QCOMPARE(textOf(place.down()), QString());
    QCOMPARE(place.books(), books);
}

void TestKeptData::keepsWhatDownLoses()
{
    OPEN(place, u"kept_down"_s);
    QCOMPARE(textOf(place.up()), QString());
    QCOMPARE(
        place.session.run(u"INSERT INTO fresh (word) VALUES ('a'), ('b'); UPDATE reader SET colour = 'red' WHERE id "
                          "= 2"_s),
        QString());
    QCOMPARE(textOf(place.down()), QString());
    QCOMPARE(place.left(), QString());
    QCOMPARE(place.said.size(), 2);
    const QList<KeptTable> kept = place.kept();
    QCOMPARE(kept.size(), 2);
    for (const KeptTable &table : kept) {
        QVERIFY(!table.isAwaited && table.since.isValid());
        QCOMPARE(table.version, u"002"_s);
        const bool isColumn = table.source == "reader.colour"_L1;
        QVERIFY(isColumn || table.source == "fresh"_L1);
        const QString column = isColumn ? u"colour"_s : u"word"_s;
        QCOMPARE(place.ask(u"SELECT %1 FROM %2 WHERE %1 IS NOT NULL ORDER BY %1"_s.arg(column, table.name)),
            isColumn ? u"red"_s : u"a; b"_s);
        QCOMPARE(textOf(place.purge(table)), QString());
    }
    QCOMPARE(place.kept().size(), 0);
    // Empty, there is nothing to keep.
    QCOMPARE(textOf(place.up()), QString());
    const QList<KeptTable> again = place.kept();
    QCOMPARE(again.size(), 2);
    QCOMPARE(textOf(place.down()), QString());
    QCOMPARE(place.said.size(), 0);
}

/// Stopped behind each of its statements in turn and rolled back, every row is there; after up and a purge, down brings
/// the columns back without values.
void TestKeptData::survivesAStop()
{
    OPEN(place, u"kept_stop"_s);
    const QString books = place.books(), readers = place.readers();
    class StopsAfter : public QuietContext {
    public:
        explicit StopsAfter(int questions)
            : m_left(questions)
        { }
        bool stopRequested() const override { return m_left-- <= 0; }

    private:
        mutable int m_left;
    };
    for (int questions = 1; questions < 60; ++questions) {
        StopsAfter context(questions);
        const Result<> done =
            applyMigration(*place.session.connection, place.profile(), *place.session.engine, place.second(), context);
        if (done)
            break;
        QCOMPARE(textOf(place.rollBack()), QString());
        QCOMPARE(place.left(), QString());
        QCOMPARE(place.books(), books);
        QCOMPARE(place.readers(), readers);
        QCOMPARE(place.kept().size(), 0);
    }
    QCOMPARE(place.kept().size(), 2);
    for (const KeptTable &table : place.kept())
        QCOMPARE(textOf(place.purge(table)), QString());
    const Result<> refused = place.down();
    QVERIFY(!refused && refused.error().text().contains("--fill reader.mail"_L1));
    QCOMPARE(textOf(place.down({{u"reader.mail"_s, u"?"_s}})), QString());
    QCOMPARE(place.books(), QString());
    QCOMPARE(place.readers(), u"1,Ada,?,NULL; 2,Jane,?,NULL; 3,Mary,?,NULL"_s);
}

RELATA_TEST(TestKeptData)
#include "tst_kept_data.moc"
