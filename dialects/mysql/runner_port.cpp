#include "dialects/mysql/runner_port.h"

#include "models/engine/fetch.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/sql_lexer.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// Names are at most 64 characters long, a database's too; so it stands as a hash.
constexpr const char *LockName = "CONCAT('relata.', MD5(COALESCE(DATABASE(), '')))";

/// The first words of a statement in capitals.
QStringList firstWords(QStringView statement, const SqlFlavour &flavour)
{
    QStringList words;
    SqlLexer lexer(statement, flavour);
    while (const std::optional<SqlToken> token = lexer.next()) {
        if (token->isBlank())
            continue;
        if (token->type != SqlToken::Type::Word || words.size() == 4)
            break;
        words += token->in(statement).toString().toUpper();
    }
    return words;
}

QString seconds(std::chrono::milliseconds time)
{
    return QString::number(std::max<qint64>(1, (time.count() + 999) / 1000));
}

} // namespace

LedgerWords MysqlRunnerPort::ledgerWords() const
{
    return {u"varchar(64)"_s, u"longtext"_s, u"bigint"_s, u" ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"_s};
}

TransactionMode MysqlRunnerPort::modeOf(QStringView statement, const ServerInfo &) const
{
    const QStringList words = firstWords(statement, m_mariaDb ? mariadbFlavour() : mysqlFlavour());
    static const QStringList joining{u"SELECT"_s, u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"REPLACE"_s, u"WITH"_s,
        u"SET"_s, u"DO"_s, u"CALL"_s, u"SHOW"_s, u"EXPLAIN"_s, u"VALUES"_s, u"HANDLER"_s, u"SIGNAL"_s, u"USE"_s};
    if (words.contains(u"TEMPORARY"_s) && words.contains(u"TABLE"_s) && words.first() != "ALTER"_L1)
        return TransactionMode::Joined;
    return !words.isEmpty() && joining.contains(words.first()) ? TransactionMode::Joined : TransactionMode::Alone;
}

bool MysqlRunnerPort::setsSession(QStringView statement) const
{
    const QStringList words = firstWords(statement, m_mariaDb ? mariadbFlavour() : mysqlFlavour());
    return words.value(0) == "SET"_L1;
}

Result<bool> MysqlRunnerPort::tryLock(Connection &connection) const
{
    const Result<Rows> rows = fetch(connection, u"SELECT GET_LOCK("_s + QLatin1StringView(LockName) + u", 0)"_s);
    if (!rows)
        return failure(rows.error());
    return !rows->isEmpty() && rows->truth(0, 0);
}

Result<> MysqlRunnerPort::unlock(Connection &connection) const
{
    const Result<Rows> rows = fetch(connection, u"SELECT RELEASE_LOCK("_s + QLatin1StringView(LockName) + u')');
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
