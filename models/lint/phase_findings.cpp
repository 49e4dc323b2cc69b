#include "models/lint/phase_findings.h"

#include "models/engine/engine.h"
#include "models/schema/kinds/column.h"

namespace relata {

static Finding advice(const char *code, const QString &name, const char *message, const char *way)
{
    Finding finding;
    finding.code = code;
    finding.severity = Finding::Severity::Note;
    finding.message = {"Lint", message, {name}};
    finding.advice = {"Lint", way, {name}};
    return finding;
}

void addPhaseFindings(Plan &plan, const Schema &from, const Engine &engine)
{
    if (!engine.sync)
        return;
    for (Step &step : plan.steps) {
        for (const Statement &statement : step.statements) {
            for (const Change &change : statement.facts.effects) {
                const auto *altered = std::get_if<Altered>(&change);
                if (!altered || !as<Column>(altered->before) || !from.find(altered->id))
                    continue;
                const QString name = from.displayName(altered->id);
                if (altered->renamed())
                    step.findings += advice("BC102", name,
                        QT_TRANSLATE_NOOP("Lint", "Code that still uses the name %1 fails from here on."),
                        QT_TRANSLATE_NOOP("Lint",
                            "If such code runs meanwhile, make it in phases: relata migrate phases new rename-column "
                            "%1 NEW"));
                else if (altered->changes("type"))
                    step.findings += advice("BC103", name,
                        QT_TRANSLATE_NOOP("Lint", "Code that counts on the old type of %1 may fail from here on."),
                        QT_TRANSLATE_NOOP("Lint",
                            "If such code runs meanwhile, make it in phases: relata migrate phases new change-type %1 "
                            "TYPE"));
            }
        }
    }
}

} // namespace relata
