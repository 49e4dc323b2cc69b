#pragma once

namespace relata {

class EngineRegistry;

/// Makes every engine of this program known, in the order people see.
void registerEngines(EngineRegistry &registry);

} // namespace relata
