#pragma once
#include "models/base/result.h"
#include "models/plan/plan.h"

#include <QSet>

namespace relata {

struct UnsavedChange;

/// A step of the plan for all that is unsaved, and how much of it is in the part that was chosen.
struct UnsavedStep {
    enum class Taken : unsigned char { None, Some, All };
    Message title;
    QStringList statements; ///< as they are in the plan of the whole
    QList<ObjectId> changes; ///< what choosing it takes; none: it is only there for other steps
    Taken taken = Taken::All;
    bool needed = false; ///< nothing of it was chosen: what was chosen needs it
    Message why; ///< of one that is needed: by what; empty where that is not known
};

/// The steps of `whole`, which leads from `head` to `design`, as a view of `changes`: all that lead there, with what is
/// taken. A step that serves several changes can be in the part by some of them; the part's own plan then has those
/// alone. What is only rebuilt, because a change is in its way, is chosen with that change.
QList<UnsavedStep> unsavedSteps(
    const Plan &whole, const Schema &head, const Schema &design, const QList<UnsavedChange> &changes);

/// What stays unsaved when the steps of these numbers, from 1, are chosen; an error names one that is not there, or is
/// only there for others.
Result<QSet<ObjectId>> leftOutBeside(
    const QList<int> &numbers, const QList<UnsavedStep> &steps, const QList<UnsavedChange> &changes);

/// "1,3-5" as numbers, each once and in order.
Result<QList<int>> stepNumbers(const QString &text);

} // namespace relata
