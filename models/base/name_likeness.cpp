#include "models/base/name_likeness.h"

#include <QList>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

double nameLikeness(const QString &a, const QString &b)
{
    const QString x = a.toLower(), y = b.toLower();
    QList<int> row(y.size() + 1);
    for (int j = 0; j <= y.size(); ++j)
        row[j] = j;
    for (int i = 1; i <= x.size(); ++i) {
        int diagonal = row.first();
        row.first() = i;
        for (int j = 1; j <= y.size(); ++j) {
            const int above = row.at(j);
            row[j] = std::min({above + 1, row.at(j - 1) + 1, diagonal + (x.at(i - 1) == y.at(j - 1) ? 0 : 1)});
            diagonal = above;
        }
    }
    const auto longest = std::max(x.size(), y.size());
    return longest ? 1.0 - double(row.last()) / double(longest) : 1.0;
}

/// "default_connection" is "defaultConnection".
static QString plain(const QString &name)
{
    QString result = name.toLower();
    return result.remove(u'_').remove(u'-').remove(u' ');
}

/// Of what is meant by a name: one that begins with the other has a word too many.
static double meant(const QString &a, const QString &b)
{
    constexpr qsizetype WordLength = 4;
    const QString x = plain(a), y = plain(b);
    const bool isLonger = std::min(x.size(), y.size()) >= WordLength && (x.startsWith(y) || y.startsWith(x));
    return isLonger ? std::max(0.9, nameLikeness(x, y)) : nameLikeness(x, y);
}

QString likelyMeant(const QString &name, const QStringList &known)
{
    constexpr double Enough = 0.6;
    QString best;
    double likeness = Enough;
    for (const QString &one : known) {
        if (const double score = meant(name, one); score >= likeness && (best.isEmpty() || score > likeness)) {
            best = one;
            likeness = score;
        }
    }
    return best;
}

} // namespace relata
