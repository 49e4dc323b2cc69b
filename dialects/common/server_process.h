#pragma once
#include <QProcess>
#include <QString>
#include <QStringList>

#include <optional>

namespace relata {

/// A server program of our own with its data in a folder. It is stopped, and the folder removed, when this object goes,
/// and also when the whole program is killed: a small shell waits for the end of a pipe that dies with us.
class ServerProcess {
public:
    /// An account of the system, by its numbers.
    struct Account {
        uint user = 0, group = 0;
        /// Leaves the present account for this one; for a child process alone.
        bool takeOn() const;
    };

    /// `stopSignal` by name ("INT", "TERM"): what makes the server leave at once and in order.
    ServerProcess(const QString &folder, const QByteArray &stopSignal);
    ~ServerProcess();
    Q_DISABLE_COPY_MOVE(ServerProcess)

    /// Under which the server runs; for one that refuses to run as root. The folder has to be its own.
    void setAccount(Account account) { m_account = account; }
    /// Its words go to the file named. False with errorText().
    bool start(const QString &program, const QStringList &arguments, const QString &log);
    bool isRunning();
    QString errorText() const { return m_process.errorString(); }

private:
    const QString m_folder;
    const QByteArray m_stopSignal;
    std::optional<Account> m_account;
    QProcess m_process;
};

} // namespace relata
