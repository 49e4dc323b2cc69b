#include "dialects/mysql/columns.h"
#include "dialects/mysql/statement_runs.h"
#include "models/engine/page_writer.h"

#include <QElapsedTimer>

#include <memory>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

struct CloseStatement {
    void operator()(MYSQL_STMT *statement) const { mysql_stmt_close(statement); }
};
struct FreeResult {
    void operator()(MYSQL_RES *result) const { mysql_free_result(result); }
};

/// The parameters as the client library takes them; owns what it points to.
class Parameters {
public:
    explicit Parameters(std::span<const Value> values)
        : m_binds(values.size())
        , m_texts(values.size())
        , m_numbers(values.size())
        , m_lengths(values.size())
    {
        for (std::size_t i = 0; i < values.size(); ++i)
            std::visit([&](const auto &value) { put(i, value); }, values[i]);
    }
    MYSQL_BIND *data() { return m_binds.data(); }

private:
    union Number {
        qint64 integer;
        double real;
        signed char truth;
    };
    void put(std::size_t i, std::monostate) { m_binds[i].buffer_type = MYSQL_TYPE_NULL; }
    void put(std::size_t i, bool value)
    {
        m_numbers[i].truth = value;
        point(i, MYSQL_TYPE_TINY, &m_numbers[i], 1);
    }
    void put(std::size_t i, qint64 value)
    {
        m_numbers[i].integer = value;
        point(i, MYSQL_TYPE_LONGLONG, &m_numbers[i], sizeof value);
    }
    void put(std::size_t i, double value)
    {
        m_numbers[i].real = value;
        point(i, MYSQL_TYPE_DOUBLE, &m_numbers[i], sizeof value);
    }
    void put(std::size_t i, const QString &value)
    {
        m_texts[i] = value.toUtf8();
        point(i, MYSQL_TYPE_STRING, m_texts[i].data(), m_texts[i].size());
    }
    void put(std::size_t i, const QByteArray &value)
    {
        m_texts[i] = value;
        point(i, MYSQL_TYPE_BLOB, m_texts[i].data(), m_texts[i].size());
    }
    void point(std::size_t i, enum_field_types type, void *at, qsizetype length)
    {
        m_lengths[i] = static_cast<unsigned long>(length);
        m_binds[i].buffer_type = type;
        m_binds[i].buffer = at;
        m_binds[i].buffer_length = m_lengths[i];
        m_binds[i].length = &m_lengths[i];
    }

    std::vector<MYSQL_BIND> m_binds;
    std::vector<QByteArray> m_texts;
    std::vector<Number> m_numbers;
    std::vector<unsigned long> m_lengths;
};

/// Buffers for one row as text; a cell that is longer than its buffer is fetched again.
class RowBuffers {
public:
    explicit RowBuffers(MYSQL_RES *described)
        : m_binds(mysql_num_fields(described))
        , m_cells(m_binds.size())
        , m_nulls(m_binds.size())
        , m_errors(m_binds.size())
        , m_lengths(m_binds.size())
    {
        const MYSQL_FIELD *fields = mysql_fetch_fields(described);
        for (std::size_t i = 0; i < m_binds.size(); ++i) {
            m_areBytes.push_back(holdsBytes(fields[i]));
            m_binds[i].buffer_type = m_areBytes[i] ? MYSQL_TYPE_BLOB : MYSQL_TYPE_STRING;
            m_binds[i].is_null = &m_nulls[i];
            m_binds[i].error = &m_errors[i];
            m_binds[i].length = &m_lengths[i];
            resize(i, 256);
        }
    }
    MYSQL_BIND *data() { return m_binds.data(); }
    int count() const { return int(m_binds.size()); }

    void appendTo(PageWriter &pages, MYSQL_STMT *statement)
    {
        bool grown = false;
        for (std::size_t i = 0; i < m_binds.size(); ++i) {
            if (m_nulls[i]) {
                pages.appendNull();
                continue;
            }
            if (m_lengths[i] > m_binds[i].buffer_length) {
                resize(i, m_lengths[i]);
                mysql_stmt_fetch_column(statement, &m_binds[i], unsigned(i), 0);
                grown = true;
            }
            pages.append({m_cells[i].constData(), qsizetype(m_lengths[i])}, m_areBytes[i]);
        }
        if (grown)
            mysql_stmt_bind_result(statement, m_binds.data());
    }

private:
    void resize(std::size_t i, unsigned long length)
    {
        m_cells[i].resize(qsizetype(length));
        m_binds[i].buffer = m_cells[i].data();
        m_binds[i].buffer_length = length;
    }

    std::vector<MYSQL_BIND> m_binds;
    std::vector<QByteArray> m_cells;
    std::vector<my_bool> m_nulls, m_errors;
    std::vector<unsigned long> m_lengths;
    std::vector<bool> m_areBytes;
};

/// False when fetching failed.
bool streamRows(MYSQL_STMT *statement, MYSQL_RES *described, RowSink &sink, qint64 *count)
{
    sink.columns(columnsOf(described));
    RowBuffers row(described);
    if (mysql_stmt_bind_result(statement, row.data()))
        return false;
    PageWriter pages(sink, row.count());
    int status = 0;
    while ((status = mysql_stmt_fetch(statement)) == 0 || status == MYSQL_DATA_TRUNCATED) {
        if (pages.wanted())
            row.appendTo(pages, statement);
        pages.endRow();
    }
    pages.flush();
    *count = pages.rows();
    return status == MYSQL_NO_DATA;
}

} // namespace

ServerWords runBound(MYSQL *client, const QByteArray &text, std::span<const Value> parameters, RowSink &sink)
{
    QElapsedTimer timer;
    timer.start();
    const std::unique_ptr<MYSQL_STMT, CloseStatement> statement(mysql_stmt_init(client));
    Parameters bound(parameters);
    if (mysql_stmt_prepare(statement.get(), text.constData(), static_cast<unsigned long>(text.size())))
        return ServerWords::of(statement.get());
    if (mysql_stmt_param_count(statement.get()) != parameters.size())
        return {2034, u"07001"_s, u"The statement has another number of parameters."_s};
    if (mysql_stmt_bind_param(statement.get(), bound.data()) || mysql_stmt_execute(statement.get()))
        return ServerWords::of(statement.get());
    int status = 0;
    while (status == 0) {
        ResultSummary summary;
        const std::unique_ptr<MYSQL_RES, FreeResult> described(mysql_stmt_result_metadata(statement.get()));
        if (described && mysql_stmt_field_count(statement.get()) > 0) {
            if (!streamRows(statement.get(), described.get(), sink, &summary.rows))
                return ServerWords::of(statement.get());
        } else {
            summary.rows = qint64(mysql_stmt_affected_rows(statement.get()));
        }
        summary.tag = QString::fromUtf8(mysql_info(client));
        summary.elapsed = std::chrono::nanoseconds(timer.nsecsElapsed());
        sink.finished(summary);
        status = mysql_stmt_next_result(statement.get());
    }
    return status > 0 ? ServerWords::of(statement.get()) : ServerWords();
}

} // namespace relata::mysql
