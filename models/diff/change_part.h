#pragma once
#include "models/diff/change_set.h"

#include <QSet>

namespace relata {

/// A part of the way from one schema to another that stands by itself: what was chosen, and what that needs.
struct ChangePart {
    Schema result; ///< `from` with the part's changes alone
    QSet<ObjectId> taken; ///< ids of the part's changes
    QList<ObjectId> needed; ///< of these, what nobody chose, in the order of the whole; what belongs to a table that
                            ///< comes or goes with it is not listed
};

/// Closes `chosen` (ids of changes between the two, others are ignored) over what these need: parents, what they name,
/// what must go or step aside before them, both ends of a foreign key whose type changes, what a body mentions by name.
/// What belongs to a table comes and goes with it. Laws: nothing taken gives `from`, all taken gives `to`; the changes
/// left from `result` to `to` are those that were not taken; every reference in `result` leads somewhere, as in both.
ChangePart partOf(const Schema &from, const Schema &to, const QSet<ObjectId> &chosen);

/// Whether the change only comes or goes with its parent, and so is no choice of its own.
bool isFoldedIntoParent(const Change &change, const Schema &from, const Schema &to);

} // namespace relata
