#include "models/jobs/recipes/copy_tool.h"

#include "models/base/life_line.h"
#include "models/engine/copy_port.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/jobs/recipes/session_end.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>

#include <algorithm>
#include <csignal>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int Beat = 100, Cycle = 2000; // milliseconds; of a cycle it works its share
constexpr int Wakes = 20; ///< beats behind a pause: it may just have begun to sleep
constexpr int LastLines = 8;
constexpr qint64 MostBytes = 4096; ///< of a line

class Run {
public:
    Run(const CopyToolCall &call, Connection &connection, const Engine &engine, const CopyToolHooks &hooks)
        : m_call(call)
        , m_connection(connection)
        , m_engine(engine)
        , m_hooks(hooks)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"PTDEBUG"_s);
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.setChildProcessModifier([this] { m_line.hold(); });
    }

    Result<> run(const QStringList &arguments)
    {
        m_process.start(m_call.program, arguments);
        if (!m_process.waitForStarted())
            return failed(QT_TRANSLATE_NOOP("Migrate", "%1 cannot be started: %2"), {m_process.errorString()});
        m_group = m_process.processId();
        m_clock.start();
        while (m_process.state() != QProcess::NotRunning) {
            m_process.waitForReadyRead(Beat);
            listen(false);
            if (m_process.state() == QProcess::NotRunning)
                break;
            brake();
            if (Result<> fine = m_stop ? Result<>() : m_hooks.mayGoOn(); !fine)
                stop(fine.error());
        }
        listen(true);
        const bool isDone = m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
        if (!isDone)
            LifeLine::end(m_process, m_group, SIGTERM);
        Result<> gone = outlast();
        if (!gone)
            return gone;
        return m_stop ? Result<>(failure(*m_stop)) : isDone ? Result<>() : whyNot();
    }

private:
    Result<> failed(const char *text, const QStringList &more = {}, Error::Code code = Error::Code::Refused) const
    {
        return failure({.code = code,
            .message = {"Migrate", text, QStringList{m_engine.copy->tool()->name()} + more},
            .detail = m_last.join(u'\n'),
            .sqlState = {},
            .position = {}});
    }

    void listen(bool toEnd)
    {
        while (m_process.canReadLine() || (toEnd && m_process.bytesAvailable() > 0)) {
            const QString text = QString::fromUtf8(m_process.readLine(MostBytes)).trimmed();
            const CopyToolLine line = m_engine.copy->tool()->line(text);
            if (line.kind == CopyToolLine::Kind::Session)
                begin(line);
            else if (line.kind == CopyToolLine::Kind::Rows)
                m_hooks.tell({"Migrate", QT_TRANSLATE_NOOP("Migrate", "%1 copies about %2 rows"),
                    {m_engine.copy->tool()->name(), QString::number(line.number)}});
            else if (line.kind == CopyToolLine::Kind::Progress && !m_isPaused)
                m_hooks.tell({"Migrate",
                    QT_TRANSLATE_NOOP("Migrate", "%1 has copied %2 per cent of the rows, and needs about %3 more"),
                    {m_engine.copy->tool()->name(), QString::number(line.number), line.left}});
            if (line.kind == CopyToolLine::Kind::Words)
                m_last = (m_last + QStringList{text}).mid(std::max<qsizetype>(0, m_last.size() + 1 - LastLines));
        }
    }

    void begin(const CopyToolLine &line)
    {
        m_session = line.session;
        Result<> fine = m_hooks.works(m_session);
        if (fine && m_call.mustBeEncrypted && !line.isEncrypted)
            fine = failed(QT_TRANSLATE_NOOP("Migrate", "The connection has to be encrypted, and that of %1 is not."));
        if (!fine)
            return stop(fine.error());
        m_process.write("go\n");
    }

    /// Holds it before its next batch, by a file; no batch is cut off.
    void brake()
    {
        if (m_session.isEmpty() || m_stop)
            return;
        const int share = m_hooks.share ? m_hooks.share() : 100;
        const bool isPaused = m_hooks.isPaused();
        const bool isHeld = isPaused || m_clock.elapsed() % Cycle >= Cycle * share / 100;
        if (isPaused && !m_isPaused)
            m_hooks.tell({"Migrate", QT_TRANSLATE_NOOP("Migrate", "Paused: somebody asked for it"), {}});
        m_isPaused = isPaused;
        if (isHeld && !std::exchange(m_isHeld, true)) {
            QFile file(m_call.pauseFile);
            (void)file.open(QIODevice::WriteOnly);
        } else if (!isHeld && std::exchange(m_isHeld, false)) {
            QFile::remove(m_call.pauseFile);
            m_wakes = Wakes;
        }
        if (!isHeld && m_wakes > 0) {
            --m_wakes;
            ::kill(pid_t(m_group), SIGUSR1);
        }
    }

    /// What its session does is ended first: it hears no signal while it waits for the server.
    void stop(const Error &error)
    {
        m_stop = error;
        if (!m_session.isEmpty() && m_connection.isAlive())
            (void)m_engine.runner->watch()->endSession(m_connection, m_session);
        LifeLine::end(m_process, m_group, SIGTERM);
    }

    Result<> outlast()
    {
        const Result<bool> gone = outlastSession(m_connection, m_engine, m_session);
        if (!gone)
            return failure(gone.error());
        if (!*gone)
            return failed(QT_TRANSLATE_NOOP("Migrate",
                              "The session of %1, number %2, still works on the server: wait for its end, then resume "
                              "or roll the migration back."),
                {m_session}, Error::Code::Conflict);
        return m_session.isEmpty() ? Result<>() : m_hooks.works({});
    }

    Result<> whyNot() const
    {
        if (m_process.exitStatus() == QProcess::CrashExit)
            return failed(QT_TRANSLATE_NOOP("Migrate", "%1 was ended by a signal."));
        const auto named = std::find_if(m_last.begin(), m_last.end(),
            [](const QString &line) { return line.contains("error"_L1, Qt::CaseInsensitive); });
        const QString words = named != m_last.end() ? *named : m_last.isEmpty() ? QString() : m_last.last();
        return failed(QT_TRANSLATE_NOOP("Migrate", "%1 failed: %2"),
            {words.isEmpty() ? u"exit status %1"_s.arg(m_process.exitCode()) : words.left(300)});
    }

    const CopyToolCall &m_call;
    Connection &m_connection;
    const Engine &m_engine;
    const CopyToolHooks &m_hooks;
    const LifeLine m_line; // outlives the process
    QProcess m_process;
    QElapsedTimer m_clock;
    QStringList m_last;
    QString m_session;
    std::optional<Error> m_stop;
    qint64 m_group = 0;
    int m_wakes = 0;
    bool m_isHeld = false, m_isPaused = false;
};

} // namespace

Result<> runCopyTool(const CopyToolCall &call, const QStringList &arguments, Connection &connection,
    const Engine &engine, const CopyToolHooks &hooks)
{
    return Run(call, connection, engine, hooks).run(arguments);
}

} // namespace relata
