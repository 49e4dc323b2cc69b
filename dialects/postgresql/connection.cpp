#include "dialects/postgresql/connection.h"

#include "dialects/postgresql/bound_parameters.h"
#include "dialects/postgresql/copy_text.h"
#include "dialects/postgresql/errors.h"
#include "dialects/postgresql/interrupter.h"
#include "dialects/postgresql/row_reader.h"
#include "models/engine/connection_profile.h"
#include "models/engine/fetch.h"

#include <fcntl.h>
#include <poll.h>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

/// The next result; while the server takes its time, rows that came are sent on.
ResultHandle nextResult(PGconn *connection, RowReader &reader)
{
    while (reader.hasRows() && PQisBusy(connection)) {
        if (!PQconsumeInput(connection) || !PQisBusy(connection))
            break;
        pollfd socket{PQsocket(connection), POLLIN, 0};
        if (::poll(&socket, 1, 100) == 0)
            reader.flush();
    }
    return ResultHandle(PQgetResult(connection));
}

Error copyUnsupported()
{
    return ownError(Error::Code::Unsupported,
        QT_TRANSLATE_NOOP("Postgresql", "COPY to or from the client is not for a query: use the import and export."));
}

/// A COPY that somebody typed: nothing is sent, what comes is read and dropped.
void endCopy(PGconn *connection, ExecStatusType status)
{
    if (status == PGRES_COPY_IN) {
        PQputCopyEnd(connection, "not offered");
        return;
    }
    char *line = nullptr;
    while (PQgetCopyData(connection, &line, 0) > 0)
        PQfreemem(line);
}

QString noticeText(const PGresult *notice)
{
    const auto field = [&](int code) { return QString::fromUtf8(PQresultErrorField(notice, code)); };
    QString text = field(PG_DIAG_SEVERITY) + u": "_s + field(PG_DIAG_MESSAGE_PRIMARY);
    for (const auto &[label, code] :
        {std::pair{u"DETAIL: "_s, PG_DIAG_MESSAGE_DETAIL}, {u"HINT: "_s, PG_DIAG_MESSAGE_HINT}}) {
        const QString more = field(code);
        if (!more.isEmpty())
            text += u'\n' + label + more;
    }
    return text;
}

/// Reads the results of a statement that was sent, to their end.
Result<> readResults(PGconn *connection, const QString &statement, RowReader &reader, RowSink &sink)
{
    Result<> outcome;
    while (const ResultHandle result = nextResult(connection, reader)) {
        const ExecStatusType status = PQresultStatus(result.get());
        if (!reader.hasBegun() && (status == PGRES_SINGLE_TUPLE || status == PGRES_TUPLES_OK))
            reader.begin(result.get());
        if (status == PGRES_SINGLE_TUPLE) {
            reader.add(result.get());
        } else if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
            reader.end(result.get());
        } else if (status == PGRES_EMPTY_QUERY) {
            sink.finished({});
        } else if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT) {
            endCopy(connection, status);
            outcome = failure(copyUnsupported());
        } else if (outcome) {
            reader.flush();
            outcome = failure(PQstatus(connection) == CONNECTION_BAD ? connectionLost(connection)
                                                                     : statementError(result.get(), statement));
        }
    }
    if (outcome && PQstatus(connection) == CONNECTION_BAD)
        return failure(connectionLost(connection));
    return outcome;
}

} // namespace

PostgresqlConnection::PostgresqlConnection(ConnectionHandle handle)
    : m_handle(std::move(handle))
    , m_wire(std::make_shared<Wire>())
    , m_interrupter(std::make_shared<PostgresqlInterrupter>(m_wire))
{
    m_wire->socket = ::fcntl(PQsocket(m_handle.get()), F_DUPFD_CLOEXEC, 0);
    m_wire->cancelKey = std::shared_ptr<PGcancel>(PQgetCancel(m_handle.get()), PQfreeCancel);
    PQsetNoticeReceiver(m_handle.get(), &PostgresqlConnection::noticed, this);
}

PostgresqlConnection::~PostgresqlConnection()
{
    const std::lock_guard lock(m_wire->mutex);
    m_handle.reset();
    m_wire->close();
}

void PostgresqlConnection::noticed(void *self, const PGresult *notice)
{
    auto *connection = static_cast<PostgresqlConnection *>(self);
    if (connection->m_sink)
        connection->m_sink->notice(noticeText(notice));
}

Result<> PostgresqlConnection::prepare(const ConnectionProfile &profile)
{
    const QString version = QString::fromUtf8(PQparameterStatus(m_handle.get(), "server_version"));
    m_server.engine = "postgresql";
    m_server.version = PQserverVersion(m_handle.get());
    m_server.versionText = version.section(u' ', 0, 0);
    m_server.product = u"PostgreSQL "_s + version;
    m_server.settings.insert("tls", PQsslInUse(m_handle.get()) != 0);
    m_server.settings.insert("database", QString::fromUtf8(PQdb(m_handle.get())));
    m_server.settings.insert("user", QString::fromUtf8(PQuser(m_handle.get())));
    const auto current = fetch(*this, u"SELECT coalesce(current_schema(), 'public')"_s);
    if (!current)
        return failure(current.error());
    m_server.settings.insert(
        "default_schema", profile.defaultSchema.isEmpty() ? current->text(0, 0) : profile.defaultSchema);
    return loadTypes();
}

Result<> PostgresqlConnection::loadTypes()
{
    const QString query =
        u"SELECT oid, pg_catalog.format_type(oid, NULL), typtype, typcategory FROM pg_catalog.pg_type "
        "WHERE oid >= 16384 AND typtype <> 'c'"_s;
    const Result<Rows> rows = fetch(*this, query);
    if (!rows)
        return failure(rows.error());
    for (qsizetype i = 0; i < rows->count; ++i) {
        TypeNames::Entry entry{rows->text(i, 1), familyOf(rows->text(i, 1))};
        if (rows->text(i, 2) == "e"_L1)
            entry.family = TypeFamily::Enum;
        m_types.put(quint32(rows->number(i, 0)), entry);
    }
    return {};
}

template <class F>
auto PostgresqlConnection::asExecution(F &&work) -> decltype(work())
{
    {
        const std::lock_guard lock(m_wire->mutex);
        m_wire->running = ++m_lastExecution;
        m_wire->cancelled = false;
    }
    auto outcome = work();
    bool wasCancelled = false, wasAbandoned = false;
    {
        const std::lock_guard lock(m_wire->mutex);
        m_wire->running = 0;
        wasCancelled = m_wire->cancelled;
        wasAbandoned = m_wire->abandoned;
    }
    if (wasAbandoned)
        return failure(connectionLost(m_handle.get()));
    if (wasCancelled) {
        if (Result<> settled = settleCancel(); !settled)
            return failure(settled.error());
        if (!outcome)
            return failure(cancelled());
    }
    return outcome;
}

Result<> PostgresqlConnection::settleCancel()
{
    {
        std::unique_lock lock(m_wire->mutex);
        const auto isOver = [this] { return m_wire->cancelsInFlight == 0 || m_wire->abandoned; };
        // One that is still under way could hit a later statement: such a session is not to be trusted.
        if (!m_wire->cancelEnded.wait_for(lock, std::chrono::seconds(2), isOver) || m_wire->abandoned) {
            m_wire->abandoned = true;
            return failure(connectionLost(m_handle.get()));
        }
    }
    // The signal has been sent by now; a round trip makes the server swallow it.
    const ResultHandle roundTrip(PQexec(m_handle.get(), ""));
    return {};
}

Result<> PostgresqlConnection::send(const QString &statement, std::span<const Value> parameters)
{
    const BoundParameters bound(parameters);
    if (!bound.isValid() || statement.contains(QChar(0))) {
        return failure(ownError(Error::Code::Usage,
            QT_TRANSLATE_NOOP("Postgresql", "PostgreSQL has no room for the character NUL in a text.")));
    }
    const int sent = PQsendQueryParams(m_handle.get(), statement.toUtf8().constData(), bound.count(), bound.types(),
        bound.values(), bound.lengths(), bound.formats(), 0);
    if (!sent)
        return failure(connectionLost(m_handle.get()));
    PQsetSingleRowMode(m_handle.get());
    return {};
}

Result<> PostgresqlConnection::execute(const QString &oneStatement, std::span<const Value> parameters, RowSink &sink)
{
    bool sawUnknownType = false;
    const auto work = [&]() -> Result<> {
        if (Result<> sent = send(oneStatement, parameters); !sent)
            return sent;
        RowReader reader(sink, m_types);
        m_sink = &sink;
        Result<> outcome = readResults(m_handle.get(), oneStatement, reader, sink);
        m_sink = nullptr;
        sawUnknownType = reader.sawUnknownType();
        return outcome;
    };
    Result<> outcome = asExecution(work);
    if (outcome && sawUnknownType && transaction() != TransactionState::Failed)
        return loadTypes(); // a type made since: the next result names it
    return outcome;
}

Result<qint64> PostgresqlConnection::copyIn(const QString &statement, RowSource &rows)
{
    const ResultHandle begun(PQexec(m_handle.get(), statement.toUtf8().constData()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN)
        return failure(isAlive() ? statementError(begun.get(), statement) : connectionLost(m_handle.get()));
    const char *stopped = nullptr;
    for (std::optional<RowPage> page; !stopped && (page = rows.next());) {
        const QByteArray text = copyText(*page);
        stopped = isCancelled() ? "stopped" : nullptr;
        if (!stopped && PQputCopyData(m_handle.get(), text.constData(), int(text.size())) < 0)
            stopped = "lost";
    }
    PQputCopyEnd(m_handle.get(), stopped);
    Result<qint64> outcome = 0;
    while (const ResultHandle result{PQgetResult(m_handle.get())}) {
        if (PQresultStatus(result.get()) == PGRES_COMMAND_OK)
            outcome = QByteArray(PQcmdTuples(result.get())).toLongLong();
        else
            outcome = failure(statementError(result.get(), statement));
    }
    if (!isAlive())
        return failure(connectionLost(m_handle.get()));
    return outcome;
}

Result<qint64> PostgresqlConnection::load(const QStringList &table, const QStringList &columns, RowSource &rows)
{
    return asExecution([&] { return copyIn(copyStatement(table, columns), rows); });
}

bool PostgresqlConnection::isCancelled() const
{
    const std::lock_guard lock(m_wire->mutex);
    return m_wire->cancelled;
}

TransactionState PostgresqlConnection::transaction() const
{
    switch (PQtransactionStatus(m_handle.get())) {
    case PQTRANS_IDLE:
        return TransactionState::None;
    case PQTRANS_INTRANS:
        return TransactionState::Open;
    case PQTRANS_INERROR:
        return TransactionState::Failed;
    case PQTRANS_ACTIVE:
    case PQTRANS_UNKNOWN:
        break;
    }
    return TransactionState::Unknown;
}

Result<> PostgresqlConnection::reset()
{
    if (transaction() != TransactionState::None) {
        if (const auto rolledBack = perform(*this, u"ROLLBACK"_s); !rolledBack)
            return failure(rolledBack.error());
    }
    const auto discarded = perform(*this, u"DISCARD ALL"_s);
    return discarded ? Result<>() : failure(discarded.error());
}

std::shared_ptr<Interrupter> PostgresqlConnection::interrupter() { return m_interrupter; }

bool PostgresqlConnection::isAlive() const
{
    const std::lock_guard lock(m_wire->mutex);
    return PQstatus(m_handle.get()) == CONNECTION_OK && !m_wire->abandoned;
}

} // namespace relata::postgresql
