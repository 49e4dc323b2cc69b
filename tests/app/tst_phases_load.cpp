#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/migrate.h"
#include "tests/app/load_crowd.h"
#include "tests/app/phases_place.h"
#include "tests/support/rounds.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// The phases of a change, forth and back, on a table that applications write to: nobody's write fails, none is lost,
/// and nobody waits behind a step for longer than one try of it lasts.
class PhasesLoadTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void nobodyIsStopped_data();
    void nobodyIsStopped();

private:
    /// Applies a migration, or takes it back, among writers of this column. What went wrong.
    QString among(PhasesPlace &place, int number, bool isUp, const QString &column) const;

    EngineRegistry m_engines;
};

void PhasesLoadTest::nobodyIsStopped_data()
{
    QTest::addColumn<QByteArray>("server");
    constexpr const char *servers[] = {"postgresql15", "mariadb", "mysql56"};
    for (const char *server : servers) { // a commit's tests draw one of them
        if (server == servers[testSeed() % 3] || qEnvironmentVariable("RELATA_CASES") == "all"_L1)
            QTest::newRow(server) << QByteArray(server);
    }
}

QString PhasesLoadTest::among(PhasesPlace &place, int number, bool isUp, const QString &column) const
{
    const Result<Timeline> timeline = readTimeline(place.projectFolder() + u"/migrations"_s);
    if (!timeline)
        return timeline.error().text();
    if (const QString wrong = place.session.run(u"DELETE FROM item WHERE id >= 10000"_s); !wrong.isEmpty())
        return wrong;
    RunRules rules;
    rules.timeline = &*timeline;
    rules.waiting = [&place](const Message &) { place.program({u"confirm"_s, u"--by"_s, u"ada"_s}); };
    const auto change = [&](JobContext &context, const RunRules &patient) {
        const MigrationFile &migration = timeline->migrations.at(number - 1);
        Connection &connection = *place.session.connection;
        const Engine &engine = *place.session.engine;
        return isUp ? applyMigration(connection, place.database.profile, engine, migration, context, patient)
                    : revertMigration(connection, place.database.profile, engine, migration, context, patient);
    };
    LoadCrowd crowd(m_engines, place.database.profile, place.session, column);
    return crowd.during(change, place.session, rules);
}

void PhasesLoadTest::nobodyIsStopped()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    PhasesPlace place(m_engines, server, itemTables());
    QCOMPARE(place.error, QString());
    QCOMPARE(place.begin(Rename), QString());
    QCOMPARE(among(place, 2, true, u"label"_s), QString());
    QCOMPARE(place.next(), QString());
    QCOMPARE(among(place, 3, true, u"label"_s), QString());
    QCOMPARE(place.strays(), 0);
    QCOMPARE(place.next(), QString());
    QCOMPARE(among(place, 4, true, u"tag"_s), QString());
    QCOMPARE(among(place, 4, false, u"tag"_s), QString());
    QCOMPARE(place.strays(), 0);
    QCOMPARE(among(place, 3, false, u"label"_s), QString());
    QCOMPARE(among(place, 2, false, u"label"_s), QString());
}

RELATA_TEST(PhasesLoadTest)
#include "tst_phases_load.moc"
