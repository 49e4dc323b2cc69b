#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/copy_tool_port.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/kept_tables.h"
#include "tests/app/copy_writer.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/rounds.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *Servers[] = {"mariadb", "mysql56"};
QString withTool(const QString &alter) { return u"-- relata:copy with pt-online-schema-change\n"_s + alter + u';'; }

} // namespace

/// An ALTER TABLE on a copy that pt-online-schema-change makes: no row is lost or another, whatever others write and
/// however it ends, and nothing is left behind.
class CopyToolTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void isLikeThePlainForm_data();
    void isLikeThePlainForm();
    void goesBothWays_data() { eachServer(); }
    void goesBothWays();
    void refusals_data();
    void refusals();
    void namesRowsThatDoNotFit_data() { eachServer(); }
    void namesRowsThatDoNotFit();
    void isMissing_data() { eachServer(); }
    void isMissing();
    void triesFirst_data() { eachServer(); }
    void triesFirst();
    void refusesByItself_data() { eachServer(); }
    void refusesByItself();

private:
    static void eachServer()
    {
        QTest::addColumn<QByteArray>("server");
        for (const char *server : Servers)
            QTest::newRow(server) << QByteArray(server);
    }

    EngineRegistry m_engines;
};

void CopyToolTest::initTestCase()
{
    registerEngines(m_engines);
    if (!hasCopyTool())
        QSKIP("pt-online-schema-change is not installed");
}

void CopyToolTest::isLikeThePlainForm_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<int>("form");
    for (const char *server : Servers) {
        for (int form = 0; form < copyForms().size(); ++form)
            QTest::addRow("%s %s", server, copyForms().at(form).name) << QByteArray(server) << form;
    }
}

void CopyToolTest::isLikeThePlainForm()
{
    QFETCH(const QByteArray, server);
    QFETCH(const int, form);
    RELATA_REQUIRE_SERVER(server);
    const CopyForm &kind = copyForms().at(form);
    const RunnerPlace place(
        m_engines, server, {copyTables(kind, 700), copying(kind, "with pt-online-schema-change rows 50")}, {}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    const Result<> first = place.apply(session, 1, quiet, place.rules());
    QVERIFY2(first, first ? "" : qPrintable(first.error().text()));
    CopyWriter writer(place.profile(), m_engines, kind, testSeed(), CopyWriter::Keys::Stay);
    Listener listener(u"pt-online-schema-change copies about"_s, [] {});
    const Result<> done = place.apply(session, 2, listener, place.rules());
    const QString trouble = writer.end();
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(trouble, QString());
    QCOMPARE(session.run(u"ALTER TABLE twin "_s + kind.change), QString());
    QCOMPARE(rowsOf(session, u"item"_s), rowsOf(session, u"twin"_s));
    QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 1 kept, 0 places"_s);
    QVERIFY(!listener.heard.filter(u"pt-online-schema-change copies about"_s).isEmpty());
}

/// Up and down by the program, each on a copy of its own.
void CopyToolTest::goesBothWays()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {fitting(300) + u"DELETE FROM item WHERE id > 250;"_s, withTool(u"ALTER TABLE item MODIFY n INT NOT NULL"_s)},
        {QString(), withTool(u"ALTER TABLE item MODIFY n BIGINT NOT NULL"_s)}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    const QString type = u"SELECT data_type FROM information_schema.columns WHERE table_schema = DATABASE() AND "
                         "table_name = 'item' AND column_name = 'n'"_s;
    const Answer up = runProgram(place.words({u"up"_s, u"--allow"_s, u"all"_s}));
    QVERIFY2(up.status == 0, qPrintable(up.err));
    QCOMPARE(answerOf(session, type), u"int"_s);
    const auto kept = keptTables(*session.connection, *session.engine);
    QVERIFY2(kept && kept->size() == 1, kept ? "" : qPrintable(kept.error().text()));
    QCOMPARE(kept->first().source, u"item"_s);
    QCOMPARE(kept->first().version, u"002"_s);
    QCOMPARE(kept->first().rows, 250);
    QCOMPARE(session.run(u"INSERT INTO item (n) VALUES (1)"_s), QString());
    QCOMPARE(answerOf(session, u"SELECT MAX(id) FROM item"_s), u"301"_s);
    const Answer down = runProgram(place.words({u"down"_s, u"--allow"_s, u"all"_s}));
    QVERIFY2(down.status == 0, qPrintable(down.err));
    QCOMPARE(answerOf(session, type), u"bigint"_s);
    QCOMPARE(answerOf(session, u"SELECT COUNT(*) FROM item"_s), u"251"_s);
    QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 2 kept, 0 places"_s);
    QVERIFY(place.state(session, 2) == MigrationState::Pending);
}

void CopyToolTest::refusals_data()
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
        row("rename column", "", "ALTER TABLE item CHANGE n m BIGINT", "another name");
        row("foreign key", "", "ALTER TABLE item DROP FOREIGN KEY _f", "foreign keys");
        row("referred to", "CREATE TABLE c (id INT PRIMARY KEY, i INT NOT NULL, FOREIGN KEY (i) REFERENCES item (id));",
            "ALTER TABLE item MODIFY n BIGINT", "has foreign keys");
        row("trigger", "CREATE TRIGGER t1 BEFORE INSERT ON item FOR EACH ROW SET NEW.n = 1;",
            "ALTER TABLE item MODIFY n BIGINT", "has triggers");
        row("no key", "ALTER TABLE item MODIFY id INT NOT NULL, DROP PRIMARY KEY;", "ALTER TABLE item MODIFY n BIGINT",
            "no primary key");
        row("new key", "", "ALTER TABLE item ADD UNIQUE (n)", "is new");
        row("required", "", "ALTER TABLE item ADD COLUMN late INT NOT NULL", "no value for the rows");
        row("elsewhere", "", "ALTER TABLE mysql.user MODIFY n BIGINT", "the database itself");
        row("name", "RENAME TABLE item TO `it em`;", "ALTER TABLE `it em` MODIFY n BIGINT", "other characters");
        row("name taken", "CREATE TABLE _relata_copy_item (i INT);", "ALTER TABLE item MODIFY n BIGINT", "already");
    }
    QTest::newRow("mariadb constraint") << QByteArray("mariadb")
                                        << u"ALTER TABLE item ADD CONSTRAINT low CHECK (n < 900);"_s
                                        << u"ALTER TABLE item MODIFY n BIGINT"_s << u"would rename"_s;
    QTest::newRow("mariadb computed") << QByteArray("mariadb")
                                      << u"ALTER TABLE item ADD COLUMN twice INT AS (n * 2) STORED;"_s
                                      << u"ALTER TABLE item MODIFY n BIGINT"_s << u"computed column"_s;
}

/// What would lose something is refused before the program is even tried, and leaves nothing.
void CopyToolTest::refusals()
{
    QFETCH(const QByteArray, server);
    QFETCH(const QString, more);
    QFETCH(const QString, statement);
    QFETCH(const QString, word);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server, {fitting(3) + more, withTool(statement)}, {}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    Listener listener(u"pt-online-schema-change"_s, [] {});
    const Result<> first = place.apply(session, 1, listener, place.rules());
    QVERIFY2(first, first ? "" : qPrintable(first.error().text()));
    const Result<> done = place.apply(session, 2, listener, place.rules());
    QVERIFY(!done.has_value());
    QVERIFY2(done.error().text().contains(word), qPrintable(done.error().text()));
    const bool isOthers = word == "already"_L1, hasOne = word == "has triggers"_L1;
    QVERIFY(
        leftovers(session).startsWith(u"%1 triggers, %2 copies, 0 kept"_s.arg(hasOne ? 1 : 0).arg(isOthers ? 1 : 0)));
    QCOMPARE(listener.heard.filter(u"copies about"_s).size(), 0);
}

/// The program would write another value and go on: the comparison before the tables change places finds the row.
void CopyToolTest::namesRowsThatDoNotFit()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {fitting(300) + u"UPDATE item SET name = 'abcdefghijkl' WHERE id = 211;"_s,
            withTool(u"ALTER TABLE item MODIFY name VARCHAR(10)"_s)},
        {}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    const QStringList before = rowsOf(session, u"item"_s);
    const Result<> refused = place.apply(session, 2, quiet, place.rules());
    QVERIFY(!refused.has_value());
    QVERIFY2(refused.error().text().contains("211"_L1), qPrintable(refused.error().text()));
    QCOMPARE(rowsOf(session, u"item"_s), before);
    QCOMPARE(session.run(u"UPDATE item SET name = 'fits' WHERE id = 211"_s), QString());
    const Result<> done = resumeMigration(
        *session.connection, place.profile(), *session.engine, place.migration(2), quiet, place.rules());
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(answerOf(session, u"SELECT COUNT(*) FROM item"_s), u"300"_s);
    QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 1 kept, 0 places"_s);
}

void CopyToolTest::isMissing()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {fitting(3), u"CREATE TABLE early (i INT PRIMARY KEY);\n"_s + withTool(u"ALTER TABLE item MODIFY n INT"_s)}, {},
        false);
    QCOMPARE(place.error, QString());
    const Answer refused = runProgram(place.words({u"up"_s, u"--allow"_s, u"all"_s}), {{u"PATH"_s, u"/nowhere"_s}});
    QVERIFY(refused.status != 0);
    QVERIFY2(refused.err.contains("install percona-toolkit"_L1), qPrintable(refused.err));
    QVERIFY(refused.err.contains("\"-- relata:copy\" without it"_L1));
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(place.state(session, 1) == MigrationState::Applied);
    QVERIFY(place.state(session, 2) == MigrationState::Pending);
    QVERIFY(!session.run(u"SELECT * FROM early"_s).isEmpty());
}

/// Where the trial fails, it is never told to run.
void CopyToolTest::triesFirst()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const QTemporaryDir folder;
    QFile fake(folder.filePath(u"pt-online-schema-change"_s));
    QVERIFY(fake.open(QIODevice::WriteOnly));
    fake.write(
        "#!/bin/sh\n[ \"$1\" != --version ] || { echo pt-online-schema-change 3.2.1; exit; }\necho \"$3\" >>\"${0%/*}"
        "/calls\"\necho 'Cannot connect: no such luck, an error'\nexit 29\n");
    fake.close();
    QVERIFY(fake.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    const RunnerPlace place(
        m_engines, server, {fitting(3), withTool(u"ALTER TABLE item MODIFY n INT NOT NULL"_s)}, {}, false);
    QCOMPARE(place.error, QString());
    const Answer refused = runProgram(place.words({u"up"_s, u"--allow"_s, u"all"_s}),
        {{u"PATH"_s, folder.path() + u':' + qEnvironmentVariable("PATH")}});
    QVERIFY(refused.status != 0);
    QVERIFY2(refused.err.contains("no such luck"_L1), qPrintable(refused.err));
    QFile calls(folder.filePath(u"calls"_s));
    QVERIFY(calls.open(QIODevice::ReadOnly));
    QCOMPARE(calls.readAll(), QByteArray("--dry-run\n"));
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 0 kept, 0 places"_s);
}

/// It takes nobody's primary key away, which Relata would allow: what it says is told.
void CopyToolTest::refusesByItself()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {u"CREATE TABLE item (id INT NOT NULL PRIMARY KEY, code INT NOT NULL, UNIQUE (code)) ENGINE=InnoDB;"_s,
            withTool(u"ALTER TABLE item DROP PRIMARY KEY"_s)},
        {}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()).has_value());
    const Result<> refused = place.apply(session, 2, quiet, place.rules());
    QVERIFY(!refused.has_value());
    QVERIFY2(
        refused.error().text().contains("pt-online-schema-change failed: "_L1), qPrintable(refused.error().text()));
    QVERIFY2(refused.error().detail.contains("DROP PRIMARY KEY"_L1), qPrintable(refused.error().detail));
    QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 0 kept, 0 places"_s);
}

RELATA_TEST(CopyToolTest)
#include "tst_copy_tool.moc"
