#pragma once
#include "models/base/job_context.h"
#include "models/base/result.h"
#include "models/schema/schema.h"

#include <QMap>

namespace relata {

class Connection;
struct Engine;

/// A digest of each column's values over all rows, whatever their order: equal rows, equal digests.
using RowDigests = QHash<ObjectId, QByteArray>;

/// Reads every managed table once. Each column's digest covers the row it stands in by the row's key, so that values
/// swapped between rows show.
Result<RowDigests> rowDigests(Connection &connection, const Schema &schema, const Engine &engine);

/// Rows by the table's name as people see it.
using RowCounts = QMap<QString, qint64>;

/// Counts the rows of every managed table; a stop request is heeded between tables.
Result<RowCounts> rowCounts(Connection &connection, const Schema &schema, const Engine &engine, JobContext &context);

} // namespace relata
