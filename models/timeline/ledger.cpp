#include "models/timeline/ledger.h"

#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/script_port.h"
#include "models/sql/normal_text.h"
#include "models/sql/sql_writer.h"
#include "models/timeline/run_table.h"

#include <QCryptographicHash>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr auto MigrationColumns =
    "id, version, title, checksum, body, direction, state, statements, started_at, finished_at, applied_by, error";

QString now() { return QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-ddTHH:mm:ss.zzzZ"_s); }

} // namespace

QString directionWord(Ledger::Direction direction) { return direction == Ledger::Direction::Up ? u"up"_s : u"down"_s; }

QString ledgerTime() { return QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-ddTHH:mm:ssZ"_s); }

Result<> Ledger::locate()
{
    const QString query = m_engine.runner->ledgerSchema();
    if (m_place)
        return {};
    QString schema;
    if (!query.isEmpty()) {
        Result<Rows> rows = fetch(m_connection, query);
        if (!rows)
            return failure(rows.error());
        schema = rows->isEmpty() ? QString() : rows->text(0, 0);
    }
    SqlWriter place(*m_engine.flavour);
    if (!schema.isEmpty())
        place << Identifier{schema} << ".";
    m_place = place.sql();
    return {};
}

Result<Rows> Ledger::ask(QString sql, const QList<Value> &values)
{
    if (Result<> located = locate(); !located)
        return failure(located.error());
    sql.replace(u"@_relata_"_s, QString(*m_place + u"_relata_"_s));
    return fetch(m_connection, sql, {values.constData(), size_t(values.size())});
}

Result<> Ledger::run(const QString &sql, const QList<Value> &values)
{
    Result<Rows> done = ask(sql, values);
    return done ? Result<>() : Result<>(failure(done.error()));
}

Result<> Ledger::runAsOne(const QList<Command> &commands)
{
    const bool isOwn = m_connection.transaction() == TransactionState::None;
    Result<> done = isOwn ? run(u"BEGIN"_s, {}) : Result<>();
    for (const Command &command : commands) {
        if (done)
            done = run(command.sql, command.values);
    }
    if (isOwn && done)
        return run(u"COMMIT"_s, {});
    if (isOwn && m_connection.isAlive() && m_connection.transaction() != TransactionState::None)
        (void)run(u"ROLLBACK"_s, {});
    return done;
}

QString Ledger::parameters(int from, int to) const
{
    QStringList result;
    for (int i = from; i <= to; ++i)
        result += m_engine.runner->parameter(i);
    return result.join(u", "_s);
}

Result<> Ledger::ensure()
{
    const LedgerWords w = m_engine.runner->ledgerWords();
    const QString migrations =
        u"CREATE TABLE IF NOT EXISTS @_relata_migrations (id %1 NOT NULL PRIMARY KEY, version %1 NOT NULL, "
        "title %2, checksum %1, body %2, direction %1, state %1 NOT NULL, statements %3, started_at %1, "
        "finished_at %1, applied_by %1, error %2)%4"_s.arg(w.key, w.text, w.number, w.tableSuffix);
    const QString statements =
        u"CREATE TABLE IF NOT EXISTS @_relata_statements (migration_id %1 NOT NULL, direction %1 NOT NULL, "
        "position %3 NOT NULL, sql_text %2, state %1 NOT NULL, started_at %1, finished_at %1, "
        "PRIMARY KEY (migration_id, direction, position))%4"_s.arg(w.key, w.text, w.number, w.tableSuffix);
    if (Result<> done = run(migrations, {}); !done)
        return done;
    return run(statements, {});
}

Result<QList<Ledger::Entry>> Ledger::entries() { return read({}); }

Result<std::optional<Ledger::Entry>> Ledger::entry(const MigrationFile &migration)
{
    const Result<QList<Entry>> found = read(migration.id);
    if (!found)
        return failure(found.error());
    return found->isEmpty() ? std::optional<Entry>() : found->first();
}

Result<QList<Ledger::Entry>> Ledger::read(const QString &id)
{
    const QString which = id.isEmpty() ? QString() : QString(u" WHERE id = "_s + parameters(1, 1));
    const QList<Value> values = id.isEmpty() ? QList<Value>() : QList<Value>{id};
    Result<Rows> rows = ask(u"SELECT "_s + QLatin1StringView(MigrationColumns) + u" FROM @_relata_migrations"_s + which
            + u" ORDER BY version"_s,
        values);
    if (!rows) {
        if (isMissingTable(m_engine, rows.error()))
            return QList<Entry>(); // no ledger: nothing was ever applied here
        return failure(rows.error());
    }
    QList<Entry> result;
    for (qsizetype i = 0; i < rows->count; ++i) {
        Entry entry;
        QString *texts[] = {&entry.id, &entry.version, &entry.title, &entry.checksum, &entry.body};
        for (int c = 0; c < 5; ++c)
            *texts[c] = rows->text(i, c);
        entry.direction = rows->text(i, 5) == "down"_L1 ? Direction::Down : Direction::Up;
        entry.state = rows->text(i, 6);
        entry.statements = int(rows->number(i, 7));
        entry.startedAt = QDateTime::fromString(rows->text(i, 8), Qt::ISODateWithMs);
        entry.finishedAt = QDateTime::fromString(rows->text(i, 9), Qt::ISODateWithMs);
        entry.by = rows->text(i, 10);
        entry.error = rows->text(i, 11);
        result += entry;
    }
    const Result<> known = result.isEmpty() ? Result<>() : readStatements(result, id);
    return known ? Result<QList<Entry>>(result) : failure(known.error());
}

/// Those that are done, counted from the first without a gap, and whether one was begun whose end nobody has written.
Result<> Ledger::readStatements(QList<Entry> &entries, const QString &id)
{
    const QString which = id.isEmpty() ? QString() : QString(u" WHERE migration_id = "_s + parameters(1, 1));
    const Result<Rows> rows = ask(u"SELECT migration_id, direction, position, state FROM @_relata_statements"_s + which
            + u" ORDER BY migration_id, direction, position"_s,
        id.isEmpty() ? QList<Value>() : QList<Value>{id});
    if (!rows)
        return failure(rows.error());
    QHash<QString, Entry *> known;
    for (Entry &entry : entries)
        known.insert(entry.id, &entry);
    for (qsizetype i = 0; i < rows->count; ++i) {
        Entry *entry = known.value(rows->text(i, 0));
        if (!entry || rows->text(i, 1) != directionWord(entry->direction))
            continue;
        const QString state = rows->text(i, 3);
        if (state == "done"_L1 && rows->number(i, 2) == entry->done)
            ++entry->done;
        else if (state == "started"_L1 && entry->state != "applied"_L1)
            entry->isUnknown = true;
    }
    return {};
}

Result<QList<Ledger::Said>> Ledger::said(const MigrationFile &migration, Direction direction)
{
    const Result<Rows> rows = ask(u"SELECT position, sql_text, state FROM @_relata_statements WHERE migration_id = "_s
            + parameters(1, 1) + u" AND direction = "_s + parameters(2, 2) + u" ORDER BY position"_s,
        {migration.id, directionWord(direction)});
    if (!rows)
        return failure(rows.error());
    QList<Said> result;
    for (qsizetype i = 0; i < rows->count; ++i)
        result += {int(rows->number(i, 0)), rows->text(i, 1), rows->text(i, 2) == "done"_L1};
    return result;
}

Result<> Ledger::begin(const MigrationFile &migration, Direction direction, int statements, const QString &checksum)
{
    const QString p1 = parameters(1, 1), p2 = parameters(2, 2);
    return runAsOne({{u"DELETE FROM @_relata_statements WHERE migration_id = "_s + p1 + u" AND direction = "_s + p2,
                         {migration.id, directionWord(direction)}},
        {u"DELETE FROM @_relata_migrations WHERE id = "_s + p1, {migration.id}},
        {u"INSERT INTO @_relata_migrations ("_s + QLatin1StringView(MigrationColumns) + u") VALUES ("_s
                + parameters(1, 12) + u')',
            {migration.id, migration.version, migration.title, checksum, QString::fromUtf8(writeMigration(migration)),
                directionWord(direction), u"running"_s, qint64(statements), now(), QString(), runnerName(),
                QString()}}});
}

Ledger::Command Ledger::dropping(const MigrationFile &migration, Direction direction, int position) const
{
    return {u"DELETE FROM @_relata_statements WHERE migration_id = "_s + parameters(1, 1) + u" AND direction = "_s
            + parameters(2, 2) + u" AND position = "_s + parameters(3, 3),
        {migration.id, directionWord(direction), qint64(position)}};
}

Result<> Ledger::putStatement(
    const MigrationFile &migration, Direction direction, int position, const QString &sql, const char *state)
{
    return runAsOne({dropping(migration, direction, position),
        {u"INSERT INTO @_relata_statements (migration_id, direction, position, sql_text, state, started_at, "
         u"finished_at) "
         "VALUES ("_s
                + parameters(1, 7) + u')',
            {migration.id, directionWord(direction), qint64(position), sql, QString::fromLatin1(state), now(),
                qstrcmp(state, "done") == 0 ? now() : QString()}}});
}

Result<> Ledger::statementStarted(const MigrationFile &migration, Direction direction, int position, const QString &sql)
{
    return putStatement(migration, direction, position, sql, "started");
}

Result<> Ledger::statementDone(const MigrationFile &migration, Direction direction, int position, const QString &sql)
{
    return putStatement(migration, direction, position, sql, "done");
}

Result<> Ledger::failed(const MigrationFile &migration, Direction direction, const Error &error, bool isSettled)
{
    const Command told{u"UPDATE @_relata_migrations SET state = "_s + parameters(1, 1) + u", error = "_s
            + parameters(2, 2) + u", finished_at = "_s + parameters(3, 3) + u" WHERE id = "_s + parameters(4, 4),
        {u"failed"_s, error.text(), now(), migration.id}};
    if (!isSettled)
        return runAsOne({told});
    // What was begun has ended: the statement failed, and with it the transaction that earlier ones stood in.
    return runAsOne({{u"DELETE FROM @_relata_statements WHERE migration_id = "_s + parameters(1, 1)
                             + u" AND direction = "_s + parameters(2, 2) + u" AND state = 'started'"_s,
                         {migration.id, directionWord(direction)}},
        told});
}

Result<> Ledger::finish(const MigrationFile &migration, Direction direction)
{
    if (direction == Direction::Down)
        return remove(migration);
    return run(u"UPDATE @_relata_migrations SET state = "_s + parameters(1, 1) + u", error = "_s + parameters(2, 2)
            + u", finished_at = "_s + parameters(3, 3) + u" WHERE id = "_s + parameters(4, 4),
        {u"applied"_s, QString(), now(), migration.id});
}

Result<> Ledger::remove(const MigrationFile &migration)
{
    return runAsOne({{u"DELETE FROM @_relata_statements WHERE migration_id = "_s + parameters(1, 1), {migration.id}},
        {u"DELETE FROM @_relata_migrations WHERE id = "_s + parameters(1, 1), {migration.id}}});
}

Result<int> Ledger::doneCount(const MigrationFile &migration, Direction direction)
{
    Result<Rows> rows = ask(u"SELECT position FROM @_relata_statements WHERE migration_id = "_s + parameters(1, 1)
            + u" AND direction = "_s + parameters(2, 2) + u" AND state = 'done' ORDER BY position"_s,
        {migration.id, directionWord(direction)});
    if (!rows)
        return failure(rows.error());
    int count = 0;
    while (count < rows->count && rows->number(count, 0) == count)
        ++count;
    return count;
}

Result<bool> Ledger::hasUnknown(const MigrationFile &migration, Direction direction)
{
    Result<Rows> rows = ask(u"SELECT position FROM @_relata_statements WHERE migration_id = "_s + parameters(1, 1)
            + u" AND direction = "_s + parameters(2, 2) + u" AND state = 'started'"_s,
        {migration.id, directionWord(direction)});
    return rows ? Result<bool>(!rows->isEmpty()) : Result<bool>(failure(rows.error()));
}

QString migrationChecksum(const MigrationFile &migration, const Engine &engine)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (migration.isPython()) { // where white space counts
        hash.addData(migration.python.toUtf8());
        return QString::fromLatin1(hash.result().toHex());
    }
    hash.addData(tokenChecksum(migration.up, *engine.flavour));
    hash.addData(tokenChecksum(migration.down, *engine.flavour));
    return QString::fromLatin1(hash.result().toHex());
}

static MigrationState stateOf(
    const MigrationFile &migration, const Ledger::Entry *entry, bool laterApplied, const Engine &engine)
{
    if (!entry)
        return laterApplied ? MigrationState::OutOfOrder : MigrationState::Pending;
    if (entry->state != "applied"_L1)
        return entry->done > 0 || entry->isUnknown || entry->state != "failed"_L1 ? MigrationState::Partial
                                                                                  : MigrationState::Failed;
    return entry->checksum == migrationChecksum(migration, engine) ? MigrationState::Applied : MigrationState::Edited;
}

QList<MigrationStatus> statusOf(const Timeline &timeline, const QList<Ledger::Entry> &entries, const Engine &engine)
{
    QList<MigrationStatus> result;
    QSet<QString> known;
    qint64 lastApplied = 0;
    for (const Ledger::Entry &entry : entries)
        lastApplied = std::max(lastApplied, entry.version.toLongLong());
    for (const MigrationFile &migration : timeline.migrations) {
        const Ledger::Entry *found = nullptr;
        for (const Ledger::Entry &entry : entries) {
            if (entry.id == migration.id)
                found = &entry;
        }
        known += migration.id;
        MigrationStatus status;
        status.version = migration.version;
        status.title = migration.title;
        status.state = stateOf(migration, found, migration.version.toLongLong() < lastApplied, engine);
        if (found) {
            status.statements = found->statements;
            status.statementsDone = found->done;
            status.appliedAt = found->finishedAt;
            status.appliedBy = found->by;
            status.error = found->error;
            status.startedAt = found->startedAt;
        }
        result += status;
    }
    for (const Ledger::Entry &entry : entries) {
        if (!known.contains(entry.id))
            result += {entry.version, entry.title, MigrationState::Missing, entry.done, entry.statements,
                entry.finishedAt, entry.by, entry.error, entry.startedAt};
    }
    return result;
}

} // namespace relata
