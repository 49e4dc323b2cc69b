#include "models/schema/expression.h"

namespace relata {

Expression Expression::of(const QString &text, bool isResolved)
{
    Expression result;
    if (!text.isEmpty())
        result.pieces.emplace_back(text);
    result.resolved = isResolved;
    return result;
}

} // namespace relata
