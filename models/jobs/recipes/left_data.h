#pragma once
#include "models/base/message.h"
#include "models/schema/schema.h"
#include "models/timeline/ledger.h"

namespace relata {

struct ServerInfo;
struct SqlFlavour;

/// What a rollback of a migration that stopped does not do, as it goes by the schema alone: take back what statements
/// wrote to rows that stay or, of one on its way down, run those that are left and write to rows.
struct LeftData {
    Message refusal; ///< names the statements, and the ways out; empty: there are none
    Message told; ///< once somebody has allowed it

    bool isEmpty() const { return refusal.source().isEmpty(); }
};

/// Where the schemas do not tell that a write goes with what it was written to, it counts as left. `before` is what the
/// rollback leads to, `live` the database as it is; `migration` the file as it was begun.
Result<LeftData> leftData(Connection &connection, const Engine &engine, const MigrationFile &migration,
    const Ledger::Entry &entry, const Schema &before, const Schema &live);

/// Whether what a statement writes to rows is there still once a database has gone from `live` back to `before`; what
/// cannot be told counts as such.
bool writesStay(
    const QString &sql, const Engine &engine, const ServerInfo &server, const Schema &before, const Schema &live);

/// Whether it names a routine of the database itself: what the server has built in writes to no table.
bool callsRoutine(const QString &sql, const SqlFlavour &flavour, const QList<const Schema *> &schemas);

/// The statements of the way up that have run, or may have, in whole or in part.
Result<QStringList> statementsRun(
    Connection &connection, const Engine &engine, const MigrationFile &migration, const Ledger::Entry &entry);

} // namespace relata
