#include "app/application.h"
#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/connection_book.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/secret_store.h"
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "models/project/tried_before.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/support/own_database.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/banner.h"
#include "widgets/common/panel.h"
#include "widgets/common/services.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

/// A project with a SQLite file for each of these environments, named as they are.
class Stages {
public:
    explicit Stages(const QStringList &environments, const QStringList &order = {})
    {
        QJsonArray connections;
        for (const QString &one : environments)
            connections += QJsonObject{
                {u"name"_s, one}, {u"url"_s, QString(u"sqlite:"_s + one + u".db"_s)}, {u"environment"_s, one}};
        for (const QString &one : environments)
            write(one + u".db"_s, {});
        QJsonObject config{{u"name"_s, u"shop"_s}, {u"engine"_s, u"sqlite"_s}, {u"connections"_s, connections}};
        if (!order.isEmpty())
            config.insert(u"environments"_s, QJsonArray::fromStringList(order));
        write(u"relata.json"_s, QJsonDocument(config).toJson());
        migration(1, "CREATE TABLE first (id INTEGER);");
    }

    QString folder() const { return m_folder.path(); }
    void write(const QString &path, const QByteArray &content) const
    {
        QDir(folder()).mkpath(QFileInfo(path).path());
        (void)writeFile(m_folder.filePath(path), content);
    }
    void migration(int number, const QByteArray &up) const
    {
        const QByteArray id = "7e00" + QByteArray::number(number);
        const QByteArray parent = number > 1 ? " parent 7e00" + QByteArray::number(number - 1) : QByteArray();
        write(u"migrations/00%1_step.sql"_s.arg(number),
            "-- Migration 00" + QByteArray::number(number) + ": step\n-- relata:id " + id + parent + "\n-- relata:up\n"
                + up + "\n-- relata:down\n");
    }
    Answer run(const QString &action, const QString &target, const QStringList &words = {}) const
    {
        return runProgram(
            QStringList{u"migrate"_s, action, u"--yes"_s, u"--project"_s, folder(), u"--target"_s, u'@' + target}
            + words);
    }
    Answer up(const QString &target, const QStringList &words = {}) const { return run(u"up"_s, target, words); }
    /// The first column of a query's first row.
    QString ask(const EngineRegistry &engines, const QString &target, const QString &query) const
    {
        ConnectionProfile profile;
        profile.engine = "sqlite";
        profile.database = m_folder.filePath(target + u".db"_s);
        tests::Session session;
        if (!session.open(profile, engines))
            return u"no connection"_s;
        const auto rows = fetch(*session.connection, query);
        return rows && !rows->isEmpty() ? rows->text(0, 0) : QString();
    }

private:
    QTemporaryDir m_folder;
};

/// A database of the environment before production, which lets nobody in without a password.
class GuardedStage {
public:
    explicit GuardedStage(const EngineRegistry &engines)
        : m_database(engines, "postgresql15", m_folder.path(), u"stage"_s)
    {
        guarded = m_database.profile;
        guarded.name = guarded.environment = u"stage"_s;
        guarded.user = u"stage_%1"_s.arg(QCoreApplication::applicationPid());
        if (const Result<> opened = m_admin.open(m_database.profile, engines); !opened) {
            error = opened.error().text();
            return;
        }
        std::ignore = m_admin.run(u"CREATE ROLE relata_guarded"_s);
        error = m_admin.run(
            u"CREATE ROLE %1 LOGIN SUPERUSER PASSWORD 'stage-4712' IN ROLE relata_guarded"_s.arg(guarded.user));
    }
    ~GuardedStage() { std::ignore = m_admin.run(u"DROP ROLE "_s + guarded.user); }
    Q_DISABLE_COPY_MOVE(GuardedStage)

    void keepPassword(SecretStore &secrets) const
    {
        secrets.write(ConnectionBook::secretKey(guarded), u"stage-4712"_s, [](const Result<> &) {});
    }
    bool take(const MigrationFile &migration) const
    {
        QuietContext quiet;
        return bool(applyMigration(*m_admin.connection, m_database.profile, *m_admin.engine, migration, quiet, {}));
    }

    ConnectionProfile guarded;
    QString error;

private:
    QTemporaryDir m_folder;
    OwnDatabase m_database;
    tests::Session m_admin;
};

const QString Applied = u"SELECT count(*) FROM _relata_migrations WHERE state = 'applied'"_s;

} // namespace

/// Production gets what the environment before it has had.
class TriedBeforeTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void refusesWhatWasNotTried();
    void takesWhatWasTried();
    void edited();
    void editedWhileItStands();
    void theNearestCounts_data();
    void theNearestCounts();
    void cannotBeAsked();
    void windowAsks();
    void windowAsksWithThePassword();
    void windowResumesWithThePassword();

private:
    EngineRegistry m_engines;
};

void TriedBeforeTest::refusesWhatWasNotTried()
{
    const Stages stages({u"stage"_s, u"prod"_s});
    const Answer up = stages.up(u"prod"_s);
    QVERIFY2(up.status == 4, qPrintable(up.err));
    QVERIFY2(up.err.contains("Migration 001 was not applied to prod, for stage has not had it as it is now."_L1)
            && up.err.contains("--allow UNTRIED --note REASON"_L1),
        qPrintable(up.err));
    QCOMPARE(stages.ask(m_engines, u"prod"_s, u"SELECT name FROM sqlite_schema"_s), QString());
    QCOMPARE(stages.up(u"prod"_s, {u"--allow"_s, u"UNTRIED"_s}).status, 4); // and why?
    const Answer allowed = stages.up(u"prod"_s, {u"--allow"_s, u"UNTRIED"_s, u"--note"_s, u"the shop is down"_s});
    QVERIFY2(allowed.status == 0, qPrintable(allowed.err));
    QCOMPARE(stages.ask(m_engines, u"prod"_s, u"SELECT version || ' ' || kind || ' ' || note FROM _relata_gates"_s),
        u"001 allowed the shop is down"_s);
}

void TriedBeforeTest::takesWhatWasTried()
{
    const Stages stages({u"dev"_s, u"stage"_s, u"prod"_s});
    QCOMPARE(stages.up(u"stage"_s).status, 0); // which asks nobody
    const Answer up = stages.up(u"prod"_s);
    QVERIFY2(up.status == 0, qPrintable(up.err));
    stages.migration(2, "CREATE TABLE second (id INTEGER);");
    QCOMPARE(stages.up(u"dev"_s).status, 0);
    const Answer early = stages.up(u"prod"_s);
    QVERIFY2(early.status == 4 && early.err.contains("for stage has not had it"_L1), qPrintable(early.err));
    QCOMPARE(stages.ask(m_engines, u"prod"_s, Applied), u"1"_s);
}

/// What ran there was another text.
void TriedBeforeTest::edited()
{
    const Stages stages({u"stage"_s, u"prod"_s});
    QCOMPARE(stages.up(u"stage"_s).status, 0);
    stages.migration(1, "CREATE TABLE other (id INTEGER);");
    const Answer up = stages.up(u"prod"_s);
    QVERIFY2(up.status == 4 && up.err.contains("for stage has not had it as it is now"_L1), qPrintable(up.err));
}

/// What stopped on production goes on as it was begun; as another text it has to be tried before, too.
void TriedBeforeTest::editedWhileItStands()
{
    const Stages stages({u"stage"_s, u"prod"_s});
    QCOMPARE(stages.up(u"stage"_s).status, 0);
    QCOMPARE(stages.up(u"prod"_s).status, 0);
    stages.migration(2, "INSERT INTO first VALUES (1);\nCREATE TABLE second (id INTEGER);");
    QCOMPARE(stages.up(u"stage"_s).status, 0);
    QCOMPARE(stages.ask(m_engines, u"prod"_s, u"CREATE TABLE second (note TEXT)"_s), QString()); // in its way
    QCOMPARE(stages.up(u"prod"_s, {u"--allow"_s, u"DRIFT"_s}).status, 3);
    const Answer same = stages.run(u"resume"_s, u"prod"_s, {u"--allow"_s, u"DRIFT"_s});
    QVERIFY2(same.status == 3 && !same.err.contains("UNTRIED"_L1), qPrintable(same.err));
    stages.migration(2, "INSERT INTO first VALUES (2);\nCREATE TABLE third (id INTEGER);");
    const QStringList words{u"--allow"_s, u"DRIFT"_s};
    const Answer refused = stages.run(u"resume"_s, u"prod"_s, words);
    QVERIFY2(refused.status == 4 && refused.err.contains("--allow UNTRIED --note REASON"_L1), qPrintable(refused.err));
    QVERIFY2(refused.err.contains("for stage has not had it as it is now"_L1), qPrintable(refused.err));
    QCOMPARE(stages.ask(m_engines, u"prod"_s, u"SELECT count(*) FROM first"_s), u"0"_s);
    const QStringList allowed{u"--allow"_s, u"UNTRIED"_s, u"--note"_s, u"the shop is down"_s};
    const Answer done = stages.run(u"resume"_s, u"prod"_s, words + allowed);
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QCOMPARE(stages.ask(m_engines, u"prod"_s, u"SELECT id FROM first"_s), u"2"_s);
    QCOMPARE(stages.ask(m_engines, u"prod"_s, u"SELECT version || ' ' || note FROM _relata_gates"_s),
        u"002 the shop is down"_s);
}

void TriedBeforeTest::theNearestCounts_data()
{
    QTest::addColumn<QStringList>("environments");
    QTest::addColumn<QStringList>("order");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QStringList>("before");
    const auto row = [](const char *name, const QStringList &all, const QStringList &order, const QString &target,
                         const QStringList &before) { QTest::newRow(name) << all << order << target << before; };
    row("staging", {u"dev"_s, u"staging"_s, u"production"_s}, {}, u"production"_s, {u"staging"_s});
    row("none between", {u"dev"_s, u"prod"_s}, {}, u"prod"_s, {u"dev"_s});
    row("alone", {u"prod"_s}, {}, u"prod"_s, {});
    row("only production asks", {u"dev"_s, u"stage"_s, u"prod"_s}, {}, u"stage"_s, {});
    row("an order of one's own", {u"dev"_s, u"qa"_s, u"prod"_s}, {u"dev"_s, u"qa"_s, u"prod"_s}, u"prod"_s, {u"qa"_s});
    row("two of them", {u"test1"_s, u"test2"_s, u"prod"_s}, {}, u"prod"_s, {u"test1"_s, u"test2"_s});
    row("unknown ones", {u"lab"_s, u"prod"_s}, {}, u"prod"_s, {});
}

void TriedBeforeTest::theNearestCounts()
{
    QFETCH(const QStringList, environments);
    QFETCH(const QStringList, order);
    QFETCH(const QString, target);
    const Stages stages(environments, order);
    const auto project = Project::open(stages.folder());
    QVERIFY(project);
    QStringList names;
    for (const ConnectionProfile &one :
        connectionsBefore((*project)->config(), *(*project)->config().connection(target)))
        names += one.name;
    QTEST(names, "before");
}

void TriedBeforeTest::cannotBeAsked()
{
    const Stages stages({u"stage"_s, u"prod"_s});
    stages.write(u"stage.db"_s, "this is no database, and never was one");
    const Answer up = stages.up(u"prod"_s);
    QVERIFY2(up.status == 4 && up.err.contains("whether stage had it before cannot be asked"_L1), qPrintable(up.err));
}

void TriedBeforeTest::windowAsks()
{
    const Stages stages({u"stage"_s, u"prod"_s});
    const auto project = Project::open(stages.folder());
    QVERIFY(project);
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk desk(**project, m_engines, jobs, sessions);
    QStringList codes;
    bool isDone = false;
    connect(&desk, &MigrationDesk::refused, this, [&](const Error &, const QStringList &found) { codes = found; });
    connect(&desk, &MigrationDesk::done, this, [&] { isDone = true; });
    ConnectionProfile prod = *(*project)->config().connection(u"prod");
    prod.database = QDir(stages.folder()).filePath(u"prod.db"_s);
    desk.setConnection(prod);
    QTRY_COMPARE_WITH_TIMEOUT(desk.pendingCount(), 1, 60'000);
    desk.apply();
    QTRY_COMPARE_WITH_TIMEOUT(codes, QStringList{u"UNTRIED"_s}, 60'000);
    QVERIFY(!isDone);
    desk.apply({}, codes);
    QTRY_VERIFY_WITH_TIMEOUT(isDone, 60'000);
    QCOMPARE(stages.ask(m_engines, u"prod"_s, u"SELECT note FROM _relata_gates"_s), u"allowed in the window"_s);
}

/// Which stands in no file.
void TriedBeforeTest::windowAsksWithThePassword()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const GuardedStage stage(m_engines);
    QCOMPARE(stage.error, QString());
    const RunnerPlace place(m_engines, "postgresql15", {u"CREATE TABLE first (id integer);"_s}, {}, true,
        [&](ProjectConfig &config) { config.connections += stage.guarded; });
    QCOMPARE(place.error, QString());
    QVERIFY(stage.take(place.migration(1)));
    ShownTimeline shown(place, u"shop"_s, u"prod"_s);
    QCOMPARE(shown.error(), QString());
    stage.keepPassword(shown.application().services().secrets);
    auto *apply = shown.panel()->findChild<QPushButton *>(u"applyMigrations"_s);
    QTRY_VERIFY_WITH_TIMEOUT(apply->isEnabled(), 60'000);
    QTest::mouseClick(apply, Qt::LeftButton);
    shown.agree(u"shop"_s);
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    const auto *banner = shown.panel()->findChild<Banner *>(u"banner"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(place.state(session, 1) == MigrationState::Applied, qPrintable(banner->text()), 60'000);
}

/// What goes on as another text than it was begun with is asked for there, too.
void TriedBeforeTest::windowResumesWithThePassword()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    const GuardedStage stage(m_engines);
    QCOMPARE(stage.error, QString());
    RunnerPlace place(m_engines, "postgresql15",
        {u"CREATE TABLE first (id integer);\nCREATE TABLE late (id nothing);"_s}, {}, false,
        [&](ProjectConfig &config) { config.connections += stage.guarded; });
    QCOMPARE(place.error, QString());
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QuietContext quiet;
    QVERIFY(!place.apply(session, 1, quiet, place.rules()));
    QVERIFY(place.state(session, 1) != MigrationState::Pending);
    const QString file = place.projectFolder() + u"/migrations/"_s + place.migration(1).fileName;
    QVERIFY(writeFile(file, QByteArray(*readFile(file)).replace("nothing", "integer")));
    place.timeline = readTimeline(place.projectFolder() + u"/migrations"_s).value();
    QVERIFY(stage.take(place.migration(1)));
    ShownTimeline shown(place, u"shop"_s, u"prod"_s);
    QCOMPARE(shown.error(), QString());
    stage.keepPassword(shown.application().services().secrets);
    auto *desk = shown.panel()->findChild<MigrationDesk *>();
    QTRY_COMPARE_WITH_TIMEOUT(desk->stopped(), u"001"_s, 60'000);
    desk->resumeStopped(u"001"_s);
    const auto *banner = shown.panel()->findChild<Banner *>(u"banner"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(place.state(session, 1) == MigrationState::Applied, qPrintable(banner->text()), 60'000);
}

RELATA_TEST(TriedBeforeTest)
#include "tst_tried_before.moc"
