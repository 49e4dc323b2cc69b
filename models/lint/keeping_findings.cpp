#include "models/lint/keeping_findings.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/planner/keeping.h"
#include "models/schema/kinds/table.h"

#include <algorithm>

namespace relata {

namespace {

void sayMoved(Finding &finding)
{
    finding.message.text = QT_TRANSLATE_NOOP(
        "Lint", "Drops table %1; it is renamed to %2, without its keys and triggers, and down brings its rows back.");
    finding.advice.text = QT_TRANSLATE_NOOP(
        "Lint", "It goes on to take room; drop it with \"relata migrate purge %2\" once nobody needs it.");
}

void sayKept(Finding &finding, const KeptRows &rows, const Schema &from, const Keeper &keeper)
{
    const QStringList names{finding.message.arguments.value(0), rows.name};
    finding.severity = Finding::Severity::Warning;
    finding.code = rows.isWhole() ? "DL111" : "DL112";
    finding.message = {"Lint",
        rows.isWhole() ? QT_TRANSLATE_NOOP("Lint",
            "Drops table %1; all its rows are first copied to %2, from which down brings "
            "them back.")
                       : QT_TRANSLATE_NOOP("Lint",
                           "Drops column %1; its values are first copied to %2, from which down brings "
                           "them back."),
        names};
    finding.advice = {"Lint",
        QT_TRANSLATE_NOOP("Lint",
            "The copy takes room, and time in which others wait for the table; drop it with \"relata migrate purge "
            "%2\" once nobody needs it."),
        names};
    if (rows.isWhole() && keeper.moves(rows.table, from))
        sayMoved(finding);
}

void sayLost(Finding &finding, const Keeping::Lost &lost)
{
    finding.message.arguments += lost.why.source();
    finding.message.text = finding.code == "DL101"
        ? QT_TRANSLATE_NOOP("Lint", "Drops table %1 with its rows, which cannot be kept: %2.")
        : QT_TRANSLATE_NOOP("Lint", "Drops column %1 with its values, which cannot be kept: %2.");
}

bool hasPartitions(ObjectId table, const Schema &schema)
{
    const QList<ObjectId> users = schema.dependants(table);
    return std::any_of(users.begin(), users.end(), [&](ObjectId id) {
        const auto *part = schema.find<Table>(id);
        return part && part->partitionOf == table;
    });
}

/// What the engine cannot promise of a copy.
Finding limits(const Finding &kept)
{
    Finding note = kept;
    note.code = "DL113";
    note.severity = Finding::Severity::Note;
    note.message = {"Lint",
        QT_TRANSLATE_NOOP("Lint", "Whoever may read the database can read %2, in which rows of %1 are kept."),
        kept.message.arguments};
    note.advice = {"Lint", QT_TRANSLATE_NOOP("Lint", "Take away from users what they must not read."), {}};
    return note;
}

} // namespace

void markKept(Plan &plan, const Schema &from, const Keeping &keeping, const Engine &engine)
{
    const bool isServer = engine.runner && !engine.runner->transactionalDdl();
    for (Step &step : plan.steps) {
        QList<Finding> findings;
        for (Finding finding : std::as_const(step.findings)) {
            const ObjectId id = finding.object.id;
            const bool losesRows = finding.code == "DL101" || finding.code == "DL102";
            if (losesRows && hasPartitions(id, from) && !keeping.kept.isEmpty())
                continue; // each of its partitions is told of
            const KeptRows *rows = losesRows ? keeping.of(id) : nullptr;
            const auto lost = std::find_if(
                keeping.lost.begin(), keeping.lost.end(), [&](const Keeping::Lost &one) { return one.id == id; });
            if (rows)
                sayKept(finding, *rows, from, *engine.keeper);
            else if (losesRows && lost != keeping.lost.end())
                sayLost(finding, *lost);
            findings += finding;
            if (rows && isServer)
                findings += limits(finding);
        }
        step.findings = findings;
    }
}

} // namespace relata
