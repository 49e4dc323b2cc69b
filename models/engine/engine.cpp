#include "models/engine/engine.h"

#include <algorithm>

namespace relata {

const Engine *EngineRegistry::find(QByteArrayView key) const
{
    const auto it = std::find_if(m_engines.begin(), m_engines.end(), [key](const Engine *e) { return key == e->key; });
    return it == m_engines.end() ? nullptr : *it;
}

} // namespace relata
