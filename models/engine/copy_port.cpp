#include "models/engine/copy_port.h"

namespace relata {

const CopyFacts::Column *CopyFacts::column(const QString &name) const
{
    for (const Column &one : columns) {
        if (one.name.compare(name, Qt::CaseInsensitive) == 0)
            return &one;
    }
    return nullptr;
}

} // namespace relata
