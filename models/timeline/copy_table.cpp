#include "models/timeline/copy_table.h"

#include "models/engine/ports.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView Words[] = {"making"_L1, "copying"_L1, "swapping"_L1, "done"_L1};

/// What nobody wrote is the least that can have happened.
CopyTable::Phase phaseOf(const QString &word)
{
    const auto found = std::find(std::begin(Words), std::end(Words), word);
    return found == std::end(Words) ? CopyTable::Phase::Making : CopyTable::Phase(found - std::begin(Words));
}

} // namespace

CopyTable::CopyTable(Connection &connection, const Engine &engine, std::optional<QString> place)
    : m_table(connection, engine, u"_relata_copies"_s,
        {{"phase", &LedgerWords::key}, {"table_name", &LedgerWords::key}, {"copy_name", &LedgerWords::key},
            {"kept_name", &LedgerWords::key}, {"mark", &LedgerWords::key}, {"definition", &LedgerWords::text},
            {"last_key", &LedgerWords::text}, {"rows_done", &LedgerWords::number}},
        std::move(place))
{ }

Result<std::optional<CopyTable::Place>> CopyTable::place(
    const QString &migration, Ledger::Direction direction, int position)
{
    const Result<Rows> rows = m_table.row(migration, direction, position);
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<Place>();
    const auto text = [&](int column) { return rows->text(0, column); };
    return std::optional(
        Place{phaseOf(text(0)), text(1), text(2), text(3), text(4), text(5), {text(6), rows->number(0, 7)}});
}

Result<> CopyTable::put(const QString &migration, Ledger::Direction direction, int position, const Place &place)
{
    return m_table.put(migration, direction, position,
        {QString(Words[int(place.phase)]), place.table, place.copy, place.kept, place.mark, place.definition,
            place.rows.cursor, place.rows.rows});
}

} // namespace relata
