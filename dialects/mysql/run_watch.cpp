#include "dialects/mysql/run_watch.h"

#include "dialects/mysql/space.h"
#include "dialects/mysql/waits.h"
#include "models/engine/fetch.h"
#include "models/engine/server_info.h"

#include <QDateTime>

#include <algorithm>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

QList<Value> numberOf(const QString &key) { return {key.toLongLong()}; }

/// A line for each row of number, user, host, state and statement.
void tell(const Result<Rows> &rows, const QString &how, QStringList &into)
{
    for (qsizetype i = 0; rows && i < rows->count; ++i)
        into += u"session %1 of %2@%3 (%4): %5"_s.arg(rows->text(i, 0), rows->text(i, 1), rows->text(i, 2),
            how + rows->text(i, 3), rows->text(i, 4).simplified().left(120));
}

/// What the client said of itself; the table is not in every version, nor always filled.
QString processOf(Connection &connection, qint64 session)
{
    const QList<Value> values{session};
    const auto rows = fetch(connection,
        u"SELECT attr_value FROM performance_schema.session_connect_attrs WHERE processlist_id = ? AND "
        "attr_name = '_pid'"_s,
        values);
    return rows && !rows->isEmpty() ? u"process "_s + rows->text(0, 0) : QString();
}

/// By the column's name, for versions differ in how many there are; NULL is empty.
QString cell(const Rows &rows, qsizetype row, const QString &name)
{
    for (int i = 0; i < int(rows.columns.size()); ++i) {
        if (rows.columns.at(i).name == name)
            return rows.isNull(row, i) ? QString() : rows.text(row, i);
    }
    return {};
}

/// "Slave_IO_Running: Yes, Slave_SQL_Running: No, Error 'Duplicate entry …'"
QString stoppedWords(const Rows &rows, qsizetype row, const QStringList &threads)
{
    QStringList words;
    for (const QString &one : threads)
        words += one + u": "_s + cell(rows, row, one);
    for (const QString &one : {u"Last_IO_Error"_s, u"Last_SQL_Error"_s}) {
        if (const QString error = cell(rows, row, one).simplified(); !error.isEmpty())
            words += error;
    }
    return words.join(u", "_s);
}

} // namespace

Result<bool> MysqlRunWatch::holdsLock(Connection &lock) const
{
    const auto rows =
        fetch(lock, u"SELECT IS_USED_LOCK("_s + QLatin1StringView(MigrationLockName) + u") = CONNECTION_ID()"_s);
    return rows ? Result<bool>(!rows->isEmpty() && rows->truth(0, 0)) : failure(rows.error());
}

Result<std::optional<LockHolder>> MysqlRunWatch::lockHolder(Connection &lock) const
{
    const auto used = fetch(lock, u"SELECT IS_USED_LOCK("_s + QLatin1StringView(MigrationLockName) + u')');
    if (!used)
        return failure(used.error());
    if (used->isEmpty() || used->isNull(0, 0))
        return std::optional<LockHolder>();
    LockHolder holder;
    holder.session = used->text(0, 0);
    holder.process = processOf(lock, used->number(0, 0));
    const QList<Value> session{used->number(0, 0)};
    const auto rows =
        fetch(lock, u"SELECT user, host, time FROM information_schema.processlist WHERE id = ?"_s, session);
    if (rows && !rows->isEmpty()) {
        holder.user = rows->text(0, 0);
        holder.host = rows->text(0, 1);
    }
    return std::optional(holder);
}

Result<QString> MysqlRunWatch::sessionKey(Connection &connection) const
{
    const auto rows = fetch(connection, u"SELECT CONNECTION_ID()"_s);
    return rows ? Result<QString>(rows->text(0, 0)) : failure(rows.error());
}

Result<bool> MysqlRunWatch::isSessionThere(Connection &connection, const QString &key) const
{
    const auto rows = fetch(connection, u"SELECT 1 FROM information_schema.processlist WHERE id = ?"_s, numberOf(key));
    return rows ? Result<bool>(!rows->isEmpty()) : failure(rows.error());
}

Result<> MysqlRunWatch::endSession(Connection &connection, const QString &key) const
{
    const auto done = perform(connection, u"KILL "_s + QString::number(key.toLongLong()));
    return done ? Result<>() : failure(done.error());
}

Result<QStringList> MysqlRunWatch::blockers(Connection &connection, const QString &key) const
{
    QStringList result;
    tell(
        fetch(connection,
            u"SELECT p.id, p.user, p.host, p.command, COALESCE(p.info, '') FROM information_schema.innodb_lock_waits w "
            "JOIN information_schema.innodb_trx r ON r.trx_id = w.requesting_trx_id "
            "JOIN information_schema.innodb_trx b ON b.trx_id = w.blocking_trx_id "
            "JOIN information_schema.processlist p ON p.id = b.trx_mysql_thread_id "
            "WHERE r.trx_mysql_thread_id = ?"_s,
            numberOf(key)),
        {}, result);
    if (!result.isEmpty())
        return result;
    const auto waits = fetch(connection,
        u"SELECT 1 FROM information_schema.processlist WHERE id = ? AND state LIKE 'Waiting for%lock'"_s,
        numberOf(key));
    if (!waits || waits->isEmpty())
        return result;
    tell(fetch(connection,
             u"SELECT p.id, p.user, p.host, p.command, COALESCE(p.info, '') FROM information_schema.innodb_trx t "
             "JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id WHERE p.id <> ? "
             "ORDER BY t.trx_started"_s,
             numberOf(key)),
        u"in a transaction, "_s, result);
    return result;
}

Result<std::optional<qint64>> MysqlRunWatch::deadlocks(Connection &connection) const
{
    const ServerInfo &server = connection.server();
    if (server.engine == "mysql" && server.version < 50700)
        return std::optional<qint64>(); // where the counter was seen to stand still
    const auto rows =
        fetch(connection, u"SELECT count FROM information_schema.innodb_metrics WHERE name = 'lock_deadlocks'"_s);
    if (!rows && rows.error().code == Error::Code::Sql)
        return std::optional<qint64>(); // only who has PROCESS may ask
    if (!rows)
        return failure(rows.error());
    return rows->isEmpty() ? std::optional<qint64>() : std::optional(rows->number(0, 0));
}

/// Replicas are not told of: the server that they copy does not know how far they are behind; see replicaLag().
Result<ServerStrain> MysqlRunWatch::strain(Connection &connection) const
{
    const auto rows = fetch(connection, u"SHOW GLOBAL STATUS LIKE 'Threads_running'"_s);
    if (!rows)
        return failure(rows.error());
    ServerStrain strain;
    if (!rows->isEmpty())
        strain.running = std::max(0, rows->text(0, 1).toInt() - 1);
    return strain;
}

Result<ReplicaLag> MysqlRunWatch::replicaLag(Connection &replica) const
{
    const ServerInfo &server = replica.server();
    const bool isRenamed = server.engine != "mariadb" && server.version >= 80022;
    const Result<Rows> rows = fetch(replica,
        server.engine == "mariadb" ? u"SHOW ALL SLAVES STATUS"_s
            : isRenamed            ? u"SHOW REPLICA STATUS"_s
                                   : u"SHOW SLAVE STATUS"_s);
    if (!rows)
        return failure(rows.error());
    ReplicaLag lag;
    if (rows->isEmpty())
        return ReplicaLag{{}, {}, ReplicaLag::State::Stopped, u"it copies no server"_s};
    const QStringList names = isRenamed
        ? QStringList{u"Seconds_Behind_Source"_s, u"Replica_IO_Running"_s, u"Replica_SQL_Running"_s}
        : QStringList{u"Seconds_Behind_Master"_s, u"Slave_IO_Running"_s, u"Slave_SQL_Running"_s};
    for (qsizetype row = 0; row < rows->count; ++row) {
        if (cell(*rows, row, names.first()).isEmpty()) {
            lag.state = ReplicaLag::State::Stopped;
            lag.words = stoppedWords(*rows, row, names.mid(1));
        }
        const std::chrono::seconds behind(cell(*rows, row, names.first()).toLongLong());
        lag.lag = std::max<std::chrono::milliseconds>(lag.lag, behind);
    }
    return lag;
}

Result<StatementProgress> MysqlRunWatch::progress(Connection &connection, const QString &key) const
{
    const ServerInfo &server = connection.server();
    const bool isMaria = server.engine == "mariadb";
    const auto rows = fetch(connection,
        isMaria ? u"SELECT state, progress * 100, CASE WHEN max_stage > 0 THEN 10000 ELSE 0 END, stage, max_stage FROM "
                  "information_schema.processlist WHERE id = ? AND command = 'Query'"_s
                : u"SELECT state, 0, 0, 0, 0 FROM information_schema.processlist WHERE id = ? AND command = 'Query'"_s,
        numberOf(key));
    if (!rows)
        return failure(rows.error());
    StatementProgress progress;
    if (rows->isEmpty() || rows->text(0, 0).startsWith("Waiting for"_L1))
        return progress;
    progress = {rows->text(0, 0), qint64(rows->text(0, 1).toDouble()), rows->number(0, 2)};
    if (rows->number(0, 4) > 1)
        progress.phase += u" (stage %1 of %2)"_s.arg(rows->text(0, 3), rows->text(0, 4));
    return progress;
}

const SpacePort *MysqlRunWatch::space() const
{
    static const MysqlSpace space;
    return &space;
}

const WaitsPort *MysqlRunWatch::waits() const
{
    static const MysqlWaits waits;
    return &waits;
}

/// When clocks go back, an hour of the session's time comes twice.
bool MysqlRunWatch::tellsExactly(const ResultColumn &column) const { return column.typeName != "timestamp"_L1; }

bool MysqlRunWatch::setsTimeouts(QStringView statement) const
{
    return statement.contains("lock_wait_timeout"_L1, Qt::CaseInsensitive)
        || statement.contains("max_statement_time"_L1, Qt::CaseInsensitive);
}

Result<bool> MysqlRunWatch::keepsTransactions(Connection &connection) const
{
    const auto rows = fetch(connection,
        u"SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND "
        "table_type = 'BASE TABLE' AND table_name NOT LIKE '\\_relata\\_%' AND COALESCE(engine, '') <> 'InnoDB' "
        "LIMIT 1"_s);
    return rows ? Result<bool>(rows->isEmpty()) : failure(rows.error());
}

} // namespace relata::mysql
