#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/project/project_config.h"
#include "tests/app/migrate_bench.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Prefix = "CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY, room VARCHAR(20));\n"
                          "INSERT INTO shelf (id, room) VALUES (1, 'north');\n";
const QByteArray TitlesOnce = "CREATE UNIQUE INDEX book_title ON book (title);\n";
const QByteArray Rest = "ALTER TABLE book ADD COLUMN pages INTEGER;\n";

/// A migration that commits statement by statement, and whose third of four statements the rows are in the way of.
class Stopped {
public:
    Stopped(const EngineRegistry &engines, const QByteArray &server)
        : bench(engines, server, u"resume"_s)
    {
        bench.migration(1, "books",
            "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n"
            "INSERT INTO book (id, title) VALUES (1, 'Emma');\n",
            "DROP TABLE book;\n");
        write(Prefix + TitlesOnce + Rest);
        bench.answer({u"up"_s, u"--to"_s, u"001"_s});
        run(u"INSERT INTO book (id, title) VALUES (2, 'Emma')"_s);
        bench.answer({u"up"_s, u"--allow"_s, u"DATA"_s}, 3);
        state(u"partial"_s);
    }

    /// The second migration's way up, as the file has it from now on.
    void write(const QByteArray &up) const
    {
        bench.migration(2, "shelves", up, "ALTER TABLE book DROP COLUMN pages;\nDROP TABLE shelf;\n",
            "-- relata:transaction none\n");
    }
    void run(const QString &sql) const { QCOMPARE(bench.run(sql), QString()); }
    void state(const QString &wanted) const { QCOMPARE(bench.state(u"002"_s), wanted); }
    /// What has kept it from going on.
    void settleRows() const { run(u"UPDATE book SET title = 'Persuasion' WHERE id = 2"_s); }
    /// Resumes; what is told is in the answer.
    Answer resume(int status, const QStringList &words = {}) const
    {
        Answer answer = bench.migrate(QStringList{u"resume"_s} + words);
        if (answer.status != status)
            QTest::qFail(qPrintable(u"resume answered %1: "_s.arg(answer.status) + answer.err), __FILE__, __LINE__);
        return answer;
    }
    /// It is refused with these words, and nothing has run.
    void refused(const QStringList &words, const QStringList &options = {}) const
    {
        const QString said = resume(4, options).err;
        for (const QString &one : words)
            QVERIFY2(said.contains(one), qPrintable(one + u"\nis not in: "_s + said));
        QVERIFY(!bench.run(u"SELECT pages FROM book"_s).isEmpty());
        state(u"partial"_s);
    }

    MigrateBench bench;
};

} // namespace

/// A migration that stopped goes on only with the file whose first statements have run, and on the terms of a run from
/// the start.
class ResumeTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void doneStatementsAreFixed_data() { eachRunnerServer(); }
    void doneStatementsAreFixed();
    void takesTheNewRest_data() { eachRunnerServer(); }
    void takesTheNewRest();
    void looksForRowsInTheWay_data() { eachRunnerServer(); }
    void looksForRowsInTheWay();
    void unknownStatementIsFixed_data() { eachRunnerServer(); }
    void unknownStatementIsFixed();
    void backfillInPartIsFixed_data();
    void backfillInPartIsFixed();
    void asksWhatARunAsks_data() { eachRunnerServer(); }
    void asksWhatARunAsks();

private:
    EngineRegistry m_engines;
};

/// Inserted, changed, taken out: by position another statement would count as done. White space and comments may.
void ResumeTest::doneStatementsAreFixed()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const Stopped stopped(m_engines, server);
    stopped.settleRows();
    const QStringList ways{u"Put the file back"_s, u"roll"_s, u"a new migration"_s};
    stopped.write("ALTER TABLE book ADD COLUMN early INTEGER;\n" + Prefix + TitlesOnce + Rest);
    stopped.refused(ways + QStringList{u"Statement 1 of migration 002"_s, u"CREATE TABLE shelf"_s, u"early"_s});
    stopped.write(QByteArray(Prefix).replace("north", "south") + TitlesOnce + Rest);
    stopped.refused(ways + QStringList{u"Statement 2 of migration 002"_s, u"north"_s, u"south"_s});
    stopped.write(Prefix.left(Prefix.indexOf("INSERT")));
    stopped.refused(ways + QStringList{u"Statement 2 of migration 002"_s, u"north"_s});
    stopped.write("-- as it was\n" + QByteArray(Prefix).replace("INSERT INTO", "INSERT\n  INTO") + TitlesOnce + Rest);
    QVERIFY(!stopped.resume(0).err.contains("was edited"_L1));
    stopped.state(u"applied"_s);
}

void ResumeTest::takesTheNewRest()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const Stopped stopped(m_engines, server);
    stopped.write(
        Prefix + QByteArray(TitlesOnce).replace("UNIQUE ", "") + "INSERT INTO shelf (id) VALUES (2);\n" + Rest);
    const Answer resumed = stopped.resume(0);
    QVERIFY2(
        resumed.err.contains("Migration 002 was edited after it stopped"_L1) && resumed.err.contains("statement 3"_L1),
        qPrintable(resumed.err));
    stopped.state(u"applied"_s); // and not edited
    QCOMPARE(stopped.bench.rows(u"SELECT statements FROM _relata_migrations WHERE version = '002'"_s), u"5"_s);
    const QString body = stopped.bench.rows(u"SELECT body FROM _relata_migrations WHERE version = '002'"_s);
    QVERIFY2(body.contains("CREATE INDEX book_title"_L1), qPrintable(body));
    QCOMPARE(stopped.bench.rows(u"SELECT id FROM shelf ORDER BY id"_s), u"1\n2"_s);
    stopped.bench.answer({u"down"_s, u"--to"_s, u"001"_s});
}

/// Of what is left: rows that its statements would fail on, and what they may settle themselves.
void ResumeTest::looksForRowsInTheWay()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const Stopped stopped(m_engines, server);
    stopped.refused({u"new key book_title; values in more rows than one: 1 (title = Emma (×2))"_s, u"--allow DATA"_s});
    stopped.run(u"INSERT INTO book (id, title) VALUES (3, 'Emma')"_s);
    stopped.refused({u"1 (title = Emma (×3))"_s}); // as the rows are now
    stopped.resume(3, {u"--allow"_s, u"DATA"_s}); // the server finds them
    stopped.write(Prefix + "UPDATE book SET title = 'Persuasion' WHERE id = 3;\n"
        + "UPDATE book SET title = 'Sanditon' WHERE id = 2;\n" + TitlesOnce + Rest);
    const Answer resumed = stopped.resume(0);
    QVERIFY2(resumed.err.contains("new key book_title"_L1), qPrintable(resumed.err)); // which is only told
    stopped.state(u"applied"_s);
}

/// The statement that was running when the run died may have happened: another one in its place is not that one.
void ResumeTest::unknownStatementIsFixed()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const Stopped stopped(m_engines, server);
    stopped.settleRows();
    stopped.run(u"INSERT INTO _relata_statements (migration_id, direction, position, sql_text, state) VALUES "
                "('7e570002', 'up', 2, '%1', 'started')"_s.arg(QString::fromLatin1(TitlesOnce.trimmed().chopped(1))));
    stopped.write(Prefix + QByteArray(TitlesOnce).replace("UNIQUE ", "") + Rest);
    for (const char *assumed : {"done", "not-done"})
        stopped.refused({u"Statement 3 of migration 002"_s, u"CREATE UNIQUE INDEX book_title"_s, u"may have run"_s},
            {u"--assume"_s, QString::fromLatin1(assumed)});
    stopped.write(Prefix + TitlesOnce + Rest);
    stopped.resume(0);
    QVERIFY(!stopped.bench.run(u"INSERT INTO book (id, title) VALUES (3, 'Emma')"_s).isEmpty());
    stopped.state(u"applied"_s);
}

void ResumeTest::backfillInPartIsFixed_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "mariadb"})
        QTest::newRow(server) << QByteArray(server);
}

/// Rows behind the cursor have had the old statement: the new one would begin in their middle.
void ResumeTest::backfillInPartIsFixed()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const MigrateBench bench(m_engines, server, u"resume_backfill"_s);
    bench.migration(1, "books",
        "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, price INTEGER NOT NULL CHECK (price < 1000));\n",
        "DROP TABLE book;\n");
    const QByteArray mark = "-- relata:backfill rows 1\n", first = "UPDATE book SET price = price * 10;\n";
    bench.migration(2, "prices", mark + first, "SELECT 1;\n");
    bench.answer({u"up"_s, u"--to"_s, u"001"_s});
    QCOMPARE(bench.run(u"INSERT INTO book (id, price) VALUES (1, 1), (2, 2), (3, 3), (4, 400)"_s), QString());
    bench.answer({u"up"_s, u"--allow"_s, u"all"_s}, 3);
    QCOMPARE(bench.rows(u"SELECT price FROM book ORDER BY id"_s), u"10\n20\n30\n400"_s);
    const QList<QByteArray> edits{
        mark + "UPDATE book SET price = price * 2;\n", first, "-- relata:backfill by id, price rows 1\n" + first};
    for (const QByteArray &edit : edits) {
        bench.migration(2, "prices", edit, "SELECT 1;\n");
        const Answer refused = bench.migrate({u"resume"_s});
        QVERIFY2(refused.status == 4 && refused.err.contains("Statement 1 of migration 002"_L1)
                && refused.err.contains("in part"_L1),
            qPrintable(refused.err));
    }
    QCOMPARE(bench.run(u"UPDATE book SET price = 40 WHERE id = 4"_s), QString());
    bench.migration(2, "prices", "-- relata:backfill rows 2\n" + first, "SELECT 1;\n"); // in larger batches
    bench.answer({u"resume"_s});
    QCOMPARE(bench.rows(u"SELECT price FROM book ORDER BY id"_s), u"10\n20\n30\n400"_s);
}

namespace {

/// A production database that asks for approvals, and on which the second migration has stopped at its second of three
/// statements.
class Production {
public:
    Production(const EngineRegistry &engines, const QByteArray &server)
        : place(engines, server,
            {u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));"_s,
                QString::fromLatin1("CREATE TABLE shelf (id INTEGER);\n" + TitlesOnce + Rest)},
            {}, false)
        , second(place.projectFolder() + u"/migrations/002_step.sql"_s)
    {
        ProjectConfig config;
        config.name = u"runner"_s;
        config.engine = place.profile().engine;
        ConnectionProfile live = place.profile(), scratch = place.profile();
        live.name = u"live"_s;
        live.environment = u"prod"_s;
        scratch.name = u"bench"_s;
        config.connections = {live, scratch};
        config.defaultConnection = live.name;
        config.scratchConnection = scratch.name;
        config.other.insert(u"requireApproval"_s, true);
        QVERIFY(writeFile(place.projectFolder() + u"/relata.json"_s, writeProjectConfig(config)));
        QVERIFY(session.open(place.profile(), engines) && other.open(place.profile(), engines));
        migrate(0, {u"approve"_s, u"001"_s, u"--by"_s, u"Ada"_s});
        migrate(0, {u"approve"_s, u"002"_s, u"--by"_s, u"Ada"_s});
        migrate(0, {u"up"_s, u"--to"_s, u"001"_s, u"--yes"_s});
        QCOMPARE(session.run(u"INSERT INTO book (id, title) VALUES (1, 'Emma'), (2, 'Emma')"_s), QString());
        migrate(3, {u"up"_s, u"--yes"_s, u"--allow"_s, u"DATA"_s});
    }

    /// What it said on standard error.
    QString migrate(int status, const QStringList &action) const
    {
        const Answer answer =
            runProgram(QStringList{u"migrate"_s} + action + QStringList{u"--project"_s, place.projectFolder()});
        if (answer.status != status)
            QTest::qFail(qPrintable(action.join(u' ') + u": "_s + answer.err), __FILE__, __LINE__);
        return answer.err;
    }
    void refused(const QStringList &options, const QString &words) const
    {
        const QString said = migrate(4, QStringList{u"resume"_s} + options);
        QVERIFY2(said.contains(words), qPrintable(words + u"\nis not in: "_s + said));
        QVERIFY(!session.run(u"SELECT pages FROM book"_s).isEmpty());
    }

    RunnerPlace place;
    QString second;
    Session session, other;
};

} // namespace

void ResumeTest::asksWhatARunAsks()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const Production production(m_engines, server);
    QCOMPARE(production.place.error, QString());
    const QByteArray text = *readFile(production.second);
    QVERIFY(writeFile(production.second, QByteArray(text).replace("UNIQUE ", "")));
    production.refused({}, u"is production: say --yes"_s);
    production.refused({u"--yes"_s}, u"changed after it was approved"_s);
    production.migrate(0, {u"approve"_s, u"002"_s, u"--by"_s, u"Ada"_s});

    const Session &session = production.session;
    QCOMPARE(session.run(u"ALTER TABLE book ADD COLUMN by_hand INTEGER"_s), QString());
    production.refused({u"--yes"_s}, u"column book.by_hand"_s);
    production.refused({u"--yes"_s}, u"--allow DRIFT"_s);
    QCOMPARE(session.run(u"ALTER TABLE book DROP COLUMN by_hand; CREATE TABLE elsewhere (id INTEGER)"_s), QString());

    if (production.place.isPostgresql()) {
        for (const QString &sql : {u"BEGIN"_s, u"UPDATE book SET title = 'Emma'"_s})
            QVERIFY(perform(*production.other.connection, sql));
        production.refused({u"--yes"_s, u"--wait-limit"_s, u"0s"_s}, u"--allow WAITS"_s);
        QVERIFY(perform(*production.other.connection, u"ROLLBACK"_s));
    }
    const QString told = production.migrate(0, {u"resume"_s, u"--yes"_s});
    QVERIFY2(told.contains("elsewhere"_L1), qPrintable(told)); // what nobody touches is only told
    QCOMPARE(session.run(u"SELECT pages FROM book"_s), QString());
    QVERIFY(production.place.state(session, 2) == MigrationState::Edited); // beside the text of before
}

RELATA_TEST(ResumeTest)
#include "tst_resume.moc"
