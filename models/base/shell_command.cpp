#include "models/base/shell_command.h"

#include "models/base/life_line.h"

#include <QProcess>

#include <csignal>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int Beat = 100; // milliseconds
constexpr int LastLines = 5;

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
                LifeLine::end(m_process, m_group, SIGTERM);
                return fine;
            }
        }
        listen(true);
        if (m_process.exitStatus() == QProcess::CrashExit || m_process.exitCode() != 0)
            LifeLine::end(m_process, m_group, SIGTERM);
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
