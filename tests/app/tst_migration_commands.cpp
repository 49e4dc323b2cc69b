#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/run_script.h"
#include "models/timeline/approval.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Wait = 60'000;

bool isThere(const Session &session, const QString &table)
{
    return session.run(u"SELECT * FROM "_s + table).isEmpty();
}

/// What a log says, by lines.
QStringList linesOf(const QString &file)
{
    return QString::fromUtf8(readFile(file).value_or(QByteArray())).split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

/// Commands that migrations run, and those of a project around each.
class MigrationCommandsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void runsCommands();
    void refusesCommands();
    void hooksStandAround();
    void hooksStopAndAreTold();
    void endsCommands_data();
    void endsCommands();
    void approvalsHoldCommands();
    void commandsBeginTheirLine_data();
    void commandsBeginTheirLine();

private:
    EngineRegistry m_engines;
};

/// A command that fails stops the migration; the next run begins with it, and not with those before it.
void MigrationCommandsTest::runsCommands()
{
    const QTemporaryDir folder;
    const QString log = folder.filePath(u"log"_s), go = folder.filePath(u"go"_s);
    const RunnerPlace place(m_engines, {},
        {u"CREATE TABLE first (id INTEGER);"_s,
            u"-- relata:run echo $RELATA_DIRECTION $RELATA_VERSION in $(basename $PWD) >> "_s + log
                + u"\nCREATE TABLE early (id INTEGER);\n-- relata:run echo tried >> "_s + log
                + u"; echo looking; test -e "_s + go + u"\nCREATE TABLE late (id INTEGER);"_s},
        {});
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"1"_s})).status, 0);
    const Answer up = runProgram(place.words({u"up"_s, u"--allow"_s, u"COMMAND"_s}));
    QVERIFY2(up.status == 4, qPrintable(up.err));
    QVERIFY2(up.err.contains("failed with exit status 1"_L1) && up.err.contains("looking"_L1), qPrintable(up.err));
    QCOMPARE(linesOf(log), (QStringList{u"up 002 in project"_s, u"tried"_s}));
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(isThere(session, u"early"_s) && !isThere(session, u"late"_s));
    QVERIFY(writeFile(go, QByteArray()).has_value());
    const Answer resumed = runProgram(place.words({u"resume"_s, u"--allow"_s, u"COMMAND"_s}));
    QVERIFY2(resumed.status == 0, qPrintable(resumed.err));
    QVERIFY(isThere(session, u"late"_s));
    QCOMPARE(linesOf(log).size(), 3);
}

void MigrationCommandsTest::refusesCommands()
{
    const QTemporaryDir folder;
    const RunnerPlace place(m_engines, {},
        {u"CREATE TABLE first (id INTEGER);"_s,
            u"CREATE TABLE early (id INTEGER);\n-- relata:run touch "_s + folder.filePath(u"done"_s)
                + u"\nCREATE TABLE late (id INTEGER);"_s},
        {});
    QCOMPARE(place.error, QString());
    const Answer up = runProgram(place.words({u"up"_s}));
    QVERIFY2(up.status == 4, qPrintable(up.err));
    QVERIFY2(
        up.err.contains("has not been allowed: touch"_L1) && up.err.contains("--allow COMMAND"_L1), qPrintable(up.err));
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(!isThere(session, u"first"_s)); // of the migration before
    QVERIFY(!QFile::exists(folder.filePath(u"done"_s)));
    const Answer script = runProgram(place.words({u"up"_s, u"--dry-run"_s}));
    QVERIFY2(script.out.contains("-- relata:run touch"_L1), qPrintable(script.out));
    QVERIFY(!QFile::exists(folder.filePath(u"done"_s)));
}

/// The project's commands run around each migration, up and down, and hear how it went.
void MigrationCommandsTest::hooksStandAround()
{
    const QTemporaryDir folder;
    const QString log = folder.filePath(u"log"_s);
    const QString say = u"echo %1 $RELATA_DIRECTION $RELATA_VERSION >> "_s + log;
    const auto adjust = [&](ProjectConfig &config) {
        config.other.insert(u"hooks"_s,
            QJsonObject{{u"before"_s, say.arg(u"before"_s)}, {u"after"_s, say.arg(u"after"_s)},
                {u"failed"_s, QString(say.arg(u"failed"_s) + u"; echo \"$RELATA_ERROR\" >> "_s + log)}});
    };
    const RunnerPlace place(m_engines, {},
        {u"CREATE TABLE first (id INTEGER);"_s, u"-- relata:run exit 5\nCREATE TABLE second (id INTEGER);"_s},
        {u"DROP TABLE first;"_s, {}}, true, adjust);
    QCOMPARE(place.error, QString());
    const QStringList allow{u"--allow"_s, u"COMMAND"_s, u"--allow"_s, u"all"_s};
    const Answer refused = runProgram(place.words({u"up"_s}));
    QVERIFY2(refused.status == 4 && refused.err.contains("around each migration"_L1), qPrintable(refused.err));
    QVERIFY(linesOf(log).isEmpty());
    QVERIFY(runProgram(place.words(QStringList{u"up"_s} + allow)).status != 0);
    QStringList heard = linesOf(log);
    QVERIFY2(heard.value(4).contains("exit status 5"_L1), qPrintable(heard.join(u'\n')));
    heard.removeAt(4);
    QCOMPARE(heard, (QStringList{u"before up 001"_s, u"after up 001"_s, u"before up 002"_s, u"failed up 002"_s}));
    QCOMPARE(runProgram(place.words({u"rollback"_s})).status, 0);
    const Answer down = runProgram(place.words({u"down"_s, u"--allow"_s, u"COMMAND"_s}));
    QVERIFY2(down.status == 0, qPrintable(down.err));
    QCOMPARE(linesOf(log).mid(linesOf(log).size() - 2), (QStringList{u"before down 001"_s, u"after down 001"_s}));
}

/// One in front that fails keeps the migration from beginning; one behind takes nothing back.
void MigrationCommandsTest::hooksStopAndAreTold()
{
    const auto up = [&](const QJsonObject &hooks, bool *isApplied) {
        const RunnerPlace place(m_engines, {}, {u"CREATE TABLE first (id INTEGER);"_s}, {}, true,
            [&](ProjectConfig &config) { config.other.insert(u"hooks"_s, hooks); });
        const Answer answer = runProgram(place.words({u"up"_s, u"--allow"_s, u"COMMAND"_s}));
        Session session;
        *isApplied = session.open(place.profile(), m_engines) && isThere(session, u"first"_s);
        return answer;
    };
    bool isApplied = true;
    const Answer front = up({{u"before"_s, u"exit 3"_s}}, &isApplied);
    QVERIFY2(front.status == 4 && front.err.contains("failed with exit status 3"_L1), qPrintable(front.err));
    QVERIFY(!isApplied);
    const Answer behind = up({{u"after"_s, u"exit 3"_s}}, &isApplied);
    QVERIFY2(behind.status == 0 && behind.err.contains("behind migration 001 did not work"_L1), qPrintable(behind.err));
    QVERIFY(isApplied);
    const Answer unknown = up({{u"aftr"_s, u"true"_s}}, &isApplied);
    QVERIFY2(unknown.status == 2 && unknown.err.contains("\"aftr\" under hooks"_L1), qPrintable(unknown.err));
    QVERIFY(!isApplied);
}

void MigrationCommandsTest::endsCommands_data()
{
    QTest::addColumn<bool>("isKilled");
    QTest::newRow("cancelled") << false;
    QTest::newRow("killed") << true;
}

/// A command ends with us, and with all that it has started.
void MigrationCommandsTest::endsCommands()
{
    QFETCH(const bool, isKilled);
    const QTemporaryDir folder;
    const QString pids = folder.filePath(u"pids"_s);
    const RunnerPlace place(m_engines, {},
        {u"CREATE TABLE first (id INTEGER);"_s,
            u"-- relata:run sleep 600 & echo $$ $! > "_s + pids + u"; wait\nCREATE TABLE late (id INTEGER);"_s},
        {});
    QCOMPARE(place.error, QString());
    QCOMPARE(runProgram(place.words({u"up"_s, u"--to"_s, u"1"_s})).status, 0);
    QProcess program;
    program.start(programPath(), place.words({u"up"_s, u"--allow"_s, u"COMMAND"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(!linesOf(pids).isEmpty(), Wait);
    isKilled ? program.kill() : program.terminate();
    QVERIFY(program.waitForFinished(Wait));
    QVERIFY2(isKilled || program.exitCode() == 130, program.readAllStandardError());
    for (const QString &pid : linesOf(pids).first().split(u' '))
        QTRY_VERIFY_WITH_TIMEOUT(::kill(pid_t(pid.toInt()), 0) != 0, Wait);
}

/// Whoever approved a migration approved its commands.
void MigrationCommandsTest::approvalsHoldCommands()
{
    RunnerPlace place(m_engines, {},
        {u"CREATE TABLE first (id INTEGER);"_s, u"-- relata:run ./deploy.sh\nCREATE TABLE late (id INTEGER);"_s}, {});
    const Engine &engine = *m_engines.find("sqlite");
    const QString before = approvalHash(place.migration(2), place.timeline, engine);
    MigrationFile changed = place.migration(2);
    changed.up.replace(u"deploy"_s, u"destroy"_s);
    QVERIFY(approvalHash(changed, place.timeline, engine) != before);
    changed = place.migration(2);
    changed.up.replace(u"CREATE TABLE"_s, u"-- for the shop\nCREATE   TABLE"_s);
    QCOMPARE(approvalHash(changed, place.timeline, engine), before);
}

void MigrationCommandsTest::commandsBeginTheirLine_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("behind a statement") << u"CREATE TABLE first (id INTEGER); -- relata:run touch made"_s;
    QTest::newRow("close behind") << u"CREATE TABLE first (id INTEGER);-- relata:run touch made"_s;
    QTest::newRow("indented") << u"CREATE TABLE first (id INTEGER);\n   -- relata:run touch made"_s;
    QTest::newRow("a copy") << u"CREATE TABLE first (id INTEGER); -- relata:copy rows 5"_s;
}

/// What no list of commands and no approval would show runs nothing: neither by the file, which is refused, nor by the
/// script itself.
void MigrationCommandsTest::commandsBeginTheirLine()
{
    QFETCH(const QString, line);
    const QString section = line + u"\nCREATE TABLE second (id INTEGER);"_s;
    const auto file = parseMigration(
        (u"-- Migration 001: a\n-- relata:id 5c01\n-- relata:up\n"_s + section + u'\n').toUtf8(), u"001_a.sql"_s);
    QVERIFY(!file);
    QVERIFY2(file.error().text().contains("has to begin its line"_L1), qPrintable(file.error().text()));
    const Engine &engine = *m_engines.find("sqlite");
    for (const RunnerStatement &one : scriptStatements(section, engine, ServerInfo())) {
        QVERIFY(one.gates.isEmpty());
        QVERIFY(!one.isInParts());
    }
}

RELATA_TEST(MigrationCommandsTest)
#include "tst_migration_commands.moc"
