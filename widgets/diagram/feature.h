#pragma once

namespace relata {

struct Feature;
struct Services;

/// Diagrams of the project's design, in tabs.
Feature diagramFeature(Services &services);

} // namespace relata
