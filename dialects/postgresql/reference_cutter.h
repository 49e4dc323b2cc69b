#pragma once
#include "models/schema/expression.h"

namespace relata::postgresql {

class Names;

/// Where a text stands.
struct TextPlace {
    ObjectId
        table; ///< whose columns bare names mean (checks, index keys, generated columns), or NEW and OLD (triggers)
    ObjectId self; ///< what a CREATE statement makes: its name in the text becomes this id
    bool isTrigger = false; ///< bare names are columns only behind UPDATE OF
};

/// Cuts a text of the server (as it prints expressions under an empty search path: every name that is not its own
/// qualified) at relations, columns, types, functions and sequences that `names` knows. The default schema's name is
/// stripped; string literals cast to regclass are cut too.
Expression cutText(const QString &text, const Names &names, const TextPlace &place = {});
/// The same names without ids: what stays is text with the default schema's name stripped.
QString strippedText(const QString &text, const Names &names);

} // namespace relata::postgresql
