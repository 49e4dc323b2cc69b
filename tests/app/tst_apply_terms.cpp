#include "app/application.h"
#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/jobs/job_center.h"
#include "models/project/approvals.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "models/timeline/rehearsal.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/banner.h"
#include "widgets/common/panel.h"
#include "widgets/common/services.h"
#include "widgets/timeline/timeline_panel.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = ShownTimeline::Patience;

/// A desk on a place's database, and what it says.
class Planning {
public:
    Planning(const RunnerPlace &place, const EngineRegistry &engines)
        : project(std::move(*Project::open(place.projectFolder())))
        , sessions(engines)
        , desk(*project, engines, jobs, sessions)
    {
        QObject::connect(&desk, &MigrationDesk::failed, &desk, [this](const Error &error) { failed = error.text(); });
        QObject::connect(
            &desk, &MigrationDesk::refused, &desk, [this](const Error &, const QStringList &found) { codes = found; });
        QObject::connect(&desk, &MigrationDesk::done, &desk, [this](const Message &what) { done = what.source(); });
        desk.setConnection(place.profile());
    }

    std::unique_ptr<Project> project;
    JobCenter jobs;
    SessionPool sessions;
    MigrationDesk desk;
    QString failed, done;
    QStringList codes;
};

ApplyWish at(const QDateTime &time, const QStringList &allowed = {})
{
    return {.allowed = allowed, .window = {.startAt = time, .finishBy = {}}};
}

QString versionsOf(const QList<MigrationFile> &files)
{
    QStringList result;
    for (const MigrationFile &one : files)
        result += one.version;
    return result.join(u", "_s);
}

} // namespace

/// When the window applies migrations, and what stands between the wish and the time.
class ApplyTermsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void cleanup() { m_shown.reset(); }
    void startsAtItsTime_data();
    void startsAtItsTime();
    void startsNothingElse_data();
    void startsNothingElse();
    void plansWhatWasSaved();
    void plansOneAtATime();
    void refusesAtOnce();
    void refusesBeforeAnythingRuns();
    void runsWhatWasShown();
    void asksAnewForMore();
    void allowsWhatWasRefused();
    void isAskedAndStopped();
    void finishesBy();
    void asksProductionOnTerms();

private:
    void show(const RunnerPlace &place, const QString &environment = {});
    QWidget *panel() { return m_shown->panel(); }
    template <class T>
    T *part(const char *name)
    {
        return panel()->findChild<T *>(QLatin1StringView(name));
    }

    EngineRegistry m_engines;
    std::unique_ptr<ShownTimeline> m_shown;
};

void ApplyTermsTest::startsAtItsTime_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql15"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

/// On the database that it was planned for, though another stands there by then.
void ApplyTermsTest::startsAtItsTime()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server, {u"CREATE TABLE one (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    Planning planning(place, m_engines);
    QTRY_COMPARE_WITH_TIMEOUT(planning.desk.pendingCount(), 1, Patience);
    planning.desk.apply(at(QDateTime::currentDateTime().addSecs(5)));
    QTRY_VERIFY_WITH_TIMEOUT(planning.desk.planned(), Patience);
    QCOMPARE(planning.desk.planned()->agreed.size(), 1);
    QVERIFY(place.state(session, 1) == MigrationState::Pending);
    QCOMPARE(planning.jobs.activeCount(), 1); // closing the window asks
    planning.desk.setConnection({});
    QTRY_COMPARE_WITH_TIMEOUT(planning.done.section(u' ', 0, 3), u"What was planned on"_s, Patience);
    QVERIFY(place.state(session, 1) == MigrationState::Applied);
    QVERIFY(!planning.desk.planned());
}

void ApplyTermsTest::startsNothingElse_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("text") << u"migrations/002_step.sql"_s << QByteArray("two") << QByteArray("three");
    QTest::newRow("step") << u"migrations/001_step.sql"_s << QByteArray("-- relata:up")
                          << QByteArray("-- relata:manual Close the shop\n-- relata:up");
    QTest::newRow("new one") << u"migrations/003_more.sql"_s << QByteArray()
                             << QByteArray("-- Migration 003: more\n-- relata:id 5b003 parent 5b002\n-- relata:up\n"
                                           "CREATE TABLE three (id INTEGER);\n");
    QTest::newRow("behind them") << u"migrations/repeatable/ones.sql"_s << QByteArray()
                                 << QByteArray("DROP VIEW IF EXISTS ones;\nCREATE VIEW ones AS SELECT id FROM one;\n");
    QTest::newRow("terms") << u"relata.json"_s << QByteArray("{") << QByteArray("{\"requireApproval\": true,");
}

/// Of what has come to the files meanwhile nobody has agreed to anything; nothing runs, nor is it planned then.
void ApplyTermsTest::startsNothingElse()
{
    QFETCH(const QString, file);
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    const RunnerPlace place(
        m_engines, {}, {u"CREATE TABLE one (id INTEGER);"_s, u"CREATE TABLE two (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    const QString path = place.projectFolder() + u'/' + file;
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    Planning planning(place, m_engines);
    QTRY_COMPARE_WITH_TIMEOUT(planning.desk.pendingCount(), 2, Patience);
    planning.desk.apply(at(QDateTime::currentDateTime().addSecs(5)));
    QTRY_VERIFY_WITH_TIMEOUT(planning.desk.planned(), Patience);
    QVERIFY(writeFile(path, before.isEmpty() ? after : readFile(path)->replace(before, after)));
    const QString why = path.section(u'/', -1) + u" is not what the window shows any more"_s;
    QTRY_VERIFY2_WITH_TIMEOUT(planning.failed.contains(why), qPrintable(planning.failed), Patience);
    QVERIFY(place.state(session, 1) == MigrationState::Pending);
    QCOMPARE(planning.done, QString());
    planning.failed.clear();
    planning.desk.apply(at(QDateTime::currentDateTime().addDays(1)));
    QTRY_VERIFY_WITH_TIMEOUT(planning.failed.contains(why), Patience);
    QVERIFY(!planning.desk.planned());
}

/// What the window itself has written is no change.
void ApplyTermsTest::plansWhatWasSaved()
{
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE one (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    Planning planning(place, m_engines);
    ProjectConfig config = planning.project->config();
    config.connections += place.profile();
    QVERIFY(planning.project->setConfig(config));
    MigrationFile file;
    file.title = u"more"_s;
    file.description = u"Twice,\n\n  for once is not enough."_s;
    file.up = u"CREATE TABLE more (id INTEGER);\n"_s;
    file.down = u"DROP TABLE more;\n"_s;
    file.directives += {u"manual"_s, u"Look twice"_s, 0};
    QVERIFY(planning.project->addMigration(file, planning.project->head()));
    QTRY_COMPARE_WITH_TIMEOUT(planning.desk.pendingCount(), 2, Patience);
    planning.desk.apply(at(QDateTime::currentDateTime().addDays(1)));
    QTRY_VERIFY2_WITH_TIMEOUT(planning.desk.planned(), qPrintable(planning.failed), Patience);
}

/// The first one stands until somebody stops it.
void ApplyTermsTest::plansOneAtATime()
{
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE one (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    Planning planning(place, m_engines);
    QTRY_COMPARE_WITH_TIMEOUT(planning.desk.pendingCount(), 1, Patience);
    const QDateTime first = QDateTime::currentDateTime().addDays(1);
    for (int day = 0; day < 2; ++day) // the second before the first is looked over
        planning.desk.apply(at(first.addDays(day)));
    QTRY_VERIFY_WITH_TIMEOUT(planning.failed.contains("One run can wait at a time"_L1), Patience);
    QCOMPARE(planning.desk.planned()->wish.window.startAt, first);
    planning.failed.clear();
    planning.desk.apply(at(first.addDays(2)));
    QTRY_VERIFY_WITH_TIMEOUT(planning.failed.contains("One run can wait at a time"_L1), Patience);
    QCOMPARE(planning.desk.planned()->wish.window.startAt, first);
    planning.desk.cancelPlanned();
    planning.desk.apply(at(first.addDays(2)));
    QTRY_VERIFY_WITH_TIMEOUT(planning.desk.planned(), Patience);
}

/// By day, when somebody is there to allow it.
void ApplyTermsTest::refusesAtOnce()
{
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE one (id INTEGER);"_s, u"DROP TABLE one;"_s}, {});
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, {}));
    QCOMPARE(session.run(u"INSERT INTO one VALUES (1)"_s), QString());
    Planning planning(place, m_engines);
    QTRY_COMPARE_WITH_TIMEOUT(planning.desk.pendingCount(), 1, Patience);
    const QDateTime night = QDateTime::currentDateTime().addDays(1);
    planning.desk.apply(at(night));
    QTRY_VERIFY_WITH_TIMEOUT(!planning.codes.isEmpty(), Patience);
    QVERIFY(!planning.desk.planned());
    planning.desk.apply(at(night, planning.codes));
    QTRY_VERIFY_WITH_TIMEOUT(planning.desk.planned(), Patience);
    planning.desk.cancelPlanned();
    QVERIFY(!planning.desk.planned());
    QTRY_COMPARE_WITH_TIMEOUT(planning.jobs.activeCount(), 0, Patience);
    QCOMPARE(planning.failed, QString());
    QVERIFY(place.state(session, 2) == MigrationState::Pending);
}

/// What runs behind an approved migration is approved, too, or neither runs; now as at a time.
void ApplyTermsTest::refusesBeforeAnythingRuns()
{
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE one (id INTEGER);"_s}, {}, true,
        [](ProjectConfig &config) { config.other.insert(u"requireApproval"_s, true); });
    QCOMPARE(place.error, QString());
    QVERIFY(writeFile(place.projectFolder() + u"/migrations/repeatable/ones.sql"_s,
        "DROP VIEW IF EXISTS ones;\nCREATE VIEW ones AS SELECT id FROM one;\n"));
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    Planning planning(place, m_engines);
    QVERIFY(approve(*planning.project, *m_engines.find("sqlite"), u"001"_s, u"Ada"_s, {}));
    ConnectionProfile production = place.profile();
    production.environment = u"prod"_s;
    planning.desk.setConnection(production);
    QTRY_COMPARE_WITH_TIMEOUT(planning.desk.pendingCount(), 1, Patience);
    QCOMPARE(versionsOf(planning.desk.wouldRun()), u"001, ones"_s);
    for (const QDateTime &time : {QDateTime(), QDateTime::currentDateTime().addDays(1)}) {
        planning.failed.clear();
        planning.desk.apply(at(time));
        QTRY_VERIFY_WITH_TIMEOUT(planning.failed.contains("ones is not approved"_L1), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(!planning.desk.isRunning(), Patience);
        QVERIFY(!planning.desk.planned());
        QVERIFY(place.state(session, 1) == MigrationState::Pending);
    }
    QVERIFY(approve(*planning.project, *m_engines.find("sqlite"), u"ones"_s, u"Ada"_s, {}));
    planning.desk.apply();
    QTRY_VERIFY_WITH_TIMEOUT(place.state(session, 1) == MigrationState::Applied, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(planning.done, u"Migrations applied"_s, Patience);
}

/// Neither more nor another text, now as at a time; what is left behind a try that stopped is no more.
void ApplyTermsTest::runsWhatWasShown()
{
    const RunnerPlace place(m_engines, {},
        {u"CREATE TABLE one (id INTEGER);"_s, u"CREATE TABLE two (id INTEGER);"_s,
            u"CREATE TABLE three (id INTEGER);"_s},
        {});
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    Planning planning(place, m_engines);
    QTRY_COMPARE_WITH_TIMEOUT(planning.desk.pendingCount(), 3, Patience);
    QCOMPARE(versionsOf(planning.desk.wouldRun(u"002"_s)), u"001, 002"_s);
    const QList<MigrationFile> all = planning.desk.wouldRun();
    QList<MigrationFile> others = all;
    others[2].up = u"CREATE TABLE four (id INTEGER);\n"_s;
    for (const QList<MigrationFile> &asked : {all.mid(0, 2), all.mid(1), others, QList<MigrationFile>()}) {
        for (const QDateTime &time : {QDateTime(), QDateTime::currentDateTime().addDays(1)}) {
            planning.failed.clear();
            ApplyWish wish = at(time);
            wish.asked = asked;
            planning.desk.apply(wish);
            QTRY_VERIFY_WITH_TIMEOUT(planning.failed.contains("is not what was agreed to any more"_L1), Patience);
            QVERIFY(!planning.desk.planned());
            QVERIFY(place.state(session, 1) == MigrationState::Pending);
        }
    }
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()));
    planning.desk.apply({.asked = all});
    QTRY_COMPARE_WITH_TIMEOUT(planning.done, u"Migrations applied"_s, Patience);
    QVERIFY(place.state(session, 3) == MigrationState::Applied);
}

/// Somebody takes back the one before while the name is typed.
void ApplyTermsTest::asksAnewForMore()
{
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE one (id INTEGER);"_s, u"CREATE TABLE two (id INTEGER);"_s},
        {u"DROP TABLE one;"_s, u"DROP TABLE two;"_s});
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()));
    m_shown = std::make_unique<ShownTimeline>(place, u"shop"_s, u"prod"_s);
    QCOMPARE(m_shown->error(), QString());
    auto *apply = part<QPushButton>("applyMigrations");
    QTRY_VERIFY_WITH_TIMEOUT(apply->isEnabled() && apply->text().startsWith("Apply 1 "_L1), Patience);
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>("applyTerms"), Patience);
    QVERIFY(revertMigration(
        *session.connection, place.profile(), *session.engine, place.migration(1), quiet, place.rules()));
    m_shown->agree(u"shop"_s);
    const auto *banner = part<Banner>("banner");
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains("is not what was agreed to any more"_L1), Patience);
    QVERIFY(place.state(session, 1) == MigrationState::Pending);
    QTRY_VERIFY_WITH_TIMEOUT(apply->isEnabled() && apply->text().startsWith("Apply 2 "_L1), Patience);
    QTest::mouseClick(apply, Qt::LeftButton);
    QVERIFY(m_shown->agree(u"shop"_s).contains("001 step, 002 step"_L1));
    QTRY_VERIFY_WITH_TIMEOUT(place.state(session, 2) == MigrationState::Applied, Patience);
}

/// Whatever else was asked meanwhile, and not agreed to.
void ApplyTermsTest::allowsWhatWasRefused()
{
    const RunnerPlace place(m_engines, {},
        {u"CREATE TABLE one (id INTEGER);"_s, u"DROP TABLE one;"_s, u"CREATE TABLE three (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, place.rules()));
    QCOMPARE(session.run(u"INSERT INTO one VALUES (1)"_s), QString());
    m_shown = std::make_unique<ShownTimeline>(place);
    QCOMPARE(m_shown->error(), QString());
    auto *later = part<QToolButton>("applyLater");
    QTRY_VERIFY_WITH_TIMEOUT(later->isEnabled(), Patience);
    qobject_cast<TimelinePanel *>(panel())->applyOn(u"shop"_s, u"002"_s);
    m_shown->agree();
    const auto allow = [this] {
        const QList<QPushButton *> all = part<Banner>("banner")->findChildren<QPushButton *>();
        const auto it = std::find_if(all.begin(), all.end(),
            [](const QPushButton *one) { return one->isVisible() && one->text() == "Apply All the Same"_L1; });
        return it == all.end() ? nullptr : *it;
    };
    QTRY_VERIFY_WITH_TIMEOUT(allow() && later->isEnabled(), Patience);
    QTest::mouseClick(later, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(part<QPushButton>("confirmCancel"), Patience);
    QTest::mouseClick(part<QPushButton>("confirmCancel"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!part<QPushButton>("confirmCancel"), Patience);
    QTest::mouseClick(allow(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(place.state(session, 2) == MigrationState::Applied, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(later->isEnabled(), Patience);
    QVERIFY(place.state(session, 3) == MigrationState::Pending);
}

void ApplyTermsTest::show(const RunnerPlace &place, const QString &environment)
{
    m_shown = std::make_unique<ShownTimeline>(place, u"shop"_s, environment);
    QCOMPARE(m_shown->error(), QString());
    auto *later = part<QToolButton>("applyLater");
    QTRY_VERIFY_WITH_TIMEOUT(later->isEnabled(), Patience);
    QTest::mouseClick(later, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>("applyTerms"), Patience);
}

/// The strip says when, and what keeps it from starting; its button ends it.
void ApplyTermsTest::isAskedAndStopped()
{
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE one (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    show(place);
    const QDateTime tomorrow = QDateTime::currentDateTime().addDays(1);
    auto *start = part<QDateTimeEdit>("startAt"), *finish = part<QDateTimeEdit>("finishBy");
    QVERIFY(!start->isEnabled() && !finish->isEnabled()); // off until they are wanted
    part<QCheckBox>("startAtOn")->setChecked(true);
    part<QCheckBox>("finishByOn")->setChecked(true);
    QVERIFY(start->isEnabled() && finish->isEnabled());
    start->setDateTime(tomorrow);
    QVERIFY(finish->minimumDateTime() > start->dateTime());
    QVERIFY(part<QLabel>("applyTermsText")->text().contains("has to stay open"_L1));
    QCOMPARE(namelessWidgets(*part<QWidget>("applyTerms")).join(u'\n'), QString());
    finish->setDateTime(tomorrow.addSecs(3600));
    m_shown->agree();
    auto *strip = part<QWidget>("plannedStrip");
    QTRY_VERIFY_WITH_TIMEOUT(strip->isVisible(), Patience);
    const QString text = strip->findChild<QLabel *>(u"runText"_s)->accessibleName();
    QVERIFY2(text.contains("on shop at"_L1), qPrintable(text));
    const QString detail = strip->findChild<QLabel *>(u"runDetail"_s)->accessibleName();
    QVERIFY2(detail.contains("At its end by"_L1) && detail.contains("stay open"_L1), qPrintable(detail));
    QVERIFY(m_shown->panel()->closingLoses().contains("will not start"_L1));
    QTest::mouseClick(strip->findChild<QPushButton *>(u"cancelRun"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!strip->isVisible(), Patience);
    QCOMPARE(m_shown->panel()->closingLoses(), QString());
    QTRY_COMPARE_WITH_TIMEOUT(m_shown->application().services().jobs.activeCount(), 0, Patience);
}

/// What took three hours when it was rehearsed does not begin with one hour left.
void ApplyTermsTest::finishesBy()
{
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE one (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    RehearsedMigration migration;
    migration.version = u"001"_s;
    migration.id = place.migration(1).id;
    migration.checksum = u"of this test"_s;
    migration.wentUp = true;
    migration.up += {u"CREATE TABLE one (id INTEGER)"_s, std::chrono::hours(3), {}, {}, 0};
    Rehearsal rehearsal;
    rehearsal.at = rehearsal.takenAt = QDateTime::currentDateTimeUtc();
    rehearsal.migrations = {migration};
    QVERIFY(keepRehearsal(rehearsalsFolder(place.projectFolder()), rehearsal));
    show(place);
    part<QCheckBox>("finishByOn")->setChecked(true);
    part<QDateTimeEdit>("finishBy")->setDateTime(QDateTime::currentDateTime().addSecs(3600));
    m_shown->agree();
    const JobCenter &jobs = m_shown->application().services().jobs;
    const auto wasRefused = [&jobs] {
        const QList<JobInfo> all = jobs.jobs();
        return std::any_of(all.begin(), all.end(),
            [](const JobInfo &job) { return job.error && job.error->message.source().contains("was not begun"_L1); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(wasRefused(), Patience);
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QVERIFY(place.state(session, 1) == MigrationState::Pending);
}

/// One question for both: the name, and the terms.
void ApplyTermsTest::asksProductionOnTerms()
{
    const RunnerPlace place(m_engines, {}, {u"CREATE TABLE one (id INTEGER);"_s}, {});
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    m_shown = std::make_unique<ShownTimeline>(place, u"shop"_s, u"prod"_s);
    QCOMPARE(m_shown->error(), QString());
    auto *apply = part<QPushButton>("applyMigrations");
    QTRY_VERIFY_WITH_TIMEOUT(apply->isEnabled(), Patience);
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>("applyTerms"), Patience);
    QVERIFY(part<QCheckBox>("looksBeforeAndAfter")->isChecked());
    QVERIFY(!part<QPushButton>("confirmAgree")->isEnabled());
    m_shown->agree(u"shop"_s);
    QTRY_VERIFY_WITH_TIMEOUT(place.state(session, 1) == MigrationState::Applied, Patience);
}

RELATA_TEST(ApplyTermsTest)
#include "tst_apply_terms.moc"
