#include "dialects/common/register_engines.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "tests/app/copy_writer.h"
#include "tests/app/program.h"
#include "tests/app/report_stopper.h"
#include "tests/app/runner_place.h"
#include "tests/support/rounds.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *Slow = "with pt-online-schema-change rows 10 pause 50ms";
constexpr int Wait = 60'000;

/// The words of each process that runs the tool for that database.
QList<std::pair<qint64, QStringList>> toolsOf(const QString &database)
{
    QList<std::pair<qint64, QStringList>> result;
    for (const QString &entry : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile file(u"/proc/"_s + entry + u"/cmdline"_s);
        if (entry.toLongLong() == 0 || !file.open(QIODevice::ReadOnly))
            continue;
        const QStringList words = QString::fromUtf8(file.readAll()).split(QChar(0), Qt::SkipEmptyParts);
        const bool isTool = words.filter(u"pt-online-schema-change"_s).size() > 0;
        if (isTool && words.filter(u"D="_s + database + u',').size() == 1)
            result += {entry.toLongLong(), words};
    }
    return result;
}

/// Whether it stands among the words of any process.
bool isShown(const QByteArray &secret)
{
    for (const QString &entry : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile file(u"/proc/"_s + entry + u"/cmdline"_s);
        if (entry.toLongLong() > 0 && file.open(QIODevice::ReadOnly) && file.readAll().contains(secret))
            return true;
    }
    return false;
}

QString triggers(const Session &session)
{
    return answerOf(session, u"SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema = DATABASE()"_s);
}

/// A project whose second migration has the tool copy a table, slowly; the first is applied.
struct SlowCopy {
    SlowCopy(const EngineRegistry &engines, const QByteArray &server, const char *rules = Slow)
        : place(engines, server, {copyTables(copyForms().first(), 700), copying(copyForms().first(), rules)}, {}, false)
        , error(place.error)
    {
        if (!session.open(place.profile(), engines) || !place.apply(session, 1, quiet, place.rules()))
            error += u"the first migration cannot be applied"_s;
        else
            error += session.run(u"ANALYZE TABLE item"_s); // what is believed to be small is copied in one go
    }

    RunnerPlace place;
    Session session;
    QuietContext quiet;
    QString error;
};

} // namespace

/// pt-online-schema-change stopped, killed and left alone in the middle: nothing that it made stays, no row is lost,
/// and it tells nobody a secret.
class CopyToolEndsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void isCancelled_data() { eachServer(); }
    void isCancelled();
    void isKilled_data() { eachServer(); }
    void isKilled();
    void diesWithRelata_data();
    void diesWithRelata();
    void isPaused_data() { eachServer(); }
    void isPaused();
    void keepsSecrets_data() { eachServer(); }
    void keepsSecrets();

private:
    static void eachServer()
    {
        QTest::addColumn<QByteArray>("server");
        for (const char *server : {"mariadb", "mysql56"})
            QTest::newRow(server) << QByteArray(server);
    }
    /// What the server believes to be small is copied in one go.
    static void believeInRows(const Session &session) { QCOMPARE(session.run(u"ANALYZE TABLE item"_s), QString()); }
    void compare(Session &session, bool isChanged);

    EngineRegistry m_engines;
};

void CopyToolEndsTest::initTestCase()
{
    registerEngines(m_engines);
    if (!hasCopyTool())
        QSKIP("pt-online-schema-change is not installed");
}

/// Row for row as the twin is, which nobody copied.
void CopyToolEndsTest::compare(Session &session, bool isChanged)
{
    if (isChanged)
        QCOMPARE(session.run(u"ALTER TABLE twin "_s + copyForms().first().change), QString());
    QCOMPARE(rowsOf(session, u"item"_s), rowsOf(session, u"twin"_s));
    QVERIFY2(leftovers(session).startsWith("0 triggers, 0 copies"_L1), qPrintable(leftovers(session)));
}

void CopyToolEndsTest::isCancelled()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    SlowCopy copy(m_engines, server);
    QCOMPARE(copy.error, QString());
    RunnerPlace &place = copy.place;
    Session &session = copy.session;
    QuietContext &quiet = copy.quiet;
    CopyWriter writer(place.profile(), m_engines, copyForms().first(), testSeed(), CopyWriter::Keys::Stay);
    ReportStopper stopper(1, u"copies about"_s);
    const Result<> stopped = place.apply(session, 2, stopper, place.rules());
    QVERIFY(!stopped.has_value());
    QVERIFY2(stopped.error().code == Error::Code::Cancelled, qPrintable(stopped.error().text()));
    QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 0 kept, 0 places"_s);
    QCOMPARE(toolsOf(place.profile().database).size(), 0);
    const Result<> done = resumeMigration(
        *session.connection, place.profile(), *session.engine, place.migration(2), quiet, place.rules());
    QCOMPARE(writer.end(), QString());
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    compare(session, true);
}

void CopyToolEndsTest::isKilled()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    SlowCopy copy(m_engines, server);
    QCOMPARE(copy.error, QString());
    RunnerPlace &place = copy.place;
    Session &session = copy.session;
    QuietContext &quiet = copy.quiet;
    CopyWriter writer(place.profile(), m_engines, copyForms().first(), testSeed(), CopyWriter::Keys::Stay);
    int killed = 0;
    Listener listener(u"copies about"_s, [&] {
        for (const auto &[process, words] : toolsOf(place.profile().database))
            killed += ::kill(pid_t(process), SIGKILL) == 0;
    });
    const Result<> failed = place.apply(session, 2, listener, place.rules());
    QCOMPARE(killed, 1);
    QVERIFY(!failed.has_value());
    QVERIFY2(failed.error().text().contains("ended by a signal"_L1), qPrintable(failed.error().text()));
    QCOMPARE(leftovers(session), u"0 triggers, 0 copies, 0 kept, 0 places"_s);
    QVERIFY(place.state(session, 2) == MigrationState::Failed || place.state(session, 2) == MigrationState::Partial);
    const Result<> done = resumeMigration(
        *session.connection, place.profile(), *session.engine, place.migration(2), quiet, place.rules());
    QCOMPARE(writer.end(), QString());
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    compare(session, true);
}

void CopyToolEndsTest::diesWithRelata_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<bool>("resumes");
    for (const char *server : {"mariadb", "mysql56"}) {
        for (const bool resumes : {true, false})
            QTest::addRow("%s %s", server, resumes ? "resume" : "rollback") << QByteArray(server) << resumes;
    }
}

/// Relata is killed while rows are copied: the program goes with it, and the next run takes away what both have left.
void CopyToolEndsTest::diesWithRelata()
{
    QFETCH(const QByteArray, server);
    QFETCH(const bool, resumes);
    RELATA_REQUIRE_SERVER(server);
    SlowCopy copy(m_engines, server);
    QCOMPARE(copy.error, QString());
    RunnerPlace &place = copy.place;
    Session &session = copy.session;
    CopyWriter writer(place.profile(), m_engines, copyForms().first(), testSeed(), CopyWriter::Keys::Stay);
    QProcess program;
    program.start(programPath(), place.words({u"up"_s, u"--allow"_s, u"all"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(triggers(session), u"3"_s, Wait);
    program.kill();
    program.waitForFinished();
    QTRY_COMPARE_WITH_TIMEOUT(toolsOf(place.profile().database).size(), 0, Wait);
    QCOMPARE(answerOf(session, u"SELECT phase FROM _relata_copies"_s), u"making"_s);
    const Answer answer = runProgram(place.words({resumes ? u"resume"_s : u"rollback"_s}));
    QCOMPARE(writer.end(), QString());
    QVERIFY2(answer.status == 0, qPrintable(answer.err));
    QVERIFY(place.state(session, 2) == (resumes ? MigrationState::Applied : MigrationState::Pending));
    compare(session, resumes);
}

void CopyToolEndsTest::isPaused()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    SlowCopy copy(m_engines, server, "with pt-online-schema-change rows 10 pause 250ms");
    QCOMPARE(copy.error, QString());
    RunnerPlace &place = copy.place;
    Session &session = copy.session;
    QProcess program;
    program.start(programPath(), place.words({u"up"_s, u"--allow"_s, u"all"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(triggers(session), u"3"_s, Wait);
    QCOMPARE(runProgram(place.words({u"pause"_s})).status, 0);
    const auto tools = toolsOf(place.profile().database);
    QCOMPARE(tools.size(), 1);
    const QStringList &words = tools.first().second;
    const QString file = words.value(words.indexOf(u"--pause-file"_s) + 1);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(file), Wait);
    const auto status = [&place] { return runProgram(place.words({u"status"_s})).out; };
    QTRY_VERIFY2_WITH_TIMEOUT(status().contains("Paused: somebody asked for it"_L1), qPrintable(status()), Wait);
    QCOMPARE(program.state(), QProcess::Running);
    QCOMPARE(runProgram(place.words({u"pace"_s, u"50"_s})).status, 0);
    QCOMPARE(runProgram(place.words({u"continue"_s})).status, 0);
    QCOMPARE(runProgram(place.words({u"pace"_s, u"100"_s})).status, 0);
    QVERIFY(program.waitForFinished(Wait));
    QVERIFY2(program.exitCode() == 0, program.readAllStandardError());
    compare(session, true);
}

/// Whatever stands in the password: no process shows it, and what it was handed over in is nobody else's, and goes.
void CopyToolEndsTest::keepsSecrets()
{
    QFETCH(const QByteArray, server);
    RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server,
        {fitting(300), u"-- relata:copy %1\nALTER TABLE item MODIFY n INT NOT NULL;"_s.arg(QLatin1StringView(Slow))},
        {}, false);
    QCOMPARE(place.error, QString());
    Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()));
    believeInRows(session);
    const QString name = u"secret"_s + QString::number(QCoreApplication::applicationPid() % 100'000);
    const QString user = u'\'' + name + u"'@'127.0.0.1'"_s, password = u"hush,a\"s#w\\o'r=d; n\u00e9"_s;
    QCOMPARE(session.run(u"CREATE USER "_s + user
                 + u" IDENTIFIED BY 'hush,a\"s#w\\\\o''r=d; n\u00e9'; GRANT ALL ON *.* TO "_s + user),
        QString());
    const auto dropped = qScopeGuard([&] { (void)session.run(u"DROP USER "_s + user); });
    QStringList words = place.words({u"up"_s, u"--allow"_s, u"all"_s});
    words.replaceInStrings(place.profile().user + u'@', name + u'@');
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"RELATA_PASSWORD"_s, password);
    QProcess program;
    program.setProcessEnvironment(environment);
    program.start(programPath(), words);
    QTRY_COMPARE_WITH_TIMEOUT(triggers(session), u"3"_s, Wait);
    const auto tools = toolsOf(place.profile().database);
    QVERIFY(tools.size() == 1 && !isShown("hush,"));
    const QString options = tools.first().second.last().section(u',', 0, 0).mid(2);
    QVERIFY2(QFileInfo::exists(options), qPrintable(options));
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(options) & others));
    QVERIFY(!(QFile::permissions(QFileInfo(options).path()) & others));
    QVERIFY(program.waitForFinished(Wait));
    const QByteArray said = program.readAllStandardError() + program.readAllStandardOutput();
    QVERIFY2(program.exitCode() == 0, said);
    QVERIFY(!said.contains("hush,"));
    QVERIFY(!QFileInfo::exists(QFileInfo(options).path()));
}

RELATA_TEST(CopyToolEndsTest)
#include "tst_copy_tool_ends.moc"
