#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/who_waits.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const WaitsPort &waitsOf(const Engine &engine) { return *engine.runner->watch()->waits(); }

/// A session of ada's as a server might show it.
LiveSession shown(LiveSession::State state, std::optional<std::chrono::milliseconds> open,
    const QList<LiveSession::Holding> &holdings)
{
    return LiveSession{state, u"7"_s, u"ada"_s, u"psql"_s, open, u"SELECT 1"_s, u"x"_s, holdings};
}

} // namespace

/// What statements lock laid beside what a server shows, without one.
class WaitFactsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void knowsTheModesOfMysql();
    void laysFactsBesideSessions();

private:
    EngineRegistry m_engines;
};

void WaitFactsTest::knowsTheModesOfMysql()
{
    const WaitsPort &port = waitsOf(*m_engines.find("mysql"));
    for (const QString &held : {u"SHARED_READ"_s, u"MDL_SHARED_WRITE"_s, u"SHARED_UPGRADABLE"_s}) {
        QVERIFY(port.conflicts(u"EXCLUSIVE METADATA"_s, held));
        QVERIFY(port.conflicts(u"SHARED UPGRADABLE METADATA"_s, held));
        QVERIFY(!port.conflicts(u"SHARED WRITE METADATA"_s, held));
    }
    QVERIFY(port.conflicts(u"SHARED NO WRITE METADATA"_s, u"MDL_SHARED_WRITE"_s));
    QVERIFY(!port.conflicts(u"SHARED NO WRITE METADATA"_s, u"MDL_SHARED_READ"_s));
    QVERIFY(port.conflicts(u"SHARED WRITE METADATA"_s, u"MDL_SHARED_NO_READ_WRITE"_s));
}

/// The laying side by side alone: ages, what is only supposed, replicas, and who hides what it does.
void WaitFactsTest::laysFactsBesideSessions()
{
    const Engine &engine = *m_engines.find("postgresql");
    const WaitsPort &port = waitsOf(engine);
    const ServerInfo server{.engine = engine.key, .version = 0, .versionText = {}, .product = {}, .settings = {}};
    const QList<WantedLock> wanted =
        wantedLocks(u"ALTER TABLE a ADD COLUMN x int;\nDROP TABLE s.b;\nALTER TABLE a ADD COLUMN y int; DO $$x$$;"_s,
            engine, server);
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted.at(1).statement, 2);
    using State = LiveSession::State;
    const QString share = u"AccessShareLock"_s;
    ServerCrowd crowd;
    crowd.sessions = {shown(State::Idle, 4min, {{1, share, true}, {0, share, true}}),
        shown(State::Hidden, {}, {{1, share, true}}), shown(State::Idle, 30s, {{0, share, false}}),
        shown(State::Idle, 30s, {}), shown(State::Running, 65min, {{0, u"none"_s, true}})};
    crowd.replicas = {{u"near"_s, 2s}, {u"far"_s, 90s}};
    WaitsRules rules;
    WhoWaits found = whoWaits(wanted, crowd, port, rules);
    QCOMPARE(found.ahead.size(), 2);
    QCOMPARE(found.ahead.first().wanted.statement, 1);
    QCOMPARE(found.ahead.first().objects.size(), 2);
    QVERIFY(found.ahead.last().session.state == State::Hidden);
    QVERIFY(!found.refusing(rules));
    QStringList told;
    for (const Message &message : found.messages())
        told += message.source();
    QVERIFY2(told.join(u'\n').contains("open for 1 h 5 min: SELECT 1"_L1), qPrintable(told.join(u'\n')));
    QVERIFY2(told.last().contains("replica far is 1 min behind"_L1), qPrintable(told.last()));
    QCOMPARE(found.replicas.size(), 1);
    rules.refusal = 4min;
    QVERIFY(whoWaits(wanted, crowd, port, rules).refusing(rules));
    rules.longTransaction = 20s;
    found = whoWaits(wanted, crowd, port, rules);
    QCOMPARE(found.ahead.size(), 3);
    QVERIFY(!found.ahead.at(1).isCertain);
    QCOMPARE(found.longOpen.size(), 2);
}

RELATA_TEST(WaitFactsTest)
#include "tst_wait_facts.moc"
