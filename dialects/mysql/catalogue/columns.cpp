#include "dialects/mysql/catalogue/queries.h"
#include "dialects/mysql/catalogue/reading.h"
#include "dialects/mysql/column_words.h"
#include "dialects/mysql/server_facts.h"
#include "models/schema/all_kinds.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

enum Answer {
    TableName,
    Name,
    Position,
    Default,
    Nullable,
    BareType,
    Type,
    Collation,
    Extra,
    Comment,
    Generation,
    Srid
};

Column::Generated generatedOf(const QString &extra)
{
    if (extra.contains("VIRTUAL"_L1, Qt::CaseInsensitive))
        return Column::Generated::Virtual;
    const bool stored = extra.contains("STORED GENERATED"_L1, Qt::CaseInsensitive)
        || extra.contains("PERSISTENT"_L1, Qt::CaseInsensitive);
    return stored ? Column::Generated::Stored : Column::Generated::No;
}

Options optionsOf(const QString &extra, const QString &srid)
{
    Options options;
    const qsizetype update = extra.indexOf("on update "_L1, 0, Qt::CaseInsensitive);
    if (update >= 0)
        options.insert("mysql.on_update", extra.mid(update + 10).section(u' ', 0, 0).section(u',', 0, 0));
    if (extra.contains("INVISIBLE"_L1, Qt::CaseInsensitive))
        options.insert("mysql.invisible", true);
    if (extra.contains("WITHOUT SYSTEM VERSIONING"_L1))
        options.insert("mysql.without_system_versioning", true);
    if (!srid.isEmpty())
        options.insert("mysql.srid", srid);
    return options;
}

} // namespace

Result<> Reading::readColumns()
{
    const Result<Rows> rows = m_ahead->fetch(queries::columns(server));
    if (!rows)
        return failure(rows.error());
    // All ids first: an expression may name a column that stands further down.
    std::vector<std::pair<TableEntry *, ObjectId>> places(std::size_t(rows->count));
    TableEntry *entry = nullptr;
    QHash<QString, ObjectId> *ids = nullptr;
    for (qsizetype row = 0; row < rows->count; ++row) {
        if (row == 0 || rows->bytes(row, TableName) != rows->bytes(row - 1, TableName)) {
            entry = table(rows->text(row, TableName));
            ids = entry && entry->managed ? &columnsOf[entry->id] : nullptr;
        }
        const ObjectId id = ids ? ObjectId::random() : ObjectId();
        if (ids)
            ids->insert(rows->text(row, Name).toLower(), id);
        places[std::size_t(row)] = {entry, id};
    }
    for (qsizetype row = 0; row < rows->count; ++row) {
        if (const auto [owner, id] = places[std::size_t(row)]; owner)
            addColumn(*rows, row, *owner, id);
    }
    return {};
}

void Reading::addColumn(const Rows &rows, qsizetype row, TableEntry &entry, ObjectId id)
{
    if (!entry.managed) {
        entry.text += u"%1 %2 %3 %4\n"_s.arg(
            rows.text(row, Name), rows.text(row, Type), rows.text(row, Nullable), rows.text(row, Default));
        return;
    }
    const QString extra = rows.text(row, Extra);
    Column column;
    column.table = entry.id;
    column.name = rows.text(row, Name);
    column.position = int(rows.number(row, Position));
    column.type.name = normalType(rows.text(row, Type));
    column.nullable = rows.truth(row, Nullable);
    column.comment = rows.text(row, Comment);
    column.generated = generatedOf(extra);
    column.options = optionsOf(extra, rows.text(row, Srid));
    if (rows.text(row, Collation) != entry.collation)
        column.collation = rows.text(row, Collation);
    if (extra.contains("auto_increment"_L1, Qt::CaseInsensitive))
        column.identity = Column::Identity::AutoIncrement;
    if (column.generated != Column::Generated::No) {
        column.generation = cutDefinition(unescaped(rows.text(row, Generation), server), scope(entry.id));
    } else {
        const QString text =
            defaultText(rows.text(row, Default), rows.isNull(row, Default), rows.text(row, BareType), extra, server);
        if (!text.isEmpty())
            column.defaultValue = cutDefinition(text, scope(entry.id));
    }
    builder.put(id, makeObject(std::move(column)));
}

} // namespace relata::mysql
