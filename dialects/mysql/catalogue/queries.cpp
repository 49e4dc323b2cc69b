#include "dialects/mysql/catalogue/queries.h"

#include "dialects/mysql/grants.h"
#include "dialects/mysql/server_facts.h"

namespace relata::mysql::queries {
using namespace Qt::StringLiterals;

namespace {

/// The column where the server has it, NULL where it does not.
QString orNull(bool known, QLatin1StringView column) { return known ? QString(column) : u"NULL"_s; }

bool since(const ServerInfo &server, int mariaDb, int mysql)
{
    return server.version >= (isMariaDb(server) ? mariaDb : mysql);
}

constexpr int Never = 990000;

} // namespace

QString database()
{
    return u"SELECT SCHEMA_NAME, DEFAULT_COLLATION_NAME, @@GLOBAL.collation_server, @@lower_case_table_names "
           "FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()"_s;
}

QString tables()
{
    return u"SELECT TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_COLLATION, CREATE_OPTIONS, TABLE_COMMENT "
           "FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME"_s;
}

QString columns(const ServerInfo &server)
{
    return u"SELECT TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, COLUMN_DEFAULT, IS_NULLABLE, DATA_TYPE, COLUMN_TYPE, "
           "COLLATION_NAME, EXTRA, COLUMN_COMMENT, %1, %2 "
           "FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, ORDINAL_POSITION"_s
               .arg(orNull(since(server, 100200, 50706), "GENERATION_EXPRESSION"_L1),
                   orNull(since(server, Never, 80003), "SRS_ID"_L1));
}

QString keys(const ServerInfo &server)
{
    const QString hidden = isMariaDb(server) ? orNull(server.version >= 100600, "IGNORED"_L1)
        : server.version >= 80000            ? u"IF(IS_VISIBLE = 'NO', 'YES', 'NO')"_s
                                             : u"NULL"_s;
    return u"SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, COLLATION, SUB_PART, INDEX_TYPE, INDEX_COMMENT, "
           "%1, %2 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() "
           "ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX"_s.arg(
               hidden, orNull(since(server, Never, 80013), "EXPRESSION"_L1));
}

QString foreignKeys()
{
    return u"SELECT TABLE_NAME, CONSTRAINT_NAME, UPDATE_RULE, DELETE_RULE "
           "FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() "
           "ORDER BY TABLE_NAME, CONSTRAINT_NAME"_s;
}

QString foreignKeyColumns()
{
    return u"SELECT TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME, "
           "REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = DATABASE() "
           "AND REFERENCED_COLUMN_NAME IS NOT NULL ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION"_s;
}

QString checks(const ServerInfo &server)
{
    if (!since(server, 100310, 80016))
        return {};
    const bool mariaDb = isMariaDb(server);
    const bool hasLevel = mariaDb && server.version >= 100510;
    return u"SELECT %1, CONSTRAINT_NAME, CHECK_CLAUSE, %2 FROM information_schema.CHECK_CONSTRAINTS "
           "WHERE CONSTRAINT_SCHEMA = DATABASE() ORDER BY CONSTRAINT_NAME"_s.arg(
               orNull(mariaDb, "TABLE_NAME"_L1), orNull(hasLevel, "LEVEL"_L1));
}

QString checkTables(const ServerInfo &server)
{
    if (isMariaDb(server) || checks(server).isEmpty())
        return {};
    return u"SELECT CONSTRAINT_NAME, TABLE_NAME, ENFORCED FROM information_schema.TABLE_CONSTRAINTS "
           "WHERE TABLE_SCHEMA = DATABASE() AND CONSTRAINT_TYPE = 'CHECK'"_s;
}

QString views(const ServerInfo &server)
{
    return u"SELECT TABLE_NAME, VIEW_DEFINITION, CHECK_OPTION, SECURITY_TYPE, %1, DEFINER "
           "FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME"_s.arg(
               orNull(isMariaDb(server), "ALGORITHM"_L1));
}

QString triggers()
{
    return u"SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT, "
           "DEFINER, SQL_MODE FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() "
           "ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER, TRIGGER_NAME"_s;
}

bool hasStoredRoutines(const ServerInfo &server) { return isMariaDb(server) || server.version < 80000; }

QString storedRoutines()
{
    return u"SELECT name, type, CONVERT(param_list USING utf8), CONVERT(returns USING utf8), body_utf8, "
           "is_deterministic, sql_data_access, security_type, comment, definer, sql_mode, NULL, "
           "IF(character_set_client LIKE 'utf8%', CONVERT(body USING utf8mb4), NULL) FROM mysql.proc "
           "WHERE db = DATABASE() AND type IN ('FUNCTION', 'PROCEDURE') ORDER BY name"_s;
}

QString routines()
{
    return u"SELECT ROUTINE_NAME, ROUTINE_TYPE, NULL, DTD_IDENTIFIER, ROUTINE_DEFINITION, IS_DETERMINISTIC, "
           "SQL_DATA_ACCESS, SECURITY_TYPE, ROUTINE_COMMENT, DEFINER, SQL_MODE, CHARACTER_SET_NAME, NULL "
           "FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_TYPE IN ('FUNCTION', 'PROCEDURE') ORDER BY ROUTINE_NAME"_s;
}

QString parameters()
{
    return u"SELECT SPECIFIC_NAME, ROUTINE_TYPE, PARAMETER_MODE, PARAMETER_NAME, DTD_IDENTIFIER, CHARACTER_SET_NAME "
           "FROM information_schema.PARAMETERS WHERE SPECIFIC_SCHEMA = DATABASE() AND ORDINAL_POSITION > 0 "
           "ORDER BY SPECIFIC_NAME, ORDINAL_POSITION"_s;
}

QString events()
{
    return u"SELECT EVENT_NAME, EVENT_DEFINITION, EXECUTE_AT, INTERVAL_VALUE, INTERVAL_FIELD, STARTS, ENDS, STATUS, "
           "ON_COMPLETION, EVENT_COMMENT, TIME_ZONE = @@SESSION.time_zone, DEFINER, SQL_MODE "
           "FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE() ORDER BY EVENT_NAME"_s;
}

QStringList privileges()
{
    return {u"SELECT @@GLOBAL.report_host = '"_s + PrivateMark + u'\'',
        u"SELECT User, Host, Table_priv, Table_name FROM mysql.tables_priv WHERE Db = DATABASE() "
        "ORDER BY Table_name, User, Host"_s,
        u"SELECT User, Host, Column_priv, Table_name, Column_name FROM mysql.columns_priv WHERE Db = DATABASE() "
        "ORDER BY Table_name, Column_name, User, Host"_s,
        u"SELECT User, Host, Proc_priv, Routine_name, Routine_type FROM mysql.procs_priv WHERE Db = DATABASE() "
        "ORDER BY Routine_name, User, Host"_s};
}

} // namespace relata::mysql::queries
