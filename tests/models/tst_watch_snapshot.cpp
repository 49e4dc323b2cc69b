#include "models/engine/engine.h"
#include "models/jobs/recipes/after_up.h"
#include "models/sql/sql_flavour.h"
#include "models/timeline/migration_file.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using State = WatchedQuery::State;

const Engine &plainEngine()
{
    static const Engine engine{.key = "postgresql", .name = "PostgreSQL", .flavour = &postgresqlFlavour()};
    return engine;
}

WatchSnapshot snapshotWith(State state, std::chrono::milliseconds time)
{
    WatchSnapshot result;
    result.queries += WatchedQuery{
        .name = u"q"_s, .sql = u"SELECT 1"_s, .state = state, .error = u"why"_s, .time = time, .rows = 1, .plan = {}};
    return result;
}

/// The codes of what is found, with a blank in between.
QString codes(const WatchSnapshot &before, const WatchSnapshot &after)
{
    QStringList result;
    for (const WatchFinding &one : compareSnapshots(before, after, plainEngine(), {}))
        result += QString::fromLatin1(one.finding.code);
    return result.join(u' ');
}

MigrationFile migration(const QString &version, const QString &up)
{
    MigrationFile result;
    result.version = version;
    result.up = up;
    return result;
}

} // namespace

/// What is seen of a database before migrations and after them, without a database.
class WatchSnapshotTest : public QObject {
    Q_OBJECT
private slots:
    void comparesTimesAndOutcomes_data();
    void comparesTimesAndOutcomes();
    void comparesTheSameQueryAlone();
    void comparesLoads_data();
    void comparesLoads();
    void comparesRows_data();
    void comparesRows();
    void knowsWhatIsLookedAt();
    void knowsWhatDeletes_data();
    void knowsWhatDeletes();
    void isKeptForEachDatabase();
};

void WatchSnapshotTest::comparesTimesAndOutcomes_data()
{
    QTest::addColumn<State>("was");
    QTest::addColumn<int>("before");
    QTest::addColumn<State>("is");
    QTest::addColumn<int>("after");
    QTest::addColumn<QString>("found");
    QTest::newRow("same") << State::Ran << 50 << State::Ran << 50 << u""_s;
    QTest::newRow("by less than the floor") << State::Ran << 1 << State::Ran << 101 << u""_s;
    QTest::newRow("by more than the floor") << State::Ran << 1 << State::Ran << 102 << u"UP-SLOW"_s;
    QTest::newRow("by less than the factor") << State::Ran << 1000 << State::Ran << 2000 << u""_s;
    QTest::newRow("by more than the factor") << State::Ran << 1000 << State::Ran << 2001 << u"UP-SLOW"_s;
    QTest::newRow("faster") << State::Ran << 5000 << State::Ran << 1 << u""_s;
    QTest::newRow("stopped now") << State::Ran << 50 << State::Stopped << 10'000 << u"UP-SLOW"_s;
    QTest::newRow("stopped before") << State::Stopped << 10'000 << State::Stopped << 10'050 << u""_s;
    QTest::newRow("fails now") << State::Ran << 50 << State::Failed << 1 << u"UP-FAILS"_s;
    QTest::newRow("fails, too slow before") << State::Stopped << 10'000 << State::Failed << 1 << u"UP-FAILS"_s;
    QTest::newRow("failed before") << State::Failed << 1 << State::Failed << 1 << u""_s;
    QTest::newRow("works now") << State::Failed << 1 << State::Ran << 9000 << u""_s;
    QTest::newRow("never run") << State::Writes << 0 << State::Writes << 0 << u""_s;
}

void WatchSnapshotTest::comparesTimesAndOutcomes()
{
    QFETCH(const State, was);
    QFETCH(const int, before);
    QFETCH(const State, is);
    QFETCH(const int, after);
    QFETCH(const QString, found);
    QCOMPARE(
        codes(snapshotWith(was, std::chrono::milliseconds(before)), snapshotWith(is, std::chrono::milliseconds(after))),
        found);
}

void WatchSnapshotTest::comparesTheSameQueryAlone()
{
    WatchSnapshot after = snapshotWith(State::Failed, 1ms);
    after.queries[0].sql = u"SELECT 2"_s;
    QCOMPARE(codes(snapshotWith(State::Ran, 1ms), after), QString());
}

void WatchSnapshotTest::comparesRows_data()
{
    QTest::addColumn<WatchedTable>("was");
    QTest::addColumn<WatchedTable>("is");
    QTest::addColumn<bool>("deletes");
    QTest::addColumn<bool>("isTold");
    const auto exact = [](qint64 rows) { return WatchedTable{rows, true, true}; };
    const auto estimated = [](qint64 rows) { return WatchedTable{rows, false, true}; };
    QTest::newRow("same") << exact(5) << exact(5) << false << false;
    QTest::newRow("more") << exact(5) << exact(6) << false << false;
    QTest::newRow("fewer") << exact(5) << exact(4) << false << true;
    QTest::newRow("fewer, deleted") << exact(5) << exact(4) << true << false;
    QTest::newRow("fewer than could be counted") << estimated(2'000'000) << exact(4) << false << true;
    QTest::newRow("two estimates") << estimated(2'000'000) << estimated(1'900'000) << false << false;
    QTest::newRow("unknown") << exact(5) << WatchedTable{-1, false, true} << false << false;
    QTest::newRow("untouched") << WatchedTable{5, true, false} << WatchedTable{4, true, false} << false << false;
}

void WatchSnapshotTest::comparesRows()
{
    QFETCH(const WatchedTable, was);
    QFETCH(const WatchedTable, is);
    QFETCH(const bool, deletes);
    QFETCH(const bool, isTold);
    WatchSnapshot before, after;
    before.deletesRows = deletes;
    before.tables.insert(u"t"_s, was);
    after.tables.insert(u"t"_s, is);
    QCOMPARE(codes(before, after), isTold ? u"UP-ROWS"_s : QString());
    after.tables.clear(); // that a table goes is what its migration says
    QCOMPARE(codes(before, after), QString());
}

void WatchSnapshotTest::knowsWhatIsLookedAt()
{
    Timeline timeline;
    timeline.migrations = {migration(u"001"_s, u"CREATE TABLE a (id int);"_s),
        migration(u"002"_s, u"DROP INDEX \"By Name\";"_s), migration(u"003"_s, u"ALTER TABLE b ADD c int;"_s)};
    const WatchSnapshot seen = watchedBy({{u"one"_s, u"SELECT 1;\n\\d\nDELETE FROM a;"_s}, {u"two"_s, u"SELECT $1"_s}},
        timeline.migrations.mid(1), timeline, plainEngine());
    QCOMPARE(seen.version, u"001"_s);
    QCOMPARE(seen.migrations, (QStringList{u"002"_s, u"003"_s}));
    QVERIFY(seen.names.contains(u"by name"_s) && seen.names.contains(u"b"_s) && !seen.names.contains(u"a"_s));
    QCOMPARE(seen.queries.size(), 3);
    QVERIFY(seen.queries.at(0).name == u"one #1"_s && seen.queries.at(0).state == State::Ran);
    QVERIFY(seen.queries.at(1).name == u"one #2"_s && seen.queries.at(1).state == State::Writes);
    QVERIFY(seen.queries.at(2).name == u"two"_s && seen.queries.at(2).state == State::HasParameters);
    QCOMPARE(watchedBy({}, timeline.migrations, timeline, plainEngine()).version, u"0"_s);
}

void WatchSnapshotTest::knowsWhatDeletes_data()
{
    QTest::addColumn<QString>("up");
    QTest::addColumn<bool>("deletes");
    const auto row = [](const char *up, bool deletes) { QTest::newRow(up) << QString::fromUtf8(up) << deletes; };
    row("ALTER TABLE a ADD b int;", false);
    row("ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c ON DELETE CASCADE;", false);
    row("INSERT INTO a VALUES (1) ON CONFLICT DO NOTHING;", false);
    row("CREATE OR REPLACE VIEW v AS SELECT 1;", false);
    row("ALTER TABLE a ADD b int; DELETE FROM a;", true);
    row("WITH x AS (SELECT 1) DELETE FROM a;", true);
    row("TRUNCATE a;", true);
    row("DO $$BEGIN END$$;", true);
    row("CALL tidy();", true);
}

void WatchSnapshotTest::knowsWhatDeletes()
{
    QFETCH(const QString, up);
    QFETCH(const bool, deletes);
    QCOMPARE(watchedBy({}, {migration(u"001"_s, up)}, {}, plainEngine()).deletesRows, deletes);
}

/// All of it comes back, and of one database alone.
void WatchSnapshotTest::isKeptForEachDatabase()
{
    const QTemporaryDir folder;
    const QString place = watchFolder(folder.path());
    WatchSnapshot snapshot = snapshotWith(State::Failed, 12ms);
    snapshot.queries[0].plan = "[{\"a\": \"ä\"}]";
    snapshot.database = u"sqlite:a.db"_s;
    snapshot.at = QDateTime::currentDateTimeUtc();
    snapshot.version = u"001"_s;
    snapshot.migrations = {u"002"_s};
    snapshot.names = {u"a"_s};
    snapshot.deletesRows = true;
    snapshot.tables.insert(u"a"_s, {5, true, true});
    snapshot.unchecked.insert(u"a.i"_s, u"index"_s);
    snapshot.brokenKeys = 3;
    snapshot.loads = {{u"SELECT $1"_s, 7, 1.5, 2}};
    snapshot.loadsBehind = {{u"SELECT $2"_s, 8, 2.5, 3}};
    QVERIFY(keepSnapshot(place, snapshot));
    const Result<WatchSnapshot> kept = keptSnapshot(place, u"sqlite:a.db"_s);
    QVERIFY2(kept, kept ? "" : qPrintable(kept.error().text()));
    QCOMPARE(kept->at, snapshot.at);
    QCOMPARE(kept->version, snapshot.version);
    QCOMPARE(kept->migrations, snapshot.migrations);
    QCOMPARE(kept->names, snapshot.names);
    QVERIFY(kept->deletesRows && kept->brokenKeys == 3 && !kept->deadlocks);
    QCOMPARE(kept->unchecked, snapshot.unchecked);
    QCOMPARE(kept->loads.size(), 1);
    const StatementLoad &load = kept->loads.first(), &behind = kept->loadsBehind.value(0);
    QVERIFY(load.text == "SELECT $1"_L1 && load.calls == 7 && load.milliseconds == 1.5 && load.errors == 2);
    QVERIFY(behind.text == "SELECT $2"_L1 && behind.calls == 8 && behind.milliseconds == 2.5 && behind.errors == 3);
    const WatchedTable table = kept->tables.value(u"a"_s);
    QVERIFY(table.rows == 5 && table.isExact && table.isTouched);
    const WatchedQuery &query = kept->queries.first(), &was = snapshot.queries.first();
    QVERIFY(query.name == was.name && query.sql == was.sql && query.state == was.state && query.error == was.error);
    QVERIFY(query.time == was.time && query.rows == was.rows && query.plan == was.plan);
    QVERIFY(QFile::exists(place + u"/.gitignore"_s));

    const Result<WatchSnapshot> other = keptSnapshot(place, u"sqlite:b.db"_s);
    QVERIFY(!other && other.error().code == Error::Code::Refused);
}

void WatchSnapshotTest::comparesLoads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("calls"); // since the migrations; before them it was 10, of 1 ms each, without an error
    QTest::addColumn<double>("milliseconds");
    QTest::addColumn<qint64>("errors");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *name, const QString &text, qint64 calls, double time, qint64 errors,
                         const QString &found) { QTest::newRow(name) << text << calls << time << errors << found; };
    const QString asked = u"SELECT a FROM t WHERE b = $1"_s;
    row("as before", asked, 10, 10, 0, {});
    row("none", asked, 0, 0, 0, {});
    row("slower", asked, 10, 200, 0, u"UP-LOAD"_s);
    row("slower, and seldom", asked, 4, 800, 0, {});
    row("slower, and by little in all", asked, 10, 90, 0, {});
    row("not by the factor", asked, 1000, 1900, 0, {});
    row("fails", asked, 10, 10, 1, u"UP-ERRORS"_s);
    row("fails and is slower", asked, 10, 900, 10, u"UP-ERRORS"_s);
    row("changes the schema", u"ALTER TABLE t ADD c INTEGER"_s, 10, 900, 10, {});
    row("ours", u"SELECT count ( * ) FROM t AS _relata_counted"_s, 10, 900, 10, {});
    row("looked at by itself", u"SELECT ?"_s, 10, 900, 10, {});
}

/// From the end of the migrations on; a saved query is not told of twice.
void WatchSnapshotTest::comparesLoads()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, calls);
    QFETCH(const double, milliseconds);
    QFETCH(const qint64, errors);
    QFETCH(const QString, found);
    WatchSnapshot before = snapshotWith(State::Ran, 1ms), after = before;
    before.loads = {{text, 10, 10, 0}};
    after.loads = {{text, 110 + calls, 9000 + milliseconds, 40 + errors}};
    QCOMPARE(codes(before, after), QString()); // whoever waited for them meanwhile
    before.loadsBehind = {{text, 110, 9000, 40}};
    QCOMPARE(codes(before, after), found);
    after.loads = {{text, 5, 900, 5}}; // the server was started again, and counts anew
    QCOMPARE(codes(before, after), QString());
}

RELATA_TEST(WatchSnapshotTest)
#include "tst_watch_snapshot.moc"
