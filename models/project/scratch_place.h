#pragma once
#include "models/engine/connection_profile.h"

#include <optional>

namespace relata {

struct Engine;

/// The server on which scratch databases are made: the one that the project names for them, see Project::scratch();
/// else the connection's, unless it is labelled production; else a private one. One that speaks for another engine is
/// no place. Names without a schema mean the same as on the connection.
ConnectionProfile scratchPlace(const std::optional<ConnectionProfile> &connection, const Engine *engine,
    const std::optional<ConnectionProfile> &named = {});

} // namespace relata
