#pragma once
#include "models/engine/ports.h"
#include "models/planner/foreign_key_circles.h"

#include <QSet>

#include <optional>

namespace relata {

/// A change or a group of changes that one run of statements makes: a node of the planner's graph.
struct PlanNode {
    std::vector<Change> changes; ///< what it serves, children included
    ObjectId subject; ///< what it is called after
    bool grouped = false; ///< written by Writer::alterTable
    QSet<ObjectId> creates, alters, drops; ///< ids, children included
    QList<ObjectId> moved; ///< columns that an exchange of their type moves over
    std::vector<Statement> statements;
};

/// Turns a ChangeSet into nodes: children folded into their parents, tables grouped where the engine says so, what
/// cannot be altered dropped and recreated with what depends on it. Refuses what would touch unmanaged objects.
class PlanNodes {
public:
    PlanNodes(const ChangeSet &changes, const PlanContext &context, const Writer &writer);
    Result<std::vector<PlanNode>> build();

private:
    bool isFolded(const Created &created) const;
    bool isFolded(const Dropped &dropped) const;
    bool foldsForeignKey(ObjectId id, const Object &foreignKey) const;
    Result<> recreate(ObjectId id);
    QList<ObjectId> recreated() const;
    bool staysAtName(ObjectId right) const;
    Result<> takeAlong(const Altered &altered);
    Result<> makeWay(const Altered &altered);
    Result<> addExchanges();
    Result<> stepAside(ObjectId id, ObjectId exchanged);
    PlanContext contextOf(ObjectId id) const;
    void addTaken(PlanNode &node) const;
    Result<> makeWayForGroups();
    Result<> checkTurned(const Change &change) const;
    Result<> checkUnmanaged() const;
    void addCreations();
    void addDrops();
    bool letsGoInGroup(const Altered &altered) const;
    Result<> addAlterations();
    void addGroups();
    PlanNode nodeFor(const Change &change) const;
    void addOwner(const Created &created);
    const Change *changeOf(ObjectId id) const;
    bool isNew(ObjectId id) const;
    bool isGone(ObjectId id) const;
    bool inNewCircle(ObjectId table) const;
    bool inGoneCircle(ObjectId table) const;
    static QList<ObjectId> holdersOf(const Dropped &dropped, const Schema &from);

    const ChangeSet &m_changeSet;
    const PlanContext &m_context;
    const Writer &m_writer;
    QHash<ObjectId, Change> m_changes; ///< by id; an object that is recreated is in m_recreated as well
    QSet<ObjectId> m_recreated;
    QSet<ObjectId> m_inGroup;
    QHash<ObjectId, Exchange> m_exchanges; ///< by the type whose change they are
    QSet<ObjectId> m_asideForExchange; ///< recreated for it alone, in the transaction that it takes
    Target m_plainTarget;
    QSet<ObjectId> m_taken; ///< types that an exchange makes anew, and what belongs to them: no changes of their own
    QHash<ObjectId, std::vector<Statement>> m_altering; ///< statements of what can be altered
    std::vector<PlanNode> m_nodes;
    mutable std::optional<ForeignKeyCircles> m_newCircles, m_goneCircles; ///< found when first asked for
};

} // namespace relata
