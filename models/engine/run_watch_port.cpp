#include "models/engine/run_watch_port.h"

namespace relata {
using namespace Qt::StringLiterals;

QString LockHolder::text() const
{
    QStringList inside;
    if (!process.isEmpty())
        inside += process;
    if (!session.isEmpty())
        inside += u"session "_s + session;
    QString result = user.isEmpty() ? u"another run"_s : user;
    if (!host.isEmpty())
        result += u" from "_s + host;
    if (!inside.isEmpty())
        result += u" ("_s + inside.join(u", "_s) + u')';
    return since.isEmpty() ? result : result + u" since "_s + since;
}

tl::unexpected<Error> RunWatchPort::noReplicaLag()
{
    return failure({.code = Error::Code::Unsupported,
        .message = {"Migrate",
            QT_TRANSLATE_NOOP("Migrate", "How far a server of this kind is behind cannot be asked there."), {}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

} // namespace relata
