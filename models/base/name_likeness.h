#pragma once
#include <QStringList>

namespace relata {

/// How alike two names are, from 0 to 1, by the letters that would have to change; case does not count.
double nameLikeness(const QString &a, const QString &b);

/// The one of the known names that a name which is none of them may stand for: another spelling, more or fewer words, a
/// slip. Empty: none is like it.
QString likelyMeant(const QString &name, const QStringList &known);

} // namespace relata
