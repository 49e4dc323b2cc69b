#pragma once
#include "models/base/job_context.h"
#include "models/schema/schema.h"
#include "models/timeline/ledger.h"

#include <optional>

namespace relata {

struct ConnectionProfile;

/// What a stamp changes in the ledger, and what speaks against it.
struct Stamp {
    QString version; ///< "0": before the first
    QList<MigrationFile> recorded; ///< were not applied by the ledger, are from now on
    QList<MigrationFile> forgotten; ///< the other way round
    QStringList differences; ///< between the database and the version's schema, for people
    Message unknown; ///< why the two could not be compared; empty: they were
    std::optional<QStringList> seen; ///< what the ledger said, see ledgerSeen(); another answer by now refuses

    bool isEmpty() const { return recorded.isEmpty() && forgotten.isEmpty(); }
    bool isSafe() const { return differences.isEmpty() && unknown.isEmpty(); }
};

/// Works out a stamp: replays the timeline up to the version on a scratch database and compares. Refused where the
/// ledger has what the project does not know, and where an applied migration was edited: repair settles those.
Result<Stamp> planStamp(Connection &connection, const ConnectionProfile &target, const ConnectionProfile &beside,
    const Engine &engine, const Timeline &timeline, const QString &version, JobContext &context);
/// Writes it into the ledger, under the migration lock, if that says what it said. Runs nothing else.
Result<> applyStamp(Connection &connection, const ConnectionProfile &target, const Engine &engine, const Stamp &stamp,
    JobContext &context);

/// The schema that a connection's database has now, the profile's default namespace bound.
Result<Schema> liveSchema(
    Connection &connection, const ConnectionProfile &target, const Engine &engine, JobContext &context);
/// The timeline's migrations up to and with that number.
Timeline timelineUpTo(const Timeline &timeline, qint64 number);

} // namespace relata
