#pragma once
#include "dialects/common/statement_tree.h"

#include <optional>

namespace relata::postgresql {

/// What PostgreSQL's own grammar (that of 15, through libpg_query) says of a statement: the tolerant tree with all that
/// the parser knows better in its place. Nothing when the grammar does not take the text: newer than it, or wrong.
/// Any thread.
std::optional<StatementTree> parsedTree(QStringView statement);

/// The same from the text alone.
StatementTree tolerantTree(QStringView statement);

} // namespace relata::postgresql
