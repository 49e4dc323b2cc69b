#pragma once
#include "models/timeline/position_table.h"

namespace relata {

/// How far batches came.
struct BatchPlace {
    QString cursor; ///< the key of the last row that is done, as models/jobs/recipes/key_batches writes it
    qint64 rows = 0; ///< that were written
};

/// How far statements came that run in batches: the table _relata_backfills beside the ledger, one row for each that
/// was begun. Used on the working connection, in the transaction of each batch, so that a batch and what is written
/// here of it stand or fall together.
class BackfillTable {
public:
    /// `place` is the ledger's, for a session that a script may have led elsewhere; without it the session is asked.
    BackfillTable(Connection &connection, const Engine &engine, std::optional<QString> place = {});

    /// Makes the table when it is not there.
    Result<> ensure() { return m_table.ensure(); }
    /// Empty: not begun. Where that cannot be read it is an error, for beginning anew would write rows twice.
    Result<std::optional<BatchPlace>> place(const QString &migration, Ledger::Direction direction, int position);
    Result<> put(const QString &migration, Ledger::Direction direction, int position, const BatchPlace &place);
    /// Forgets all places of one migration and direction.
    Result<> clear(const QString &migration, Ledger::Direction direction)
    {
        return m_table.clear(migration, direction);
    }

private:
    PositionTable m_table;
};

} // namespace relata
