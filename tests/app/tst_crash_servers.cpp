#include "dialects/common/register_engines.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/prove.h"
#include "tests/support/held_server.h"
#include "tests/support/own_database.h"
#include "tests/support/rounds.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>

#include <future>
#include <thread>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const char *const First = R"(-- Migration 001: members
-- relata:id 5c01
-- relata:up
CREATE TABLE member (id INTEGER NOT NULL PRIMARY KEY, first_name VARCHAR(40));
INSERT INTO member (id, first_name) VALUES (1, 'Ada'), (2, 'Jane');
-- relata:down
DROP TABLE member;
)";

/// With "transaction none" in the place of %1, or nothing.
const char *const Second = R"(-- Migration 002: nicknames
-- relata:id 5c02 parent 5c01%1
-- relata:up
ALTER TABLE member ADD COLUMN nickname VARCHAR(40);
UPDATE member SET nickname = first_name;
UPDATE member SET first_name = upper(first_name);
CREATE TABLE nickname_history (id INTEGER NOT NULL PRIMARY KEY, nickname VARCHAR(40));
INSERT INTO nickname_history (id, nickname) SELECT id, nickname FROM member;
CREATE INDEX nickname_history_idx ON nickname_history (nickname);
-- relata:down
DROP TABLE nickname_history;
UPDATE member SET first_name = 'Ada' WHERE id = 1;
UPDATE member SET first_name = 'Jane' WHERE id = 2;
ALTER TABLE member DROP COLUMN nickname;
)";

constexpr int Count = 6, DownCount = 4; ///< statements of the second

/// Kills the server when the statement with this number, from 1, is about to be sent.
class Killer : public JobContext {
public:
    Killer(HeldServer &server, int statement)
        : m_server(server)
        , m_word(u"Statement %1 of"_s.arg(statement))
    { }
    void report(const Progress &progress) override
    {
        if (!hasKilled && progress.message.source().startsWith(m_word))
            hasKilled = m_server.kill();
    }
    bool stopRequested() const override { return false; }

    bool hasKilled = false;

private:
    HeldServer &m_server;
    QString m_word;
};

/// A server that is killed and comes again, with a database that migrations go to.
class Ground {
public:
    Ground(const EngineRegistry &engines, const QByteArray &name, bool isJoined = false)
        : server(name)
        , m_name(name)
        , m_isJoined(isJoined)
        , m_engines(engines)
    { }

    QString make()
    {
        if (!server.error().isEmpty())
            return server.error();
        m_profile = server.profile();
        QString trouble = open();
        const bool isPostgresql = m_profile.engine == "postgresql";
        trouble += session.run(u"CREATE DATABASE crash"_s);
        m_profile.database = u"crash"_s;
        if (isPostgresql) // the throwaway server's own settings are for speed alone
            trouble += session.run(u"ALTER DATABASE crash SET synchronous_commit = on"_s);
        const QString second =
            QString::fromLatin1(Second).arg(m_isJoined ? QString() : u"\n-- relata:transaction none"_s);
        m_timeline.migrations = {
            *parseMigration(First, u"001_step.sql"_s), *parseMigration(second.toUtf8(), u"002_step.sql"_s)};
        trouble += open();
        QuietContext context;
        const Result<> first = apply(1, context);
        return first ? trouble + learn(1) : first.error().text();
    }

    /// Waits for a server that comes up.
    QString open()
    {
        session = {};
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < 60'000 && !isLost()) {
            if (session.open(m_profile, m_engines)) {
                if (m_profile.engine != "postgresql")
                    return session.run(u"SET GLOBAL innodb_flush_log_at_trx_commit = 1"_s);
                return {};
            }
            QThread::msleep(20);
        }
        return u"the server does not come up:\n"_s + server.lastWords();
    }

    /// MariaDB counts columns that went at once as part of the row until its table is made anew: some fifty rounds fill
    /// it.
    QString makeAnew() const
    {
        return m_profile.engine == "mariadb" ? session.run(u"ALTER TABLE member FORCE"_s) : QString();
    }
    QString comeAgain() { return server.restart() ? open() : u"the server does not start"_s; }
    /// MySQL before 5.7 does not start again by itself when it was killed while it created the file of a table.
    bool isLost() const { return m_name == "mysql56" && server.lastWords().contains("consists of zero bytes"_L1); }

    RunRules rules() const
    {
        RunRules rules;
        rules.patience = std::chrono::seconds(30);
        rules.lostPatience = std::chrono::milliseconds(0); // nobody starts the server before the run has ended
        rules.timeline = &m_timeline;
        rules.beside = m_profile;
        return rules;
    }
    const MigrationFile &file(int number) const { return m_timeline.migrations.at(number - 1); }
    Result<> apply(int number, JobContext &context)
    {
        RunRules rules = this->rules();
        rules.beside.reset();
        return applyMigration(*session.connection, m_profile, *session.engine, file(number), context, rules);
    }
    Result<> revert(JobContext &context)
    {
        return revertMigration(*session.connection, m_profile, *session.engine, file(2), context, rules());
    }
    Result<> resume(JobContext &context)
    {
        return resumeMigration(*session.connection, m_profile, *session.engine, file(2), context, rules());
    }
    Result<> rollBack(JobContext &context)
    {
        return rollBackPartial(
            *session.connection, m_profile, m_profile, *session.engine, m_timeline, file(2), context, rules());
    }
    /// On a connection of its own, for another thread; `patience`: for the server to come again.
    Result<> applyElsewhere(const MigrationFile &migration, std::chrono::seconds patience, QString &told) const
    {
        Session own;
        if (const Result<> opened = own.open(m_profile, m_engines); !opened)
            return opened;
        QuietContext context;
        RunRules rules = this->rules();
        rules.beside.reset();
        rules.lostPatience = patience;
        rules.warn = [&told](const Message &message) { told += message.source(); };
        return applyMigration(*own.connection, m_profile, *own.engine, migration, context, rules);
    }
    MigrationState state() const
    {
        const auto states = migrationStatus(*session.connection, *session.engine, m_timeline);
        return states && states->size() == 2 ? states->last().state : MigrationState::Missing;
    }

    /// MySQL before 8 keeps a table in two places, and may have it in one of them alone when it is killed in the middle
    /// of CREATE or ALTER TABLE.
    bool hasLostTable() const
    {
        if (m_name != "mysql56")
            return false;
        const auto isLost = [this](QStringView table) {
            const auto said = fetch(*session.connection, u"CHECK TABLE "_s + table);
            return said && !said->isEmpty() && said->text(0, 3).contains("doesn't exist"_L1);
        };
        const auto isHalf = fetch(*session.connection, u"SHOW TABLES LIKE 'nickname_history'"_s);
        return isLost(u"member") || (isHalf && !isHalf->isEmpty() && isLost(u"nickname_history"));
    }

    /// What is not as the timeline leads to, in schema and rows.
    QString differsFrom(int version)
    {
        const Result<Schema> live = session.schema();
        if (!live)
            return live.error().text();
        const Schema &wanted = m_versions[version];
        const QStringList left = differences(wanted, matched(*live, wanted, session.engine->nameRule), *session.engine);
        const auto rows = session.rows(*live);
        if (!left.isEmpty() || !rows)
            return left.join(u'\n') + (rows ? QString() : rows.error().text());
        return *rows == m_rows[version] ? QString() : u"the rows are not what they were"_s;
    }

    /// Takes the schema and rows as they are for those of a version.
    QString learn(int version)
    {
        const Result<Schema> live = session.schema();
        const auto rows = live ? session.rows(*live) : failure(live.error());
        if (!rows)
            return rows.error().text();
        m_versions[version] = *live;
        m_rows[version] = *rows;
        return {};
    }

    HeldServer server;
    Session session;

private:
    const QByteArray m_name;
    const bool m_isJoined;
    const EngineRegistry &m_engines;
    ConnectionProfile m_profile;
    Timeline m_timeline;
    QMap<int, Schema> m_versions;
    QMap<int, QMap<QString, QByteArray>> m_rows;
};

QString textOf(const Result<> &result) { return result ? QString() : result.error().text(); }

} // namespace

/// The server killed in the middle of a migration and started again: the ledger says how far it came, or the catalogue
/// does; resume leads to the new schema, roll back to the old one, and every row is there.
class CrashServersTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void killed_data();
    void killed();
    void killedInTransaction_data();
    void killedInTransaction();
    void killedOnTheWayBack_data() { killed_data(); }
    void killedOnTheWayBack();
    void killedAtCommit_data();
    void killedAtCommit();

private:
    void comeAgain(Ground &ground, bool resumes);
    void settle(Ground &ground, bool resumes);

    EngineRegistry m_engines;
    bool m_isLost = false; ///< there is nothing left to go on with
};

void CrashServersTest::killed_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "postgresql18", "mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server);
}

void CrashServersTest::comeAgain(Ground &ground, bool resumes)
{
    const QString trouble = ground.comeAgain();
    m_isLost = !trouble.isEmpty() && ground.isLost();
    if (m_isLost)
        return qWarning("The server has lost itself: %s", qPrintable(trouble));
    QCOMPARE(trouble, QString());
    settle(ground, resumes);
}

/// Out of what the crash left, one way or the other; and back to version 001.
void CrashServersTest::settle(Ground &ground, bool resumes)
{
    MigrationState state = ground.state();
    QVERIFY(state == MigrationState::Pending || state == MigrationState::Partial || state == MigrationState::Failed
        || state == MigrationState::Applied);
    if (state == MigrationState::Partial || state == MigrationState::Failed) {
        const bool hasLost = ground.hasLostTable();
        QuietContext quiet;
        Result<> out = resumes ? ground.resume(quiet) : ground.rollBack(quiet);
        if (!resumes && !out && out.error().code == Error::Code::Refused) { // what was written would be left
            QVERIFY2(out.error().text().contains("UPDATE member SET first_name"_L1), qPrintable(out.error().text()));
            out = ground.resume(quiet);
        }
        const QString trouble = textOf(out);
        m_isLost = !trouble.isEmpty() && hasLost; // refused, as it should be
        if (m_isLost)
            return qWarning("The server has lost a table: %s", qPrintable(trouble));
        QVERIFY2(trouble.isEmpty(), qPrintable((resumes ? u"resume: "_s : u"roll back: "_s) + trouble));
        state = ground.state();
        QVERIFY(state == MigrationState::Applied || state == MigrationState::Pending);
    }
    QCOMPARE(ground.differsFrom(state == MigrationState::Applied ? 2 : 1), QString());
    QuietContext quiet;
    if (state == MigrationState::Applied)
        QCOMPARE(textOf(ground.revert(quiet)), QString());
    QCOMPARE(ground.makeAnew(), QString());
    QCOMPARE(ground.differsFrom(1), QString());
}

void CrashServersTest::killed()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    m_isLost = false;
    Ground ground(m_engines, server);
    QCOMPARE(ground.make(), QString());
    QuietContext quiet;
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(textOf(ground.apply(2, quiet)), QString());
    const int whole = int(clock.elapsed());
    QCOMPARE(ground.learn(2), QString());
    QCOMPARE(textOf(ground.revert(quiet)), QString());
    for (int statement = 1; statement <= Count && !m_isLost; ++statement) {
        Killer killer(ground.server, statement);
        QVERIFY(!ground.apply(2, killer));
        QVERIFY(killer.hasKilled);
        comeAgain(ground, statement % 2 == 0);
        if (QTest::currentTestFailed())
            return;
    }
    for (Rounds rounds(Campaign::Crash, 3, 3); !m_isLost && rounds.next();) {
        const int wait = rounds.random().bounded(whole + whole / 4 + 1);
        std::thread killer([&] {
            QThread::msleep((unsigned long)(wait));
            ground.server.kill();
        });
        (void)ground.apply(2, quiet);
        killer.join();
        comeAgain(ground, rounds.random().bounded(2) == 0);
        if (QTest::currentTestFailed())
            return;
    }
}

void CrashServersTest::killedInTransaction_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "postgresql18"})
        QTest::newRow(server) << QByteArray(server);
}

/// All of it is one transaction: whenever the server goes, nothing of it was done.
void CrashServersTest::killedInTransaction()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    Ground ground(m_engines, server, true);
    QCOMPARE(ground.make(), QString());
    QuietContext quiet;
    for (const int statement : {1, 3, Count}) {
        Killer killer(ground.server, statement);
        QVERIFY(!ground.apply(2, killer) && killer.hasKilled);
        QCOMPARE(ground.comeAgain(), QString());
        QVERIFY(ground.state() == MigrationState::Pending);
        QCOMPARE(ground.differsFrom(1), QString());
    }
    QCOMPARE(textOf(ground.apply(2, quiet)), QString());
    QCOMPARE(ground.learn(2), QString());
    for (const int statement : {1, DownCount}) {
        Killer killer(ground.server, statement);
        QVERIFY(!ground.revert(killer) && killer.hasKilled);
        QCOMPARE(ground.comeAgain(), QString());
        QVERIFY(ground.state() == MigrationState::Applied);
        QCOMPARE(ground.differsFrom(2), QString());
    }
    QCOMPARE(textOf(ground.revert(quiet)), QString());
    QCOMPARE(ground.differsFrom(1), QString());
}

/// On the way down, and on both ways out of what an earlier crash left.
void CrashServersTest::killedOnTheWayBack()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    m_isLost = false;
    Ground ground(m_engines, server);
    QCOMPARE(ground.make(), QString());
    QuietContext quiet;
    QCOMPARE(textOf(ground.apply(2, quiet)), QString());
    QCOMPARE(ground.learn(2), QString());
    for (int statement = 1; statement <= DownCount && !m_isLost; ++statement) {
        if (ground.state() == MigrationState::Pending)
            QCOMPARE(textOf(ground.apply(2, quiet)), QString());
        Killer killer(ground.server, statement);
        QVERIFY(!ground.revert(killer) && killer.hasKilled);
        comeAgain(ground, statement % 2 == 0);
        if (QTest::currentTestFailed())
            return;
    }
    for (const bool resumes : {true, false}) {
        if (m_isLost)
            return;
        Killer first(ground.server, 3); // two statements have run, and are taken back or left
        QVERIFY(!ground.apply(2, first) && first.hasKilled);
        QCOMPARE(ground.comeAgain(), QString());
        Killer second(ground.server, resumes ? 5 : 1);
        QVERIFY(!(resumes ? ground.resume(second) : ground.rollBack(second)) && second.hasKilled);
        comeAgain(ground, resumes);
        if (QTest::currentTestFailed())
            return;
    }
}

void CrashServersTest::killedAtCommit_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<bool>("isFlushed");
    QTest::addColumn<int>("patience");
    for (const char *server : {"postgresql15", "postgresql18"}) {
        QTest::addRow("%s, before it stands", server) << QByteArray(server) << false << 60;
        QTest::addRow("%s, while it waits for a replica", server) << QByteArray(server) << true << 60;
        QTest::addRow("%s, and nobody answers", server) << QByteArray(server) << true << 0;
    }
}

/// Has a COMMIT of the second migration wait: for a trigger, or when it stands already, for a replica that never comes.
static QStringList slowCommit(bool isFlushed)
{
    const QString slow = isFlushed ? u"set_config('synchronous_commit', 'on', true)"_s : u"pg_sleep(600)"_s;
    return {u"ALTER DATABASE crash SET synchronous_commit = local"_s, u"SET synchronous_commit = local"_s,
        u"ALTER SYSTEM SET synchronous_standby_names = 'nobody'"_s, u"SELECT pg_reload_conf()"_s,
        u"CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM %1; RETURN NULL; END$$"_s.arg(
            slow),
        u"CREATE CONSTRAINT TRIGGER slow AFTER UPDATE ON member DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE "
        "FUNCTION slow()"_s};
}

/// COMMIT was sent, and its answer never came: the run tells what the server says, once that is there again.
void CrashServersTest::killedAtCommit()
{
    QFETCH(const QByteArray, server);
    QFETCH(const bool, isFlushed);
    QFETCH(const int, patience);
    RELATA_REQUIRE_SERVER(server);
    Ground ground(m_engines, server, true);
    QCOMPARE(ground.make(), QString());
    for (const QString &sql : slowCommit(isFlushed))
        QVERIFY2(perform(*ground.session.connection, sql), qPrintable(sql)); // not by a script: it takes SET back
    QString told;
    std::future<Result<>> run = std::async(std::launch::async,
        [&] { return ground.applyElsewhere(ground.file(2), std::chrono::seconds(patience), told); });
    const auto isCommitting = [&] {
        const auto rows = fetch(*ground.session.connection,
            u"SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = 'COMMIT' AND wait_event = '%1'"_s
                .arg(isFlushed ? u"SyncRep"_s : u"PgSleep"_s));
        return rows && rows->number(0, 0) == 1;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isCommitting(), 30'000);
    QVERIFY(ground.server.kill());
    QString outcome = patience > 0 ? QString() : textOf(run.get());
    QCOMPARE(ground.comeAgain(), QString());
    if (patience == 0) { // nothing is claimed, and it is said where to ask
        QVERIFY(ground.state() == MigrationState::Applied);
        QVERIFY2(outcome.contains("whether it is committed is not known: ask with relata migrate status"_L1),
            qPrintable(outcome));
        return;
    }
    outcome = textOf(run.get());
    QVERIFY(ground.state() == (isFlushed ? MigrationState::Applied : MigrationState::Pending));
    QCOMPARE(outcome.isEmpty(), isFlushed);
    const QString words = outcome + told;
    QVERIFY2(
        words.contains(isFlushed ? "all of migration 002 is done"_L1 : "nothing of it was done"_L1), qPrintable(words));
    QVERIFY2(!isFlushed || words.contains("it is committed"_L1), qPrintable(words)); // else its number is lost, too
    QCOMPARE(ground.session.run(u"SELECT id FROM nickname_history"_s).isEmpty(), isFlushed);
}

RELATA_TEST(CrashServersTest)
#include "tst_crash_servers.moc"
