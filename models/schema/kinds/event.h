#pragma once
#include "models/schema/expression.h"
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>

namespace relata {

/// A statement that the server runs by itself, at a time or again and again.
struct Event {
    ObjectId schema;
    QString name;
    QString schedule; ///< "EVERY 1 DAY STARTS '2030-01-01 00:00:00'"
    bool enabled = true;
    Expression body;
    QString comment;
    Options options;

    static constexpr KindInfo kind{
        "event", QT_TRANSLATE_NOOP("Kind", "Event"), QT_TRANSLATE_NOOP("Kind", "Events"), "job", 85};
    static const Field fields[7];
};
inline constexpr Field Event::fields[7] = {
    field<&Event::schema>("schema", FieldRole::Parent),
    field<&Event::name>("name"),
    field<&Event::schedule>("schedule"),
    field<&Event::enabled>("enabled"),
    field<&Event::body>("body"),
    field<&Event::comment>("comment", FieldRole::Cosmetic),
    field<&Event::options>("options"),
};
RELATA_KIND_COMPLETE(Event)

} // namespace relata
