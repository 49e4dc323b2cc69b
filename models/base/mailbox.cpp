#include "models/base/mailbox.h"

namespace relata {

/// Rung once for each call, in the owner's event loop. It carries nothing: what one thread hands to another passes
/// through the mailbox's own mutex, where sanitizers see it.
class MailboxBell : public QObject {
    Q_OBJECT
public:
    MailboxBell(Mailbox &mailbox, QObject *owner)
        : m_mailbox(mailbox)
    {
        moveToThread(owner->thread());
    }

    Q_INVOKABLE void ring()
    {
        if (const std::function<void()> call = m_mailbox.take())
            call();
    }

private:
    Mailbox &m_mailbox;
};

Mailbox::Mailbox(QObject *owner)
    : m_bell(new MailboxBell(*this, owner))
{ }

Mailbox::~Mailbox() { close(); }

void Mailbox::close()
{
    std::deque<std::function<void()>> dropped; // what they hold goes without the lock
    const std::lock_guard lock(m_mutex);
    delete m_bell;
    m_bell = nullptr;
    dropped.swap(m_calls);
}

void Mailbox::post(std::function<void()> call)
{
    const std::lock_guard lock(m_mutex);
    if (!m_bell)
        return;
    m_calls.push_back(std::move(call));
    QMetaObject::invokeMethod(m_bell, "ring", Qt::QueuedConnection);
}

std::function<void()> Mailbox::take()
{
    const std::lock_guard lock(m_mutex);
    if (m_calls.empty())
        return {};
    std::function<void()> call = std::move(m_calls.front());
    m_calls.pop_front();
    return call;
}

} // namespace relata

#include "mailbox.moc"
