#pragma once
#include "models/base/result.h"
#include "models/jobs/job.h"

#include <QList>
#include <QObject>
#include <QPointer>

#include <memory>
#include <type_traits>
#include <utility>

class QThreadPool;
class QTimer;

namespace relata {

class Connection;
class Mailbox;
class Session;

/// Whether people see a job in the list; small helpers (a page read back, a cell fetched) are not listed.
enum class JobListing : unsigned char { Listed, Hidden };

/// Starts and follows all work that takes longer than a moment: pure work on a pool of threads, work with a connection
/// on its Session. Lives on the thread of the window; answers, signals and queries happen there.
class JobCenter : public QObject {
    Q_OBJECT
public:
    explicit JobCenter(QObject *parent = nullptr);
    /// Stops everything; waits for pure work three seconds at most.
    ~JobCenter() override;

    /// Runs `Result<T> work(JobContext &)` on the pool, then `done(Result<T>)` on this object's thread, unless `guard`
    /// has gone by then.
    template <class Work, class Done>
    JobId start(const Message &title, QObject *guard, Work work, Done done, JobListing listing = JobListing::Listed)
    {
        using Answer = std::invoke_result_t<Work &, JobContext &>;
        auto answer = std::make_shared<std::optional<Answer>>();
        return startPure(
            title,
            [work = std::move(work), answer](JobContext &context) mutable { return keep(*answer, work(context)); },
            guard,
            [done = std::move(done), answer](const std::optional<Error> &error) mutable { give(done, *answer, error); },
            listing);
    }

    /// The same for work that only waits for something: it takes no thread from others.
    template <class Work, class Done>
    JobId startWaiting(const Message &title, QObject *guard, Work work, Done done)
    {
        return start(
            title, guard,
            [work = std::move(work), pool = m_pool](JobContext &context) mutable {
                const Beside beside(pool);
                return work(context);
            },
            std::move(done));
    }

    /// The same for `Result<T> work(Connection &, JobContext &)` on a session, in the order of starting. The session is
    /// opened first when it is not open yet.
    template <class Work, class Done>
    JobId start(Session &session, const Message &title, QObject *guard, Work work, Done done,
        JobListing listing = JobListing::Listed)
    {
        using Answer = std::invoke_result_t<Work &, Connection &, JobContext &>;
        auto answer = std::make_shared<std::optional<Answer>>();
        return startConnected(
            session, title,
            [work = std::move(work), answer](Connection &connection, JobContext &context) mutable {
                return keep(*answer, work(connection, context));
            },
            guard,
            [done = std::move(done), answer](const std::optional<Error> &error) mutable { give(done, *answer, error); },
            listing);
    }

    /// Asks the job to stop; its answer comes as soon as it has. No effect on one that is over.
    void cancel(JobId id);
    void cancelAll();

    /// Listed jobs, the oldest first; ended ones stay until there are too many of them.
    QList<JobInfo> jobs() const;
    std::optional<JobInfo> job(JobId id) const;
    /// Listed jobs that are not over.
    int activeCount() const;
    void forgetEnded();

signals:
    void jobAdded(relata::JobId id);
    /// At most ten times a second for each job, and once for its end.
    void jobChanged(relata::JobId id);
    void jobEnded(relata::JobId id);
    void jobRemoved(relata::JobId id);

private:
    using PureWork = std::function<std::optional<Error>(JobContext &)>;
    using ConnectedWork = std::function<std::optional<Error>(Connection &, JobContext &)>;
    using Deliver = std::function<void(const std::optional<Error> &)>;
    struct Entry {
        std::shared_ptr<Job> job;
        QPointer<QObject> guard;
        Deliver deliver;
        JobListing listing;
    };

    /// While it lives, the pool has a thread more.
    class Beside {
    public:
        explicit Beside(QThreadPool *pool);
        ~Beside();
        Q_DISABLE_COPY_MOVE(Beside)

    private:
        QThreadPool *m_pool;
    };

    template <class Answer>
    static std::optional<Error> keep(std::optional<Answer> &place, Answer answer)
    {
        place = std::move(answer);
        return place->has_value() ? std::nullopt : std::optional<Error>(place->error());
    }
    template <class Done, class Answer>
    static void give(Done &done, std::optional<Answer> &answer, const std::optional<Error> &error)
    {
        if (error)
            done(Answer(tl::unexpected<Error>(*error)));
        else
            done(std::move(*answer));
    }

    JobId startPure(const Message &title, PureWork work, QObject *guard, Deliver deliver, JobListing listing);
    JobId startConnected(Session &session, const Message &title, ConnectedWork work, QObject *guard, Deliver deliver,
        JobListing listing);
    std::shared_ptr<Job> addJob(const Message &title, QObject *guard, Deliver deliver, JobListing listing);
    qsizetype indexOf(JobId id) const;
    void finish(JobId id, const std::optional<Error> &error);
    void forgetOldest();
    void tellNews();

    std::shared_ptr<Mailbox> m_mailbox;
    QThreadPool *m_pool;
    QTimer *m_timer;
    QList<Entry> m_entries;
    JobId m_lastId = 0;
};

} // namespace relata
