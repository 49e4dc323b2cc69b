#pragma once
#include "models/schema/field.h"

namespace relata {
class Schema;
}

namespace relata::sqlite {

/// The name, in double quotes where SQLite needs them.
QString quoted(const QString &name);
/// Names in quotes where needed, separated by commas.
QString quotedList(const QStringList &names);
/// The text as a string literal.
QString literal(const QString &text);
/// Writes names of a schema's objects into SQL.
IdNamer quotedNames(const Schema &schema);

} // namespace relata::sqlite
