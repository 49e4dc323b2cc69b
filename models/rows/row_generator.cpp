#include "models/rows/row_generator.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/rows/table_rows.h"
#include "models/schema/all_kinds.h"
#include "models/sql/identifier.h"

#include <numeric>

namespace relata {
using namespace Qt::StringLiterals;

qint64 FilledTables::total() const { return std::accumulate(rows.begin(), rows.end(), qint64(0)); }

QList<ObjectId> parentsFirst(const Schema &schema)
{
    QList<ObjectId> result;
    QSet<ObjectId> seen;
    const std::function<void(ObjectId)> visit = [&](ObjectId table) {
        if (seen.contains(table) || !schema.find<Table>(table))
            return;
        seen += table;
        for (const ObjectId id : schema.children(table, Kind::ForeignKey))
            visit(schema.find<ForeignKey>(id)->referencedTable);
        result += table;
    };
    for (const ObjectId table : schema.all(Kind::Table))
        visit(table);
    return result;
}

QString insertion(const Schema &schema, ObjectId table, const TableRows &rows, const Engine &engine)
{
    QStringList names, places;
    for (const ObjectId id : rows.columns()) {
        names += quoted(Identifier{nameOf(*schema.find(id))}, *engine.flavour);
        places += engine.runner->parameter(int(names.size()));
    }
    return u"INSERT INTO "_s + quoted(QualifiedIdentifier{schema.path(table)}, *engine.flavour) + u" ("_s
        + names.join(u", "_s) + u')' + (rows.overridesIdentity() ? u" OVERRIDING SYSTEM VALUE"_s : QString())
        + u" VALUES ("_s + places.join(u", "_s) + u')';
}

namespace {

bool isFinal(const Error &error)
{
    return error.code == Error::Code::ConnectionLost || error.code == Error::Code::Cancelled;
}

/// Puts generated rows into one table, in bulk where the server takes them so, else row by row.
class TableFiller {
public:
    TableFiller(Connection &connection, const Schema &schema, const Engine &engine, ObjectId table, TableRows &rows)
        : m_connection(connection)
        , m_schema(schema)
        , m_engine(engine)
        , m_table(table)
        , m_rows(rows)
    { }

    Result<qint64> oneByOne(int wanted, QString *refusal)
    {
        const QString statement = insertion(m_schema, m_table, m_rows, m_engine);
        qint64 inserted = 0;
        for (int row = 0; row < wanted; ++row) {
            for (int attempt = 0; attempt < 6; ++attempt) {
                const std::optional<QList<Value>> made = m_rows.make(row, attempt);
                if (!made)
                    continue;
                Result<ResultSummary> done =
                    perform(m_connection, statement, {made->constData(), size_t(made->size())});
                if (done) {
                    m_rows.keep(*made);
                    ++inserted;
                    break;
                }
                if (isFinal(done.error()))
                    return failure(done.error());
                *refusal = done.error().detail.isEmpty() ? done.error().message.source() : done.error().detail;
            }
        }
        return inserted;
    }

    Result<qint64> inBulk(int wanted)
    {
        Source source(m_rows, wanted);
        QStringList path = m_schema.path(m_table);
        path.removeAll(QString());
        QStringList names;
        for (const ObjectId id : m_rows.columns())
            names += nameOf(*m_schema.find(id));
        return m_connection.load(path, names, source);
    }

private:
    /// Rows made as they are asked for.
    class Source : public RowSource {
    public:
        Source(TableRows &rows, int wanted)
            : m_rows(rows)
            , m_wanted(wanted)
        { }
        std::optional<RowPage> next() override
        {
            RowPage page;
            page.columnCount = int(m_rows.columns().size());
            for (; m_row < m_wanted && page.bytes.size() < 128 * 1024; ++m_row) {
                for (int attempt = 0; attempt < 3; ++attempt) {
                    const std::optional<QList<Value>> made = m_rows.make(m_row, attempt);
                    if (!made)
                        continue;
                    m_rows.keep(*made);
                    append(page, *made);
                    break;
                }
            }
            return page.rowCount() ? std::optional(std::move(page)) : std::nullopt;
        }

    private:
        static void append(RowPage &page, const QList<Value> &row)
        {
            for (const Value &value : row) {
                if (const auto *text = std::get_if<QString>(&value))
                    page.append(text->toUtf8());
                else if (const auto *bytes = std::get_if<QByteArray>(&value))
                    page.append(*bytes, true);
                else
                    page.appendNull();
            }
        }

        TableRows &m_rows;
        int m_wanted, m_row = 0;
    };

    Connection &m_connection;
    const Schema &m_schema;
    const Engine &m_engine;
    ObjectId m_table;
    TableRows &m_rows;
};

} // namespace

Result<FilledTables> fillTables(
    Connection &connection, const Schema &schema, const Engine &engine, const RowOptions &options, JobContext &context)
{
    FilledTables result;
    ParentKeys keys;
    const QList<ObjectId> tables = parentsFirst(schema);
    for (qsizetype i = 0; i < tables.size(); ++i) {
        if (context.stopRequested())
            return failure({.code = Error::Code::Cancelled,
                .message = {"Rows", QT_TRANSLATE_NOOP("Rows", "Cancelled."), {}},
                .detail = {},
                .sqlState = {},
                .position = {}});
        const ObjectId table = tables.at(i);
        if (schema.find<Table>(table)->partitionOf)
            continue; // its rows come through the table that it is part of
        const int wanted = options.rows.value(table, options.rowsPerTable);
        context.report(
            {i, tables.size(), {"Rows", QT_TRANSLATE_NOOP("Rows", "Filling %1"), {schema.displayName(table)}}});
        TableRows rows(schema, table, options.edges, options.seed + quint32(i), keys, options.hints);
        TableFiller filler(connection, schema, engine, table, rows);
        QString refusal;
        const bool bulk = !options.edges && !rows.overridesIdentity();
        Result<qint64> filled = bulk ? filler.inBulk(wanted) : filler.oneByOne(wanted, &refusal);
        if (!filled)
            return failure(filled.error());
        result.rows.insert(table, *filled);
        if (*filled == 0 && wanted > 0)
            result.leftOut += {"Rows", QT_TRANSLATE_NOOP("Rows", "No generated row fits %1: %2"),
                {schema.displayName(table), refusal}};
    }
    return result;
}

} // namespace relata
