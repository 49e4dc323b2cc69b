#pragma once
#include "app/cli/migrate_session.h"
#include "models/jobs/recipes/migration_guard.h"

#include <QJsonObject>

namespace relata {

/// A line about a run that goes on, for people; the same for programs.
QString describe(const RunningMigration &running);
QJsonObject jsonOf(const RunningMigration &running);

} // namespace relata
