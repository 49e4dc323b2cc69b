#include "app/application.h"
#include "app/crash_recovery.h"
#include "app/main_window.h"
#include "models/base/file_text.h"
#include "models/project/project.h"
#include "tests/app/note_feature.h"
#include "tests/support/test_registry.h"
#include "widgets/common/tab_area.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QPlainTextEdit>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>

#include <csignal>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

/// What was open comes back, whatever ended the program.
class CrashRecoveryTest : public QObject {
    Q_OBJECT
private slots:
    void roundTrip();
    void brokenFileStartsEmptyAndIsKept();
    void twoProgramsDoNotShareAFile();
    void unwritableFolderIsSaidOnce();
    void killedProgramLosesNoMoreThanTwoSeconds();
    void namedProjectsHaveTheirTabs();
    void namedProjectsSayThatTheyWereKilled();
    /// The program that is killed; only when this test starts itself so.
    void programToKill();
};

namespace {

constexpr const char *childVariable = "RELATA_PROGRAM_TO_KILL";

WindowSession sample()
{
    WindowSession session;
    session.project = u"/projects/shop"_s;
    session.tabs = {{"query", u"1"_s, u"Query 1"_s, {{u"text"_s, u"select 'ü'"_s}, {u"caret"_s, 4}}},
        {"table", u"7"_s, u"customer"_s, {}}};
    session.current = 1;
    session.geometry = QByteArray("\x00\x01\xff", 3);
    session.layout = "layout";
    session.layoutVersion = 3;
    session.endedWell = false;
    return session;
}

std::unique_ptr<Application> makeApplication(const QString &profile, const QStringList &open = {})
{
    StartOptions options;
    options.profile = profile;
    options.open = open;
    auto application = std::make_unique<Application>(*qApp, options, [](Services &) { return QList{noteFeature()}; });
    application->start();
    return application;
}

} // namespace

void CrashRecoveryTest::roundTrip()
{
    const WindowSession before = sample();
    const auto after = WindowSession::fromJson(before.toJson());
    QVERIFY(after);
    QCOMPARE(after->toJson(), before.toJson());
    QCOMPARE(after->tabs.size(), 2);
    QCOMPARE(after->tabs.at(0).state.value("text"_L1).toString(), u"select 'ü'"_s);
    QCOMPARE(after->geometry, before.geometry);
    QCOMPARE(after->current, 1);
    QCOMPARE(after->layoutVersion, 3);
    QVERIFY(!after->endedWell);
}

void CrashRecoveryTest::brokenFileStartsEmptyAndIsKept()
{
    const QTemporaryDir folder;
    {
        SessionJournal journal(folder.path(), sample);
        QVERIFY(!journal.begin());
        QVERIFY(journal.write(true));
    }
    QFile file(folder.filePath(u"session.json"_s));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.resize(file.size() / 2));
    file.close();
    SessionJournal journal(folder.path(), sample);
    const QSignalSpy failed(&journal, &SessionJournal::writeFailed);
    QVERIFY(!journal.begin());
    QCOMPARE(failed.count(), 1);
    QVERIFY(QFile::exists(folder.filePath(u"session.json.broken"_s)));
}

void CrashRecoveryTest::twoProgramsDoNotShareAFile()
{
    const QTemporaryDir folder;
    SessionJournal first(folder.path(), sample);
    SessionJournal second(folder.path(), sample);
    first.begin();
    second.begin();
    QVERIFY(first.fileName() != second.fileName());
}

void CrashRecoveryTest::unwritableFolderIsSaidOnce()
{
    const QTemporaryDir folder;
    SessionJournal journal(folder.filePath(u"state"_s), sample);
    journal.begin();
    QVERIFY(QFile::rename(folder.filePath(u"state"_s), folder.filePath(u"gone"_s)));
    const QSignalSpy failed(&journal, &SessionJournal::writeFailed);
    QVERIFY(!journal.write(false));
    QVERIFY(!journal.write(false));
    QCOMPARE(failed.count(), 1);
    QVERIFY(QFile::rename(folder.filePath(u"gone"_s), folder.filePath(u"state"_s)));
    QVERIFY(journal.write(false));
}

void CrashRecoveryTest::killedProgramLosesNoMoreThanTwoSeconds()
{
    const QTemporaryDir profile;
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(childVariable), profile.path());
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {u"crash_recovery"_s, u"programToKill"_s});
    QByteArray said;
    while (!said.contains("typed") && child.waitForReadyRead(30'000))
        said += child.readAllStandardOutput();
    QVERIFY2(said.contains("typed"), said);
    QTest::qWait(2000); // the two seconds that may be lost
    ::kill(pid_t(child.processId()), SIGKILL);
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);

    const auto application = makeApplication(profile.path());
    TabArea &tabs = application->window().tabs();
    QCOMPARE(tabs.count(), 2);
    auto *panel = qobject_cast<NotePanel *>(tabs.panel(0));
    QVERIFY(panel);
    QCOMPARE(panel->editor()->toPlainText(), u"select 1;\nselect 2;"_s);
    QCOMPARE(panel->editor()->textCursor().position(), 6);
    QVERIFY(application->window().findChild<QWidget *>(u"toast"_s));
}

/// A project that the command line names has its tabs back, too; those of another wait until that is opened again.
void CrashRecoveryTest::namedProjectsHaveTheirTabs()
{
    const QTemporaryDir profile, first, second;
    ProjectConfig config;
    config.name = u"shop"_s;
    config.engine = "sqlite";
    QVERIFY(Project::create(first.filePath(u"shop"_s), config) && Project::create(second.filePath(u"shop"_s), config));
    QDir(profile.path()).mkpath(u"state"_s);
    WindowSession session = sample();
    session.project = first.filePath(u"shop"_s);
    session.tabs = {{"note", u"a"_s, u"A"_s, {}}};
    QVERIFY(writeFile(profile.filePath(u"state/session.json"_s), session.toJson()));
    {
        const auto other = makeApplication(profile.path(), {second.filePath(u"shop"_s)});
        QCOMPARE(other->window().tabs().count(), 0);
        QVERIFY(!other->window().findChild<QWidget *>(u"toast"_s));
    }
    const auto application = makeApplication(profile.path(), {first.filePath(u"shop"_s)});
    QCOMPARE(application->window().tabs().count(), 1);
}

void CrashRecoveryTest::namedProjectsSayThatTheyWereKilled()
{
    const QTemporaryDir profile, folder;
    ProjectConfig config;
    config.name = u"shop"_s;
    config.engine = "sqlite";
    QVERIFY(Project::create(folder.filePath(u"shop"_s), config));
    QDir(profile.path()).mkpath(u"state"_s);
    WindowSession session = sample();
    session.project = folder.filePath(u"shop"_s);
    session.tabs = {{"note", u"a"_s, u"A"_s, {}}};
    session.current = 0;
    QVERIFY(writeFile(profile.filePath(u"state/session.json"_s), session.toJson()));
    const auto application = makeApplication(profile.path(), {folder.filePath(u"shop"_s)});
    QCOMPARE(application->window().tabs().count(), 1);
    QVERIFY(application->window().findChild<QWidget *>(u"toast"_s));
}

void CrashRecoveryTest::programToKill()
{
    const QString profile = qEnvironmentVariable(childVariable);
    if (profile.isEmpty())
        return;
    const auto application = makeApplication(profile);
    application->window().open({"note", u"a"_s, u"A"_s, {}});
    auto *panel = qobject_cast<NotePanel *>(application->window().tabs().current());
    application->window().open({"note", u"b"_s, u"B"_s, {}});
    QTest::keyClicks(panel->editor(), u"select 1;"_s);
    QTest::keyClick(panel->editor(), Qt::Key_Return);
    QTest::keyClicks(panel->editor(), u"select 2;"_s);
    QTextCursor cursor = panel->editor()->textCursor();
    cursor.setPosition(6);
    panel->editor()->setTextCursor(cursor);
    QTextStream(stdout) << "typed" << Qt::endl;
    QTest::qWait(60'000);
}

RELATA_TEST(CrashRecoveryTest)
#include "tst_crash_recovery.moc"
