#include "dialects/common/missing_feature.h"

#include "dialects/common/known_versions.h"
#include "models/engine/server_info.h"

namespace relata {

Message missingFeature(const QString &object, const char *words, int since, const Lacking &where)
{
    QStringList arguments{object, QString::fromUtf8(words), QString(where.product) + u' ' + where.server.versionText};
    if (since == 0)
        return {"Versions",
            QT_TRANSLATE_NOOP("Versions", "%1 needs %2, which %3 does not have, nor any later version."), arguments};
    arguments += knownVersions(where.engine)->text(since);
    return {
        "Versions", QT_TRANSLATE_NOOP("Versions", "%1 needs %2, which %3 does not have: it came with %4."), arguments};
}

} // namespace relata
