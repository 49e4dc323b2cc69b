#include "models/timeline/position_table.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Result<> only(const Result<ResultSummary> &done) { return done ? Result<>() : failure(done.error()); }

} // namespace

QString PositionTable::names() const
{
    QStringList result;
    for (const Column &column : m_columns)
        result += QString::fromLatin1(column.name);
    return result.join(u", "_s);
}

/// The condition for a statement, whose first parameter has this number.
QString PositionTable::where(int first, bool withPosition) const
{
    const auto p = [&](int n) { return m_engine.runner->parameter(first + n); };
    return u" WHERE migration_id = "_s + p(0) + u" AND direction = "_s + p(1)
        + (withPosition ? u" AND position = "_s + p(2) : QString());
}

Result<> PositionTable::ensure()
{
    const LedgerWords w = m_engine.runner->ledgerWords();
    const Result<QString> name = m_table.name();
    if (!name)
        return failure(name.error());
    QString columns;
    for (const Column &column : m_columns)
        columns += QString::fromLatin1(column.name) + u' ' + w.*(column.type) + u", "_s;
    return only(perform(m_connection,
        u"CREATE TABLE IF NOT EXISTS "_s + *name
            + u" (migration_id %1 NOT NULL, direction %1 NOT NULL, position %2 NOT NULL, "_s.arg(w.key, w.number)
            + columns
            + u"updated_at %1, PRIMARY KEY (migration_id, direction, position))%2"_s.arg(w.key, w.tableSuffix)));
}

Result<Rows> PositionTable::row(const QString &migration, Ledger::Direction direction, int position)
{
    const Result<QString> name = m_table.name();
    if (!name)
        return failure(name.error());
    const QList<Value> values{migration, directionWord(direction), qint64(position)};
    return fetch(m_connection, u"SELECT "_s + names() + u" FROM "_s + *name + where(1, true), values);
}

Result<QList<int>> PositionTable::positions(const QString &migration, Ledger::Direction direction)
{
    const Result<QString> name = m_table.name();
    if (!name)
        return failure(name.error());
    const QList<Value> values{migration, directionWord(direction)};
    const Result<Rows> rows =
        fetch(m_connection, u"SELECT position FROM "_s + *name + where(1, false) + u" ORDER BY position"_s, values);
    if (!rows)
        return failure(rows.error());
    QList<int> result;
    for (qsizetype i = 0; i < rows->count; ++i)
        result += int(rows->number(i, 0));
    return result;
}

Result<> PositionTable::put(
    const QString &migration, Ledger::Direction direction, int position, const QList<Value> &values)
{
    const Result<QString> name = m_table.name();
    if (!name)
        return failure(name.error());
    const auto p = [&](qsizetype n) { return m_engine.runner->parameter(int(n)); };
    const qsizetype count = m_columns.size();
    QStringList changes, added;
    for (qsizetype i = 0; i < count; ++i)
        changes += QString::fromLatin1(m_columns.at(i).name) + u" = "_s + p(i + 1);
    for (qsizetype i = 1; i <= count + 4; ++i)
        added += p(i);
    const QList<Value> behind{ledgerTime(), migration, directionWord(direction), qint64(position)};
    const QList<Value> all = values + behind;
    const auto updated = perform(m_connection,
        u"UPDATE "_s + *name + u" SET "_s + changes.join(u", "_s) + u", updated_at = "_s + p(count + 1)
            + where(int(count) + 2, true),
        all);
    if (!updated || updated->rows > 0)
        return only(updated);
    // MySQL and MariaDB count only rows that have become others.
    const Result<Rows> there = row(migration, direction, position);
    if (!there || !there->isEmpty())
        return there ? Result<>() : failure(there.error());
    return only(perform(m_connection,
        u"INSERT INTO "_s + *name + u" ("_s + names() + u", updated_at, migration_id, direction, position) VALUES ("_s
            + added.join(u", "_s) + u')',
        all));
}

Result<> PositionTable::remove(const QString &migration, Ledger::Direction direction, int position)
{
    const Result<QString> name = m_table.name();
    if (!name)
        return failure(name.error());
    const QList<Value> values{migration, directionWord(direction), qint64(position)};
    return only(perform(m_connection, u"DELETE FROM "_s + *name + where(1, true), values));
}

Result<> PositionTable::clear(const QString &migration, Ledger::Direction direction)
{
    const Result<QString> name = m_table.name();
    if (!name)
        return failure(name.error());
    const QList<Value> values{migration, directionWord(direction)};
    return only(perform(m_connection, u"DELETE FROM "_s + *name + where(1, false), values));
}

} // namespace relata
