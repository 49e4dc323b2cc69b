#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/project/apply_pending.h"
#include "models/project/new_migration.h"
#include "models/project/project.h"
#include "models/schema/kinds/namespace_.h"
#include "models/schema/kinds/view.h"
#include "tests/app/repeatable_files.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Files that run behind the last migration, and again when their text or what they stand on has changed.
class RepeatablesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void wholeLife_data() { engineRows(); }
    void wholeLife();
    void runsBehindMigrations_data() { engineRows(); }
    void runsBehindMigrations();
    void failsInTheMiddle_data() { engineRows(); }
    void failsInTheMiddle();
    void isMendedAfterAKill_data();
    void isMendedAfterAKill();
    void driftIsWhatDiffersFromWhatRan_data() { engineRows(); }
    void driftIsWhatDiffersFromWhatRan();
    void migrationsLeaveThemAlone_data() { engineRows(); }
    void migrationsLeaveThemAlone();
    void standsOnWhatItRanBehind();
    void runsInOrder();
    void productionAsks();
    void isApprovedBeforeAnythingRuns();
    void windowRunsThem_data() { engineRows(); }
    void windowRunsThem();
    void isRehearsed();

private:
    EngineRegistry m_engines;
};

namespace {

constexpr int Wait = 60'000;

void writeFirst(const MigrateBench &bench)
{
    bench.migration(
        1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n", "DROP TABLE book;\n");
}

/// The word of `status` for a repeatable.
QString stateOf(const MigrateBench &bench, const QString &name)
{
    const QString text = bench.answer({u"status"_s, u"--format"_s, u"json"_s});
    for (const QJsonValue &one : QJsonDocument::fromJson(text.toUtf8()).array()) {
        if (one[u"repeatable"].toString() == name)
            return one[u"state"].toString();
    }
    return {};
}

/// Kills the program while its last statement waits for what somebody else has locked.
void killBetween(const MigrateBench &bench, const EngineRegistry &engines, bool isWhole)
{
    Session other;
    QVERIFY(other.open(bench.database.profile, engines));
    QCOMPARE(other.run(isWhole ? u"SELECT pg_advisory_lock(4711)"_s : u"LOCK TABLES gate WRITE"_s), QString());
    QProcess program;
    program.start(programPath(),
        {u"migrate"_s, u"up"_s, u"--project"_s, bench.project(), u"--target"_s, bench.database.profile.url()});
    const auto isBetween = [&] {
        return bench.rows(u"SELECT state FROM _relata_repeatables"_s) == "running"_L1
            && (isWhole || !bench.run(u"SELECT title FROM titles"_s).isEmpty());
    };
    QTRY_VERIFY_WITH_TIMEOUT(isBetween(), Wait);
    program.kill();
    QVERIFY(program.waitForFinished(Wait));
}

} // namespace

void RepeatablesTest::wholeLife()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const MigrateBench bench(m_engines, server, u"repeat_life"_s);
    writeFirst(bench);
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT title FROM book"));
    QCOMPARE(stateOf(bench, u"titles"_s), u"never-run"_s);
    const QString dry = bench.answer({u"up"_s, u"--dry-run"_s});
    QVERIFY2(
        dry.contains("-- Repeatable titles\n"_L1) && dry.contains("DROP VIEW IF EXISTS titles;"_L1), qPrintable(dry));
    QVERIFY(bench.answer({u"plan"_s}).contains("CREATE VIEW titles"_L1));
    QVERIFY(!bench.run(u"SELECT * FROM titles"_s).isEmpty()); // nothing has run
    QCOMPARE(bench.answer({u"up"_s}), u"applied 001 books\nran titles\n"_s);
    QCOMPARE(bench.run(u"SELECT title FROM titles"_s), QString());
    QCOMPARE(stateOf(bench, u"titles"_s), u"current"_s);
    QCOMPARE(bench.answer({u"up"_s}), u"Nothing is pending.\n"_s);
    QVERIFY(bench.answer({u"plan"_s}).contains("Nothing is pending"_L1));

    // White space and comments are no change; a word is.
    repeatable(bench, u"titles"_s, "-- for the shop\n" + viewAnew("titles", "SELECT  title\nFROM book"));
    QCOMPARE(stateOf(bench, u"titles"_s), u"current"_s);
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT title, id FROM book"));
    QCOMPARE(stateOf(bench, u"titles"_s), u"changed"_s);
    QVERIFY(bench.answer({u"status"_s}).contains("changed       titles  (ran "_L1));
    QCOMPARE(bench.answer({u"up"_s}), u"ran titles\n"_s);
    QCOMPARE(bench.run(u"SELECT title, id FROM titles"_s), QString());
    bench.answer({u"check"_s, u"--no-replay"_s});

    // What only the database knows is told, and left alone.
    QVERIFY(QFile::remove(bench.project() + u"/migrations/repeatable/titles.sql"_s));
    QCOMPARE(stateOf(bench, u"titles"_s), u"gone"_s);
    QCOMPARE(bench.answer({u"up"_s}), u"Nothing is pending.\n"_s);
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
}

void RepeatablesTest::runsBehindMigrations()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const MigrateBench bench(m_engines, server, u"repeat_behind"_s);
    writeFirst(bench);
    bench.migration(2, "pages", "CREATE TABLE page (id INTEGER NOT NULL PRIMARY KEY);\n", "DROP TABLE page;\n");
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT title FROM book"));
    QCOMPARE(bench.answer({u"up"_s, u"--to"_s, u"1"_s}), u"applied 001 books\n"_s); // short of the end
    QCOMPARE(stateOf(bench, u"titles"_s), u"never-run"_s);
    QCOMPARE(bench.answer({u"up"_s}), u"applied 002 pages\nran titles\n"_s);
    bench.migration(3, "shelves", "CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY);\n", "DROP TABLE shelf;\n");
    QCOMPARE(bench.answer({u"up"_s}), u"applied 003 shelves\nran titles\n"_s); // its text is as it was
    QCOMPARE(bench.answer({u"down"_s, u"--discard"_s}), u"took back 003 shelves\n"_s);
    QCOMPARE(bench.run(u"SELECT title FROM titles"_s), QString()); // no way down touches it
    QCOMPARE(stateOf(bench, u"titles"_s), u"behind"_s);
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
    QCOMPARE(bench.answer({u"up"_s, u"--to"_s, u"2"_s}), u"Nothing is pending.\n"_s);
    QCOMPARE(bench.answer({u"up"_s}), u"applied 003 shelves\nran titles\n"_s);
    QCOMPARE(stateOf(bench, u"titles"_s), u"current"_s);
    QCOMPARE(bench.answer({u"up"_s}), u"Nothing is pending.\n"_s);
}

/// The old text stays what the database says ran; what comes behind the failure does not run.
void RepeatablesTest::failsInTheMiddle()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const bool isWhole = server.isEmpty() || server == "postgresql15";
    const MigrateBench bench(m_engines, server, u"repeat_fails"_s);
    writeFirst(bench);
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT title FROM book"));
    bench.answer({u"up"_s});
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT id FROM book") + viewAnew("more", "SELECT 1 FROM WHERE"));
    repeatable(bench, u"zebra"_s, viewAnew("zebra", "SELECT id FROM book"));
    const Answer failed = bench.migrate({u"up"_s});
    QVERIFY(failed.status != 0);
    QVERIFY2(failed.err.contains("Repeatable titles stopped: "_L1), qPrintable(failed.err));
    QCOMPARE(stateOf(bench, u"titles"_s), u"stopped"_s);
    QCOMPARE(stateOf(bench, u"zebra"_s), u"never-run"_s);
    QVERIFY(bench.answer({u"status"_s}).contains("stopped       titles"_L1));
    if (isWhole) { // nothing of it is there
        QCOMPARE(bench.run(u"SELECT title FROM titles"_s), QString());
        QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
    } else {
        const Answer unknown = bench.migrate({u"drift"_s});
        QVERIFY2(unknown.status != 0 && unknown.err.contains("Repeatable titles stopped half-way"_L1),
            qPrintable(unknown.err));
    }
    // Migrations go on all the same, and the file that is mended behind them.
    bench.migration(
        2, "pages", "ALTER TABLE book ADD COLUMN pages INTEGER;\n", "ALTER TABLE book DROP COLUMN pages;\n");
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT id, pages FROM book"));
    QCOMPARE(bench.answer({u"up"_s}), u"applied 002 pages\nran titles\nran zebra\n"_s);
    QCOMPARE(stateOf(bench, u"titles"_s), u"current"_s);
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
}

void RepeatablesTest::isMendedAfterAKill_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server);
}

/// Between two statements.
void RepeatablesTest::isMendedAfterAKill()
{
    QFETCH(QByteArray, server);
    RELATA_REQUIRE_SERVER(server.constData());
    const bool isWhole = server == "postgresql15";
    const MigrateBench bench(m_engines, server, u"repeat_kill"_s);
    bench.migration(1, "books", "CREATE TABLE book (id INTEGER, title VARCHAR(40));\nCREATE TABLE gate (id INTEGER);\n",
        "DROP TABLE gate;\nDROP TABLE book;\n");
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT title FROM book"));
    bench.answer({u"up"_s});
    const QByteArray through =
        "DROP MATERIALIZED VIEW IF EXISTS through;\nCREATE MATERIALIZED VIEW through AS SELECT 1 "
        "AS id FROM (SELECT pg_advisory_xact_lock(4711)) AS held;\n";
    repeatable(bench, u"titles"_s,
        viewAnew("titles", "SELECT id FROM book") + (isWhole ? through : viewAnew("through", "SELECT id FROM gate")));
    killBetween(bench, m_engines, isWhole);
    QCOMPARE(stateOf(bench, u"titles"_s), u"stopped"_s);
    if (isWhole) { // the text that ran before is what is there
        QTRY_COMPARE_WITH_TIMEOUT(bench.run(u"SELECT title FROM titles"_s), QString(), Wait);
        QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
    } else {
        const Answer unknown = bench.migrate({u"drift"_s});
        QVERIFY2(unknown.err.contains("stopped half-way"_L1), qPrintable(unknown.out + unknown.err));
    }
    QCOMPARE(bench.answer({u"up"_s}), u"ran titles\n"_s);
    QCOMPARE(bench.run(u"SELECT titles.id FROM titles, through"_s), QString());
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
}

void RepeatablesTest::driftIsWhatDiffersFromWhatRan()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const MigrateBench bench(m_engines, server, u"repeat_drift"_s);
    writeFirst(bench);
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT title FROM book"));
    bench.answer({u"up"_s});
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT id FROM book"));
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s); // an edited file is none
    QCOMPARE(stateOf(bench, u"titles"_s), u"changed"_s);
    QCOMPARE(bench.run(u"DROP VIEW titles; CREATE VIEW titles AS SELECT title, id FROM book"_s), QString());
    QVERIFY(bench.answer({u"drift"_s, u"--check"_s}, 1).contains("titles"_L1));
    const Answer refused = bench.migrate({u"up"_s}); // it would write over what somebody made by hand
    QCOMPARE(refused.status, 4);
    QVERIFY2(refused.err.contains("titles"_L1), qPrintable(refused.err));
    QCOMPARE(bench.run(u"SELECT title, id FROM titles"_s), QString());
    const Answer unadopted = bench.migrate({u"drift"_s, u"--adopt"_s, u"titles"_s});
    QVERIFY2(unadopted.status != 0 && unadopted.err.contains("Nothing was adopted: "_L1), qPrintable(unadopted.err));
    bench.answer({u"drift"_s, u"--revert"_s, u"--yes"_s});
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
    QCOMPARE(bench.answer({u"up"_s}), u"ran titles\n"_s);
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
}

/// Neither a new migration nor the way back from one that failed, nor a stamp, knows of what they make.
void RepeatablesTest::migrationsLeaveThemAlone()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const MigrateBench bench(m_engines, server, u"repeat_alone"_s);
    writeFirst(bench);
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT title FROM book"));
    bench.answer({u"up"_s});
    {
        Result<std::unique_ptr<Project>> project = Project::open(bench.project());
        QVERIFY(project.has_value());
        const Engine &engine = *m_engines.find((*project)->config().engine);
        View known;
        known.schema = (*project)->designed().defaultNamespace();
        known.name = u"titles"_s;
        known.query = Expression::of(u"SELECT title FROM book"_s);
        (*project)->edit((*project)->designed().with(ObjectId::random(), makeObject(known)), {});
        QVERIFY(!((*project)->designed() == (*project)->head()));
        QVERIFY(unsavedChanges(**project, engine).isEmpty());
        QVERIFY((*project)->save().has_value());
    }
    const Answer none = bench.migrate({u"new"_s, u"nothing"_s});
    QVERIFY2(none.status != 0 && none.err.contains("there is nothing to save"_L1), qPrintable(none.err + none.out));
    bench.answer({u"check"_s, u"--write-head"_s});
    bench.answer({u"check"_s}); // the head is what the numbered ones lead to
    QVERIFY(bench.answer({u"verify"_s}).contains("run behind the migrations, and again"_L1));
    // One that stops: its own table goes, the view stays.
    bench.migration(2, "pages", "CREATE TABLE page (id INTEGER);\nSELECT FROM nowhere WHERE;\n", "DROP TABLE page;\n",
        "-- relata:transaction none\n");
    QVERIFY(bench.migrate({u"up"_s}).status != 0);
    bench.answer({u"diagnose"_s}, bench.migrate({u"diagnose"_s}).status);
    bench.answer({u"rollback"_s});
    QVERIFY(!bench.run(u"SELECT * FROM page"_s).isEmpty());
    QCOMPARE(bench.run(u"SELECT title FROM titles"_s), QString());
    QVERIFY(QFile::remove(bench.project() + u"/migrations/002_pages.sql"_s));
    bench.answer({u"stamp"_s, u"0"_s, u"--force"_s});
    bench.answer({u"stamp"_s, u"1"_s});
    QCOMPARE(bench.answer({u"up"_s}), u"ran titles\n"_s);
}

/// A view's list of columns is made when it runs: what a later migration adds is not in it, and is no drift.
void RepeatablesTest::standsOnWhatItRanBehind()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const MigrateBench bench(m_engines, "postgresql15", u"repeat_stands"_s);
    writeFirst(bench);
    repeatable(bench, u"books"_s, viewAnew("books", "SELECT * FROM book"));
    bench.answer({u"up"_s});
    bench.migration(
        2, "pages", "ALTER TABLE book ADD COLUMN pages INTEGER;\n", "ALTER TABLE book DROP COLUMN pages;\n");
    bench.migration(3, "isbn", "ALTER TABLE book ADD COLUMN isbn INTEGER;\n", "ALTER TABLE book DROP COLUMN isbn;\n");
    QCOMPARE(bench.answer({u"up"_s, u"--to"_s, u"2"_s}), u"applied 002 pages\n"_s);
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
    QCOMPARE(bench.answer({u"up"_s}), u"applied 003 isbn\nran books\n"_s);
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
    QCOMPARE(bench.run(u"SELECT isbn FROM books"_s), QString());
}

void RepeatablesTest::runsInOrder()
{
    RELATA_REQUIRE_SERVER("mariadb");
    const MigrateBench bench(m_engines, "mariadb", u"repeat_order"_s);
    writeFirst(bench);
    repeatable(bench, u"a_first"_s,
        "-- relata:after z_last\n-- relata:up\nCREATE OR REPLACE VIEW a_first AS SELECT title FROM z_last;\n");
    repeatable(bench, u"z_last"_s, "CREATE OR REPLACE VIEW z_last AS SELECT title FROM book;\n");
    QCOMPARE(bench.answer({u"up"_s}), u"applied 001 books\nran z_last\nran a_first\n"_s);
    repeatable(bench, u"z_last"_s, "CREATE OR REPLACE VIEW z_last AS SELECT title, id FROM book;\n");
    QCOMPARE(bench.answer({u"up"_s}), u"ran z_last\n"_s); // now the last one that ran
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);
}

/// As of a migration: whether it is meant, whether the environment before has had it, whether it is approved.
void RepeatablesTest::productionAsks()
{
    const MigrateBench bench(m_engines, {}, u"repeat_production"_s);
    bench.write(u"relata.json"_s, R"({"name": "shop", "engine": "sqlite", "requireApproval": true, "connections": [
        {"name": "stage", "url": "sqlite:stage.db", "environment": "stage"},
        {"name": "prod", "url": "sqlite:prod.db", "environment": "prod"}]})");
    for (const char *file : {"stage.db", "prod.db"})
        bench.write(QString::fromLatin1(file), {});
    const QStringList stage{u"--target"_s, u"@stage"_s}, prod{u"--target"_s, u"@prod"_s};
    const auto refusal = [&](const QStringList &words) {
        const Answer answer = bench.migrate(words + prod);
        return answer.status == 0 ? QString() : answer.err;
    };
    repeatable(bench, u"one"_s, viewAnew("one", "SELECT 1 AS n"));
    QVERIFY(refusal({u"up"_s}).contains("say --yes"_L1));
    QVERIFY(refusal({u"up"_s, u"--yes"_s}).contains("one is not approved"_L1));
    bench.answer({u"approve"_s, u"one"_s, u"--by"_s, u"ada"_s});
    QVERIFY(refusal({u"up"_s, u"--yes"_s}).contains("one was not applied to prod, for stage has not had it"_L1));
    QCOMPARE(bench.answer(QStringList(u"up"_s) + stage), u"ran one\n"_s);
    QCOMPARE(bench.answer(QStringList{u"up"_s, u"--yes"_s} + prod), u"ran one\n"_s);
    repeatable(bench, u"one"_s, viewAnew("one", "SELECT 2 AS n"));
    QVERIFY(refusal({u"up"_s, u"--yes"_s}).contains("was changed after it was approved"_L1));
    bench.answer({u"approve"_s, u"one"_s, u"--by"_s, u"ada"_s});
    QVERIFY(refusal({u"up"_s, u"--yes"_s}).contains("for stage has not had it as it is now"_L1));
    QCOMPARE(bench.answer(QStringList(u"up"_s) + stage), u"ran one\n"_s);
    QCOMPARE(bench.answer(QStringList{u"up"_s, u"--yes"_s} + prod), u"ran one\n"_s);
}

/// The migrations, too, that would run before what nobody has approved.
void RepeatablesTest::isApprovedBeforeAnythingRuns()
{
    const MigrateBench bench(m_engines, {}, u"repeat_approved"_s);
    bench.write(u"relata.json"_s, R"({"name": "shop", "engine": "sqlite", "requireApproval": true, "connections": [
        {"name": "prod", "url": "sqlite:prod.db", "environment": "prod"}]})");
    bench.write(u"prod.db"_s, {});
    writeFirst(bench);
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT title FROM book"));
    bench.answer({u"approve"_s, u"001"_s, u"--by"_s, u"ada"_s});
    const auto isUntouched = [&] {
        ConnectionProfile prod = bench.database.profile;
        prod.database = bench.project() + u"/prod.db"_s;
        Session session;
        return session.open(prod, m_engines) && !session.run(u"SELECT title FROM book"_s).isEmpty();
    };
    const QStringList up{u"up"_s, u"--yes"_s, u"--target"_s, u"@prod"_s};
    const Answer answer = bench.migrate(up);
    QVERIFY2(answer.status == 4 && answer.err.contains("titles is not approved"_L1), qPrintable(answer.err));
    QVERIFY(isUntouched());
    bench.answer({u"approve"_s, u"titles"_s, u"--by"_s, u"ada"_s});
    QCOMPARE(bench.answer(up), u"applied 001 books\nran titles\n"_s);
}

/// What the window calls; behind migrations, and by themselves.
void RepeatablesTest::windowRunsThem()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const MigrateBench bench(m_engines, server, u"repeat_window"_s);
    writeFirst(bench);
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT title FROM book"));
    const auto apply = [&]() -> QString {
        Session session;
        const Result<Timeline> timeline = readTimeline(bench.project() + u"/migrations"_s);
        if (!timeline || !session.open(bench.database.profile, m_engines))
            return u"not open"_s;
        Applying what;
        what.timeline = *timeline;
        what.engines = &m_engines;
        what.target = what.beside = bench.database.profile;
        what.drift = DriftRules();
        what.tell = [](const QList<Message> &) {};
        QStringList codes;
        QuietContext quiet;
        const Result<> done = applyPending(what, codes, *session.connection, *session.engine, quiet);
        return done ? QString() : done.error().text();
    };
    QCOMPARE(apply(), QString());
    QCOMPARE(stateOf(bench, u"titles"_s), u"current"_s);
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT id FROM book"));
    QCOMPARE(apply(), QString());
    QCOMPARE(bench.run(u"SELECT id FROM titles"_s), QString());
    QCOMPARE(bench.run(u"DROP VIEW titles; CREATE VIEW titles AS SELECT title FROM book"_s), QString());
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT id, title FROM book"));
    QVERIFY(apply().contains("Nothing was run: "_L1)); // somebody's own view is not written over
}

/// On a copy: what would fail there, does.
void RepeatablesTest::isRehearsed()
{
    const MigrateBench bench(m_engines, {}, u"repeat_rehearsed"_s);
    writeFirst(bench);
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT title FROM book"));
    QVERIFY(bench.answer({u"rehearse"_s}).contains("titles titles\n  up in "_L1));
    QVERIFY(!bench.run(u"SELECT * FROM titles"_s).isEmpty());
    bench.answer({u"up"_s});
    QCOMPARE(bench.answer({u"rehearse"_s}), u"Nothing is pending.\n"_s);
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT 1 FROM WHERE"));
    const Answer fails = bench.migrate({u"rehearse"_s});
    QVERIFY2(fails.status != 0 && fails.err.contains("titles fails on the copy"_L1), qPrintable(fails.out + fails.err));
    QCOMPARE(bench.run(u"SELECT title FROM titles"_s), QString());
}

RELATA_TEST(RepeatablesTest)
#include "tst_repeatables.moc"
