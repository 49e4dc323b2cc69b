#pragma once
#include "models/project/file_batch.h"
#include "models/timeline/evolution.h"

namespace relata {

/// The open changes in phases of a project, by id: evolutions/*.json. A file that cannot be read, or whose name is not
/// its id, is an error with its name.
Result<QList<Evolution>> readEvolutions(const QString &folder);
/// The file as it shall be; gone where the change is no longer open.
FileChange evolutionChange(const Evolution &evolution, bool isOpen = true);

} // namespace relata
