#pragma once
#include "models/timeline/beside_table.h"

#include <QJsonObject>

#include <chrono>

namespace relata {

/// The backup that a migration was applied under, as the database keeps it.
struct BackupRecord {
    enum class Kind {
        Taken, ///< just before, by Relata
        Claimed ///< somebody said that there is one: never checked
    };
    QString migration, version; ///< that was applied under it
    Kind kind = Kind::Taken;
    QString place; ///< the file with its whole path, on `host`; of a claimed one its name
    QString host, tool;
    QStringList tables; ///< it holds these alone; empty: the whole database
    qint64 bytes = 0;
    QString checksum; ///< SHA-256, hexadecimal
    QDateTime takenAt, restoredAt; ///< UTC; restored on a scratch database: invalid where it never was
    std::chrono::milliseconds restoring{};
    QString doubt, restoreCommand; ///< without a password
    QString reason; ///< of a claim: where it is, and why that is enough
    QString by; ///< who kept it here
    QDateTime keptAt;

    /// "shop.dump, 12 MB, restores in 3 s".
    Message brief() const;
    /// "/backups/shop.dump on build7: 12 MB, restores in 3 s".
    Message summary() const;
    /// How a person has the database of before back from it.
    Message wayBack() const;
    /// All of it; stable: scripts read it.
    QJsonObject json() const;
};

/// The table _relata_backups beside the ledger: what migrations were applied under. A row stays when its migration is
/// taken back, and counts no more then. Used on the connection's thread, outside of transactions. A ledger that is
/// older than this table is one without backups.
class BackupTable {
public:
    /// `place` is the ledger's, for a session that a script may have led elsewhere; without it the session is asked.
    BackupTable(Connection &connection, const Engine &engine, std::optional<QString> place = {})
        : m_engine(engine)
        , m_table(connection, engine, QStringLiteral("_relata_backups"), std::move(place))
    { }

    /// Makes the table when it is not there.
    Result<> ensure();
    /// The migration is about to be applied under this one, and under no earlier one any more.
    Result<> keep(const MigrationFile &migration, const BackupRecord &record);
    /// What the migrations that count as begun or applied run or ran under, by their ids.
    Result<QHash<QString, BackupRecord>> standing();
    /// Nothing that was kept for the migration counts any more.
    Result<> close(const QString &migration);

private:
    const Engine &m_engine;
    BesideTable m_table;
};

/// What stands for a migration; empty: it ran under none, or nobody can tell.
std::optional<BackupRecord> backupOf(Connection &connection, const Engine &engine, const QString &migration);

} // namespace relata
