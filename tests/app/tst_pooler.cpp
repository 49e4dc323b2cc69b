#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "tests/app/migrate_bench.h"
#include "tests/app/pooler.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// A pooler may give the lock's session to somebody else: then nothing runs. One that keeps sessions is in nobody's
/// way.
class PoolerTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void byTransaction();
    void bySession();

private:
    EngineRegistry m_engines;
};

namespace {

void writeFirst(const MigrateBench &bench)
{
    bench.migration(1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY);\n", "DROP TABLE book;\n");
}

} // namespace

void PoolerTest::byTransaction()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const MigrateBench bench(m_engines, "postgresql15", u"pooled"_s);
    writeFirst(bench);
    const Pooler pooler(bench.database.profile, u"transaction"_s);
    QCOMPARE(pooler.error(), QString());
    const QStringList through{u"--target"_s, pooler.profile().url()};
    const Answer refused = bench.migrate(QStringList{u"up"_s} + through);
    QCOMPARE(refused.status, 4);
    QVERIFY2(refused.err.contains("are one session of the server"_L1), qPrintable(refused.err));
    QVERIFY(!bench.run(u"SELECT id FROM book"_s).isEmpty());
    bench.answer({u"up"_s}); // the pooler does not keep the lock
    QCOMPARE(bench.state(u"001"_s), u"applied"_s);
    const Answer down = bench.migrate(QStringList{u"down"_s} + through);
    QCOMPARE(down.status, 4);
    QVERIFY2(down.err.contains("are one session of the server"_L1), qPrintable(down.err));
    QCOMPARE(bench.run(u"SELECT id FROM book"_s), QString());
}

void PoolerTest::bySession()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const MigrateBench bench(m_engines, "postgresql15", u"pooled"_s);
    writeFirst(bench);
    const Pooler pooler(bench.database.profile, u"session"_s);
    QCOMPARE(pooler.error(), QString());
    bench.answer({u"up"_s, u"--target"_s, pooler.profile().url()});
    QCOMPARE(bench.state(u"001"_s), u"applied"_s);
    bench.answer({u"down"_s, u"--target"_s, pooler.profile().url()});
    QCOMPARE(bench.state(u"001"_s), u"pending"_s);
}

RELATA_TEST(PoolerTest)
#include "tst_pooler.moc"
