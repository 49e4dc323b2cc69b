#include "models/jobs/recipes/converted_rows.h"

#include "models/engine/connection.h"
#include "models/engine/conversion_port.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/server_info.h"
#include "models/schema/all_kinds.h"
#include "models/sql/identifier.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// "SELECT key, value FROM t" with the key as it is before and after.
QString queryFor(ObjectId column, const Schema &schema, const Engine &engine)
{
    const ObjectId table = parentOf(*schema.find(column));
    QStringList names;
    for (const ObjectId id : schema.children(table, Kind::PrimaryKey)) {
        for (const KeyPart &part : schema.find<PrimaryKey>(id)->parts)
            names += quoted(Identifier{nameOf(*schema.find(part.column))}, *engine.flavour);
    }
    names += quoted(Identifier{nameOf(*schema.find(column))}, *engine.flavour);
    return u"SELECT "_s + names.join(u", "_s) + u" FROM "_s
        + quoted(QualifiedIdentifier{schema.path(table)}, *engine.flavour);
}

/// Numbers without zeros at their end: a type with more digits shows more of them.
QByteArray plain(const QByteArray &value)
{
    const qsizetype point = value.indexOf('.');
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (point < 0 || !std::all_of(value.begin() + point + 1, value.end(), isDigit))
        return value;
    qsizetype end = value.size();
    while (value.at(end - 1) == '0')
        --end;
    return value.left(end - 1 == point ? point : end);
}

Result<QSet<QByteArray>> cells(Connection &connection, const QString &query)
{
    const Result<Rows> rows = fetch(connection, query);
    if (!rows)
        return failure(rows.error());
    QSet<QByteArray> result;
    for (qsizetype row = 0; row < rows->count; ++row) {
        QByteArray line;
        for (int column = 0; column < rows->columns.size(); ++column) {
            const bool isNull = rows->isNull(row, column);
            const QByteArray value = isNull ? QByteArray() : plain(rows->bytes(row, column).toByteArray());
            line += isNull ? QByteArray("\x01") : QByteArray(QByteArray::number(value.size()) + ':' + value);
        }
        result += line;
    }
    return result;
}

/// "CASE WHEN lost OR failing THEN 0 ELSE 1 END = 1"; empty: all come through.
QString survivors(const Conversion &conversion)
{
    QStringList conditions;
    for (const QString &one : {conversion.failing, conversion.lost}) {
        if (!one.isEmpty())
            conditions += u"WHEN "_s + one + u" THEN 0"_s;
    }
    return conditions.isEmpty() ? QString() : QString(u" WHERE CASE "_s + conditions.join(u' ') + u" ELSE 1 END = 1"_s);
}

} // namespace

Result<ConvertedRows> ConvertedRows::read(
    Connection &connection, const Schema &from, const Schema &to, const Engine &engine)
{
    ConvertedRows result;
    for (const ObjectId id : engine.conversion ? from.all(Kind::Column) : QList<ObjectId>()) {
        const auto *was = from.find<Column>(id), *is = to.find<Column>(id);
        if (!is || !from.find<Table>(was->table) || !to.find<Table>(was->table)
            || was->generated != Column::Generated::No || is->generated != Column::Generated::No)
            continue;
        const Conversion found = engine.conversion->conversion(*was, *is, from, to, connection.server());
        if (was->type == is->type && !found.mayLose)
            continue;
        if (!found.isAsked()) {
            result.unasked += id;
            continue;
        }
        const Result<QSet<QByteArray>> read = cells(connection, queryFor(id, from, engine) + survivors(found));
        if (!read && read.error().code == Error::Code::Sql) { // the server does not say
            result.unasked += id;
            continue;
        }
        if (!read)
            return failure(read.error());
        result.m_cells.insert(id, *read);
    }
    return result;
}

Result<ObjectId> ConvertedRows::missing(Connection &connection, const Schema &from, const Engine &engine) const
{
    for (auto it = m_cells.cbegin(); it != m_cells.cend(); ++it) {
        const Result<QSet<QByteArray>> now = cells(connection, queryFor(it.key(), from, engine));
        if (!now)
            return failure(now.error());
        if (!now->contains(it.value()))
            return it.key();
    }
    return ObjectId();
}

} // namespace relata
