#include "tests/app/small_disk.h"

#include "models/engine/space_port.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <sys/mount.h>
#include <sys/resource.h>

#include <csignal>

namespace relata::tests {

namespace {

void limitFiles(rlim_t bytes)
{
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = std::min(bytes, limit.rlim_max);
    setrlimit(RLIMIT_FSIZE, &limit);
}

} // namespace

SmallDisk::SmallDisk(const QString &folder)
    : m_folder(folder)
{
    QDir().mkpath(folder);
    m_mounted = mount("relata-test", QFile::encodeName(folder).constData(), "tmpfs", 0, "size=16m") == 0;
    std::signal(SIGXFSZ, SIG_IGN); // the limit is told by write()
}

SmallDisk::~SmallDisk()
{
    if (m_mounted)
        umount2(QFile::encodeName(m_folder).constData(), MNT_DETACH);
    else
        limitFiles(RLIM_INFINITY);
}

void SmallDisk::fill() const
{
    if (!m_mounted)
        return limitFiles(0);
    QFile ballast(m_folder + QStringLiteral("/ballast"));
    if (!ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return;
    for (const qsizetype size : {1 << 20, 4096, 1})
        while (ballast.write(QByteArray(size, 'b')) == size) { }
}

void SmallDisk::free() const
{
    if (m_mounted)
        QFile::remove(m_folder + QStringLiteral("/ballast"));
    else
        limitFiles(RLIM_INFINITY);
}

QString SmallDisk::words() const
{
    return m_mounted ? QStringLiteral("No space left on device") : QStringLiteral("File too large");
}

bool growWithHoles(const QString &database)
{
    QFile file(database);
    if (!file.open(QIODevice::ReadWrite))
        return false;
    const QByteArray header = file.read(100); // by the file's format the page's size is at byte 16, 1 for 65536
    const quint16 said = qFromBigEndian<quint16>(header.constData() + 16);
    const qint64 page = said == 1 ? 65536 : said;
    // Twice what is free: others use the disk meanwhile, and what they give back must not make room.
    const quint32 pages = quint32(freeSpaceOf(QFileInfo(database).path()).value_or(0) * 2 / page + 1000);
    const quint32 inHeader = qToBigEndian(pages); // at byte 28
    return file.resize(qint64(pages) * page) && file.seek(28)
        && file.write(reinterpret_cast<const char *>(&inHeader), 4) == 4;
}

} // namespace relata::tests
