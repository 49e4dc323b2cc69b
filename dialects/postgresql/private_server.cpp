#include "dialects/postgresql/private_server.h"

#include "dialects/common/client_program.h"
#include "dialects/common/server_process.h"
#include "dialects/postgresql/driver.h"
#include "dialects/postgresql/errors.h"
#include "dialects/postgresql/program_folders.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <pwd.h>
#include <unistd.h>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

struct Installation {
    QString folder; ///< with initdb and postgres
    int version = 0;
    QString versionText;
};

QList<Installation> installations()
{
    QList<Installation> result;
    for (const QString &folder : programFolders()) {
        const QDir dir(folder);
        if (!dir.exists(u"postgres"_s) || !dir.exists(u"initdb"_s))
            continue;
        const QString text = programOutput(dir.filePath(u"postgres"_s), {u"--version"_s}).section(u' ', 2, 2);
        result += {folder, text.section(u'.', 0, 0).toInt(), text};
    }
    return result;
}

std::optional<Installation> best(int version)
{
    std::optional<Installation> result;
    for (const Installation &found : installations()) {
        if (!result || found.version == version || (result->version != version && found.version > result->version))
            result = found;
    }
    return result;
}

/// The account that the server runs under: PostgreSQL refuses root.
std::optional<ServerProcess::Account> serverAccount()
{
    if (::geteuid() != 0)
        return {};
    for (const char *name : {"postgres", "nobody"}) {
        if (const passwd *entry = ::getpwnam(name))
            return ServerProcess::Account{entry->pw_uid, entry->pw_gid};
    }
    return {};
}

Error serverError(const char *text, const QString &detail)
{
    return ownError(Error::Code::Unsupported, text, {}, detail.trimmed());
}

} // namespace

struct PrivateServer::Data {
    explicit Data(Installation found)
        : installation(std::move(found))
    { }
    const Installation installation;
    const QTemporaryDir folder{QDir::tempPath() + u"/relata-pg-XXXXXX"_s};
    ServerProcess process{folder.path(), "INT"}; // fast shutdown
    ConnectionProfile profile;

    Result<> initialise();
    Result<> launch(JobContext &context);
};

Result<> PrivateServer::Data::initialise()
{
    const std::optional<ServerProcess::Account> account = serverAccount();
    if (account && ::chown(folder.path().toUtf8().constData(), account->user, account->group) != 0)
        return failure(
            serverError(QT_TRANSLATE_NOOP("Postgresql", "A folder for a private server cannot be made."), {}));
    QProcess initdb;
    initdb.setProcessChannelMode(QProcess::MergedChannels);
    initdb.setWorkingDirectory(folder.path());
    if (account) {
        process.setAccount(*account);
        initdb.setChildProcessModifier([account] {
            if (!account->takeOn())
                ::_exit(126);
        });
    }
    initdb.start(installation.folder + u"/initdb"_s,
        {u"-D"_s, folder.filePath(u"data"_s), u"-U"_s, u"relata"_s, u"-A"_s, u"trust"_s, u"-E"_s, u"UTF8"_s,
            u"--locale=C.UTF-8"_s, u"--no-sync"_s});
    if (!initdb.waitForFinished(60'000) || initdb.exitCode() != 0)
        return failure(serverError(QT_TRANSLATE_NOOP("Postgresql", "A private server cannot be set up."),
            QString::fromUtf8(initdb.readAll())));
    return {};
}

Result<> PrivateServer::Data::launch(JobContext &context)
{
    profile.engine = "postgresql";
    profile.socket = folder.path();
    profile.port = 5432;
    profile.user = u"relata"_s;
    profile.database = u"postgres"_s;
    const QString log = folder.filePath(u"log"_s);
    bool isUp = process.start(installation.folder + u"/postgres"_s,
        {u"-D"_s, folder.filePath(u"data"_s), u"-k"_s, folder.path(), u"-p"_s, u"5432"_s, u"-c"_s,
            u"listen_addresses="_s, u"-c"_s, u"fsync=off"_s, u"-c"_s, u"full_page_writes=off"_s, u"-c"_s,
            u"synchronous_commit=off"_s},
        log);
    for (const QDeadlineTimer deadline(30'000); isUp && !deadline.hasExpired() && !context.stopRequested();) {
        if (PostgresqlDriver().open(profile))
            return {};
        QThread::msleep(20);
        isUp = process.isRunning();
    }
    if (context.stopRequested())
        return failure(cancelled());
    const Result<QByteArray> words = readFile(log);
    return failure(serverError(QT_TRANSLATE_NOOP("Postgresql", "A private server does not start."),
        words ? QString::fromLocal8Bit(words->right(2000)) : process.errorText()));
}

PrivateServer::PrivateServer(std::unique_ptr<Data> data)
    : m_data(std::move(data))
{ }

Result<std::unique_ptr<PrivateServer>> PrivateServer::start(int version, JobContext &context)
{
    const std::optional<Installation> installation = best(version);
    if (!installation) {
        return failure(ownError(Error::Code::Unsupported,
            QT_TRANSLATE_NOOP("Postgresql",
                "No scratch database can be had: grant CREATEDB to the role, or install a PostgreSQL server (package "
                "postgresql).")));
    }
    std::unique_ptr<PrivateServer> server(new PrivateServer(std::make_unique<Data>(*installation)));
    if (Result<> made = server->m_data->initialise(); !made)
        return failure(made.error());
    if (Result<> running = server->m_data->launch(context); !running)
        return failure(running.error());
    return server;
}

PrivateServer::~PrivateServer() = default;

const ConnectionProfile &PrivateServer::profile() const { return m_data->profile; }
const QString &PrivateServer::versionText() const { return m_data->installation.versionText; }

} // namespace relata::postgresql
