#include "models/jobs/interrupt_watch.h"

namespace relata {

InterruptWatch::InterruptWatch(const JobContext &context, std::shared_ptr<Interrupter> interrupter, Cancels cancels)
    : m_thread([this, &context, interrupter = std::move(interrupter), cancels] {
        std::unique_lock lock(m_mutex);
        while (!m_done) {
            lock.unlock(); // what is asked of the server takes its time
            const bool stops = context.stopRequested();
            if (const quint64 running = stops ? interrupter->running() : 0)
                interrupter->cancel(running);
            lock.lock();
            if (stops && cancels == Cancels::One)
                return;
            m_ends.wait_for(lock, std::chrono::milliseconds(20), [this] { return m_done; });
        }
    })
{ }

InterruptWatch::~InterruptWatch()
{
    {
        const std::lock_guard lock(m_mutex);
        m_done = true;
    }
    m_ends.notify_one();
    m_thread.join();
}

} // namespace relata
