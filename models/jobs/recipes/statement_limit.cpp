#include "models/jobs/recipes/statement_limit.h"

#include <QCoreApplication>

namespace relata {

StatementLimit::StatementLimit(Connection &connection, std::chrono::milliseconds limit)
    : m_limit(limit)
{
    if (limit.count() <= 0)
        return;
    m_thread = std::thread([this, interrupter = connection.interrupter()] {
        std::unique_lock lock(m_mutex);
        if (m_changed.wait_for(lock, m_limit, [this] { return m_isOver; }))
            return;
        m_isPassed = true;
        do { // until it has gone: a request may come before the server has begun
            if (const quint64 running = interrupter->running())
                interrupter->cancel(running);
        } while (!m_changed.wait_for(lock, std::chrono::milliseconds(100), [this] { return m_isOver; }));
    });
}

StatementLimit::~StatementLimit() { end(); }

void StatementLimit::end()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

bool StatementLimit::isPassed()
{
    end();
    return m_isPassed;
}

Error StatementLimit::error(const Error &error) const
{
    if (error.code != Error::Code::Cancelled)
        return error;
    Error result = error;
    result.code = Error::Code::Sql;
    result.message = {"RunScript",
        QT_TRANSLATE_NOOP("RunScript",
            "it was stopped, because it took longer than the %1 seconds that it may take; \"-- relata:timeout "
            "statement 2h\" in the migration's header lets it take longer"),
        {QString::number(double(m_limit.count()) / 1000.0)}};
    return result;
}

} // namespace relata
