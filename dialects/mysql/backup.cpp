#include "dialects/mysql/backup.h"

#include "dialects/common/client_program.h"
#include "dialects/common/statement_tree.h"
#include "dialects/common/statement_words.h"
#include "dialects/mysql/scratch.h"
#include "models/engine/connection_profile.h"
#include "models/engine/server_info.h"
#include "models/sql/sql_flavour.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// How the programs reach the server, by the words that they and connections share.
QStringList placeOf(const ConnectionProfile &profile)
{
    static const QStringList tls{
        u"ssl-ca"_s, u"ssl-capath"_s, u"ssl-cert"_s, u"ssl-key"_s, u"ssl-cipher"_s, u"ssl-crl"_s, u"tls-version"_s};
    QStringList result;
    if (profile.socket.isEmpty()) {
        result += {u"--protocol=tcp"_s, u"--host="_s + (profile.host.isEmpty() ? u"127.0.0.1"_s : profile.host)};
        if (profile.port)
            result += u"--port="_s + QString::number(profile.port);
    } else {
        result += u"--socket="_s + profile.socket;
    }
    if (!profile.user.isEmpty())
        result += u"--user="_s + profile.user;
    for (auto it = profile.parameters.begin(); it != profile.parameters.end(); ++it) {
        const QString name = QString(it.key()).replace(u'_', u'-').toLower();
        const QString mode = it.value().toUpper().replace(u'-', u'_');
        if (tls.contains(name))
            result += u"--"_s + name + u'=' + it.value();
        else if ((name == "ssl-mode"_L1 || name == "sslmode"_L1) && mode.startsWith("VERIFY"_L1))
            result += {u"--ssl"_s, u"--ssl-verify-server-cert"_s};
        else if ((name == "ssl-mode"_L1 || name == "sslmode"_L1) && mode.startsWith("REQUIRE"_L1))
            result += u"--ssl"_s;
    }
    return result;
}

QMap<QString, QString> environmentOf(const ConnectionProfile &profile)
{
    if (profile.password.isEmpty())
        return {};
    return {{u"MYSQL_PWD"_s, profile.password.reveal()}};
}

Error unsupported(const char *text, const QString &argument)
{
    return {.code = Error::Code::Unsupported,
        .message = {"MySql", text, {argument}},
        .detail = {},
        .sqlState = {},
        .position = {}};
}

} // namespace

QString MysqlBackup::dumper() const
{
    return findProgram(
        m_mariaDb ? QStringList{u"mariadb-dump"_s, u"mysqldump"_s} : QStringList{u"mysqldump"_s, u"mariadb-dump"_s});
}

QString MysqlBackup::client() const
{
    return findProgram(m_mariaDb ? QStringList{u"mariadb"_s, u"mysql"_s} : QStringList{u"mysql"_s, u"mariadb"_s});
}

Result<QString> MysqlBackup::tool(const ServerInfo &server) const
{
    constexpr int FirstWithGenerated = 50'700; // columns, for which MariaDB's programs ask
    const QString version =
        dumper().isEmpty() || client().isEmpty() ? QString() : programOutput(dumper(), {u"--version"_s});
    if (version.isEmpty())
        return failure(unsupported(
            QT_TRANSLATE_NOOP(
                "MySql", "Nothing here writes backups of this server: install mariadb-dump or mysqldump (package %1)."),
            m_mariaDb ? u"mariadb-client"_s : u"default-mysql-client"_s));
    if (!m_mariaDb && server.version < FirstWithGenerated && version.contains("MariaDB"_L1))
        return failure(unsupported(QT_TRANSLATE_NOOP("MySql",
                                       "MariaDB's mysqldump, which is the one here, does not read MySQL %1: put "
                                       "MySQL's own before it in PATH."),
            server.versionText));
    return version.section(u'/', -1); // some tell the whole path
}

Result<> MysqlBackup::write(
    const Source &source, const ServerInfo &server, const QString &file, JobContext &context) const
{
    const Result<QString> version = tool(server);
    if (!version)
        return failure(version.error());
    ClientProgram dump{dumper(),
        QStringList{u"--no-defaults"_s} + placeOf(source.from)
            + QStringList{u"--single-transaction"_s, u"--quick"_s, u"--triggers"_s, u"--hex-blob"_s,
                u"--default-character-set=utf8mb4"_s, u"--result-file="_s + file},
        environmentOf(source.from), {}};
    if (source.tables.isEmpty())
        dump.arguments += {u"--routines"_s, u"--events"_s};
    if (!version->contains("MariaDB"_L1)) // what MySQL's own would add is about the server, not the database
        dump.arguments += u"--set-gtid-purged=OFF"_s;
    dump.arguments += QStringList{u"--"_s, source.from.database} + source.tables;
    return runClientProgram(dump, {"Backup", QT_TRANSLATE_NOOP("Backup", "Writing the backup"), {}}, file, context);
}

Result<std::unique_ptr<ScratchDatabase>> MysqlBackup::restoreOnScratch(
    const QString &file, const ConnectionProfile &beside, const ServerInfo &server, JobContext &context) const
{
    if (const Result<QString> version = tool(server); !version)
        return failure(version.error());
    auto scratch = MysqlScratch(m_mariaDb).create(beside, context);
    if (!scratch)
        return failure(scratch.error());
    const ConnectionProfile &into = (*scratch)->profile();
    const ClientProgram restore{client(),
        QStringList{u"--no-defaults"_s} + placeOf(into)
            + QStringList{u"--default-character-set=utf8mb4"_s, u"--database="_s + into.database},
        environmentOf(into), file};
    if (Result<> done = runClientProgram(restore,
            {"Backup", QT_TRANSLATE_NOOP("Backup", "Restoring the backup on a scratch database"), {}}, {}, context);
        !done)
        return failure(done.error());
    return scratch;
}

/// Whether it stands before a dot anywhere: rather one refusal too many than rows of the database itself changed.
static bool namesDatabase(StatementWords words, const QString &database)
{
    for (; !words.atEnd(); words.skip()) {
        StatementWords ahead = words;
        if (ahead.peekName() && ahead.takeName().compare(database, Qt::CaseInsensitive) == 0 && ahead.peek(u"."))
            return true;
    }
    return false;
}

/// A name of two parts names a database, and the copy's own name is nobody's to know.
QString MysqlBackup::beyondCopy(QStringView statement, const ConnectionProfile &of) const
{
    const StatementWords words(statement, mysqlFlavour());
    const auto globals = {u"global", u"persist", u"password"};
    for (const QStringView first : {u"create", u"alter", u"drop", u"rename"}) {
        for (const QStringView thing : {u"database", u"schema", u"user", u"role", u"server", u"tablespace"}) {
            if (words.peek({first, thing}))
                return thing.toString();
        }
    }
    for (const QStringView first : {u"use", u"grant", u"revoke", u"flush", u"install", u"uninstall", u"shutdown"}) {
        if (words.peek(first))
            return first.toString().toUpper();
    }
    for (const QStringView scope : globals) {
        if (words.peek({u"set", scope}))
            return u"SET "_s + scope.toString().toUpper();
    }
    const StatementTree tree = statementTree(statement, mysqlFlavour());
    for (const QStringList &name : tree.names + QList<QStringList>{tree.on}) {
        if (name.size() > 1 && !name.first().isEmpty() && tree.verb != StatementTree::Verb::Select)
            return name.join(u'.');
    }
    return namesDatabase(words, of.database) ? of.database : QString();
}

QString MysqlBackup::restoreCommand(const QString &file, const ConnectionProfile &into, const ServerInfo &) const
{
    const QString program = client();
    return ClientProgram{program.isEmpty() ? u"mysql"_s : program,
        placeOf(into) + QStringList{u"--default-character-set=utf8mb4"_s, u"--database="_s + into.database}, {}, file}
        .command();
}

} // namespace relata::mysql
