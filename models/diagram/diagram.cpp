#include "models/diagram/diagram.h"

#include "models/schema/schema.h"

#include <QHash>

namespace relata {

Diagram Diagram::reconciled(const Schema &schema) const
{
    QHash<QString, ObjectId> unknown;
    for (const auto &[id, box] : boxes.asKeyValueRange()) {
        if (!schema.find(id))
            unknown.insert(box.name, id);
    }
    Diagram result = *this;
    for (const ObjectId id : schema.all(Kind::Table)) {
        const QString name = schema.displayName(id);
        const auto own = result.boxes.find(id);
        if (own != result.boxes.end()) {
            own->name = name;
        } else if (const auto known = unknown.constFind(name); known != unknown.cend()) {
            result.boxes.insert(id, result.boxes.take(*known));
            unknown.erase(known);
        }
    }
    return result;
}

} // namespace relata
