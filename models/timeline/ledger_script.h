#pragma once
#include "models/timeline/ledger.h"

namespace relata {

/// What the ledger would run, as statements with their values written into them: for scripts that somebody else runs.
/// Moments and the person become expressions that are worked out then. Joined statements stand in the script's
/// transaction; others in one of their own.
class LedgerScript {
public:
    /// `place` stands before the tables' names: a schema in quotes with its dot, or nothing.
    LedgerScript(const Engine &engine, QString place);
    ~LedgerScript();
    LedgerScript(const LedgerScript &) = delete;

    QStringList tables();
    QStringList begin(const MigrationFile &migration, Ledger::Direction direction, int statements);
    QStringList statementStarted(
        const MigrationFile &migration, Ledger::Direction direction, int position, const QString &sql);
    /// `isJoined`: inside of the statement's transaction.
    QStringList statementDone(
        const MigrationFile &migration, Ledger::Direction direction, int position, const QString &sql, bool isJoined);
    QStringList finish(const MigrationFile &migration, Ledger::Direction direction);
    /// Inside of a transaction that is open: that a migration of one statement was begun, `isWhole`, and is done.
    /// Moments and the person are those of this program.
    QStringList ranAsOne(const MigrationFile &migration, Ledger::Direction direction, const QString &sql, bool isWhole);
    /// A query that answers a row where the ledger has this migration; `state` as in "state <> 'applied'", or empty.
    QString entryOf(const MigrationFile &migration, const QString &state = {}) const;
    /// The same for any migration behind this one.
    QString laterThan(const MigrationFile &migration) const;
    /// The same where it has not.
    QString noEntryOf(const MigrationFile &migration) const;

private:
    class Recorder;
    template <class Work>
    QStringList recorded(Work work, bool isJoined = false);
    QString literal(const QString &text) const;

    const Engine &m_engine;
    QString m_place;
    bool m_isOurs = false; ///< this program runs it, and now
    std::unique_ptr<Recorder> m_recorder;
    Ledger m_ledger;
};

/// What stands before the names of the ledger's tables in this database; empty where nothing is needed.
Result<QString> ledgerPlace(Connection &connection, const Engine &engine);

} // namespace relata
