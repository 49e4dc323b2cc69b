#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/down_precautions.h"
#include "models/jobs/recipes/find_drift.h"
#include "models/jobs/recipes/replay.h"
#include "models/jobs/recipes/review.h"
#include "models/schema/all_kinds.h"
#include "tests/app/runner_place.h"
#include "tests/support/held_server.h"
#include "tests/support/own_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {

/// Counts the statements that are run, and stops before one.
class CountingContext : public JobContext {
public:
    void report(const Progress &progress) override
    {
        statements += progress.message.source().startsWith("Statement "_L1) ? 1 : 0;
    }
    bool stopRequested() const override { return stopsAt > 0 && statements >= stopsAt; }

    int statements = 0, stopsAt = 0;
};

Timeline timelineOf(int count)
{
    Timeline timeline;
    for (int i = 1; i <= count; ++i) {
        MigrationFile one;
        one.version = u"%1"_s.arg(i, 3, 10, QChar(u'0'));
        one.id = u"5e%1"_s.arg(i);
        one.up = u"CREATE TABLE t%1 (id INTEGER);\n"_s.arg(i);
        timeline.migrations += one;
    }
    return timeline;
}

} // namespace

/// A timeline looked at place by place runs each migration once.
class ReplayTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void goesOn_data();
    void goesOn();
    void goesBack();
    void takesBackByOneRun();
    void servesTheLookAtDrift_data() { goesOn_data(); }
    void servesTheLookAtDrift();
    void survivesALostConnection();
    void stopsWhenAsked();

private:
    EngineRegistry m_engines;
};

void ReplayTest::goesOn_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql15", "mariadb", "mysql56"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

void ReplayTest::goesOn()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const QTemporaryDir folder;
    const tests::OwnDatabase own(m_engines, server, folder.path());
    CountingContext context;
    Replay replay(*m_engines.find(own.profile.engine), own.profile, context);
    Timeline timeline = timelineOf(4);
    const auto tables = [&](qsizetype count) {
        const Result<Schema> schema = replay.after(timeline, count);
        return schema ? int(schema->all(Kind::Table).size()) : -1;
    };
    for (int count = 0; count <= 3; ++count)
        QCOMPARE(tables(count), count);
    QCOMPARE(context.statements, 3);
    QCOMPARE(tables(3), 3);
    QCOMPARE(context.statements, 3);
    QCOMPARE(tables(1), 1); // behind it: anew
    QCOMPARE(context.statements, 4);
    timeline.migrations.first().up = u"CREATE TABLE other (id INTEGER);\n"_s;
    QCOMPARE(tables(2), 2); // another timeline
    QCOMPARE(context.statements, 6);
    timeline.migrations[2].up = u"CREATE TABLE other (id INTEGER);\n"_s;
    QCOMPARE(tables(3), -1);
    timeline.migrations[2].up = u"CREATE TABLE third (id INTEGER);\n"_s;
    QCOMPARE(tables(3), 3); // nothing of the failure is left
}

/// What was passed is known, as far as there is room, and only of the timeline that it was passed of.
void ReplayTest::goesBack()
{
    CountingContext context;
    Timeline timeline = timelineOf(6);
    const auto tables = [&](Replay &replay, qsizetype count) {
        const Result<Schema> schema = replay.after(timeline, count);
        return schema ? int(schema->all(Kind::Table).size()) : -1;
    };
    Replay all(*m_engines.find("sqlite"), {}, context);
    all.keepFrom(2);
    for (int count = 6; count >= 2; --count)
        QCOMPARE(tables(all, count), count);
    QCOMPARE(context.statements, 6);
    QCOMPARE(tables(all, 1), 1); // which was not asked for
    QCOMPARE(context.statements, 7);
    QCOMPARE(tables(all, 5), 5);
    QCOMPARE(context.statements, 7);
    timeline.migrations[3].up = u"CREATE TABLE a (i INTEGER);\nCREATE TABLE b (i INTEGER);\n"_s;
    QCOMPARE(tables(all, 3), 3);
    QCOMPARE(tables(all, 5), 6);
    QCOMPARE(context.statements, 7 + 5);
    timeline = timelineOf(6);
    context.statements = 0;
    Replay little(*m_engines.find("sqlite"), {}, context);
    little.keepFrom(0, 1); // for the last one alone
    for (int count = 3; count >= 1; --count)
        QCOMPARE(tables(little, count), count);
    QCOMPARE(context.statements, 3 + 2 + 1);
}

/// Migrations that are taken back in turn are replayed once, with what each makes and how its rows come back.
void ReplayTest::takesBackByOneRun()
{
    CountingContext context;
    QuietContext quiet;
    const Timeline timeline = timelineOf(6);
    const QList<MigrationFile> back{timeline.migrations.at(5), timeline.migrations.at(4), timeline.migrations.at(3)};
    const Engine &engine = *m_engines.find("sqlite");
    Replay replay(engine, {}, context);
    replay.keepBeside(timeline, back);
    for (const MigrationFile &one : back) {
        const auto known = precautionsFor(timeline, one, engine, {}, context, &replay);
        QVERIFY2(known, known ? "" : qPrintable(known.error().text()));
        const auto alone = precautionsFor(timeline, one, engine, {}, quiet);
        QVERIFY(alone);
        QCOMPARE(known->before.fingerprint(), alone->before.fingerprint());
        QCOMPARE(known->after.fingerprint(), alone->after.fingerprint());
        QCOMPARE(known->after.all(Kind::Table).size(), one.version.toInt());
    }
    QCOMPARE(context.statements, 6);
}

/// Whoever looks a migration over has been at what the database is compared with.
void ReplayTest::servesTheLookAtDrift()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const tests::RunnerPlace place(m_engines, server,
        {u"CREATE TABLE a (id INTEGER);"_s, u"CREATE TABLE b (id INTEGER);"_s, u"CREATE TABLE c (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    for (int i = 1; i <= 2; ++i)
        QVERIFY(place.apply(session, i, quiet, {}));
    CountingContext context;
    const MigrationFile next = place.migration(3);
    const auto elsewhere = [&](Replay &replay) {
        const auto check = checkDrift(*session.connection, place.profile(), {place.profile(), &replay}, *session.engine,
            place.timeline, {next}, {}, context);
        return check && check->touched.isEmpty() ? int(check->elsewhere.size()) : -1;
    };
    Replay kept(*session.engine, place.profile(), context);
    kept.keepBeside(place.timeline, {next});
    QVERIFY(reviewMigration(place.timeline, next, *session.engine, place.profile(), false, context, &kept));
    QCOMPARE(context.statements, 3);
    QCOMPARE(elsewhere(kept), 0);
    QCOMPARE(session.run(u"CREATE TABLE by_hand (id INTEGER)"_s), QString());
    QCOMPARE(elsewhere(kept), 1);
    QCOMPARE(context.statements, 3);

    Replay past(*session.engine, place.profile(), context);
    QVERIFY(past.after(place.timeline, 3));
    QCOMPARE(context.statements, 6);
    QCOMPARE(elsewhere(past), 1); // by one of its own
    QCOMPARE(context.statements, 8);
    QVERIFY(past.after(place.timeline, 3));
    QCOMPARE(context.statements, 8);
}

/// A server closes what is idle for long.
void ReplayTest::survivesALostConnection()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const tests::HeldServer server("postgresql15"); // nobody else's sessions end
    QCOMPARE(server.error(), QString());
    CountingContext context;
    Replay replay(*m_engines.find("postgresql"), server.profile(), context);
    const Timeline timeline = timelineOf(2);
    QVERIFY(replay.after(timeline, 1));
    tests::Session session;
    QVERIFY(session.open(server.profile(), m_engines));
    QCOMPARE(session.run(u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE "
                         "'\\_relata\\_scratch%'"_s),
        QString());
    const Result<Schema> schema = replay.after(timeline, 2);
    QVERIFY2(schema, schema ? "" : qPrintable(schema.error().text()));
    QCOMPARE(schema->all(Kind::Table).size(), 2);
}

void ReplayTest::stopsWhenAsked()
{
    CountingContext context;
    context.stopsAt = 1;
    Replay replay(*m_engines.find("sqlite"), {}, context);
    const Result<Schema> schema = replay.after(timelineOf(3), 3);
    QVERIFY(!schema);
    QCOMPARE(schema.error().code, Error::Code::Cancelled);
    QVERIFY(!schema.error().text().contains("empty database"_L1));
}

RELATA_TEST(ReplayTest)
#include "tst_replay.moc"
