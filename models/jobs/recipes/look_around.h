#pragma once
#include "models/jobs/recipes/who_waits.h"

namespace relata {

/// What is allowed of what a look around finds, and what it says.
struct LookRules {
    WaitsRules waits;
    QStringList allowed; ///< codes: what they stand for is only told
    std::function<void(const Message &)> tell;
};

/// Before a migration's way up runs: tells who would keep it waiting and how much room it takes. Refuses to queue
/// behind others for long, and where there is too little room, unless that is allowed; `code` takes what would allow
/// it.
Result<> mustRunFreely(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, const LookRules &rules, QString &code, JobContext &context);

} // namespace relata
