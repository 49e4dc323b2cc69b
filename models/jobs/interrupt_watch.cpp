#include "models/jobs/interrupt_watch.h"

namespace relata {

InterruptWatch::InterruptWatch(const JobContext &context, std::shared_ptr<Interrupter> interrupter)
    : m_thread([this, &context, interrupter = std::move(interrupter)] {
        while (!m_done) {
            if (context.stopRequested() && interrupter->running())
                interrupter->cancel(interrupter->running());
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    })
{ }

InterruptWatch::~InterruptWatch()
{
    m_done = true;
    m_thread.join();
}

} // namespace relata
