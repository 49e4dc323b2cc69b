#pragma once
#include "models/base/error.h"
#include "models/base/job_context.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>

namespace relata {

using JobId = quint64;
enum class JobState : unsigned char { Queued, Running, Finished, Failed, Cancelled };

/// What is known of a job at one moment.
struct JobInfo {
    JobId id = 0;
    Message title;
    JobState state = JobState::Queued;
    bool stopping = false; ///< somebody asked to stop and it has not ended yet
    Progress progress;
    std::chrono::milliseconds elapsed{}; ///< since it began to run; up to its end
    std::optional<Error> error;

    bool isOver() const { return state >= JobState::Finished; }
};

/// The state of one job, shared by the center and the worker that does it; thread-safe. It ends exactly once.
class Job final : public JobContext {
public:
    using Ended = std::function<void(const std::optional<Error> &error)>;

    /// `ended` is called once, on the thread that ends the job.
    Job(JobId id, Message title, Ended ended);

    JobId id() const { return m_id; }
    JobInfo info() const;
    /// Whether anything changed since this was asked last.
    bool takeNews() { return m_news.exchange(false); }

    /// A job that still waits ends at once; running work is told through `onStop`.
    void requestStop();
    /// Called once when somebody asks to stop; at once if they have already. Replaces the one before.
    void onStop(std::function<void()> stop);

    /// False: it has ended while it waited and must not run.
    bool begin();
    void end(std::optional<Error> error);
    bool isOver() const;

    void report(const Progress &progress) override;
    bool stopRequested() const override { return m_stop; }

private:
    using Clock = std::chrono::steady_clock;

    const JobId m_id;
    const Message m_title;
    mutable std::mutex m_mutex;
    Ended m_ended;
    std::function<void()> m_onStop;
    JobState m_state = JobState::Queued;
    Progress m_progress;
    Clock::time_point m_began, m_over;
    std::optional<Error> m_error;
    std::atomic<bool> m_stop = false, m_news = true;
};

} // namespace relata
