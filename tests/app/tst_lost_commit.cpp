#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/recipes/lost_run.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

#include <future>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// What a server says of a transaction whose COMMIT was not answered, beside what the ledger says.
class LostCommitTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void twoAnswersAreNone_data();
    void twoAnswersAreNone();
    void takenBackIsSaid_data() { twoAnswersAreNone_data(); }
    void takenBackIsSaid();

private:
    EngineRegistry m_engines;
};

void LostCommitTest::twoAnswersAreNone_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "postgresql18"})
        QTest::newRow(server) << QByteArray(server);
}

/// A transaction of that number was rolled back, and the ledger says that the migration is applied: a server in the
/// lost one's place may have given the number out again.
void LostCommitTest::twoAnswersAreNone()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(
        m_engines, server, {u"CREATE TABLE book (id INTEGER);\nCREATE TABLE note (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()));
    Connection &connection = *session.connection;
    const RunWatchPort &watch = *session.engine->runner->watch();
    QVERIFY(watch.transactionKey(connection) && watch.transactionKey(connection)->isEmpty());
    QString key;
    for (const char *end : {"ROLLBACK", "COMMIT"}) {
        QVERIFY(perform(connection, u"BEGIN"_s) && perform(connection, u"CREATE TABLE of_key (id INTEGER)"_s));
        const Result<QString> open = watch.transactionKey(connection);
        QVERIFY2(open && !open->isEmpty(), open ? "no key" : qPrintable(open.error().text()));
        QVERIFY(!watch.hasCommitted(connection, *open)->has_value());
        QVERIFY(perform(connection, QString::fromLatin1(end)));
        const auto said = watch.hasCommitted(connection, *open);
        QVERIFY(said && said->has_value() && **said == (*end == 'C'));
        key = *end == 'R' ? *open : key;
    }
    const auto other = watch.hasCommitted(connection, u"0000000F/"_s + key.section(u'/', 1)); // of another history
    QVERIFY(other && !other->has_value());

    const MigrationFile file = place.migration(1);
    LostRun lost{file, Ledger::Direction::Up, 2, {}, {}, 2, std::chrono::seconds(10)};
    const Error error{.code = Error::Code::ConnectionLost, .message = {}, .detail = {}, .sqlState = {}, .position = {}};
    QVERIFY(outcomeOf(lost, error, *session.engine, place.profile(), quiet));
    lost.transaction = key;
    const Result<> outcome = outcomeOf(lost, error, *session.engine, place.profile(), quiet);
    QVERIFY2(!outcome && outcome.error().text().contains("whether it is committed is not known"_L1),
        outcome ? "done" : qPrintable(outcome.error().text()));
}

/// The session is ended in the middle of its COMMIT, while a deferred trigger works.
void LostCommitTest::takenBackIsSaid()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {u"CREATE TABLE book (id INTEGER);"_s, u"CREATE TABLE note (id INTEGER);\nINSERT INTO book VALUES (1);"_s}, {});
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()));
    for (const QString &sql :
        {u"CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM pg_sleep(600); RETURN NULL; END$$"_s,
            u"CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON book DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE "
            "FUNCTION slow()"_s})
        QCOMPARE(session.run(sql), QString());
    std::future<Result<>> run = std::async(std::launch::async, [&]() -> Result<> {
        Session own;
        QuietContext context;
        const Result<> opened = own.open(place.profile(), m_engines);
        return opened ? place.apply(own, 2, context, RunRules()) : opened;
    });
    bool isEnded = false; // asked again, it is gone
    const auto ended = [&] {
        if (isEnded)
            return true;
        const auto rows = fetch(*session.connection,
            u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND "
            "state = 'active' AND query = 'COMMIT' AND wait_event = 'PgSleep'"_s);
        isEnded = rows && rows->count == 1;
        return isEnded;
    };
    QTRY_VERIFY_WITH_TIMEOUT(ended(), 30'000);
    const Result<> done = run.get();
    QVERIFY2(!done && done.error().text().contains("it is not committed: nothing of it was done"_L1),
        done ? "done" : qPrintable(done.error().text()));
    QVERIFY(place.state(session, 2) == MigrationState::Pending);
}

RELATA_TEST(LostCommitTest)
#include "tst_lost_commit.moc"
