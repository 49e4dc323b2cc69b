#include "tests/app/pooler.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <pwd.h>
#include <unistd.h>

namespace relata::tests {
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 60'000;

/// A port that nobody listens on just now.
quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

bool answers(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return socket.waitForConnected(200);
}

} // namespace

Pooler::Pooler(const ConnectionProfile &server, const QString &mode)
    : m_profile(server)
{
    m_profile.host = u"127.0.0.1"_s;
    m_profile.port = freePort();
    const QString settings = m_folder.filePath(u"pgbouncer.ini"_s);
    QFile file(settings);
    if (!file.open(QIODevice::WriteOnly)) {
        m_error = file.errorString();
        return;
    }
    file.write(u"[databases]\n* = host=%1 port=%2 user=%3\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = %4\n"
               "unix_socket_dir =\nauth_type = any\npool_mode = %5\nignore_startup_parameters = "
               "extra_float_digits,options\n"_s
                   .arg(server.host, QString::number(server.port), server.user, QString::number(m_profile.port), mode)
                   .toUtf8());
    file.close();
    QStringList words{u"--pdeathsig"_s, u"KILL"_s};
    if (const passwd *user = ::getuid() == 0 ? ::getpwnam("postgres") : nullptr) { // it does not run as root
        (void)!::chown(QFile::encodeName(m_folder.path()).constData(), user->pw_uid, user->pw_gid);
        (void)!::chown(QFile::encodeName(settings).constData(), user->pw_uid, user->pw_gid);
        words += {u"--reuid"_s, QString::number(user->pw_uid), u"--regid"_s, QString::number(user->pw_gid),
            u"--clear-groups"_s};
    }
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(u"setpriv"_s, words + QStringList{u"/usr/sbin/pgbouncer"_s, settings});
    const bool isUp = QTest::qWaitFor([this] { return answers(m_profile.port); }, Patience);
    if (!isUp)
        m_error = u"the pooler does not answer: "_s + QString::fromUtf8(m_process.readAll()) + m_process.errorString();
}

Pooler::~Pooler()
{
    m_process.terminate();
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(Patience))
        m_process.kill();
}

} // namespace relata::tests
