#pragma once
#include "models/diff/change_set.h"

#include <QHash>
#include <QSet>

namespace relata {

/// Which changes between two schemas cannot be made without which others.
class ChangeNeeds {
public:
    ChangeNeeds(const Schema &from, const Schema &to);

    /// In the order of the change set, each id once.
    const QList<ObjectId> &ids() const { return m_ids; }
    bool contains(ObjectId id) const { return m_sides.contains(id); }
    bool isMoved(ObjectId id) const { return m_sides.value(id).moved; }
    QSet<ObjectId> of(ObjectId id) const { return m_needs.value(id); }

private:
    struct Sides {
        const Object *before = nullptr, *after = nullptr;
        bool reshaped = false; ///< in what others depend on: a type, how it is generated
        bool nullability = false;
        bool moved = false;
    };

    void need(ObjectId id, ObjectId needed);
    void parents(ObjectId id, const Sides &sides);
    void references(ObjectId id, const Sides &sides);
    void keys(ObjectId id, const Sides &sides);
    void foreignKeys(ObjectId id, const Sides &sides);
    void otherEnds(ObjectId id, const Sides &sides);
    void names();
    void moves();
    void mentions();

    const Schema &m_from, &m_to;
    QList<ObjectId> m_ids;
    QHash<ObjectId, Sides> m_sides;
    QHash<ObjectId, QSet<ObjectId>> m_needs;
};

} // namespace relata
