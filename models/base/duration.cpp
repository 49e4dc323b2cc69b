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

} // namespace relata
