#pragma once
#include "models/base/result.h"
#include "models/engine/connection_profile.h"

#include <QMap>
#include <QStringList>

#include <atomic>
#include <optional>
#include <thread>

namespace relata {
class EngineRegistry;
}

namespace relata::tests {

/// What an application's rows hold, by id; empty: NULL.
using WrittenRows = QMap<int, std::optional<QString>>;

/// Code that runs on and on in a session of its own: inserts, updates and deletes rows of the table "item" that are its
/// own, and knows only one column beside "id" and "other".
class WritingApplication {
public:
    struct Habits {
        QString column;
        int firstId = 0;
        quint32 seed = 0;
        QStringList values; ///< what it writes
        bool takesNull = false;
        std::optional<QString> left; ///< what a row gets where it leaves the column out; empty: it never does
    };

    WritingApplication(const EngineRegistry &registry, const ConnectionProfile &profile, Habits habits);
    ~WritingApplication();
    WritingApplication(const WritingApplication &) = delete;

    void start();
    /// Ends what is being written.
    void stop();
    /// What failed and had no need to.
    const QStringList &errors() const { return m_errors; }
    int writes() const { return m_writes; }

    /// What it has written; it may not run meanwhile. Rows may be given to it.
    WrittenRows rows;

private:
    void work();

    const EngineRegistry &m_registry;
    const ConnectionProfile m_profile;
    const Habits m_habits;
    std::thread m_thread;
    std::atomic<bool> m_stops = false;
    std::atomic<int> m_writes = 0;
    QStringList m_errors;
    quint32 m_starts = 0;
};

} // namespace relata::tests
