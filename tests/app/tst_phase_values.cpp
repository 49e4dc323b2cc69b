#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "models/project/evolution_files.h"
#include "models/project/phases.h"
#include "models/project/project.h"
#include "models/schema/kinds/index.h"
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
    void mergesRequired_data() { eachRunnerServer(); }
    void mergesRequired();
    void leavesNoIndexBehind();

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

namespace {

const QString Halves =
    u"CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, sort VARCHAR(9) NOT NULL, tail VARCHAR(40) "
    "NOT NULL, other INTEGER NOT NULL);\n"
    "INSERT INTO item VALUES (1, 'a', 'one', 0), (2, 'b', 'two', 0);"_s;

QStringList mergeOf(const QString &whole)
{
    return {u"merge"_s, u"item"_s, u"label VARCHAR(42) = "_s + whole, u"--back"_s, u"sort = substr(label, 1, 1)"_s,
        u"--back"_s, u"tail = substr(label, 3)"_s};
}

} // namespace

/// Neither of two required columns is left empty, all the way to the end and back.
void PhaseValuesTest::mergesRequired()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PhasesPlace place(m_engines, server, Halves);
    QCOMPARE(place.error, QString());
    const Schema before = place.schema();
    const bool isMysql = server == "mariadb" || server == "mysql56";
    QCOMPARE(place.begin(mergeOf(isMysql ? u"concat(sort, ':', tail)"_s : u"sort || ':' || tail"_s)), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.session.run(u"INSERT INTO item (id, sort, tail, other) VALUES (4, 'c', 'x', 0)"_s), QString());
    QCOMPARE(place.session.run(u"INSERT INTO item (id, label, other) VALUES (5, 'd:y', 0)"_s), QString());
    QVERIFY(!place.session.run(u"INSERT INTO item (id, other) VALUES (6, 0)"_s).isEmpty());
    QVERIFY(!place.session.run(u"INSERT INTO item (id, sort, other) VALUES (7, 'e', 0)"_s).isEmpty());
    QVERIFY(!place.session.run(u"INSERT INTO item (id, tail, other) VALUES (8, 'e', 0)"_s).isEmpty());
    QCOMPARE(place.rest(), QString());
    const WrittenRows expected{{1, u"a:one"_s}, {2, u"b:two"_s}, {4, u"c:x"_s}, {5, u"d:y"_s}};
    QCOMPARE(different(expected, place.rows(u"label"_s)), QString());
    for (int i = 0; i < 3; ++i)
        QCOMPARE(place.down(), QString());
    QCOMPARE(place.differencesFrom(before), QStringList());
    QCOMPARE(place.count(u"id = 5 AND sort = 'd' AND tail = 'y'"_s), 1);
    QCOMPARE(place.count(u"1 = 1"_s), 4);
}

/// An index on the second of two old columns has nothing to become.
void PhaseValuesTest::leavesNoIndexBehind()
{
    PhasesPlace place(m_engines, {}, Halves);
    QCOMPARE(place.begin(mergeOf(u"sort || ':' || tail"_s)), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.next(), QString());
    const auto project = Project::open(place.projectFolder());
    const auto evolutions = readEvolutions(place.projectFolder());
    QVERIFY(project && evolutions && evolutions->size() == 1);
    Schema head = (*project)->head();
    Index index;
    index.table = head.idOf(Kind::Table, {QString(), u"item"_s});
    index.name = u"second"_s;
    index.parts.resize(1);
    index.parts[0].column = head.child(index.table, Kind::Column, u"tail"_s);
    head = head.with(ObjectId::random(), makeObject(std::move(index)));
    const auto phase = draftPhase(head, evolutions->first(), *place.session.engine, {});
    QVERIFY(!phase);
    QVERIFY2(phase.error().text().contains("second stands on the old column"_L1), qPrintable(phase.error().text()));
}

RELATA_TEST(PhaseValuesTest)
#include "tst_phase_values.moc"
