#include "models/jobs/job.h"

#include <utility>

namespace relata {

Job::Job(JobId id, Message title, Ended ended)
    : m_id(id)
    , m_title(std::move(title))
    , m_ended(std::move(ended))
{ }

JobInfo Job::info() const
{
    const std::lock_guard lock(m_mutex);
    JobInfo info;
    info.id = m_id;
    info.title = m_title;
    info.state = m_state;
    info.stopping = m_stop && !info.isOver();
    info.progress = m_progress;
    info.error = m_error;
    if (m_began != Clock::time_point{}) {
        const Clock::time_point until = info.isOver() ? m_over : Clock::now();
        info.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(until - m_began);
    }
    return info;
}

void Job::requestStop()
{
    std::function<void()> stop;
    bool waiting = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_stop.exchange(true) || m_state >= JobState::Finished)
            return;
        waiting = m_state == JobState::Queued;
        stop = m_onStop;
    }
    m_news = true;
    if (waiting)
        end(cancelledError());
    if (stop)
        stop();
}

void Job::onStop(std::function<void()> stop)
{
    std::function<void()> now;
    {
        const std::lock_guard lock(m_mutex);
        m_onStop = std::move(stop);
        if (m_stop && m_state < JobState::Finished)
            now = m_onStop;
    }
    if (now)
        now();
}

bool Job::begin()
{
    const std::lock_guard lock(m_mutex);
    if (m_state != JobState::Queued)
        return false;
    m_state = JobState::Running;
    m_began = Clock::now();
    m_news = true;
    return true;
}

void Job::end(std::optional<Error> error)
{
    Ended ended;
    {
        const std::lock_guard lock(m_mutex);
        if (m_state >= JobState::Finished)
            return;
        m_state = !error                            ? JobState::Finished
            : error->code == Error::Code::Cancelled ? JobState::Cancelled
                                                    : JobState::Failed;
        m_over = Clock::now();
        m_error = error;
        ended = std::move(m_ended);
        m_ended = nullptr;
        m_onStop = nullptr;
    }
    m_news = true;
    if (ended)
        ended(error);
}

bool Job::isOver() const
{
    const std::lock_guard lock(m_mutex);
    return m_state >= JobState::Finished;
}

void Job::report(const Progress &progress)
{
    const std::lock_guard lock(m_mutex);
    m_progress = progress;
    m_news = true;
}

} // namespace relata
