#include "dialects/sqlite/run_watch.h"

#include "dialects/sqlite/connection.h"
#include "dialects/sqlite/waits.h"
#include "models/engine/fetch.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QSysInfo>
#include <QUuid>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

/// The database's file by one name, however it was spelled; a database in memory has none.
ConnectionProfile besideFile(const ConnectionProfile &target, const QString &suffix)
{
    ConnectionProfile profile;
    profile.engine = target.engine;
    const bool isInMemory = target.database == ":memory:"_L1 || target.parameters.value(u"vfs"_s) == "memdb"_L1;
    const QString file = isInMemory ? QString() : QFileInfo(target.database).canonicalFilePath();
    profile.database = file.isEmpty() ? u":memory:"_s : file + suffix;
    profile.parameters.insert(u"mode"_s, u"rwc"_s);
    profile.parameters.insert(u"busy_timeout"_s, u"200"_s); // for the moments in which its line is written
    return profile;
}

/// Runs statements; false: somebody else is in the way.
Result<bool> runAll(Connection &lock, const QStringList &statements)
{
    for (const QString &sql : statements) {
        const Result<ResultSummary> done = perform(lock, sql);
        if (done)
            continue;
        const bool isBusy = done.error().code == Error::Code::LockTimeout;
        if (lock.transaction() != TransactionState::None)
            (void)perform(lock, u"ROLLBACK"_s);
        if (isBusy)
            return false;
        return failure(done.error());
    }
    return true;
}

} // namespace

ConnectionProfile SqliteRunWatch::lockProfile(const ConnectionProfile &target) const
{
    return besideFile(target, u"-relata-lock"_s);
}

ConnectionProfile SqliteRunWatch::runsProfile(const ConnectionProfile &target) const
{
    ConnectionProfile profile = besideFile(target, u"-relata-run"_s);
    profile.parameters.insert(u"busy_timeout"_s, u"500"_s);
    return profile;
}

bool SqliteRunWatch::mayHaveRuns(const ConnectionProfile &target) const
{
    return QFileInfo::exists(lockProfile(target).database);
}

Result<bool> SqliteRunWatch::holdsLock(Connection &lock) const
{
    return lock.isAlive() && lock.transaction() == TransactionState::Open;
}

Result<std::optional<LockHolder>> SqliteRunWatch::lockHolder(Connection &lock) const
{
    if (lock.transaction() == TransactionState::None) {
        const Result<bool> isFree = runAll(lock, {u"BEGIN IMMEDIATE"_s, u"ROLLBACK"_s});
        if (!isFree)
            return failure(isFree.error());
        if (*isFree)
            return std::optional<LockHolder>();
    }
    LockHolder holder;
    const Result<Rows> rows = fetch(lock, u"SELECT user, host, process, since FROM holder"_s);
    if (rows && !rows->isEmpty())
        holder = {rows->text(0, 0), rows->text(0, 1), rows->text(0, 2), {}, rows->text(0, 3)};
    return std::optional(holder);
}

const WaitsPort *SqliteRunWatch::waits() const
{
    static const SqliteWaits waits;
    return &waits;
}

bool SqliteRunWatch::setsTimeouts(QStringView statement) const
{
    return statement.contains("busy_timeout"_L1, Qt::CaseInsensitive);
}

/// Says first who takes the lock, then takes it, then looks whether that is what stands there: readers see the line
/// while the lock is held, and of two who come at once at most one finds its own.
Result<bool> takeLock(Connection &lock)
{
    const QString token = QUuid::createUuid().toString(QUuid::Id128);
    Result<bool> said = runAll(lock,
        {u"BEGIN IMMEDIATE"_s, u"CREATE TABLE IF NOT EXISTS holder (token, user, host, process, since)"_s,
            u"DELETE FROM holder"_s});
    if (!said || !*said)
        return said;
    const QList<Value> values{token, qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME")),
        QSysInfo::machineHostName(), QString(u"process "_s + QString::number(QCoreApplication::applicationPid())),
        QDateTime::currentDateTimeUtc().toString(Qt::ISODate)};
    if (const Result<ResultSummary> put = perform(lock, u"INSERT INTO holder VALUES (?1, ?2, ?3, ?4, ?5)"_s, values);
        !put) {
        (void)perform(lock, u"ROLLBACK"_s);
        return failure(put.error());
    }
    Result<bool> held = runAll(lock, {u"COMMIT"_s, u"BEGIN IMMEDIATE"_s});
    if (!held || !*held)
        return held;
    const Result<Rows> rows = fetch(lock, u"SELECT token FROM holder"_s);
    const bool isOurs = rows && rows->count == 1 && rows->text(0, 0) == token;
    if (!isOurs)
        (void)perform(lock, u"ROLLBACK"_s);
    return rows ? Result<bool>(isOurs) : failure(rows.error());
}

Result<> releaseLock(Connection &lock)
{
    if (lock.transaction() == TransactionState::None)
        return {};
    const Result<ResultSummary> done = perform(lock, u"ROLLBACK"_s);
    return done ? Result<>() : failure(done.error());
}

} // namespace relata::sqlite
