#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/kept_tables.h"
#include "models/timeline/copy_table.h"
#include "tests/app/copy_writer.h"
#include "tests/app/program.h"
#include "tests/app/report_stopper.h"
#include "tests/app/runner_place.h"
#include "tests/support/own_database.h"
#include "tests/support/rounds.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *Servers[] = {"mariadb", "mysql56"};

} // namespace

/// An ALTER TABLE on a copy that takes the table's place: no row is lost or another, whatever others write meanwhile
/// and however the run ends.
class CopyChangeTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void writesAPlaceTwice_data() { eachServer(); }
    void writesAPlaceTwice();
    void isLikeThePlainForm_data();
    void isLikeThePlainForm();
    void goesOnWhereItStopped_data() { eachServer(); }
    void goesOnWhereItStopped();
    void namesRowsThatDoNotFit_data();
    void namesRowsThatDoNotFit();
    void letsWritersWriteWhatDoesNotFit_data() { eachServer(); }
    void letsWritersWriteWhatDoesNotFit();
    void keepsWhatIsDone_data() { eachServer(); }
    void keepsWhatIsDone();
    void keepsTheOldTable_data() { eachServer(); }
    void keepsTheOldTable();
    void refusals_data();
    void refusals();
    void seesWhatLikeLeaves_data() { eachServer(); }
    void seesWhatLikeLeaves();
    void isForOthersNothing_data();
    void isForOthersNothing();

private:
    static void eachServer()
    {
        QTest::addColumn<QByteArray>("server");
        for (const char *server : Servers)
            QTest::newRow(server) << QByteArray(server);
    }

    EngineRegistry m_engines;
};

/// The same place within one second, as a resume right behind a kill writes it: the server counts no changed row.
void CopyChangeTest::writesAPlaceTwice()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const OwnDatabase own(m_engines, server, {});
    Session session;
    QVERIFY(session.open(own.profile, m_engines));
    CopyTable table(*session.connection, *session.engine);
    QVERIFY(table.ensure());
    CopyTable::Place place;
    place.table = u"item"_s;
    place.copy = u"_relata_copy_item"_s;
    for (int i = 0; i < 3; ++i) {
        const Result<> done = table.put(u"5b002"_s, Ledger::Direction::Up, 0, place);
        QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    }
    const auto kept = table.place(u"5b002"_s, Ledger::Direction::Up, 0);
    QVERIFY(kept && *kept);
    QCOMPARE((*kept)->table, u"item"_s);
}

void CopyChangeTest::isLikeThePlainForm_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<int>("form");
    for (const char *server : Servers) {
        for (int form = 0; form < copyForms().size(); ++form)
            QTest::addRow("%s %s", server, copyForms().at(form).name) << QByteArray(server) << form;
    }
}

void CopyChangeTest::isLikeThePlainForm()
{
    QFETCH(const QByteArray, server);
    QFETCH(const int, form);
    RELATA_REQUIRE_SERVER(server);
    const CopyForm &kind = copyForms().at(form);
    const RunnerPlace place(m_engines, server, {copyTables(kind, 700), copying(kind, "rows 50")}, {});
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    const Result<> first = place.apply(session, 1, quiet, place.rules());
    QVERIFY2(first, first ? "" : qPrintable(first.error().text()));
    CopyWriter writer(place.profile(), m_engines, kind, testSeed());
    const Result<> done = place.apply(session, 2, quiet, place.rules());
    const QString trouble = writer.end();
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(trouble, QString());
    QCOMPARE(session.run(u"ALTER TABLE twin "_s + kind.change), QString());
    QCOMPARE(rowsOf(session, u"item"_s), rowsOf(session, u"twin"_s));
    QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 1 kept, 0 places"_s);
    qInfo("%s", qPrintable(writer.told()));
}

/// Stopped twice, while others write: each run goes on behind the last row of the one before.
void CopyChangeTest::goesOnWhereItStopped()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const CopyForm &kind = copyForms().first();
    const RunnerPlace place(m_engines, server, {copyTables(kind, 700), copying(kind, "rows 20")}, {});
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    CopyWriter writer(place.profile(), m_engines, kind, testSeed() + 1);
    ReportStopper first(5, u"copied so far"_s);
    QVERIFY(!place.apply(session, 2, first, place.rules()).has_value());
    QCOMPARE(answerOf(session, u"SELECT phase FROM _relata_copies"_s), u"copying"_s);
    const int copied = answerOf(session, u"SELECT rows_done FROM _relata_copies"_s).toInt();
    // Five of 35 batches of 20: less what the triggers brought before, and more where others wrote between two looks.
    QVERIFY2(copied > 0 && copied < 350, qPrintable(QString::number(copied)));
    ReportStopper second(2, u"comparing"_s);
    const auto resume = [&](JobContext &context) {
        return resumeMigration(
            *session.connection, place.profile(), *session.engine, place.migration(2), context, place.rules());
    };
    QVERIFY(!resume(second));
    QVERIFY(place.state(session, 2) != MigrationState::Applied);
    const Result<> done = resume(quiet);
    QCOMPARE(writer.end(), QString());
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(session.run(u"ALTER TABLE twin "_s + kind.change), QString());
    QCOMPARE(rowsOf(session, u"item"_s), rowsOf(session, u"twin"_s));
    QVERIFY(place.state(session, 2) == MigrationState::Applied);
}

void CopyChangeTest::namesRowsThatDoNotFit_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("bad");
    QTest::addColumn<QString>("change");
    for (const char *server : Servers) {
        const auto row = [&](const char *what, const char *bad, const char *change) {
            QTest::addRow("%s %s", server, what)
                << QByteArray(server) << QString::fromLatin1(bad) << QString::fromLatin1(change);
        };
        row("null", "name = NULL", "MODIFY name VARCHAR(20) NOT NULL");
        row("too long", "name = 'abcdefghijkl'", "MODIFY name VARCHAR(10)");
        row("spaces", "name = 'abcdefghij  '", "MODIFY name VARCHAR(10)");
        row("out of range", "n = 300", "MODIFY n TINYINT NOT NULL");
        row("rounded", "amount = 1.25", "MODIFY amount DECIMAL(10,1)");
        row("no binary fraction",
            "n = 9007199254740993 WHERE id = 421; UPDATE item SET amount = 0.07 WHERE id = 420 -- ",
            "MODIFY n DOUBLE NOT NULL, MODIFY amount DOUBLE");
        row("no number", "name = 'x7'", "MODIFY name INT");
        row("no such letter", "name = _utf8 x'c582'", "MODIFY name VARCHAR(20) CHARACTER SET latin1");
    }
}

/// A row that stands does not fit: it is named, nothing is changed, and the run goes on once it is corrected.
void CopyChangeTest::namesRowsThatDoNotFit()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, bad);
    QFETCH(const QString, change);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {fitting(500) + u"UPDATE item SET "_s + bad + u" WHERE id = 421;"_s,
            u"-- relata:copy rows 100\nALTER TABLE item "_s + change + u';'},
        {}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    const QStringList before = rowsOf(session, u"item"_s);
    const Result<> refused = place.apply(session, 2, quiet, place.rules());
    QVERIFY(!refused.has_value());
    QVERIFY2(refused.error().text().contains("421"_L1), qPrintable(refused.error().text()));
    QCOMPARE(rowsOf(session, u"item"_s), before);
    QCOMPARE(session.run(u"UPDATE item SET name = '1', n = 1, amount = 1 WHERE id = 421"_s), QString());
    const Result<> done = resumeMigration(
        *session.connection, place.profile(), *session.engine, place.migration(2), quiet, place.rules());
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(answerOf(session, u"SELECT COUNT(*) FROM item"_s), u"500"_s);
    QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 1 kept, 0 places"_s);
}

/// Somebody writes a value that the new form does not take, behind and ahead of the place that was reached: that does
/// not fail, and the tables do not change places until it is another.
void CopyChangeTest::letsWritersWriteWhatDoesNotFit()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {fitting(300), u"-- relata:copy rows 50\nALTER TABLE item MODIFY name VARCHAR(4) NOT NULL;"_s}, {}, false);
    QCOMPARE(place.error, QString());
    Session session, other;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(other.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    QString trouble;
    Listener listener(u"copied so far"_s, [&] {
        trouble = other.run(u"UPDATE item SET name = 'much too long' WHERE id = 7;"
                            "INSERT INTO item (id, name, n) VALUES (-1, NULL, 1), (-2, 'ok', 1);"
                            "UPDATE item SET id = -3, name = NULL WHERE id = 9;"_s);
    });
    const Result<> refused = place.apply(session, 2, listener, place.rules());
    QCOMPARE(trouble, QString());
    QVERIFY(!refused.has_value());
    QVERIFY2(refused.error().text().contains("row -3"_L1), qPrintable(refused.error().text()));
    QCOMPARE(answerOf(other, u"SELECT name FROM item WHERE id = 7"_s), u"much too long"_s);
    QCOMPARE(other.run(u"UPDATE item SET name = 'fine' WHERE name IS NULL OR id = 7"_s), QString());
    const Result<> done = resumeMigration(
        *session.connection, place.profile(), *session.engine, place.migration(2), quiet, place.rules());
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(answerOf(session, u"SELECT GROUP_CONCAT(id, name ORDER BY id) FROM item WHERE id < 1 OR id = 7"_s),
        u"-3fine,-2ok,-1fine,7fine"_s);
}

/// A way back that is refused has forgotten nothing: a copy that took its table's place is not made again.
void CopyChangeTest::keepsWhatIsDone()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {fitting(30), u"-- relata:copy\nALTER TABLE item ADD COLUMN late INT NULL;\nUPDATE nothing SET late = 1;"_s},
        {}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    QVERIFY(!place.apply(session, 2, quiet, place.rules()).has_value());
    const QString phases = u"SELECT GROUP_CONCAT(phase) FROM _relata_copies"_s;
    QCOMPARE(answerOf(session, phases), u"done"_s);
    const auto back = [&] {
        return rollBackPartial(*session.connection, place.profile(), place.profile(), *session.engine, place.timeline,
            place.migration(2), quiet, place.rules());
    };
    QCOMPARE(session.run(u"CREATE TABLE stranger (i INT PRIMARY KEY)"_s), QString());
    const Result<> refused = back();
    QVERIFY(!refused);
    QVERIFY2(refused.error().text().contains("stranger"_L1), qPrintable(refused.error().text()));
    QCOMPARE(answerOf(session, phases), u"done"_s);
    QCOMPARE(session.run(u"DROP TABLE stranger"_s), QString());
    const Result<> done = back();
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 1 kept, 0 places"_s);
}

/// The table that was replaced is listed as kept, and purged as such; what it counted goes on.
void CopyChangeTest::keepsTheOldTable()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {fitting(300) + u"DELETE FROM item WHERE id > 250;"_s,
            u"-- relata:copy\nALTER TABLE item MODIFY n BIGINT, ALGORITHM=COPY, LOCK=SHARED;"_s},
        {QString(), u"-- relata:copy\nALTER TABLE item MODIFY n INT NOT NULL;"_s}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    const Answer up = runProgram(place.words({u"up"_s, u"--allow"_s, u"all"_s}));
    QVERIFY2(up.status == 0, qPrintable(up.err));
    const auto kept = keptTables(*session.connection, *session.engine);
    QVERIFY2(kept && kept->size() == 1, kept ? "" : qPrintable(kept.error().text()));
    QCOMPARE(kept->first().source, u"item"_s);
    QCOMPARE(kept->first().version, u"002"_s);
    QCOMPARE(kept->first().rows, 250);
    QCOMPARE(session.run(u"INSERT INTO item (n) VALUES (1)"_s), QString());
    QCOMPARE(answerOf(session, u"SELECT MAX(id) FROM item"_s), u"301"_s);
    const Answer down = runProgram(place.words({u"down"_s, u"--allow"_s, u"all"_s}));
    QVERIFY2(down.status == 0, qPrintable(down.err));
    QVERIFY(answerOf(session,
        u"SELECT column_type FROM information_schema.columns WHERE table_schema = DATABASE() AND "
        "table_name = 'item' AND column_name = 'n'"_s)
                .startsWith("int"_L1));
    QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 2 kept, 0 places"_s);
    QuietContext quiet;
    QVERIFY(purge(*session.connection, place.profile(), *session.engine, {kept->first()}, quiet).has_value());
    QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 1 kept, 0 places"_s);
}

void CopyChangeTest::refusals_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QString>("more");
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("word");
    for (const char *server : Servers) {
        const auto row = [&](const char *what, const char *more, const char *statement, const char *word) {
            QTest::addRow("%s %s", server, what) << QByteArray(server) << QString::fromLatin1(more)
                                                 << QString::fromLatin1(statement) << QString::fromLatin1(word);
        };
        row("no alter", "", "UPDATE item SET n = 2", "Only one ALTER TABLE");
        row("ignore", "", "ALTER IGNORE TABLE item MODIFY n BIGINT", "Only one ALTER TABLE");
        row("rename", "", "ALTER TABLE item RENAME TO thing, MODIFY n BIGINT", "another name");
        row("rename column", "", "ALTER TABLE item CHANGE n m BIGINT", "another name");
        row("partitions", "", "ALTER TABLE item PARTITION BY HASH (id) PARTITIONS 4", "changes partitions");
        row("new reference", "CREATE TABLE p (id INT PRIMARY KEY) ENGINE=InnoDB;",
            "ALTER TABLE item ADD FOREIGN KEY (n) REFERENCES p (id)", "foreign keys");
        row("referred to", "CREATE TABLE c (id INT PRIMARY KEY, i INT NOT NULL, FOREIGN KEY (i) REFERENCES item (id));",
            "ALTER TABLE item MODIFY n BIGINT", "has foreign keys");
        row("trigger", "CREATE TRIGGER t1 BEFORE INSERT ON item FOR EACH ROW SET NEW.n = 1;",
            "ALTER TABLE item MODIFY n BIGINT", "has triggers");
        row("no key", "ALTER TABLE item MODIFY id INT NOT NULL, DROP PRIMARY KEY;", "ALTER TABLE item MODIFY n BIGINT",
            "no primary key");
        row("key goes", "", "ALTER TABLE item MODIFY id INT NOT NULL, DROP PRIMARY KEY", "no primary key");
        row("new key", "", "ALTER TABLE item ADD UNIQUE (n)", "is new");
        row("other collation", "ALTER TABLE item MODIFY name VARCHAR(20) COLLATE utf8mb4_bin, ADD UNIQUE (name);",
            "ALTER TABLE item MODIFY name VARCHAR(20) COLLATE utf8mb4_general_ci", "compare otherwise");
        row("required", "", "ALTER TABLE item ADD COLUMN late INT NOT NULL", "no value for the rows");
        row("moment", "ALTER TABLE item ADD COLUMN at TIMESTAMP NULL;", "ALTER TABLE item MODIFY at DATETIME NULL",
            "time zone");
        row("engine", "ALTER TABLE item ENGINE=MyISAM;", "ALTER TABLE item MODIFY n BIGINT", "MyISAM");
        row("other engine", "", "ALTER TABLE item ENGINE=MyISAM", "MyISAM");
        row("name taken", "CREATE TABLE _relata_copy_item (i INT);", "ALTER TABLE item MODIFY n BIGINT", "already");
        row("long name", "RENAME TABLE item TO item567890123456789012345678901234567890123;",
            "ALTER TABLE item567890123456789012345678901234567890123 MODIFY n BIGINT", "too long");
        row("elsewhere", "", "ALTER TABLE mysql.user MODIFY n BIGINT", "the database itself");
        row("no table", "", "ALTER TABLE nothing MODIFY n BIGINT", "no table nothing");
    }
}

/// What cannot be had on a copy is refused before anything stands, and leaves nothing.
void CopyChangeTest::refusals()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, more);
    QFETCH(const QString, statement);
    QFETCH(const QString, word);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(
        m_engines, server, {fitting(3) + more, u"-- relata:copy\n"_s + statement + u';'}, {}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    const Result<> first = place.apply(session, 1, quiet, place.rules());
    QVERIFY2(first, first ? "" : qPrintable(first.error().text()));
    const Result<> done = place.apply(session, 2, quiet, place.rules());
    QVERIFY(!done.has_value());
    QVERIFY2(done.error().text().contains(word), qPrintable(done.error().text()));
    const bool isOthers = word == "already"_L1, hasOne = word == "has triggers"_L1;
    QVERIFY(
        leftovers(session).startsWith(u"%1 triggers, %2 copies, 0 kept"_s.arg(hasOne ? 1 : 0).arg(isOthers ? 1 : 0)));
}

/// CREATE TABLE … LIKE forgets where the table is kept, and on some servers how its checks are called.
void CopyChangeTest::seesWhatLikeLeaves()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const QTemporaryDir folder;
    QVERIFY(QFile(folder.path()).setPermissions(QFile::Permissions(0x7777))); // the server's own user writes there
    const RunnerPlace place(m_engines, server,
        {u"CREATE TABLE item (id INT PRIMARY KEY, n INT) ENGINE=InnoDB DATA DIRECTORY='%1';"_s.arg(folder.path()),
            u"-- relata:copy\nALTER TABLE item MODIFY n BIGINT;"_s},
        {}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    const Result<> first = place.apply(session, 1, quiet, place.rules());
    QVERIFY2(first, first ? "" : qPrintable(first.error().text()));
    const Result<> refused = place.apply(session, 2, quiet, place.rules());
    QVERIFY(!refused);
    QVERIFY2(refused.error().text().contains("not made like it"_L1), qPrintable(refused.error().text()));
    QVERIFY(refused.error().text().contains("DATA DIRECTORY"_L1));
    QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 0 kept, 0 places"_s);
    QCOMPARE(session.run(u"DROP TABLE item"_s), QString()); // as long as its folder is there
}

void CopyChangeTest::isForOthersNothing_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql15"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

void CopyChangeTest::isForOthersNothing()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {u"CREATE TABLE item (id INTEGER PRIMARY KEY);"_s,
            u"-- relata:copy\nALTER TABLE item ADD COLUMN late INTEGER;"_s},
        {});
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, RunRules()).has_value());
    const Result<> done = place.apply(session, 2, quiet, RunRules());
    QVERIFY(!done.has_value());
    QVERIFY2(done.error().text().contains("take the comment away"_L1), qPrintable(done.error().text()));
    QVERIFY(place.state(session, 2) == MigrationState::Pending);
}

RELATA_TEST(CopyChangeTest)
#include "tst_copy_change.moc"
