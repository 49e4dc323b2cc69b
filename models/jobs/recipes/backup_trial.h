#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/row_digest.h"
#include "models/schema/schema.h"

namespace relata {

struct Backup;
class Connection;
struct Engine;

/// Compares what a backup brings back with the database that it was taken of. All that is handed over outlives it.
class BackupTrial {
public:
    BackupTrial(Connection &connection, const ConnectionProfile &from, const Engine &engine)
        : m_connection(connection)
        , m_from(from)
        , m_engine(engine)
    { }

    /// Before the backup is written: reads the schema and counts rows, where the engine can in the view of the database
    /// that the backup sees; of these tables alone where some are named.
    Result<> begin(const QStringList &tables, JobContext &context);
    /// The tables that a backup of them alone holds, partitions among them; empty: it is of the whole database.
    const QStringList &onlyTables() const { return m_onlyTables; }
    /// The name of that view; empty: none.
    const QString &still() const { return m_still; }
    /// After the backup is written: nothing is held any longer than that takes.
    Result<> letGo();
    /// Restores it on a scratch database, compares, and says in it what was seen. Errors: what is missing or differs.
    Result<> run(Backup &backup, const ConnectionProfile &beside, JobContext &context);
    /// What it was restored on, with all that the backup holds; null: it was not, or not as a whole.
    std::unique_ptr<ScratchDatabase> takeCopy() { return std::move(m_copy); }

private:
    Result<> narrow(const QStringList &tables);
    Result<RowDigests> digests(Connection &connection, const Schema &schema) const;
    Result<> compareValues(Connection &copy, const Schema &restored, Backup &backup);
    Result<> compare(const RowCounts &found, Backup &backup, JobContext &context);

    Connection &m_connection;
    const ConnectionProfile &m_from;
    const Engine &m_engine;
    QString m_still;
    Schema m_schema;
    RowCounts m_rows;
    QStringList m_onlyTables;
    RowDigests m_digests; ///< of smaller tables, where only some are backed up
    std::unique_ptr<ScratchDatabase> m_copy;
};

} // namespace relata
