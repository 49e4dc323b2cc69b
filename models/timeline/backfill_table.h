#pragma once
#include "models/timeline/ledger.h"

namespace relata {

/// How far statements came that run in batches: the table _relata_backfills beside the ledger, one row for each that
/// was begun. Used on the working connection, in the transaction of each batch, so that a batch and what is written
/// here of it stand or fall together.
class BackfillTable {
public:
    struct Place {
        QString cursor; ///< the key of the last row that is done, as models/jobs/recipes/backfill writes it
        qint64 rows = 0; ///< that were written
    };

    /// `place` is the ledger's, for a session that a script may have led elsewhere; without it the session is asked.
    BackfillTable(Connection &connection, const Engine &engine, std::optional<QString> place = {})
        : m_connection(connection)
        , m_engine(engine)
        , m_place(std::move(place))
    { }

    /// Makes the table when it is not there.
    Result<> ensure();
    /// Empty: not begun. Where that cannot be read it is an error, for beginning anew would write rows twice.
    Result<std::optional<Place>> place(const QString &migration, Ledger::Direction direction, int position);
    Result<> put(const QString &migration, Ledger::Direction direction, int position, const Place &place);
    /// Forgets all places of one migration and direction.
    Result<> clear(const QString &migration, Ledger::Direction direction);

private:
    Result<QString> table();

    Connection &m_connection;
    const Engine &m_engine;
    std::optional<QString> m_place;
};

} // namespace relata
