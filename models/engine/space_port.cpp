#include "models/engine/space_port.h"

#include <QFileInfo>
#include <QStorageInfo>

namespace relata {

std::optional<qint64> freeSpaceOf(const QString &folder)
{
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        return {};
    const QStorageInfo storage(folder);
    return storage.isValid() ? std::optional(storage.bytesAvailable()) : std::nullopt;
}

} // namespace relata
