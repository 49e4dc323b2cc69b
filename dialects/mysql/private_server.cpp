#include "dialects/mysql/private_server.h"

#include "dialects/common/server_process.h"
#include "dialects/mysql/client.h"
#include "dialects/mysql/grants.h"
#include "models/base/file_text.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <pwd.h>
#include <unistd.h>

#include <thread>

namespace relata::mysql {
using namespace Qt::StringLiterals;

struct PrivateServer::Parts {
    const QTemporaryDir folder;
    ServerProcess process{folder.path(), "TERM"};
    ConnectionProfile profile;
};

namespace {

constexpr auto Pause = std::chrono::milliseconds(50);
constexpr int StartAttempts = 600;

Error unavailable(const char *text, const QStringList &arguments, const QString &detail = {})
{
    return {.code = Error::Code::Unsupported,
        .message = {"MySql", text, arguments},
        .detail = detail,
        .sqlState = {},
        .position = {}};
}

QString program(const QStringList &names)
{
    const QStringList folders{u"/usr/sbin"_s, u"/usr/local/sbin"_s, u"/usr/local/bin"_s, u"/usr/libexec"_s};
    for (const QString &name : names) {
        for (const QString &found :
            {QStandardPaths::findExecutable(name), QStandardPaths::findExecutable(name, folders)}) {
            if (!found.isEmpty())
                return found;
        }
    }
    return {};
}

/// Servers refuse to run as root; then the account of the package owns the data.
QStringList asAccount(const QString &folder)
{
    const passwd *account = geteuid() == 0 ? getpwnam("mysql") : nullptr;
    if (!account)
        return {};
    [[maybe_unused]] const int owned = chown(QFile::encodeName(folder).constData(), account->pw_uid, account->pw_gid);
    return {u"--user=mysql"_s};
}

Result<> install(const QString &folder, const QStringList &account)
{
    const QString installer = program({u"mariadb-install-db"_s, u"mysql_install_db"_s});
    if (installer.isEmpty()) {
        return failure(unavailable(
            QT_TRANSLATE_NOOP("MySql",
                "No server can be started for trying things out: install the package mariadb-server, or grant the "
                "right to create databases named _relata_scratch_…"),
            {}));
    }
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(installer,
        QStringList{u"--no-defaults"_s, u"--datadir="_s + folder + u"/data"_s,
            u"--auth-root-authentication-method=normal"_s, u"--skip-test-db"_s}
            + account);
    if (!process.waitForFinished(120'000) || process.exitCode() != 0) {
        return failure(
            unavailable(QT_TRANSLATE_NOOP("MySql", "The data of a server for trying things out could not be made."), {},
                QString::fromLocal8Bit(process.readAll()).right(2000)));
    }
    return {};
}

Result<> launch(ServerProcess &process, const QString &folder, const QStringList &account)
{
    const QStringList arguments{u"--no-defaults"_s, u"--datadir="_s + folder + u"/data"_s,
        u"--socket="_s + folder + u"/s"_s, u"--pid-file="_s + folder + u"/data/pid"_s, u"--skip-networking"_s,
        u"--innodb-flush-log-at-trx-commit=0"_s, u"--innodb-doublewrite=0"_s, u"--innodb-buffer-pool-size=64M"_s,
        u"--report-host="_s + PrivateMark};
    if (!process.start(program({u"mariadbd"_s, u"mysqld"_s}), arguments + account, folder + u"/log"_s))
        return failure(unavailable(QT_TRANSLATE_NOOP("MySql", "A server for trying things out could not be started."),
            {}, process.errorText()));
    return {};
}

} // namespace

PrivateServer::PrivateServer(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{ }

PrivateServer::~PrivateServer() = default;

const ConnectionProfile &PrivateServer::profile() const { return m_parts->profile; }

qint64 PrivateServer::pid() const
{
    const Result<QByteArray> text = readFile(m_parts->folder.filePath(u"data/pid"_s));
    return text ? text->trimmed().toLongLong() : 0;
}

Result<std::unique_ptr<PrivateServer>> PrivateServer::start(JobContext &context)
{
    auto parts = std::make_unique<Parts>();
    const QString folder = parts->folder.path();
    QFile::setPermissions(folder, QFile::Permissions(0x7755));
    const QStringList account = asAccount(folder);
    if (Result<> installed = install(folder, account); !installed)
        return failure(installed.error());
    if (Result<> launched = launch(parts->process, folder, account); !launched)
        return failure(launched.error());
    parts->profile.engine = "mariadb";
    parts->profile.socket = folder + u"/s"_s;
    parts->profile.user = u"root"_s;
    std::unique_ptr<PrivateServer> server(new PrivateServer(std::move(parts)));
    for (int i = 0; i < StartAttempts && server->m_parts->process.isRunning() && !context.stopRequested(); ++i) {
        if (connectTo(server->profile()))
            return server;
        std::this_thread::sleep_for(Pause);
    }
    QFile log(folder + u"/log"_s);
    const QString words = log.open(QIODevice::ReadOnly) ? QString::fromLocal8Bit(log.readAll()).right(2000) : QString();
    return failure(
        unavailable(QT_TRANSLATE_NOOP("MySql", "A server for trying things out did not come up."), {}, words));
}

} // namespace relata::mysql
