#pragma once
#include "models/jobs/job_center.h"
#include "models/jobs/session_pool.h"

#include <unordered_map>
#include <vector>

namespace relata {

/// The session with the database that somebody has chosen. Another one chosen, what was begun to last goes on to its
/// end on the session it began on; everything else on it is cancelled. Going away cancels all. Window's thread.
class ChosenSession {
public:
    explicit operator bool() const { return bool(m_session); }
    Session &operator*() const { return *m_session; }

    void set(SessionLease session);
    /// JobCenter::start() of what lasts; there is a session. `guard` owns this value.
    template <class Work, class Done>
    JobId startLasting(JobCenter &jobs, const Message &title, QObject *guard, Work work, Done done)
    {
        Session *const session = m_session.get();
        ++m_lasting[session];
        return jobs.start(
            *session, title, guard, std::move(work), [this, session, done = std::move(done)](auto answer) mutable {
                ended(session);
                done(std::move(answer));
            });
    }

private:
    void ended(Session *session);

    SessionLease m_session;
    std::unordered_map<Session *, int> m_lasting; ///< how much lasts on each
    std::vector<SessionLease> m_left; ///< of databases chosen before
};

} // namespace relata
