#pragma once
#include "models/base/job_context.h"
#include "models/schema/schema.h"
#include "models/timeline/timeline.h"

#include <QHash>
#include <QMutex>

namespace relata {

struct ConnectionProfile;
struct Engine;

/// Schemas that replays of a timeline have led to, by what the migrations say: asked again, they cost nothing. Kept
/// in memory alone; thread-safe.
class ReplayCache {
public:
    /// The schema after `version` ("0": before the first); replays when nobody has yet. Errors: no such version, and
    /// those of the replay.
    Result<Schema> schemaAt(const Timeline &timeline, const QString &version, const Engine &engine,
        const ConnectionProfile &beside, JobContext &context);

private:
    QMutex m_mutex;
    QHash<QByteArray, Schema> m_schemas;
};

} // namespace relata
