#include "models/base/mailbox.h"

#include <QObject>

namespace relata {

void Mailbox::close()
{
    const std::lock_guard lock(m_mutex);
    m_owner = nullptr;
}

void Mailbox::post(std::function<void()> call)
{
    const std::lock_guard lock(m_mutex);
    if (m_owner)
        QMetaObject::invokeMethod(m_owner, std::move(call), Qt::QueuedConnection);
}

} // namespace relata
