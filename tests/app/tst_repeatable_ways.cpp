#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "tests/app/repeatable_files.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/panel.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// Files that run behind the migrations, in what else leads there or tells of them: scripts, all environments, the
/// project's commands, a diagnosis, the window.
class RepeatableWaysTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void scriptsRunThem_data() { engineRows(); }
    void scriptsRunThem();
    void scriptsRunThemOften_data() { engineRows(); }
    void scriptsRunThemOften();
    void allEnvironmentsShowThem();
    void commandsRunAroundThem();
    void aFailedOneIsDiagnosed_data() { engineRows(); }
    void aFailedOneIsDiagnosed();
    void windowShowsThem();

private:
    EngineRegistry m_engines;
};

namespace {

void writeFirst(const MigrateBench &bench)
{
    bench.migration(
        1, "books", "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n", "DROP TABLE book;\n");
}

/// A trigger, which MySQL's servers make under no condition, as the engine makes it anew.
QByteArray triggerAnew(const QByteArray &server)
{
    if (server == "postgresql15")
        return "CREATE OR REPLACE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.title := "
               "upper(NEW.title); RETURN NEW; END $$;\nDROP TRIGGER IF EXISTS shout ON book;\nCREATE TRIGGER shout "
               "BEFORE INSERT ON book FOR EACH ROW EXECUTE FUNCTION shout();\n";
    if (server.isEmpty())
        return "DROP TRIGGER IF EXISTS shout;\nCREATE TRIGGER shout AFTER INSERT ON book BEGIN UPDATE book SET title = "
               "upper(title) WHERE id = NEW.id; END;\n";
    return "DROP TRIGGER IF EXISTS shout;\nCREATE TRIGGER shout BEFORE INSERT ON book FOR EACH ROW BEGIN SET NEW.title "
           "= upper(NEW.title); END;\n";
}

/// The words of `status` for all of them: "shout current, titles changed".
QString states(const MigrateBench &bench)
{
    QStringList found;
    const QString text = bench.answer({u"status"_s, u"--format"_s, u"json"_s});
    for (const QJsonValue &one : QJsonDocument::fromJson(text.toUtf8()).array()) {
        if (!one[u"repeatable"].isUndefined())
            found += one[u"repeatable"].toString() + u' ' + one[u"state"].toString();
    }
    return found.join(u", "_s);
}

} // namespace

/// As `up` does, with its row in the ledger beside.
void RepeatableWaysTest::scriptsRunThem()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const MigrateBench bench(m_engines, server, u"repeat_script"_s);
    QVERIFY2(missingClient(bench.database.profile).isEmpty(), "the engine's own client is missing");
    writeFirst(bench);
    repeatable(bench, u"shout"_s, triggerAnew(server));
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT title, 'it''s; \"so\"' AS mark FROM book"));
    const QString script = bench.answer({u"script"_s});
    QCOMPARE(bench.answer({u"up"_s, u"--dry-run"_s}), script);
    QVERIFY(!bench.answer({u"script"_s, u"--offline"_s, u"--to"_s, u"0"_s}).contains("titles"_L1));
    QCOMPARE(runInClient(bench.database.profile, script), QString());
    QCOMPARE(states(bench), u"shout current, titles current"_s);
    QCOMPARE(bench.run(u"INSERT INTO book VALUES (1, 'a')"_s), QString());
    QCOMPARE(bench.rows(u"SELECT title, mark FROM titles"_s), u"A|it's; \"so\""_s);
    QCOMPARE(bench.answer({u"up"_s}), u"Nothing is pending.\n"_s);
    QCOMPARE(bench.answer({u"drift"_s, u"--check"_s}), u"No drift.\n"_s);

    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT id FROM book"));
    const QString again = bench.answer({u"script"_s});
    QVERIFY2(!again.contains("shout"_L1) && !again.contains("-- Migration 001"_L1), qPrintable(again.right(1800)));
    QCOMPARE(runInClient(bench.database.profile, again), QString());
    QCOMPARE(bench.rows(u"SELECT id FROM titles"_s), u"1"_s);
    QCOMPARE(states(bench), u"shout current, titles current"_s);
    bench.migration(2, "pages", "CREATE TABLE page (id INTEGER);\n", "DROP TABLE page;\n");
    bench.answer({u"up"_s, u"--to"_s, u"2"_s});
    bench.answer({u"down"_s, u"--to"_s, u"1"_s, u"--discard"_s});
    QVERIFY(QFile::remove(bench.project() + u"/migrations/002_pages.sql"_s));
    QCOMPARE(states(bench), u"shout behind, titles behind"_s); // what a script wrote does not outlive that
}

/// However often; what is current is left alone where the engine can say so.
void RepeatableWaysTest::scriptsRunThemOften()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const MigrateBench bench(m_engines, server, u"repeat_often"_s);
    QVERIFY2(missingClient(bench.database.profile).isEmpty(), "the engine's own client is missing");
    writeFirst(bench);
    repeatable(bench, u"shout"_s, triggerAnew(server));
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT title FROM book"));
    const QStringList words{u"script"_s, u"--idempotent"_s};
    const QString script = bench.answer(words);
    for (int i = 0; i < 2; ++i)
        QCOMPARE(runInClient(bench.database.profile, script), QString());
    QCOMPARE(states(bench), u"shout current, titles current"_s);
    QCOMPARE(bench.run(u"DROP VIEW titles"_s), QString());
    QCOMPARE(runInClient(bench.database.profile, script), QString());
    QVERIFY(!bench.run(u"SELECT title FROM titles"_s).isEmpty()); // nothing was to be done
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT id, title FROM book"));
    QCOMPARE(runInClient(bench.database.profile, bench.answer(words)), QString());
    QCOMPARE(bench.run(u"SELECT id, title FROM titles"_s), QString());
    QCOMPARE(bench.run(u"DROP VIEW titles"_s), QString());
    bench.migration(2, "pages", "CREATE TABLE page (id INTEGER);\n", "DROP TABLE page;\n");
    QCOMPARE(runInClient(bench.database.profile, bench.answer(words)), QString());
    QCOMPARE(bench.run(u"SELECT id, title FROM titles, page"_s).contains("ambiguous"_L1), true); // of both
    QCOMPARE(states(bench), u"shout current, titles current"_s);
}

void RepeatableWaysTest::allEnvironmentsShowThem()
{
    const MigrateBench bench(m_engines, {}, u"repeat_all"_s);
    const QByteArray path = bench.database.profile.database.toUtf8();
    bench.write(u"relata.json"_s,
        "{\"name\": \"shop\", \"engine\": \"sqlite\", \"connections\": [{\"name\": \"here\", \"environment\": \"dev\", "
        "\"url\": \"sqlite:"
            + path + "\"}, {\"name\": \"there\", \"environment\": \"prod\", \"url\": \"sqlite:" + path + "2\"}]}");
    writeFirst(bench);
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT title FROM book"));
    bench.answer({u"up"_s});
    QFile file(bench.database.profile.database + u'2');
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QString text = bench.answer({u"status"_s, u"--all"_s, u"--no-replay"_s});
    const QStringList lines = text.split(u'\n');
    QVERIFY2(lines.filter(u"     titles"_s).value(0).simplified() == "titles current never-run"_L1, qPrintable(text));
    const QString json = bench.answer({u"status"_s, u"--all"_s, u"--no-replay"_s, u"--format"_s, u"json"_s});
    const QJsonArray columns = QJsonDocument::fromJson(json.toUtf8()).array();
    QCOMPARE(columns.at(0)[u"repeatables"][0][u"state"].toString(), u"current"_s);
    QCOMPARE(columns.at(1)[u"repeatables"][0][u"state"].toString(), u"never-run"_s);
}

/// As around each migration, and only where they are allowed.
void RepeatableWaysTest::commandsRunAroundThem()
{
    const MigrateBench bench(m_engines, {}, u"repeat_hooks"_s);
    bench.write(u"relata.json"_s, R"({"name": "shop", "engine": "sqlite", "hooks": {
        "before": "echo before $RELATA_VERSION >> heard", "after": "echo after $RELATA_VERSION >> heard",
        "failed": "echo failed $RELATA_VERSION >> heard"}})");
    writeFirst(bench);
    const QStringList up{u"up"_s, u"--allow"_s, u"COMMAND"_s};
    bench.answer(up);
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT title FROM book"));
    bench.answer({u"up"_s}, 4);
    bench.answer(up);
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT 1 FROM WHERE"));
    QVERIFY(bench.migrate(up).status != 0);
    QFile heard(bench.project() + u"/heard"_s);
    QVERIFY(heard.open(QIODevice::ReadOnly));
    QCOMPARE(heard.readAll(),
        QByteArray("before 001\nafter 001\nbefore titles\nafter titles\nbefore titles\nfailed titles\n"));
}

void RepeatableWaysTest::aFailedOneIsDiagnosed()
{
    QFETCH(QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server.constData());
    const bool isWhole = server.isEmpty() || server == "postgresql15";
    const MigrateBench bench(m_engines, server, u"repeat_diagnosis"_s);
    writeFirst(bench);
    QCOMPARE(bench.answer({u"diagnose"_s}), u"No migration stopped half-way.\n"_s);
    repeatable(bench, u"titles"_s,
        viewAnew("titles", "SELECT title FROM book")
            + "DROP VIEW IF EXISTS more;\nCREATE VIEW more AS SELECT isbn FROM "
            + (server.isEmpty() ? QByteArray("WHERE") : "book") + ";\n");
    const Answer failed = bench.migrate({u"up"_s});
    QVERIFY(failed.status != 0);
    const QString text = bench.answer({u"diagnose"_s});
    for (const QString &words :
        {u"Repeatable titles stopped at statement 4 of 4: CREATE VIEW more"_s, u"Likely cause ("_s,
            isWhole ? u"Nothing of that try is left"_s : u"The statements before have run and stay"_s,
            u"1. Mend migrations/repeatable/titles.sql, and run it"_s, u"relata migrate up"_s})
        QVERIFY2(text.contains(words), qPrintable(text));
    QVERIFY2(failed.err.contains("Repeatable titles stopped at statement 4 of 4"_L1), qPrintable(failed.err));
    if (!server.isEmpty())
        QVERIFY2(text.contains("It names what is not there"_L1), qPrintable(text));
    const QString json = bench.answer({u"diagnose"_s, u"--format"_s, u"json"_s});
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    QCOMPARE(object[u"repeatable"].toBool(), true);
    QCOMPARE(object[u"statement"].toInt(), 4);
    repeatable(bench, u"titles"_s, viewAnew("titles", "SELECT title FROM book"));
    bench.answer({u"up"_s});
    QCOMPARE(bench.answer({u"diagnose"_s}), u"No migration stopped half-way.\n"_s);
}

/// Each has a card below those of the migrations.
void RepeatableWaysTest::windowShowsThem()
{
    const RunnerPlace place(
        m_engines, {}, {u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));"_s}, {});
    QCOMPARE(place.error, QString());
    const auto write = [&](const QString &name, const QByteArray &content) {
        QVERIFY(writeFile(place.projectFolder() + u"/migrations/repeatable/%1.sql"_s.arg(name), content));
    };
    for (const char *name : {"current", "changed", "gone"})
        write(QString::fromLatin1(name), viewAnew(QByteArray("v_") + name, "SELECT id FROM book"));
    QCOMPARE(runProgram(place.words({u"up"_s})).status, 0);
    QVERIFY(QFile::remove(place.projectFolder() + u"/migrations/repeatable/gone.sql"_s));
    write(u"changed"_s, viewAnew("v_changed", "SELECT id, title FROM book"));
    write(u"never"_s, viewAnew("v_never", "SELECT id, title FROM book"));
    ShownTimeline shown(place);
    QCOMPARE(shown.error(), QString());
    const auto word = [&](const QString &name) {
        const auto *card = shown.panel()->findChild<QWidget *>(u"repeatable_"_s + name);
        const auto *state = card ? card->findChild<QLabel *>(u"cardState"_s) : nullptr;
        return state ? state->text() : u"no card"_s;
    };
    QTRY_VERIFY_WITH_TIMEOUT(word(u"current"_s).startsWith("Ran just now by"_L1), ShownTimeline::Patience);
    QCOMPARE(word(u"changed"_s), u"Changed since it ran"_s);
    QCOMPARE(word(u"never"_s), u"Never run here"_s);
    QCOMPARE(word(u"gone"_s), u"Only in the database"_s);
    const auto *title = shown.panel()->findChild<QLabel *>(u"repeatablesTitle"_s);
    const auto *migration = shown.panel()->findChild<QWidget *>(u"migration_001"_s);
    QVERIFY(title && migration && title->isVisible());
    QVERIFY(title->mapTo(shown.panel(), QPoint()).y() > migration->mapTo(shown.panel(), QPoint()).y());
}

RELATA_TEST(RepeatableWaysTest)
#include "tst_repeatable_ways.moc"
