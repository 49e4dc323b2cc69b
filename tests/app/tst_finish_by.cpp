#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/timeline/rehearsal.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Wait = 60'000;

/// Three tables, of which the second and the third were measured; the first was not.
QStringList threeTables(const QString &between = {})
{
    return {u"CREATE TABLE first (id INTEGER);"_s,
        u"CREATE TABLE a (id INTEGER);\n"_s + between + u"CREATE TABLE b (id INTEGER);\n"_s + between
            + u"CREATE TABLE c (id INTEGER);"_s};
}

/// Keeps a rehearsal of the second migration in which these statements took so long.
QString keep(const RunnerPlace &place, const QMap<QString, std::chrono::milliseconds> &times)
{
    RehearsedMigration migration;
    migration.version = u"002"_s;
    migration.id = place.migration(2).id;
    migration.checksum = u"of this test"_s;
    migration.wentUp = true;
    for (auto it = times.begin(); it != times.end(); ++it)
        migration.up += {it.key(), it.value(), {}, {}, 0};
    Rehearsal rehearsal;
    rehearsal.at = rehearsal.takenAt = QDateTime::currentDateTimeUtc();
    rehearsal.migrations = {migration};
    const Result<> kept = keepRehearsal(rehearsalsFolder(place.projectFolder()), rehearsal);
    return kept ? QString() : kept.error().text();
}

bool isThere(const Session &session, const QString &table)
{
    return session.run(u"SELECT * FROM "_s + table).isEmpty();
}

RunRules rulesUntil(const RunnerPlace &place, const QDateTime &time)
{
    RunRules rules;
    rules.window.finishBy = time;
    rules.folder = place.projectFolder();
    return rules;
}

} // namespace

/// Runs that begin at a time, and are at their end by another.
class FinishByTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void beginsNothingTooLong_data() { eachRunnerServer(); }
    void beginsNothingTooLong();
    void guessesCountMore();
    void unknownTimesAreAllowed_data() { eachRunnerServer(); }
    void unknownTimesAreAllowed();
    void guessesBySize_data() { eachRunnerServer(); }
    void guessesBySize();
    void transactionsAreWhole_data();
    void transactionsAreWhole();
    void isOverBeforeItBegins();
    void backfillsStopBetweenBatches_data() { eachRunnerServer(); }
    void backfillsStopBetweenBatches();
    void beginsAtItsTime();
    void isCancelledBefore();
    void isRefusedAtOnce();

private:
    EngineRegistry m_engines;
};

/// Each statement by itself: the one that took three hours is left for another night, with what comes behind it.
void FinishByTest::beginsNothingTooLong()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server, threeTables(), {}, false);
    QCOMPARE(place.error, QString());
    QCOMPARE(keep(place,
                 {{u"CREATE TABLE b (id INTEGER)"_s, std::chrono::hours(3)},
                     {u"CREATE TABLE c (id INTEGER)"_s, std::chrono::seconds(1)}}),
        QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()).has_value());
    QStringList told;
    RunRules rules = rulesUntil(place, QDateTime::currentDateTime().addSecs(3600));
    rules.warn = [&](const Message &message) { told += message.source(); };
    const Result<> done = place.apply(session, 2, quiet, rules);
    QVERIFY(!done.has_value());
    QVERIFY2(done.error().text().contains("Statement 2 of migration 002 was not begun"_L1)
            && done.error().text().contains("3 h"_L1),
        qPrintable(done.error().text()));
    QCOMPARE(done.error().code, Error::Code::Refused);
    QVERIFY2(told.contains(
                 u"1 of the 3 statements of migration 002 were not rehearsed: their times are guessed, and count 3 "
                 "times."_s),
        qPrintable(told.join(u'\n')));
    QVERIFY(isThere(session, u"a"_s) && !isThere(session, u"b"_s));
    QVERIFY(place.state(session, 2) == MigrationState::Failed || place.state(session, 2) == MigrationState::Partial);
    const Result<> rest =
        resumeMigration(*session.connection, place.profile(), *session.engine, place.migration(2), quiet, RunRules());
    QVERIFY2(rest, rest ? "" : qPrintable(rest.error().text()));
    QVERIFY(isThere(session, u"c"_s));
    QVERIFY(place.state(session, 2) == MigrationState::Applied);
}

/// A guess is a second at least, and counts three times.
void FinishByTest::guessesCountMore()
{
    const RunnerPlace place(m_engines, {}, threeTables(), {}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    const Result<> done =
        place.apply(session, 1, quiet, rulesUntil(place, QDateTime::currentDateTime().addMSecs(2900)));
    QVERIFY(!done.has_value());
    QVERIFY2(done.error().text().contains("guessed and counted 3 times"_L1), qPrintable(done.error().text()));
    QVERIFY(!isThere(session, u"first"_s));
    QVERIFY(place.apply(session, 1, quiet, rulesUntil(place, QDateTime::currentDateTime().addSecs(600))));
}

/// What nobody can tell the time of begins only where somebody says so, and nothing in front of it is left half-way.
void FinishByTest::unknownTimesAreAllowed()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server, {threeTables().first() + u"\nSELECT count(*) FROM first;"_s}, {}, false);
    QCOMPARE(place.error, QString());
    const QString soon = QDateTime::currentDateTime().addSecs(3600).toString(u"yyyy-MM-ddTHH:mm"_s);
    const Answer refused = runProgram(place.words({u"up"_s, u"--finish-by"_s, soon}));
    QVERIFY2(refused.status == 4 && refused.err.contains("nobody knows how long statement 2 takes"_L1)
            && refused.err.contains("--allow UNTIMED"_L1),
        qPrintable(refused.err));
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(!isThere(session, u"first"_s));
    const Answer done = runProgram(place.words({u"up"_s, u"--finish-by"_s, soon, u"--allow"_s, u"UNTIMED"_s}));
    QVERIFY2(
        done.status == 0 && done.err.contains("Nobody knows how long 1 of the 2 statements"_L1), qPrintable(done.err));
    QVERIFY(isThere(session, u"first"_s));
}

/// By what the statement does and the size that the catalogue tells; what was measured stays measured.
void FinishByTest::guessesBySize()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {u"CREATE TABLE grown (id INTEGER NOT NULL, words VARCHAR(4000));"_s,
            u"CREATE INDEX grown_id ON grown (id);\nUPDATE grown SET id = id + 1;\nCREATE TABLE b (id INTEGER);\n"
            "SELECT count(*) FROM grown;"_s},
        {});
    QCOMPARE(place.error, QString());
    QCOMPARE(keep(place, {{u"CREATE TABLE b (id INTEGER)"_s, std::chrono::seconds(7)}}), QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"001"_s})).status, 0);
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(u"INSERT INTO grown VALUES (1, '%1')"_s.arg(QString(1000, u'w'))), QString());
    for (int i = 0; i < 14; ++i)
        QCOMPARE(session.run(u"INSERT INTO grown SELECT id, words FROM grown"_s), QString());
    if (server == "mariadb" || server == "mysql56")
        QCOMPARE(session.run(u"ANALYZE TABLE grown"_s), QString());
    const Answer answer = runProgram(place.words({u"plan"_s, u"--format"_s, u"json"_s}));
    QVERIFY2(answer.status == 0, qPrintable(answer.err));
    const QJsonArray all = QJsonDocument::fromJson(answer.out.toUtf8()).array().first()["statements"_L1].toArray();
    QStringList known;
    for (const QJsonValue &one : all)
        known += one["time_known_by"_L1].toString();
    QCOMPARE(known, QStringList({u"guessed"_s, u"guessed"_s, u"measured"_s, u"unknown"_s}));
    // Sixteen megabytes at five a second; an index of them takes a second at least.
    QVERIFY2(all.at(1)["guessed_ms"_L1].toInt() > 2500 && all.at(1)["guessed_ms"_L1].toInt() < 20'000
            && all.at(1)["guess"_L1].toString().contains("at 5 MB a second"_L1),
        qPrintable(answer.out));
    QVERIFY2(all.at(0)["guess"_L1].toString().contains("builds an index of "_L1), qPrintable(answer.out));
    QVERIFY(all.at(1)["took_ms"_L1].isNull() && all.at(2)["took_ms"_L1].toInt() == 7000);
    const Answer dry = runProgram(place.words({u"up"_s, u"--dry-run"_s}));
    QVERIFY2(dry.err.contains("002: 7.0 s measured (statements: 1), "_L1)
            && dry.err.contains("guessed (statements: 2), unknown statements: 1"_L1),
        qPrintable(dry.err));
}

void FinishByTest::transactionsAreWhole_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql15"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

/// Forty minutes and forty do not fit into an hour, where one stands or falls with the other.
void FinishByTest::transactionsAreWhole()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server, threeTables(), {});
    QCOMPARE(place.error, QString());
    QCOMPARE(keep(place,
                 {{u"CREATE TABLE b (id INTEGER)"_s, std::chrono::minutes(40)},
                     {u"CREATE TABLE c (id INTEGER)"_s, std::chrono::minutes(40)}}),
        QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()).has_value());
    const QDateTime now = QDateTime::currentDateTime();
    const Result<> done = place.apply(session, 2, quiet, rulesUntil(place, now.addSecs(3600)));
    QVERIFY(!done.has_value());
    QVERIFY2(
        done.error().text().contains("Statement 1 of migration 002 was not begun"_L1), qPrintable(done.error().text()));
    QVERIFY(!isThere(session, u"a"_s));
    QVERIFY(place.state(session, 2) == MigrationState::Pending);
    QVERIFY(place.apply(session, 2, quiet, rulesUntil(place, now.addSecs(2 * 3600))).has_value());
}

void FinishByTest::isOverBeforeItBegins()
{
    const RunnerPlace place(m_engines, {}, threeTables(), {});
    QCOMPARE(place.error, QString());
    const Answer wrong = runProgram(place.words({u"up"_s, u"--finish-by"_s, u"at night"_s}));
    QVERIFY2(wrong.status == 2 && wrong.err.contains("--finish-by takes a time"_L1), qPrintable(wrong.err));
    const Answer late = runProgram(place.words({u"up"_s, u"--finish-by"_s, u"2020-01-01T00:00"_s}));
    QVERIFY2(late.status == 4, qPrintable(late.err));
    QVERIFY2(late.err.contains("was to be at its end by 2020-01-01 00:00:00"_L1), qPrintable(late.err));
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(!isThere(session, u"first"_s));
    const QString soon = QDateTime::currentDateTime().addSecs(3600).toString(u"HH:mm"_s);
    const Answer up = runProgram(place.words({u"up"_s, u"--finish-by"_s, soon}));
    QVERIFY2(up.status == 0, qPrintable(up.err));
}

/// A batch that is done stays, and the next run goes on behind it.
void FinishByTest::backfillsStopBetweenBatches()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    QStringList rows;
    for (int i = 0; i < 60; ++i)
        rows += u"(%1, 0)"_s.arg(i);
    const RunnerPlace place(m_engines, server,
        {u"CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, n INTEGER);\nINSERT INTO item VALUES "_s
                + rows.join(u", "_s) + u';',
            u"-- relata:backfill rows 1 pause 100ms\nUPDATE item SET n = n + 1;"_s},
        {});
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()).has_value());
    const QDateTime soon = QDateTime::currentDateTime().addSecs(2); // sixty pauses take six
    const Result<> done = place.apply(session, 2, quiet, rulesUntil(place, soon));
    QVERIFY(!done.has_value());
    QVERIFY2(done.error().text().contains("was to be at its end by"_L1), qPrintable(done.error().text()));
    QVERIFY(QDateTime::currentDateTime() >= soon);
    const auto count = [&] {
        return fetch(*session.connection, u"SELECT COUNT(*) FROM item WHERE n = 1"_s)->number(0, 0);
    };
    QVERIFY(count() > 0 && count() < 60);
    const Result<> rest =
        resumeMigration(*session.connection, place.profile(), *session.engine, place.migration(2), quiet, RunRules());
    QVERIFY2(rest, rest ? "" : qPrintable(rest.error().text()));
    QCOMPARE(count(), 60);
}

void FinishByTest::beginsAtItsTime()
{
    const RunnerPlace place(m_engines, {}, threeTables(), {});
    QCOMPARE(place.error, QString());
    const QDateTime start = QDateTime::currentDateTime().addSecs(4);
    const QString end = start.addSecs(3600).toString(u"HH:mm"_s);
    const Answer up =
        runProgram(place.words({u"up"_s, u"--start-at"_s, start.toString(u"HH:mm:ss"_s), u"--finish-by"_s, end}));
    QVERIFY2(up.status == 0, qPrintable(up.err));
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    const auto begun = fetch(*session.connection, u"SELECT MIN(started_at) FROM _relata_migrations"_s);
    QVERIFY2(begun, begun ? "" : qPrintable(begun.error().text()));
    const QDateTime first = QDateTime::fromString(begun->text(0, 0), Qt::ISODateWithMs);
    QVERIFY2(first.isValid() && first.addMSecs(1000) > start, qPrintable(begun->text(0, 0)));
}

void FinishByTest::isCancelledBefore()
{
    const RunnerPlace place(m_engines, {}, threeTables(), {});
    QCOMPARE(place.error, QString());
    QProcess program;
    program.start(programPath(),
        place.words(
            {u"up"_s, u"--start-at"_s, QDateTime::currentDateTime().addDays(2).toString(u"yyyy-MM-ddTHH:mm"_s)}));
    QVERIFY(program.waitForStarted(Wait));
    QVERIFY(!program.waitForFinished(2000));
    program.terminate();
    QVERIFY(program.waitForFinished(Wait));
    QVERIFY2(program.exitCode() == 130, program.readAllStandardError());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(!isThere(session, u"first"_s));
}

/// What the words do not allow is not found out in the night.
void FinishByTest::isRefusedAtOnce()
{
    const RunnerPlace place(m_engines, {}, threeTables(u"-- relata:run true\n"_s), {});
    QCOMPARE(place.error, QString());
    const QString later = QDateTime::currentDateTime().addDays(2).toString(u"yyyy-MM-ddTHH:mm"_s);
    const Answer up = runProgram(place.words({u"up"_s, u"--start-at"_s, later}));
    QVERIFY2(up.status == 4 && up.err.contains("--allow COMMAND"_L1), qPrintable(up.err));
    QCOMPARE(runProgram(place.words({u"up"_s, u"--allow"_s, u"COMMAND"_s, u"--start-at"_s, u"later"_s})).status, 2);
}

RELATA_TEST(FinishByTest)
#include "tst_finish_by.moc"
