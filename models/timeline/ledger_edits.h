#pragma once
#include "models/timeline/ledger.h"

namespace relata {

/// The state of a migration whose rollback has begun, beside those of Ledger::Entry: it only leads back.
inline constexpr QLatin1StringView RolledBack{"back"};

/// Changes of the ledger that no run of a migration makes. Each is whole or does not happen. Used on the connection's
/// thread, under the migration lock.
class LedgerEdits {
public:
    LedgerEdits(Connection &connection, const Engine &engine)
        : m_ledger(connection, engine)
        , m_engine(engine)
    { }

    /// Says that `recorded` are applied and `forgotten` are not, without running any of them.
    Result<> stamp(const QList<MigrationFile> &recorded, const QList<MigrationFile> &forgotten);
    /// Takes the file's text for what was applied; when, and by whom, stays.
    Result<> accept(const MigrationFile &migration);
    /// Takes the file's text for what a migration that stopped goes on with, `statements` in number.
    Result<> goOnWith(const MigrationFile &migration, int statements);
    /// Says in which state a migration stands that is begun and not applied.
    Result<> setState(const MigrationFile &migration, const QString &state);
    /// Removes what the ledger says of a migration that the project does not know.
    Result<> forget(const QString &id);
    /// One applied migration in the place of the entries that it replaces; when, and by whom, is the last one's.
    Result<> replace(const QList<Ledger::Entry> &entries, const MigrationFile &by);

private:
    /// All of `work` or nothing.
    template <class Work>
    Result<> asOne(Work work);
    Result<> record(const MigrationFile &migration);
    /// Backups are of runs: what is said without one was under none.
    Result<> closeBackups(const QStringList &migrations);
    Result<> update(const QString &id, const MigrationFile &migration);

    Ledger m_ledger;
    const Engine &m_engine;
};

} // namespace relata
