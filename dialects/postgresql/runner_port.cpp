#include "dialects/postgresql/runner_port.h"

#include "dialects/postgresql/text_tokens.h"
#include "models/engine/fetch.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

/// "relata" in ASCII: whoever runs migrations of a database locks this number in it.
constexpr qint64 LockKey = 0x72656c617461;

bool hasWord(const TextTokens &tokens, QStringView word)
{
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        if (tokens.is(i, word))
            return true;
    }
    return false;
}

bool isOutside(const TextTokens &tokens)
{
    const auto begins = [&](QStringView first, QStringView second) {
        return tokens.is(0, first) && tokens.is(1, second);
    };
    if (tokens.is(0, u"vacuum") || begins(u"alter", u"system") || (tokens.is(0, u"cluster") && tokens.size() == 1))
        return true;
    for (const QStringView thing : {u"database", u"tablespace", u"subscription"}) {
        if (begins(u"create", thing) || begins(u"drop", thing))
            return true;
    }
    if (tokens.is(0, u"reindex") && (hasWord(tokens, u"database") || hasWord(tokens, u"system")))
        return true;
    // A label of an enum cannot be used before the transaction that adds it has ended.
    if (begins(u"alter", u"type") && hasWord(tokens, u"add") && hasWord(tokens, u"value"))
        return true;
    return (tokens.is(0, u"create") || tokens.is(0, u"drop") || tokens.is(0, u"reindex") || tokens.is(0, u"alter"))
        && hasWord(tokens, u"concurrently");
}

} // namespace

LedgerWords PostgresqlRunnerPort::ledgerWords() const { return {u"varchar(64)"_s, u"text"_s, u"bigint"_s, {}}; }

TransactionMode PostgresqlRunnerPort::modeOf(QStringView statement, const ServerInfo &) const
{
    return isOutside(TextTokens(statement.toString())) ? TransactionMode::Outside : TransactionMode::Joined;
}

QString PostgresqlRunnerPort::parameter(int n) const { return u'$' + QString::number(n); }

Result<bool> PostgresqlRunnerPort::tryLock(Connection &connection) const
{
    const QList<Value> key{LockKey};
    const auto locked = fetch(connection, u"SELECT pg_catalog.pg_try_advisory_lock($1::bigint)"_s, key);
    if (!locked)
        return failure(locked.error());
    return locked->truth(0, 0);
}

Result<> PostgresqlRunnerPort::unlock(Connection &connection) const
{
    const QList<Value> key{LockKey};
    const auto unlocked = fetch(connection, u"SELECT pg_catalog.pg_advisory_unlock($1::bigint)"_s, key);
    return unlocked ? Result<>() : failure(unlocked.error());
}

QStringList PostgresqlRunnerPort::timeouts(std::chrono::milliseconds lock, std::chrono::milliseconds statement) const
{
    return {QString(u"SET lock_timeout = "_s + QString::number(lock.count())),
        QString(u"SET statement_timeout = "_s + QString::number(statement.count()))};
}

} // namespace relata::postgresql
