#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "tests/app/copy_writer.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/held_server.h"
#include "tests/support/rounds.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>
#include <QThread>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QStringList Allowed{u"--allow"_s, u"all"_s};
constexpr const char *Tool = "with pt-online-schema-change rows 20 pause 2ms";

/// The tool's triggers take an UPDATE IGNORE for done that was not.
CopyWriter::Keys keysOf(const QByteArray &rules)
{
    return rules == Tool ? CopyWriter::Keys::Stay : CopyWriter::Keys::Change;
}

/// Runs the program until the copy is in this phase, and kills it there; false: it came to its end before.
bool killedIn(const QStringList &words, const QString &phase, Session &session, const std::function<void()> &atCopying)
{
    QProcess program;
    program.setStandardOutputFile(QProcess::nullDevice());
    program.setStandardErrorFile(QProcess::nullDevice());
    program.start(programPath(), words);
    program.closeWriteChannel();
    bool hasBegun = false;
    QString found;
    while (found != phase && !program.waitForFinished(5)) {
        const auto rows = fetch(*session.connection, u"SELECT phase FROM _relata_copies"_s);
        found = rows && !rows->isEmpty() ? rows->text(0, 0) : QString();
        if (found == "copying"_L1 && !std::exchange(hasBegun, true))
            atCopying();
    }
    const bool isThere = program.state() != QProcess::NotRunning;
    program.kill();
    program.waitForFinished();
    return isThere;
}

/// An open transaction that has read a table, so that nobody can change it.
bool hold(const Session &session, const QString &table)
{
    return perform(*session.connection, u"BEGIN"_s)
        && fetch(*session.connection, u"SELECT 1 FROM "_s + table + u" LIMIT 1"_s);
}

} // namespace

/// The program killed in each phase of a copy and at random, the server killed at random: the run goes on, or what it
/// made is taken away, and no row is lost or another, while somebody writes all the time.
class CopyCrashTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void killedInEachPhase_data();
    void killedInEachPhase();
    void noticedBehindTheSwap_data() { eachServer(); }
    void noticedBehindTheSwap();
    void killedOnTheWayBack_data() { eachServer(); }
    void killedOnTheWayBack();
    void killedAtRandom_data();
    void killedAtRandom();
    void serverKilled_data();
    void serverKilled();
    void isStrictAboutKeys();

private:
    static void eachServer();
    void settle(const RunnerPlace &place, Session &session, bool resumes);
    void compare(Session &session, bool isChanged);

    EngineRegistry m_engines;
};

/// Goes on until it is through, or back.
void CopyCrashTest::settle(const RunnerPlace &place, Session &session, bool resumes)
{
    if (place.state(session, 2) == MigrationState::Pending)
        return;
    const Answer answer = runProgram(place.words(resumes ? QStringList{u"resume"_s} : QStringList{u"rollback"_s}));
    QVERIFY2(answer.status == 0, qPrintable(answer.err));
    QVERIFY(place.state(session, 2) == (resumes ? MigrationState::Applied : MigrationState::Pending));
}

/// Row for row as the twin is, which nobody copied.
void CopyCrashTest::compare(Session &session, bool isChanged)
{
    if (isChanged)
        QCOMPARE(session.run(u"ALTER TABLE twin "_s + copyForms().first().change), QString());
    QCOMPARE(rowsOf(session, u"item"_s), rowsOf(session, u"twin"_s));
    QVERIFY2(leftovers(session).startsWith("0 triggers, 0 copies"_L1), qPrintable(leftovers(session)));
}

void CopyCrashTest::killedInEachPhase_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("phase");
    QTest::addColumn<bool>("resumes");
    QTest::addColumn<QByteArray>("rules");
    for (const char *server : {"mariadb", "mysql56"}) {
        for (const char *phase : {"making", "copying", "swapping"}) {
            for (const bool resumes : {true, false}) {
                for (const char *rules : {"rows 20 pause 2ms", Tool})
                    QTest::addRow("%s %s %s%s", server, phase, resumes ? "resume" : "rollback",
                        rules == Tool ? " by the tool" : "")
                        << QByteArray(server) << QString::fromLatin1(phase) << resumes << QByteArray(rules);
            }
        }
    }
}

/// A transaction that has read the table holds the run where triggers are made, or where the tables change places.
void CopyCrashTest::killedInEachPhase()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, phase);
    QFETCH(const bool, resumes);
    QFETCH(const QByteArray, rules);
    RELATA_REQUIRE_SERVER(server);
    const CopyForm &kind = copyForms().first();
    const RunnerPlace place(m_engines, server, {copyTables(kind, 700), copying(kind, rules.constData())}, {}, false);
    QCOMPARE(place.error, QString());
    Session session, holder;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(holder.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    bool isHeld = false;
    const auto holdItem = [&] { isHeld = hold(holder, u"item"_s); };
    CopyWriter writer(place.profile(), m_engines, kind, testSeed() + 2, keysOf(rules));
    if (phase == "making"_L1)
        holdItem();
    const bool wasKilled = killedIn(
        place.words(QStringList{u"up"_s} + Allowed), phase, session,
        phase == "swapping"_L1 ? std::function<void()>(holdItem) : [] {});
    QVERIFY(wasKilled);
    QCOMPARE(isHeld, phase != "copying"_L1);
    QVERIFY(perform(*holder.connection, u"ROLLBACK"_s).has_value());
    settle(place, session, resumes);
    QCOMPARE(writer.end(), QString());
    compare(session, resumes);
}

/// A run that was killed before the tables changed places is rolled back, and that is killed where the copy has gone.
void CopyCrashTest::killedOnTheWayBack()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const CopyForm &kind = copyForms().first();
    const RunnerPlace place(m_engines, server, {copyTables(kind, 300), copying(kind, "rows 20 pause 2ms")}, {}, false);
    QCOMPARE(place.error, QString());
    Session session, holder;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(holder.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    QVERIFY(killedIn(place.words(QStringList{u"up"_s} + Allowed), u"swapping"_s, session,
        [&] { QVERIFY(hold(holder, u"item"_s)); }));
    QVERIFY(perform(*holder.connection, u"ROLLBACK"_s).has_value());
    QVERIFY(hold(holder, u"_relata_copy_item"_s));
    QProcess program;
    program.start(programPath(), place.words({u"rollback"_s}));
    program.closeWriteChannel();
    const QString waiting =
        u"SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'DROP TABLE%copy_item%' "
        "AND state LIKE 'Waiting for table%'"_s;
    QTRY_COMPARE_WITH_TIMEOUT(answerOf(session, waiting), u"1"_s, 30'000);
    program.kill();
    program.waitForFinished();
    QVERIFY(perform(*holder.connection, u"ROLLBACK"_s).has_value());
    QTRY_VERIFY(leftovers(session).startsWith("0 triggers, 1 copies"_L1)); // the notes alone
    settle(place, session, false);
    compare(session, false);
}

/// What a killed run left has let the tables change places although a value was not taken: nobody is told that all is
/// well.
void CopyCrashTest::noticedBehindTheSwap()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const CopyForm &kind = copyForms().first();
    const RunnerPlace place(m_engines, server, {copyTables(kind, 300), copying(kind, "rows 20 pause 2ms")}, {}, false);
    QCOMPARE(place.error, QString());
    Session session, holder;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(holder.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    QVERIFY(killedIn(place.words(QStringList{u"up"_s} + Allowed), u"swapping"_s, session,
        [&] { QVERIFY(hold(holder, u"item"_s)); }));
    QVERIFY(perform(*holder.connection, u"ROLLBACK"_s).has_value());
    const QString kept = answerOf(session, u"SELECT kept_name FROM _relata_copies"_s);
    const QString notes = u"_relata_copy_"_s + answerOf(session, u"SELECT mark FROM _relata_copies"_s) + u"_unfit"_s;
    QCOMPARE(session.run(u"INSERT INTO "_s + notes + u" VALUES (NULL); RENAME TABLE item TO "_s + kept
                 + u", _relata_copy_item TO item"_s),
        QString());
    for (const char *action : {"resume", "rollback"}) {
        const Answer refused = runProgram(place.words({QString::fromLatin1(action)}));
        QVERIFY(refused.status != 0);
        QVERIFY2(refused.err.contains("empty the table "_L1 + notes), qPrintable(refused.err));
    }
    QCOMPARE(session.run(u"DELETE FROM "_s + notes), QString());
    settle(place, session, true);
    compare(session, true);
}

void CopyCrashTest::eachServer()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server);
}

void CopyCrashTest::killedAtRandom_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QByteArray>("rules");
    for (const char *server : {"mariadb", "mysql56"}) {
        QTest::newRow(server) << QByteArray(server) << QByteArray("rows 20 pause 2ms");
        QTest::addRow("%s by the tool", server) << QByteArray(server) << QByteArray(Tool);
    }
}

void CopyCrashTest::killedAtRandom()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QByteArray, rules);
    RELATA_REQUIRE_SERVER(server);
    const CopyForm &kind = copyForms().first();
    for (Rounds rounds(Campaign::Crash, 2, 2); rounds.next();) {
        const RunnerPlace place(
            m_engines, server, {copyTables(kind, 700), copying(kind, rules.constData())}, {}, false);
        QCOMPARE(place.error, QString());
        Session session;
        QVERIFY(session.open(place.profile(), m_engines));
        QuietContext quiet;
        QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
        CopyWriter writer(place.profile(), m_engines, kind, rounds.seed(), keysOf(rules));
        runAndKill(place.words(QStringList{u"up"_s} + Allowed), 200 + int(rounds.random().bounded(1500)));
        for (int i = 0; i < 3 && place.state(session, 2) != MigrationState::Pending; ++i)
            runAndKill(place.words({u"resume"_s}), 200 + int(rounds.random().bounded(1000)));
        const bool resumes = rounds.random().bounded(3) > 0 || place.state(session, 2) == MigrationState::Applied;
        if (place.state(session, 2) != MigrationState::Applied)
            settle(place, session, resumes);
        QCOMPARE(writer.end(), QString());
        compare(session, place.state(session, 2) == MigrationState::Applied);
        if (QTest::currentTestFailed())
            return;
    }
}

void CopyCrashTest::serverKilled_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QStringList>("words");
    for (const char *server : {"mariadb", "mysql56"}) {
        QTest::newRow(server) << QByteArray(server) << QByteArray("rows 20")
                              << QStringList{u"copied so far"_s, u"comparing"_s, u"copied so far"_s};
        QTest::addRow("%s by the tool", server)
            << QByteArray(server) << QByteArray("with pt-online-schema-change rows 20 pause 20ms")
            << QStringList{u"copies about"_s, u"comparing"_s, u"copies about"_s};
    }
}

namespace {

/// Kills a server some time after the first report whose text holds a word.
class Killer : public JobContext {
public:
    Killer(HeldServer &server, QString word, int count)
        : m_server(server)
        , m_word(std::move(word))
        , m_left(count)
    { }
    void report(const Progress &progress) override
    {
        if (progress.message.source().contains(m_word) && m_left-- == 0)
            m_server.kill();
    }
    bool stopRequested() const override { return false; }

private:
    HeldServer &m_server;
    QString m_word;
    int m_left;
};

/// A server of the test's own with a database of these migrations.
struct Held {
    explicit Held(const QByteArray &name)
        : server(name)
    { }
    QString open(const EngineRegistry &engines)
    {
        session = {};
        QElapsedTimer clock;
        for (clock.start(); clock.elapsed() < 60'000; QThread::msleep(20)) {
            if (session.open(profile, engines))
                return session.run(u"SET GLOBAL innodb_flush_log_at_trx_commit = 1"_s);
        }
        return u"the server does not come up:\n"_s + server.lastWords();
    }

    /// A database of its own, and migrations for it.
    QString make(const EngineRegistry &engines, const QStringList &ups)
    {
        if (!server.error().isEmpty())
            return server.error();
        profile = server.profile();
        QString trouble = open(engines);
        trouble += session.run(u"CREATE DATABASE crash"_s);
        profile.database = u"crash"_s;
        trouble += open(engines);
        for (const QString &up : ups) {
            const qsizetype count = timeline.migrations.size();
            const QString text = u"-- Migration 001: step\n-- relata:id 5d%1\n-- relata:up\n"_s.arg(count) + up;
            timeline.migrations += *parseMigration(text.toUtf8(), u"00%1_step.sql"_s.arg(count + 1));
        }
        return trouble;
    }

    HeldServer server;
    Session session;
    ConnectionProfile profile;
    Timeline timeline;
};

} // namespace

/// The server killed while rows are copied, compared, and somewhere in between.
void CopyCrashTest::serverKilled()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QByteArray, rules);
    QFETCH(const QStringList, words);
    RELATA_REQUIRE_SERVER(server);
    const CopyForm &kind = copyForms().first();
    Held held(server);
    QCOMPARE(held.make(m_engines, {copyTables(kind, 700), copying(kind, rules.constData())}), QString());
    RunRules run;
    run.patience = std::chrono::seconds(30);
    QuietContext quiet;
    const auto apply = [&](int number, JobContext &context) {
        return applyMigration(*held.session.connection, held.profile, *held.session.engine,
            held.timeline.migrations.at(number - 1), context, run);
    };
    const Result<> first = apply(1, quiet);
    QVERIFY2(first, first ? "" : qPrintable(first.error().text()));
    run.timeline = &held.timeline;
    run.beside = held.profile;
    int round = 0;
    for (const QString &word : words) {
        const int which = word == "copies about"_L1 ? 0 : int(testSeed() + quint32(round) * 7) % 20;
        Killer killer(held.server, word, which);
        QVERIFY(!apply(2, killer));
        QVERIFY(held.server.restart());
        QCOMPARE(held.open(m_engines), QString());
        const bool isLast = ++round == 3;
        const Result<> done = isLast
            ? resumeMigration(*held.session.connection, held.profile, *held.session.engine,
                held.timeline.migrations.at(1), quiet, run)
            : rollBackPartial(*held.session.connection, held.profile, held.profile, *held.session.engine, held.timeline,
                held.timeline.migrations.at(1), quiet, run);
        QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
        compare(held.session, isLast);
    }
}

/// A server that takes no table without a primary key, those of a session neither.
void CopyCrashTest::isStrictAboutKeys()
{
    RELATA_REQUIRE_SERVER("mariadb");
    const CopyForm &kind = copyForms().last();
    Held held("mariadb");
    QCOMPARE(held.make(m_engines, {copyTables(kind, 300), copying(kind, "rows 20")}), QString());
    RunRules rules;
    rules.timeline = &held.timeline;
    rules.beside = held.profile;
    QuietContext quiet;
    for (int i = 0; i < 2; ++i) {
        const Result<> done = applyMigration(
            *held.session.connection, held.profile, *held.session.engine, held.timeline.migrations.at(i), quiet, rules);
        QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
        QCOMPARE(held.session.run(u"SET GLOBAL innodb_force_primary_key = 1"_s), QString());
    }
    QCOMPARE(held.session.run(u"ALTER TABLE twin "_s + kind.change), QString());
    QCOMPARE(rowsOf(held.session, u"item"_s), rowsOf(held.session, u"twin"_s));
}

RELATA_TEST(CopyCrashTest)
#include "tst_copy_crash.moc"
