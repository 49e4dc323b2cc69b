#include "tests/support/held_server.h"

#include <QFile>

#include <csignal>

using namespace Qt::StringLiterals;

namespace relata::tests {

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
    QFile pid(QString::fromUtf8(told.mid(ready + 6).trimmed()) + u'/' + QString::fromLatin1(name) + u".pid"_s);
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
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(60'000))
        qWarning("A server of the test's own does not stop.");
}

/// The server and its children: PostgreSQL has one for each session.
bool HeldServer::signalAll(int signal) const
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
        if (::kill(pid_t(pids.at(i)), signal) != 0 && i == 0)
            return false;
    }
    return true;
}

bool HeldServer::freeze() { return m_pid > 0 && signalAll(SIGSTOP); }

void HeldServer::thaw()
{
    if (m_pid > 0)
        signalAll(SIGCONT);
}

} // namespace relata::tests
