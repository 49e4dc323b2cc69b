#include "models/jobs/interrupt_watch.h"

namespace relata {

InterruptWatch::InterruptWatch(const JobContext &context, std::shared_ptr<Interrupter> interrupter)
    : m_thread([this, &context, interrupter = std::move(interrupter)] {
        std::unique_lock lock(m_mutex);
        while (!m_done) {
            lock.unlock(); // what is asked of the server takes its time
            if (context.stopRequested() && interrupter->running())
                interrupter->cancel(interrupter->running());
            lock.lock();
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
