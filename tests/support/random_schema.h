#pragma once
#include "models/schema/schema.h"
#include "tests/support/rounds.h"

#include <QRandomGenerator>

namespace relata::tests {

/// A schema that any engine could hold: tables with columns, keys, foreign keys (circles too), checks, indexes, views,
/// sequences and enum types. `size` is the number of tables.
Schema randomSchema(QRandomGenerator &random, int size);
/// The schema after `edits` random edits: things created, dropped with all that names them, renamed, altered, moved.
Schema randomlyEdited(const Schema &schema, QRandomGenerator &random, int edits);

} // namespace relata::tests
