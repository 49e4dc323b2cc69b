#pragma once
#include "models/jobs/recipes/row_digest.h"

namespace relata {

struct ServerInfo;

/// Which of these tables a statement works on: the one that it locks most, among equals and where that is not known the
/// one of those it names that has most rows. Empty: none.
QString statementTable(const QString &sql, const RowCounts &tables, const Engine &engine, const ServerInfo &server);

} // namespace relata
