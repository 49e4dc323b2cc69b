#include "models/engine/server_info.h"

namespace relata {
using namespace Qt::StringLiterals;

QString releaseName(const QByteArray &engine, int version)
{
    QString make = engine == "postgresql" ? u"PostgreSQL"_s
        : engine == "mariadb"             ? u"MariaDB"_s
        : engine == "mysql"               ? u"MySQL"_s
        : engine == "sqlite"              ? u"SQLite"_s
                                          : QString::fromUtf8(engine);
    if (version <= 0 || engine == "sqlite")
        return make;
    const int major = version / 10000;
    return engine == "postgresql" ? u"%1 %2"_s.arg(make).arg(major)
                                  : u"%1 %2.%3"_s.arg(make).arg(major).arg(version / 100 % 100);
}

} // namespace relata
