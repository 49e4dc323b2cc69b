#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/compare.h"
#include "models/jobs/recipes/diff_report.h"
#include "tests/support/script_schemas.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QJsonObject>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// A proof is one for servers of the make and release on which it was seen.
class TestProofPlace : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { registerEngines(m_engines); }
    void knowsTheRelease_data();
    void knowsTheRelease();
    void takesNoMariaDbForMySql();

private:
    std::optional<Comparison> proved(
        const QByteArray &server, const ServerInfo &target, const ConnectionProfile &where);

    EngineRegistry m_engines;
    QuietContext m_context;
};

std::optional<Comparison> TestProofPlace::proved(
    const QByteArray &server, const ServerInfo &target, const ConnectionProfile &where)
{
    const ConnectionProfile beside = *profileFromUrl(*serverUrl(server));
    const Engine &engine = *m_engines.find(target.engine);
    const auto before = madeByScript(u"CREATE TABLE t (id int PRIMARY KEY)"_s, engine, beside, m_context),
               after = madeByScript(u"CREATE TABLE t (id int PRIMARY KEY, a int)"_s, engine, beside, m_context);
    if (!before || !after)
        return {};
    CompareOptions options;
    options.scratch = where;
    auto result = compareSchemas(before->schema, after->schema, engine, target, options, m_context);
    return result ? std::optional(std::move(*result)) : std::nullopt;
}

void TestProofPlace::knowsTheRelease_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<bool>("holds");
    QTest::newRow("the same") << 150003 << true;
    QTest::newRow("not known") << 0 << true;
    QTest::newRow("another") << 180000 << false;
}

void TestProofPlace::knowsTheRelease()
{
    QFETCH(int, version);
    QFETCH(bool, holds);
    RELATA_REQUIRE_SERVER("postgresql15");
    const ServerInfo target{
        .engine = "postgresql", .version = version, .versionText = {}, .product = {}, .settings = {}};
    const auto seen = proved("postgresql15", target, *profileFromUrl(*serverUrl("postgresql15")));
    QVERIFY(seen && seen->proof.proved);
    QCOMPARE(seen->proof.holds(), holds);
    QCOMPARE(diffJson(*seen, *m_engines.find("postgresql")).value(u"proved"_s).toBool(), holds);
    const QString words = seen->proof.summary().source();
    QCOMPARE(words.contains("Not proved for PostgreSQL 18: seen on PostgreSQL 15"_L1), !holds);
}

/// Where nothing but a private MariaDB can be had.
void TestProofPlace::takesNoMariaDbForMySql()
{
    RELATA_REQUIRE_SERVER("mysql56");
    const ServerInfo target{.engine = "mysql", .version = 80034, .versionText = {}, .product = {}, .settings = {}};
    const auto seen = proved("mysql56", target, {});
    QVERIFY(seen.has_value());
    const Proof &proof = seen->proof;
    if (proof.place.isEmpty())
        QSKIP(qPrintable(proof.summary().source()));
    QVERIFY(!proof.holds());
    QCOMPARE(proof.standsFor, u"MySQL 8.0"_s);
    QVERIFY2(proof.ranOn.startsWith("MariaDB"_L1), qPrintable(proof.ranOn));
}

RELATA_TEST(TestProofPlace)
#include "tst_proof_place.moc"
