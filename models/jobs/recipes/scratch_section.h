#pragma once
#include "models/base/job_context.h"
#include "models/timeline/ledger.h"

#include <memory>

namespace relata {

class ScratchDatabase;
struct ConnectionProfile;
struct Engine;

/// A scratch database on which the timeline's migrations can run; with one in Python it is one that other programs
/// reach.
Result<std::unique_ptr<ScratchDatabase>> scratchFor(
    const Timeline &timeline, const Engine &engine, const ConnectionProfile &beside, JobContext &context);

/// Runs a migration's way up or down on a scratch database, in SQL or Python, without a ledger and on the timeline's
/// terms. The session is fresh behind it. `judges` as in PythonScript.
Result<> runOnScratch(ScratchDatabase &scratch, const Engine &engine, const MigrationFile &migration,
    Ledger::Direction direction, const PythonTerms &terms, JobContext &context,
    const std::function<Result<>(const QString &sql)> &judges = {});

} // namespace relata
