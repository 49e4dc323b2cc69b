#pragma once
#include <QStringList>

#include <vector>

namespace relata {

/// A row of two texts side by side: the number of the line on each side, from 0; −1 where a side has none. Both stand
/// there when the lines are equal, or when one took the other's place.
struct LinePair {
    int left = -1, right = -1;
    bool equal = false;
};

/// Lines beside each other, equal ones paired as far as order allows (a longest common subsequence; O(n·m) between the
/// common beginning and end, above a million cells the middle counts as replaced).
std::vector<LinePair> lineDiff(const QStringList &left, const QStringList &right);

} // namespace relata
