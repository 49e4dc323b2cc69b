#pragma once
#include "models/base/result.h"
#include "models/schema/schema.h"

namespace relata {

class Connection;
struct Engine;

/// A digest of each column's values over all rows, whatever their order: equal rows, equal digests.
using RowDigests = QHash<ObjectId, QByteArray>;

/// Reads every managed table once. Each column's digest covers the row it stands in by the row's key, so that values
/// swapped between rows show.
Result<RowDigests> rowDigests(Connection &connection, const Schema &schema, const Engine &engine);

} // namespace relata
