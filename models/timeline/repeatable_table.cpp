#include "models/timeline/repeatable_table.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/script_port.h"
#include "models/timeline/repeatable.h"
#include "models/timeline/run_table.h"

#include <QCryptographicHash>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

Result<> RepeatableTable::run(const QString &sql, const QList<Value> &values)
{
    const Result<qint64> done = m_table.run(sql, values);
    return done ? Result<>() : failure(done.error());
}

QString RepeatableTable::creation(const Engine &engine)
{
    const LedgerWords w = engine.runner->ledgerWords();
    return u"CREATE TABLE IF NOT EXISTS @ (id %1 NOT NULL PRIMARY KEY, name %1 NOT NULL, checksum %1, body %2, behind "
           "%1, stands %1, state %1 NOT NULL, is_whole %3, ran_at %1, ran_by %1, error %2)%4"_s.arg(
               w.key, w.text, w.number, w.tableSuffix);
}

Result<> RepeatableTable::ensure() { return run(creation(m_engine), {}); }

Result<QList<RepeatableTable::Entry>> RepeatableTable::entries()
{
    const Result<Rows> rows = m_table.ask(
        u"SELECT id, name, checksum, body, behind, stands, state, is_whole, ran_at, ran_by, error FROM @ ORDER BY name"_s,
        {});
    if (!rows && isMissingTable(m_engine, rows.error()))
        return QList<Entry>(); // no table: none ever ran here
    if (!rows)
        return failure(rows.error());
    QList<Entry> result;
    for (int i = 0; i < int(rows->count); ++i) {
        const QString state = rows->text(i, 6);
        result += Entry{.id = rows->text(i, 0),
            .name = rows->text(i, 1),
            .checksum = rows->text(i, 2),
            .body = rows->text(i, 3),
            .behind = rows->text(i, 4),
            .stands = rows->text(i, 5),
            .state = state == "current"_L1 ? State::Current
                : state == "failed"_L1     ? State::Failed
                                           : State::Running,
            .isWhole = rows->number(i, 7) != 0,
            .ranAt = QDateTime::fromString(rows->text(i, 8), Qt::ISODate),
            .by = rows->text(i, 9),
            .error = rows->text(i, 10)};
    }
    return result;
}

Result<> RepeatableTable::begin(const MigrationFile &repeatable, bool isWhole)
{
    const Result<QList<Entry>> known = entries();
    if (!known)
        return failure(known.error());
    const auto found =
        std::find_if(known->begin(), known->end(), [&](const Entry &one) { return one.id == repeatable.id; });
    if (found == known->end())
        return run(u"INSERT INTO @ (id, name, checksum, body, behind, stands, state, is_whole, ran_at, ran_by, error) "
                   "VALUES (?, ?, '', '', '', '', 'running', ?, '', '', '')"_s,
            {repeatable.id, repeatable.version, qint64(isWhole)});
    // What an earlier try has left is still there until this one is at its end.
    const bool leavesNothing = isWhole && (found->state == State::Current || found->isWhole);
    return run(u"UPDATE @ SET state = 'running', is_whole = ?, error = '' WHERE id = ?"_s,
        {qint64(leavesNothing), repeatable.id});
}

Result<> RepeatableTable::finish(const MigrationFile &repeatable, const QList<Ledger::Entry> &migrations)
{
    QString behind = u"0"_s;
    for (const Ledger::Entry &one : migrations) {
        if (one.version.toLongLong() > behind.toLongLong())
            behind = one.version;
    }
    return run(u"UPDATE @ SET name = ?, checksum = ?, body = ?, behind = ?, stands = ?, state = 'current', is_whole = "
               "1, ran_at = ?, ran_by = ?, error = '' WHERE id = ?"_s,
        {repeatable.version, migrationChecksum(repeatable, m_engine), QString::fromUtf8(writeMigration(repeatable)),
            behind, standsOn(migrations), ledgerTime(), runnerName(), repeatable.id});
}

Result<> RepeatableTable::failed(const MigrationFile &repeatable, const QString &error)
{
    return run(u"UPDATE @ SET state = 'failed', error = ? WHERE id = ?"_s, {error, repeatable.id});
}

QString standsOn(const QList<Ledger::Entry> &migrations)
{
    QStringList lines;
    for (const Ledger::Entry &one : migrations)
        lines += one.id + u' ' + one.version + u' ' + one.state + u' ' + one.finishedAt.toString(Qt::ISODateWithMs);
    lines.sort();
    const QByteArray text = lines.join(u'\n').toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

bool isStandOfScript(const QString &stands, const QList<Ledger::Entry> &migrations)
{
    QDateTime last;
    for (const Ledger::Entry &one : migrations) {
        if (!last.isValid() || one.finishedAt > last)
            last = one.finishedAt;
    }
    const QString counted = QLatin1StringView(StandOfScript) + QString::number(migrations.size()) + u' ';
    return stands.startsWith(counted) && QDateTime::fromString(stands.mid(counted.size()), Qt::ISODate) == last;
}

Result<QList<MigrationFile>> repeatablesAsRun(const QList<RepeatableTable::Entry> &entries)
{
    QList<MigrationFile> result;
    for (const RepeatableTable::Entry &entry : entries) {
        if (entry.state != RepeatableTable::State::Current && !entry.isWhole)
            return failure({.code = Error::Code::Conflict,
                .message = {"Drift",
                    QT_TRANSLATE_NOOP("Drift",
                        "Repeatable %1 stopped half-way: run it again, with relata migrate up, before looking for "
                        "drift."),
                    {entry.name}},
                .detail = {},
                .sqlState = {},
                .position = {}});
        if (entry.body.isEmpty())
            continue;
        Result<MigrationFile> file = parseRepeatable(entry.body.toUtf8(), entry.name + u".sql"_s);
        if (!file)
            return failure(file.error());
        file->id = entry.id;
        result += std::move(*file);
    }
    return inOrder(std::move(result));
}

} // namespace relata
