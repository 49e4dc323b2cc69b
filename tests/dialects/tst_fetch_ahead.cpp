#include "models/engine/fetch_ahead.h"

#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "tests/support/own_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Questions that are asked ahead of who reads their answers.
class FetchAheadTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void answersAll_data() { servers(); }
    void answersAll();
    void goesOnBehindAFailure_data() { servers(); }
    void goesOnBehindAFailure();
    void letsOthersAskBetween_data() { servers(); }
    void letsOthersAskBetween();
    void endsWhenCancelled_data() { servers(); }
    void endsWhenCancelled();
    void asksNoMoreAtItsEnd_data() { servers(); }
    void asksNoMoreAtItsEnd();

private:
    static void servers();
    void open(const QByteArray &server);
    QString sleep(int seconds) const;
    qint64 count() const { return fetch(*m_session.connection, u"SELECT COUNT(*) FROM said"_s)->number(0, 0); }

    EngineRegistry m_engines;
    QTemporaryDir m_folder;
    std::optional<OwnDatabase> m_database;
    Session m_session;
};

void FetchAheadTest::servers()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server);
}

void FetchAheadTest::open(const QByteArray &server)
{
    m_session = {};
    m_database.emplace(m_engines, server, m_folder.path(), u"ahead"_s);
    QVERIFY(m_session.open(m_database->profile, m_engines));
    QCOMPARE(m_session.run(u"CREATE TABLE said (what INTEGER)"_s), QString());
}

QString FetchAheadTest::sleep(int seconds) const
{
    const bool isPostgresql = m_session.connection->server().engine == "postgresql";
    return (isPostgresql ? u"SELECT pg_sleep(%1)"_s : u"SELECT SLEEP(%1)"_s).arg(seconds);
}

void FetchAheadTest::answersAll()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    open(server);
    FetchAhead ahead(*m_session.connection, {u"SELECT 1"_s, u"SELECT 2"_s, u"SELECT 2"_s, u"SELECT 3"_s});
    QCOMPARE(ahead.fetch(u"SELECT 3"_s)->number(0, 0), 3);
    QCOMPARE(ahead.fetch(u"SELECT 1"_s)->number(0, 0), 1);
    for (int i = 0; i < 3; ++i) // once more than it was asked ahead
        QCOMPARE(ahead.fetch(u"SELECT 2"_s)->number(0, 0), 2);
    QCOMPARE(ahead.fetch(u"SELECT 4"_s)->number(0, 0), 4); // never asked ahead
}

void FetchAheadTest::goesOnBehindAFailure()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    open(server);
    FetchAhead ahead(*m_session.connection, {u"SELECT nothing FROM nowhere"_s, u"SELECT 2"_s});
    QCOMPARE(ahead.fetch(u"SELECT nothing FROM nowhere"_s).error().code, Error::Code::Sql);
    QCOMPARE(ahead.fetch(u"SELECT 2"_s)->number(0, 0), 2);
}

/// They do not wait until all is asked.
void FetchAheadTest::letsOthersAskBetween()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    open(server);
    const QStringList asked{sleep(1), u"INSERT INTO said VALUES (1)"_s, u"INSERT INTO said VALUES (2)"_s,
        u"INSERT INTO said VALUES (3)"_s, sleep(1), u"SELECT 7"_s};
    FetchAhead ahead(*m_session.connection, asked);
    const auto found = ahead.fetchAll({u"SELECT COUNT(*) FROM said"_s, u"SELECT 5"_s});
    QVERIFY(found);
    QCOMPARE(found->at(0).number(0, 0), 0);
    QCOMPARE(found->at(1).number(0, 0), 5);
    QCOMPARE(ahead.fetch(u"SELECT 7"_s)->number(0, 0), 7);
    QCOMPARE(ahead.fetch(u"SELECT COUNT(*) FROM said"_s)->number(0, 0), 3);
}

/// What stands behind the one that somebody cancels is not asked.
void FetchAheadTest::endsWhenCancelled()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    open(server);
    const std::shared_ptr<Interrupter> interrupter = m_session.connection->interrupter();
    const QString insert = u"INSERT INTO said VALUES (1)"_s;
    {
        FetchAhead ahead(*m_session.connection, {sleep(100), insert});
        QTRY_VERIFY(interrupter->running() != 0);
        interrupter->cancel(interrupter->running());
        QCOMPARE(ahead.fetch(sleep(100)).error().code, Error::Code::Cancelled);
        QCOMPARE(ahead.fetch(insert).error().code, Error::Code::Cancelled);
    }
    QCOMPARE(count(), 0);
}

void FetchAheadTest::asksNoMoreAtItsEnd()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    open(server);
    const std::shared_ptr<Interrupter> interrupter = m_session.connection->interrupter();
    {
        const FetchAhead ahead(*m_session.connection, {sleep(1), u"INSERT INTO said VALUES (1)"_s});
        QTRY_VERIFY(interrupter->running() != 0);
    }
    QCOMPARE(count(), 0);
}

RELATA_TEST(FetchAheadTest)
#include "tst_fetch_ahead.moc"
