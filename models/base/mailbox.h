#pragma once
#include <functional>
#include <memory>
#include <mutex>

class QObject;

namespace relata {

/// Brings calls from any thread to the thread of a QObject that may go at any time; what comes too late is dropped.
class Mailbox {
public:
    explicit Mailbox(QObject *owner)
        : m_owner(owner)
    { }
    /// Stands first in the owner's destructor.
    void close();
    void post(std::function<void()> call);

private:
    std::mutex m_mutex;
    QObject *m_owner;
};

} // namespace relata
