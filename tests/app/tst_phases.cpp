#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "tests/app/phases_place.h"
#include "tests/app/program.h"
#include "tests/app/writing_application.h"
#include "tests/support/rounds.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QProcess>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Wait = 60'000;

WrittenRows both(const WritingApplication &a, const WritingApplication &b)
{
    WrittenRows result = a.rows;
    result.insert(b.rows);
    return result;
}

/// Expand and backfill, and both taken back, while both write.
void forthAndBack(PhasesPlace &place, const QStringList &wish, const Schema &before, WritingApplication &old,
    WritingApplication &fresh)
{
    old.start();
    QCOMPARE(place.begin(wish), QString());
    QCOMPARE(place.up(), QString());
    fresh.start(); // with rows of its own, which have both columns from the beginning
    QCOMPARE(place.next(), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.strays(), 0);
    QCOMPARE(place.down(), QString()); // before the backfill
    fresh.stop();
    QCOMPARE(place.down(), QString()); // before all
    old.stop();
    QCOMPARE(old.errors() + fresh.errors(), QStringList());
    QCOMPARE(different(both(old, fresh), place.rows(u"label"_s)), QString());
    QCOMPARE(place.differencesFrom(before), QStringList());
}

/// Through contract, and that taken back, while the new one writes.
void toTheEndAndBack(PhasesPlace &place, const Schema &before, WritingApplication &old, WritingApplication &fresh)
{
    old.start();
    QCOMPARE(place.up(), QString());
    fresh.start();
    QCOMPARE(place.strays(), 0);
    old.stop(); // its time is over: contract
    QCOMPARE(place.next(), QString());
    QCOMPARE(place.up(), QString());
    fresh.stop();
    QCOMPARE(old.errors() + fresh.errors(), QStringList());
    QCOMPARE(different(both(old, fresh), place.rows(u"tag"_s)), QString());
    QCOMPARE(place.differencesFrom(place.plain(before)), QStringList());
    QCOMPARE(place.open(), QString());

    fresh.start();
    QCOMPARE(place.down(), QString()); // before contract
    fresh.stop();
    QCOMPARE(fresh.errors(), QStringList());
    QCOMPARE(different(both(old, fresh), place.rows(u"tag"_s)), QString());
    QCOMPARE(different(both(old, fresh), place.rows(u"label"_s)), QString());
    QVERIFY(old.writes() > 20 && fresh.writes() > 20);
}

} // namespace

/// Changes that would break running code, made in phases.
class PhasesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void livesOn_data();
    void livesOn();
    void goesOnBehindAKill_data() { eachRunnerServer(); }
    void goesOnBehindAKill();
    void movesWhatStandsOnIt_data() { eachRunnerServer(); }
    void movesWhatStandsOnIt();
    void splitsAndMerges_data() { eachRunnerServer(); }
    void splitsAndMerges();
    void isAbandoned_data() { eachRunnerServer(); }
    void isAbandoned();

private:
    EngineRegistry m_engines;
};

void PhasesTest::livesOn_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("definition");
    QTest::addColumn<QStringList>("wish");
    QTest::addColumn<QStringList>("values");
    QTest::addColumn<bool>("takesNull");
    QTest::addColumn<QString>("left");
    const QStringList rename{u"rename-column"_s, u"item.label"_s, u"tag"_s};
    const QStringList retype{u"change-type"_s, u"item.label"_s, u"INTEGER"_s, u"--name"_s, u"tag"_s};
    const QStringList numbers{u"0"_s, u"5"_s, u"-7"_s, u"2147483647"_s, u"-2147483648"_s};
    for (const char *server : RunnerServers) {
        const QByteArray name = *server ? server : "sqlite";
        const auto row = [&](const char *what, const QString &definition, const QStringList &wish,
                             const QStringList &values, bool takesNull, const QString &left) {
            QTest::addRow("%s %s", name.constData(), what)
                << QByteArray(server) << definition << wish << values << takesNull << left;
        };
        row("required", u"NOT NULL"_s, rename, Texts, false, {});
        row("default", u"DEFAULT 'new'"_s, rename, Texts, true, u"new"_s);
        row("type", {}, retype, numbers, true, {});
    }
}

/// Two versions of an application write all the time, forth, back and forth again: none of their writes fails, and none
/// is lost.
void PhasesTest::livesOn()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, definition);
    QFETCH(const QStringList, wish);
    QFETCH(const QStringList, values);
    QFETCH(const bool, takesNull);
    QFETCH(const QString, left);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PhasesPlace place(m_engines, server, itemScript(definition, values, 150));
    QCOMPARE(place.error, QString());
    const Schema before = place.schema();
    const std::optional<QString> leaves = left.isNull() ? std::nullopt : std::optional(left);
    WritingApplication old(m_engines, place.database.profile, {u"label"_s, 1, testSeed(), values, takesNull, leaves});
    WritingApplication fresh(
        m_engines, place.database.profile, {u"tag"_s, 10'000, testSeed() + 99, values, takesNull, leaves});
    old.rows = place.rows(u"label"_s);

    forthAndBack(place, wish, before, old, fresh);
    if (!QTest::currentTestFailed())
        toTheEndAndBack(place, before, old, fresh);
}

/// Killed in the middle of the backfill while old code writes: resumed, each row is filled.
void PhasesTest::goesOnBehindAKill()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PhasesPlace place(m_engines, server, itemScript(u"NOT NULL"_s, {u"x"_s, u"y"_s, u"z"_s}, 2'000));
    QCOMPARE(place.error, QString());
    QCOMPARE(place.begin(Rename), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.next(), QString());
    const QString file = place.lastFile();
    const Result<QByteArray> text = readFile(file);
    QVERIFY(text && text->contains("relata:backfill by id"));
    QVERIFY(writeFile(file, QByteArray(*text).replace("backfill by id", "backfill by id rows 20 pause 20ms")));
    WritingApplication old(m_engines, place.database.profile, {u"label"_s, 50'000, testSeed(), Texts, false, {}});
    old.start();
    QProcess run;
    run.start(programPath(), place.words({u"up"_s}));
    const auto filled = [&] { return place.count(u"tag IS NOT NULL AND id < 50000"_s); };
    QTRY_VERIFY_WITH_TIMEOUT(filled() > 100, Wait);
    run.kill();
    QVERIFY(run.waitForFinished(Wait));
    QVERIFY(place.count(u"tag IS NULL"_s) > 0);
    Answer resumed;
    const auto goesOn = [&] { // once the server has seen that nobody is there any more
        resumed = place.program({u"resume"_s});
        return resumed.status == 0;
    };
    QTRY_VERIFY2_WITH_TIMEOUT(goesOn(), qPrintable(resumed.err), Wait);
    old.stop();
    QCOMPARE(old.errors(), QStringList());
    QCOMPARE(place.strays(), 0);
}

/// Indexes, unique and foreign keys and checks come along under their names.
void PhasesTest::movesWhatStandsOnIt()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    // MySQL lets no column of a foreign key become required again.
    const QString required = server == "mysql56" ? QString() : u"NOT NULL"_s;
    PhasesPlace place(m_engines, server,
        u"CREATE TABLE owner (id INTEGER NOT NULL PRIMARY KEY);\nINSERT INTO owner VALUES (1), (2);\n"
        "CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, label INTEGER %1, other INTEGER NOT NULL, CONSTRAINT "
        "item_owner FOREIGN KEY (label) REFERENCES owner (id), CONSTRAINT item_twice UNIQUE (label, id), CONSTRAINT "
        "item_positive CHECK (label > 0));\nCREATE INDEX item_other ON item (other, label);\n"
        "INSERT INTO item VALUES (1, 1, 0), (2, 2, 0);"_s.arg(required));
    QCOMPARE(place.error, QString());
    const Schema before = place.schema();
    QCOMPARE(place.begin(Rename), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.next(), QString());
    QCOMPARE(place.up(), QString());
    QVERIFY(!place.session.run(u"INSERT INTO item (id, tag, other) VALUES (3, 99, 0)"_s).isEmpty()); // no such owner
    QCOMPARE(place.session.run(u"INSERT INTO item (id, tag, other) VALUES (3, 2, 0)"_s), QString());
    QCOMPARE(place.next(), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.differencesFrom(place.plain(before)), QStringList());
    QVERIFY(!place.session.run(u"INSERT INTO item (id, tag, other) VALUES (4, 99, 0)"_s).isEmpty());
    for (int i = 0; i < 3; ++i)
        QCOMPARE(place.down(), QString());
    QCOMPARE(place.differencesFrom(before), QStringList());
    QCOMPARE(place.count(u"label = 2"_s), 2);
}

void PhasesTest::splitsAndMerges()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PhasesPlace place(m_engines, server,
        u"CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(40), other INTEGER NOT NULL);\n"
        "INSERT INTO item VALUES (1, 'a:one', 0), (2, 'b:two', 0), (3, NULL, 0);"_s);
    QCOMPARE(place.error, QString());
    const bool isMysql = server == "mariadb" || server == "mysql56";
    const QString join = isMysql ? u"concat(%1, ':', %2)"_s : u"%1 || ':' || %2"_s;
    const QString head = u"substr(label, 1, 1)"_s, tail = u"substr(label, 3)"_s;
    QCOMPARE(place.begin({u"split"_s, u"item.label"_s, u"sort VARCHAR(9) = "_s + head, u"tag VARCHAR(40) = "_s + tail,
                 u"--back"_s, join.arg(u"sort"_s, u"tag"_s)}),
        QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.session.run(u"INSERT INTO item (id, label, other) VALUES (4, 'c:x', 0)"_s), QString());
    QCOMPARE(place.session.run(u"INSERT INTO item (id, sort, tag, other) VALUES (5, 'd', 'y', 0)"_s), QString());
    QCOMPARE(place.session.run(u"UPDATE item SET tag = 'z' WHERE id = 4"_s), QString());
    QCOMPARE(place.rest(), QString());
    QCOMPARE(place.count(u"sort = 'c' AND tag = 'z'"_s), 1);
    QCOMPARE(place.count(u"sort = 'a' AND tag = 'one'"_s), 1);
    QCOMPARE(place.count(u"sort IS NULL AND tag IS NULL"_s), 1);
    QCOMPARE(place.begin({u"merge"_s, u"item"_s, u"label VARCHAR(40) = "_s + join.arg(u"sort"_s, u"tag"_s), u"--back"_s,
                 u"sort = "_s + head, u"--back"_s, u"tag = "_s + tail}),
        QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.session.run(u"UPDATE item SET label = 'e:q' WHERE id = 5"_s), QString());
    QCOMPARE(place.rest(), QString());
    const WrittenRows expected{{1, u"a:one"_s}, {2, u"b:two"_s}, {3, std::nullopt}, {4, u"c:z"_s}, {5, u"e:q"_s}};
    QCOMPARE(different(expected, place.rows(u"label"_s)), QString());
    for (int i = 0; i < 6; ++i)
        QCOMPARE(place.down(), QString());
    QCOMPARE(different(expected, place.rows(u"label"_s)), QString());
}

/// The way out leaves what was there, with what was written meanwhile.
void PhasesTest::isAbandoned()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PhasesPlace place(m_engines, server, itemScript(u"NOT NULL"_s, Texts, 20));
    QCOMPARE(place.error, QString());
    const Schema before = place.schema();
    QCOMPARE(place.begin(Rename), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.next(), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.session.run(u"INSERT INTO item (id, tag, other) VALUES (99, 'late', 0)"_s), QString());
    const QString id = place.open();
    QVERIFY(place.program({u"status"_s}).out.contains(id));
    QCOMPARE(place.program({u"phases"_s, u"abandon"_s, id}).err.section(u' ', 0, 0), u"Proved"_s);
    QCOMPARE(place.open(), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.differencesFrom(before), QStringList());
    QCOMPARE(place.count(u"label = 'late'"_s), 1);
    QCOMPARE(place.down(), QString());
    QCOMPARE(place.strays(), 0);
}

RELATA_TEST(PhasesTest)
#include "tst_phases.moc"
