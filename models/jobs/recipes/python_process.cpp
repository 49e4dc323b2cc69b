#include "models/jobs/recipes/python_process.h"

#include <QFile>
#include <QJsonDocument>

#include <csignal>

static void takeResource() { Q_INIT_RESOURCE(python); } // of a static library, outside of namespaces

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int Beat = 50, Grace = 5000; // milliseconds
constexpr qint64 MostBytes = 4096; ///< of a line that it prints

/// Imports nothing from the project's folder. Reads one line, no byte more: what follows is heard by the program that
/// it brings.
const QString Opening = u"import sys; sys.path[:] = [one for one in sys.path if one]; import json; job = "
                        u"json.loads(open(0, 'rb', 0, closefd=False).readline()); "
                        "space = {'__name__': 'relata'}; exec(compile(job.pop('runner'), '<relata>', 'exec'), space); "
                        "space['main'](job)"_s;

} // namespace

Result<> PythonProcess::start(const QString &interpreter, const QString &folder, const QJsonObject &job)
{
    takeResource();
    QFile runner(u":/relata/python/run_migration.py"_s);
    QJsonObject whole = job;
    if (runner.open(QIODevice::ReadOnly))
        whole.insert(u"runner"_s, QString::fromUtf8(runner.readAll()));
    m_process.setWorkingDirectory(folder);
    m_process.setChildProcessModifier([this] { m_line.hold(); });
    m_process.start(interpreter, {u"-B"_s, u"-u"_s, u"-c"_s, Opening});
    if (!m_process.waitForStarted())
        return failure({.code = Error::Code::Refused,
            .message = {"Python", QT_TRANSLATE_NOOP("Python", "Python cannot be started: %1"), {interpreter}},
            .detail = m_process.errorString(),
            .sqlState = {},
            .position = {}});
    m_group = m_process.processId();
    say(QJsonDocument(whole).toJson(QJsonDocument::Compact));
    return {};
}

void PythonProcess::say(const QByteArray &word)
{
    m_process.write(QByteArray(word + '\n'));
    while (m_process.bytesToWrite() > 0 && m_process.waitForBytesWritten(Grace)) { }
}

void PythonProcess::hear(
    bool toEnd, const std::function<void(const QJsonObject &)> &told, const std::function<void(const QString &)> &heard)
{
    while (m_process.canReadLine()) {
        const QJsonDocument line = QJsonDocument::fromJson(m_process.readLine());
        if (line.isObject())
            told(line.object());
    }
    m_process.setReadChannel(QProcess::StandardError);
    while (m_process.canReadLine() || (toEnd && m_process.bytesAvailable() > 0)) {
        const QString line = QString::fromUtf8(m_process.readLine(MostBytes)).trimmed();
        if (heard && !line.isEmpty())
            heard(line);
    }
    m_process.setReadChannel(QProcess::StandardOutput);
}

bool PythonProcess::listen(
    const std::function<void(const QJsonObject &)> &told, const std::function<void(const QString &)> &heard)
{
    if (m_process.state() != QProcess::NotRunning)
        m_process.waitForReadyRead(Beat);
    const bool isOver = m_process.state() == QProcess::NotRunning;
    hear(isOver, told, heard);
    return !isOver;
}

void PythonProcess::end()
{
    if (m_process.state() != QProcess::NotRunning)
        say("cancel");
    LifeLine::end(m_process, std::exchange(m_group, 0), SIGINT); // the number may be another's from here on
}

QString PythonProcess::ending() const
{
    return m_process.exitStatus() == QProcess::CrashExit ? u"by a signal"_s
                                                         : u"with exit status %1"_s.arg(m_process.exitCode());
}

} // namespace relata
