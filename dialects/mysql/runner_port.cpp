#include "dialects/mysql/runner_port.h"

#include "dialects/mysql/grants.h"
#include "dialects/mysql/run_watch.h"
#include "dialects/mysql/server_facts.h"
#include "dialects/mysql/version_rules.h"
#include "models/engine/fetch.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/sql_lexer.h"

#include <algorithm>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// What the server reads of a statement, in capitals.
QStringList partsOf(QStringView statement, const SqlFlavour &flavour)
{
    QStringList parts;
    SqlLexer lexer(statement, flavour);
    while (const std::optional<SqlToken> token = lexer.next()) {
        if (token->type != SqlToken::Type::Whitespace && token->type != SqlToken::Type::Comment)
            parts += token->in(statement).toString().toUpper();
    }
    return parts;
}

bool begins(const QStringList &parts, QLatin1StringView first) { return !parts.isEmpty() && parts.first() == first; }

bool isOneOf(const QString &part, std::initializer_list<QLatin1StringView> words)
{
    return std::find(words.begin(), words.end(), part) != words.end();
}

bool isUserVariable(const QString &part) { return part.startsWith(u'@') && !part.startsWith("@@"_L1); }

/// Triggers, routines and events: their bodies run in the mode that they were made in.
bool makesProgram(const QStringList &parts)
{
    if (!begins(parts, "CREATE"_L1) && !begins(parts, "ALTER"_L1))
        return false;
    for (const QString &part : parts) {
        if (isOneOf(part, {"TRIGGER"_L1, "PROCEDURE"_L1, "FUNCTION"_L1, "EVENT"_L1, "PACKAGE"_L1}))
            return true;
        if (isOneOf(part, {"TABLE"_L1, "INDEX"_L1, "VIEW"_L1, "DATABASE"_L1, "SCHEMA"_L1, "USER"_L1, "ROLE"_L1}))
            return false;
    }
    return false;
}

/// The server's modes with strictness. Where it had none, dates of zeros were taken and must go on to be: a table that
/// holds them could not be altered otherwise.
QString strict(const QString &mode)
{
    QStringList words = mode.split(u',', Qt::SkipEmptyParts);
    if (!words.contains("STRICT_TRANS_TABLES"_L1) && !words.contains("STRICT_ALL_TABLES"_L1)) {
        words.removeAll("NO_ZERO_DATE"_L1);
        words.removeAll("NO_ZERO_IN_DATE"_L1);
    }
    if (!words.contains("STRICT_ALL_TABLES"_L1))
        words += u"STRICT_ALL_TABLES"_s;
    return words.join(u',');
}

QString ownMode(const ServerInfo &server) { return readableMode(server.settings.value("sql_mode").toString()); }

QString seconds(std::chrono::milliseconds time)
{
    return QString::number(std::max<qint64>(1, (time.count() + 999) / 1000));
}

} // namespace

LedgerWords MysqlRunnerPort::ledgerWords() const
{
    return {u"varchar(64)"_s, u"longtext"_s, u"bigint"_s, u" ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"_s};
}

const SqlFlavour &MysqlRunnerPort::flavour() const { return m_mariaDb ? mariadbFlavour() : mysqlFlavour(); }

TransactionMode MysqlRunnerPort::modeOf(QStringView statement, const ServerInfo &) const
{
    const QStringList words = partsOf(statement, flavour()).mid(0, 4);
    static const QStringList joining{u"SELECT"_s, u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"REPLACE"_s, u"WITH"_s,
        u"SET"_s, u"DO"_s, u"CALL"_s, u"SHOW"_s, u"EXPLAIN"_s, u"VALUES"_s, u"HANDLER"_s, u"SIGNAL"_s, u"USE"_s};
    if (words.contains(u"TEMPORARY"_s) && words.contains(u"TABLE"_s) && words.first() != "ALTER"_L1)
        return TransactionMode::Joined;
    return !words.isEmpty() && joining.contains(words.first()) ? TransactionMode::Joined : TransactionMode::Alone;
}

bool MysqlRunnerPort::setsSession(QStringView statement) const
{
    const QStringList parts = partsOf(statement, flavour());
    if (!begins(parts, "SET"_L1))
        return begins(parts, "USE"_L1) || begins(parts, "PREPARE"_L1);
    // SET TRANSACTION is of the next transaction; STATEMENT … FOR runs one; the others are of the server.
    const QString what = parts.value(1);
    return !what.startsWith("@@GLOBAL"_L1) && !what.startsWith("@@PERSIST"_L1)
        && !isOneOf(what,
            {"GLOBAL"_L1, "PERSIST"_L1, "PERSIST_ONLY"_L1, "PASSWORD"_L1, "TRANSACTION"_L1, "STATEMENT"_L1,
                "DEFAULT"_L1, "RESOURCE"_L1});
}

bool MysqlRunnerPort::fillsSession(QStringView statement) const
{
    const QStringList parts = partsOf(statement, flavour());
    if (begins(parts, "CREATE"_L1))
        return parts.mid(1, 3).contains("TEMPORARY"_L1);
    // A variable of a constant is set again as it was; one of rows or of a function may come out otherwise.
    const bool isSet = begins(parts, "SET"_L1);
    const bool computes = !isSet || parts.contains("SELECT"_L1) || parts.contains("("_L1);
    for (qsizetype i = 1; i < parts.size() && computes; ++i) {
        const bool assigned = parts.value(i + 1) == ":="_L1 || (isSet && parts.value(i + 1) == "="_L1);
        if (isUserVariable(parts.at(i)) && (assigned || parts.at(i - 1) == "INTO"_L1))
            return true;
    }
    return false;
}

QString MysqlRunnerPort::settingFor(QStringView statement, const ServerInfo &server) const
{
    const QString mode = ownMode(server);
    const QStringList parts = partsOf(statement, flavour());
    QString wanted = makesProgram(parts) ? mode : strict(mode);
    if (begins(parts, "INSERT"_L1) && statement.contains("_relata_kept_"_L1))
        wanted += u",NO_AUTO_VALUE_ON_ZERO"_s; // a kept 0 is a number, not a wish for one
    const bool mayMakeAccounts = server.version < firstVersion(VersionRule::GrantMakesNoAccount, m_mariaDb);
    if (begins(parts, "GRANT"_L1) && mayMakeAccounts && !wanted.contains("NO_AUTO_CREATE_USER"_L1))
        wanted += u",NO_AUTO_CREATE_USER"_s; // who is not there is missing, and not to be made without a password
    return u"SET SESSION sql_mode = '"_s + wanted + u'\'';
}

bool MysqlRunnerPort::overridesSetting(QStringView statement) const
{
    const bool isForGrant = statement.contains(AccountMode); // and back behind it
    return !isForGrant && setsSession(statement) && statement.contains("sql_mode"_L1, Qt::CaseInsensitive);
}

QStringList MysqlRunnerPort::freshSettings(const ServerInfo &server) const
{
    return {u"SET SESSION TRANSACTION READ WRITE"_s, u"SET NAMES utf8mb4"_s,
        u"SET SESSION sql_mode = '"_s + ownMode(server) + u"', autocommit = 1"_s};
}

QString MysqlRunnerPort::ledgerSchema() const { return u"SELECT DATABASE()"_s; }

const RunWatchPort *MysqlRunnerPort::watch() const
{
    static const MysqlRunWatch watch;
    return &watch;
}

Result<bool> MysqlRunnerPort::tryLock(Connection &connection) const
{
    // A run may take longer than a server lets a session rest.
    if (const Result<ResultSummary> stays = perform(connection, u"SET SESSION wait_timeout = 31536000"_s); !stays)
        return failure(stays.error());
    const Result<Rows> rows =
        fetch(connection, u"SELECT GET_LOCK("_s + QLatin1StringView(MigrationLockName) + u", 0)"_s);
    if (!rows)
        return failure(rows.error());
    return !rows->isEmpty() && rows->truth(0, 0);
}

Result<> MysqlRunnerPort::unlock(Connection &connection) const
{
    const Result<Rows> rows =
        fetch(connection, u"SELECT RELEASE_LOCK("_s + QLatin1StringView(MigrationLockName) + u')');
    if (!rows)
        return failure(rows.error());
    return {};
}

QStringList MysqlRunnerPort::timeouts(std::chrono::milliseconds lock, std::chrono::milliseconds statement) const
{
    const QString waits = lock.count() > 0 ? seconds(lock) : u"DEFAULT"_s;
    QStringList result{
        u"SET SESSION lock_wait_timeout = "_s + waits, u"SET SESSION innodb_lock_wait_timeout = "_s + waits};
    if (m_mariaDb) // MySQL bounds only queries, and not in every version
        result += u"SET SESSION max_statement_time = %1"_s.arg(double(statement.count()) / 1000.0);
    return result;
}

} // namespace relata::mysql
