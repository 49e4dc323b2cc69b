#pragma once
#include "models/schema/field.h"
#include "models/schema/object_id.h"
#include "models/schema/options.h"

#include <QString>
#include <QStringList>

namespace relata {

/// What a role may do with objects that another role will create.
struct DefaultPrivilege {
    ObjectId schema;
    QString name;
    QString owner; ///< the role that will create them
    QString objects; ///< "TABLES", "FUNCTIONS", …
    bool everywhere = false; ///< in each schema, not in this one alone
    QString grantee; ///< PUBLIC stands for everybody
    QStringList privileges; ///< as in Grant
    Options options;

    static constexpr KindInfo kind{"default_privilege", QT_TRANSLATE_NOOP("Kind", "Default privilege"),
        QT_TRANSLATE_NOOP("Kind", "Default privileges"), "grant", 86};
    static const Field fields[8];
};
inline constexpr Field DefaultPrivilege::fields[8] = {
    field<&DefaultPrivilege::schema>("schema", FieldRole::Parent),
    field<&DefaultPrivilege::name>("name"),
    field<&DefaultPrivilege::owner>("owner"),
    field<&DefaultPrivilege::objects>("objects"),
    field<&DefaultPrivilege::everywhere>("everywhere"),
    field<&DefaultPrivilege::grantee>("grantee"),
    field<&DefaultPrivilege::privileges>("privileges"),
    field<&DefaultPrivilege::options>("options"),
};
RELATA_KIND_COMPLETE(DefaultPrivilege)

} // namespace relata
