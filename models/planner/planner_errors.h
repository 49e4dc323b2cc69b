#pragma once
#include "models/base/error.h"
#include "models/schema/schema.h"

namespace relata {

/// Why there is no plan; each names the objects.
Error unmanagedInTheWay(const Schema &schema, ObjectId unmanaged, ObjectId changed);
/// One side has it as a thing that is not managed: it is neither gone nor new.
Error managedOnOneSide(const Schema &schema, ObjectId unmanaged);
Error cannotRecreate(const Schema &schema, ObjectId id);
Error cannotExchange(const Schema &schema, ObjectId type, const Message &obstacle);
Error circular(const QStringList &names);
Error danglingReference(const QString &object, const QString &kind);

/// The server planned for is of a version that has no such thing.
Error unknownThere(Message why);

} // namespace relata
