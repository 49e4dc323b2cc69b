#pragma once
#include "models/diagram/route.h"

#include <vector>

namespace relata {

class SpatialGrid;

/// Where a line may leave a box: at one row, to the left or to the right.
struct RouteEnd {
    int box = 0;
    int y = 0;
};

/// Finds the cheapest line between two rows (length, and a price a bend) that keeps clear of every box: a best-first
/// search on the coordinates of the boxes nearby. Keeps its memory between searches.
class RouteSearch {
public:
    explicit RouteSearch(const SpatialGrid &boxes)
        : m_boxes(boxes)
    { }

    /// Always an answer: where boxes stand too close or overlap, the distance to them shrinks, and at last they are
    /// crossed.
    Route route(const RouteEnd &from, const RouteEnd &to);

private:
    struct Port {
        QPoint side, node; ///< on the box, and at the distance kept from it
        bool rightwards = false; ///< the way out of the box
    };
    struct Open {
        int estimate, cost, state;
        bool operator<(const Open &other) const
        {
            // Among equals the one that has come farther, or a whole plain of them is searched.
            return estimate != other.estimate ? estimate > other.estimate
                : cost != other.cost          ? cost < other.cost
                                              : state > other.state;
        }
    };

    std::vector<Port> ports(const RouteEnd &end) const;
    bool search(const RouteEnd &from, const RouteEnd &to, const QRect &window, Route &found);
    void gatherLines(const std::vector<int> &near, const QRect &window);
    void buildGrid(const QRect &window, const std::vector<Port> &starts, const std::vector<Port> &goals);
    void block(const QRect &box);
    bool run(const std::vector<Port> &starts, const std::vector<Port> &goals, Route &found);
    void expand(const Open &open, const std::vector<Port> &goals);
    void offer(int state, int cost, int parent, const std::vector<Port> &goals);
    int nodeAt(QPoint point) const;
    int goalAt(int state, const std::vector<Port> &goals) const;
    int remaining(int state, const std::vector<Port> &goals) const;
    QPoint pointOf(int state) const;
    Route traced(int state, const std::vector<Port> &starts, const Port &goal) const;

    const SpatialGrid &m_boxes;
    int m_clearance = 0;
    int m_haste = 4; ///< quarters by which the way that remains counts; above 4 finds a way sooner, if not the shortest
    std::vector<int> m_xs, m_ys;
    std::vector<char> m_blockedRight, m_blockedDown; ///< by node: the way to the next one
    std::vector<int> m_cost, m_parent; ///< by state: a node and whether it was reached horizontally
    std::vector<Open> m_open;
};

} // namespace relata
