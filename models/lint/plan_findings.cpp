#include "models/lint/plan_findings.h"

#include "models/engine/conversion_port.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/server_info.h"
#include "models/lint/lock_findings.h"
#include "models/schema/all_kinds.h"
#include "models/schema/knowledge.h"

#include <algorithm>

namespace relata {

namespace {

Finding finding(
    const char *code, Finding::Severity severity, const ObjectRef &object, const char *message, const char *advice)
{
    const QStringList names{
        object.path.join(u'.').startsWith(u'.') ? object.path.mid(1).join(u'.') : object.path.join(u'.')};
    return {.code = code,
        .severity = severity,
        .message = {"Lint", message, names},
        .advice = {"Lint", advice, names},
        .object = object,
        .begin = 0,
        .end = 0,
        .fix = {}};
}

void judgeDrop(const Dropped &dropped, const Schema &from, Step &step)
{
    const ObjectRef ref = from.ref(dropped.id);
    if (as<Table>(dropped.before))
        step.findings +=
            finding("DL101", Finding::Severity::Danger, ref, QT_TRANSLATE_NOOP("Lint", "Drops table %1 with its rows."),
                QT_TRANSLATE_NOOP(
                    "Lint", "Rename it first and drop it when nobody has missed it, or keep a backup of its rows."));
    const auto goesToo = [&](const Statement &statement) {
        return std::any_of(statement.facts.effects.begin(), statement.facts.effects.end(), [&](const Change &change) {
            return std::holds_alternative<Dropped>(change) && idOf(change) == parentOf(dropped.before);
        });
    };
    const bool tableGoesToo = std::any_of(step.statements.begin(), step.statements.end(), goesToo);
    if (as<Column>(dropped.before) && !tableGoesToo)
        step.findings += finding("DL102", Finding::Severity::Danger, ref,
            QT_TRANSLATE_NOOP("Lint", "Drops column %1 with its values."),
            QT_TRANSLATE_NOOP("Lint", "Stop reading it, deploy, then drop it; keep a backup of its values."));
}

/// What goes beside the rows of tables and the values of columns.
void judgeLoss(const Change &change, const Schema &from, const Schema &to, const Writer &writer, Step &step)
{
    const ObjectRef ref = from.find(idOf(change)) ? from.ref(idOf(change)) : ObjectRef{};
    switch (writer.lossOf(change, from, to)) {
    case Loss::None:
        break;
    case Loss::Rows:
        step.findings += finding("DL104", Finding::Severity::Danger, ref,
            QT_TRANSLATE_NOOP("Lint", "Drops %1 with all it holds; down brings nothing of it back."),
            QT_TRANSLATE_NOOP("Lint", "Copy its rows into a table first."));
        break;
    case Loss::Values:
        step.findings += finding("DL104", Finding::Severity::Danger, ref,
            QT_TRANSLATE_NOOP("Lint", "Makes %1 anew without some of its columns, whose values go."),
            QT_TRANSLATE_NOOP("Lint", "Copy its rows into a table first."));
        break;
    case Loss::History:
        step.findings += finding("DL105", Finding::Severity::Danger, ref,
            QT_TRANSLATE_NOOP("Lint", "Drops the history of %1: all that its rows were before; down begins a new one."),
            QT_TRANSLATE_NOOP("Lint", "Copy what FOR SYSTEM_TIME ALL shows into a table first."));
        break;
    case Loss::Position:
        step.findings += finding("DL106", Finding::Severity::Warning, ref,
            QT_TRANSLATE_NOOP("Lint",
                "Drops sequence %1 with the number it stands at; down makes one that begins at its start again."),
            QT_TRANSLATE_NOOP("Lint", "Note the number first, and set it by hand after going back."));
        break;
    }
}

/// Whether all rights on it are known, and those that it has before it has after as well.
bool keepsRights(ObjectId id, const Schema &from, const Schema &to)
{
    if (!knows(from, Kind::Grant) || !knows(to, Kind::Grant))
        return false;
    const QList<ObjectId> parts = from.tree(id);
    return std::all_of(parts.begin(), parts.end(), [&](ObjectId part) {
        const auto *was = from.find<Grant>(part), *is = to.find<Grant>(part);
        return !was || !to.find(was->object) || (is && is->privileges == was->privileges);
    });
}

/// Rights that somebody has been granted and that the plan does not give again, as far as schemas know.
void judgeRights(const Change &change, const Schema &from, const Schema &to, const Writer &writer, Step &step)
{
    if (keepsRights(idOf(change), from, to) || !writer.rightsLost(change, from, to))
        return;
    const bool isRenamed = std::holds_alternative<Altered>(change);
    step.findings += finding("DP101", Finding::Severity::Warning, from.ref(idOf(change)),
        isRenamed
            ? QT_TRANSLATE_NOOP("Lint", "Renames %1: what was granted on the old name does not follow.")
            : QT_TRANSLATE_NOOP("Lint", "Drops %1, and with it every right to run it, also of who makes it anew."),
        QT_TRANSLATE_NOOP("Lint", "Grant again behind it; before a run, Relata names what is granted there."));
}

void judgeCreation(const Created &created, const Schema &from, Step &step)
{
    const auto *column = as<Column>(created.after);
    const bool oldTable = column && from.find(column->table);
    if (oldTable && !column->nullable && column->defaultValue.isEmpty() && column->generated == Column::Generated::No
        && column->identity == Column::Identity::None)
        step.findings += finding("DD101", Finding::Severity::Warning,
            {Kind::Column, from.path(column->table) + QStringList(column->name), created.id},
            QT_TRANSLATE_NOOP("Lint", "Adds required column %1 without a default: it fails when the table has rows."),
            QT_TRANSLATE_NOOP("Lint", "Give it a default, or add it nullable, fill it, and require it then."));
    const auto *unique = as<Unique>(created.after);
    const auto *index = as<Index>(created.after);
    if (((unique && from.find(unique->table)) || (index && index->unique && from.find(index->table))))
        step.findings +=
            finding("DD102", Finding::Severity::Warning, {kindOf(created.after), {nameOf(created.after)}, created.id},
                QT_TRANSLATE_NOOP("Lint", "%1 fails when rows hold the same values."),
                QT_TRANSLATE_NOOP("Lint", "Look for duplicates first."));
}

/// A strict table takes no value of another storage class than its column's, which an ordinary one keeps as it comes.
/// Whether it becomes one.
bool judgeStrictness(const Altered &altered, const Schema &from, Step &step)
{
    const auto *before = as<Table>(altered.before);
    const auto *after = as<Table>(altered.after);
    if (!before || before->options.contains("sqlite.strict") || !after->options.contains("sqlite.strict"))
        return false;
    step.findings += finding("DD104", Finding::Severity::Warning, from.ref(altered.id),
        QT_TRANSLATE_NOOP("Lint", "Making %1 strict fails when rows hold values of another type than their column's."),
        QT_TRANSLATE_NOOP("Lint", "Before a run Relata counts them by their storage class; settle them first."));
    return true;
}

/// What becomes of the values when a column gets another type, or the same means something else. What may change them
/// is not exact.
void judgeConversion(const Column *before, const Column *after, const ObjectRef &ref, const Schema &from,
    const Schema &to, const Engine &engine, Step &step)
{
    if (!engine.conversion || before->generated != Column::Generated::No || after->generated != Column::Generated::No)
        return;
    const Conversion found = engine.conversion->conversion(*before, *after, from, to, {});
    const char *advice = found.isAsked()
        ? QT_TRANSLATE_NOOP(
            "Lint", "Before a run Relata counts the rows with such values; or convert them into a new column.")
        : QT_TRANSLATE_NOOP(
            "Lint", "Such values cannot be counted beforehand: look for them, or convert them into a new column.");
    if (found.mayLose && step.reversal == Reversal::Exact)
        step.reversal = Reversal::LosesData;
    if (found.mayLose)
        step.findings += finding("DL103", Finding::Severity::Danger, ref,
            QT_TRANSLATE_NOOP(
                "Lint", "The new type of %1 may change values without a word, and down does not bring them back."),
            advice);
    else if (found.mayFail)
        step.findings += finding("DD105", Finding::Severity::Warning, ref,
            QT_TRANSLATE_NOOP("Lint", "Changing the type of %1 fails when rows hold values that the new one refuses."),
            advice);
}

/// Columns that stay as they are, in a table that does not.
void judgeTurning(const Altered &altered, const Schema &from, const Schema &to, const Engine &engine, Step &step)
{
    if (judgeStrictness(altered, from, step) || !as<Table>(altered.before))
        return;
    for (const ObjectId id : from.children(altered.id, Kind::Column)) {
        if (to.find(id) && equal(*from.find(id), *to.find(id)))
            judgeConversion(from.find<Column>(id), to.find<Column>(id), from.ref(id), from, to, engine, step);
    }
}

void judgeAlteration(const Altered &altered, const Schema &from, const Schema &to, const Engine &engine, Step &step)
{
    judgeTurning(altered, from, to, engine, step);
    const auto *before = as<Column>(altered.before);
    const auto *after = as<Column>(altered.after);
    if (!before)
        return;
    // A column that an earlier step made is not in the schema before.
    const ObjectRef ref = from.find(altered.id)
        ? from.ref(altered.id)
        : ObjectRef{Kind::Column, from.path(before->table) + QStringList(before->name), altered.id};
    if (altered.changes("nullable") && !after->nullable)
        step.findings += finding("DD103", Finding::Severity::Warning, ref,
            QT_TRANSLATE_NOOP("Lint", "Requiring %1 fails when rows hold NULL there."),
            QT_TRANSLATE_NOOP("Lint", "Fill the empty ones first."));
    judgeConversion(before, after, ref, from, to, engine, step);
}

} // namespace

void addFindings(Plan &plan, const Schema &from, const Schema &to, const Engine &engine)
{
    for (Step &step : plan.steps) {
        for (const Statement &statement : step.statements) {
            for (const Change &change : statement.facts.effects) {
                judgeLoss(change, from, to, *engine.writer, step);
                judgeRights(change, from, to, *engine.writer, step);
                if (const auto *dropped = std::get_if<Dropped>(&change))
                    judgeDrop(*dropped, from, step);
                else if (const auto *created = std::get_if<Created>(&change))
                    judgeCreation(*created, from, step);
                else
                    judgeAlteration(std::get<Altered>(change), from, to, engine, step);
            }
        }
        addLockFindings(step, from);
    }
}

QList<Finding> unallowed(const Plan &plan, const QStringList &allowed, Finding::Severity least)
{
    QList<Finding> result;
    for (const Step &step : plan.steps) {
        for (const Finding &one : step.findings) {
            if (one.severity >= least && !allowed.contains(QString::fromLatin1(one.code)))
                result += one;
        }
    }
    return result;
}

} // namespace relata
