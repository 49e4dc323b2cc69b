#pragma once
#include "models/schema/schema.h"

namespace relata::tests {

/// Chinook with twelve edits that name what they change, as the designer makes them: a column comes, goes and is
/// renamed, a table is renamed, a type widens, NOT NULL comes and goes, a default comes, a table with a foreign key and
/// an index comes, an index comes, a foreign key and its index go, a unique constraint comes.
Schema withTwelveEdits(const Schema &chinook, const QByteArray &engine);

} // namespace relata::tests
