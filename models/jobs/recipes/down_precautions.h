#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
#include "models/jobs/recipes/missing_value.h"
#include "models/schema/schema.h"
#include "models/timeline/timeline.h"

#include <QMap>

namespace relata {

class Connection;
class Replay;
struct Engine;
struct RunRules;

/// What is known and wanted before a migration is taken back from a database that was used since.
struct DownPrecautions {
    Schema before, after; ///< of the migration, by replay; common objects under common ids
    QMap<QString, QString> fills; ///< "table.column" → the value of rows that have none when it comes back NOT NULL
    bool discard = false; ///< rows that down loses are not kept
    QList<Message> said; ///< what was kept, and how much
    QList<MissingValue> missing = {}; ///< what takePrecautions() refused for; fills answer it
};

/// By replaying the timeline on scratch databases. Errors: it cannot be replayed, so that nobody knows what down loses.
/// `replay`: of whoever takes several back in turn; see Replay::keepBeside().
Result<DownPrecautions> precautionsFor(const Timeline &timeline, const MigrationFile &migration, const Engine &engine,
    const ConnectionProfile &beside, JobContext &context, Replay *replay = nullptr);

/// Refuses where values written since would be refused, or come out as others, in the types that come back: they are
/// not kept aside. RunRules::allowsRows only has it told. Reads whole tables.
Result<> mustBringBack(Connection &connection, const Engine &engine, const MigrationFile &migration,
    const DownPrecautions &known, const RunRules &rules, JobContext &context);
/// All that mustBringBack() and takePrecautions() refuse, as the rows are now, and changes nothing: asked before a
/// backup that would be in vain.
Result<> mayTakePrecautions(Connection &connection, const Engine &engine, const MigrationFile &migration,
    DownPrecautions &precautions, const RunRules &rules, JobContext &context);
/// Before the first statement of the way down, under the migration lock: refuses where rows written since would stop it
/// or come back with a value that nobody gave, and gives values as wanted. What down would lose is kept by its own
/// statements: see KeptLosses.
Result<> takePrecautions(Connection &connection, const Engine &engine, const MigrationFile &migration,
    DownPrecautions &precautions, JobContext &context);
/// What that would ask for, or why it would refuse, as the rows are now. Changes nothing.
Result<QList<Message>> foreseenPrecautions(Connection &connection, const Engine &engine, const MigrationFile &migration,
    DownPrecautions &precautions, JobContext &context);

} // namespace relata
