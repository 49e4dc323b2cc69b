#include "models/base/line_diff.h"

#include <algorithm>

namespace relata {

namespace {

constexpr qsizetype mostCells = 1'000'000;

/// Fills the rows between two equal ones: what stands on both sides took the other's place.
void replaced(std::vector<LinePair> &rows, int &left, int &right, int leftEnd, int rightEnd)
{
    while (left < leftEnd || right < rightEnd)
        rows.push_back({left < leftEnd ? left++ : -1, right < rightEnd ? right++ : -1, false});
}

} // namespace

std::vector<LinePair> lineDiff(const QStringList &left, const QStringList &right)
{
    const int n = int(left.size()), m = int(right.size());
    int head = 0, tail = 0;
    while (head < std::min(n, m) && left.at(head) == right.at(head))
        ++head;
    while (tail < std::min(n, m) - head && left.at(n - 1 - tail) == right.at(m - 1 - tail))
        ++tail;
    const int rows = n - head - tail, columns = m - head - tail;
    const bool tooLarge = qsizetype(rows) * columns > mostCells;
    std::vector<std::vector<int>> common(tooLarge ? 0 : size_t(rows) + 1, std::vector<int>(size_t(columns) + 1));
    for (int i = tooLarge ? -1 : rows - 1; i >= 0; --i) {
        for (int j = columns - 1; j >= 0; --j) {
            const size_t a = size_t(i), b = size_t(j);
            common[a][b] = left.at(head + i) == right.at(head + j) ? common[a + 1][b + 1] + 1
                                                                   : std::max(common[a + 1][b], common[a][b + 1]);
        }
    }
    std::vector<LinePair> result;
    for (int i = 0; i < head; ++i)
        result.push_back({i, i, true});
    int i = 0, j = 0, l = head, r = head; // up to l and r the rows are there
    while (!tooLarge && i < rows && j < columns) {
        const size_t a = size_t(i), b = size_t(j);
        if (left.at(head + i) == right.at(head + j)) {
            replaced(result, l, r, head + i, head + j);
            result.push_back({l++, r++, true});
            ++i;
            ++j;
        } else if (common[a + 1][b] >= common[a][b + 1]) {
            ++i;
        } else {
            ++j;
        }
    }
    replaced(result, l, r, n - tail, m - tail);
    while (l < n)
        result.push_back({l++, r++, true});
    return result;
}

} // namespace relata
