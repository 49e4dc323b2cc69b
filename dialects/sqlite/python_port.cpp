#include "dialects/sqlite/python_port.h"

#include "dialects/sqlite/errors.h"
#include "models/engine/connection_profile.h"

#include <QFileInfo>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

Result<PythonConnection> SqlitePythonPort::connection(const ConnectionProfile &profile, const ServerInfo &) const
{
    static const QStringList no{u"0"_s, u"off"_s, u"false"_s, u"no"_s};
    if (profile.database == ":memory:"_L1 || profile.parameters.contains(u"vfs"_s))
        return failure(makeError(Error::Code::Unsupported,
            QT_TRANSLATE_NOOP("Sqlite", "No other program, such as Python, reaches a database in memory.")));
    PythonConnection result;
    result.drivers = {{u"sqlite3"_s, u"python3"_s,
        {{u"database"_s, QFileInfo(profile.database).absoluteFilePath()},
            {u"timeout"_s, qint64(profile.connectTimeout.count())}}}};
    const bool checksKeys = !no.contains(profile.parameters.value(u"foreign_keys"_s).toLower());
    result.settings = QStringList{checksKeys ? u"PRAGMA foreign_keys=ON"_s : u"PRAGMA foreign_keys=OFF"_s};
    if (profile.readOnly)
        result.settings += u"PRAGMA query_only=ON"_s;
    return result;
}

} // namespace relata::sqlite
