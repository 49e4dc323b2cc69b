#include "dialects/sqlite/waits.h"

#include "dialects/sqlite/connection.h"
#include "models/engine/fetch.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_LINUX
#include <sys/stat.h>
#include <sys/sysmacros.h>
#endif

#include <algorithm>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

/// The bytes that SQLite locks: of the file itself the pending, the reserved and the shared ones, of the log's index
/// the one of whoever writes.
constexpr qint64 PendingByte = 0x40000000, LastSharedByte = PendingByte + 2 + 509, LogWriteByte = 120;

/// Where /proc/locks would list the locks of a file: "fe:00:11290850"; empty: not on this system.
QByteArray lockPlace(const QString &file)
{
#ifdef Q_OS_LINUX
    struct stat info;
    if (stat(QFile::encodeName(file).constData(), &info) == 0)
        return QByteArray::number(major(info.st_dev), 16).rightJustified(2, '0') + ':'
            + QByteArray::number(minor(info.st_dev), 16).rightJustified(2, '0') + ':'
            + QByteArray::number(qulonglong(info.st_ino));
#endif
    Q_UNUSED(file)
    return {};
}

LiveSession processOf(qint64 number)
{
    LiveSession session;
    session.state = LiveSession::State::HoldsFile;
    session.number = QString::number(number);
    QFile name(u"/proc/%1/comm"_s.arg(number));
    if (name.open(QIODevice::ReadOnly))
        session.from = QString::fromUtf8(name.readAll()).trimmed();
    session.user = QFileInfo(u"/proc/%1"_s.arg(number)).owner();
    return session;
}

/// The processes that hold a lock on some byte of the file between the two; each once, without this one.
QList<qint64> holders(const QString &file, qint64 first, qint64 last)
{
    QList<qint64> result;
    const QByteArray place = lockPlace(file);
    QFile locks(u"/proc/locks"_s);
    if (place.isEmpty() || !locks.open(QIODevice::ReadOnly))
        return result;
    for (const QByteArray &line : locks.readAll().split('\n')) { // "1: POSIX ADVISORY WRITE 4711 fe:00:12 120 120"
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.size() < 8 || words.at(1) == "->" || words.at(5) != place)
            continue;
        const qint64 process = words.at(4).toLongLong(), begin = words.at(6).toLongLong();
        const qint64 end = words.at(7) == "EOF" ? std::numeric_limits<qint64>::max() : words.at(7).toLongLong();
        if (process > 0 && process != QCoreApplication::applicationPid() && begin <= last && end >= first
            && !result.contains(process))
            result += process;
    }
    return result;
}

/// Whether a transaction that writes could begin now.
Result<bool> isFree(Connection &connection)
{
    auto *session = dynamic_cast<SqliteConnection *>(&connection);
    if (!session || connection.transaction() != TransactionState::None)
        return true;
    const std::chrono::milliseconds patience = session->setLockTimeout(std::chrono::milliseconds(0));
    const Result<ResultSummary> begun = perform(connection, u"BEGIN IMMEDIATE"_s);
    const Result<ResultSummary> ended =
        begun ? perform(connection, u"ROLLBACK"_s) : Result<ResultSummary>(ResultSummary());
    session->setLockTimeout(patience);
    if (!begun && begun.error().code == Error::Code::LockTimeout)
        return false;
    if (!begun && begun.error().code != Error::Code::Sql)
        return failure(begun.error());
    return ended ? Result<bool>(true) : failure(ended.error());
}

} // namespace

Result<ServerCrowd> SqliteWaits::look(Connection &connection, const QList<Lock> &wanted) const
{
    ServerCrowd crowd;
    if (wanted.isEmpty())
        return crowd;
    const Result<Rows> files = fetch(connection, u"PRAGMA database_list"_s);
    if (!files)
        return failure(files.error());
    const QString file = files->isEmpty() ? QString() : files->text(0, 2);
    const Result<Rows> mode = fetch(connection, u"PRAGMA main.journal_mode"_s);
    if (!mode)
        return failure(mode.error());
    const Result<bool> free = isFree(connection);
    if (!free)
        return failure(free.error());
    const bool hasLog = !mode->isEmpty() && mode->text(0, 0) == "wal"_L1;
    const QList<qint64> processes =
        hasLog ? holders(file + u"-shm"_s, LogWriteByte, LogWriteByte) : holders(file, PendingByte, LastSharedByte);
    for (const qint64 process : processes)
        crowd.sessions += processOf(process);
    if (!*free && crowd.sessions.isEmpty())
        crowd.sessions += LiveSession{.state = LiveSession::State::HoldsFile,
            .number = {},
            .user = {},
            .from = {},
            .open = {},
            .statement = {},
            .ending = {},
            .holdings = {}};
    for (LiveSession &session : crowd.sessions) {
        for (int i = 0; i < int(wanted.size()); ++i)
            session.holdings += LiveSession::Holding{i, u"RESERVED"_s, true};
    }
    return crowd;
}

} // namespace relata::sqlite
