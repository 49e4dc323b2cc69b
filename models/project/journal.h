#pragma once
#include "models/base/result.h"
#include "models/schema/schema.h"

#include <QTimer>

#include <future>
#include <optional>

namespace relata {

/// Keeps the latest design on disk while one edits, so that a crash loses at most the last half second of it. Written
/// by a worker: an edit of the largest schema costs the window nothing. Lives on the thread of its project.
class Journal {
public:
    explicit Journal(QString path);
    /// Writes what is not written yet.
    ~Journal();
    Journal(const Journal &) = delete;
    Journal &operator=(const Journal &) = delete;

    const QString &path() const { return m_path; }
    /// The design of now; written soon.
    void keep(const Schema &schema);
    /// Writes at once what waits, and waits for it.
    void flush();
    /// Drops what waits, and waits for what is being written: the file is the caller's until the next keep.
    void pause();

private:
    void write();
    void wait();

    QString m_path;
    std::optional<Schema> m_waiting;
    QTimer m_timer;
    std::future<void> m_writing;
};

} // namespace relata
