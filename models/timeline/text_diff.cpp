#include "models/timeline/text_diff.h"

#include <QStringList>

#include <algorithm>
#include <vector>

namespace relata {

namespace {

struct Line {
    QChar mark;
    QString text;
};

/// The longest common subsequence of what lies between the common beginning and end.
void middle(const QStringList &a, const QStringList &b, std::vector<Line> &out)
{
    const qsizetype width = b.size() + 1;
    std::vector<int> longest(size_t((a.size() + 1) * width), 0);
    const auto at = [&](qsizetype i, qsizetype j) -> int & { return longest[size_t(i * width + j)]; };
    for (qsizetype i = a.size() - 1; i >= 0; --i) {
        for (qsizetype j = b.size() - 1; j >= 0; --j)
            at(i, j) = a.at(i) == b.at(j) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }
    qsizetype i = 0, j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a.at(i) == b.at(j)) {
            out.push_back({u' ', a.at(i)});
            ++i;
            ++j;
        } else if (j == b.size() || (i < a.size() && at(i + 1, j) >= at(i, j + 1))) {
            out.push_back({u'-', a.at(i++)});
        } else {
            out.push_back({u'+', b.at(j++)});
        }
    }
}

std::vector<Line> compared(const QStringList &a, const QStringList &b)
{
    qsizetype head = 0, tail = 0;
    const qsizetype shorter = std::min(a.size(), b.size());
    while (head < shorter && a.at(head) == b.at(head))
        ++head;
    while (tail < shorter - head && a.at(a.size() - 1 - tail) == b.at(b.size() - 1 - tail))
        ++tail;
    std::vector<Line> lines;
    for (qsizetype i = 0; i < head; ++i)
        lines.push_back({u' ', a.at(i)});
    const QStringList mine = a.mid(head, a.size() - head - tail), other = b.mid(head, b.size() - head - tail);
    if (mine.size() * other.size() <= 4'000'000) {
        middle(mine, other, lines);
    } else { // too much to search: all of it is another text
        for (const QString &line : mine)
            lines.push_back({u'-', line});
        for (const QString &line : other)
            lines.push_back({u'+', line});
    }
    for (qsizetype i = a.size() - tail; i < a.size(); ++i)
        lines.push_back({u' ', a.at(i)});
    return lines;
}

} // namespace

QString lineDiff(const QString &before, const QString &after, qsizetype around)
{
    if (before == after)
        return {};
    const std::vector<Line> lines = compared(before.split(u'\n'), after.split(u'\n'));
    std::vector<bool> shown(lines.size(), false);
    for (size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].mark == u' ')
            continue;
        const size_t first = i < size_t(around) ? 0 : i - size_t(around);
        const size_t end = std::min(lines.size(), i + size_t(around) + 1);
        std::fill(shown.begin() + qsizetype(first), shown.begin() + qsizetype(end), true);
    }
    QString result;
    for (size_t i = 0; i < lines.size(); ++i) {
        if (shown[i])
            result += lines[i].mark + lines[i].text + u'\n';
        else if (i == 0 || shown[i - 1])
            result += u"\u2026\n";
    }
    return result;
}

} // namespace relata
