#pragma once
#include "models/jobs/recipes/data_checks.h"

namespace relata {

/// What is asked of rows before statements of the way up that would delete them without a word, because they find no
/// place in the parts that their table gets. Of a program nobody knows. Pure.
QList<DataCheck> displacedRows(
    const MigrationFile &migration, const Schema &before, const Engine &engine, const ServerInfo &server);

} // namespace relata
