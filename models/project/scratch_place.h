#pragma once
#include "models/engine/connection_profile.h"

#include <optional>

namespace relata {

struct Engine;

/// The server on which scratch databases are made: the connection's, unless it is labelled production or speaks for
/// another engine; else a private one, where names without a schema mean the same.
ConnectionProfile scratchPlace(const std::optional<ConnectionProfile> &connection, const Engine *engine);

} // namespace relata
