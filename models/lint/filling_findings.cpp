#include "models/lint/filling_findings.h"

#include <algorithm>

namespace relata {

static Finding staysFilled(const Fill &fill, const Schema &to)
{
    const bool isReplaced = fill.way == Fill::Way::ByReplacing;
    return {.code = "DL114",
        .severity = Finding::Severity::Note,
        .message = {"Lint",
            isReplaced
                ? QT_TRANSLATE_NOOP(
                    "Lint", "Rows whose value in %1 is replaced keep the one they get when it goes down.")
                : QT_TRANSLATE_NOOP("Lint", "Rows without a value in %1 keep the one they get when it goes down."),
            {to.displayName(fill.column)}},
        .advice = {"Lint", QT_TRANSLATE_NOOP("Lint", "Note first which they are where that matters."), {}},
        .object = to.ref(fill.column),
        .begin = 0,
        .end = 0,
        .fix = {}};
}

void markFilled(Plan &plan, const Schema &to, const QList<Fill> &fills)
{
    for (const Fill &fill : fills) {
        bool isFilled = fill.way == Fill::Way::ByDefault;
        for (Step &step : plan.steps) {
            if (!step.causes.contains(fill.column))
                continue;
            const bool fillsRows = std::all_of(step.statements.begin(), step.statements.end(),
                [](const Statement &statement) { return statement.facts.effects.empty(); });
            if (fillsRows && !fill.isNew && step.reversal == Reversal::LosesData)
                step.findings += staysFilled(fill, to);
            isFilled = isFilled || fillsRows;
            if (isFilled)
                step.findings.removeIf([&](const Finding &one) {
                    return one.object.id == fill.column && (one.code == "DD101" || one.code == "DD103");
                });
        }
    }
}

} // namespace relata
