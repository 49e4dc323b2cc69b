#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"

#include <optional>

namespace relata {

class EngineRegistry;

struct SampleOptions {
    QString resources = QStringLiteral(":/relata/samples/library");
    std::optional<ConnectionProfile> target; ///< empty: a SQLite file in the project
    int applied = 6; ///< how many of its migrations are applied
    double scale = 1.0; ///< of about 200,000 rows
};

struct MadeSample {
    qint64 rows = 0;
    int applied = 0, pending = 0;
};

/// Makes the sample project, a lending library, by running its own migrations on the target and filling its tables.
/// The folder must be empty or not there; a target database must be empty.
Result<MadeSample> makeSample(
    const QString &folder, const SampleOptions &options, const EngineRegistry &registry, JobContext &context);

} // namespace relata
