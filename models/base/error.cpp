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

Error cancelledError()
{
    return {.code = Error::Code::Cancelled,
        .message = {"Error", QT_TRANSLATE_NOOP("Error", "Cancelled."), {}},
        .detail = {},
        .sqlState = {},
        .position = {}};
}

} // namespace relata
