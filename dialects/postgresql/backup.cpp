#include "dialects/postgresql/backup.h"

#include "dialects/common/client_program.h"
#include "dialects/common/statement_words.h"
#include "dialects/postgresql/errors.h"
#include "dialects/postgresql/program_folders.h"
#include "dialects/postgresql/scratch.h"
#include "models/engine/connection_profile.h"
#include "models/engine/fetch.h"
#include "models/engine/server_info.h"
#include "models/sql/sql_flavour.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <optional>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

constexpr auto LockWait = "--lock-wait-timeout=30s"_L1;

struct Tool {
    QString folder, version; ///< "/usr/lib/postgresql/15/bin", "pg_dump (PostgreSQL) 15.12"
    int major = 0;

    QString program(const QString &name) const { return folder + u'/' + name; }
};

/// The major version in "pg_dump (PostgreSQL) 15.12 (Debian …)"; 0: not told.
int majorOf(const QString &version)
{
    static const QRegularExpression number(u"\\) (\\d+)"_s);
    return number.match(version).captured(1).toInt();
}

/// The oldest pg_dump that reads a server of this major version, with its pg_restore.
std::optional<Tool> toolFor(int server)
{
    std::optional<Tool> best;
    for (const QString &folder : programFolders()) {
        if (!QFileInfo(folder + u"/pg_dump"_s).isExecutable() || !QFileInfo(folder + u"/pg_restore"_s).isExecutable())
            continue;
        const QString version = programOutput(folder + u"/pg_dump"_s, {u"--version"_s});
        const int major = majorOf(version);
        if (major >= server && (!best || major < best->major))
            best = Tool{folder, version, major};
    }
    return best;
}

int majorOf(const ServerInfo &server) { return server.version / 10'000; }

Result<Tool> required(const ServerInfo &server)
{
    std::optional<Tool> found = toolFor(majorOf(server));
    if (found)
        return *found;
    return failure(ownError(Error::Code::Unsupported,
        QT_TRANSLATE_NOOP("Postgresql",
            "Nothing here writes backups of PostgreSQL %1: install pg_dump and pg_restore of that version or a later "
            "one (package postgresql-client-%1)."),
        {QString::number(majorOf(server))}));
}

/// What libpq reads from the environment: the profile, with the password.
QMap<QString, QString> environmentOf(const ConnectionProfile &profile)
{
    static const QMap<QString, QString> names{{u"sslmode"_s, u"PGSSLMODE"_s}, {u"sslrootcert"_s, u"PGSSLROOTCERT"_s},
        {u"sslcert"_s, u"PGSSLCERT"_s}, {u"sslkey"_s, u"PGSSLKEY"_s}, {u"sslcrl"_s, u"PGSSLCRL"_s},
        {u"gssencmode"_s, u"PGGSSENCMODE"_s}, {u"channel_binding"_s, u"PGCHANNELBINDING"_s},
        {u"krbsrvname"_s, u"PGKRBSRVNAME"_s}, {u"passfile"_s, u"PGPASSFILE"_s}, {u"service"_s, u"PGSERVICE"_s}};
    QMap<QString, QString> result{{u"PGCONNECT_TIMEOUT"_s, QString::number(profile.connectTimeout.count())}};
    for (auto it = profile.parameters.begin(); it != profile.parameters.end(); ++it) {
        if (names.contains(it.key()))
            result.insert(names.value(it.key()), it.value());
    }
    if (!profile.password.isEmpty())
        result.insert(u"PGPASSWORD"_s, profile.password.reveal());
    return result;
}

/// A name that looks like a connection string would be taken for one.
QString databaseWord(const QString &name)
{
    if (!name.contains(u'=') && !name.startsWith("postgres"_L1))
        return name;
    return u"dbname='"_s + QString(name).replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s) + u'\'';
}

QStringList placeOf(const ConnectionProfile &profile)
{
    QStringList result{u"--no-password"_s};
    const auto add = [&](const QString &option, const QString &value) {
        if (!value.isEmpty())
            result += option + u'=' + value;
    };
    add(u"--host"_s, profile.socket.isEmpty() ? profile.host : profile.socket);
    add(u"--port"_s, profile.port ? QString::number(profile.port) : QString());
    add(u"--username"_s, profile.user);
    return result + QStringList{u"--dbname="_s + databaseWord(profile.database)};
}

} // namespace

Result<QString> PostgresqlBackup::tool(const ServerInfo &server) const
{
    const Result<Tool> found = required(server);
    return found ? Result<QString>(found->version) : failure(found.error());
}

Result<QString> PostgresqlBackup::holdStill(Connection &connection) const
{
    if (const auto begun = perform(connection, u"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"_s); !begun)
        return failure(begun.error());
    const Result<Rows> name = fetch(connection, u"SELECT pg_export_snapshot()"_s);
    return name ? Result<QString>(name->text(0, 0)) : failure(name.error());
}

/// A name that pg_dump takes for no pattern.
static QString tableWord(const QString &name) { return u'"' + QString(name).replace(u'"', u"\"\""_s) + u'"'; }

Result<> PostgresqlBackup::write(
    const Source &source, const ServerInfo &server, const QString &file, JobContext &context) const
{
    const Result<Tool> found = required(server);
    if (!found)
        return failure(found.error());
    ClientProgram dump{found->program(u"pg_dump"_s),
        QStringList{u"--format=custom"_s, LockWait, u"--file="_s + file} + placeOf(source.from),
        environmentOf(source.from), {}};
    if (!source.still.isEmpty())
        dump.arguments += u"--snapshot="_s + source.still;
    if (!source.tables.isEmpty())
        dump.arguments += u"--strict-names"_s;
    for (const QString &table : source.tables)
        dump.arguments += u"--table="_s + tableWord(table);
    return runClientProgram(dump, {"Backup", QT_TRANSLATE_NOOP("Backup", "Writing the backup"), {}}, file, context);
}

Result<std::unique_ptr<ScratchDatabase>> PostgresqlBackup::restoreOnScratch(
    const QString &file, const ConnectionProfile &beside, const ServerInfo &server, JobContext &context) const
{
    const Result<Tool> found = required(server);
    if (!found)
        return failure(found.error());
    auto scratch = PostgresqlScratchProvider().create(beside, context);
    if (!scratch)
        return failure(scratch.error());
    const ConnectionProfile &into = (*scratch)->profile();
    const ClientProgram restore{found->program(u"pg_restore"_s),
        QStringList{u"--exit-on-error"_s, u"--no-owner"_s, u"--no-privileges"_s} + placeOf(into) + QStringList{file},
        environmentOf(into), {}};
    if (Result<> done = runClientProgram(restore,
            {"Backup", QT_TRANSLATE_NOOP("Backup", "Restoring the backup on a scratch database"), {}}, {}, context);
        !done)
        return failure(done.error());
    return scratch;
}

/// What all databases of a server share, and what other servers are told.
QString PostgresqlBackup::beyondCopy(QStringView statement, const ConnectionProfile &) const
{
    StatementWords words(statement, postgresqlFlavour());
    const bool isMembership = (words.peek(u"grant") || words.peek(u"revoke")) && !words.follows({u"on"});
    const bool isProgram = words.peek(u"copy") && words.follows({u"program"});
    if (isMembership || isProgram || words.peek({u"drop", u"owned"}) || words.peek({u"reassign", u"owned"}))
        return isProgram ? u"program"_s : u"role"_s;
    if (!words.acceptAny({u"create", u"alter", u"drop"}) && !words.accept({u"comment", u"on"}))
        return {};
    for (const QStringView thing :
        {u"database", u"role", u"user", u"group", u"tablespace", u"system", u"subscription"}) {
        if (words.peek(thing) && !words.peek({thing, u"mapping"}))
            return thing.toString();
    }
    return {};
}

QString PostgresqlBackup::restoreCommand(
    const QString &file, const ConnectionProfile &into, const ServerInfo &server) const
{
    const std::optional<Tool> found = toolFor(majorOf(server));
    QStringList place = placeOf(into);
    place.removeAll(u"--no-password"_s);
    return ClientProgram{found ? found->program(u"pg_restore"_s) : u"pg_restore"_s,
        QStringList{u"--exit-on-error"_s} + place + QStringList{file}, {}, {}}
        .command();
}

} // namespace relata::postgresql
