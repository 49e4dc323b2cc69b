#pragma once
#include "models/base/error.h"
#include "models/schema/schema.h"

namespace relata {

/// Why there is no plan; each names the objects.
Error unmanagedInTheWay(const Schema &schema, ObjectId unmanaged, ObjectId changed);
Error cannotRecreate(const Schema &schema, ObjectId id);
Error circular(const QStringList &names);
Error danglingReference(const QString &object, const QString &kind);

} // namespace relata
