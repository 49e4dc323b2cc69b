#pragma once

namespace relata {

struct Engine;

/// PostgreSQL 12 to 18, through libpq.
const Engine &postgresqlEngine();

} // namespace relata
