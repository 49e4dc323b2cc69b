#include "tests/support/server_user.h"

#include <QFile>
#include <QTcpServer>

#include <pwd.h>
#include <unistd.h>

namespace relata::tests {
using namespace Qt::StringLiterals;

static const passwd *serverUser() { return ::getuid() == 0 ? ::getpwnam("postgres") : nullptr; }

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

QStringList asServerUser(const QStringList &command)
{
    QStringList words{u"setpriv"_s, u"--pdeathsig"_s, u"KILL"_s};
    if (const passwd *user = serverUser())
        words += {u"--reuid"_s, QString::number(user->pw_uid), u"--regid"_s, QString::number(user->pw_gid),
            u"--clear-groups"_s};
    return words + command;
}

void giveToServerUser(const QString &path)
{
    if (const passwd *user = serverUser())
        (void)!::chown(QFile::encodeName(path).constData(), user->pw_uid, user->pw_gid);
}

} // namespace relata::tests
