#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "tests/app/phases_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Values that a change in phases must not lose, nor make up.
class PhaseValuesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void abandonsNothingThatOnlyNewCodeWrote_data() { eachRunnerServer(); }
    void abandonsNothingThatOnlyNewCodeWrote();
    void abandonsBeforeBackfill_data();
    void abandonsBeforeBackfill();
    void keepsWhatOldCodeWrites_data();
    void keepsWhatOldCodeWrites();
    void fillsWhatNullGives_data();
    void fillsWhatNullGives();

private:
    EngineRegistry m_engines;
};

namespace {

/// Each server with each of these definitions of the column.
void eachDefinition(const QStringList &definitions)
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("definition");
    for (const char *server : RunnerServers) {
        for (const QString &definition : definitions)
            QTest::addRow("%s %s", *server ? server : "sqlite", qPrintable(definition))
                << QByteArray(server) << definition;
    }
}

} // namespace

/// The old column holds 1 for 1.25: that is not the same.
void PhaseValuesTest::abandonsNothingThatOnlyNewCodeWrote()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PhasesPlace place(m_engines, server,
        u"CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, label INTEGER, other INTEGER NOT NULL);\n"
        "INSERT INTO item VALUES (1, 1, 0), (2, 2, 0);"_s);
    QCOMPARE(place.error, QString());
    const Schema before = place.schema();
    QCOMPARE(place.begin({u"change-type"_s, u"item.label"_s, u"NUMERIC(10,2)"_s, u"--name"_s, u"tag"_s}), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.next(), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.session.run(u"UPDATE item SET tag = 1.25 WHERE id = 1"_s), QString());
    QCOMPARE(place.count(u"label = 1 AND tag = 1.25"_s), 1);
    QCOMPARE(place.program({u"phases"_s, u"abandon"_s, place.open()}).status, 0);
    const QString told = place.up();
    QVERIFY2(told.contains("found 1 rows"_L1), qPrintable(told));
    QCOMPARE(place.count(u"tag = 1.25"_s), 1);
    QCOMPARE(place.session.run(u"UPDATE item SET tag = 3 WHERE id = 1"_s), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.differencesFrom(before), QStringList());
    QCOMPARE(place.count(u"label = 3"_s), 1);
}

void PhaseValuesTest::abandonsBeforeBackfill_data() { eachDefinition({u"NOT NULL"_s, u"DEFAULT 'new'"_s}); }

/// What is not filled yet was written by nobody.
void PhaseValuesTest::abandonsBeforeBackfill()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, definition);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PhasesPlace place(m_engines, server, itemScript(definition, Texts, 20));
    QCOMPARE(place.error, QString());
    const Schema before = place.schema();
    const WrittenRows rows = place.rows(u"label"_s);
    QCOMPARE(place.begin(Rename), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.session.run(u"INSERT INTO item (id, tag, other) VALUES (99, 'late', 0)"_s), QString());
    QCOMPARE(place.program({u"phases"_s, u"abandon"_s, place.open()}).status, 0);
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.differencesFrom(before), QStringList());
    QCOMPARE(different(rows, place.rows(u"label"_s)), QString());
    QCOMPARE(place.count(u"label = 'late'"_s), 1);
    QCOMPARE(place.down(), QString());
    QCOMPARE(place.strays(), 0);
}

void PhaseValuesTest::keepsWhatOldCodeWrites_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("value");
    QTest::addRow("mariadb") << QByteArray("mariadb") << u"(uuid())"_s;
    QTest::addRow("sqlite") << QByteArray() << u"(date('now'))"_s;
    QTest::addRow("postgresql") << QByteArray("postgresql15") << u"timeofday()"_s;
}

/// A default that is a call is another value each time, and counts for nothing that somebody wrote.
void PhaseValuesTest::keepsWhatOldCodeWrites()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, value);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PhasesPlace place(m_engines, server, itemScript(u"NOT NULL DEFAULT "_s + value, Texts, 3));
    QCOMPARE(place.error, QString());
    QCOMPARE(place.begin(Rename), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.session.run(u"INSERT INTO item (id, label, other) VALUES (8, 'mine', 0)"_s), QString());
    QCOMPARE(place.session.run(u"INSERT INTO item (id, tag, other) VALUES (9, 'yours', 0)"_s), QString());
    QCOMPARE(place.session.run(u"INSERT INTO item (id, other) VALUES (10, 0)"_s), QString());
    QCOMPARE(place.count(u"id = 8 AND label = 'mine' AND tag = 'mine'"_s), 1);
    QCOMPARE(place.count(u"id = 9 AND label = 'yours' AND tag = 'yours'"_s), 1);
    QCOMPARE(place.count(u"id = 10 AND label = tag"_s), 1);
}

void PhaseValuesTest::fillsWhatNullGives_data() { eachDefinition({u"NOT NULL"_s, QString()}); }

/// The old value that an empty new column gives does not make the row a filled one, on neither way.
void PhaseValuesTest::fillsWhatNullGives()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, definition);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PhasesPlace place(m_engines, server,
        u"CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, label INTEGER %1, other INTEGER NOT NULL);\n"
        "INSERT INTO item VALUES (1, 0, 0), (2, 1, 0), (3, 0, 0);"_s.arg(definition));
    QCOMPARE(place.error, QString());
    const Schema before = place.schema();
    QCOMPARE(place.begin({u"change-type"_s, u"item.label"_s, u"VARCHAR(9)"_s, u"--name"_s, u"tag"_s, u"--to"_s,
                 u"CASE WHEN label = 1 THEN 'on' ELSE 'off' END"_s, u"--back"_s,
                 u"CASE WHEN tag = 'on' THEN 1 ELSE 0 END"_s}),
        QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.session.run(u"INSERT INTO item (id, label, other) VALUES (4, 0, 0)"_s), QString());
    QCOMPARE(place.count(u"id = 4 AND tag = 'off'"_s), 1);
    QCOMPARE(place.next(), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.count(u"tag = 'off'"_s), 3);
    QCOMPARE(place.session.run(u"UPDATE item SET tag = 'on' WHERE id = 3"_s), QString());
    QCOMPARE(place.session.run(u"UPDATE item SET label = 0 WHERE id = 2"_s), QString());
    QCOMPARE(place.next(), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.count(u"tag = 'off' AND id <> 3"_s), 3);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(place.down(), QString());
    QCOMPARE(place.differencesFrom(before), QStringList());
    QCOMPARE(place.count(u"label = 0 AND id <> 3"_s), 3);
    QCOMPARE(place.count(u"label = 1 AND id = 3"_s), 1);
}

RELATA_TEST(PhaseValuesTest)
#include "tst_phase_values.moc"
