#include "dialects/sqlite/connection.h"

#include "dialects/sqlite/errors.h"
#include "dialects/sqlite/row_reader.h"
#include "dialects/sqlite/statement_text.h"

#include <QElapsedTimer>

#include <algorithm>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

/// How many instructions of SQLite's machine run between two looks at the stop flag; sqlite3_interrupt alone is lost
/// when it comes before the first of them.
constexpr int InstructionsBetweenLooks = 4000;

ServerInfo serverInfo()
{
    ServerInfo info;
    info.engine = "sqlite";
    info.version = sqlite3_libversion_number();
    info.versionText = QString::fromLatin1(sqlite3_libversion());
    info.product = u"SQLite "_s + info.versionText;
    return info;
}

} // namespace

SqliteConnection::SqliteConnection(Database database, SessionSettings settings)
    : m_settings(settings)
    , m_lockTimeout(settings.lockTimeout)
    , m_interrupter(std::make_shared<StatementInterrupter>(database.get()))
    , m_server(serverInfo())
    , m_database(std::move(database))
{
    sqlite3_extended_result_codes(m_database.get(), 1);
    installHandlers();
}

SqliteConnection::~SqliteConnection() { m_interrupter->detach(); }

void SqliteConnection::installHandlers()
{
    sqlite3_busy_handler(
        m_database.get(),
        [](void *self, int attempt) -> int { return static_cast<SqliteConnection *>(self)->waitForLock(attempt); },
        this);
    sqlite3_progress_handler(
        m_database.get(), InstructionsBetweenLooks,
        [](void *self) -> int { return static_cast<StatementInterrupter *>(self)->stopRequested(); },
        m_interrupter.get());
}

/// There is no queue for a lock of SQLite's: who asks seldom never meets the moments between the writes of others.
bool SqliteConnection::waitForLock(int attempt)
{
    using namespace std::chrono_literals;
    if (attempt == 0)
        m_waited = 0ms;
    if (m_waited >= m_lockTimeout)
        return false;
    const std::chrono::milliseconds wished = std::min(1ms * (1 << std::min(attempt, 2)), m_lockTimeout - m_waited);
    m_waited += wished;
    return m_interrupter->waitForLock(wished);
}

Error SqliteConnection::failed(const QByteArray &sql) const
{
    Error error = lastError(m_database.get(), sql);
    if (!m_interrupter->stopRequested())
        return error;
    error.position.reset();
    if (m_interrupter->isAbandoned()) {
        error.code = Error::Code::ConnectionLost;
        error.message = {"Sqlite", QT_TRANSLATE_NOOP("Sqlite", "The connection was given up."), {}};
    } else if (error.sqlState.startsWith("SQLITE_INTERRUPT"_L1) || error.sqlState.startsWith("SQLITE_BUSY"_L1)
        || error.sqlState.startsWith("SQLITE_ABORT"_L1)) {
        error.code = Error::Code::Cancelled;
        error.message = {"Sqlite", QT_TRANSLATE_NOOP("Sqlite", "The statement was cancelled."), {}};
    }
    return error;
}

Result<PreparedStatement> SqliteConnection::prepare(const QByteArray &sql)
{
    PreparedStatement found;
    const char *rest = sql.constData();
    const char *end = rest + sql.size();
    while (rest < end) {
        sqlite3_stmt *raw = nullptr;
        const char *tail = rest;
        const int code = sqlite3_prepare_v3(m_database.get(), rest, int(end - rest), 0, &raw, &tail);
        PreparedStatement one(raw);
        if (found && (code != SQLITE_OK || one)) {
            Error error = makeError(Error::Code::Usage,
                QT_TRANSLATE_NOOP("Sqlite", "There is more than one statement where only one may stand."));
            error.position = QString::fromUtf8(sql.left(rest - sql.constData())).size();
            return failure(std::move(error));
        }
        if (code != SQLITE_OK) {
            Error error = failed(sql.mid(rest - sql.constData()));
            if (error.position)
                *error.position += QString::fromUtf8(sql.left(rest - sql.constData())).size();
            return failure(std::move(error));
        }
        if (one)
            found = std::move(one);
        if (tail == rest)
            break;
        rest = tail;
    }
    return found;
}

Result<> SqliteConnection::step(sqlite3_stmt *statement, const QByteArray &sql, RowSink &sink)
{
    QElapsedTimer clock;
    clock.start();
    const qint64 changesBefore = sqlite3_total_changes64(m_database.get());
    int code = sqlite3_step(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return failure(failed(sql));
    const int columnCount = sqlite3_column_count(statement);
    RowReader reader(columnCount, sink);
    if (columnCount)
        sink.columns(resultColumns(statement, code == SQLITE_ROW));
    while (code == SQLITE_ROW && reader.take(statement))
        code = sqlite3_step(statement);
    reader.finish();
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return failure(failed(sql));
    ResultSummary summary;
    summary.tag = QString::fromLatin1(firstWord(sql));
    if (columnCount)
        summary.rows = reader.count();
    else if (writesRows(summary.tag))
        summary.rows =
            sqlite3_total_changes64(m_database.get()) == changesBefore ? 0 : sqlite3_changes64(m_database.get());
    summary.elapsed = std::chrono::nanoseconds(clock.nsecsElapsed());
    sink.finished(summary);
    return {};
}

Result<> SqliteConnection::execute(const QString &oneStatement, std::span<const Value> parameters, RowSink &sink)
{
    const Execution execution(*m_interrupter);
    const QByteArray sql = oneStatement.toUtf8();
    Result<PreparedStatement> statement = prepare(sql);
    if (!statement)
        return failure(statement.error());
    if (!*statement) {
        sink.finished({});
        return {};
    }
    const int wanted = sqlite3_bind_parameter_count(statement->get());
    if (wanted != int(parameters.size())) {
        return failure(makeError(Error::Code::Usage,
            QT_TRANSLATE_NOOP("Sqlite", "The statement has %1 parameters, but %2 values were given."),
            {QString::number(wanted), QString::number(parameters.size())}));
    }
    for (int i = 0; i < wanted; ++i) {
        if (bindValue(statement->get(), i + 1, parameters[std::size_t(i)]) != SQLITE_OK)
            return failure(failed({}));
    }
    if (Result<> done = step(statement->get(), sql, sink); !done)
        return done;
    return adoptLockTimeout(sql);
}

/// `PRAGMA busy_timeout` replaces our handler by one that nothing can interrupt: takes over its time and ours again.
Result<> SqliteConnection::adoptLockTimeout(const QByteArray &sql)
{
    if (!sql.toLower().contains("busy_timeout"))
        return {};
    const QList<QByteArray> answer = firstColumn("PRAGMA busy_timeout");
    if (const int time = answer.value(0).toInt(); time > 0 || sql.contains('='))
        m_lockTimeout = std::chrono::milliseconds(time);
    installHandlers();
    return {};
}

Result<> SqliteConnection::run(const QByteArray &statements)
{
    if (sqlite3_exec(m_database.get(), statements.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure(failed(statements));
    return {};
}

Result<> SqliteConnection::applySettings()
{
    const QByteArray keys = m_settings.foreignKeys ? "ON" : "OFF";
    const QByteArray only = m_settings.readOnly ? "ON" : "OFF";
    m_lockTimeout = m_settings.lockTimeout;
    return run("PRAGMA foreign_keys=" + keys + ";PRAGMA query_only=" + only
        + ";PRAGMA legacy_alter_table=OFF;PRAGMA defer_foreign_keys=OFF;PRAGMA ignore_check_constraints=OFF;"
          "PRAGMA recursive_triggers=OFF;PRAGMA writable_schema=RESET;PRAGMA reverse_unordered_selects=OFF");
}

QList<QByteArray> SqliteConnection::firstColumn(const QByteArray &sql)
{
    QList<QByteArray> result;
    Result<PreparedStatement> statement = prepare(sql);
    if (!statement || !*statement)
        return result;
    while (sqlite3_step(statement->get()) == SQLITE_ROW)
        result += QByteArray(reinterpret_cast<const char *>(sqlite3_column_text(statement->get(), 0)));
    return result;
}

TransactionState SqliteConnection::transaction() const
{
    if (m_interrupter->isAbandoned())
        return TransactionState::Unknown;
    return sqlite3_get_autocommit(m_database.get()) ? TransactionState::None : TransactionState::Open;
}

Result<> SqliteConnection::reset()
{
    const Execution execution(*m_interrupter);
    if (!sqlite3_get_autocommit(m_database.get())) {
        if (Result<> done = run("ROLLBACK"); !done)
            return done;
    }
    for (const QByteArray &drop :
        firstColumn("SELECT 'DROP ' || type || ' temp.\"' || replace(name, '\"', '\"\"') || '\"' "
                    "FROM temp.sqlite_schema WHERE type IN ('table', 'view', 'trigger') "
                    "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type = 'table'")) {
        // A trigger may have gone with its view already.
        static_cast<void>(run(QByteArray(drop).insert(drop.indexOf(' ', 5), " IF EXISTS")));
    }
    for (const QByteArray &detach : firstColumn("SELECT 'DETACH \"' || replace(name, '\"', '\"\"') || '\"' "
                                                "FROM pragma_database_list WHERE name NOT IN ('main', 'temp')")) {
        if (Result<> done = run(detach); !done)
            return done;
    }
    installHandlers();
    return applySettings();
}

} // namespace relata::sqlite
