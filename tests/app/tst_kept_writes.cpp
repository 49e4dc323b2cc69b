#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/engine/keeper.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/down_precautions.h"
#include "models/project/new_migration.h"
#include "models/schema/all_kinds.h"
#include "models/schema/labels.h"
#include "models/timeline/ledger_edits.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

/// Inserts row after row until the server refuses one for good, or until it is told to end.
class Inserter {
public:
    /// `insert` holds %1 where a row's number stands.
    Inserter(const ConnectionProfile &profile, const EngineRegistry &engines, QString insert)
        : m_insert(std::move(insert))
    {
        if (const Result<> done = m_session.open(profile, engines); !done)
            m_end = done.error().text();
        m_thread = std::thread([this] { work(); });
    }
    ~Inserter() { (void)end(); }
    Inserter(const Inserter &) = delete;

    void waitFor(int rows) const
    {
        while (m_rows < rows && !m_isOver)
            std::this_thread::yield();
    }
    /// How many rows the server took.
    int end()
    {
        m_ends = true;
        if (m_thread.joinable())
            m_thread.join();
        return m_rows;
    }

private:
    void work()
    {
        int refused = 0;
        while (!m_ends && m_end.isEmpty()) {
            const auto done = perform(*m_session.connection, m_insert.arg(1000 + m_rows));
            if (done) {
                ++m_rows;
                refused = 0;
            } else if (!isPassing(done.error()) || ++refused > 1000) {
                m_end = done.error().text();
            }
        }
        m_isOver = true;
    }

    const QString m_insert;
    Session m_session;
    QString m_end;
    std::atomic<int> m_rows = 0;
    std::atomic<bool> m_ends = false, m_isOver = false;
    std::thread m_thread;
};

const QString Before =
    u"CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20));\n"
    "CREATE TABLE gone (id INTEGER NOT NULL PRIMARY KEY, shelf INTEGER, word VARCHAR(20), CONSTRAINT gone_shelf "
    "FOREIGN KEY (shelf) REFERENCES shelf (id));\n"
    "CREATE INDEX gone_word ON gone (word);\n"
    "CREATE TABLE reader (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20), mail VARCHAR(20) NOT NULL DEFAULT "
    "'none');\n"
    "INSERT INTO shelf VALUES (1, 'one');\n"
    "INSERT INTO gone VALUES (1, 1, 'first');\n"
    "INSERT INTO reader VALUES (1, 'Ada', 'ada@x');"_s;

/// Where to stop next; each time a little later, and in most runs more than a little.
int later(int questions)
{
    static const int part = qEnvironmentVariable("RELATA_CASES") == "all"_L1 ? 60 : 2;
    return questions + 1 + questions / part;
}

/// What a migration leads to, from what is there.
struct Design {
    QString before;
    Schema (*after)(const Schema &);
    QList<FillAnswer> fills{};
};

/// Two migrations: what is there, and one that drops a table and a column, and makes others, or does what is said.
class Kept {
public:
    Kept(const EngineRegistry &engines, const QByteArray &server)
        : Kept(engines, server, {Before, designed})
    { }
    Kept(const EngineRegistry &engines, const QByteArray &server, const Design &design)
        : place(engines, server, {design.before}, {})
    {
        if (const Result<> done = session.open(place.profile(), engines); !done)
            place.error += done.error().text();
        if (const Result<> done = place.apply(session, 1, m_context, place.rules()); !done)
            place.error += done.error().text();
        const Result<Schema> head = session.schema();
        if (!head || !place.error.isEmpty())
            return;
        Result<NewMigration> made = draftMigration(*head, design.after(*head), *session.engine,
            session.connection->server(), {.title = u"less"_s, .parent = place.migration(1).id, .fills = design.fills});
        if (!made) {
            place.error = made.error().text();
            return;
        }
        made->file.version = u"002"_s;
        made->file.id = u"5b002"_s;
        made->file.parent = place.migration(1).id;
        place.timeline.migrations += made->file;
    }

    QString up() { return textOf(up(m_context)); }
    Result<> up(JobContext &context) { return place.apply(session, 2, context, patient()); }
    QString down() { return textOf(down(m_context)); }
    Result<> down(JobContext &context)
    {
        Result<DownPrecautions> known =
            precautionsFor(place.timeline, place.migration(2), *session.engine, place.profile(), m_context);
        if (!known)
            return failure(known.error());
        RunRules rules = patient();
        rules.beside.reset(); // nothing has drifted, and each look asks whether to stop
        return revertMigration(
            *session.connection, place.profile(), *session.engine, place.migration(2), context, rules, &*known);
    }
    /// The file as it is now is what was applied.
    bool accept() { return LedgerEdits(*session.connection, *session.engine).accept(place.migration(2)).has_value(); }
    Result<> resume(JobContext &context)
    {
        return resumeMigration(
            *session.connection, place.profile(), *session.engine, place.migration(2), context, patient());
    }
    QString rollBack()
    {
        return textOf(rollBackPartial(*session.connection, place.profile(), place.profile(), *session.engine,
            place.timeline, place.migration(2), m_context, patient()));
    }
    /// Puts a row where it is taken still; 1, or 0.
    int put(const QString &insert) { return perform(*session.connection, insert) ? 1 : 0; }
    QStringList keptNames() const
    {
        QStringList result;
        const Result<Rows> names = fetch(*session.connection, session.engine->keeper->keptTables());
        for (qsizetype i = 0; names && i < names->count; ++i)
            result += names->text(i, 0);
        return result;
    }
    /// In all kept tables whose names hold this.
    qint64 countAll(const QString &part, const QString &where) const
    {
        qint64 result = 0;
        for (const QString &name : keptNames())
            result += name.contains(part) ? number(u"SELECT count(*) FROM "_s + name + u" WHERE "_s + where) : 0;
        return result;
    }
    QString forget()
    {
        QString failed;
        for (const QString &name : keptNames())
            failed += session.run(u"DROP TABLE "_s + name);
        return failed + session.run(u"DELETE FROM reader WHERE id >= 1000"_s);
    }
    /// In the table of the database whose name ends so, kept or not; −1: there is none.
    qint64 count(const QString &end, const QString &where = u"1 = 1"_s) const
    {
        for (const QString &name : keptNames()) {
            if (name.endsWith(end))
                return number(u"SELECT count(*) FROM "_s + name + u" WHERE "_s + where);
        }
        return -1;
    }
    qint64 number(const QString &query) const
    {
        const Result<Rows> rows = fetch(*session.connection, query);
        return rows ? rows->number(0, 0) : -1;
    }

    RunnerPlace place;
    Session session;

private:
    static QString textOf(const Result<> &result) { return result ? QString() : result.error().text(); }

    RunRules patient() const
    {
        RunRules rules = place.rules();
        rules.waits.tries = 100;
        return rules;
    }

    static Schema designed(const Schema &head)
    {
        const ObjectId space = head.defaultNamespace();
        const ObjectId reader = head.child(space, Kind::Table, u"reader"_s);
        Column colour = *head.find<Column>(head.child(reader, Kind::Column, u"name"_s));
        colour.name = u"colour"_s;
        colour.position = 90;
        Schema design = head.without(head.child(reader, Kind::Column, u"mail"_s))
                            .withoutTree(head.child(space, Kind::Table, u"gone"_s))
                            .with(ObjectId::random(), makeObject(colour));
        Table table = *head.find<Table>(head.child(space, Kind::Table, u"shelf"_s));
        table.name = u"fresh"_s;
        const ObjectId fresh = ObjectId::random();
        colour.table = fresh;
        colour.name = u"word"_s;
        colour.nullable = true;
        return design.with(fresh, makeObject(table)).with(ObjectId::random(), makeObject(colour));
    }

    QuietContext m_context;
};

/// A column of an enum of three, and rows that hold the one that goes.
Design replacing(const QByteArray &server)
{
    const bool isPostgresql = server.startsWith("postgresql");
    const QString list = u"ENUM ('sad', 'fair', 'glad')"_s;
    return {
        (isPostgresql ? u"CREATE TYPE mood AS %1;\nCREATE TABLE item (id int NOT NULL PRIMARY KEY, feeling mood);\n"_s
                      : u"CREATE TABLE item (id int NOT NULL PRIMARY KEY, feeling %1);\n"_s)
                .arg(list)
            + u"INSERT INTO item VALUES (1, 'fair'), (2, 'glad');"_s,
        [](const Schema &head) {
            const ObjectId space = head.defaultNamespace(), type = head.child(space, Kind::EnumType, u"mood"_s);
            if (const auto *mood = head.find<EnumType>(type)) {
                EnumType less = *mood;
                less.labels = {u"sad"_s, u"glad"_s};
                return head.with(type, makeObject(less));
            }
            const ObjectId id = head.child(head.child(space, Kind::Table, u"item"_s), Kind::Column, u"feeling"_s);
            Column column = *head.find<Column>(id);
            column.type.name = listOf(u"enum"_s, {u"sad"_s, u"glad"_s});
            return head.with(id, makeObject(column));
        },
        {{isPostgresql ? u"mood"_s : u"item.feeling"_s, u"glad"_s, false, u"fair"_s}}};
}

/// Stops when it has been asked so often whether to.
class StopsAfter : public QuietContext {
public:
    explicit StopsAfter(int questions)
        : m_left(questions)
    { }
    bool stopRequested() const override { return m_left-- <= 0; }

private:
    mutable int m_left;
};

} // namespace

/// Rows that others write while tables and columns go, up and down: each that the server took is kept, or comes back.
class TestKeptWrites : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void up_data() { eachRunnerServer(); }
    void up();
    void down_data() { eachRunnerServer(); }
    void down();
    void upGoesOn_data() { eachRunnerServer(); }
    void upGoesOn();
    void replacingGoesOn_data();
    void replacingGoesOn();
    void downGoesOn_data() { eachRunnerServer(); }
    void downGoesOn();
    void downIsRolledBack_data() { eachRunnerServer(); }
    void downIsRolledBack();
    void namesNoStatement_data() { eachRunnerServer(); }
    void namesNoStatement();
    void namesItAnew_data() { eachRunnerServer(); }
    void namesItAnew();
    void staysAfterDown_data() { eachRunnerServer(); }
    void staysAfterDown();

private:
    EngineRegistry m_engines;
};

#define OPEN(kept)                                                                                                     \
    QFETCH(QByteArray, server);                                                                                        \
    if (!server.isEmpty())                                                                                             \
        RELATA_REQUIRE_SERVER(server.constData());                                                                     \
    Kept kept(m_engines, server);                                                                                      \
    QCOMPARE(kept.place.error, QString())

void TestKeptWrites::up()
{
    OPEN(kept);
    for (int round = 0; round < 3; ++round) {
        const qint64 before = kept.number(u"SELECT count(*) FROM gone"_s),
                     readers = kept.number(u"SELECT count(*) FROM reader"_s);
        Inserter gone(kept.place.profile(), m_engines, u"INSERT INTO gone VALUES (%1, 1, 'w')"_s);
        Inserter mail(kept.place.profile(), m_engines, u"INSERT INTO reader (id, mail) VALUES (%1, 'm')"_s);
        gone.waitFor(20);
        mail.waitFor(20);
        QCOMPARE(kept.up(), QString());
        const qint64 words = before + gone.end(), mails = readers + mail.end();
        QCOMPARE(kept.count(u"_gone"_s), words);
        QCOMPARE(kept.count(u"_reader_mail"_s), mails);
        QCOMPARE(kept.down(), QString());
        QCOMPARE(kept.number(u"SELECT count(*) FROM gone"_s), words);
        QCOMPARE(kept.number(u"SELECT count(*) FROM reader WHERE mail IN ('m', 'ada@x')"_s), mails);
        QCOMPARE(
            kept.session.run(u"DELETE FROM gone WHERE id >= 1000; DELETE FROM reader WHERE id >= 1000"_s), QString());
    }
}

void TestKeptWrites::down()
{
    OPEN(kept);
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(kept.up(), QString());
        Inserter fresh(kept.place.profile(), m_engines, u"INSERT INTO fresh (word) VALUES ('w%1')"_s);
        Inserter colour(kept.place.profile(), m_engines, u"INSERT INTO reader (id, colour) VALUES (%1, 'c')"_s);
        fresh.waitFor(20);
        colour.waitFor(20);
        QCOMPARE(kept.down(), QString());
        const qint64 words = fresh.end(), colours = colour.end();
        QCOMPARE(kept.count(u"_fresh"_s), words);
        QCOMPARE(kept.count(u"_reader_colour"_s, u"colour IS NOT NULL"_s), colours);
        QCOMPARE(kept.forget(), QString());
    }
}

/// Stopped wherever it can be and gone on with, what was written meanwhile is kept.
void TestKeptWrites::upGoesOn()
{
    OPEN(kept);
    int words = 1, mails = 1, stops = 0;
    Result<> done = failure({});
    for (int questions = 1; !done && questions < 2000; questions = later(questions)) {
        StopsAfter context(questions);
        const bool isBegun = kept.place.state(kept.session, 2) != MigrationState::Pending;
        done = isBegun ? kept.resume(context) : kept.up(context);
        if (done)
            break;
        QVERIFY2(done.error().code == Error::Code::Cancelled, qPrintable(done.error().text()));
        ++stops;
        words += kept.put(u"INSERT INTO gone VALUES (%1, 1, 'w')"_s.arg(1000 + questions));
        mails += kept.put(u"INSERT INTO reader (id, mail) VALUES (%1, 'm')"_s.arg(1000 + questions));
    }
    QVERIFY(done && stops > 2);
    QCOMPARE(kept.count(u"_gone"_s), words);
    QCOMPARE(kept.count(u"_reader_mail"_s), mails);
}

void TestKeptWrites::replacingGoesOn_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "postgresql18", "mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server);
}

/// Who writes a value that goes while it is replaced, as long as the server takes it, has it back on the way down.
void TestKeptWrites::replacingGoesOn()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server.constData());
    Kept kept(m_engines, server, replacing(server));
    QCOMPARE(kept.place.error, QString());
    int fair = 1, stops = 0;
    Result<> done = failure({});
    for (int questions = 1; !done && questions < 2000; questions = later(questions)) {
        StopsAfter context(questions);
        const bool isBegun = kept.place.state(kept.session, 2) != MigrationState::Pending;
        done = isBegun ? kept.resume(context) : kept.up(context);
        if (!done && done.error().code == Error::Code::Refused) { // it came behind the replacement
            fair -= int(kept.number(u"SELECT count(*) FROM item WHERE feeling = 'fair'"_s)); // of several stops
            QCOMPARE(kept.put(u"DELETE FROM item WHERE feeling = 'fair'"_s), 1);
            continue;
        }
        const QString why = done ? QString() : done.error().text();
        QVERIFY2(done || done.error().code == Error::Code::Cancelled, qPrintable(why));
        ++stops;
        fair += done ? 0 : kept.put(u"INSERT INTO item VALUES (%1, 'fair')"_s.arg(1000 + questions));
    }
    QVERIFY(done && stops > 2);
    QCOMPARE(kept.number(u"SELECT count(*) FROM item WHERE feeling = 'glad'"_s), fair + 1);
    QCOMPARE(kept.down(), QString());
    QCOMPARE(kept.number(u"SELECT count(*) FROM item WHERE feeling = 'fair'"_s), fair);
}

void TestKeptWrites::downGoesOn()
{
    OPEN(kept);
    QCOMPARE(kept.up(), QString());
    int words = 0, colours = 0, stops = 0;
    Result<> done = failure({});
    for (int questions = 1; !done && questions < 2000; questions = later(questions)) {
        StopsAfter context(questions);
        const bool isWhole = kept.place.state(kept.session, 2) == MigrationState::Applied;
        done = isWhole ? kept.down(context) : kept.resume(context);
        if (done)
            break;
        QVERIFY2(done.error().code == Error::Code::Cancelled, qPrintable(done.error().text()));
        ++stops;
        words += kept.put(u"INSERT INTO fresh (word) VALUES ('w')"_s);
        colours += kept.put(u"INSERT INTO reader (id, colour) VALUES (%1, 'c')"_s.arg(1000 + questions));
    }
    QVERIFY(done && stops > 2);
    QCOMPARE(kept.countAll(u"_fresh"_s, u"1 = 1"_s), words);
    QCOMPARE(kept.countAll(u"_reader_colour"_s, u"colour IS NOT NULL"_s), colours);
}

/// What a way down that stopped had still to take away is kept by the rollback.
void TestKeptWrites::downIsRolledBack()
{
    OPEN(kept);
    for (int questions = 3; questions < 40; questions += 2) {
        QCOMPARE(kept.up(), QString());
        StopsAfter context(questions);
        const Result<> done = kept.down(context);
        if (done)
            break;
        const bool isStopped = kept.place.state(kept.session, 2) != MigrationState::Applied;
        const int words = kept.put(u"INSERT INTO fresh (word) VALUES ('w')"_s),
                  colours = kept.put(u"INSERT INTO reader (id, colour) VALUES (1000, 'c')"_s);
        QCOMPARE(isStopped ? kept.rollBack() : kept.down(), QString());
        QCOMPARE(kept.countAll(u"_fresh"_s, u"1 = 1"_s), words);
        QCOMPARE(kept.countAll(u"_reader_colour"_s, u"colour IS NOT NULL"_s), colours);
        QCOMPARE(kept.forget(), QString());
    }
}

/// A statement that takes rows away and does not say so: refused where it is no part of one transaction.
void TestKeptWrites::namesNoStatement()
{
    OPEN(kept);
    QCOMPARE(kept.up(), QString());
    QCOMPARE(kept.session.run(u"INSERT INTO fresh (word) VALUES ('w')"_s), QString());
    MigrationFile &file = kept.place.timeline.migrations.last();
    QVERIFY(file.down.contains(u"DROP TABLE fresh;"_s));
    const bool isOne = kept.session.engine->runner->transactionalDdl();
    file.down = isOne ? u"ALTER TABLE fresh RENAME TO stale;\nDROP TABLE stale;"_s
                      : u"SET @taking = 'DROP TABLE fresh';\nPREPARE taking FROM @taking;\nEXECUTE taking;"_s;
    QVERIFY(kept.accept());
    QuietContext quiet;
    const Result<> done = kept.down(quiet);
    if (!isOne) {
        QVERIFY(!done && done.error().code == Error::Code::Refused);
        QVERIFY2(done.error().text().contains("--discard"_L1), qPrintable(done.error().text()));
        QCOMPARE(kept.number(u"SELECT count(*) FROM fresh"_s), 1);
        return;
    }
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(kept.count(u"_fresh"_s), 1);
}

/// One that names it as the way down itself has called it by then says so.
void TestKeptWrites::namesItAnew()
{
    OPEN(kept);
    QCOMPARE(kept.up(), QString());
    QCOMPARE(kept.session.run(u"INSERT INTO fresh (word) VALUES ('w')"_s), QString());
    kept.place.timeline.migrations.last().down =
        u"ALTER TABLE fresh RENAME TO stale;\nALTER TABLE stale RENAME TO staler;\nDROP TABLE staler;"_s;
    QVERIFY(kept.accept());
    QCOMPARE(kept.down(), QString());
    QCOMPARE(kept.count(u"_fresh"_s), 1);
    QCOMPARE(kept.number(u"SELECT count(*) FROM staler"_s), -1);
}

/// What no statement of a way down takes away needs no keeping.
void TestKeptWrites::staysAfterDown()
{
    OPEN(kept);
    QCOMPARE(kept.up(), QString());
    QCOMPARE(kept.session.run(u"INSERT INTO fresh (word) VALUES ('w')"_s), QString());
    QVERIFY(kept.place.timeline.migrations.last().down.contains(u"DROP TABLE fresh;"_s));
    kept.place.timeline.migrations.last().down.remove(u"DROP TABLE fresh;"_s);
    QVERIFY(kept.accept());
    QCOMPARE(kept.down(), QString());
    QCOMPARE(kept.number(u"SELECT count(*) FROM fresh"_s), 1);
    QCOMPARE(kept.count(u"_fresh"_s), -1);
}

RELATA_TEST(TestKeptWrites)
#include "tst_kept_writes.moc"
