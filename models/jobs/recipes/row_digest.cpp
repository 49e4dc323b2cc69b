#include "models/jobs/recipes/row_digest.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/schema/all_kinds.h"
#include "models/sql/identifier.h"

#include <QCryptographicHash>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QByteArray cell(const Rows &rows, qsizetype row, int column)
{
    if (rows.isNull(row, column))
        return "\x01";
    const QByteArrayView value = rows.bytes(row, column);
    return QByteArray::number(value.size()) + ':' + value.toByteArray();
}

bool hasPartitions(const Schema &schema, ObjectId table)
{
    const QList<ObjectId> users = schema.dependants(table);
    return std::any_of(users.begin(), users.end(), [&](ObjectId id) {
        const auto *part = schema.find<Table>(id);
        return part && part->partitionOf == table;
    });
}

} // namespace

Result<RowDigests> rowDigests(Connection &connection, const Schema &schema, const Engine &engine)
{
    RowDigests result;
    for (const ObjectId table : schema.all(Kind::Table)) {
        if (hasPartitions(schema, table))
            continue; // each is a table, too
        const QList<ObjectId> columns = schema.children(table, Kind::Column);
        QStringList names;
        QList<int> key;
        for (const ObjectId id : columns)
            names += quoted(Identifier{nameOf(*schema.find(id))}, *engine.flavour);
        for (const ObjectId id : schema.children(table, Kind::PrimaryKey)) {
            for (const KeyPart &part : schema.find<PrimaryKey>(id)->parts)
                key += int(columns.indexOf(part.column));
        }
        if (names.isEmpty())
            continue;
        Result<Rows> rows = fetch(connection,
            u"SELECT "_s + names.join(u", "_s) + u" FROM "_s
                + quoted(QualifiedIdentifier{schema.path(table)}, *engine.flavour));
        if (!rows)
            return failure(rows.error());
        for (int c = 0; c < columns.size(); ++c) {
            QList<QByteArray> lines;
            for (qsizetype row = 0; row < rows->count; ++row) {
                QByteArray line;
                for (const int part : key)
                    line += part >= 0 ? cell(*rows, row, part) : QByteArray();
                lines += line + cell(*rows, row, c);
            }
            std::sort(lines.begin(), lines.end());
            result.insert(columns.at(c), QCryptographicHash::hash(lines.join('\n'), QCryptographicHash::Sha256));
        }
    }
    return result;
}

Result<RowCounts> rowCounts(Connection &connection, const Schema &schema, const Engine &engine, JobContext &context)
{
    RowCounts result;
    const QList<ObjectId> tables = schema.all(Kind::Table);
    for (const ObjectId table : tables) {
        if (context.stopRequested())
            return failure(cancelledError());
        context.report({result.size(), tables.size(),
            {"Backup", QT_TRANSLATE_NOOP("Backup", "Counting rows of %1"), {schema.displayName(table)}}});
        const Result<Rows> rows = fetch(
            connection, u"SELECT count(*) FROM "_s + quoted(QualifiedIdentifier{schema.path(table)}, *engine.flavour));
        if (!rows)
            return failure(rows.error());
        result.insert(schema.displayName(table), rows->number(0, 0));
    }
    return result;
}

} // namespace relata
