#include "models/schema/type_parts.h"

#include <QStringList>

#include <algorithm>

namespace relata {

TypeParts typeParts(const QString &typeName)
{
    const qsizetype open = typeName.indexOf(u'('), close = typeName.lastIndexOf(u')');
    if (open < 0 || close < open)
        return {typeName.simplified().toLower(), {}};
    TypeParts result{QString(typeName.left(open) + u' ' + typeName.mid(close + 1)).simplified().toLower(), {}};
    for (const QString &part : typeName.mid(open + 1, close - open - 1).split(u',')) {
        bool ok = false;
        const int number = part.trimmed().toInt(&ok);
        if (!ok)
            return {result.base, {}};
        result.numbers += number;
    }
    return result;
}

QString powerOfTen(int exponent) { return QString(u'1') + QString(std::max(exponent, 0), u'0'); }

} // namespace relata
