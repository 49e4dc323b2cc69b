#pragma once
#include "models/engine/ports.h"

namespace relata::sqlite {

/// The CREATE VIRTUAL TABLE text; under another name when one is given.
QString virtualTableText(ObjectId table, const Schema &schema, const QString &name = {});
/// A renaming, and for other arguments a new table into which the module's rows are copied. Empty where the rows could
/// not be had back: a contentless full-text table keeps none.
std::optional<std::vector<Statement>> alterVirtualTable(const Altered &change, const PlanContext &context);
/// Rows of its own, or values of columns, that go with the change. A full-text table over another table's rows holds
/// none.
Loss virtualTableLoss(const Change &change, const Schema &from, const Schema &to);
/// Fills a full-text table over another that stands before it; empty: nothing to fill it from.
std::optional<Statement> filledFromContent(ObjectId table, const PlanContext &context);

} // namespace relata::sqlite
