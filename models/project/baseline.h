#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
#include "models/schema/schema.h"

#include <QStringList>

namespace relata {

class Connection;
class EngineRegistry;
class Project;
struct Adoption;
struct Engine;
struct LoadedSchema;

struct MadeBaseline {
    qsizetype objects = 0;
    qsizetype unmanaged = 0; ///< seen, kept in the design, part of no migration
    QStringList misread; ///< of them: names of what Relata would make otherwise than the server says that it is
};

/// Makes a project of a database that is there: its schema becomes design, head and migration 001, which is proved to
/// make the same schema anew and is entered into the database's ledger as applied; nothing else is written there. The
/// folder must be empty or not there, the database without a ledger.
/// `name` empty: the folder's. After an error or a cancellation nothing is left in the folder.
Result<MadeBaseline> makeBaseline(const QString &folder, const ConnectionProfile &profile,
    const EngineRegistry &registry, JobContext &context, const QString &name = {});
/// The first migration of a timeline that is empty: what the database has, `found`, with no way back, for down would
/// drop a database that was there before. What Relata would make otherwise than it is, is left out of it and not
/// managed. Refused where the database has a ledger. Writes nothing: see keepAdoption(), recordAdoption().
Result<Adoption> planBaseline(Connection &connection, const Engine &engine, const Schema &found, const Schema &head,
    const QString &title, const ConnectionProfile &beside, JobContext &context);
/// The same into a project that is there, whose timeline and design are empty. After an error the ledger is as it was.
Result<MadeBaseline> makeBaselineIn(
    Project &project, const ConnectionProfile &profile, const EngineRegistry &registry, JobContext &context);
/// The same of a schema that stands in no database: of a script's, say. There is no ledger to write then.
Result<MadeBaseline> makeBaselineOf(
    const QString &folder, const QString &name, const LoadedSchema &loaded, JobContext &context);

} // namespace relata
