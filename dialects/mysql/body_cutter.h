#pragma once
#include "models/schema/expression.h"

namespace relata {
struct SqlFlavour;
}

namespace relata::mysql {

struct NameScope;

/// The body of a trigger or routine, which the server keeps as it was written, cut at what surely is a reference:
/// NEW.column and OLD.column of the trigger's table, and relations behind FROM, JOIN, INTO and UPDATE. Quotes stay in
/// the text, so that it is written back to the letter. Never resolved: a body may name more.
Expression cutBody(const QString &text, const NameScope &scope, const SqlFlavour &flavour);

} // namespace relata::mysql
