#include "models/timeline/backfill_table.h"

#include "models/engine/ports.h"

namespace relata {
using namespace Qt::StringLiterals;

BackfillTable::BackfillTable(Connection &connection, const Engine &engine, std::optional<QString> place)
    : m_table(connection, engine, u"_relata_backfills"_s,
        {{"last_key", &LedgerWords::text}, {"rows_done", &LedgerWords::number}}, std::move(place))
{ }

Result<std::optional<BatchPlace>> BackfillTable::place(
    const QString &migration, Ledger::Direction direction, int position)
{
    const Result<Rows> rows = m_table.row(migration, direction, position);
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() ? std::optional<BatchPlace>()
                           : std::optional(BatchPlace{rows->text(0, 0), rows->number(0, 1)});
}

Result<> BackfillTable::put(
    const QString &migration, Ledger::Direction direction, int position, const BatchPlace &place)
{
    return m_table.put(migration, direction, position, {place.cursor, place.rows});
}

} // namespace relata
