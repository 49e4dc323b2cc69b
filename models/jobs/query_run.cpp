#include "models/jobs/query_run.h"

#include "models/base/job_context.h"
#include "models/base/mailbox.h"
#include "models/engine/fetch.h"

namespace relata {

using namespace Qt::StringLiterals;

namespace {
constexpr int KeptNotices = 10'000; ///< a run; what comes after is counted and dropped
constexpr auto ReportInterval = std::chrono::milliseconds(50);
} // namespace

/// Where events wait until the window takes them.
class QueryRun::Channel {
public:
    Channel(std::shared_ptr<Mailbox> mailbox, std::function<void()> deliver)
        : m_mailbox(std::move(mailbox))
        , m_deliver(std::move(deliver))
    { }
    void put(RunEvent event)
    {
        event.time = QTime::currentTime();
        {
            const std::lock_guard lock(m_mutex);
            m_events += std::move(event);
            if (std::exchange(m_told, true))
                return;
        }
        m_mailbox->post(m_deliver);
    }
    QList<RunEvent> take()
    {
        const std::lock_guard lock(m_mutex);
        m_told = false;
        return std::exchange(m_events, {});
    }

private:
    std::shared_ptr<Mailbox> m_mailbox;
    std::function<void()> m_deliver;
    std::mutex m_mutex;
    QList<RunEvent> m_events;
    bool m_told = false;
};

/// Turns what a statement answers into pages and events.
class QueryRun::Sink : public RowSink {
public:
    Sink(PageStore &store, std::shared_ptr<Channel> channel, JobContext &context)
        : m_store(store)
        , m_channel(std::move(channel))
        , m_context(context)
    { }
    void begin(int statement, const QString &text)
    {
        m_statement = statement;
        m_answered = false;
        put(RunEvent::Kind::Began, [&](RunEvent &event) { event.text = text; });
    }
    void columns(const QList<ResultColumn> &columns) override
    {
        m_rows = std::make_shared<ResultBuffer>(m_store, columns);
        m_first = true;
        put(RunEvent::Kind::Rows);
    }
    bool page(RowPage page) override
    {
        if (!m_rows || !m_rows->append(std::move(page)))
            return false;
        if (std::exchange(m_first, false))
            put(RunEvent::Kind::FirstPage);
        reportRows();
        return true;
    }
    void notice(const QString &text) override
    {
        if (++m_notices <= KeptNotices)
            put(RunEvent::Kind::Notice, [&](RunEvent &event) { event.text = text; });
    }
    void finished(const ResultSummary &summary) override
    {
        if (m_rows) {
            reportRows(true);
            m_rows->finish(summary);
        }
        m_answered = true;
        put(RunEvent::Kind::Finished, [&](RunEvent &event) { event.summary = summary; });
        m_rows.reset();
    }
    void failed(const Error &error)
    {
        if (m_rows) {
            reportRows(true);
            m_rows->finish({}, error);
        }
        put(RunEvent::Kind::Failed, [&](RunEvent &event) { event.error = error; });
        m_rows.reset();
    }
    /// Some statements answer nothing at all; people still want to read that they ran.
    void ended(std::chrono::nanoseconds elapsed)
    {
        if (!m_answered)
            finished({.rows = -1, .elapsed = elapsed, .tag = {}});
    }

private:
    template <class Fill>
    void put(RunEvent::Kind kind, Fill fill)
    {
        RunEvent event;
        event.kind = kind;
        event.statement = m_statement;
        event.rows = m_rows;
        fill(event);
        m_channel->put(std::move(event));
    }
    void put(RunEvent::Kind kind)
    {
        put(kind, [](RunEvent &) {});
    }
    void reportRows(bool last = false)
    {
        const auto now = std::chrono::steady_clock::now();
        if (last ? m_rows->rowCount() == 0 : now - m_reported < ReportInterval)
            return;
        m_reported = now;
        m_context.report({.done = m_rows->rowCount(),
            .total = 0,
            .message = {"QueryRun", QT_TRANSLATE_NOOP("QueryRun", "rows"), {}}});
    }

    PageStore &m_store;
    std::shared_ptr<Channel> m_channel;
    JobContext &m_context;
    std::shared_ptr<ResultBuffer> m_rows;
    std::chrono::steady_clock::time_point m_reported;
    int m_statement = 0, m_notices = 0;
    bool m_first = false, m_answered = false;
};

QueryRun::QueryRun(PageStore &store, Script script, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_script(std::move(script))
    , m_mailbox(std::make_shared<Mailbox>(this))
    , m_channel(std::make_shared<Channel>(m_mailbox, [this] { deliver(); }))
{ }

QueryRun::~QueryRun() { m_mailbox->close(); }

void QueryRun::deliver()
{
    const QList<RunEvent> events = m_channel->take();
    if (!events.isEmpty())
        emit happened(events);
}

std::function<Result<int>(Connection &, JobContext &)> QueryRun::work() const
{
    return [script = m_script, channel = m_channel, &store = m_store](Connection &connection, JobContext &context) {
        return run(script, channel, store, connection, context);
    };
}

Result<int> QueryRun::run(const Script &script, const std::shared_ptr<Channel> &channel, PageStore &store,
    Connection &connection, JobContext &context)
{
    Sink sink(store, channel, context);
    int done = 0;
    for (const ScriptStatement &statement : script.statements) {
        sink.begin(done, statement.text);
        Result<> answer;
        if (context.stopRequested())
            answer = failure({.code = Error::Code::Cancelled,
                .message = {"QueryRun", QT_TRANSLATE_NOOP("QueryRun", "Cancelled before it ran."), {}},
                .detail = {},
                .sqlState = {},
                .position = {}});
        else if (script.manualCommit && connection.transaction() == TransactionState::None)
            answer = perform(connection, u"BEGIN"_s).map([](const ResultSummary &) {});
        if (answer)
            answer = runOne(statement, sink, connection);
        if (!answer) {
            sink.failed(answer.error());
            return failure(answer.error());
        }
        ++done;
    }
    return done;
}

Result<> QueryRun::runOne(const ScriptStatement &statement, Sink &sink, Connection &connection)
{
    const auto began = std::chrono::steady_clock::now();
    Result<> answer = connection.execute(statement.text, {}, sink);
    if (!answer) {
        Error error = answer.error();
        if (error.position)
            *error.position += statement.begin;
        return failure(error);
    }
    sink.ended(std::chrono::steady_clock::now() - began);
    return answer;
}

Result<> commit(Connection &connection)
{
    if (connection.transaction() == TransactionState::None)
        return {};
    return perform(connection, u"COMMIT"_s).map([](const ResultSummary &) {});
}

Result<> rollBack(Connection &connection)
{
    if (connection.transaction() == TransactionState::None)
        return {};
    return perform(connection, u"ROLLBACK"_s).map([](const ResultSummary &) {});
}

} // namespace relata

#include "moc_query_run.cpp"
