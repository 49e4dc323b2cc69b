#include "dialects/common/register_engines.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/job_center.h"
#include "models/jobs/query_run.h"
#include "models/jobs/session_pool.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {

const Message Title{"test", "Asking", {}};

QueryRun::Script scriptOf(const QStringList &statements)
{
    QueryRun::Script script;
    qsizetype begin = 0;
    for (const QString &statement : statements) {
        script.statements += ScriptStatement{statement, begin};
        begin += statement.size() + 1;
    }
    return script;
}

} // namespace

/// Sessions, pools and runs of scripts on a real SQLite.
class SessionOnEnginesTest : public QObject {
    Q_OBJECT
private:
    /// Runs the script to its end; what happened is in m_events.
    bool runAll(Session &session, const QueryRun::Script &script)
    {
        QueryRun run(m_store, script);
        m_events.clear();
        connect(&run, &QueryRun::happened, this, [this](const QList<RunEvent> &events) { m_events += events; });
        std::optional<Result<int>> answer;
        m_center->start(session, Title, this, run.work(), [&](const Result<int> &result) { answer = result; });
        const bool ended = QTest::qWaitFor([&] { return answer.has_value(); }, 30'000);
        QCoreApplication::processEvents();
        return ended && *answer;
    }
    const RunEvent *event(RunEvent::Kind kind) const
    {
        for (const RunEvent &event : m_events) {
            if (event.kind == kind)
                return &event;
        }
        return nullptr;
    }

    EngineRegistry m_engines;
    PageStore m_store{1024 * 1024};
    std::unique_ptr<JobCenter> m_center;
    std::unique_ptr<SessionPool> m_pool;
    QTemporaryDir m_folder;
    ConnectionProfile m_profile;
    QList<RunEvent> m_events;

private slots:
    void initTestCase()
    {
        registerEngines(m_engines);
        m_profile.engine = "sqlite";
        m_profile.database = m_folder.filePath(u"a.db"_s);
        m_profile.parameters.insert(u"mode"_s, u"rwc"_s);
    }
    void init()
    {
        m_center = std::make_unique<JobCenter>();
        m_pool = std::make_unique<SessionPool>(m_engines);
    }
    void cleanup()
    {
        m_events.clear();
        m_center.reset();
        m_pool.reset();
    }

    void runsAScript()
    {
        const SessionLease lease = m_pool->lease(m_profile).value();
        QVERIFY(runAll(*lease,
            scriptOf({u"create table if not exists t(a integer, b text)"_s,
                u"insert into t values (1, 'one'), (2, null)"_s, u"select a, b from t order by a"_s})));
        const RunEvent *rows = event(RunEvent::Kind::Rows);
        QVERIFY(rows);
        QCOMPARE(rows->statement, 2);
        QCOMPARE(rows->rows->rowCount(), 2);
        QVERIFY(rows->rows->isFinished());
        const PackedPage page = rows->rows->resident(1);
        QCOMPARE(page.view(0, 1), QByteArrayView("one"));
        QVERIFY(page.isNull(1, 1));
        QCOMPARE(m_events.last().kind, RunEvent::Kind::Finished);
    }

    void stopsAtTheFirstErrorAndSaysWhere()
    {
        const SessionLease lease = m_pool->lease(m_profile).value();
        QVERIFY(!runAll(*lease, scriptOf({u"select 1"_s, u"select frm nothing"_s, u"select 3"_s})));
        QCOMPARE(m_events.last().kind, RunEvent::Kind::Failed);
        QCOMPARE(m_events.last().statement, 1);
        QCOMPARE(m_events.last().error->code, Error::Code::Sql);
    }

    void leavesTransactionsToTheTab()
    {
        const SessionLease lease = m_pool->lease(m_profile).value();
        QueryRun::Script script = scriptOf({u"create temp table mine(a)"_s, u"insert into mine values (1)"_s});
        script.manualCommit = true;
        QVERIFY(runAll(*lease, script));
        QCOMPARE(lease->status().transaction, TransactionState::Open);
        std::optional<Result<>> done;
        m_center->start(
            *lease, Title, this, [](Connection &connection, JobContext &) { return commit(connection); },
            [&](const Result<> &result) { done = result; });
        QTRY_VERIFY(done);
        QVERIFY(done->has_value());
        QCOMPARE(lease->status().transaction, TransactionState::None);
        QVERIFY(runAll(*lease, scriptOf({u"select count(*) from mine"_s}))); // still there in the next job
    }

    void resetsWhatComesBack()
    {
        {
            const SessionLease lease = m_pool->lease(m_profile).value();
            QVERIFY(runAll(*lease, scriptOf({u"create temp table mine(a)"_s, u"begin"_s})));
        }
        QTRY_COMPARE(m_pool->idleCount(), 1);
        const SessionLease again = m_pool->lease(m_profile).value();
        QCOMPARE(m_pool->idleCount(), 0);
        QCOMPARE(again->status().transaction, TransactionState::None);
        QVERIFY(!runAll(*again, scriptOf({u"select count(*) from mine"_s})));
    }

    void cancelsAndStreamsAtOnce()
    {
        const SessionLease lease = m_pool->lease(m_profile).value();
        QueryRun run(m_store,
            scriptOf(
                {u"with recursive n(i) as (select 1 union all select i + 1 from n) select i, 'row ' || i from n"_s}));
        qint64 seen = 0;
        std::shared_ptr<ResultBuffer> rows;
        connect(&run, &QueryRun::happened, this, [&](const QList<RunEvent> &events) {
            for (const RunEvent &event : events) {
                if (event.kind == RunEvent::Kind::FirstPage) {
                    rows = event.rows;
                    seen = rows->rowCount();
                }
            }
        });
        std::optional<Result<int>> answer;
        const JobId id =
            m_center->start(*lease, Title, this, run.work(), [&](const Result<int> &result) { answer = result; });
        QTRY_VERIFY(seen >= RowPage::FirstPageRows); // of a result that has no end
        QTRY_VERIFY(rows->rowCount() > 100'000); // more than the memory's budget
        m_center->cancel(id);
        QTRY_VERIFY(answer);
        QCOMPARE(answer->error().code, Error::Code::Cancelled);
        QVERIFY(rows->isFinished());
        QCOMPARE(rows->error()->code, Error::Code::Cancelled);
        const qint64 last = rows->rowCount() - 1;
        const PackedPage page = rows->read(last).value();
        QCOMPARE(page.view(qsizetype(last - page.firstRow()), 0), QByteArrayView(QByteArray::number(last + 1)));
        QVERIFY(m_store.usage().file > 0);
        QVERIFY(runAll(*lease, scriptOf({u"select 1"_s})));
    }

    void saysThatThereIsNoSuchEngine()
    {
        ConnectionProfile profile;
        profile.engine = "paper";
        const auto lease = m_pool->lease(profile);
        QVERIFY(!lease);
        QCOMPARE(lease.error().code, Error::Code::Unsupported);
    }
};

RELATA_TEST(SessionOnEnginesTest)
#include "tst_session.moc"
