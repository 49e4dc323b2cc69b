#include "dialects/mysql/runner_port.h"
#include "models/engine/server_info.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/sql_lexer.h"
#include "models/sql/sql_writer.h"

#include <algorithm>

namespace relata::mysql {
using namespace Qt::StringLiterals;

static QString literal(const QString &text, const SqlFlavour &flavour)
{
    SqlWriter writer(flavour);
    writer << SqlString{text};
    return writer.sql();
}

QString MysqlRunnerPort::utcNow() const
{
    return u"CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')"_s;
}

QString MysqlRunnerPort::currentUser() const { return u"LEFT(USER(), 64)"_s; }

QString MysqlRunnerPort::concatenated(const QStringList &expressions) const
{
    return u"CONCAT("_s + expressions.join(u", "_s) + u')';
}

QString MysqlRunnerPort::opening() const
{
    return u"SET NAMES utf8mb4;\nCREATE TEMPORARY TABLE _relata_stop (reason varchar(180) NOT NULL PRIMARY KEY) "
           "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n"_s
        + stopWhere(u"SELECT 1 FROM DUAL WHERE COALESCE(GET_LOCK("_s + QLatin1StringView(LockName) + u", 3), 0) <> 1"_s,
            u"Another migration is running on this database"_s)
        + u";\n"_s;
}

QString MysqlRunnerPort::closing() const
{
    return u"DO RELEASE_LOCK("_s + QLatin1StringView(LockName) + u");\nDROP TEMPORARY TABLE _relata_stop;\n"_s;
}

QString MysqlRunnerPort::stopWhere(const QString &query, const QString &reason) const
{
    // The reason twice: the server refuses its second row, and says which.
    const QString text = literal(reason.left(180), flavour());
    return u"INSERT INTO _relata_stop SELECT reason FROM (SELECT "_s + text + u" AS reason UNION ALL SELECT "_s + text
        + u") AS twice WHERE EXISTS ("_s + query + u')';
}

/// What the server takes as a prepared statement: MariaDB since 10.6 nearly all, MySQL and older ones a short list.
bool MysqlRunnerPort::canPrepare(const QString &statement, const ServerInfo &server) const
{
    QStringList words;
    for (const SqlToken &token : SqlLexer::tokens(statement, flavour())) {
        if (!token.isBlank())
            words += token.in(statement).toString().toUpper();
    }
    const QString first = words.value(0);
    if (QStringList{u"PREPARE"_s, u"EXECUTE"_s, u"DEALLOCATE"_s, u"USE"_s, u"LOCK"_s, u"UNLOCK"_s, u"LOAD"_s}.contains(
            first))
        return false;
    if (m_mariaDb && (server.version == 0 || server.version >= 100602))
        return true;
    if (first == "CREATE"_L1 || first == "DROP"_L1 || first == "ALTER"_L1 || first == "RENAME"_L1) {
        static const QStringList things{u"TABLE"_s, u"INDEX"_s, u"VIEW"_s, u"DATABASE"_s, u"SCHEMA"_s, u"USER"_s,
            u"TRIGGER"_s, u"PROCEDURE"_s, u"FUNCTION"_s, u"EVENT"_s};
        const auto thing =
            std::find_if(words.begin(), words.end(), [](const QString &w) { return things.contains(w); });
        const qsizetype at = thing == words.end() ? 99 : things.indexOf(*thing);
        return first == "ALTER"_L1 ? at == 0 : at <= 5;
    }
    return QStringList{u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"REPLACE"_s, u"SELECT"_s, u"SET"_s, u"DO"_s, u"CALL"_s,
        u"TRUNCATE"_s, u"GRANT"_s, u"REVOKE"_s, u"ANALYZE"_s, u"OPTIMIZE"_s}
        .contains(first);
}

Result<QString> MysqlRunnerPort::unless(
    const QString &query, const QStringList &statements, const ServerInfo &server) const
{
    QString result = u"SET @relata_pending = NOT EXISTS ("_s + query + u");\n"_s;
    for (const QString &statement : statements) {
        if (statement == "BEGIN"_L1 || statement == "COMMIT"_L1) {
            result += statement + u";\n"_s; // around rows of the ledger alone
            continue;
        }
        if (!canPrepare(statement, server)
            || overridesSetting(statement) != statement.startsWith("SET SESSION sql_mode"_L1))
            return failure({.code = Error::Code::Refused,
                .message = {"MySql",
                    QT_TRANSLATE_NOOP("MySql",
                        "This server runs no such statement under a condition: %1 Make the script without "
                        "--idempotent."),
                    {statement.left(200)}},
                .detail = {},
                .sqlState = {},
                .position = {}});
        result += u"SET @relata_do = IF(@relata_pending, "_s + literal(statement, flavour())
            + u", 'DO 0');\nPREPARE relata_do FROM @relata_do;\nEXECUTE relata_do;\nDEALLOCATE PREPARE relata_do;\n"_s;
    }
    return result;
}

Trouble MysqlRunnerPort::troubleOf(const QString &sqlState, const QString &words) const
{
    struct Sign {
        const char *words;
        Trouble trouble;
    };
    static constexpr Sign signs[] = {{"Duplicate column name", Trouble::Exists}, {"already exists", Trouble::Exists},
        {"Duplicate key name", Trouble::Exists}, {"Multiple primary key", Trouble::Exists},
        {"Duplicate foreign key", Trouble::Exists}, {"Duplicate entry", Trouble::Data},
        {"foreign key constraint fails", Trouble::Data}, {"Data truncated", Trouble::Data},
        {"Data too long", Trouble::Data}, {"Out of range value", Trouble::Data}, {"Incorrect", Trouble::Data},
        {"cannot be null", Trouble::Data}, {"Invalid use of NULL", Trouble::Data}, {"denied", Trouble::Rights},
        {"Lock wait timeout", Trouble::Lock}, {"Deadlock found", Trouble::Lock}, {"is full", Trouble::Disk},
        {"Disk full", Trouble::Disk}, {"No space left", Trouble::Disk}, {"error in your SQL syntax", Trouble::Syntax},
        {"doesn't exist", Trouble::IsMissing}, {"Unknown column", Trouble::IsMissing},
        {"Unknown table", Trouble::IsMissing}, {"Can't DROP", Trouble::IsMissing}};
    for (const Sign &sign : signs) {
        if (words.contains(QLatin1StringView(sign.words), Qt::CaseInsensitive))
            return sign.trouble;
    }
    return sqlState.startsWith("23"_L1) ? Trouble::Data : Trouble::Unknown;
}

} // namespace relata::mysql
