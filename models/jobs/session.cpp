#include "models/jobs/session.h"

#include "models/base/mailbox.h"

namespace relata {

Session::Session(const Driver &driver, ConnectionProfile profile, QObject *parent)
    : QObject(parent)
    , m_profile(std::move(profile))
    , m_mailbox(std::make_shared<Mailbox>(this))
{
    m_worker = std::make_shared<SessionWorker>(
        driver, m_profile, [this, mailbox = m_mailbox] { mailbox->post([this] { emit changed(); }); });
    m_worker->start();
}

Session::~Session()
{
    m_mailbox->close();
    m_worker->close();
}

void Session::post(std::shared_ptr<Job> job, SessionWorker::Work work)
{
    m_worker->post(std::move(job), std::move(work));
}

} // namespace relata

#include "moc_session.cpp"
