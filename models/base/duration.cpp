#include "models/base/duration.h"

#include <QMap>
#include <QRegularExpression>

namespace relata {
using namespace Qt::StringLiterals;

std::optional<std::chrono::milliseconds> timeOf(const QString &text)
{
    static const QRegularExpression pattern(u"^(\\d{1,9})(ms|s|min|h)$"_s);
    static const QMap<QString, qint64> units{{u"ms"_s, 1}, {u"s"_s, 1000}, {u"min"_s, 60'000}, {u"h"_s, 3'600'000}};
    if (text == "none"_L1)
        return std::chrono::milliseconds(0);
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return {};
    return std::chrono::milliseconds(match.captured(1).toLongLong() * units.value(match.captured(2)));
}

QString tookText(std::chrono::milliseconds time)
{
    const qint64 ms = time.count(), seconds = ms / 1000, minutes = seconds / 60;
    if (ms < 1)
        return u"<1 ms"_s;
    if (ms < 1000)
        return QString::number(ms) + u" ms"_s;
    if (seconds < 120)
        return QString::number(double(ms) / 1000, 'f', 1) + u" s"_s;
    if (minutes < 120)
        return u"%1 min %2 s"_s.arg(minutes).arg(seconds % 60);
    return u"%1 h %2 min"_s.arg(minutes / 60).arg(minutes % 60);
}

} // namespace relata
