#include "models/timeline/gate_table.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/script_port.h"

#include <QUuid>

namespace relata {
using namespace Qt::StringLiterals;

Result<> GateTable::ensure()
{
    const LedgerWords w = m_engine.runner->ledgerWords();
    const auto done = m_table.run(
        u"CREATE TABLE IF NOT EXISTS @ (id %1 NOT NULL PRIMARY KEY, migration_id %1 NOT NULL, version %1, direction %1 "
        "NOT NULL, position %3 NOT NULL, number %3 NOT NULL, kind %1, text %2, state %1 NOT NULL, passed_by %1, note "
        "%2, waits_since %1, passed_at %1)%4"_s.arg(w.key, w.text, w.number, w.tableSuffix),
        {});
    return done ? Result<>() : failure(done.error());
}

Result<QList<GateTable::Entry>> GateTable::entries(const QString &condition, const QList<Value> &values)
{
    const Result<Rows> rows =
        m_table.ask(u"SELECT id, version, text, kind, state, passed_by, note FROM @ WHERE "_s + condition, values);
    if (!rows)
        return failure(rows.error());
    QList<Entry> result;
    for (int i = 0; i < int(rows->count); ++i)
        result += {rows->text(i, 0), rows->text(i, 1), rows->text(i, 2),
            rows->text(i, 3) == "run"_L1 ? RunGate::Kind::Command : RunGate::Kind::Manual,
            rows->text(i, 4) == "passed"_L1 ? State::Passed : State::Waiting, rows->text(i, 5), rows->text(i, 6)};
    return result;
}

Result<std::optional<GateTable::Entry>> GateTable::find(const Place &place, const RunGate &gate)
{
    const Result<QList<Entry>> all =
        entries(u"migration_id = ? AND direction = ? AND position = ? AND number = ? AND state <> 'over'"_s,
            {place.migration, directionWord(place.direction), qint64(place.position), qint64(place.number)});
    if (!all)
        return failure(all.error());
    for (const Entry &one : *all) {
        if (one.text == gate.text && one.kind == gate.kind)
            return std::optional(one);
    }
    return std::optional<Entry>();
}

Result<QString> GateTable::wait(const Place &place, const QString &version, const RunGate &gate)
{
    const QString id = QUuid::createUuid().toString(QUuid::Id128);
    const auto done =
        m_table.run(u"INSERT INTO @ (id, migration_id, version, direction, position, number, kind, text, state, "
                    "waits_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?)"_s,
            {id, place.migration, version.left(64), directionWord(place.direction), qint64(place.position),
                qint64(place.number), gate.kind == RunGate::Kind::Manual ? u"manual"_s : u"run"_s, gate.text,
                ledgerTime()});
    return done ? Result<QString>(id) : failure(done.error());
}

Result<std::optional<GateTable::Entry>> GateTable::entry(const QString &id)
{
    const Result<QList<Entry>> all = entries(u"id = ?"_s, {id});
    if (!all)
        return failure(all.error());
    return all->isEmpty() ? std::optional<Entry>() : std::optional(all->first());
}

Result<bool> GateTable::pass(const QString &id, const QString &by, const QString &note)
{
    const auto done =
        m_table.run(u"UPDATE @ SET state = 'passed', passed_by = ?, note = ?, passed_at = ? WHERE id = ? AND "
                    "state = 'waiting'"_s,
            {by.left(64), note, ledgerTime(), id});
    return done ? Result<bool>(*done > 0) : failure(done.error());
}

Result<QList<GateTable::Entry>> GateTable::waiting()
{
    Result<QList<Entry>> all = entries(u"state = 'waiting' AND kind = 'manual' ORDER BY waits_since DESC"_s, {});
    if (!all && isMissingTable(m_engine, all.error()))
        return QList<Entry>();
    return all;
}

Result<> GateTable::keep(const MigrationFile &migration, const QString &what, const QString &by, const QString &note)
{
    const QString now = ledgerTime();
    const auto done =
        m_table.run(u"INSERT INTO @ (id, migration_id, version, direction, position, number, kind, text, state, "
                    "passed_by, note, waits_since, passed_at) VALUES (?, ?, ?, 'up', 0, 0, 'allowed', ?, 'over', "
                    "?, ?, ?, ?)"_s,
            {QUuid::createUuid().toString(QUuid::Id128), migration.id, migration.version.left(64), what, by.left(64),
                note, now, now});
    return done ? Result<>() : failure(done.error());
}

Result<> GateTable::close(const QString &migration, Ledger::Direction direction)
{
    const auto done =
        m_table.run(u"UPDATE @ SET state = 'over' WHERE migration_id = ? AND direction = ? AND state <> 'over'"_s,
            {migration, directionWord(direction)});
    return done ? Result<>() : failure(done.error());
}

} // namespace relata
