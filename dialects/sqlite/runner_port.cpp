#include "dialects/sqlite/runner_port.h"

#include "dialects/sqlite/run_watch.h"
#include "dialects/sqlite/token_reader.h"
#include "models/engine/fetch.h"

#include <algorithm>
#include <array>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

/// Pragmas without effect, or refused, inside a transaction.
constexpr std::array<QStringView, 7> outsidePragmas{
    u"foreign_keys", u"journal_mode", u"synchronous", u"encoding", u"page_size", u"auto_vacuum", u"temp_store"};

/// Pragmas whose value lives in the session and not in the file; defer_foreign_keys ends with its transaction.
constexpr std::array<QStringView, 9> sessionPragmas{u"foreign_keys", u"legacy_alter_table", u"synchronous",
    u"temp_store", u"cache_size", u"recursive_triggers", u"ignore_check_constraints", u"writable_schema",
    u"case_sensitive_like"};

template <class Names>
bool isOneOf(const QString &name, const Names &names)
{
    return std::any_of(
        names.begin(), names.end(), [&](QStringView one) { return name.compare(one, Qt::CaseInsensitive) == 0; });
}

/// The name of a pragma, and whether it is set; empty for other statements.
std::pair<QString, bool> pragmaOf(QStringView statement)
{
    TokenReader in(statement.toString());
    if (!in.accept(u"pragma"))
        return {};
    QString name = in.takeName();
    if (in.accept(u"."))
        name = in.takeName();
    return {name, in.accept(u"=") || in.accept(u"(")};
}

} // namespace

LedgerWords SqliteRunnerPort::ledgerWords() const { return {u"TEXT"_s, u"TEXT"_s, u"INTEGER"_s, {}}; }

TransactionMode SqliteRunnerPort::modeOf(QStringView statement, const ServerInfo &) const
{
    TokenReader in(statement.toString());
    if (in.accept(u"vacuum") || in.accept(u"attach") || in.accept(u"detach"))
        return TransactionMode::Outside;
    return isOneOf(pragmaOf(statement).first, outsidePragmas) ? TransactionMode::Outside : TransactionMode::Joined;
}

bool SqliteRunnerPort::setsSession(QStringView statement) const
{
    const auto [name, isSet] = pragmaOf(statement);
    TokenReader in(statement.toString());
    return (isSet && isOneOf(name, sessionPragmas)) || in.accept(u"attach") || in.accept(u"detach");
}

bool SqliteRunnerPort::fillsSession(QStringView statement) const
{
    TokenReader in(statement.toString());
    return in.accept(u"create") && (in.accept(u"temp") || in.accept(u"temporary"));
}

bool SqliteRunnerPort::mustAnswerNothing(QStringView statement) const
{
    TokenReader in(statement.toString());
    return in.accept({u"pragma", u"foreign_key_check"}) || in.accept({u"pragma", u"main", u".", u"foreign_key_check"});
}

QString SqliteRunnerPort::parameter(int n) const { return u'?' + QString::number(n); }

const RunWatchPort *SqliteRunnerPort::watch() const
{
    static const SqliteRunWatch watch;
    return &watch;
}

Result<bool> SqliteRunnerPort::tryLock(Connection &connection) const { return takeLock(connection); }

Result<> SqliteRunnerPort::unlock(Connection &connection) const { return releaseLock(connection); }

QStringList SqliteRunnerPort::timeouts(std::chrono::milliseconds lock, std::chrono::milliseconds) const
{
    return {u"PRAGMA busy_timeout = "_s + QString::number(lock.count())};
}

} // namespace relata::sqlite
