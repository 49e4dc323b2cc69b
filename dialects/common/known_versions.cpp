#include "dialects/common/known_versions.h"

#include <QHash>

namespace relata {
using namespace Qt::StringLiterals;

/// By the pages "Server SQL Modes" and "SQL_MODE" of the manuals.
static QMap<int, QString> mysqlModes()
{
    return {{50600, u"NO_ENGINE_SUBSTITUTION"_s},
        {50700,
            u"ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
            "NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION"_s},
        {80000,
            u"ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
            "NO_ENGINE_SUBSTITUTION"_s}};
}

static QMap<int, QString> mariaDbModes()
{
    return {{100204, u"STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION"_s}};
}

/// Verified are the servers that packaging/servers starts, where tests/cases are proved, and the SQLite that Relata is
/// linked with on Debian 12. All others follow their manuals, as tests/cases/unverified tells.
const EngineVersions *knownVersions(QByteArrayView engine)
{
    static const QHash<QByteArray, EngineVersions> table{
        {"postgresql",
            {.places = {10000, 1, 0},
                .named = 1,
                .oldest = "12",
                .majors = {12, 13, 14, 15, 16, 17, 18},
                .verified = {"13", "15", "18"}}},
        {"mysql",
            {.places = {10000, 100, 1},
                .named = 2,
                .oldest = "5.6",
                .majors = {5, 8, 9},
                .verified = {"5.6"},
                .sqlModes = mysqlModes()}},
        {"mariadb",
            {.places = {10000, 100, 1},
                .named = 2,
                .oldest = "10.3",
                .majors = {10, 11, 12},
                .verified = {"10.11"},
                .sqlModes = mariaDbModes()}},
        {"sqlite", {.places = {1000000, 1000, 1}, .named = 2, .oldest = "3.35", .majors = {3}, .verified = {"3.40"}}},
    };
    const auto found = table.constFind(engine.toByteArray());
    return found == table.cend() ? nullptr : &*found;
}

} // namespace relata
