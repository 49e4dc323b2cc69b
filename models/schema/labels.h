#pragma once
#include "models/schema/schema.h"

namespace relata {

struct DataType;

/// The members of a list as MySQL spells one: "enum('a','it''s')", "set('a','b')"; empty: it is none.
QStringList labelsIn(const QString &typeName);
/// The same as a type's name; `word` is "enum" or "set".
QString listOf(const QString &word, const QStringList &labels);
/// What a value of the type is one of, or made of: the labels of an enum, also behind domains, or of such a list;
/// empty: anything.
QStringList labelsOf(const DataType &type, const Schema &schema);
/// The labels that this column of both sides has before and not after; empty where one of the two has no labels.
QStringList labelsGone(ObjectId column, const Schema &before, const Schema &after);

} // namespace relata
