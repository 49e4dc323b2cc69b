#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "tests/app/load_crowd.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

struct Part {
    const char *name;
    const char *up;
    const char *left; ///< counts what it should have left nothing of
    const char *servers;
};
constexpr Part parts[] = {
    {"backfill", "-- relata:backfill rows 100\nUPDATE item SET label = 'second' WHERE label = 'first';",
        "SELECT COUNT(*) FROM item WHERE label = 'first'", "postgresql15 postgresql18 mariadb mysql56"},
    {"deleting", "-- relata:backfill rows 100\nDELETE FROM item WHERE id < 2000;",
        "SELECT COUNT(*) FROM item WHERE id < 2000", "postgresql15 mariadb mysql56"},
    {"copy", "-- relata:copy rows 200\nALTER TABLE item MODIFY label VARCHAR(60) NULL, MODIFY other BIGINT NOT NULL;",
        "SELECT COUNT(*) FROM item WHERE other IS NULL", "mariadb mysql56"},
    {"expanding",
        "ALTER TABLE item ADD COLUMN tag VARCHAR(40);\n-- relata:backfill rows 100\n"
        "UPDATE item SET tag = label WHERE tag IS NULL AND id < 10000;",
        "SELECT COUNT(*) FROM item WHERE tag IS NULL AND id < 10000", "postgresql15 mariadb mysql56"},
};

} // namespace

/// What runs in parts, on tables that applications write to: nobody's write fails, none is lost, and nobody waits
/// behind a part for longer than one try of it lasts.
class PartsLoadTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void nobodyIsStopped_data();
    void nobodyIsStopped();

private:
    EngineRegistry m_engines;
};

void PartsLoadTest::nobodyIsStopped_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("up");
    QTest::addColumn<QString>("left");
    for (const Part &part : parts) {
        for (const QByteArray &server : QByteArray(part.servers).split(' '))
            QTest::addRow("%s %s", server.constData(), part.name)
                << server << QString::fromLatin1(part.up) << QString::fromLatin1(part.left);
    }
}

void PartsLoadTest::nobodyIsStopped()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, up);
    QFETCH(const QString, left);
    RELATA_REQUIRE_SERVER(server);
    RunnerPlace place(m_engines, server, {itemTables(), up}, {}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext context;
    RunRules rules = place.rules();
    rules.beside.reset();
    QVERIFY(place.apply(session, 1, context, rules));
    LoadCrowd crowd(m_engines, place.profile(), session);
    QCOMPARE(crowd.apply(place, session, 2, rules), QString());
    const auto rest = fetch(*session.connection, left);
    QCOMPARE(rest ? rest->number(0, 0) : -1, 0);
}

RELATA_TEST(PartsLoadTest)
#include "tst_parts_load.moc"
