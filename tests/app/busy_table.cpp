#include "tests/app/busy_table.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"

#include <QElapsedTimer>
#include <QThread>

namespace relata::tests {
using namespace Qt::StringLiterals;

BusyThread::BusyThread(const ConnectionProfile &profile, const EngineRegistry &engines, Turn turn)
    : m_thread([this, profile, &engines, turn = std::move(turn)] {
        Session session;
        if (!session.open(profile, engines))
            return;
        while (!m_ends && turn(session)) { }
    })
{ }

void BusyThread::end()
{
    m_ends = true;
    if (m_thread.joinable())
        m_thread.join();
}

BusyWriter::BusyWriter(
    const ConnectionProfile &profile, const EngineRegistry &engines, const QString &column, int first, quint32 seed)
    : m_column(column)
    , m_first(first)
    , m_random(seed)
    , m_thread(profile, engines, [this](const Session &session) { return turn(session); })
{ }

QString BusyWriter::end()
{
    m_thread.end();
    return m_trouble;
}

bool BusyWriter::turn(const Session &session)
{
    const int what = m_random.bounded(10);
    const int other = m_random.bounded(1000);
    const bool isNew = m_rows.size() < 50 || (what < 3 && m_rows.size() < 200);
    int number = m_first;
    while (isNew && m_rows.contains(number))
        ++number;
    if (!isNew)
        number = std::next(m_rows.cbegin(), m_random.bounded(int(m_rows.size()))).key();
    const bool isGone = !isNew && what > 7;
    const QString form = isNew ? u"INSERT INTO item (id, %3, other, owner, code) VALUES (%1, 'new', %2, 1, %1)"_s
        : isGone               ? u"DELETE FROM item WHERE id = %1"_s
                               : u"UPDATE item SET other = %2, %3 = 'old' WHERE id = %1"_s;
    const QString sql = isGone ? form.arg(number) : form.arg(QString::number(number), QString::number(other), m_column);
    QElapsedTimer clock;
    clock.start();
    const auto done = perform(*session.connection, sql);
    m_longest = std::max(m_longest, clock.elapsed());
    if (!done) {
        m_trouble = sql + u": "_s + done.error().text();
        return false;
    }
    ++m_writes;
    if (isGone)
        m_rows.remove(number);
    else
        m_rows.insert(number, other);
    QThread::usleep(500); // or the server does nothing else
    return true;
}

QueueSampler::QueueSampler(const ConnectionProfile &profile, const EngineRegistry &engines, const QString &session)
    : m_key(session)
    , m_thread(profile, engines, [this](const Session &own) { return turn(own); })
{ }

QString QueueSampler::end()
{
    m_thread.end();
    return m_trouble;
}

/// Whether the session's statement waits with somebody behind it. What builds beside others is asked of nobody.
QString QueueSampler::question(const Session &session) const
{
    const QString own = m_key.section(u'/', 0, 0);
    if (session.connection->server().engine == "postgresql")
        return u"SELECT 1 FROM pg_stat_activity r WHERE r.pid = "_s + own
            + u" AND r.wait_event_type = 'Lock' AND EXISTS (SELECT 1 FROM pg_stat_activity w WHERE r.pid = ANY "
              "(pg_blocking_pids(w.pid)))"_s;
    return u"SELECT 1 FROM information_schema.processlist r WHERE r.id = "_s + own
        + u" AND r.state LIKE 'Waiting for table metadata lock%' AND EXISTS (SELECT 1 FROM "
          "information_schema.processlist w WHERE w.id <> r.id AND w.db = r.db AND "
          "w.state LIKE 'Waiting for table metadata lock%')"_s;
}

bool QueueSampler::turn(const Session &session)
{
    const auto rows = fetch(*session.connection, question(session));
    if (!rows) {
        m_trouble = rows.error().text();
        return false;
    }
    ++m_samples;
    const bool isQueued = !rows->isEmpty();
    m_queued += isQueued ? 1 : 0;
    m_partings += m_isQueued && !isQueued ? 1 : 0;
    m_isQueued = isQueued;
    QThread::msleep(10);
    return true;
}

Standing::Standing(const ConnectionProfile &profile, const EngineRegistry &engines, const QueueSampler &sampler)
    : m_sampler(sampler)
    , m_thread(profile, engines, [this](const Session &session) { return turn(session); })
{ }

QString Standing::end()
{
    m_thread.end();
    return m_trouble;
}

/// Or nobody queues at all, for a while.
bool Standing::isLetGo() const
{
    constexpr int Patience = 60'000, Enough = 60;
    const int before = m_sampler.partings(), from = m_sampler.samples();
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < Patience) {
        const bool isQuiet = m_sampler.samples() > from + Enough && !m_sampler.isQueued();
        if (isQuiet || m_sampler.partings() > before)
            return true;
        QThread::msleep(5);
    }
    return false;
}

bool Standing::turn(const Session &session)
{
    constexpr int Rest = 1'000; // more than there is between two tries
    for (const QString &sql : {u"BEGIN"_s, u"UPDATE item SET other = other WHERE id = 1"_s})
        (void)perform(*session.connection, sql);
    if (!isLetGo())
        m_trouble = u"others waited behind a statement that went on waiting itself"_s;
    const bool done = bool(perform(*session.connection, u"COMMIT"_s));
    QThread::msleep(Rest);
    return done && m_trouble.isEmpty();
}

} // namespace relata::tests
