#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/backfill.h"
#include "tests/app/program.h"
#include "tests/app/report_stopper.h"
#include "tests/app/runner_place.h"
#include "tests/support/rounds.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

/// `CREATE TABLE item (n INTEGER NOT NULL, …)` with rows made of these values, and a migration that adds one to each n.
QString rowsText(const QString &columns, const QStringList &rows)
{
    QStringList values;
    for (const QString &row : rows)
        values += u"(0, "_s + row + u')';
    return u"CREATE TABLE item (n INTEGER NOT NULL, "_s + columns + u");\nINSERT INTO item VALUES "_s
        + values.join(u", "_s) + u';';
}

/// Ids with gaps, in an order that is not theirs.
QStringList numbers(int count)
{
    QStringList result;
    for (int i = 0; i < count; ++i)
        result += QString::number((i * 7919) % 100'003 - 500);
    return result;
}

const QStringList Words{u"'b'"_s, u"'B2'"_s, u"'a'"_s, u"'ö'"_s, u"'it''s'"_s, u"''"_s, u"'Zz'"_s, u"'10'"_s, u"'9'"_s,
    u"'x y'"_s, u"'ß'"_s};

/// For keys of two columns.
QStringList pairs()
{
    QStringList result;
    for (int i = 0; i < 5; ++i) {
        for (int k = 0; k < 7; ++k)
            result += Words.at(i) + u", "_s + QString::number(k * 3 - 4);
    }
    return result;
}

constexpr auto AddOne = "UPDATE item SET n = n + 1 WHERE n < 100;";

qint64 count(const Session &session, const QString &condition)
{
    const auto rows = fetch(*session.connection, u"SELECT COUNT(*) FROM item WHERE "_s + condition);
    return rows ? rows->number(0, 0) : -1;
}

} // namespace

/// An UPDATE or DELETE in batches: each row is met once, however the run is stopped and goes on.
class BackfillTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void meetsEachRowOnce_data();
    void meetsEachRowOnce();
    void goesOnWhereItStopped_data() { eachRunnerServer(); }
    void goesOnWhereItStopped();
    void survivesKills_data() { eachRunnerServer(); }
    void survivesKills();
    void waitsForOthers_data() { eachRunnerServer(); }
    void waitsForOthers();
    void namesSchemas_data();
    void namesSchemas();
    void goesOnUnderAnotherRole();
    void tellsWhatIsLeft_data() { eachRunnerServer(); }
    void tellsWhatIsLeft();
    void refusals_data();
    void refusals();

private:
    EngineRegistry m_engines;
};

void BackfillTest::meetsEachRowOnce_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("columns");
    QTest::addColumn<QStringList>("rows");
    QTest::addColumn<QString>("rules");
    for (const char *server : RunnerServers) {
        const QByteArray name = *server ? server : "sqlite";
        const auto row = [&](const char *what, const QString &columns, const QStringList &rows, const char *rules) {
            QTest::addRow("%s %s", name.constData(), what)
                << QByteArray(server) << columns << rows << QString::fromLatin1(rules);
        };
        const bool isSqlite = name == "sqlite";
        const QString bytes = name.startsWith("postgresql") ? u"BYTEA"_s : u"VARBINARY(8)"_s;
        row("number", u"id INTEGER NOT NULL PRIMARY KEY"_s, numbers(40), "rows 7");
        row("said without NOT NULL", u"id INTEGER PRIMARY KEY"_s, numbers(40), "rows 7");
        row("named without NOT NULL", u"id INTEGER PRIMARY KEY"_s, numbers(40), "by id rows 7");
        row("one a batch", u"id INTEGER NOT NULL PRIMARY KEY"_s, numbers(5), "rows 1");
        row("one row", u"id INTEGER NOT NULL PRIMARY KEY"_s, {u"1"_s}, "rows 1");
        if (!isSqlite) // which keeps such as a double
            row("decimal", u"id DECIMAL(20,3) NOT NULL PRIMARY KEY"_s,
                {u"-1.5"_s, u"2"_s, u"12345678901234567.125"_s, u"12345678901234567.126"_s, u"10"_s, u"9.999"_s},
                "rows 2");
        row("text", u"id VARCHAR(20) NOT NULL PRIMARY KEY"_s, Words, "rows 3");
        row("date", u"id DATE NOT NULL PRIMARY KEY"_s,
            {u"'2024-02-29'"_s, u"'1999-12-31'"_s, u"'2024-03-01'"_s, u"'2030-01-01'"_s, u"'2001-10-09'"_s}, "rows 2");
        row("two", u"code VARCHAR(20) NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (code, id)"_s, {}, "rows 4");
        row("named", u"code VARCHAR(20) NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (id, code), UNIQUE (code, id)"_s, {},
            "by code, id rows 4");
        if (!isSqlite)
            row("bytes", u"id "_s + bytes + u" NOT NULL PRIMARY KEY"_s,
                name.startsWith("postgresql") ? QStringList{u"'\\x00ff'"_s, u"'\\x27'"_s, u"'\\x5c41'"_s, u"'\\x'"_s}
                                              : QStringList{u"x'00ff'"_s, u"x'27'"_s, u"x'5c41'"_s, u"x''"_s},
                "rows 1");
    }
}

void BackfillTest::meetsEachRowOnce()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, columns);
    QFETCH(const QStringList, rows);
    QFETCH(const QString, rules);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const QStringList all = rows.isEmpty() ? pairs() : rows;
    const RunnerPlace place(m_engines, server,
        {rowsText(columns, all), u"-- relata:backfill "_s + rules + u'\n' + QLatin1StringView(AddOne)}, {});
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    Listener listener({}, {});
    for (const int number : {1, 2}) {
        const Result<> done = place.apply(session, number, listener, RunRules());
        QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    }
    QCOMPARE(count(session, u"n = 1"_s), all.size());
    const auto batches = listener.heard.filter(u"written so far"_s);
    const qsizetype size = QString(rules).section(u"rows "_s, 1, 1).toInt();
    QVERIFY2(batches.size() >= all.size() / size, qPrintable(batches.join(u'\n')));
    QCOMPARE(fetch(*session.connection, u"SELECT * FROM _relata_backfills"_s)->count, 0);
}

/// Stopped again and again: each run goes on behind the last row of the one before.
void BackfillTest::goesOnWhereItStopped()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {rowsText(u"id INTEGER NOT NULL PRIMARY KEY"_s, numbers(50)),
            u"ALTER TABLE item ADD COLUMN early INTEGER;\n-- relata:backfill rows 4\n"_s + QLatin1StringView(AddOne)
                + u"\nALTER TABLE item ADD COLUMN late INTEGER;"_s},
        {}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()).has_value());
    ReportStopper first(3);
    QVERIFY(!place.apply(session, 2, first, RunRules()).has_value());
    QCOMPARE(count(session, u"n = 1"_s), 12);
    QVERIFY(place.state(session, 2) == MigrationState::Partial);
    QVERIFY(session.run(u"INSERT INTO item (id, n) VALUES (-100000, 0), (200000, 0)"_s).isEmpty()); // behind, ahead
    ReportStopper second(2);
    QVERIFY(!resumeMigration(
        *session.connection, place.profile(), *session.engine, place.migration(2), second, RunRules()));
    QCOMPARE(count(session, u"n = 1"_s), 20);
    const Result<> done =
        resumeMigration(*session.connection, place.profile(), *session.engine, place.migration(2), quiet, RunRules());
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(count(session, u"n = 1"_s), 51);
    QCOMPARE(count(session, u"n = 0 AND id = -100000"_s), 1);
    QVERIFY(session.run(u"SELECT early, late FROM item"_s).isEmpty());
    QVERIFY(place.state(session, 2) == MigrationState::Applied);
}

/// The program killed at random instants, and told to resume, until it is through.
void BackfillTest::survivesKills()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {rowsText(u"id INTEGER NOT NULL PRIMARY KEY"_s, numbers(400)),
            u"-- relata:backfill rows 2 pause 5ms\n"_s + QLatin1StringView(AddOne)},
        {});
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()).has_value());
    session = {};
    const QStringList way{u"--allow"_s, u"all"_s};
    runAndKill(place.words(QStringList{u"up"_s} + way), 900);
    for (Rounds rounds(Campaign::Crash, 3, 3); rounds.next();)
        runAndKill(place.words({u"resume"_s}), 300 + int(rounds.random().bounded(600)));
    const Answer up = runProgram(place.words(QStringList{u"up"_s} + way));
    const Answer last = runProgram(place.words({u"resume"_s}));
    QVERIFY2(last.status == 0, qPrintable(up.err + last.err));
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(count(session, u"n = 1"_s), 400);
    QVERIFY(place.state(session, 2) == MigrationState::Applied);
}

/// Somebody holds the last row: its batch is tried again, and what was done before stays.
void BackfillTest::waitsForOthers()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {rowsText(u"id INTEGER NOT NULL PRIMARY KEY"_s, numbers(2000)),
            u"-- relata:backfill rows 100\n"_s + QLatin1StringView(AddOne)},
        {});
    QCOMPARE(place.error, QString());
    Session session, other;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(other.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()).has_value());
    const QString last = fetch(*other.connection, u"SELECT MAX(id) FROM item"_s)->text(0, 0);
    QVERIFY(perform(*other.connection, u"BEGIN"_s));
    QVERIFY(perform(*other.connection, u"UPDATE item SET n = 0 WHERE id = "_s + last));
    RunRules rules = place.rules();
    rules.waits.tries = 3;
    const bool isOneFile = server.isEmpty(); // where whoever writes keeps all others from writing
    const Result<> kept = place.apply(session, 2, quiet, rules);
    QVERIFY(!kept.has_value());
    QVERIFY2(kept.error().code == Error::Code::LockTimeout, qPrintable(kept.error().text()));
    QVERIFY(perform(*other.connection, u"COMMIT"_s));
    if (isOneFile) {
        const Result<> done = place.apply(session, 2, quiet, rules);
        QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    } else {
        QVERIFY(count(session, u"n = 1"_s) >= 1000);
        const Result<> done =
            resumeMigration(*session.connection, place.profile(), *session.engine, place.migration(2), quiet, rules);
        QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    }
    QCOMPARE(count(session, u"n = 1"_s), 2000);
}

void BackfillTest::namesSchemas_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"postgresql15", "mariadb", "mysql56"})
        QTest::newRow(server) << QByteArray(server);
}

/// A table whose schema, or database, is written in front of it.
void BackfillTest::namesSchemas()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const QStringList plain{rowsText(u"id INTEGER NOT NULL PRIMARY KEY"_s, numbers(10))};
    RunnerPlace place(m_engines, server, plain, {});
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()).has_value());
    const QString schema = place.isPostgresql() ? u"public"_s : u'`' + place.profile().database + u'`';
    const QString text = u"-- Migration 002: step\n-- relata:id 5b002 parent 5b001\n-- relata:up\n"
                         "-- relata:backfill rows 3\nUPDATE "_s
        + schema + u".item SET n = n + 1;\n-- relata:down\n"_s;
    place.timeline.migrations += *parseMigration(text.toUtf8(), u"002_step.sql"_s);
    Listener listener({}, {});
    const Result<> done = place.apply(session, 2, listener, RunRules());
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(listener.heard.filter(u"written so far"_s).size(), 4);
    QCOMPARE(count(session, u"n = 1"_s), 10);
}

/// Rows that others write in front of the batches meanwhile, and nothing where the condition says nothing of that.
void BackfillTest::tellsWhatIsLeft()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const auto batches = [](const char *sql) -> QString {
        return u"-- relata:backfill rows 4\n"_s + QLatin1StringView(sql);
    };
    RunnerPlace place(m_engines, server,
        {rowsText(u"id INTEGER NOT NULL PRIMARY KEY"_s, numbers(30)),
            batches("UPDATE item AS i SET n = 1 WHERE i.n = 0;"), batches("UPDATE item SET n = 2 WHERE id > -1000;"),
            batches("DELETE FROM item WHERE n = 2;")},
        {});
    QCOMPARE(place.error, QString());
    Session session, other;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(other.open(place.profile(), m_engines));
    QStringList told;
    RunRules rules;
    rules.warn = [&](const Message &message) { told += message.source(); };
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, rules).has_value());
    Listener late(u"rows written so far"_s,
        [&] { QCOMPARE(other.run(u"INSERT INTO item VALUES (0, -900), (0, -901)"_s), QString()); });
    const Result<> done = place.apply(session, 2, late, rules);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(told.size(), 1);
    QVERIFY2(told.first().contains("and 2 rows meet its condition"_L1)
            && told.first().endsWith("SELECT * FROM item AS i WHERE i.n = 0"_L1),
        qPrintable(told.first()));
    for (const int number : {3, 4}) {
        const Result<> quietly = place.apply(session, number, quiet, rules);
        QVERIFY2(quietly, quietly ? "" : qPrintable(quietly.error().text()));
    }
    QCOMPARE(told.size(), 1);
    QCOMPARE(count(session, u"n > -1"_s), 0);
}

/// Who may write to the rows may not read how far the batches came.
void BackfillTest::goesOnUnderAnotherRole()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    RunnerPlace place(m_engines, "postgresql15", {rowsText(u"id INTEGER NOT NULL PRIMARY KEY"_s, numbers(30))}, {});
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()).has_value());
    const QString role = u"plain_"_s + place.profile().database;
    QCOMPARE(session.run(u"CREATE ROLE \"%1\"; GRANT SELECT, UPDATE ON item TO \"%1\""_s.arg(role)), QString());
    const QString text = u"-- Migration 002: step\n-- relata:id 5b002 parent 5b001\n-- relata:up\nSET ROLE \"%1\";\n"
                         "-- relata:backfill rows 4\nUPDATE item SET n = n + 1;\n-- relata:down\n"_s.arg(role);
    place.timeline.migrations += *parseMigration(text.toUtf8(), u"002_step.sql"_s);
    ReportStopper stopper(3);
    QVERIFY(!place.apply(session, 2, stopper, RunRules()).has_value());
    QCOMPARE(count(session, u"n = 1"_s), 12);
    const Result<> done =
        resumeMigration(*session.connection, place.profile(), *session.engine, place.migration(2), quiet, RunRules());
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(count(session, u"n = 1"_s), 30);
    QCOMPARE(session.run(u"DROP OWNED BY \"%1\"; DROP ROLE \"%1\""_s.arg(role)), QString());
}

void BackfillTest::refusals_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("columns");
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("word");
    const QString plain = u"id INTEGER NOT NULL PRIMARY KEY"_s, one = u"UPDATE item SET n = n + 1;"_s;
    for (const char *server : RunnerServers) {
        const auto row = [&](const char *what, const QString &columns, const QString &statement, const char *word) {
            QTest::addRow("%s %s", *server ? server : "sqlite", what)
                << QByteArray(server) << columns << statement << QString::fromLatin1(word);
        };
        row("no key", u"id INTEGER NOT NULL"_s, u"-- relata:backfill\n"_s + one, "no primary key");
        row("no such column", plain, u"-- relata:backfill by other\n"_s + one, "no such columns");
        row("no index", plain + u", code INTEGER NOT NULL"_s, u"-- relata:backfill by code\n"_s + one,
            "first of an index");
        row("may be null", plain + u", code INTEGER UNIQUE"_s, u"-- relata:backfill by code\n"_s + one, "NOT NULL");
        row("writes the key", plain, u"-- relata:backfill\nUPDATE item SET id = id + 1;"_s, "writes to");
        row("real", u"id DOUBLE PRECISION NOT NULL PRIMARY KEY"_s, u"-- relata:backfill\n"_s + one, "whose type is");
        if (!*server)
            row("half", u"id DECIMAL(9,3) NOT NULL PRIMARY KEY"_s,
                u"-- relata:backfill rows 1\nUPDATE item SET n = n + 1 WHERE id > 100;"_s, "no exact number");
        if (*server == 'm') {
            row("enum", u"id ENUM('2', '1') NOT NULL PRIMARY KEY"_s, u"-- relata:backfill\n"_s + one, "whose type is");
            row("hour that comes twice",
                u"id INTEGER NOT NULL PRIMARY KEY, at TIMESTAMP NOT NULL DEFAULT "
                "'2024-01-01', KEY (at)"_s,
                u"-- relata:backfill by at\n"_s + one, "whose type is");
        }
        row("limit", plain, u"-- relata:backfill\nUPDATE item SET n = n + 1 ORDER BY id LIMIT 5;"_s, "in batches");
        row("insert", plain, u"-- relata:backfill\nINSERT INTO item (id, n) SELECT id + 100, n FROM item;"_s,
            "in batches");
        row("inside", plain, u"BEGIN;\n-- relata:backfill\n"_s + one + u"\nCOMMIT;"_s, "end that before");
    }
}

void BackfillTest::refusals()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, columns);
    QFETCH(const QString, statement);
    QFETCH(const QString, word);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const bool hasCode = columns.contains("code"_L1);
    const QStringList ids = columns.contains(", at "_L1) ? QStringList{u"1, '2024-01-02'"_s, u"2, '2024-01-03'"_s}
        : columns.startsWith("id ENUM"_L1)               ? QStringList{u"'1'"_s, u"'2'"_s}
        : columns.startsWith("id DECIMAL"_L1)            ? QStringList{u"1.5"_s, u"2.5"_s}
        : hasCode                                        ? QStringList{u"1, 1"_s, u"2, 2"_s}
                                                         : QStringList{u"1"_s, u"2"_s};
    const RunnerPlace place(
        m_engines, server, {rowsText(columns, ids), statement}, {}, !statement.startsWith("BEGIN"_L1));
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()).has_value());
    const Result<> done = place.apply(session, 2, quiet, RunRules());
    QVERIFY(!done.has_value());
    QVERIFY2(done.error().text().contains(word), qPrintable(done.error().text()));
    QCOMPARE(count(session, u"n = 0"_s), 2);
}

RELATA_TEST(BackfillTest)
#include "tst_backfill.moc"
