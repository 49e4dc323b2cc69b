#pragma once
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>
#include <QStringList>

namespace relata {

/// What a role may do with an object, beyond what the engine gives by itself. It goes with the object and comes back
/// with it.
struct Grant {
    ObjectId object;
    QString name; ///< the role; PUBLIC stands for everybody
    QStringList privileges; ///< "SELECT", "INSERT WITH GRANT OPTION"; empty: what is given by default is taken away
    Options options;

    static constexpr KindInfo kind{
        "grant", QT_TRANSLATE_NOOP("Kind", "Grant"), QT_TRANSLATE_NOOP("Kind", "Grants"), "grant", 85};
    static const Field fields[4];
};
inline constexpr Field Grant::fields[4] = {
    field<&Grant::object>("object", FieldRole::Parent),
    field<&Grant::name>("name"),
    field<&Grant::privileges>("privileges"),
    field<&Grant::options>("options"),
};
RELATA_KIND_COMPLETE(Grant)

} // namespace relata
