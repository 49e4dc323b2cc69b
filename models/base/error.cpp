#include "models/base/error.h"

namespace relata {

QString Error::text() const
{
    QString result = message.source();
    if (!detail.isEmpty() && detail != result)
        result += u'\n' + detail;
    if (!sqlState.isEmpty())
        result += QStringLiteral(" [") + sqlState + u']';
    return result;
}

} // namespace relata
