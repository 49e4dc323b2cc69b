#include "models/jobs/session.h"

#include "models/engine/ports.h"
#include "models/jobs/job_center.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTest>

#include <condition_variable>

using namespace relata;

namespace {

Error lost(const char *text)
{
    Error error;
    error.code = Error::Code::ConnectionLost;
    error.message = {"test", text, {}};
    return error;
}

/// The other end of a line: "stall" never answers, "wait" answers only when cancelled, all else at once. What a real
/// server does with a session is tested with the engines; this one can be made to hang.
struct Line : Interrupter {
    std::mutex mutex;
    std::condition_variable changed;
    QStringList heard;
    quint64 execution = 0, last = 0, cancelled = 0;
    bool cut = false;

    quint64 running() const noexcept override
    {
        const std::lock_guard lock(const_cast<std::mutex &>(mutex));
        return execution;
    }
    void cancel(quint64 number) noexcept override
    {
        const std::lock_guard lock(mutex);
        cancelled = number;
        changed.notify_all();
    }
    void abandon() noexcept override
    {
        const std::lock_guard lock(mutex);
        cut = true;
        changed.notify_all();
    }
    QStringList all()
    {
        const std::lock_guard lock(mutex);
        return heard;
    }
};

class LineConnection : public Connection {
public:
    explicit LineConnection(std::shared_ptr<Line> line)
        : m_line(std::move(line))
    { }
    ~LineConnection() override { say(QStringLiteral("closed")); }
    Result<> execute(const QString &statement, std::span<const Value>, RowSink &) override
    {
        std::unique_lock lock(m_line->mutex);
        m_line->heard += statement;
        const quint64 mine = m_line->execution = ++m_line->last;
        if (statement != QLatin1String("quick"))
            m_line->changed.wait(
                lock, [&] { return m_line->cut || (statement == QLatin1String("wait") && m_line->cancelled == mine); });
        m_line->execution = 0;
        if (m_line->cut)
            return failure(lost("Cut."));
        if (m_line->cancelled == mine)
            return failure(cancelledError());
        return {};
    }
    Result<qint64> load(const QStringList &, const QStringList &, RowSource &) override { return 0; }
    TransactionState transaction() const override { return TransactionState::Open; }
    Result<> reset() override { return {}; }
    std::shared_ptr<Interrupter> interrupter() override { return m_line; }
    const ServerInfo &server() const override { return m_server; }
    bool isAlive() const override { return !m_line->cut; }

private:
    void say(const QString &word)
    {
        const std::lock_guard lock(m_line->mutex);
        m_line->heard += word;
    }
    std::shared_ptr<Line> m_line;
    ServerInfo m_server{.engine = "line", .version = 1, .versionText = {}, .product = {}, .settings = {}};
};

class LineDriver : public Driver {
public:
    Result<std::unique_ptr<Connection>> open(const ConnectionProfile &profile) const override
    {
        ++opened;
        if (profile.host == QLatin1String("nowhere"))
            return failure(lost("No such host."));
        return std::make_unique<LineConnection>(line);
    }
    std::shared_ptr<Line> line = std::make_shared<Line>();
    mutable std::atomic<int> opened = 0;
};

class Deaf : public RowSink {
public:
    void columns(const QList<ResultColumn> &) override { }
    bool page(RowPage) override { return true; }
    void notice(const QString &) override { }
    void finished(const ResultSummary &) override { }
};

auto saying(const QString &statement)
{
    return [statement](Connection &connection, JobContext &) {
        Deaf sink;
        return connection.execute(statement, {}, sink);
    };
}

const Message Title{"test", "Talking", {}};

} // namespace

/// One thread, one connection, jobs in order; stopping never waits for the server.
class SessionTest : public QObject {
    Q_OBJECT
private:
    JobId say(Session &session, const QString &statement)
    {
        return m_center->start(session, Title, m_center.get(), saying(statement),
            [this](const Result<> &answer) { m_answers += answer ? -1 : int(answer.error().code); });
    }
    std::unique_ptr<JobCenter> m_center;
    QList<int> m_answers; ///< −1 for what went well

private slots:
    void init()
    {
        m_center = std::make_unique<JobCenter>();
        m_answers.clear();
    }
    void cleanup() { m_center.reset(); }

    void opensOnceAndKeepsOrder()
    {
        LineDriver driver;
        Session session(driver, {});
        QCOMPARE(session.status().state, SessionStatus::State::Closed);
        for (int i = 0; i < 20; ++i)
            say(session, QStringLiteral("quick"));
        QTRY_COMPARE(m_answers, QList<int>(20, -1));
        QCOMPARE(driver.opened, 1);
        QCOMPARE(session.status().state, SessionStatus::State::Open);
        QCOMPARE(session.status().transaction, TransactionState::Open);
        QCOMPARE(session.status().server->engine, QByteArray("line"));
    }

    void cancelsTheRunningAndTheWaiting()
    {
        LineDriver driver;
        Session session(driver, {});
        const JobId running = say(session, QStringLiteral("wait"));
        const JobId waiting = say(session, QStringLiteral("wait"));
        QTRY_COMPARE(driver.line->all(), QStringList{QStringLiteral("wait")});
        m_center->cancel(waiting);
        QTRY_COMPARE(m_answers, QList{int(Error::Code::Cancelled)});
        m_center->cancel(running);
        QTRY_COMPARE(m_answers.size(), 2);
        QCOMPARE(m_center->job(running)->state, JobState::Cancelled);
        say(session, QStringLiteral("quick"));
        QTRY_COMPARE(m_answers.size(), 3);
        QCOMPARE(m_answers.last(), -1); // the session lives on
        QCOMPARE(driver.line->all(), (QStringList{QStringLiteral("wait"), QStringLiteral("quick")}));
    }

    void cancelsOneStatementAndNotTheCleaningUp()
    {
        LineDriver driver;
        Session session(driver, {});
        std::optional<Result<>> cleaned;
        const JobId id = m_center->start(
            session, Title, m_center.get(),
            [](Connection &connection, JobContext &) -> Result<> {
                Deaf sink;
                if (Result<> done = connection.execute(QStringLiteral("wait"), {}, sink); done)
                    return {};
                QThread::msleep(30);
                return connection.execute(QStringLiteral("quick"), {}, sink);
            },
            [&](Result<> answer) { cleaned = std::move(answer); });
        QTRY_COMPARE(driver.line->all().size(), 1);
        m_center->cancel(id);
        QTRY_VERIFY(cleaned);
        QVERIFY(cleaned->has_value());
    }

    void leavesAServerThatDoesNotAnswer()
    {
        LineDriver driver;
        Session session(driver, {});
        const JobId id = say(session, QStringLiteral("stall"));
        QTRY_COMPARE(driver.line->all().size(), 1);
        m_center->cancel(id);
        QTRY_COMPARE_WITH_TIMEOUT(m_answers.size(), 1, 15'000);
        QCOMPARE(session.status().state, SessionStatus::State::Lost);
        QCOMPARE(session.status().transaction, TransactionState::Unknown);
        // Nothing reconnects by itself: the next job is refused until somebody says so.
        say(session, QStringLiteral("quick"));
        QTRY_COMPARE(m_answers.size(), 2);
        QCOMPARE(m_answers.last(), int(Error::Code::ConnectionLost));
        QCOMPARE(driver.opened, 1);
        driver.line = std::make_shared<Line>();
        session.reconnect();
        say(session, QStringLiteral("quick"));
        QTRY_COMPARE(m_answers.size(), 3);
        QCOMPARE(m_answers.last(), -1);
        QCOMPARE(driver.opened, 2);
    }

    void saysWhyItCannotOpenAndTriesAgain()
    {
        LineDriver driver;
        ConnectionProfile profile;
        profile.host = QStringLiteral("nowhere");
        Session session(driver, profile);
        say(session, QStringLiteral("quick"));
        QTRY_COMPARE(m_answers.size(), 1);
        QCOMPARE(session.status().error->message.source(), QStringLiteral("No such host."));
        say(session, QStringLiteral("quick"));
        QTRY_COMPARE(m_answers.size(), 2);
        QCOMPARE(driver.opened, 2); // there was no state to lose
    }

    void goesWithoutWaiting()
    {
        LineDriver driver;
        std::shared_ptr<SessionWorker> worker;
        {
            Session session(driver, {});
            worker = session.worker();
            say(session, QStringLiteral("stall"));
            say(session, QStringLiteral("quick"));
            QTRY_COMPARE(driver.line->all().size(), 1);
        }
        QVERIFY(!worker->waitForEnd({})); // it was gone before its thread
        QVERIFY(worker->waitForEnd(std::chrono::seconds(15)));
        QCOMPARE(driver.line->all(), (QStringList{QStringLiteral("stall"), QStringLiteral("closed")}));
    }
};

RELATA_TEST(SessionTest)
#include "tst_session.moc"
