#pragma once
#include "dialects/postgresql/requirement_options.h"

#include <QStringList>

namespace relata {
struct Column;
}

namespace relata::postgresql {

/// " NOT NULL" in a column's definition, with its name; empty where rows may be NULL, or may have been.
QString requirementText(const Column &column);
/// The clauses of ALTER TABLE from one to the other; `name` is the column's in SQL.
QStringList requirementChange(const Column &before, const Column &after, const QString &name);
/// What the constraint is renamed from and to, when both are known and not the same; else empty.
QStringList requirementRenamed(const Column &before, const Column &after);

} // namespace relata::postgresql
