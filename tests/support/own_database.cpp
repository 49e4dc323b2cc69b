#include "tests/support/own_database.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/run_script.h"
#include "models/project/schema_source.h"
#include "tests/support/test_servers.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

namespace relata::tests {
using namespace Qt::StringLiterals;

OwnDatabase::OwnDatabase(
    const EngineRegistry &registry, const QByteArray &server, const QString &folder, const QString &name)
    : m_registry(registry)
{
    const QString own = name.isEmpty() ? u"own"_s : name;
    if (server.isEmpty()) {
        profile.engine = "sqlite";
        profile.database = folder + u'/' + own + u".db"_s;
        profile.parameters.insert(u"mode"_s, u"rwc"_s);
        return;
    }
    m_base = *profileFromUrl(*serverUrl(server));
    profile = m_base;
    profile.database = own + u'_' + QString::number(QCoreApplication::applicationPid());
    run(u"CREATE DATABASE "_s + profile.database
        + (server == "postgresql13"               ? u" TEMPLATE template0"_s
                : server.startsWith("postgresql") ? u" TEMPLATE template0 STRATEGY file_copy"_s
                                                  : u" CHARACTER SET utf8"_s));
}

OwnDatabase::~OwnDatabase()
{
    if (!m_base.engine.isEmpty())
        run(u"DROP DATABASE "_s + profile.database);
}

void OwnDatabase::run(const QString &sql) const
{
    auto connection = openConnection(m_base, m_registry);
    if (!connection || !perform(**connection, sql))
        qWarning("Cannot run %s", qPrintable(sql));
}

Result<> Session::open(const ConnectionProfile &profile, const EngineRegistry &registry)
{
    auto opened = openConnection(profile, registry);
    if (!opened)
        return failure(opened.error());
    connection = std::move(*opened);
    engine = registry.find(connection->server().engine);
    return {};
}

QString Session::run(const QString &script) const
{
    QuietContext context;
    const auto statements = scriptStatements(script, *engine, connection->server(), false);
    const Result<> done = runScript(*connection, *engine, statements, 0, {}, context);
    return done ? QString() : done.error().text();
}

Result<Schema> Session::schema() const
{
    QuietContext context;
    return engine->catalogue->read(*connection, {.schemas = {}, .defaultSchema = {}}, context);
}

Result<QMap<QString, QByteArray>> Session::rows(const Schema &schema) const
{
    const Result<RowDigests> digests = rowDigests(*connection, schema, *engine);
    if (!digests)
        return failure(digests.error());
    QMap<QString, QByteArray> result;
    for (auto it = digests->cbegin(); it != digests->cend(); ++it)
        result.insert(schema.displayName(it.key()), it.value());
    return result;
}

QString chinookScript(const QByteArray &server)
{
    const QString engine = server.isEmpty() ? u"Sqlite"_s
        : server.startsWith("postgresql")   ? u"PostgreSql"_s
                                            : u"MySql"_s;
    const QString named = qEnvironmentVariable("RELATA_DATA_DIR");
    const QString folder = named.isEmpty() ? qEnvironmentVariable("RELATA_SOURCE_DIR") + u"/../shared/data"_s : named;
    QFile in(folder + u"/chinook/Chinook_"_s + engine + u".sql"_s);
    if (!in.open(QIODevice::ReadOnly))
        return {};
    QStringList lines;
    for (const QString &line : QString::fromUtf8(in.readAll()).remove(QChar(0xfeff)).split(u'\n')) {
        const QString word = line.trimmed().toUpper();
        if (!word.startsWith("DROP DATABASE"_L1) && !word.startsWith("CREATE DATABASE"_L1)
            && !word.startsWith("USE "_L1) && !word.startsWith("\\C "_L1))
            lines += line;
    }
    return lines.join(u'\n');
}

static QStringList clientCommand(const ConnectionProfile &profile)
{
    const QString port = QString::number(profile.port);
    if (profile.engine == "sqlite")
        return {u"sqlite3"_s, u"-bail"_s, u"-batch"_s, profile.database};
    if (profile.engine == "postgresql")
        return {u"psql"_s, u"-X"_s, u"-q"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-h"_s, profile.host, u"-p"_s, port,
            u"-U"_s, profile.user, u"-d"_s, profile.database, u"-f"_s, u"-"_s};
    return {u"mariadb"_s, u"--no-defaults"_s, u"--batch"_s, u"--default-character-set=utf8"_s, u"--protocol=tcp"_s,
        u"-h"_s, profile.host, u"-P"_s, port, u"-u"_s, profile.user, u"-D"_s, profile.database};
}

QString missingClient(const ConnectionProfile &profile)
{
    const QString program = clientCommand(profile).first();
    return QStandardPaths::findExecutable(program).isEmpty() ? program : QString();
}

QString runInClient(const ConnectionProfile &profile, const QString &script)
{
    QStringList command = clientCommand(profile);
    QProcess client;
    client.setProcessChannelMode(QProcess::MergedChannels);
    client.start(command.takeFirst(), command);
    client.write(script.toUtf8());
    client.closeWriteChannel();
    if (!client.waitForFinished(120'000)) {
        client.kill();
        client.waitForFinished();
        return u"the client did not come to an end: "_s + client.errorString();
    }
    const QString words = QString::fromUtf8(client.readAll());
    if (client.exitStatus() == QProcess::NormalExit && client.exitCode() == 0)
        return {};
    return u"the client answered %1: %2"_s.arg(client.exitCode()).arg(words);
}

} // namespace relata::tests
