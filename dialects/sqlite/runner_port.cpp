#include "dialects/sqlite/runner_port.h"

#include "dialects/sqlite/connection.h"
#include "dialects/sqlite/errors.h"
#include "dialects/sqlite/names.h"
#include "dialects/sqlite/token_reader.h"
#include "models/engine/fetch.h"

#include <QFile>

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

/// Waits for no lock while it lives.
class WithoutWaiting {
public:
    explicit WithoutWaiting(Connection &connection)
        : m_connection(dynamic_cast<SqliteConnection *>(&connection))
    {
        if (m_connection)
            m_kept = m_connection->setLockTimeout(std::chrono::milliseconds(0));
    }
    ~WithoutWaiting()
    {
        if (m_connection)
            m_connection->setLockTimeout(m_kept);
    }
    WithoutWaiting(const WithoutWaiting &) = delete;
    WithoutWaiting &operator=(const WithoutWaiting &) = delete;

private:
    SqliteConnection *m_connection;
    std::chrono::milliseconds m_kept{0};
};

Result<QString> databaseFile(Connection &connection)
{
    const Result<Rows> rows = fetch(connection, u"SELECT file FROM pragma_database_list WHERE name = 'main'"_s);
    if (!rows)
        return failure(rows.error());
    const QString file = rows->isEmpty() ? QString() : rows->text(0, 0);
    return QFile::exists(file) ? file : QString(); // a database in memory has no file
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

Result<bool> SqliteRunnerPort::tryLock(Connection &connection) const
{
    const Result<QString> file = databaseFile(connection);
    if (!file)
        return failure(file.error());
    if (file->isEmpty())
        return true;
    const QString lockFile = *file + u"-relata-lock"_s;
    if (QFile empty(lockFile); !empty.open(QIODevice::ReadWrite)) {
        return failure(makeError(Error::Code::File,
            QT_TRANSLATE_NOOP("Sqlite", "The lock file \"%1\" cannot be written."), {lockFile}, empty.errorString()));
    }
    const WithoutWaiting withoutWaiting(connection);
    const QString attach = u"ATTACH DATABASE "_s + literal(lockFile) + u" AS _relata_lock"_s;
    for (const QString &sql : {attach, u"PRAGMA _relata_lock.journal_mode = MEMORY"_s,
             u"PRAGMA _relata_lock.locking_mode = EXCLUSIVE"_s, u"PRAGMA _relata_lock.user_version = 1"_s}) {
        const Result<ResultSummary> done = perform(connection, sql);
        if (done)
            continue;
        if (sql != attach)
            static_cast<void>(perform(connection, u"DETACH DATABASE _relata_lock"_s));
        if (done.error().code == Error::Code::LockTimeout)
            return false;
        return failure(done.error());
    }
    return true;
}

Result<> SqliteRunnerPort::unlock(Connection &connection) const
{
    const Result<Rows> attached =
        fetch(connection, u"SELECT 1 FROM pragma_database_list WHERE name = '_relata_lock'"_s);
    if (!attached)
        return failure(attached.error());
    if (attached->isEmpty())
        return {};
    if (Result<ResultSummary> done = perform(connection, u"DETACH DATABASE _relata_lock"_s); !done)
        return failure(done.error());
    return {};
}

QStringList SqliteRunnerPort::timeouts(std::chrono::milliseconds lock, std::chrono::milliseconds) const
{
    return {u"PRAGMA busy_timeout = "_s + QString::number(lock.count())};
}

} // namespace relata::sqlite
