#pragma once
#include "models/base/job_context.h"
#include "models/timeline/ledger.h"

namespace relata {

struct ConnectionProfile;

/// What the ledger and the project say differently of migrations that were applied.
struct RepairList {
    struct Edited {
        QString version, title;
        QString stored, file; ///< the whole text as it was applied, and as it is now
    };
    QList<Edited> edited;
    QList<Ledger::Entry> missing; ///< applied, but no file has them

    bool isEmpty() const { return edited.isEmpty() && missing.isEmpty(); }
};

Result<RepairList> repairList(Connection &connection, const Engine &engine, const Timeline &timeline);
/// Takes the file's text of these edited versions for what was applied, and removes these missing ones from the ledger.
/// Refuses, and changes nothing, where a version is not of that kind.
Result<> repairLedger(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const Timeline &timeline, const QStringList &accepted, const QStringList &forgotten, JobContext &context);

} // namespace relata
