#include "models/plan/plan.h"

namespace relata {

QStringList Plan::statements() const
{
    QStringList result;
    for (const Step &step : steps) {
        for (const Statement &statement : step.statements)
            result += statement.sql;
    }
    return result;
}

} // namespace relata
