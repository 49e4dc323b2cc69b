#pragma once
#include <QObject>

#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace relata {

/// Brings calls from any thread to the thread of a QObject that may go at any time; what comes too late is dropped.
/// Made on that thread, and closed there.
class Mailbox {
public:
    explicit Mailbox(QObject *owner);
    ~Mailbox();
    Q_DISABLE_COPY_MOVE(Mailbox)

    /// Stands first in the owner's destructor.
    void close();
    void post(std::function<void()> call);

private:
    friend class MailboxBell;
    std::function<void()> take();

    std::mutex m_mutex;
    std::deque<std::function<void()>> m_calls;
    QObject *m_bell = nullptr; ///< null: closed
};

} // namespace relata
