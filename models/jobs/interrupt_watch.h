#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace relata {

/// While it lives, a stop request of the context cancels what runs on the server. What is given outlives it; it ends
/// without waiting.
class InterruptWatch {
public:
    enum class Cancels {
        All, ///< whatever runs from then on, too
        One ///< what runs then, so that what is to be put in order behind it can be
    };
    InterruptWatch(const JobContext &context, std::shared_ptr<Interrupter> interrupter, Cancels cancels = Cancels::All);
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch &) = delete;

private:
    std::mutex m_mutex;
    std::condition_variable m_ends;
    bool m_done = false;
    std::thread m_thread;
};

} // namespace relata
