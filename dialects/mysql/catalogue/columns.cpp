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
    const Result<Rows> rows = fetch(connection, queries::columns(server));
    if (!rows)
        return failure(rows.error());
    // All ids first: an expression may name a column that stands further down.
    for (qsizetype row = 0; row < rows->count; ++row) {
        if (TableEntry *entry = table(rows->text(row, TableName)); entry && entry->managed) {
            const ObjectId id = ObjectId::random();
            entry->columns.insert(rows->text(row, Name).toLower(), id);
            columnsOf[entry->id].insert(rows->text(row, Name).toLower(), id);
        }
    }
    for (qsizetype row = 0; row < rows->count; ++row)
        addColumn(*rows, row);
    return {};
}

void Reading::addColumn(const Rows &rows, qsizetype row)
{
    TableEntry *entry = table(rows.text(row, TableName));
    if (!entry)
        return;
    if (!entry->managed) {
        entry->text += u"%1 %2 %3 %4\n"_s.arg(
            rows.text(row, Name), rows.text(row, Type), rows.text(row, Nullable), rows.text(row, Default));
        return;
    }
    const QString extra = rows.text(row, Extra);
    const NameScope names = scope(entry->id);
    Column column;
    column.table = entry->id;
    column.name = rows.text(row, Name);
    column.position = int(rows.number(row, Position));
    column.type.name = normalType(rows.text(row, Type));
    column.nullable = rows.truth(row, Nullable);
    column.comment = rows.text(row, Comment);
    column.generated = generatedOf(extra);
    column.options = optionsOf(extra, rows.text(row, Srid));
    if (rows.text(row, Collation) != entry->collation)
        column.collation = rows.text(row, Collation);
    if (extra.contains("auto_increment"_L1, Qt::CaseInsensitive))
        column.identity = Column::Identity::AutoIncrement;
    if (column.generated != Column::Generated::No) {
        column.generation = cutDefinition(unescaped(rows.text(row, Generation), server), names);
    } else {
        const QString text =
            defaultText(rows.text(row, Default), rows.isNull(row, Default), rows.text(row, BareType), extra, server);
        column.defaultValue = cutDefinition(text, names);
    }
    const ObjectId id = entry->columns.value(column.name.toLower());
    builder.put(id, makeObject(std::move(column)));
}

} // namespace relata::mysql
