#include "models/engine/fetch.h"

#include <algorithm>
#include <utility>

namespace relata {

namespace {

class Collector : public RowSink {
public:
    explicit Collector(qsizetype limit)
        : m_limit(limit)
    { }
    void columns(const QList<ResultColumn> &columns) override
    {
        QStringList notices = std::move(rows.notices);
        rows = {};
        rows.columns = columns;
        rows.notices = std::move(notices);
    }
    bool page(RowPage page) override
    {
        page.firstRow = rows.count;
        rows.count += page.rowCount();
        if (rows.count > m_limit)
            return false;
        rows.pages.push_back(std::move(page));
        return true;
    }
    void notice(const QString &text) override { rows.notices += text; }
    void finished(const ResultSummary &summary) override { rows.summary = summary; }

    Rows rows;

private:
    qsizetype m_limit;
};

/// Keeps every result by itself.
class AllCollector : public RowSink {
public:
    void columns(const QList<ResultColumn> &columns) override { m_open.columns = columns; }
    bool page(RowPage page) override
    {
        page.firstRow = m_open.count;
        m_open.count += page.rowCount();
        m_open.pages.push_back(std::move(page));
        return true;
    }
    void notice(const QString &) override { }
    void finished(const ResultSummary &summary) override
    {
        m_open.summary = summary;
        results.push_back(std::exchange(m_open, {}));
    }

    std::vector<Rows> results;

private:
    Rows m_open;
};

} // namespace

std::pair<const RowPage *, qsizetype> Rows::locate(qsizetype row) const
{
    const auto after = std::upper_bound(
        pages.begin(), pages.end(), row, [](qsizetype wanted, const RowPage &page) { return wanted < page.firstRow; });
    const RowPage &page = *std::prev(after);
    return {&page, row - page.firstRow};
}

bool Rows::isNull(qsizetype row, int column) const
{
    const auto [page, at] = locate(row);
    return page->isNull(at, column);
}

QByteArrayView Rows::bytes(qsizetype row, int column) const
{
    const auto [page, at] = locate(row);
    return page->view(at, column);
}

bool Rows::truth(qsizetype row, int column) const
{
    const QByteArrayView value = bytes(row, column);
    return value == "t" || value == "true" || value == "1" || value == "YES";
}

Result<Rows> fetch(Connection &connection, const QString &statement, std::span<const Value> parameters, qsizetype limit)
{
    Collector collector(limit);
    if (Result<> done = connection.execute(statement, parameters, collector); !done)
        return failure(done.error());
    if (collector.rows.count > limit) {
        return failure({.code = Error::Code::Internal,
            .message = {"Fetch", QT_TRANSLATE_NOOP("Fetch", "The answer has more than %1 rows."),
                {QString::number(limit)}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    }
    return std::move(collector.rows);
}

Result<std::vector<Rows>> fetchAll(Connection &connection, const QStringList &statements)
{
    AllCollector collector;
    if (Result<> done = connection.executeAll(statements, collector); !done)
        return failure(done.error());
    if (qsizetype(collector.results.size()) != statements.size()) {
        return failure({.code = Error::Code::Internal,
            .message = {"Fetch", QT_TRANSLATE_NOOP("Fetch", "%1 statements gave %2 answers."),
                {QString::number(statements.size()), QString::number(collector.results.size())}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    }
    return std::move(collector.results);
}

Result<ResultSummary> perform(Connection &connection, const QString &statement, std::span<const Value> parameters)
{
    Collector collector(10'000'000);
    if (Result<> done = connection.execute(statement, parameters, collector); !done)
        return failure(done.error());
    return collector.rows.summary;
}

} // namespace relata
