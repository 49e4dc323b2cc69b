#pragma once
#include "models/base/result.h"
#include "models/schema/schema.h"

namespace relata {
struct Engine;
struct ServerInfo;
} // namespace relata

namespace relata::tests {

/// The statements that make a design anew on such a server.
Result<QString> creationScript(const Schema &schema, const Engine &engine, const ServerInfo &server);

} // namespace relata::tests
