#pragma once
#include "models/items/schema_tree_model.h"

namespace relata {

/// A schema that hangs somewhere in the tree, compared with what it came from: the project's design with its head, a
/// database's with itself.
struct SchemaTreeModel::Branch {
    /// How an object differs from the head.
    struct Mark {
        Tone tone = Tone::Plain;
        ObjectId parent;
    };

    Schema designed, head;
    Node *host = nullptr; ///< the row it hangs under
    QHash<ObjectId, Node *> nodes; ///< those that somebody has looked at
    QHash<ObjectId, Mark> marks;
    QHash<ObjectId, int> markedParts; ///< marks among what belongs to an object

    /// Takes the next values; answers what is not the very same object, or has other marks below it.
    QList<ObjectId> take(const Schema &nextDesigned, const Schema &nextHead);
    /// The schema that has it: the design, else the head.
    const Schema &schemaOf(ObjectId id) const { return designed.find(id) ? designed : head; }
    const Object *object(ObjectId id) const { return schemaOf(id).find(id); }
    QList<ObjectId> childrenOf(ObjectId parent, Kind kind) const;
    bool hasChildren(ObjectId parent) const;
    ObjectId defaultNamespace() const;
    Tone toneOf(ObjectId id) const;

private:
    ObjectId remark(ObjectId id);
};

} // namespace relata
