#pragma once
#include "models/planner/filling.h"

namespace relata {

Error fillingError(const char *text, const QStringList &arguments);

/// Adds to `fills` what this answer says of a value that goes from an enum type or from a column's list: one fill for
/// each column whose rows may hold it. Errors: nothing of that name loses that value, or takes the other.
Result<> addReplaced(
    const FillAnswer &answer, const Schema &from, const Schema &to, const Engine &engine, QList<Fill> &fills);

/// The schema in which the values that are renamed have their new names, or `back` their old ones; texts that name them
/// stay as they are.
Schema withRenamedLabels(Schema schema, const QList<Fill> &fills, bool back);
/// The steps that lead there.
Plan renamingPlan(const Schema &schema, const QList<Fill> &fills, bool back, const Engine &engine);

/// The UPDATEs of one column; each a single statement where what rows held is kept, which its copy then stands before.
Step replacingStep(const Fill &fill, const Schema &schema, const Target &target, const Engine &engine);

/// UPDATE … SET … WHERE … of the column's table, `inParts` in batches where the table has a primary key and the engine
/// gains from it. No other column gets another value by it.
Statement rowUpdate(ObjectId column, const SqlText &set, const SqlText &rows, bool inParts, const Schema &schema,
    const Target &target, const Engine &engine);

} // namespace relata
