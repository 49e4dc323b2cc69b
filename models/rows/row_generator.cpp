#include "models/rows/row_generator.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/rows/value_generator.h"
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

namespace {

using Row = QList<Value>;

/// Makes and inserts the rows of one table.
class TableFiller {
public:
    TableFiller(Connection &connection, const Schema &schema, const Engine &engine, const RowOptions &options,
        QHash<ObjectId, QList<Row>> &keys)
        : m_connection(connection)
        , m_schema(schema)
        , m_engine(engine)
        , m_options(options)
        , m_keys(keys)
        , m_random(options.seed)
    { }

    Result<qint64> fill(ObjectId table, int rows, QString *refusal)
    {
        m_table = table;
        prepare();
        qint64 inserted = 0;
        for (int row = 0; row < rows; ++row) {
            Result<> done;
            for (int attempt = 0; attempt < 6; ++attempt) {
                if (!makeRow(row, attempt) || isTaken())
                    continue;
                done = insert();
                if (done || done.error().code == Error::Code::ConnectionLost
                    || done.error().code == Error::Code::Cancelled)
                    break;
                *refusal = done.error().detail.isEmpty() ? done.error().message.source() : done.error().detail;
            }
            if (!done
                && (done.error().code == Error::Code::ConnectionLost || done.error().code == Error::Code::Cancelled))
                return failure(done.error());
            inserted += m_inserted ? 1 : 0;
            m_inserted = false;
        }
        return inserted;
    }

private:
    void prepare()
    {
        m_columns.clear();
        m_generators.clear();
        m_uniques.clear();
        m_overriding = false;
        for (const ObjectId id : m_schema.children(m_table, Kind::Column)) {
            const auto *column = m_schema.find<Column>(id);
            if (column->generated != Column::Generated::No)
                continue;
            m_overriding = m_overriding || column->identity == Column::Identity::Always;
            m_columns += id;
            m_generators.emplace_back(m_schema, id, m_options.edges);
        }
        for (const Kind kind : {Kind::PrimaryKey, Kind::Unique, Kind::Index}) {
            for (const ObjectId id : m_schema.children(m_table, kind))
                addUnique(*m_schema.find(id));
        }
        writeStatement();
    }

    void addUnique(const Object &object)
    {
        const auto *key = as<PrimaryKey>(object);
        const auto *unique = as<Unique>(object);
        const auto *index = as<Index>(object);
        if (index && !index->unique)
            return;
        QList<ObjectId> columns;
        for (const KeyPart &part : key ? key->parts : unique ? unique->parts : index->parts) {
            if (part.column)
                columns += part.column;
        }
        if (!columns.isEmpty())
            m_uniques += columns;
    }

    void writeStatement()
    {
        QStringList names, places;
        for (const ObjectId id : m_columns) {
            names += quoted(Identifier{nameOf(*m_schema.find(id))}, *m_engine.flavour);
            places += m_engine.runner->parameter(int(names.size()));
        }
        const QString table = quoted(QualifiedIdentifier{m_schema.path(m_table)}, *m_engine.flavour);
        m_statement = u"INSERT INTO "_s + table + u" ("_s + names.join(u", "_s) + u')'
            + (m_overriding ? u" OVERRIDING SYSTEM VALUE"_s : QString()) + u" VALUES ("_s + places.join(u", "_s) + u')';
    }

    bool isDistinct(ObjectId column) const
    {
        return std::any_of(m_uniques.begin(), m_uniques.end(),
            [&](const QList<ObjectId> &key) { return key.first() == column && key.size() == 1; });
    }

    bool makeRow(qint64 row, int attempt)
    {
        m_row.clear();
        for (qsizetype i = 0; i < m_columns.size(); ++i) {
            const ValueGenerator &generator = m_generators[size_t(i)];
            const bool distinct = isDistinct(m_columns.at(i)) || inKey(m_columns.at(i));
            const bool null = generator.isNullable() && !distinct && attempt < 3 && (row + i) % 4 == 3;
            m_row += null ? Value() : generator.value(row + (attempt > 3 ? 1000 * attempt : 0), distinct, m_random);
        }
        return followForeignKeys(row);
    }

    bool inKey(ObjectId column) const
    {
        return std::any_of(
            m_uniques.begin(), m_uniques.end(), [&](const QList<ObjectId> &key) { return key.contains(column); });
    }

    /// Puts the key of a row that is there into each foreign key; false when there is none and NULL is not allowed.
    bool followForeignKeys(qint64 row)
    {
        for (const ObjectId id : m_schema.children(m_table, Kind::ForeignKey)) {
            const auto *key = m_schema.find<ForeignKey>(id);
            const QList<Row> &parents = m_keys[key->referencedTable];
            const bool nullable = std::any_of(key->columns.begin(), key->columns.end(),
                [&](ObjectId c) { return m_schema.find<Column>(c)->nullable && !inKey(c); });
            const bool empty = parents.isEmpty() || (nullable && row % 3 == 2);
            if (parents.isEmpty() && !nullable)
                return false;
            const Row parent = empty ? Row() : parents.at(qsizetype(m_random.bounded(quint32(parents.size()))));
            for (qsizetype i = 0; i < key->columns.size(); ++i) {
                const qsizetype at = m_columns.indexOf(key->columns.at(i));
                const qsizetype from = allColumns(key->referencedTable).indexOf(key->referencedColumns.value(i));
                if (at >= 0)
                    m_row[at] = empty || from < 0 ? Value() : parent.at(from);
            }
        }
        return true;
    }

    QList<ObjectId> allColumns(ObjectId table) const
    {
        QList<ObjectId> result;
        for (const ObjectId id : m_schema.children(table, Kind::Column)) {
            if (m_schema.find<Column>(id)->generated == Column::Generated::No)
                result += id;
        }
        return result;
    }

    bool isTaken() const
    {
        return std::any_of(m_uniques.begin(), m_uniques.end(), [&](const QList<ObjectId> &key) {
            return std::any_of(m_keys[m_table].begin(), m_keys[m_table].end(), [&](const Row &old) {
                return std::all_of(key.begin(), key.end(), [&](ObjectId c) {
                    const qsizetype at = m_columns.indexOf(c);
                    return at >= 0 && old.at(at) == m_row.at(at) && !std::holds_alternative<std::monostate>(old.at(at));
                });
            });
        });
    }

    Result<> insert()
    {
        Result<ResultSummary> done = perform(m_connection, m_statement, {m_row.constData(), size_t(m_row.size())});
        if (!done)
            return failure(done.error());
        m_keys[m_table] += m_row;
        m_inserted = true;
        return {};
    }

    Connection &m_connection;
    const Schema &m_schema;
    const Engine &m_engine;
    const RowOptions &m_options;
    QHash<ObjectId, QList<Row>> &m_keys;
    QRandomGenerator m_random;
    ObjectId m_table;
    QList<ObjectId> m_columns;
    std::vector<ValueGenerator> m_generators;
    QList<QList<ObjectId>> m_uniques;
    QString m_statement;
    Row m_row;
    bool m_inserted = false, m_overriding = false;
};

} // namespace

Result<FilledTables> fillTables(
    Connection &connection, const Schema &schema, const Engine &engine, const RowOptions &options, JobContext &context)
{
    FilledTables result;
    QHash<ObjectId, QList<Row>> keys;
    const QList<ObjectId> tables = parentsFirst(schema);
    for (qsizetype i = 0; i < tables.size(); ++i) {
        if (context.stopRequested())
            return failure({.code = Error::Code::Cancelled,
                .message = {"Rows", QT_TRANSLATE_NOOP("Rows", "Cancelled."), {}},
                .detail = {},
                .sqlState = {},
                .position = {}});
        const ObjectId table = tables.at(i);
        const int wanted = options.rows.value(table, options.rowsPerTable);
        QString refusal;
        Result<qint64> rows = TableFiller(connection, schema, engine, options, keys).fill(table, wanted, &refusal);
        if (!rows)
            return failure(rows.error());
        result.rows.insert(table, *rows);
        if (*rows == 0 && wanted > 0)
            result.leftOut += {"Rows", QT_TRANSLATE_NOOP("Rows", "No generated row fits %1: %2"),
                {schema.displayName(table), refusal}};
        context.report(
            {i + 1, tables.size(), {"Rows", QT_TRANSLATE_NOOP("Rows", "Filling %1"), {schema.displayName(table)}}});
    }
    return result;
}

} // namespace relata
