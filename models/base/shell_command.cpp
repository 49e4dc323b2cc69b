#include "models/base/shell_command.h"

#include <QProcess>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int Beat = 100, Grace = 5000; // milliseconds
constexpr int LastLines = 5;

/// A pipe that this program writes to when a command is over, and that breaks when this program is killed.
class LifeLine {
public:
    LifeLine()
    {
        if (::pipe2(m_ends, O_CLOEXEC) != 0)
            m_ends[0] = m_ends[1] = -1;
    }
    ~LifeLine()
    {
        const char over = 0;
        if (m_ends[1] >= 0 && ::write(m_ends[1], &over, 1) == 1)
            ::close(m_ends[1]);
        if (m_ends[0] >= 0)
            ::close(m_ends[0]);
    }
    Q_DISABLE_COPY_MOVE(LifeLine)

    /// In the child, which becomes the command: a group of its own, and beside it a process, nobody's child, that ends
    /// the group when the pipe breaks. Calls only what is safe between fork and exec.
    void hold() const
    {
        ::setpgid(0, 0);
        if (m_ends[0] < 0)
            return;
        const pid_t group = ::getpid();
        const pid_t between = ::fork();
        if (between == 0) {
            if (::fork() == 0)
                watch(group);
            ::_exit(0);
        }
        if (between > 0)
            ::waitpid(between, nullptr, 0);
    }

private:
    [[noreturn]] void watch(pid_t group) const
    {
        ::dup2(m_ends[0], 0);
        ::close_range(1, ~0U, 0); // the other end above all, and whatever else we have open
        ::signal(SIGTERM, SIG_IGN); // it is of the group
        char over = 0;
        ssize_t heard = -1;
        do
            heard = ::read(0, &over, 1);
        while (heard < 0 && errno == EINTR);
        if (heard == 0)
            ::kill(-group, SIGTERM);
        ::_exit(0);
    }

    int m_ends[2] = {-1, -1};
};

class Run {
public:
    explicit Run(const ShellCommand &command)
        : m_command(command)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (auto it = command.environment.begin(); it != command.environment.end(); ++it)
            environment.insert(it.key(), it.value());
        m_process.setProcessEnvironment(environment);
        m_process.setWorkingDirectory(command.folder);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.setStandardInputFile(QProcess::nullDevice());
        m_process.setChildProcessModifier([this] { m_line.hold(); });
    }

    Result<> run()
    {
        m_process.start(u"/bin/sh"_s, {u"-c"_s, m_command.text});
        if (!m_process.waitForStarted())
            return failed(QT_TRANSLATE_NOOP("ShellCommand", "The command \"%1\" cannot be started in %2."),
                {m_command.text, m_command.folder}, m_process.errorString());
        m_group = m_process.processId();
        while (!m_process.waitForFinished(Beat) && m_process.state() != QProcess::NotRunning) {
            listen(false);
            if (Result<> fine = m_command.mayGoOn ? m_command.mayGoOn() : Result<>(); !fine) {
                end();
                return fine;
            }
        }
        listen(true);
        if (m_process.exitStatus() == QProcess::CrashExit)
            return failed(QT_TRANSLATE_NOOP("ShellCommand", "The command \"%1\" was ended by a signal."),
                {m_command.text}, m_last.join(u'\n'));
        if (m_process.exitCode() != 0)
            return failed(QT_TRANSLATE_NOOP("ShellCommand", "The command \"%1\" failed with exit status %2."),
                {m_command.text, QString::number(m_process.exitCode())}, m_last.join(u'\n'));
        return {};
    }

private:
    static Result<> failed(const char *text, const QStringList &arguments, const QString &detail)
    {
        return failure({.code = Error::Code::Refused,
            .message = {"ShellCommand", text, arguments},
            .detail = detail,
            .sqlState = {},
            .position = {}});
    }

    void listen(bool toEnd)
    {
        m_process.waitForReadyRead(0);
        while (m_process.canReadLine() || (toEnd && m_process.bytesAvailable() > 0)) {
            const QString line = QString::fromLocal8Bit(m_process.readLine(MostBytes)).trimmed();
            m_last = (m_last + QStringList{line}).mid(std::max<qsizetype>(0, m_last.size() + 1 - LastLines));
            if (m_command.heard && !line.isEmpty())
                m_command.heard(line);
        }
    }

    void end()
    {
        ::kill(pid_t(-m_group), SIGTERM);
        if (!m_process.waitForFinished(Grace)) {
            ::kill(pid_t(-m_group), SIGKILL);
            m_process.waitForFinished();
        }
    }

    static constexpr qint64 MostBytes = 4096; ///< of a line that is told

    const ShellCommand &m_command;
    const LifeLine m_line; // outlives the process
    QProcess m_process;
    qint64 m_group = 0;
    QStringList m_last;
};

} // namespace

Result<> runShellCommand(const ShellCommand &command) { return Run(command).run(); }

} // namespace relata
