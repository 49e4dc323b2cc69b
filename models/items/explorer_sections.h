#pragma once
#include "models/items/schema_tree_model.h"

namespace relata {

class ConnectionBook;
class Project;

/// What the explorer shows beside schemas. A leaf's id is what opens it: a migration's version, a file's name without
/// its ending, a connection's name.
namespace explorer {

inline constexpr char migrations[] = "migrations", diagrams[] = "diagrams", queries[] = "queries",
                      connections[] = "connections";

TreeSection migrationSection(const Project &project);
TreeSection diagramSection(const Project &project);
TreeSection querySection(const Project &project);
TreeSection connectionSection(const ConnectionBook &book);

} // namespace explorer
} // namespace relata
