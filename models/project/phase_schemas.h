#pragma once
#include "models/engine/sync_port.h"
#include "models/timeline/evolution.h"

namespace relata {

struct Engine;

// The schemas that a change in phases goes through. Pure: each from the head that stands when the phase is made.

/// Both forms of the columns, as they stand in this schema; refused by name where one is not there or its value is not
/// known.
Result<SyncedColumns> syncedColumns(const Schema &schema, const Evolution &evolution, const Engine &engine);

/// With the new columns and what keeps both forms equal; notes in `evolution` what stands only meanwhile. Refused with
/// the reason where it would not be safe.
Result<Schema> expanded(const Schema &head, Evolution &evolution, const Engine &engine);
/// With what stands on the old column on the new one, too.
Result<Schema> filled(const Schema &head, const Evolution &evolution, const Engine &engine);

/// The way out in two steps: first what stands on the columns that go, then these with their triggers.
struct WayOut {
    Schema loose, done;
};
Result<WayOut> contracted(const Schema &head, const Evolution &evolution);
Result<WayOut> abandoned(const Schema &head, const Evolution &evolution);

} // namespace relata
