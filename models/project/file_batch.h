#pragma once
#include "models/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace relata {

/// A file of a project as it shall be, by its path below the project's folder.
struct FileChange {
    QString path;
    QByteArray content;
    bool isRemoved = false;
};

/// Writes and removes all of them or none. What a crash interrupts is finished by finishFiles: the list is written down
/// before the first of them is touched.
Result<> commitFiles(const QString &folder, const QList<FileChange> &changes);
/// Finishes what a crash has interrupted; nothing happens when there is none. Errors name the file.
Result<> finishFiles(const QString &folder);

} // namespace relata
