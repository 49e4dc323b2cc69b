#include "widgets/common/fuzzy_match.h"

#include <QString>

#include <vector>

namespace relata {

namespace {

constexpr int none = -1'000'000;

int letterBonus(QStringView text, qsizetype at)
{
    if (at == 0)
        return 12;
    const QChar before = text[at - 1];
    if (!before.isLetterOrNumber())
        return 10;
    return text[at].isUpper() && before.isLower() ? 8 : 0;
}

} // namespace

std::optional<int> fuzzyScore(QStringView pattern, QStringView text)
{
    const QString wanted = pattern.toString().remove(u' ').toCaseFolded();
    const QString folded = text.toString().toCaseFolded();
    if (wanted.isEmpty())
        return 0;
    if (folded.size() != text.size() || wanted.size() > folded.size())
        return folded.contains(wanted) ? std::optional(1) : std::nullopt;
    const std::size_t length = std::size_t(folded.size());
    std::vector<int> ending(length, none); // best score with the pattern so far ending exactly here
    for (qsizetype p = 0; p < wanted.size(); ++p) {
        std::vector<int> next(length, none);
        int reachable = p == 0 ? 0 : none; // best of all earlier ends, less one a skipped letter
        for (std::size_t i = 0; i < length; ++i) {
            if (folded[qsizetype(i)] == wanted[p]) {
                const int afterGap = reachable;
                const int adjacent = p > 0 && i > 0 && ending[i - 1] > none ? ending[i - 1] + 14 : none;
                const int best = std::max(afterGap, adjacent);
                if (best > none)
                    next[i] = best + 4 + letterBonus(text, qsizetype(i));
            }
            if (p > 0 && ending[i] > none)
                reachable = std::max(reachable, ending[i]);
            if (reachable > none)
                --reachable;
        }
        ending = std::move(next);
    }
    int best = none;
    for (const int score : ending)
        best = std::max(best, score);
    return best > none ? std::optional(best * 4 - int(length)) : std::nullopt;
}

} // namespace relata
