#pragma once
#include "models/base/result.h"
#include "widgets/common/document.h"

#include <QByteArray>
#include <QList>
#include <QLockFile>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace relata {

/// What is brought back on the next start: tabs with their state, the window's geometry and layout. Never a secret.
struct WindowSession {
    QString project;
    QList<Document> tabs;
    int current = -1;
    QByteArray geometry;
    QByteArray layout;
    int layoutVersion = 0;
    bool endedWell = true; ///< false: the program that wrote it was killed

    QByteArray toJson() const;
    static Result<WindowSession> fromJson(const QByteArray &json);
};

/// Writes the session within two seconds of a change, whole or not at all, so that a killed program loses no more.
/// Each running program has a file of its own; a lock file with its process id guards it.
class SessionJournal : public QObject {
    Q_OBJECT
public:
    /// `snapshot` is asked for the session when it is time to write.
    SessionJournal(const QString &folder, std::function<WindowSession()> snapshot, QObject *parent = nullptr);
    ~SessionJournal() override;

    /// Takes a file nobody else holds, and answers what its last holder left there; nothing on the very first start.
    std::optional<WindowSession> begin();
    /// Something changed: it is written one second from now at the latest.
    void touch();
    /// Writes at once; `endedWell` as the program ends by itself.
    Result<> write(bool endedWell);
    QString fileName() const { return m_file; }

signals:
    /// The disk is full or the folder gone: said once, until writing works again.
    void writeFailed(const Error &error);

private:
    QString m_folder;
    QString m_file;
    std::function<WindowSession()> m_snapshot;
    std::unique_ptr<QLockFile> m_lock;
    QTimer m_timer;
    QByteArray m_written;
    bool m_failing = false;
};

} // namespace relata
