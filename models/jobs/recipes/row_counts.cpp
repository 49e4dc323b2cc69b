#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/data_checks.h"

#include <QMap>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Samples = 3, AllRights = 1000;
constexpr qsizetype Together = 200; ///< conditions of one query: fewer than any server takes

/// "id = 4, code = x"; of values that stand more often than once "code = x (×2)"; with its kind "code = 7 (text)".
QString sampleOf(const DataCheck &check, const Rows &rows, qsizetype row)
{
    QStringList words;
    if (check.what == DataCheck::What::Rights)
        return rows.text(row, 0);
    const int last = int(check.sampled.size()) - 1;
    for (int column = 0; column <= last; ++column) {
        const QString value = rows.isNull(row, column) ? u"NULL"_s : rows.text(row, column).left(40);
        if (check.what == DataCheck::What::Duplicate && column == last)
            return words.join(u", "_s) + (words.isEmpty() ? u""_s : u" "_s) + u"(×"_s + value + u')';
        words += check.sampled.at(column) + u" = "_s + value;
    }
    return words.join(u", "_s) + (check.kind.isEmpty() ? u""_s : u" ("_s + rows.text(row, last + 1) + u')');
}

class Counting {
public:
    Counting(Connection &connection, QList<DataCheck> checks, JobContext &context)
        : m_connection(connection)
        , m_checks(std::move(checks))
        , m_isCounted(m_checks.size())
        , m_context(context)
    { }

    Result<QList<DataCheck>> go()
    {
        if (Result<> done = countTables(); !done)
            return failure(done.error());
        QList<DataCheck> result;
        for (qsizetype i = 0; i < m_checks.size(); ++i) {
            const Result<> done = m_isCounted.at(i) ? Result<>() : count(m_checks[i]);
            const Result<> shown = done ? sample(m_checks[i]) : done;
            if (!shown)
                return failure(shown.error());
            if (m_checks.at(i).count > 0 || !m_checks.at(i).unasked.isEmpty())
                result += m_checks.at(i);
        }
        return result;
    }

private:
    Result<> tell(const DataCheck &check)
    {
        if (m_context.stopRequested())
            return failure(cancelledError());
        m_context.report({m_done, m_checks.size(),
            {"DataCheck", QT_TRANSLATE_NOOP("DataCheck", "Looking at the rows for %1"), {check.object}}});
        return {};
    }

    /// A table that more than one thing is asked of is read once.
    Result<> countTables()
    {
        QMap<QString, QList<qsizetype>> tables;
        for (qsizetype i = 0; i < m_checks.size(); ++i) {
            if (!m_checks.at(i).table.isEmpty())
                tables[m_checks.at(i).table] += i;
        }
        for (const QList<qsizetype> &all : std::as_const(tables)) {
            for (qsizetype at = 0; all.size() > 1 && at < all.size(); at += Together) {
                if (Result<> done = countTogether(all.mid(at, Together)); !done)
                    return done;
            }
        }
        return {};
    }

    /// What the server does not answer for all is asked one by one.
    Result<> countTogether(const QList<qsizetype> &some)
    {
        if (Result<> told = tell(m_checks.at(some.first())); !told)
            return told;
        QStringList counts;
        for (const qsizetype i : some)
            counts += u"count(CASE WHEN "_s + m_checks.at(i).condition + u" THEN 1 END)"_s;
        const Result<Rows> counted =
            fetch(m_connection, u"SELECT "_s + counts.join(u", "_s) + u' ' + m_checks.at(some.first()).table);
        if (!counted && counted.error().code != Error::Code::Sql)
            return failure(counted.error());
        for (qsizetype n = 0; counted && n < some.size(); ++n) {
            m_checks[some.at(n)].count = counted->number(0, int(n));
            m_isCounted[some.at(n)] = true;
        }
        return {};
    }

    Result<> count(DataCheck &check)
    {
        if (Result<> told = tell(check); !told)
            return told;
        if (check.rows.isEmpty()) {
            check.unasked = u"not asked"_s;
            return {};
        }
        const Result<Rows> counted = fetch(m_connection, u"SELECT count(*) "_s + check.rows);
        if (!counted && counted.error().code != Error::Code::Sql)
            return failure(counted.error());
        if (counted)
            check.count = counted->number(0, 0);
        else
            check.unasked = counted.error().text();
        return {};
    }

    /// No more rows are looked for than there are.
    Result<> sample(DataCheck &check)
    {
        ++m_done;
        if (check.count == 0 || !check.unasked.isEmpty())
            return {};
        const qint64 limit = std::min(check.count, check.what == DataCheck::What::Rights ? AllRights : Samples);
        const QStringList shown = check.sampled + (check.kind.isEmpty() ? QStringList() : QStringList{check.kind});
        const Result<Rows> first =
            fetch(m_connection, u"SELECT "_s + shown.join(u", "_s) + u' ' + check.rows + u" LIMIT %1"_s.arg(limit));
        if (!first)
            return failure(first.error());
        for (qsizetype row = 0; row < first->count; ++row)
            check.samples += sampleOf(check, *first, row);
        return {};
    }

    Connection &m_connection;
    QList<DataCheck> m_checks;
    QList<bool> m_isCounted;
    JobContext &m_context;
    qint64 m_done = 0;
};

} // namespace

Result<QList<DataCheck>> failingChecks(Connection &connection, const QList<DataCheck> &checks, JobContext &context)
{
    return Counting(connection, checks, context).go();
}

} // namespace relata
