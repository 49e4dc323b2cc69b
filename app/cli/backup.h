#pragma once
#include "models/jobs/recipes/backup.h"

class QTextStream;

namespace relata {

/// What people read of a backup.
void printBackup(const Backup &backup, QTextStream &out);

} // namespace relata
