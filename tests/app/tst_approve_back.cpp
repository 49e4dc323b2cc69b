#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"
#include "models/project/approvals.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

/// A production database that asks for approvals; the first migration is applied.
class Production {
public:
    explicit Production(const EngineRegistry &engines, const QByteArray &server)
        : place(engines, server,
            {u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));"_s,
                u"CREATE TABLE shelf (id INTEGER);\nCREATE UNIQUE INDEX book_title ON book (title);\n"
                "CREATE TABLE last_one (id INTEGER);"_s},
            {u"DROP TABLE book;"_s, u"DROP TABLE last_one;\nDROP TABLE shelf;"_s}, false)
    {
        ProjectConfig config;
        config.name = u"runner"_s;
        config.engine = place.profile().engine;
        ConnectionProfile live = place.profile(), scratch = place.profile();
        live.name = u"live"_s;
        live.environment = u"prod"_s;
        scratch.name = u"bench"_s;
        config.connections = {live, scratch};
        config.defaultConnection = live.name;
        config.scratchConnection = scratch.name;
        config.other.insert(u"requireApproval"_s, true);
        QVERIFY(writeFile(place.projectFolder() + u"/relata.json"_s, writeProjectConfig(config)));
        QVERIFY(session.open(place.profile(), engines));
        migrate(0, {u"approve"_s, u"001"_s, u"--by"_s, u"Ada"_s});
        migrate(0, {u"approve"_s, u"002"_s, u"--by"_s, u"Ada"_s});
        migrate(0, {u"up"_s, u"--to"_s, u"001"_s, u"--yes"_s});
    }

    /// What it said on standard error.
    QString migrate(int status, const QStringList &action) const
    {
        const Answer answer =
            runProgram(QStringList{u"migrate"_s} + action + QStringList{u"--project"_s, place.projectFolder()});
        if (answer.status != status)
            QTest::qFail(qPrintable(action.join(u' ') + u": "_s + answer.out + answer.err), __FILE__, __LINE__);
        return answer.err;
    }
    void refused(const QStringList &action, const QString &words) const
    {
        const QString said = migrate(4, action);
        QVERIFY2(said.contains(words), qPrintable(words + u"\nis not in: "_s + said));
    }
    bool isThere(const QString &table) const { return session.run(u"SELECT * FROM "_s + table).isEmpty(); }
    /// The second migration stops at its second statement, on rows.
    void stop() const
    {
        QCOMPARE(session.run(u"INSERT INTO book (id, title) VALUES (1, 'Emma'), (2, 'Emma')"_s), QString());
        migrate(3, {u"up"_s, u"--yes"_s, u"--allow"_s, u"DATA"_s});
        QVERIFY(isThere(u"shelf"_s));
    }
    void change(const QByteArray &from, const QByteArray &to) const
    {
        const QString file = place.projectFolder() + u"/migrations/002_step.sql"_s;
        QVERIFY(writeFile(file, readFile(file)->replace(from, to)));
    }

    RunnerPlace place;
    tests::Session session;
};

const QStringList ApproveBack{u"approve"_s, u"002"_s, u"--down"_s, u"--by"_s, u"Ada"_s};

} // namespace

/// Where a database asks for approvals, going back needs one as well as going on does.
class ApproveBackTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void downNeedsOne_data() { eachRunnerServer(); }
    void downNeedsOne();
    void rollBackNeedsOne_data() { eachRunnerServer(); }
    void rollBackNeedsOne();
    void resumeStandsOnTheSame_data() { eachRunnerServer(); }
    void resumeStandsOnTheSame();
    void theWindowAsksTheSame();

private:
    EngineRegistry m_engines;
};

void ApproveBackTest::downNeedsOne()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const Production production(m_engines, server);
    QCOMPARE(production.place.error, QString());
    production.migrate(0, {u"up"_s, u"--yes"_s});
    const QStringList down{u"down"_s, u"--yes"_s};
    production.refused(down, u"Going back from migration 002 is not approved"_s); // the word for up is none for down
    production.migrate(0, ApproveBack);
    production.change("DROP TABLE shelf;", "DROP TABLE IF EXISTS shelf;");
    production.refused(down, u"was edited after it was applied"_s);
    const QStringList accept{u"repair"_s, u"--accept"_s, u"002"_s, u"--yes"_s};
    production.migrate(0, accept); // which is no word for going back
    production.refused(down, u"was changed after going back from it was approved"_s);
    QVERIFY(production.isThere(u"shelf"_s) && production.isThere(u"last_one"_s));
    production.change("DROP TABLE IF EXISTS shelf;", "DROP TABLE  shelf ;"); // white space is nothing
    production.migrate(0, accept);
    production.migrate(0, down);
    QVERIFY(!production.isThere(u"shelf"_s) && !production.isThere(u"last_one"_s));
}

void ApproveBackTest::rollBackNeedsOne()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const Production production(m_engines, server);
    QCOMPARE(production.place.error, QString());
    production.stop();
    production.refused({u"rollback"_s, u"--yes"_s}, u"relata migrate approve 002 --down"_s);
    QVERIFY(production.isThere(u"shelf"_s));
    production.migrate(0, ApproveBack);
    production.migrate(0, {u"rollback"_s, u"--yes"_s});
    QVERIFY(!production.isThere(u"shelf"_s));
}

void ApproveBackTest::resumeStandsOnTheSame()
{
    RELATA_REQUIRE_ROWS_SERVER;
    const Production production(m_engines, server);
    QCOMPARE(production.place.error, QString());
    production.stop();
    QCOMPARE(production.session.run(u"UPDATE book SET title = 'Persuasion' WHERE id = 2"_s), QString());
    production.change("CREATE TABLE last_one (id INTEGER);", "CREATE TABLE last_one (id BIGINT);");
    production.refused({u"resume"_s, u"--yes"_s}, u"was changed after it was approved"_s);
    production.migrate(0, ApproveBack); // a word for going back is none for going on
    production.refused({u"resume"_s, u"--yes"_s}, u"was changed after it was approved"_s);
    QVERIFY(!production.isThere(u"last_one"_s));
    production.change("CREATE TABLE last_one (id BIGINT);", "CREATE TABLE last_one (id INTEGER);");
    production.migrate(0, {u"resume"_s, u"--yes"_s});
    QVERIFY(production.isThere(u"last_one"_s));
}

void ApproveBackTest::theWindowAsksTheSame()
{
    const Production production(m_engines, {});
    QCOMPARE(production.place.error, QString());
    production.migrate(0, {u"up"_s, u"--yes"_s});
    const auto project = Project::open(production.place.projectFolder());
    QVERIFY(project);
    JobCenter jobs;
    SessionPool sessions(m_engines);
    MigrationDesk desk(**project, m_engines, jobs, sessions);
    ApprovalDesk approvals(**project, desk.engine(), jobs);
    std::optional<Error> error;
    std::optional<Message> done;
    connect(&desk, &MigrationDesk::failed, this, [&](const Error &failed) { error = failed; });
    connect(&desk, &MigrationDesk::done, this, [&](const Message &what) { done = what; });
    ConnectionProfile live = production.place.profile();
    live.environment = u"prod"_s;
    desk.setConnection(live);
    constexpr int Patience = 60'000; // ms
    QTRY_COMPARE_WITH_TIMEOUT(desk.lastApplied(), u"002"_s, Patience);
    desk.rollBack(u"002"_s);
    QTRY_VERIFY_WITH_TIMEOUT(error || done, Patience);
    QVERIFY2(error && error->message.source().contains("Going back from migration 002 is not approved"_L1),
        error ? qPrintable(error->text()) : "it went back");
    QVERIFY(production.isThere(u"shelf"_s));
    approvals.approve(u"002"_s, u"Ada"_s, {}, true);
    const auto isApproved = [&] { return approvals.backStanding(u"002"_s).state == ApprovalStanding::State::Approved; };
    QTRY_VERIFY_WITH_TIMEOUT(isApproved(), Patience);
    QVERIFY(approvals.isApproved(u"002"_s)); // which is another word
    error.reset();
    desk.rollBack(u"002"_s);
    QTRY_VERIFY_WITH_TIMEOUT(error || done, Patience);
    QVERIFY2(!error, qPrintable(error ? error->text() : QString()));
    QVERIFY(!production.isThere(u"shelf"_s));
}

RELATA_TEST(ApproveBackTest)
#include "tst_approve_back.moc"
