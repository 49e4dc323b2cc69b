#pragma once
#include <QStringView>

namespace relata {

struct SqlFlavour;

/// Whether two texts say the same to any server of the flavour, as far as their tokens tell: white space, comments, the
/// case of words that mean no thing of a name's, quotes that a name does not need and parentheses around the whole do
/// not count.
bool saysTheSame(QStringView one, QStringView other, const SqlFlavour &flavour);

} // namespace relata
