#pragma once

namespace relata {

struct Engine;

/// SQLite, through its C library.
const Engine &sqliteEngine();

} // namespace relata
