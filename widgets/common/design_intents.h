#pragma once
#include "models/schema/object.h"

namespace relata {

struct Services;

/// What a person may do to the design from anywhere: each is one undoable step of the project, refusals are told where
/// toasts are. All need an open project.
namespace intents {

/// With a key of its own, opened to be named.
void newTable(Services &services, ObjectId space = {});
/// A view, sequence, enum type or namespace, opened to be filled in.
void newObject(Services &services, Kind kind, ObjectId space = {});
/// A column, key, foreign key, check or index of a table; selected.
void newPart(Services &services, Kind kind, ObjectId table);
void rename(Services &services, ObjectId id, const QString &name);
/// With all that names them; offers to undo it when that was more than was asked for.
void drop(Services &services, const QList<ObjectId> &ids);
void duplicate(Services &services, ObjectId id);
/// Brings back what the head still has.
void restore(Services &services, ObjectId id);

} // namespace intents
} // namespace relata
