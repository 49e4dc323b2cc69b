#pragma once
#include "models/schema/data_type.h"
#include "models/schema/expression.h"
#include "models/schema/key_part.h"

#include <QStringList>

#include <optional>

namespace relata {

class Schema;
struct SqlFlavour;

// Between what people type into the designer and what a schema holds. Names are found case aside.

/// The type as people read it: a user's type by its name.
QString typeText(const Schema &schema, const DataType &type);
/// A user's type by id when one has this name, else the engine's own normal form.
DataType typedType(const Schema &schema, ObjectId space, const QString &text, QStringView engine);

/// The text with names where it refers; quoted where the engine needs it.
QString expressionText(const Schema &schema, const Expression &expression, const SqlFlavour &flavour);
/// Cut at each name of a column of `table` (null: of none) and at the table's own name before a dot.
Expression typedExpression(const Schema &schema, ObjectId table, const QString &text, const SqlFlavour &flavour);
/// A query cut at the relations that it reads from.
Expression typedQuery(const Schema &schema, ObjectId space, const QString &text, const SqlFlavour &flavour);

/// "last_name, created DESC, lower(email)".
QString keyPartsText(const Schema &schema, const KeyParts &parts, const SqlFlavour &flavour);
/// What was there already keeps its collation, operator class and prefix.
KeyParts typedKeyParts(
    const Schema &schema, ObjectId table, const QString &text, const SqlFlavour &flavour, const KeyParts &before = {});

QStringList columnNames(const Schema &schema, ObjectId table);
QString columnsText(const Schema &schema, const QList<ObjectId> &columns);
/// Nothing when a name is not one of the table's columns; `unknown` then says which.
std::optional<QList<ObjectId>> typedColumns(
    const Schema &schema, ObjectId table, const QString &text, QString *unknown = nullptr);

/// A table by what people type: its name, or schema.name.
ObjectId typedTable(const Schema &schema, ObjectId space, const QString &text);
/// Names of all tables, those of the default namespace bare.
QStringList tableNames(const Schema &schema);

} // namespace relata
