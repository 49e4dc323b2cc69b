#pragma once
#include <QString>

namespace relata {

/// What differs between two texts, line by line: "-" before what only the first has, "+" before what only the second
/// has, and so many lines around that both have; "…" where such are left out. Empty for equal texts.
QString lineDiff(const QString &before, const QString &after, qsizetype around = 3);

} // namespace relata
