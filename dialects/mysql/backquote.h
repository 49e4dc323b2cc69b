#pragma once
#include <QString>

namespace relata::mysql {

/// What stands between the backticks of this name.
inline QString betweenBackquotes(const QString &name)
{
    return QString(name).replace(QLatin1StringView("`"), QLatin1StringView("``"));
}
/// A name as the server shows it: always in backticks.
inline QString backquoted(const QString &name) { return u'`' + betweenBackquotes(name) + u'`'; }
/// The name that stands in these backticks.
inline QString nameIn(QStringView backquoted)
{
    return backquoted.mid(1, backquoted.size() - 2).toString().replace(QLatin1StringView("``"), QLatin1StringView("`"));
}

} // namespace relata::mysql
