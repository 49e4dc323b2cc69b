#pragma once
#include "dialects/common/statement_tree.h"
#include "dialects/common/statement_words.h"

namespace relata {

/// The actions of an ALTER TABLE (INDEX, VIEW …) from behind its name to its end.
QList<StatementAction> alterActions(StatementWords &words);

/// What a column's definition says behind the column's name, up to the next comma; its constraints come as actions of
/// their own behind it.
QList<StatementAction> columnActions(StatementWords &words, StatementAction column);

/// A table constraint with or without its name, up to the next comma; Other where none begins here.
StatementAction constraintAction(StatementWords &words);

/// Whether a function is known to answer the same for all rows of one statement; every other may differ.
bool isSteadyFunction(QStringView name);

/// Whether a table constraint begins here rather than a column.
bool beginsConstraint(const StatementWords &words);

} // namespace relata
