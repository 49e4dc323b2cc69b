#pragma once
#include "models/engine/connection_profile.h"

#include <QProcess>

namespace relata::tests {

/// A throwaway server of the test's own, for what cannot be done to one that others use: to stall it, to kill it.
/// Stopped with this object, and at the latest with this program.
class HeldServer {
public:
    /// `name` as packaging/servers knows it. Waits until the server answers.
    explicit HeldServer(const QByteArray &name);
    ~HeldServer();
    Q_DISABLE_COPY_MOVE(HeldServer)

    /// Why there is none; empty when it runs.
    const QString &error() const { return m_error; }
    const ConnectionProfile &profile() const { return m_profile; }
    /// Stops all its processes where they stand; false when that is not allowed.
    bool freeze();
    void thaw();
    /// Kills all its processes at once, as a machine that loses its power would end them; false when that is not
    /// allowed.
    bool kill();
    /// Starts it again on what it left, by the command that it was started with and further options. It may take a
    /// while until it answers.
    bool restart(const QStringList &options = {});
    /// The last lines that it wrote since then.
    QString lastWords() const;

private:
    bool signalAll(int signal) const;
    QList<qint64> processes() const;

    QProcess m_process, m_again;
    QStringList m_command; ///< with the user it runs as
    QString m_pidFile, m_log;
    QString m_error;
    ConnectionProfile m_profile;
    qint64 m_pid = 0;
};

} // namespace relata::tests
