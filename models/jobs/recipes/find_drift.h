#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
#include "models/jobs/recipes/prove.h"
#include "models/timeline/drift.h"
#include "models/timeline/ledger.h"

namespace relata {

class Replay;

/// Where a timeline is replayed.
struct ReplayPlace {
    // NOLINTNEXTLINE(google-explicit-constructor): a profile alone is such a place
    ReplayPlace(const ConnectionProfile &where, Replay *whose = nullptr)
        : beside(where)
        , replay(whose)
    { }

    ConnectionProfile beside; ///< where a scratch database may stand
    Replay *replay = nullptr; ///< beside the same, of whoever looks at that timeline too: used where it saves one
};

/// The migrations that the ledger says are applied, in order, with the text that was applied. Refused where one stopped
/// half-way: there is no state to compare with.
Result<Timeline> appliedTimeline(const Timeline &timeline, const QList<Ledger::Entry> &entries);

/// A migration that stopped, and how far it came.
struct DonePart {
    const Ledger::Entry &entry;
    const MigrationFile &migration;
    int done = 0; ///< statements of the entry's direction
    QString next; ///< the first that is left
};

/// The live database beside the state after the last applied migration, with the repeatables that ran as they ran,
/// which is found by replay on a scratch database.
Result<Drift> findDrift(Connection &connection, const ConnectionProfile &target, const ReplayPlace &place,
    const Engine &engine, const Timeline &timeline, const DriftRules &rules, JobContext &context);

/// What speaks against applying migrations because of drift.
struct DriftCheck {
    struct Touched {
        QString version;
        DriftItem item;
    };
    QList<Touched> touched; ///< what a pending migration may touch: nothing is to run
    QList<DriftItem> elsewhere; ///< worth a warning
    QString untaken; ///< a table in a database without a ledger; empty: there is none
};
/// Looks for drift before the pending migrations run. Nothing pending: nothing is read. Nothing applied yet: there is
/// no drift, but there may be tables.
Result<DriftCheck> checkDrift(Connection &connection, const ConnectionProfile &target, const ReplayPlace &place,
    const Engine &engine, const Timeline &timeline, const QList<MigrationFile> &pending, const DriftRules &rules,
    JobContext &context);
/// The same before what is left of a migration that stopped, `rest`: the database beside the state behind what has run
/// of it.
Result<DriftCheck> checkDrift(Connection &connection, const ConnectionProfile &target, const ReplayPlace &place,
    const Engine &engine, const Timeline &timeline, const DonePart &part, const MigrationFile &rest,
    const DriftRules &rules, JobContext &context);
/// A refusal that names what is touched; nothing where nothing is.
Result<> refuseTouched(const DriftCheck &check);

} // namespace relata
