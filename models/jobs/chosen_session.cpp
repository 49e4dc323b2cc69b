#include "models/jobs/chosen_session.h"

#include <algorithm>
#include <utility>

namespace relata {

void ChosenSession::set(SessionLease session)
{
    SessionLease before = std::exchange(m_session, std::move(session));
    if (m_lasting.contains(before.get()))
        m_left.push_back(std::move(before));
}

void ChosenSession::ended(Session *session)
{
    const auto at = m_lasting.find(session);
    if (--at->second > 0)
        return;
    m_lasting.erase(at);
    std::erase_if(m_left, [=](const SessionLease &lease) { return lease.get() == session; });
}

} // namespace relata
