#include "models/timeline/backfill_table.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Result<> only(const Result<ResultSummary> &done) { return done ? Result<>() : failure(done.error()); }

} // namespace

Result<QString> BackfillTable::table()
{
    if (!m_place) {
        Ledger ledger(m_connection, m_engine);
        if (Result<> located = ledger.locate(); !located)
            return failure(located.error());
        m_place = ledger.place();
    }
    return QString(*m_place + u"_relata_backfills"_s);
}

Result<> BackfillTable::ensure()
{
    const LedgerWords w = m_engine.runner->ledgerWords();
    const Result<QString> name = table();
    if (!name)
        return failure(name.error());
    return only(perform(m_connection,
        u"CREATE TABLE IF NOT EXISTS "_s + *name
            + u" (migration_id %1 NOT NULL, direction %1 NOT NULL, position %3 NOT NULL, last_key %2, rows_done %3, "
              "updated_at %1, PRIMARY KEY (migration_id, direction, position))%4"_s.arg(
                  w.key, w.text, w.number, w.tableSuffix)));
}

Result<std::optional<BackfillTable::Place>> BackfillTable::place(
    const QString &migration, Ledger::Direction direction, int position)
{
    const Result<QString> name = table();
    if (!name)
        return failure(name.error());
    const auto p = [&](int n) { return m_engine.runner->parameter(n); };
    const QList<Value> values{migration, directionWord(direction), qint64(position)};
    const Result<Rows> rows = fetch(m_connection,
        u"SELECT last_key, rows_done FROM "_s + *name + u" WHERE migration_id = "_s + p(1) + u" AND direction = "_s
            + p(2) + u" AND position = "_s + p(3),
        values);
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<Place>();
    return std::optional(Place{rows->text(0, 0), rows->number(0, 1)});
}

Result<> BackfillTable::put(const QString &migration, Ledger::Direction direction, int position, const Place &place)
{
    const Result<QString> name = table();
    if (!name)
        return failure(name.error());
    const auto p = [&](int n) { return m_engine.runner->parameter(n); };
    const QList<Value> changed{
        place.cursor, place.rows, ledgerTime(), migration, directionWord(direction), qint64(position)};
    const auto updated = perform(m_connection,
        u"UPDATE "_s + *name + u" SET last_key = "_s + p(1) + u", rows_done = "_s + p(2) + u", updated_at = "_s + p(3)
            + u" WHERE migration_id = "_s + p(4) + u" AND direction = "_s + p(5) + u" AND position = "_s + p(6),
        changed);
    if (!updated || updated->rows > 0)
        return only(updated);
    const QList<Value> added{
        migration, directionWord(direction), qint64(position), place.cursor, place.rows, ledgerTime()};
    return only(perform(m_connection,
        u"INSERT INTO "_s + *name + u" (migration_id, direction, position, last_key, rows_done, updated_at) VALUES ("_s
            + QStringList{p(1), p(2), p(3), p(4), p(5), p(6)}.join(u", "_s) + u')',
        added));
}

Result<> BackfillTable::clear(const QString &migration, Ledger::Direction direction)
{
    const Result<QString> name = table();
    if (!name)
        return failure(name.error());
    const QList<Value> values{migration, directionWord(direction)};
    return only(perform(m_connection,
        u"DELETE FROM "_s + *name + u" WHERE migration_id = "_s + m_engine.runner->parameter(1) + u" AND direction = "_s
            + m_engine.runner->parameter(2),
        values));
}

} // namespace relata
