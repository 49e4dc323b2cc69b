#include "models/jobs/session_pool.h"

#include "models/base/mailbox.h"
#include "models/engine/engine.h"

#include <algorithm>
#include <utility>

namespace relata {

namespace {

constexpr std::size_t KeptIdle = 2; ///< of one connection
constexpr auto PatienceAtEnd = std::chrono::seconds(3);

bool isSameTarget(const ConnectionProfile &a, const ConnectionProfile &b)
{
    return a.url() == b.url() && a.engine == b.engine && a.user == b.user && a.socket == b.socket
        && a.parameters == b.parameters && a.defaultSchema == b.defaultSchema && a.readOnly == b.readOnly
        && a.password.reveal() == b.password.reveal();
}

Error noEngine(const QByteArray &engine)
{
    return {.code = Error::Code::Unsupported,
        .message = {"Session", QT_TRANSLATE_NOOP("Session", "This program has no engine named “%1”."),
            {QString::fromUtf8(engine)}},
        .detail = {},
        .sqlState = {},
        .position = {}};
}

} // namespace

SessionLease::SessionLease(SessionPool *pool, std::unique_ptr<Session> session)
    : m_pool(pool)
    , m_session(std::move(session))
{ }

SessionLease::SessionLease(SessionLease &&other) noexcept
    : m_pool(std::exchange(other.m_pool, nullptr))
    , m_session(std::move(other.m_session))
{ }

SessionLease &SessionLease::operator=(SessionLease &&other) noexcept
{
    if (this != &other) {
        giveBack();
        m_pool = std::exchange(other.m_pool, nullptr);
        m_session = std::move(other.m_session);
    }
    return *this;
}

SessionLease::~SessionLease() { giveBack(); }

void SessionLease::giveBack()
{
    if (m_session && m_pool)
        m_pool->takeBack(std::move(m_session));
    m_session.reset();
}

SessionPool::SessionPool(const EngineRegistry &engines, QObject *parent)
    : QObject(parent)
    , m_engines(engines)
    , m_mailbox(std::make_shared<Mailbox>(this))
{ }

SessionPool::~SessionPool()
{
    m_mailbox->close();
    m_resetting.clear();
    m_idle.clear();
    for (const auto &worker : m_workers)
        worker->close();
    const auto until = std::chrono::steady_clock::now() + PatienceAtEnd;
    for (const auto &worker : m_workers) {
        const auto left = until - std::chrono::steady_clock::now();
        worker->waitForEnd(std::max(std::chrono::duration_cast<std::chrono::milliseconds>(left), {}));
    }
}

Result<SessionLease> SessionPool::lease(const ConnectionProfile &profile)
{
    const Engine *engine = m_engines.find(profile.engine);
    if (!engine || !engine->driver)
        return failure(noEngine(profile.engine));
    const auto same = std::find_if(
        m_idle.begin(), m_idle.end(), [&](const auto &session) { return isSameTarget(session->profile(), profile); });
    if (same != m_idle.end()) {
        std::unique_ptr<Session> session = std::move(*same);
        m_idle.erase(same);
        session->disconnect();
        return SessionLease(this, std::move(session));
    }
    std::erase_if(m_workers, [](const auto &worker) { return worker->waitForEnd({}); });
    auto session = std::make_unique<Session>(*engine->driver, profile);
    m_workers.push_back(session->worker());
    return SessionLease(this, std::move(session));
}

void SessionPool::closeIdle(const ConnectionProfile &profile)
{
    std::erase_if(m_idle, [&](const auto &session) { return isSameTarget(session->profile(), profile); });
}

void SessionPool::takeBack(std::unique_ptr<Session> session)
{
    const SessionStatus status = session->status();
    if (status.busy || status.state != SessionStatus::State::Open)
        return;
    session->disconnect();
    Session *const raw = session.get();
    connect(raw, &Session::changed, this, [this, raw] {
        if (raw->status().state != SessionStatus::State::Open)
            QMetaObject::invokeMethod(
                this, [this, raw] { forget(raw); }, Qt::QueuedConnection);
    });
    auto job = std::make_shared<Job>(0, Message{}, [this, raw, mailbox = m_mailbox](const std::optional<Error> &error) {
        mailbox->post([this, raw, failed = error.has_value()] { failed ? forget(raw) : keep(raw); });
    });
    m_resetting.push_back(std::move(session));
    raw->post(std::move(job), [](Connection &connection, JobContext &) -> std::optional<Error> {
        if (Result<> reset = connection.reset(); !reset)
            return reset.error();
        return {};
    });
}

void SessionPool::keep(Session *session)
{
    const auto at =
        std::find_if(m_resetting.begin(), m_resetting.end(), [=](const auto &other) { return other.get() == session; });
    if (at == m_resetting.end())
        return;
    std::unique_ptr<Session> owned = std::move(*at);
    m_resetting.erase(at);
    const auto alike = std::count_if(m_idle.begin(), m_idle.end(),
        [&](const auto &other) { return isSameTarget(other->profile(), owned->profile()); });
    if (std::size_t(alike) < KeptIdle)
        m_idle.push_back(std::move(owned));
}

void SessionPool::forget(Session *session)
{
    const auto isIt = [=](const auto &other) { return other.get() == session; };
    std::erase_if(m_resetting, isIt);
    std::erase_if(m_idle, isIt);
}

} // namespace relata

#include "moc_session_pool.cpp"
