#include "dialects/common/known_versions.h"
#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/proof_version.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Versions that are named rather than seen: how they are read, which are verified, and what a proof on another is
/// worth.
class TestEngineVersions : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { registerEngines(m_engines); }
    void areRead_data();
    void areRead();
    void areRefused_data();
    void areRefused();
    void areVerified_data();
    void areVerified();
    void proofOnAnotherServer();

private:
    EngineRegistry m_engines;
};

void TestEngineVersions::areRead_data()
{
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("number");
    QTest::newRow("series of MySQL") << QByteArray("mysql") << u"8.0"_s << 80000;
    QTest::newRow("MySQL") << QByteArray("mysql") << u"8.0.34"_s << 80034;
    QTest::newRow("MariaDB") << QByteArray("mariadb") << u"10.11.6"_s << 101106;
    QTest::newRow("series of PostgreSQL") << QByteArray("postgresql") << u"16"_s << 160000;
    QTest::newRow("PostgreSQL") << QByteArray("postgresql") << u"16.4"_s << 160004;
    QTest::newRow("SQLite") << QByteArray("sqlite") << u"3.45.1"_s << 3045001;
}

/// As a server of it would say, and back.
void TestEngineVersions::areRead()
{
    QFETCH(QByteArray, engine);
    QFETCH(QString, text);
    const Result<ServerInfo> server = plannedServer(*m_engines.find(engine), text);
    QVERIFY2(server, server ? "" : qPrintable(server.error().text()));
    QTEST(server->version, "number");
    QCOMPARE(server->engine, engine);
    if (engine != "postgresql" || !text.contains(u'.'))
        QCOMPARE(knownVersions(engine)->text(server->version), text);
}

void TestEngineVersions::areRefused_data()
{
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("why");
    QTest::newRow("a word") << QByteArray("mysql") << u"eight"_s << u"no version of MySQL"_s;
    QTest::newRow("half of one") << QByteArray("mysql") << u"8"_s << u"no version of MySQL"_s;
    QTest::newRow("too much") << QByteArray("postgresql") << u"16.1.2"_s << u"no version of PostgreSQL"_s;
    QTest::newRow("old MySQL") << QByteArray("mysql") << u"5.5"_s << u"too old"_s;
    QTest::newRow("old PostgreSQL") << QByteArray("postgresql") << u"11"_s << u"too old"_s;
    QTest::newRow("old MariaDB") << QByteArray("mariadb") << u"10.2.44"_s << u"too old"_s;
    QTest::newRow("what never was") << QByteArray("mysql") << u"6.0"_s << u"Nothing is known"_s;
    QTest::newRow("what is not yet") << QByteArray("postgresql") << u"99"_s << u"Nothing is known"_s;
}

void TestEngineVersions::areRefused()
{
    QFETCH(QByteArray, engine);
    QFETCH(QString, text);
    QFETCH(QString, why);
    const Result<ServerInfo> server = plannedServer(*m_engines.find(engine), text);
    QVERIFY(!server);
    QVERIFY2(server.error().message.source().contains(why), qPrintable(server.error().message.source()));
}

void TestEngineVersions::areVerified_data()
{
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("verified");
    for (const char *version : {"13", "15", "18", "15.18"})
        QTest::addRow("PostgreSQL %s", version) << QByteArray("postgresql") << QString::fromLatin1(version) << true;
    for (const char *version : {"12", "14", "16", "17"})
        QTest::addRow("PostgreSQL %s", version) << QByteArray("postgresql") << QString::fromLatin1(version) << false;
    for (const char *version : {"5.7", "8.0", "8.0.34", "8.4", "9.1"})
        QTest::addRow("MySQL %s", version) << QByteArray("mysql") << QString::fromLatin1(version) << false;
    for (const char *version : {"10.6", "10.12", "11.4", "11.8"})
        QTest::addRow("MariaDB %s", version) << QByteArray("mariadb") << QString::fromLatin1(version) << false;
    QTest::newRow("MySQL 5.6") << QByteArray("mysql") << u"5.6.51"_s << true;
    QTest::newRow("MariaDB 10.11") << QByteArray("mariadb") << u"10.11.19"_s << true;
}

void TestEngineVersions::areVerified()
{
    QFETCH(QByteArray, engine);
    QFETCH(QString, text);
    QFETCH(bool, verified);
    const Engine &which = *m_engines.find(engine);
    const Result<ServerInfo> server = plannedServer(which, text);
    QVERIFY(server);
    QCOMPARE(isUnverified(which, *server), !verified);
    QCOMPARE(unverifiedRemark(which, *server).isEmpty(), verified);
    QVERIFY(!isUnverified(which, ServerInfo())); // nothing is said of no version in particular
}

void TestEngineVersions::proofOnAnotherServer()
{
    const Engine &mysql = *m_engines.find("mysql");
    const ServerInfo planned = plannedServer(mysql, u"8.0.34"_s).value();
    const auto weighed = [&](const QString &version, bool proved) {
        Proof proof;
        proof.proved = proved;
        proof.reason = {"Test", "it failed", {}};
        proof.server = plannedServer(mysql, version).value();
        weighVersion(proof, mysql, planned);
        return proof;
    };
    QVERIFY(weighed(u"8.0.34"_s, true).proved);
    QVERIFY(weighed(u"8.0.34"_s, true).leftOut.isEmpty());
    QVERIFY(weighed(u"8.0.36"_s, true).proved);
    QCOMPARE(weighed(u"8.0.36"_s, true).leftOut.value(0).source(),
        u"The server is MySQL 8.0.36, not the MySQL 8.0.34 that was named."_s);
    QCOMPARE(weighed(u"5.6.51"_s, true).summary().source(),
        u"Not proved: it works on MySQL 5.6.51, but the plan is for MySQL 8.0.34"_s);
    QCOMPARE(weighed(u"5.6.51"_s, false).summary().source(),
        u"Not proved: it was tried on MySQL 5.6.51, but the plan is for MySQL 8.0.34: it failed"_s);
    Proof none; // no server could be had
    none.reason = {"Test", "nobody listens", {}};
    weighVersion(none, mysql, planned);
    QCOMPARE(none.summary().source(), u"Not proved: nobody listens"_s);
}

RELATA_TEST(TestEngineVersions)
#include "tst_engine_versions.moc"
