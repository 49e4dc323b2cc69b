#pragma once
#include "models/base/result.h"
#include "models/project/file_batch.h"
#include "models/schema/schema.h"

namespace relata {

/// Reads schema/… below the folder; empty when there is none.
Result<Schema> readDesign(const QString &folder);
/// The files that differ between the two, or are not there, and those whose object is gone.
QList<FileChange> designChanges(const QString &folder, const Schema &before, const Schema &now);
/// Writes those.
Result<> writeDesign(const QString &folder, const Schema &before, const Schema &now);
/// migrations/head.json; empty when there is none.
Result<Schema> readHead(const QString &folder);
FileChange headChange(const Schema &head);
Result<> writeHead(const QString &folder, const Schema &head);

} // namespace relata
