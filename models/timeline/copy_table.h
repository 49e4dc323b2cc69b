#pragma once
#include "models/timeline/backfill_table.h"

namespace relata {

/// How far the copies of tables came that take their tables' places: the table _relata_copies beside the ledger, one
/// row for each that was begun. Each phase is written before what it allows is done, so that whoever finds the row
/// knows what may stand in the database.
class CopyTable {
public:
    enum class Phase {
        Making, ///< copy and triggers may stand, in part
        Copying, ///< both stand, and the rows up to the cursor
        Swapping, ///< all rows were compared; the tables may have changed places
        Done ///< they have
    };
    struct Place {
        Phase phase = Phase::Making;
        QString table, copy, kept; ///< names: of the table itself, of its copy, of the table once it was replaced
        QString mark; ///< tells the triggers of this copy from all others, or begins as ByTool
        QString definition; ///< of the table when it was begun
        BatchPlace rows;

        /// Somebody else's program makes and fills it: until it is Copying, nothing of it can be gone on with.
        bool isByTool() const { return mark.startsWith(QLatin1StringView(ByTool)); }
    };
    static constexpr char ByTool[] = "tool_";

    /// `place` is the ledger's, for a session that a script may have led elsewhere; without it the session is asked.
    CopyTable(Connection &connection, const Engine &engine, std::optional<QString> place = {});

    /// Makes the table when it is not there.
    Result<> ensure() { return m_table.ensure(); }
    /// Empty: not begun.
    Result<std::optional<Place>> place(const QString &migration, Ledger::Direction direction, int position);
    Result<> put(const QString &migration, Ledger::Direction direction, int position, const Place &place);
    Result<QList<int>> positions(const QString &migration, Ledger::Direction direction)
    {
        return m_table.positions(migration, direction);
    }
    Result<> remove(const QString &migration, Ledger::Direction direction, int position)
    {
        return m_table.remove(migration, direction, position);
    }

private:
    PositionTable m_table;
};

} // namespace relata
