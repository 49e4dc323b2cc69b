#include "dialects/mysql/server_facts.h"

#include "dialects/mysql/errors.h"

#include <QRegularExpression>

#include <array>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

constexpr const char *Query = "SELECT VERSION(), @@version_comment, @@sql_mode, @@lower_case_table_names, "
                              "@@max_allowed_packet, @@character_set_database, @@collation_database, "
                              "@@default_storage_engine, CURRENT_USER(), @@GLOBAL.collation_server";
constexpr auto Settings = std::to_array<const char *>({"sql_mode", "lower_case_table_names", "max_allowed_packet",
    "character_set_database", "collation_database", "default_storage_engine", "current_user", "collation_server"});

struct FreeResult {
    void operator()(MYSQL_RES *result) const { mysql_free_result(result); }
};

void takeVersion(ServerInfo &info, const QString &version, const QString &comment)
{
    const bool mariaDb =
        version.contains("MariaDB"_L1, Qt::CaseInsensitive) || comment.contains("MariaDB"_L1, Qt::CaseInsensitive);
    info.engine = mariaDb ? "mariadb" : "mysql";
    info.product = comment + u' ' + version;
    static const QRegularExpression numbers(u"^(?:5\\.5\\.5-)?((\\d+)\\.(\\d+)\\.(\\d+))"_s);
    const QRegularExpressionMatch match = numbers.match(version);
    info.versionText = match.captured(1);
    info.version = match.captured(2).toInt() * 10000 + match.captured(3).toInt() * 100 + match.captured(4).toInt();
}

} // namespace

QString readableMode(const QString &mode)
{
    static const QStringList unwanted{u"ANSI_QUOTES"_s, u"NO_BACKSLASH_ESCAPES"_s, u"ANSI"_s, u"DB2"_s, u"MAXDB"_s,
        u"MSSQL"_s, u"ORACLE"_s, u"POSTGRESQL"_s, u"NO_FIELD_OPTIONS"_s, u"NO_KEY_OPTIONS"_s, u"NO_TABLE_OPTIONS"_s,
        u"EMPTY_STRING_IS_NULL"_s};
    QStringList kept;
    for (const QString &word : mode.split(u',', Qt::SkipEmptyParts)) {
        if (!unwanted.contains(word, Qt::CaseInsensitive))
            kept += word;
    }
    return kept.join(u',');
}

Result<ServerInfo> serverFacts(MYSQL *client)
{
    if (mysql_real_query(client, Query, static_cast<unsigned long>(qstrlen(Query))))
        return failure(statementError(ServerWords::of(client), {}));
    const std::unique_ptr<MYSQL_RES, FreeResult> result(mysql_store_result(client));
    const MYSQL_ROW row = result ? mysql_fetch_row(result.get()) : nullptr;
    if (!row)
        return failure(statementError(ServerWords::of(client), {}));
    ServerInfo info;
    takeVersion(info, QString::fromUtf8(row[0]), QString::fromUtf8(row[1]));
    for (std::size_t i = 0; i < Settings.size(); ++i)
        info.settings.insert(Settings[i], QString::fromUtf8(row[i + 2]));
    return info;
}

} // namespace relata::mysql
