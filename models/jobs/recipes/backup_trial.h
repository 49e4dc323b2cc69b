#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"
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
    /// that the backup sees.
    Result<> begin(JobContext &context);
    /// The name of that view; empty: none.
    const QString &still() const { return m_still; }
    /// After the backup is written: nothing is held any longer than that takes.
    Result<> letGo();
    /// Restores it on a scratch database, compares, and says in it what was seen. Errors: what is missing or differs.
    Result<> run(Backup &backup, const ConnectionProfile &beside, JobContext &context);

private:
    using Counts = QMap<QString, qint64>; ///< rows by the table's name

    static Result<Counts> counted(
        Connection &connection, const Schema &schema, const Engine &engine, JobContext &context);
    Result<> compare(const Counts &found, Backup &backup, JobContext &context);

    Connection &m_connection;
    const ConnectionProfile &m_from;
    const Engine &m_engine;
    QString m_still;
    Schema m_schema;
    Counts m_rows;
};

} // namespace relata
