#include "models/base/scratch_folder.h"

#include <QDateTime>
#include <QDir>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

const QString Prefix = u"relata_scratch_"_s;

QString lockOf(const QString &folder) { return folder + u"/.lock"_s; }

/// Opens and locks it, as long as the program lives; -1: it is not there, or somebody else's.
int lock(const QString &path, int flags)
{
    const int file = ::open(path.toLocal8Bit().constData(), O_RDWR | O_CLOEXEC | flags, 0600);
    if (file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) == 0)
        return file;
    if (file >= 0)
        ::close(file);
    return -1;
}

/// Whose lock nobody holds. One without a lock may be between being made and being locked, for a moment.
void removeLeftovers()
{
    constexpr qint64 Moment = 600; // seconds
    const QDir temporary = QDir::temp();
    const QFileInfoList left = temporary.entryInfoList({Prefix + u'*'}, QDir::Dirs | QDir::NoSymLinks);
    for (const QFileInfo &one : left) {
        if (one.ownerId() != ::geteuid())
            continue;
        const bool isLocked = QFileInfo::exists(lockOf(one.filePath()));
        const int file = isLocked ? lock(lockOf(one.filePath()), 0) : -1;
        const bool isOld = one.lastModified().secsTo(QDateTime::currentDateTime()) > Moment;
        if (file >= 0 || (!isLocked && isOld))
            QDir(one.filePath()).removeRecursively();
        if (file >= 0)
            ::close(file);
    }
}

} // namespace

struct ScratchFolder::Held {
    Held()
        : folder(QDir::temp().filePath(Prefix + u"XXXXXX"_s))
        , file(folder.isValid() ? lock(lockOf(folder.path()), O_CREAT) : -1)
    { }
    ~Held()
    {
        folder.remove();
        if (file >= 0)
            ::close(file);
    }
    Q_DISABLE_COPY_MOVE(Held)

    QTemporaryDir folder;
    int file;
};

Result<ScratchFolder> ScratchFolder::make()
{
    removeLeftovers();
    ScratchFolder result;
    result.m_held = std::make_shared<Held>();
    if (result.m_held->file >= 0)
        return result;
    return failure({.code = Error::Code::File,
        .message = {"File", QT_TRANSLATE_NOOP("File", "No folder can be made in %1: %2"),
            {QDir::tempPath(), result.m_held->folder.errorString()}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

QString ScratchFolder::path() const { return m_held->folder.path(); }

} // namespace relata
