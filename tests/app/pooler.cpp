#include "tests/app/pooler.h"

#include "tests/support/server_user.h"

#include <QFile>
#include <QTcpSocket>
#include <QTest>

namespace relata::tests {
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 60'000;

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
    giveToServerUser(m_folder.path());
    giveToServerUser(settings);
    const QStringList command = asServerUser({u"/usr/sbin/pgbouncer"_s, settings});
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(command.first(), command.mid(1));
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
