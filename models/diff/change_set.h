#pragma once
#include "models/schema/schema.h"

#include <span>

namespace relata {

struct Created {
    ObjectId id;
    Object after;
};
struct Dropped {
    ObjectId id;
    Object before;
};
/// One object under one id on both sides; a rename is one whose name differs.
struct Altered {
    ObjectId id;
    Object before, after;
    QList<QByteArray> fields; ///< keys of the fields that differ

    bool renamed() const { return nameOf(before) != nameOf(after); }
    bool changes(QByteArrayView field) const { return fields.contains(field); }
};
using Change = std::variant<Created, Dropped, Altered>;

ObjectId idOf(const Change &change);
Kind kindOf(const Change &change);
/// The object after the change, or before it where it is dropped.
const Object &objectOf(const Change &change);

/// What counts as a difference.
struct DiffPolicy {
    bool columnOrder = true; ///< whether columns in another order differ
    bool comments = true;
};

/// The difference of two schemas whose common objects share ids. Laws: between(a, b).appliedTo(a) == b;
/// inverted().appliedTo(b) == a; empty between equals; each Altered has at least one field.
class ChangeSet {
public:
    /// Costs what changed. A child is listed beside its parent's creation or drop; who shows changes folds them.
    static ChangeSet between(const Schema &from, const Schema &to, DiffPolicy policy = {});
    ChangeSet inverted() const;
    Schema appliedTo(const Schema &schema) const;
    /// The same changes begun at `schema`, which already has some fields of what the set alters.
    ChangeSet from(const Schema &schema) const;

    bool isEmpty() const { return m_changes.empty(); }
    /// Parents before children; within a parent by kind, then name.
    std::span<const Change> changes() const & { return m_changes; }
    std::span<const Change> changes() && = delete; // it would outlive what it shows
    const Change *find(ObjectId id) const;

private:
    /// The order of a table's columns on both sides, kept where it is needed to place what came, went or moved.
    struct Order {
        ObjectId parent;
        QList<ObjectId> before, after;
    };
    std::vector<Change> m_changes;
    std::vector<Order> m_orders;
};

} // namespace relata
