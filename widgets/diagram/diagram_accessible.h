#pragma once

namespace relata {

/// Lets assistive programs read a DiagramView as a list of its tables. May be called any number of times.
void installDiagramAccessibility();

} // namespace relata
