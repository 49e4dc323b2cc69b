#pragma once
#include "models/base/result.h"
#include "models/schema/schema.h"

namespace relata {

/// Reads schema/… below the folder; empty when there is none.
Result<Schema> readDesign(const QString &folder);
/// Writes what differs between the two and removes files whose object is gone.
Result<> writeDesign(const QString &folder, const Schema &before, const Schema &now);
/// migrations/head.json; empty when there is none.
Result<Schema> readHead(const QString &folder);
Result<> writeHead(const QString &folder, const Schema &head);

} // namespace relata
