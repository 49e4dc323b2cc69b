#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/project/evolution_files.h"
#include "tests/app/phases_place.h"
#include "tests/app/program.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// What changes in phases hold, and refuse.
class PhaseRulesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void decidesBetweenBoth_data() { eachRunnerServer(); }
    void decidesBetweenBoth();
    void refusals_data();
    void refusals();
    void keepsWhatDoesNotComeBack_data() { eachRunnerServer(); }
    void keepsWhatDoesNotComeBack();
    void waitsForThePhaseBefore();
    void refusesASecondTrigger();
    void endsByItself();
    void saysNothingOnTwoLines();
    void readsItsFiles();

private:
    EngineRegistry m_engines;
};

/// Where one statement writes both, the new column counts; a required one is not left empty by either.
void PhaseRulesTest::decidesBetweenBoth()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PhasesPlace place(m_engines, server, itemScript(u"NOT NULL"_s, {u"x"_s, u"x"_s, u"x"_s}, 2));
    QCOMPARE(place.error, QString());
    QCOMPARE(place.begin(Rename), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.session.run(u"INSERT INTO item (id, label, tag, other) VALUES (5, 'a', 'b', 0)"_s), QString());
    QCOMPARE(place.session.run(u"UPDATE item SET label = 'c', tag = 'd' WHERE id = 1"_s), QString());
    QCOMPARE(place.count(u"id = 5 AND label = 'b' AND tag = 'b'"_s), 1);
    QCOMPARE(place.count(u"id = 1 AND label = 'd' AND tag = 'd'"_s), 1);
    QCOMPARE(place.session.run(u"UPDATE item SET other = 1 WHERE id = 2"_s), QString());
    QCOMPARE(place.count(u"id = 2 AND label = 'x'"_s), 1); // not yet filled is not empty
    QVERIFY(!place.session.run(u"INSERT INTO item (id, other) VALUES (6, 0)"_s).isEmpty());
    QVERIFY(!place.session.run(u"UPDATE item SET label = NULL WHERE id = 5"_s).isEmpty());
    QVERIFY(!place.session.run(u"UPDATE item SET tag = NULL WHERE id = 5"_s).isEmpty());
    QCOMPARE(place.count(u"id = 5 AND label = 'b' AND tag = 'b'"_s), 1);
}

namespace {

const QString Item = u"CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(40), n INTEGER);\n"_s;

void row(const char *name, const char *server, const QString &script, const QStringList &wish, const char *why)
{
    QTest::addRow("%s", name) << QByteArray(server) << script << wish << QString::fromLatin1(why);
}

QStringList rename(const char *from, const char *to)
{
    return {u"rename-column"_s, QString::fromLatin1(from), QString::fromLatin1(to)};
}

void refusedTables()
{
    row("primary key", "", Item, rename("item.id", "key_id"), "primary key");
    row("no key", "", u"CREATE TABLE item (id INTEGER, label TEXT);"_s, Rename, "no key");
    row("no table", "", Item, rename("thing.label", "tag"), "no table");
    row("no column", "", Item, rename("item.labels", "tag"), "no column labels");
    row("name taken", "", Item, rename("item.label", "N"), "has a column N already");
    row("view", "", Item + u"CREATE VIEW v AS SELECT label FROM item;"_s, Rename, "view v is in the way");
    row("trigger", "",
        Item + u"CREATE TRIGGER t AFTER UPDATE ON item BEGIN UPDATE item SET n = 1 WHERE label = 'x'; END;"_s, Rename,
        "t is in the way");
}

void refusedOnServers()
{
    const QString dated = u"CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, label TIMESTAMP %1);"_s;
    row("generated", "postgresql15",
        u"CREATE TABLE item (id INTEGER PRIMARY KEY, n INTEGER, label INTEGER GENERATED ALWAYS AS (n + 1) STORED);"_s,
        Rename, "the values of item.label itself");
    row("generated of it", "postgresql15",
        u"CREATE TABLE item (id INTEGER PRIMARY KEY, label INTEGER, n INTEGER GENERATED ALWAYS AS (label + 1) STORED);"_s,
        Rename, "column item.n is in the way");
    row("trigger's function", "postgresql15",
        Item
            + u"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.label := 'x'; RETURN NEW; END "
              u"$$;\n"
              "CREATE TRIGGER g BEFORE INSERT ON item FOR EACH ROW EXECUTE FUNCTION f();"_s,
        Rename, "trigger item.g is in the way");
    row("partitioned", "postgresql15",
        u"CREATE TABLE item (id INTEGER NOT NULL, label TEXT, PRIMARY KEY (id)) PARTITION BY RANGE (id);"_s, Rename,
        "is partitioned");
    row("foreign key of another", "postgresql15",
        u"CREATE TABLE item (id INTEGER PRIMARY KEY, label INTEGER UNIQUE);\n"
        "CREATE TABLE part (id INTEGER PRIMARY KEY, of_label INTEGER CONSTRAINT part_of REFERENCES item (label));"_s,
        Rename, "part_of is in the way");
    row("moving default", "postgresql15", dated.arg(u"DEFAULT now()"_s), Rename, "another value each time");
    row("called default", "mariadb", itemScript(u"DEFAULT uuid()"_s, Texts, 1), Rename, "another value each time");
    row("dated default", "", itemScript(u"DEFAULT (date('now'))"_s, Texts, 1), Rename, "another value each time");
    row("server sets it", "mariadb", dated.arg(u"NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"_s),
        Rename, "on each UPDATE");
}

/// What a session's settings decide is nothing that a trigger may do by itself.
void refusedCasts()
{
    const auto cast = [](const char *name, const char *server, const char *from, const char *to) {
        row(name, server,
            u"CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, label %1);"_s.arg(QLatin1StringView(from)),
            {u"change-type"_s, u"item.label"_s, QString::fromLatin1(to)}, "is not known: say it");
    };
    cast("to a time zone", "postgresql15", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE");
    cast("from a time zone", "postgresql18", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP");
    cast("day of a time zone", "postgresql15", "TIMESTAMP(3) WITH TIME ZONE", "DATE");
    cast("day as text", "postgresql15", "DATE", "VARCHAR(20)");
    cast("text as time", "postgresql15", "TEXT", "TIMESTAMP(0)");
    cast("digits as text", "postgresql15", "DOUBLE PRECISION", "TEXT");
    cast("bytes as text", "postgresql18", "BYTEA", "TEXT");
    cast("days as text", "postgresql15", "DATERANGE", "TEXT");
    cast("list of times", "postgresql15", "TIMESTAMP[]", "TIMESTAMPTZ[]");
    cast("amount", "postgresql15", "MONEY", "NUMERIC(12,2)");
    cast("datetime", "mariadb", "TIMESTAMP NULL", "DATETIME");
    cast("timestamp", "mysql56", "DATETIME", "TIMESTAMP NULL");
    cast("day of a timestamp", "mysql56", "TIMESTAMP NULL", "DATE");
    cast("timestamp as text", "mariadb", "TIMESTAMP(3) NULL", "VARCHAR(40)");
}

void refusedWishes()
{
    row("default of a type", "", u"CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, label TEXT DEFAULT 'x');"_s,
        {u"change-type"_s, u"item.label"_s, u"INTEGER"_s}, "drop it first");
    row("no cast", "", Item, {u"change-type"_s, u"item.label"_s, u"DATE"_s}, "is not known");
    row("to without back", "", Item, {u"change-type"_s, u"item.label"_s, u"INTEGER"_s, u"--to"_s, u"1"_s},
        "belong together");
    row("split without back", "", Item, {u"split"_s, u"item.label"_s, u"a TEXT = label"_s, u"b TEXT = label"_s},
        "--back");
    row("another column", "", Item,
        {u"change-type"_s, u"item.label"_s, u"TEXT"_s, u"--to"_s, u"label || n"_s, u"--back"_s, u"label_new"_s},
        "none of the columns");
    row("no expression", "", Item,
        {u"change-type"_s, u"item.label"_s, u"TEXT"_s, u"--to"_s, u"label; DROP TABLE item"_s, u"--back"_s, u"1"_s},
        "not a plain expression");
    row("closed too early", "", Item,
        {u"change-type"_s, u"item.label"_s, u"TEXT"_s, u"--to"_s, u"label) || (label"_s, u"--back"_s, u"label_new"_s},
        "not a plain expression");
    row("line break", "", Item,
        {u"change-type"_s, u"item.label"_s, u"TEXT"_s, u"--to"_s, u"label || '\n-- relata:up\n'"_s, u"--back"_s,
            u"label_new"_s},
        "line break within a text");
    row("a query", "", Item,
        {u"change-type"_s, u"item.label"_s, u"TEXT"_s, u"--to"_s, u"(SELECT 1)"_s, u"--back"_s, u"1"_s},
        "not a plain expression");
}

} // namespace

void PhaseRulesTest::refusals_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("script");
    QTest::addColumn<QStringList>("wish");
    QTest::addColumn<QString>("why");
    refusedTables();
    refusedOnServers();
    refusedCasts();
    refusedWishes();
}

/// Each says why, and leaves nothing behind.
void PhaseRulesTest::refusals()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, script);
    QFETCH(const QStringList, wish);
    QFETCH(const QString, why);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PhasesPlace place(m_engines, server, script);
    QCOMPARE(place.error, QString());
    const QString last = place.lastFile();
    const QString told = place.begin(wish);
    QVERIFY2(told.contains(why), qPrintable(told));
    QCOMPARE(place.lastFile(), last);
    QCOMPARE(place.open(), QString());
}

/// What a cast would lose is found before anything is made, and once more before the old column goes.
void PhaseRulesTest::keepsWhatDoesNotComeBack()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    PhasesPlace place(m_engines, server, itemScript({}, {u"1"_s, u"007"_s, u"3"_s}, 3));
    QCOMPARE(place.error, QString());
    QCOMPARE(place.begin({u"change-type"_s, u"item.label"_s, u"INTEGER"_s, u"--name"_s, u"tag"_s}), QString());
    const QString told = place.up();
    QVERIFY2(told.contains("found 1 rows"_L1), qPrintable(told));
    QVERIFY(!place.session.run(u"SELECT tag FROM item"_s).isEmpty());
    QCOMPARE(place.session.run(u"UPDATE item SET label = '7' WHERE id = 1"_s), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.next(), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.session.run(u"UPDATE item SET label = '007' WHERE id = 1"_s), QString());
    QCOMPARE(place.strays(), 1); // as texts; as numbers they agree
    QCOMPARE(place.next(), QString());
    const QString again = place.up();
    QVERIFY2(again.contains("found 1 rows"_L1), qPrintable(again));
    QCOMPARE(place.count(u"label = '007' AND tag = 7"_s), 1);
}

void PhaseRulesTest::waitsForThePhaseBefore()
{
    PhasesPlace place(m_engines, {}, itemScript({}, Texts, 3));
    QCOMPARE(place.begin(Rename), QString());
    const Answer early = place.program({u"phases"_s, u"next"_s, place.open()});
    QCOMPARE(early.status, 4);
    QVERIFY2(early.err.contains("\"expand\", is not applied"_L1), qPrintable(early.err));
    QCOMPARE(place.program({u"phases"_s, u"next"_s, u"nobody"_s}).status, 2);
    QVERIFY2(place.program({u"phases"_s, u"list"_s}).out.contains("deploy code that uses tag"_L1), "to-do");
    QCOMPARE(place.program({u"check"_s}).status, 0);
    QVERIFY(writeFile(place.projectFolder() + u"/evolutions/ff.json"_s, "{"));
    const Answer broken = place.program({u"check"_s});
    QVERIFY2(broken.status == 1 && broken.out.contains("MC113"_L1), qPrintable(broken.out + broken.err));
}

/// MySQL before 5.7 has one trigger for each event.
void PhaseRulesTest::refusesASecondTrigger()
{
    RELATA_REQUIRE_SERVER("mysql56");
    RELATA_REQUIRE_SERVER("mariadb");
    const QString script = itemScript({}, Texts, 3)
        + u"\nCREATE TRIGGER own BEFORE INSERT ON item FOR EACH ROW SET NEW.other = NEW.other + 1;"_s;
    PhasesPlace old(m_engines, "mysql56", script);
    QVERIFY2(old.begin(Rename).contains("one trigger for each event, and there is own"_L1), "refused");
    QCOMPARE(old.open(), QString());
    PhasesPlace later(m_engines, "mariadb", script);
    QCOMPARE(later.begin(Rename), QString());
    QCOMPARE(later.up(), QString());
    QCOMPARE(later.session.run(u"INSERT INTO item (id, tag, other) VALUES (9, 'a', 1)"_s), QString());
    QCOMPARE(later.count(u"id = 9 AND label = 'a' AND other = 2"_s), 1);
}

/// Also where triggers call themselves.
void PhaseRulesTest::endsByItself()
{
    PhasesPlace place(m_engines, {}, itemScript({}, {u"1"_s, u"2"_s, u"3"_s}, 3));
    QCOMPARE(place.begin({u"change-type"_s, u"item.label"_s, u"INTEGER"_s, u"--name"_s, u"tag"_s}), QString());
    QCOMPARE(place.up(), QString());
    QCOMPARE(place.session.run(u"PRAGMA recursive_triggers = ON"_s), QString());
    for (const char *statement :
        {"UPDATE item SET label = 'none' WHERE id = 1", "UPDATE item SET tag = 'none' WHERE id = 1",
            "UPDATE item SET tag = 1.5 WHERE id = 2", "UPDATE item SET label = ' 4 ', tag = '5x' WHERE id = 3",
            "INSERT INTO item (id, tag, other) VALUES (7, 'x', 0)"})
        QCOMPARE(place.session.run(QString::fromLatin1(statement)), QString());
}

/// A check that was cut at a line break would be another one.
void PhaseRulesTest::saysNothingOnTwoLines()
{
    PhasesPlace place(m_engines, {}, itemScript(u"DEFAULT 'two\nlines'"_s, Texts, 3));
    QCOMPARE(place.error, QString());
    QCOMPARE(place.begin(Rename), QString());
    QCOMPARE(place.up(), QString());
    const QString last = place.lastFile();
    const Answer abandoned = place.program({u"phases"_s, u"abandon"_s, place.open()});
    QVERIFY2(abandoned.status != 0 && abandoned.err.contains("cannot hold a line break"_L1), qPrintable(abandoned.err));
    QCOMPARE(place.lastFile(), last);
    QVERIFY(!place.open().isEmpty());
    const auto spaced = u"label\n || ''"_s; // between the words it is white space
    PhasesPlace other(m_engines, {}, itemScript({}, Texts, 3));
    QCOMPARE(other.begin({u"change-type"_s, u"item.label"_s, u"TEXT"_s, u"--name"_s, u"tag"_s, u"--to"_s, spaced,
                 u"--back"_s, u"tag"_s}),
        QString());
    QCOMPARE(other.up(), QString());
}

void PhaseRulesTest::readsItsFiles()
{
    Evolution evolution{.id = u"1f"_s,
        .kind = Evolution::Kind::Split,
        .table = {QString(), u"item"_s},
        .before = {{u"label"_s, {}, u"a || b"_s}},
        .after = {{u"a"_s, u"text"_s, u"x"_s}, {u"b"_s, u"text"_s, u"y"_s}},
        .required = {u"label"_s},
        .helpers = {{u"trigger"_s, {QString(), u"item"_s, u"t"_s}}},
        .phases = {{Evolution::Phase::Expand, u"5b"_s}}};
    const QByteArray text = writeEvolution(evolution);
    const Result<Evolution> read = parseEvolution(text, u"1f.json"_s);
    QVERIFY(read && *read == evolution);
    QCOMPARE(writeEvolution(*read), text);
    const auto told = [&](const char *from, const char *to) {
        const auto wrong = parseEvolution(QByteArray(text).replace(from, to), u"evolutions/1f.json"_s);
        return wrong ? u"read"_s : wrong.error().text();
    };
    QVERIFY(told("\"split\"", "\"melt\"").contains("evolutions/1f.json:"_L1));
    QVERIFY(told("\"id\"", "\"name\"").contains("\"id\" is missing"_L1));
    QVERIFY(told("\"phase\": \"expand\"", "\"phase\": \"contract\"").contains("does not stand here"_L1));
    QVERIFY(told("{", "{{").contains(":1"_L1));
    QVERIFY(told("    \"after\"", "<<<<<<< ours\n    \"after\"").contains("merge conflict"_L1));
    QTemporaryDir folder;
    QVERIFY(writeFile(folder.filePath(u"evolutions/2a.json"_s), text));
    QVERIFY(!readEvolutions(folder.path()));
    QVERIFY(commitFiles(folder.path(), {evolutionChange(evolution)}));
    QVERIFY(QFile::remove(folder.filePath(u"evolutions/2a.json"_s)));
    const auto all = readEvolutions(folder.path());
    QVERIFY(all && all->size() == 1 && all->first() == evolution);
    // What was being written when the program died is finished.
    QVERIFY(commitFiles(folder.path(), {evolutionChange(evolution, false)}));
    const QJsonObject file{{u"path"_s, u"evolutions/1f.json"_s}, {u"content"_s, QString::fromUtf8(text)}};
    const QJsonObject record{{u"files"_s, QJsonArray{file}}};
    QVERIFY(writeFile(folder.filePath(u".relata/pending"_s), QJsonDocument(record).toJson()));
    const auto finished = finishFiles(folder.path());
    QVERIFY2(finished, finished ? "" : qPrintable(finished.error().text()));
    const auto again = readEvolutions(folder.path());
    QVERIFY(again && again->size() == 1);
}

RELATA_TEST(PhaseRulesTest)
#include "tst_phase_rules.moc"
