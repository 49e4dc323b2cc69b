#pragma once
#include "models/items/node_tree_model.h"
#include "models/schema/schema.h"

#include <QHash>

namespace relata {

/// How each object of a schema stands out in a tree: unsaved changes, problems. What is not in it is plain.
using ObjectTones = QHash<quint64, Tone>;

/// The tones of what was created or altered between two schemas; a table is changed when something that belongs to it
/// is.
ObjectTones tonesBetween(const Schema &before, const Schema &after);

/// The lines of a schema as a tree: namespaces (left out while there is only the default one), a group a kind, objects,
/// and below a table its columns, keys, indexes and triggers. `parent` null: the topmost.
QList<TreeLine> schemaLines(const Schema &schema, const TreeLine *parent, const ObjectTones &tones);

} // namespace relata
