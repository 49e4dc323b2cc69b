#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "tests/app/crowd.h"
#include "tests/app/small_disk.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QFile>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QString Add = u"ALTER TABLE account ADD COLUMN age INTEGER;"_s;
const QString Drop = u"ALTER TABLE account DROP COLUMN age;"_s;
const QStringList Now{u"--wait-limit"_s, u"0s"_s};
/// It does run, and soon gives up.
const QStringList InSpite =
    Now + QStringList{u"--allow"_s, u"WAITS"_s, u"--lock-timeout"_s, u"1s"_s, u"--tries"_s, u"1"_s};

/// "SQLite", and the servers that tell who is in the way.
void tellingServers()
{
    QTest::addColumn<QByteArray>("server");
    QTest::newRow("sqlite") << QByteArray();
    QTest::newRow("postgresql15") << QByteArray("postgresql15");
    QTest::newRow("mariadb") << QByteArray("mariadb");
}

} // namespace

/// Before a way back, as before a way up, it is told and asked who is in the way.
class DownWaitsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void downLooks_data() { tellingServers(); }
    void downLooks();
    void eachOfSeveralLooks();
    void rollbackLooks_data() { tellingServers(); }
    void rollbackLooks();
    void downNeedsRoom();

private:
    EngineRegistry m_engines;
};

void DownWaitsTest::downLooks()
{
    RELATA_REQUIRE_ROWS_SERVER;
    Crowd crowd(m_engines, server, Add, Drop);
    QCOMPARE(crowd.place.error, QString());
    QCOMPARE(crowd.up().status, 0);
    QCOMPARE(crowd.stand(u"account"_s), QString());
    const QString statement = u"Statement 1 (ALTER TABLE account DROP COLUMN age) "_s;
    const Answer refused = crowd.run(QStringList{u"down"_s} + Now);
    QVERIFY2(refused.status == 4 && refused.err.contains("--allow WAITS"_L1), qPrintable(refused.err));
    QVERIFY2(refused.err.contains(statement) && refused.err.contains(u' ' + crowd.number() + u" of "_s),
        qPrintable(refused.err));
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Applied);

    const Answer shown = crowd.run(QStringList{u"down"_s, u"--dry-run"_s} + Now);
    QVERIFY2(shown.status == 0 && shown.err.contains(statement), qPrintable(shown.err));
    QVERIFY2(shown.out.contains("DROP COLUMN age"_L1) && !shown.out.contains("would wait"_L1), qPrintable(shown.out));

    const Answer tried = crowd.run(QStringList{u"down"_s} + InSpite);
    QVERIFY2(tried.status == 3 && tried.err.contains(statement), qPrintable(tried.err)); // it did run, and waited
    QCOMPARE(runOne(crowd.other, u"ROLLBACK"_s), QString());
    const bool isApplied = crowd.place.state(crowd.session, 2) == MigrationState::Applied;
    const Answer done = crowd.run(QStringList{isApplied ? u"down"_s : u"resume"_s} + Now);
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Pending);
}

/// The second one is in the way of somebody, whom the first does not meet.
void DownWaitsTest::eachOfSeveralLooks()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    Crowd crowd(m_engines, "postgresql15", u"CREATE TABLE third (id INTEGER);"_s, u"DROP TABLE third;"_s);
    QCOMPARE(crowd.place.error, QString());
    QFile first(crowd.place.projectFolder() + u"/migrations/001_step.sql"_s);
    QVERIFY(first.open(QIODevice::Append) && first.write("DROP TABLE other;\nDROP TABLE account;\n") > 0);
    first.close();
    QCOMPARE(crowd.run({u"repair"_s, u"--accept"_s, u"001"_s}).status, 0);
    QCOMPARE(crowd.up().status, 0);
    QCOMPARE(crowd.stand(u"account"_s), QString());
    const Answer refused = crowd.run(QStringList{u"down"_s, u"--to"_s, u"0"_s} + Now);
    QVERIFY2(refused.status == 4 && refused.out.contains("took back 002"_L1), qPrintable(refused.err));
    QVERIFY2(
        refused.err.contains("Statement 2 (DROP TABLE account) would wait on account"_L1), qPrintable(refused.err));
    QVERIFY2(refused.err.contains("Nothing of migration 001 was run"_L1), qPrintable(refused.err));
    QCOMPARE(runOne(crowd.other, u"ROLLBACK"_s), QString());
    QCOMPARE(runOne(crowd.session, u"SELECT id FROM account"_s), QString());
}

/// The statements of the plan, which stand in no file.
void DownWaitsTest::rollbackLooks()
{
    RELATA_REQUIRE_ROWS_SERVER;
    Crowd crowd(m_engines, server, Add + u"\nINSERT INTO other VALUES (2, 'twice');"_s, {}, false);
    QCOMPARE(crowd.place.error, QString());
    QCOMPARE(runOne(crowd.session, u"INSERT INTO other VALUES (2, 'b')"_s), QString());
    QCOMPARE(crowd.up().status, 3);
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Partial);
    QCOMPARE(crowd.stand(u"account"_s), QString());
    const Answer refused = crowd.run(QStringList{u"rollback"_s} + Now);
    QVERIFY2(refused.status == 4 && refused.err.contains("--allow WAITS"_L1), qPrintable(refused.err));
    QVERIFY2(
        refused.err.contains("Statement 1 (ALTER TABLE "_L1) && refused.err.contains(u' ' + crowd.number() + u" of "_s),
        qPrintable(refused.err));
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Partial);

    const Answer tried = crowd.run(QStringList{u"rollback"_s} + InSpite);
    QVERIFY2(tried.status == 3 && tried.err.contains("Statement 1 (ALTER TABLE "_L1), qPrintable(tried.err));
    QVERIFY2(tried.err.contains("Likely cause (lock)"_L1), qPrintable(tried.err));
    QVERIFY2(tried.err.contains("relata migrate rollback"_L1), qPrintable(tried.err));
    QCOMPARE(runOne(crowd.other, u"ROLLBACK"_s), QString());
    const Answer done = crowd.run(QStringList{u"rollback"_s} + Now);
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QVERIFY(crowd.place.state(crowd.session, 2) == MigrationState::Pending);
    QVERIFY(!runOne(crowd.session, u"SELECT age FROM account"_s).isEmpty());
}

/// On a disk that holds the table once, and not a second time.
void DownWaitsTest::downNeedsRoom()
{
    Crowd crowd(m_engines, {}, Add, Drop);
    QCOMPARE(crowd.place.error, QString());
    QCOMPARE(crowd.up().status, 0);
    crowd.session.connection.reset();
    crowd.other.connection.reset();
    QVERIFY(growWithHoles(crowd.place.profile().database));
    const Answer refused = crowd.run({u"down"_s});
    QVERIFY2(refused.status == 4, qPrintable(refused.err));
    QVERIFY2(refused.err.contains("statement 1 writes account anew"_L1) && refused.err.contains("--allow SPACE"_L1),
        qPrintable(refused.err));
}

RELATA_TEST(DownWaitsTest)
#include "tst_down_waits.moc"
