#include "dialects/postgresql/runner_port.h"

#include "dialects/postgresql/run_watch.h"
#include "dialects/postgresql/text_tokens.h"
#include "models/engine/fetch.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/sql_writer.h"

#include <QCoreApplication>
#include <QSysInfo>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

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

/// A look at all rows would hold what its neighbours lock for as long.
bool isLong(const TextTokens &tokens)
{
    for (qsizetype i = 2; i + 1 < tokens.size() && tokens.is(0, u"alter"); ++i) {
        if (tokens.is(i, u"validate") && tokens.is(i + 1, u"constraint"))
            return true;
    }
    return false;
}

} // namespace

LedgerWords PostgresqlRunnerPort::ledgerWords() const { return {u"varchar(64)"_s, u"text"_s, u"bigint"_s, {}}; }

TransactionMode PostgresqlRunnerPort::modeOf(QStringView statement, const ServerInfo &) const
{
    const TextTokens tokens(statement.toString());
    return isOutside(tokens) ? TransactionMode::Outside
        : isLong(tokens)     ? TransactionMode::Alone
                             : TransactionMode::Joined;
}

bool PostgresqlRunnerPort::setsSession(QStringView statement) const
{
    const TextTokens tokens(statement.toString());
    if (tokens.is(0, u"set")) // what is LOCAL goes with its transaction
        return !tokens.is(1, u"local") && !tokens.is(1, u"transaction") && !tokens.is(1, u"constraints");
    if (tokens.is(0, u"select") && hasWord(tokens, u"set_config"))
        return !tokens.is(tokens.size() - 2, u"true");
    return tokens.is(0, u"reset") || tokens.is(0, u"load") || tokens.is(0, u"prepare");
}

bool PostgresqlRunnerPort::fillsSession(QStringView statement) const
{
    const TextTokens tokens(statement.toString());
    const auto isTemporary = [&](qsizetype i) {
        return tokens.is(i, u"temp") || tokens.is(i, u"temporary") || tokens.is(i, u"pg_temp");
    };
    const bool makes = tokens.is(0, u"create") && !hasWord(tokens, u"drop"); // ON COMMIT DROP
    for (qsizetype i = 1; i < tokens.size(); ++i) {
        if (isTemporary(i) && (makes || tokens.is(i - 1, u"into")))
            return true;
    }
    return tokens.is(0, u"declare") && hasWord(tokens, u"hold");
}

QStringList PostgresqlRunnerPort::freshSettings(const ServerInfo &) const
{
    return {u"RESET SESSION AUTHORIZATION"_s, u"RESET ROLE"_s, u"RESET ALL"_s};
}

QString PostgresqlRunnerPort::ledgerSchema() const
{
    return u"SELECT coalesce((SELECT n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n "
           "ON n.oid = c.relnamespace WHERE c.oid = pg_catalog.to_regclass('_relata_migrations')), "
           "pg_catalog.current_schema())"_s;
}

Result<> PostgresqlRunnerPort::withOwnRights(Connection &connection, const std::function<Result<>()> &work) const
{
    const auto role = fetch(connection, u"SELECT pg_catalog.current_setting('role')"_s);
    if (!role)
        return failure(role.error());
    if (role->text(0, 0) == "none"_L1)
        return work();
    // LOCAL leaves what the script has set to hold after its transaction.
    const bool inside = connection.transaction() == TransactionState::Open;
    SqlWriter back(postgresqlFlavour());
    back << "SET " << (inside ? "LOCAL "_L1 : ""_L1) << "ROLE " << Identifier{role->text(0, 0)};
    if (const auto own = perform(connection, inside ? u"SET LOCAL ROLE NONE"_s : u"SET ROLE NONE"_s); !own)
        return failure(own.error());
    if (Result<> done = work(); !done)
        return done;
    const auto again = perform(connection, back.sql());
    return again ? Result<>() : failure(again.error());
}

const RunWatchPort *PostgresqlRunnerPort::watch() const
{
    static const PostgresqlRunWatch watch;
    return &watch;
}

QString PostgresqlRunnerPort::parameter(int n) const { return u'$' + QString::number(n); }

Result<bool> PostgresqlRunnerPort::tryLock(Connection &connection) const
{
    // A run may take longer than a server lets a session rest.
    if (connection.server().version >= 140000) {
        if (const auto stays = perform(connection, u"SET idle_session_timeout = 0"_s); !stays)
            return failure(stays.error());
    }
    const QList<Value> values{MigrationLockKey,
        u"relata migrate %1@%2"_s.arg(QCoreApplication::applicationPid()).arg(QSysInfo::machineHostName()).left(63)};
    const auto locked = fetch(connection,
        u"SELECT pg_catalog.pg_try_advisory_lock($1::bigint), "
        "pg_catalog.set_config('application_name', $2, false)"_s,
        values);
    if (!locked)
        return failure(locked.error());
    return locked->truth(0, 0);
}

Result<> PostgresqlRunnerPort::unlock(Connection &connection) const
{
    const QList<Value> key{MigrationLockKey};
    const auto unlocked = fetch(connection, u"SELECT pg_catalog.pg_advisory_unlock($1::bigint)"_s, key);
    return unlocked ? Result<>() : failure(unlocked.error());
}

QStringList PostgresqlRunnerPort::timeouts(std::chrono::milliseconds lock, std::chrono::milliseconds statement) const
{
    return {QString(u"SET lock_timeout = "_s + QString::number(lock.count())),
        QString(u"SET statement_timeout = "_s + QString::number(statement.count()))};
}

} // namespace relata::postgresql
