#include "tests/support/held_server.h"

#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace relata::tests {

/// Ended, and its parent has not asked for it yet.
static bool isZombie(qint64 pid)
{
    QFile stat(u"/proc/%1/stat"_s.arg(pid));
    return !stat.open(QIODevice::ReadOnly) || stat.readAll().contains(") Z ");
}

HeldServer::HeldServer(const QByteArray &name)
{
    m_process.setProgram(qEnvironmentVariable("RELATA_SOURCE_DIR") + u"/packaging/servers"_s);
    m_process.setArguments({u"hold"_s, QString::fromLatin1(name)});
    m_process.start();
    QByteArray told;
    while (!told.contains("ready ") && m_process.waitForReadyRead(120'000))
        told += m_process.readAllStandardOutput();
    const qsizetype ready = told.indexOf("ready "), url = told.indexOf("://");
    if (ready < 0 || url < 0) {
        m_error = QString::fromUtf8(told + m_process.readAllStandardError()) + m_process.errorString();
        return;
    }
    const qsizetype begin = told.lastIndexOf('\'', url) + 1;
    const Result<ConnectionProfile> profile =
        profileFromUrl(QString::fromUtf8(told.mid(begin, told.indexOf('\'', url) - begin)));
    m_pidFile = QString::fromUtf8(told.mid(ready + 6).trimmed()) + u'/' + QString::fromLatin1(name) + u".pid"_s;
    QFile pid(m_pidFile);
    if (pid.open(QIODevice::ReadOnly))
        m_pid = pid.readAll().trimmed().toLongLong();
    if (!profile || m_pid <= 0)
        m_error = u"cannot read what packaging/servers says: "_s + QString::fromUtf8(told);
    else
        m_profile = *profile;
}

HeldServer::~HeldServer()
{
    thaw();
    if (m_again.state() != QProcess::NotRunning) {
        signalAll(SIGKILL);
        m_again.waitForFinished();
    }
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(60'000))
        qWarning("A server of the test's own does not stop.");
}

/// The server and its children: PostgreSQL has one for each session.
QList<qint64> HeldServer::processes() const
{
    QList<qint64> pids{m_pid};
    for (qsizetype i = 0; i < pids.size(); ++i) {
        QFile children(u"/proc/%1/task/%1/children"_s.arg(pids.at(i)));
        if (children.open(QIODevice::ReadOnly)) {
            for (const QByteArray &child : children.readAll().split(' ')) {
                if (const qint64 pid = child.trimmed().toLongLong(); pid > 0)
                    pids += pid;
            }
        }
    }
    return pids;
}

bool HeldServer::signalAll(int signal) const
{
    const QList<qint64> pids = processes();
    for (qsizetype i = 0; i < pids.size(); ++i) {
        if (::kill(pid_t(pids.at(i)), signal) != 0 && i == 0)
            return false;
    }
    return true;
}

bool HeldServer::kill()
{
    QFile command(u"/proc/%1/cmdline"_s.arg(m_pid));
    if (m_pid <= 0)
        return false;
    if (m_command.isEmpty() && command.open(QIODevice::ReadOnly)) {
        const uint user = QFileInfo(u"/proc/%1"_s.arg(m_pid)).ownerId(),
                   group = QFileInfo(u"/proc/%1"_s.arg(m_pid)).groupId();
        m_command = {u"setpriv"_s, u"--pdeathsig"_s, u"KILL"_s};
        if (::getuid() == 0)
            m_command +=
                {u"--reuid"_s, QString::number(user), u"--regid"_s, QString::number(group), u"--clear-groups"_s};
        QFile settings(u"/proc/%1/environ"_s.arg(m_pid));
        m_command += u"env"_s;
        if (settings.open(QIODevice::ReadOnly)) {
            for (const QByteArray &one : settings.readAll().split('\0')) {
                if (one.startsWith("LD_LIBRARY_PATH=") || one.startsWith("HOME="))
                    m_command += QString::fromLocal8Bit(one);
            }
        }
        for (const QByteArray &word : command.readAll().chopped(1).split('\0'))
            m_command += QString::fromLocal8Bit(word);
    }
    signalAll(SIGSTOP); // nobody starts a child between the list and the end
    const QList<qint64> pids = processes();
    bool isDone = !m_command.isEmpty();
    for (const qint64 pid : pids)
        isDone = ::kill(pid_t(pid), SIGKILL) == 0 && isDone;
    for (const qint64 pid : pids) {
        while (QFile::exists(u"/proc/%1/cmdline"_s.arg(pid)) && ::kill(pid_t(pid), 0) == 0 && !isZombie(pid))
            QThread::msleep(5);
    }
    return isDone;
}

bool HeldServer::restart(const QStringList &options)
{
    if (m_again.state() != QProcess::NotRunning)
        m_again.waitForFinished();
    m_again.setProcessChannelMode(QProcess::MergedChannels);
    m_log = m_pidFile.chopped(4) + u".again"_s;
    m_again.setStandardOutputFile(m_log);
    m_again.start(m_command.first(), m_command.mid(1) + options);
    if (m_command.isEmpty() || !m_again.waitForStarted())
        return false;
    m_pid = m_again.processId();
    QFile pid(m_pidFile);
    return pid.open(QIODevice::WriteOnly | QIODevice::Truncate) && pid.write(QByteArray::number(m_pid)) > 0;
}

QString HeldServer::lastWords() const
{
    QFile log(m_log);
    if (m_log.isEmpty() || !log.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(log.readAll().right(4000)).section(u'\n', -30);
}

bool HeldServer::freeze() { return m_pid > 0 && signalAll(SIGSTOP); }

void HeldServer::thaw()
{
    if (m_pid > 0)
        signalAll(SIGCONT);
}

} // namespace relata::tests
