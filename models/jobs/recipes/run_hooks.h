#pragma once
#include "models/base/result.h"

#include <QJsonObject>

namespace relata {

/// Commands of the shell that a project has run around each migration: `{"hooks": {"before": "./stop-workers.sh"}}` in
/// relata.json.
struct RunHooks {
    QString before; ///< when it fails, nothing else runs
    QString after; ///< the way up or down came to its end; when this fails, that is told
    QString failed; ///< it did not, whatever the reason; not after a crash of this program

    bool isEmpty() const { return before.isEmpty() && after.isEmpty() && failed.isEmpty(); }
};

/// By relata.json; other names, and what is no text, are errors.
Result<RunHooks> runHooks(const QJsonObject &config);
/// Refuses them unless commands are allowed.
Result<> mustAllowHooks(const RunHooks &hooks, bool isAllowed);

} // namespace relata
