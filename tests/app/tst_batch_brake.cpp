#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/batch_brake.h"
#include "models/jobs/recipes/key_batches.h"
#include "models/jobs/recipes/migrate.h"
#include "tests/app/replica_pair.h"
#include "tests/app/runner_place.h"
#include "tests/app/standby.h"
#include "tests/support/held_server.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>
#include <QThread>

#include <future>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Count = 120;

/// A table with rows in a database of a server's, and a migration that fills it in small batches.
class Filling {
public:
    Filling(const EngineRegistry &engines, ConnectionProfile target, const QString &rules)
        : profile(std::move(target))
    {
        if (profile.engine != "postgresql" && session.open(profile, engines))
            error = session.run(u"CREATE DATABASE filling"_s);
        if (profile.engine != "postgresql")
            profile.database = u"filling"_s;
        const Result<> opened = session.open(profile, engines);
        const auto file = parseMigration("-- Migration 001: fill\n-- relata:id 5b01\n-- relata:transaction none\n"
                                         "-- relata:up\n-- relata:backfill rows 4 pause 100ms "
                + rules.toUtf8() + "\nUPDATE item SET n = 1 WHERE n = 0;\n",
            u"001_fill.sql"_s);
        QString rows;
        for (int i = 1; i <= Count; ++i)
            rows += (i > 1 ? u", (%1, 0)"_s : u"(%1, 0)"_s).arg(i);
        if (!opened || !file)
            error += opened ? file.error().text() : opened.error().text();
        else
            error += session.run(u"CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, n INTEGER NOT NULL);\n"
                                 "INSERT INTO item VALUES "_s
                + rows);
        migration = file.value_or(MigrationFile());
    }

    Result<> apply(JobContext &context, const RunRules &rules = {})
    {
        return applyMigration(*session.connection, profile, *session.engine, migration, context, rules);
    }
    qint64 filled() const
    {
        const auto rows = fetch(*session.connection, u"SELECT COUNT(*) FROM item WHERE n = 1"_s);
        return rows ? rows->number(0, 0) : -1;
    }

    ConnectionProfile profile;
    Session session;
    MigrationFile migration;
    QString error;
};

/// Sessions that run statements until they are cancelled.
class Busy {
public:
    Busy(const EngineRegistry &engines, const ConnectionProfile &profile, int count)
    {
        const QString sleep = profile.engine == "postgresql" ? u"SELECT pg_sleep(3600)"_s : u"SELECT SLEEP(3600)"_s;
        for (int i = 0; i < count; ++i) {
            auto &session = m_sessions.emplace_back(std::make_unique<Session>());
            if (session->open(profile, engines))
                m_work.push_back(std::async(std::launch::async, [&one = *session, sleep] { (void)one.run(sleep); }));
        }
    }
    ~Busy() { end(); }
    Q_DISABLE_COPY_MOVE(Busy)

    void end()
    {
        for (std::size_t i = 0; i < m_work.size(); ++i) {
            const auto interrupter = m_sessions.at(i)->connection->interrupter();
            while (m_work.at(i).wait_for(20ms) != std::future_status::ready) {
                if (const quint64 running = interrupter->running())
                    interrupter->cancel(running);
            }
        }
    }

private:
    std::vector<std::unique_ptr<Session>> m_sessions;
    std::vector<std::future<void>> m_work;
};

bool hasHeard(const QStringList &heard, const QString &words)
{
    return std::any_of(heard.begin(), heard.end(), [&](const QString &one) { return one.contains(words); });
}

} // namespace

/// Batches leave the server time: as much as somebody asks for, and while it or its replicas have too much to bear.
class BatchBrakeTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void tellsWhatIsTooMuch();
    void restsAsLongAsAsked();
    void waitsForLoad_data();
    void waitsForLoad();
    void waitsForReplicas();
    void waitsForNamedReplicas_data();
    void waitsForNamedReplicas();

private:
    EngineRegistry m_engines;
};

void BatchBrakeTest::tellsWhatIsTooMuch()
{
    BatchPace pace;
    ServerStrain strain;
    QVERIFY(!strainText(strain, pace));
    strain.replicas = {{u"near"_s, 2s}, {u"far"_s, 90s}, {u"next"_s, 3s}};
    strain.running = 50;
    QCOMPARE(
        strainText(strain, pace)->source(), u"waits for the replica far, which is 90.0 s behind (at most 10.0 s)"_s);
    pace.lag = 90s;
    QVERIFY(!strainText(strain, pace));
    pace.load = 50;
    QVERIFY(!strainText(strain, pace));
    pace.load = 49;
    QCOMPARE(strainText(strain, pace)->source(), u"waits while 50 sessions are at work (at most 49)"_s);
    pace = {};
    pace.lag = 0ms;
    QVERIFY(!strainText(strain, pace));
    pace.lag = 10s;
    strain.replicas = {{u"far"_s, 90s}, {u"dead"_s, 0s, ReplicaLag::State::NotReached, u"refused"_s}};
    QCOMPARE(strainText(strain, pace)->source(),
        u"waits for the replica dead, whose lag cannot be asked (refused): mend that, or cancel, take it out of "
        "\"replicas\" in relata.json, and resume"_s);
    strain.replicas = {{u"new"_s, 0s, ReplicaLag::State::NotAsked}};
    QVERIFY(!strainText(strain, pace));
    strain.running.reset();
    strain.hidesLag = true;
    pace.lag = 0ms;
    QVERIFY(!hiddenStrainText(strain, pace));
    pace.load = 1;
    QVERIFY(hiddenStrainText(strain, pace)->source().contains("wait for the load"_L1));
    pace.lag = 1s;
    QVERIFY(hiddenStrainText(strain, pace)->source().contains("wait for replicas"_L1));
}

/// Nothing but what it is asked holds it: it looks again and again whether it may go on.
void BatchBrakeTest::restsAsLongAsAsked()
{
    const QTemporaryDir folder;
    const OwnDatabase own(m_engines, {}, folder.path());
    Session session;
    QVERIFY(session.open(own.profile, m_engines));
    QCOMPARE(
        session.run(u"CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY);\nINSERT INTO item VALUES (1), (2), (3)"_s),
        QString());
    KeyBatches batches(*session.connection, *session.engine);
    BatchPace pace;
    pace.rows = 1;
    QVERIFY(batches.prepare(u"item"_s, {u"id"_s}, pace));
    QStringList log;
    int asks = 0;
    KeyBatches::Hooks hooks;
    hooks.work = [&](const KeyBatches::Range &range) -> Result<qint64> {
        log += u"row "_s + range.next.join(u',') + u" after "_s + QString::number(std::exchange(asks, 0));
        QThread::msleep(20); // one per cent of the time: two seconds of rest are due
        return 1;
    };
    hooks.brake.share = [&] { return log.size() == 1 && ++asks <= 5 ? 1 : 100; };
    hooks.brake.isHeld = [&] { return log.size() == 2 && ++asks <= 7; };
    const Result<qint64> done = batches.run({}, hooks);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(log, (QStringList{u"row 1 after 0"_s, u"row 2 after 6"_s, u"row 3 after 8"_s}));
}

void BatchBrakeTest::waitsForLoad_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server);
}

void BatchBrakeTest::waitsForLoad()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const HeldServer held(server); // where nobody else is at work
    QCOMPARE(held.error(), QString());
    Filling filling(m_engines, held.profile(), u"load 2"_s);
    QCOMPARE(filling.error, QString());
    Busy busy(m_engines, filling.profile, 3);
    Listener listener(u"3 sessions are at work"_s, [&] {
        QVERIFY(filling.filled() < Count);
        busy.end();
    });
    const Result<> done = filling.apply(listener);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QVERIFY2(hasHeard(listener.heard, u"waits while 3 sessions are at work (at most 2)"_s),
        qPrintable(listener.heard.join(u'\n')));
    QCOMPARE(filling.filled(), Count);
}

void BatchBrakeTest::waitsForReplicas()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const HeldServer held("postgresql15");
    QCOMPARE(held.error(), QString());
    Filling filling(m_engines, held.profile(), u"lag 1s"_s);
    QCOMPARE(filling.error, QString());
    Standby standby(m_engines, held.profile());
    QCOMPARE(standby.error(), QString());
    QVERIFY(standby.catchUp(filling.session));
    QCOMPARE(standby.delay(u"1h"_s), QString());
    Listener listener(u"waits for the replica standby"_s, [&] {
        QVERIFY(filling.filled() < Count);
        QCOMPARE(standby.delay(u"0"_s), QString());
    });
    const Result<> done = filling.apply(listener);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QVERIFY2(hasHeard(listener.heard, u"waits for the replica standby"_s), qPrintable(listener.heard.join(u'\n')));
    QCOMPARE(filling.filled(), Count);
}

void BatchBrakeTest::waitsForNamedReplicas_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("after");
    const QString stop = u"STOP SLAVE SQL_THREAD"_s, start = u"START SLAVE SQL_THREAD"_s,
                  late = u"STOP SLAVE;\nCHANGE MASTER TO MASTER_DELAY=%1;\nSTART SLAVE"_s;
    for (const QByteArray &server : {"mariadb"_ba, "mysql56"_ba}) {
        QTest::addRow("%s stopped", server.constData())
            << server << stop << u"waits for the replica shadow, which does not replicate"_s << start;
        QTest::addRow("%s behind", server.constData())
            << server << late.arg(3600) << u"waits for the replica shadow, which is"_s << late.arg(0);
    }
    QTest::addRow("mariadb gone") << "mariadb"_ba << QString()
                                  << u"waits for the replica shadow, whose lag cannot be asked"_s << QString();
}

/// Those that the project names, as their server does not know how far they are behind.
void BatchBrakeTest::waitsForNamedReplicas()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, before);
    QFETCH(const QString, words);
    QFETCH(const QString, after);
    RELATA_REQUIRE_SERVER(server);
    ReplicaPair pair(m_engines, server);
    QCOMPARE(pair.error(), QString());
    Filling filling(m_engines, pair.primary(), u"lag 1s"_s);
    QCOMPARE(filling.error, QString());
    QCOMPARE(before.isEmpty() ? pair.killReplica() : pair.onReplica(before), QString());
    qint64 there = -1;
    Listener listener(words, [&] {
        there = filling.filled();
        QCOMPARE(after.isEmpty() ? pair.restartReplica() : pair.onReplica(after), QString());
    });
    RunRules rules;
    QStringList warned;
    rules.warn = [&](const Message &message) { warned += message.source(); };
    const Result<> done = filling.apply(listener, rules);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QVERIFY2(hasHeard(listener.heard, words), qPrintable(listener.heard.join(u'\n')));
    QVERIFY(there < Count);
    if (!words.contains("which is"_L1)) { // and was so before the first batch, behind which it was asked
        QCOMPARE(there, 4);
        QVERIFY2(hasHeard(warned, words) && hasHeard(warned, u"take it out of"_s), qPrintable(warned.join(u'\n')));
    }
    QCOMPARE(filling.filled(), Count);
}

RELATA_TEST(BatchBrakeTest)
#include "tst_batch_brake.moc"
