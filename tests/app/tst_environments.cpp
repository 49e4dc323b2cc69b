#include "app/secrets.h"
#include "dialects/common/register_engines.h"
#include "models/engine/connection_book.h"
#include "models/items/environment_model.h"
#include "models/items/roles.h"
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"
#include "models/project/environment_desk.h"
#include "models/project/project.h"
#include "tests/app/runner_place.h"
#include "tests/support/silent_listener.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

using Reach = EnvironmentColumn::Reach;

/// Migrations as rows and databases as columns: what each says, and what does not answer.
class EnvironmentsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void ordersColumns();
    void keepsForeignRowsApart();
    void reads_data() { tests::eachRunnerServer(); }
    void reads();
    void holdsUpNobody();
    void asksNewOnes();
    void asksForAPassword();
    void staysFast();

private:
    static constexpr int Patience = 60'000; // ms

    EngineRegistry m_engines;
};

namespace {

ConnectionProfile named(ConnectionProfile profile, const QString &name, const QString &environment)
{
    profile.name = name;
    profile.environment = environment;
    return profile;
}

/// A PostgreSQL server of this computer, should one listen there.
ConnectionProfile serverAt(int port)
{
    ConnectionProfile profile;
    profile.engine = "postgresql";
    profile.host = u"127.0.0.1"_s;
    profile.port = port;
    profile.user = u"nobody"_s;
    return profile;
}

QStringList namesOf(const QList<EnvironmentColumn> &columns)
{
    QStringList names;
    for (const EnvironmentColumn &one : columns)
        names += one.name;
    return names;
}

const QStringList up{u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY);"_s,
    u"ALTER TABLE book ADD COLUMN pages INTEGER;"_s, u"ALTER TABLE book ADD COLUMN year INTEGER;"_s};

/// A project with its databases, and the desk that asks them.
struct DeskPlace {
    DeskPlace(const EngineRegistry &engines, const QString &folder)
        : project(std::move(*Project::open(folder)))
        , sessions(engines)
        , desk({*project, engines, jobs, sessions, book, secrets})
        , model(desk)
        , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    { }
    const EnvironmentColumn &column(const QString &name) const
    {
        return desk.table().columns().at(desk.columnOf(name));
    }

    std::unique_ptr<Project> project;
    JobCenter jobs;
    SessionPool sessions;
    ConnectionBook book;
    SessionSecretStore secrets;
    EnvironmentDesk desk;
    EnvironmentModel model;
    QAbstractItemModelTester tester;
};

} // namespace

void EnvironmentsTest::ordersColumns()
{
    ProjectConfig config;
    config.scratchConnection = u"scratch"_s;
    const QList<ConnectionProfile> all{named({}, u"live"_s, u"prod"_s), named({}, u"scratch"_s, u"dev"_s),
        named({}, u"staging"_s, u"stage"_s), named({}, u"mine"_s, {}), named({}, u"one"_s, u"dev"_s),
        named({}, u"two"_s, u"development"_s)};
    QCOMPARE(namesOf(environmentColumns(all, config)),
        QStringList({u"mine"_s, u"one"_s, u"two"_s, u"staging"_s, u"live"_s}));
    config.other.insert(u"environments"_s, QJsonArray{u"stage"_s, u"dev"_s, u"prod"_s});
    QCOMPARE(namesOf(environmentColumns(all, config)),
        QStringList({u"mine"_s, u"staging"_s, u"one"_s, u"two"_s, u"live"_s}));
}

/// A database that has another migration under a number of the project's shows both.
void EnvironmentsTest::keepsForeignRowsApart()
{
    Timeline timeline;
    timeline.migrations.resize(2);
    timeline.migrations[0].version = u"001"_s;
    timeline.migrations[1].version = u"002"_s;
    timeline.migrations[1].title = u"ours"_s;
    QList<EnvironmentColumn> columns = environmentColumns({named({}, u"a"_s, {}), named({}, u"b"_s, {})}, {});
    MigrationStatus first, second, theirs;
    first.version = u"001"_s;
    first.state = MigrationState::Applied;
    second.version = u"002"_s;
    theirs.version = u"002"_s;
    theirs.title = u"theirs"_s;
    theirs.state = MigrationState::Missing;
    columns[0].states = {first, second, theirs};
    columns[1].states = {first, second};
    const EnvironmentTable table(timeline, columns);
    QCOMPARE(table.rows().size(), 3);
    QCOMPARE(table.rows().at(1).title, u"ours"_s);
    QCOMPARE(table.rows().at(2).title, u"theirs"_s);
    QVERIFY(!table.rows().at(2).isInProject);
    QVERIFY(table.cell(1, 0)->state == MigrationState::Pending);
    QVERIFY(table.cell(2, 0)->state == MigrationState::Missing);
    QVERIFY(!table.cell(2, 1));
    QCOMPARE(table.columns().at(0).standsAt(), u"001"_s);
    QCOMPARE(table.columns().at(0).count(MigrationState::Pending), 1);
}

/// One that has two of three, one that has none, one that is no such server, and one of another engine.
void EnvironmentsTest::reads()
{
    QFETCH(QByteArray, server);
    RELATA_REQUIRE_SERVER(server.isEmpty() ? "mariadb" : server.constData());
    const tests::RunnerPlace place(m_engines, server, up, {});
    QCOMPARE(place.error, QString());
    const QTemporaryDir folder;
    const tests::OwnDatabase fresh(m_engines, server, folder.path(), u"fresh"_s);
    const tests::OwnDatabase elsewhere(m_engines, place.isSqlite() ? "mariadb" : "", folder.path(), u"other"_s);
    tests::Session session, other, third;
    QVERIFY(session.open(place.profile(), m_engines) && other.open(fresh.profile, m_engines));
    QVERIFY(third.open(elsewhere.profile, m_engines));
    QuietContext quiet;
    QVERIFY(place.apply(session, 1, quiet, {}) && place.apply(session, 2, quiet, {}));
    DeskPlace at(m_engines, place.projectFolder());
    at.book.reset({named(elsewhere.profile, u"other"_s, u"prod"_s), named(serverAt(1), u"live"_s, u"prod"_s),
        named(fresh.profile, u"staging"_s, u"stage"_s), named(place.profile(), u"dev"_s, u"dev"_s)});
    QCOMPARE(namesOf(at.desk.table().columns()), QStringList({u"dev"_s, u"staging"_s, u"other"_s, u"live"_s}));
    QCOMPARE(at.model.rowCount(), 3);
    QVERIFY(at.column(u"dev"_s).reach == Reach::Unread); // nobody has been asked to look
    at.desk.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(!at.desk.isReading(), Patience);
    QVERIFY(at.column(u"dev"_s).reach == Reach::Read);
    QCOMPARE(at.column(u"dev"_s).standsAt(), u"002"_s);
    QCOMPARE(environmentWords(at.column(u"dev"_s)).text, u"At 002, 1 pending"_s);
    QCOMPARE(environmentWords(at.column(u"staging"_s)).text, u"Nothing applied"_s);
    QVERIFY(at.column(u"live"_s).reach == Reach::NotReached);
    QVERIFY(environmentWords(at.column(u"live"_s)).detail.contains("127.0.0.1:1"_L1));
    QCOMPARE(environmentWords(at.column(u"other"_s)).text, u"Not for this project"_s);
    QCOMPARE(at.model.versionAt(0), u"003"_s); // the newest on top
    QCOMPARE(at.model.index(0, 0).data().toString(), u"Pending"_s);
    QCOMPARE(at.model.index(1, 0).data().toString(), u"Applied"_s);
    QCOMPARE(at.model.index(1, 0).data(DetailRole).toString(), u"just now"_s);
    QVERIFY(at.model.index(1, 0).data(Qt::ToolTipRole).toString().contains("It took"_L1));
    QCOMPARE(at.model.index(2, 3).data().toString(), QString());
    QVERIFY(at.model.index(2, 3).data(Qt::ToolTipRole).toString().contains("127.0.0.1:1"_L1));
    QVERIFY(place.apply(session, 3, quiet, {}));
    at.desk.refreshOne(u"dev"_s);
    QTRY_COMPARE_WITH_TIMEOUT(environmentWords(at.column(u"dev"_s)).text, u"At 003"_s, Patience);
}

/// Two servers never answer; the file does at once, and stopping does not wait for them.
void EnvironmentsTest::holdsUpNobody()
{
    const tests::RunnerPlace place(m_engines, {}, up, {});
    QCOMPARE(place.error, QString());
    const tests::SilentListener silent;
    ConnectionProfile mute = serverAt(silent.port);
    mute.connectTimeout = std::chrono::hours(1);
    DeskPlace at(m_engines, place.projectFolder());
    QList<ConnectionProfile> all;
    for (int i = 0; i < 6; ++i)
        all += named(mute, u"mute%1"_s.arg(i), u"dev"_s);
    at.book.reset(all + QList{named(place.profile(), u"file"_s, u"prod"_s)});
    at.desk.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(at.column(u"file"_s).reach == Reach::Read, Patience);
    QVERIFY(at.column(u"mute0"_s).reach == Reach::Reading);
    QCOMPARE(at.desk.progress(), (std::pair<int, int>(1, 7)));
    at.desk.cancel();
    QVERIFY(!at.desk.isReading());
    QVERIFY(at.column(u"mute0"_s).reach == Reach::Unread);
    QVERIFY(at.column(u"file"_s).reach == Reach::Read);
}

/// Databases that are new once somebody has looked are asked too, one after the other.
void EnvironmentsTest::asksNewOnes()
{
    const tests::RunnerPlace place(m_engines, {}, up, {});
    QCOMPARE(place.error, QString());
    DeskPlace at(m_engines, place.projectFolder());
    at.desk.refresh();
    QList<ConnectionProfile> all;
    for (int i = 0; i < 12; ++i)
        all += named(place.profile(), u"file%1"_s.arg(i), u"dev"_s);
    at.book.reset(all);
    at.book.put(named(place.profile(), u"late"_s, u"dev"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!at.desk.isReading(), Patience);
    QCOMPARE(at.desk.table().columns().size(), 13);
    for (const EnvironmentColumn &one : at.desk.table().columns())
        QVERIFY2(one.reach == Reach::Read, qPrintable(one.name));
}

/// A server that wants a password is told apart, and asked again with what a person gives.
void EnvironmentsTest::asksForAPassword()
{
    RELATA_REQUIRE_SERVER("mariadb");
    const tests::RunnerPlace place(m_engines, "mariadb", up, {});
    QCOMPARE(place.error, QString());
    tests::Session root;
    QVERIFY(root.open(place.profile(), m_engines));
    const QString user = u"relata_env_%1"_s.arg(QCoreApplication::applicationPid());
    QCOMPARE(
        root.run(u"CREATE USER '%1'@'%' IDENTIFIED BY 'right'; GRANT ALL ON *.* TO '%1'@'%'"_s.arg(user)), QString());
    ConnectionProfile guarded = named(place.profile(), u"guarded"_s, u"prod"_s);
    guarded.user = user;
    DeskPlace at(m_engines, place.projectFolder());
    at.book.reset({guarded});
    at.desk.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(at.column(u"guarded"_s).reach == Reach::NeedsPassword, Patience);
    at.desk.givePassword(u"guarded"_s, u"wrong"_s);
    QTRY_VERIFY_WITH_TIMEOUT(at.desk.isReading(), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(at.column(u"guarded"_s).reach == Reach::NeedsPassword, Patience);
    at.desk.givePassword(u"guarded"_s, u"right"_s);
    QTRY_COMPARE_WITH_TIMEOUT(environmentWords(at.column(u"guarded"_s)).text, u"Nothing applied"_s, Patience);
    QCOMPARE(root.run(u"DROP USER '%1'@'%'"_s.arg(user)), QString());
}

/// A thousand migrations on twelve databases: each cell is found by its place, not by looking through states.
void EnvironmentsTest::staysFast()
{
    Timeline timeline;
    QList<MigrationStatus> states;
    for (int i = 1; i <= 1000; ++i) {
        MigrationFile file;
        file.version = QString::number(i).rightJustified(4, u'0');
        timeline.migrations += file;
        MigrationStatus status;
        status.version = file.version;
        status.state = i < 900 ? MigrationState::Applied : MigrationState::Pending;
        states += status;
    }
    QList<ConnectionProfile> profiles;
    for (int i = 0; i < 12; ++i)
        profiles += named({}, u"c%1"_s.arg(i), u"dev"_s);
    QList<EnvironmentColumn> columns = environmentColumns(profiles, {});
    for (EnvironmentColumn &one : columns)
        one.states = states;
    const EnvironmentTable table(timeline, columns);
    QCOMPARE(table.rows().size(), 1000);
    for (qsizetype column = 0; column < 12; ++column) {
        for (qsizetype row = 0; row < 1000; ++row)
            QCOMPARE(table.cell(row, column)->version, table.rows().at(row).version);
    }
}

RELATA_TEST(EnvironmentsTest)
#include "tst_environments.moc"
