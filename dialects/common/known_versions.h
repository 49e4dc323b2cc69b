#pragma once
#include "models/engine/engine_versions.h"

namespace relata {

/// The versions of an engine, by its key: the one table of what is verified and what follows manuals.
const EngineVersions *knownVersions(QByteArrayView engine);

} // namespace relata
