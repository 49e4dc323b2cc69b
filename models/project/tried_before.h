#pragma once
#include "models/project/schema_source.h"
#include "models/timeline/ledger.h"

namespace relata {

struct ProjectConfig;

/// What allows production to get what the environment before it has not had.
inline constexpr auto UntriedCode = "UNTRIED";

/// The connections of the environment that comes before a production database's: the nearest that has any. The order
/// is the setting "environments" of relata.json, else dev, test, stage, prod; names are compared by their beginning.
/// Empty for other databases, and where there is none before.
QList<ConnectionProfile> connectionsBefore(const ProjectConfig &config, const ConnectionProfile &target);

/// Refuses migrations that none of those connections has applied as they are now, also where that cannot be asked.
/// Opens connections of its own.
Result<> mustBeTriedBefore(const QList<MigrationFile> &pending, const ConnectionProfile &target,
    const ProjectConfig &config, const Timeline &timeline, const SourceContext &context);

/// Whether a migration that stopped on its way up is to go on as another text than it was begun with: that was asked
/// for when it was, and this was not. Reads on the connection.
Result<bool> goesOnAsAnother(Connection &connection, const Engine &engine, const MigrationFile &migration);

/// Keeps in the database, beside what runs have waited for, that somebody let it have these all the same, and why.
Result<> keepAllowed(Connection &connection, const Engine &engine, const QList<MigrationFile> &migrations,
    const Error &refusal, const QString &reason);

} // namespace relata
