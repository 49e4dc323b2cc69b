#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection.h"

#include <atomic>
#include <memory>
#include <thread>

namespace relata {

/// While it lives, a stop request of the context cancels what runs on the server.
class InterruptWatch {
public:
    InterruptWatch(const JobContext &context, std::shared_ptr<Interrupter> interrupter);
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch &) = delete;

private:
    std::atomic<bool> m_done = false;
    std::thread m_thread;
};

} // namespace relata
