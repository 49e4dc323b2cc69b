#pragma once
#include "app/cli/invocation.h"
#include "models/planner/filling.h"

namespace relata {

/// --fill TABLE.COLUMN=VALUE and --fill-with TABLE.COLUMN=EXPRESSION.
void addFillOptions(QCommandLineParser &parser);
/// What was said with them; an error names what is not of that form.
Result<QList<FillAnswer>> fillAnswers(const Invocation &invocation);

} // namespace relata
