#include "models/rows/table_rows.h"

#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

TableRows::TableRows(
    const Schema &schema, ObjectId table, bool edges, quint32 seed, ParentKeys &keys, const RowHints &hints)
    : m_schema(schema)
    , m_table(table)
    , m_keys(keys)
    , m_random(seed)
    , m_edges(edges)
{
    for (const ObjectId id : schema.children(table, Kind::Column)) {
        const auto *column = schema.find<Column>(id);
        if (column->generated != Column::Generated::No)
            continue;
        m_overriding = m_overriding || column->identity == Column::Identity::Always;
        m_columns += id;
        m_generators.emplace_back(schema, id, edges, hints);
        for (const ObjectId dependant : schema.dependants(id)) {
            const auto *key = schema.find<ForeignKey>(dependant);
            if (key && key->referencedColumns.contains(id))
                m_referenced += id;
        }
    }
    addKeys();
}

static QList<ObjectId> columnsOf(const KeyParts &parts)
{
    QList<ObjectId> result;
    for (const KeyPart &part : parts) {
        if (part.column)
            result += part.column;
    }
    return result;
}

static QList<ObjectId> namedIn(const Expression &expression)
{
    QList<ObjectId> result;
    for (const Expression::Piece &piece : expression.pieces) {
        if (const auto *column = std::get_if<ObjectId>(&piece))
            result += *column;
    }
    return result;
}

void TableRows::addKeys()
{
    for (const ObjectId id : m_schema.children(m_table, Kind::PrimaryKey))
        addKey(columnsOf(m_schema.find<PrimaryKey>(id)->parts));
    for (const ObjectId id : m_schema.children(m_table, Kind::Unique))
        addKey(columnsOf(m_schema.find<Unique>(id)->parts));
    for (const ObjectId id : m_schema.children(m_table, Kind::Index)) {
        const auto *index = m_schema.find<Index>(id);
        if (!index->unique)
            continue;
        QList<ObjectId> named = columnsOf(index->parts);
        for (const KeyPart &part : index->parts) // of lower(email), the column
            named += namedIn(part.expression);
        addKey(named);
    }
    for (const ObjectId id : m_schema.children(m_table, Kind::Exclusion))
        addKey(namedIn(m_schema.find<Exclusion>(id)->definition));
}

void TableRows::addKey(const QList<ObjectId> &columns)
{
    QList<qsizetype> key;
    for (const ObjectId id : columns) {
        if (const qsizetype at = m_columns.indexOf(id); at >= 0)
            key += at;
    }
    if (key.isEmpty())
        return;
    m_inKey += QSet<qsizetype>(key.begin(), key.end());
    if (key.size() == 1)
        m_alone += key.first();
    m_uniques += key;
    m_taken += QSet<QString>();
}

QString TableRows::keyText(const QList<qsizetype> &key, const QList<Value> &row) const
{
    QString result;
    for (const qsizetype at : key) {
        const Value &value = row.at(at);
        if (std::holds_alternative<std::monostate>(value))
            return {}; // NULL differs from everything
        const auto *text = std::get_if<QString>(&value);
        result +=
            (text ? text->toCaseFolded() : QString::fromLatin1(std::get<QByteArray>(value).toHex())) + QChar(0x1f);
    }
    return result;
}

std::optional<QList<Value>> TableRows::make(qint64 number, int attempt)
{
    QList<Value> row;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const ValueGenerator &generator = m_generators[size_t(i)];
        const bool null = generator.isNullable() && !m_inKey.contains(i) && attempt < 3 && (number + i) % 4 == 3;
        const bool distinct = m_alone.contains(i) || (m_inKey.contains(i) && !generator.hasChoices());
        row += null ? Value() : generator.value(number + (attempt > 3 ? 1000 * attempt : 0), distinct, m_random);
    }
    if (!followForeignKeys(row, number, attempt < 3))
        return {};
    for (qsizetype i = 0; i < m_uniques.size(); ++i) {
        const QString text = keyText(m_uniques.at(i), row);
        if (!text.isEmpty() && m_taken.at(i).contains(text))
            return {};
    }
    return row;
}

bool TableRows::followForeignKeys(QList<Value> &row, qint64 number, bool preferNull)
{
    const QList<ObjectId> ids = m_schema.children(m_table, Kind::ForeignKey);
    return std::all_of(ids.begin(), ids.end(),
        [&](ObjectId id) { return followForeignKey(*m_schema.find<ForeignKey>(id), row, number, preferNull); });
}

/// Puts the key of a row that is there into a foreign key; false when there is none and NULL is not allowed.
bool TableRows::followForeignKey(const ForeignKey &key, QList<Value> &row, qint64 number, bool preferNull)
{
    const QList<Value> &parents = m_keys[key.referencedColumns.value(0)];
    const bool nullable = std::any_of(key.columns.begin(), key.columns.end(), [&](ObjectId c) {
        const auto *column = m_schema.find<Column>(c);
        return column && column->nullable && !m_inKey.contains(m_columns.indexOf(c));
    });
    if (parents.isEmpty() && !nullable)
        return false;
    const bool empty = parents.isEmpty() || (nullable && preferNull && number % 5 == 4);
    // A key of its own takes each parent once; others any.
    const bool once = key.columns.size() == 1 && m_alone.contains(m_columns.indexOf(key.columns.first()));
    // Where extremes are wanted the last parent has no child.
    const qsizetype usable = m_edges ? std::max<qsizetype>(parents.size() - 1, 1) : parents.size();
    const qsizetype parent = empty ? 0 : once ? number % parents.size() : qsizetype(m_random.bounded(quint32(usable)));
    for (qsizetype i = 0; i < key.columns.size(); ++i) {
        const qsizetype at = m_columns.indexOf(key.columns.at(i));
        const QList<Value> &values = m_keys[key.referencedColumns.value(i)];
        if (at >= 0)
            row[at] = empty ? Value() : values.value(parent);
    }
    return true;
}

void TableRows::keep(const QList<Value> &row)
{
    for (qsizetype i = 0; i < m_uniques.size(); ++i) {
        if (const QString text = keyText(m_uniques.at(i), row); !text.isEmpty())
            m_taken[i] += text;
    }
    for (const ObjectId id : m_referenced)
        m_keys[id] += row.at(m_columns.indexOf(id));
}

} // namespace relata
