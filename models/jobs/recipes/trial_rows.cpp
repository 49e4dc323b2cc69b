#include "models/jobs/recipes/trial_rows.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/rows/row_generator.h"
#include "models/schema/all_kinds.h"
#include "models/sql/identifier.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QList<TrialRow> valuesOf(const Rows &rows)
{
    QList<TrialRow> result;
    for (const RowPage &page : rows.pages) {
        for (qsizetype row = 0; row < page.rowCount(); ++row) {
            TrialRow values;
            for (int column = 0; column < page.columnCount; ++column) {
                if (page.isNull(row, column))
                    values += Value();
                else if (page.isBytes(row, column))
                    values += page.view(row, column).toByteArray();
                else
                    values += page.text(row, column);
            }
            result += values;
        }
    }
    return result;
}

bool isFinal(const Error &error)
{
    return error.code == Error::Code::ConnectionLost || error.code == Error::Code::Cancelled;
}

} // namespace

TrialRows::TrialRows(
    Connection &connection, const Schema &schema, const Engine &engine, ObjectId table, ParentKeys &keys)
    : m_connection(connection)
    , m_schema(schema)
    , m_engine(engine)
    , m_table(table)
    , m_rows(schema, table, false, 77, keys)
    , m_insertion(insertion(schema, table, m_rows, engine))
{
    const QList<ObjectId> users = schema.dependants(table);
    m_isRewritten = std::any_of(
        users.begin(), users.end(), [&](ObjectId id) { return schema.find<Trigger>(id) || schema.find<Rule>(id); });
}

Result<> TrialRows::load()
{
    QStringList names;
    for (const ObjectId id : columns())
        names += quoted(Identifier{nameOf(*m_schema.find(id))}, *m_engine.flavour);
    if (names.isEmpty())
        return {};
    const auto rows = fetch(m_connection,
        u"SELECT "_s + names.join(u", "_s) + u" FROM "_s
            + quoted(QualifiedIdentifier{m_schema.path(m_table)}, *m_engine.flavour));
    if (!rows)
        return failure(rows.error());
    m_there = valuesOf(*rows);
    for (const TrialRow &row : m_there)
        m_rows.keep(row);
    return {};
}

/// What must be another value in every row: keys, and foreign keys that share a column with one.
QSet<qsizetype> TrialRows::changing() const
{
    QSet<qsizetype> result;
    for (const QList<qsizetype> &key : keys())
        result += QSet<qsizetype>(key.begin(), key.end());
    for (const ObjectId id : m_schema.children(m_table, Kind::ForeignKey)) {
        QSet<qsizetype> own;
        for (const ObjectId column : m_schema.find<ForeignKey>(id)->columns)
            own += positionOf(column);
        if (own.intersects(result))
            result += own;
    }
    result.remove(-1);
    return result;
}

std::optional<TrialRow> TrialRows::fresh(qsizetype n)
{
    for (int attempt = 0; attempt < 12; ++attempt) {
        const std::optional<TrialRow> made = m_rows.make(m_next++, 3);
        if (!made)
            continue;
        if (m_there.isEmpty())
            return made;
        TrialRow row = m_there.at(n % m_there.size());
        for (const qsizetype at : changing())
            row[at] = made->at(at);
        return row;
    }
    return {};
}

Value TrialRows::valueFor(qsizetype position, qint64 n)
{
    return ValueGenerator(m_schema, columns().at(position), false).value(n, true, m_random);
}

Result<TrialAnswer> TrialRows::offer(const TrialRow &row, const QString &probe)
{
    if (Result<ResultSummary> done = perform(m_connection, u"SAVEPOINT relata_trial"_s); !done)
        return failure(done.error());
    const auto put = perform(m_connection, m_insertion, {row.constData(), size_t(row.size())});
    if (!put && isFinal(put.error()))
        return failure(put.error());
    const TrialAnswer answer = answerOf(put, probe);
    if (Result<ResultSummary> done = perform(m_connection, u"ROLLBACK TO SAVEPOINT relata_trial"_s); !done)
        return failure(done.error());
    return answer;
}

TrialAnswer TrialRows::answerOf(const Result<ResultSummary> &put, const QString &probe)
{
    TrialAnswer answer;
    if (!put) {
        answer.violation = m_engine.monitor->violation(put.error());
        answer.words = put.error().detail.isEmpty() ? put.error().message.source() : put.error().detail;
        return answer;
    }
    answer.accepted = true;
    answer.isSure = !m_isRewritten && put->rows != 0;
    if (probe.isEmpty())
        return answer;
    const auto found = ask(probe);
    answer.isFound = found && !found->isEmpty();
    const QString broken = m_engine.monitor->brokenForeignKeys();
    if (!answer.isFound || broken.isEmpty())
        return answer;
    if (const auto rows = ask(broken); rows && !rows->isEmpty()) { // the commit would fail
        answer.accepted = false;
        answer.violation = Violation::ForeignKey;
    }
    return answer;
}

Result<Rows> TrialRows::ask(const QString &query, const TrialRow &parameters)
{
    if (Result<ResultSummary> done = perform(m_connection, u"SAVEPOINT relata_question"_s); !done)
        return failure(done.error());
    Result<Rows> rows = fetch(m_connection, query, {parameters.constData(), size_t(parameters.size())});
    const QString end = rows ? u"RELEASE SAVEPOINT relata_question"_s : u"ROLLBACK TO SAVEPOINT relata_question"_s;
    if (Result<ResultSummary> done = perform(m_connection, end); !done)
        return failure(done.error());
    return rows;
}

Result<TrialRows *> TrialTables::of(ObjectId table)
{
    for (const ObjectId id : m_schema.children(table, Kind::ForeignKey)) {
        if (Result<TrialRows *> parent = loaded(m_schema.find<ForeignKey>(id)->referencedTable); !parent)
            return parent;
    }
    return loaded(table);
}

Result<TrialRows *> TrialTables::loaded(ObjectId table)
{
    std::unique_ptr<TrialRows> &rows = m_tables[table];
    if (!rows) {
        rows = std::make_unique<TrialRows>(m_connection, m_schema, m_engine, table, m_keys);
        if (Result<> done = rows->load(); !done)
            return failure(done.error());
    }
    return rows.get();
}

} // namespace relata
