#include "app/application.h"
#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection_book.h"
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "models/timeline/gate_table.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/support/test_registry.h"
#include "widgets/common/banner.h"
#include "widgets/common/services.h"
#include "widgets/timeline/timeline_panel.h"

#include <QFile>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Steps outside of the database, as the window allows and confirms them.
class GatesDeskTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void allowsAndConfirms();
    void looksForTheStep();
    void confirmsWhatItNames();
    void windowConfirmsThere();
    void asksBeforeWaysBack();
    void asksWhereNobodyCanTell();

private:
    static constexpr int Patience = 60'000; // ms

    /// The place's database, and one beside that is empty, too.
    QList<ConnectionProfile> pairOf(const tests::RunnerPlace &place);

    EngineRegistry m_engines;
};

/// Nothing runs, not even the migration before, until the command is allowed; then it waits for the person.
void GatesDeskTest::allowsAndConfirms()
{
    const QTemporaryDir folder;
    const QString log = folder.filePath(u"log"_s);
    const tests::RunnerPlace place(m_engines, {},
        {u"CREATE TABLE first (id INTEGER);"_s,
            u"-- relata:manual Close the shop\n-- relata:run echo deployed > "_s + log
                + u"\nCREATE TABLE late (id INTEGER);"_s},
        {});
    QCOMPARE(place.error, QString());
    const auto project = Project::open(place.projectFolder());
    QVERIFY(project);
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk desk(**project, m_engines, jobs, sessions);
    QStringList codes, waits;
    Message step;
    bool isDone = false;
    connect(&desk, &MigrationDesk::refused, this, [&](const Error &, const QStringList &found) { codes = found; });
    connect(&desk, &MigrationDesk::waits, this, [&](const ConnectionProfile &, const Message &what) {
        waits += what.source();
        step = what;
    });
    connect(&desk, &MigrationDesk::done, this, [&] { isDone = true; });
    desk.setConnection(place.profile());
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 2, Patience);
    desk.apply();
    QTRY_COMPARE_WITH_TIMEOUT(codes, QStringList{u"COMMAND"_s}, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 2, Patience);
    desk.apply({}, codes);
    QTRY_COMPARE_WITH_TIMEOUT(
        waits, QStringList{u"Migration 002 waits until somebody confirms: Close the shop"_s}, Patience);
    QVERIFY(!readFile(log) && !isDone);
    desk.confirmStep(place.profile(), step);
    QTRY_VERIFY_WITH_TIMEOUT(isDone, Patience);
    QCOMPARE(waits.mid(1), QStringList{QString()});
    QCOMPARE(*readFile(log), QByteArray("deployed\n"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 0, Patience);
}

/// Whoever runs it: somebody else is told what is waited for, and confirms just that.
void GatesDeskTest::looksForTheStep()
{
    const tests::RunnerPlace place(
        m_engines, {}, {u"-- relata:manual Close the shop\nCREATE TABLE late (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    const auto project = Project::open(place.projectFolder());
    QVERIFY(project);
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk runs(**project, m_engines, jobs, sessions), looks(**project, m_engines, jobs, sessions);
    QStringList told;
    Message stands, step;
    connect(&runs, &MigrationDesk::waits, this, [&](const ConnectionProfile &, const Message &what) { stands = what; });
    connect(&looks, &MigrationDesk::waits, this, [&](const ConnectionProfile &, const Message &what) { step = what; });
    connect(&looks, &MigrationDesk::told, this, [&](const QList<Message> &all) { told += all.first().source(); });
    for (MigrationDesk *desk : {&runs, &looks})
        desk->setConnection(place.profile());
    QTRY_COMPARE_WITH_TIMEOUT(runs.pendingCount(), 1, Patience);
    looks.lookForStep();
    QTRY_COMPARE_WITH_TIMEOUT(told, QStringList{u"No migration waits for a step on this database."_s}, Patience);
    runs.apply();
    QTRY_VERIFY_WITH_TIMEOUT(!stands.isEmpty(), Patience);
    looks.lookForStep();
    QTRY_VERIFY_WITH_TIMEOUT(step == stands, Patience);
    looks.confirmStep(place.profile(), step);
    QTRY_COMPARE_WITH_TIMEOUT(runs.pendingCount(), 0, Patience);
}

QList<ConnectionProfile> GatesDeskTest::pairOf(const tests::RunnerPlace &place)
{
    ConnectionProfile first = place.profile();
    ConnectionProfile other = first;
    first.name = u"first"_s;
    other.name = u"other"_s;
    other.database += u".other"_s;
    return QFile::copy(first.database, other.database) ? QList{first, other} : QList<ConnectionProfile>();
}

/// Two runs stand before the same step on two databases: each is let go on by itself, whichever is chosen.
void GatesDeskTest::confirmsWhatItNames()
{
    const tests::RunnerPlace place(
        m_engines, {}, {u"-- relata:manual Close the shop\nCREATE TABLE late (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    const QList<ConnectionProfile> pair = pairOf(place);
    QCOMPARE(pair.size(), 2);
    const auto project = Project::open(place.projectFolder());
    QVERIFY(project);
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk desk(**project, m_engines, jobs, sessions);
    QStringList where, told, done;
    Message step;
    connect(&desk, &MigrationDesk::waits, this, [&](const ConnectionProfile &target, const Message &what) {
        where += what.isEmpty() ? target.name + u" goes on"_s : target.name;
        step = what.isEmpty() ? step : what;
    });
    connect(&desk, &MigrationDesk::told, this, [&](const QList<Message> &all) { told += all.first().source(); });
    connect(&desk, &MigrationDesk::done, this, [&](const Message &what) { done += what.source(); });
    for (const ConnectionProfile &one : pair) { // the first goes on when another one is chosen
        desk.setConnection(one);
        QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 1, Patience);
        desk.apply();
        QTRY_COMPARE_WITH_TIMEOUT(where.value(where.size() - 1), one.name, Patience);
    }
    desk.confirmStep(pair.first(), {"Migrate", "Migration %1 waits until somebody confirms: %2", {u"001"_s, u"x"_s}});
    QTRY_COMPARE_WITH_TIMEOUT(
        told, QStringList{u"On first: Nothing was confirmed: that step is not waited for any more."_s}, Patience);
    desk.confirmStep(pair.first(), step);
    QTRY_COMPARE_WITH_TIMEOUT(done, QStringList{u"On first: Migrations applied"_s}, Patience);
    QCOMPARE(where, (QStringList{u"first"_s, u"other"_s, u"first goes on"_s}));
    tests::Session session;
    QVERIFY(session.open(pair.last(), m_engines));
    const auto waiting = GateTable(*session.connection, *session.engine).waiting();
    QVERIFY(waiting && waiting->size() == 1);
    desk.confirmStep(pair.last(), step);
    QTRY_COMPARE_WITH_TIMEOUT(done.value(1), u"Migrations applied"_s, Patience);
}

/// A run that was planned begins when the timeline stands on another database: the button is for where it waits.
void GatesDeskTest::windowConfirmsThere()
{
    const tests::RunnerPlace place(
        m_engines, {}, {u"-- relata:manual Close the shop\nCREATE TABLE late (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    const QList<ConnectionProfile> pair = pairOf(place);
    QCOMPARE(pair.size(), 2);
    tests::ShownTimeline shown(place, u"first"_s);
    QCOMPARE(shown.error(), QString());
    ConnectionBook &connections = shown.application().services().connections;
    connections.put(pair.last());
    MigrationDesk &desk = qobject_cast<TimelinePanel *>(shown.panel())->desk();
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 1, Patience);
    desk.apply({.window = {.startAt = QDateTime::currentDateTime().addSecs(5), .finishBy = {}}});
    QTRY_VERIFY_WITH_TIMEOUT(desk.planned(), Patience);
    connections.setCurrent(u"other"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desk.connection() && desk.connection()->name == "other"_L1, Patience);
    const auto *banner = shown.panel()->findChild<Banner *>(u"banner"_s);
    QTRY_COMPARE_WITH_TIMEOUT(
        banner->text(), u"On first: Migration 001 waits until somebody confirms: Close the shop"_s, Patience);
    for (auto *button : banner->findChildren<QPushButton *>()) {
        if (button->text() == "It Is Done"_L1)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QTRY_VERIFY_WITH_TIMEOUT(place.state(session, 1) == MigrationState::Applied, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!banner->isVisible(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 1, Patience);
}

/// Rolling back and resuming begin only once their commands are allowed.
void GatesDeskTest::asksBeforeWaysBack()
{
    const QTemporaryDir folder;
    const QString log = folder.filePath(u"log"_s), go = folder.filePath(u"go"_s);
    const tests::RunnerPlace place(m_engines, {},
        {u"CREATE TABLE first (id INTEGER);"_s,
            u"CREATE TABLE early (id INTEGER);\n-- relata:run test -e "_s + go
                + u"\nCREATE TABLE late (id INTEGER);"_s},
        {u"DROP TABLE first;"_s, u"-- relata:run echo back > "_s + log + u"\nDROP TABLE late;\nDROP TABLE early;"_s});
    QCOMPARE(place.error, QString());
    const auto project = Project::open(place.projectFolder());
    QVERIFY(project);
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk desk(**project, m_engines, jobs, sessions);
    int done = 0, failed = 0;
    std::function<void()> again;
    connect(&desk, &MigrationDesk::done, this, [&] { ++done; });
    connect(&desk, &MigrationDesk::failed, this, [&] { ++failed; });
    connect(&desk, &MigrationDesk::commandsAsked, this,
        [&](const Error &, const std::function<void()> &asked) { again = asked; });
    desk.setConnection(place.profile());
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 2, Patience);
    desk.apply({}, {u"COMMAND"_s});
    QTRY_COMPARE_WITH_TIMEOUT(failed, 1, Patience); // the command says no
    QTRY_COMPARE_WITH_TIMEOUT(desk.stopped(), u"002"_s, Patience);
    QVERIFY(writeFile(go, {}));
    desk.resumeStopped(u"002"_s);
    QVERIFY(again && !desk.isRunning());
    std::exchange(again, {})();
    QTRY_COMPARE_WITH_TIMEOUT(done, 1, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.lastApplied(), u"002"_s, Patience);
    desk.rollBack(u"002"_s);
    QVERIFY(again && !desk.isRunning());
    QVERIFY(!readFile(log));
    again();
    QTRY_COMPARE_WITH_TIMEOUT(done, 2, Patience);
    QCOMPARE(*readFile(log), QByteArray("back\n"));
}

/// Production whose ledger cannot be replayed: nothing runs until somebody says so.
void GatesDeskTest::asksWhereNobodyCanTell()
{
    const tests::RunnerPlace place(
        m_engines, {}, {u"CREATE TABLE first (id INTEGER);"_s, u"CREATE TABLE late (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()));
    QCOMPARE(session.run(u"UPDATE _relata_migrations SET body = replace(body, 'CREATE TABLE', 'CREATE TABEL')"_s),
        QString());
    const auto project = Project::open(place.projectFolder());
    QVERIFY(project);
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk desk(**project, m_engines, jobs, sessions);
    QStringList codes;
    QString why;
    bool isDone = false;
    connect(&desk, &MigrationDesk::refused, this, [&](const Error &error, const QStringList &found) {
        why = error.message.source();
        codes = found;
    });
    connect(&desk, &MigrationDesk::done, this, [&] { isDone = true; });
    ConnectionProfile production = place.profile();
    production.environment = u"prod"_s;
    desk.setConnection(production);
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 1, Patience);
    desk.apply();
    QTRY_COMPARE_WITH_TIMEOUT(codes, QStringList{u"DRIFT"_s}, Patience);
    QVERIFY2(why.contains("could not be told"_L1), qPrintable(why));
    QVERIFY(!isDone);
    desk.apply({}, codes);
    QTRY_VERIFY_WITH_TIMEOUT(isDone, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 0, Patience);
}

RELATA_TEST(GatesDeskTest)
#include "tst_gates_desk.moc"
