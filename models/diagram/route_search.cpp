#include "models/diagram/route_search.h"

#include "models/diagram/spatial_grid.h"

#include <algorithm>
#include <climits>
#include <cstdlib>

namespace relata {

namespace {

constexpr int bendPrice = 48;
constexpr int widest = 16;
constexpr int nearby = 160, farther = 900;
constexpr size_t largeGrid = 20'000;
constexpr int sidesApart = 40;
constexpr int everywhere = INT_MAX / 4;

/// State: node × 2 + 1 when the line came to the node horizontally.
int stateOf(int node, bool horizontal) { return node * 2 + int(horizontal); }

void sortUnique(std::vector<int> &values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// Of sides near each other the outermost alone: a line along it keeps clear of them all.
void thin(std::vector<int> &sides, bool outermostIsLast)
{
    if (outermostIsLast)
        std::reverse(sides.begin(), sides.end());
    std::vector<int> kept;
    for (const int side : sides) {
        if (kept.empty() || std::abs(side - kept.back()) >= sidesApart)
            kept.push_back(side);
    }
    sides = std::move(kept);
}

int length(QPoint a, QPoint b) { return std::abs(a.x() - b.x()) + std::abs(a.y() - b.y()); }

} // namespace

std::vector<RouteSearch::Port> RouteSearch::ports(const RouteEnd &end) const
{
    const QRect &box = m_boxes.at(end.box);
    const int right = box.left() + box.width();
    return {{QPoint(right, end.y), QPoint(right + m_clearance, end.y), true},
        {QPoint(box.left(), end.y), QPoint(box.left() - m_clearance, end.y), false}};
}

Route RouteSearch::route(const RouteEnd &from, const RouteEnd &to)
{
    const QRect ends = m_boxes.at(from.box) | m_boxes.at(to.box);
    Route found;
    for (const int clearance : {widest, 8, 3}) {
        m_clearance = clearance;
        for (const int margin : {nearby, farther}) {
            if (search(from, to, ends.adjusted(-margin, -margin, margin, margin), found))
                return found;
        }
    }
    if (search(from, to, QRect(QPoint(-everywhere, -everywhere), QPoint(everywhere, everywhere)), found))
        return found;
    // Boxes that overlap leave no way: go straight through, out of the right sides.
    m_clearance = widest;
    const Port first = ports(from).front(), last = ports(to).front();
    const int x = std::max(first.node.x(), last.node.x());
    return {{first.side, QPoint(x, first.side.y()), QPoint(x, last.side.y()), last.side}};
}

bool RouteSearch::search(const RouteEnd &from, const RouteEnd &to, const QRect &window, Route &found)
{
    const std::vector<Port> starts = ports(from), goals = ports(to);
    buildGrid(window, starts, goals);
    return run(starts, goals, found);
}

/// The coordinates that a line near these boxes may take: along their sides, at the distance kept.
void RouteSearch::gatherLines(const std::vector<int> &near, const QRect &window)
{
    const int c = m_clearance;
    std::vector<int> lefts, rights, tops, bottoms;
    for (const int box : near) {
        const QRect &r = m_boxes.at(box);
        lefts.push_back(r.left() - c);
        rights.push_back(r.left() + r.width() + c);
        tops.push_back(r.top() - c);
        bottoms.push_back(r.top() + r.height() + c);
    }
    for (auto *values : {&lefts, &rights, &tops, &bottoms})
        sortUnique(*values);
    m_haste = 4;
    if ((lefts.size() + rights.size()) * (tops.size() + bottoms.size()) > largeGrid) {
        m_haste = 6;
        for (auto *values : {&lefts, &tops})
            thin(*values, false);
        for (auto *values : {&rights, &bottoms})
            thin(*values, true);
    }
    lefts.insert(lefts.end(), rights.begin(), rights.end());
    tops.insert(tops.end(), bottoms.begin(), bottoms.end());
    std::erase_if(lefts, [&](int x) { return x < window.left() || x > window.right(); });
    std::erase_if(tops, [&](int y) { return y < window.top() || y > window.bottom(); });
    m_xs = std::move(lefts);
    m_ys = std::move(tops);
}

void RouteSearch::buildGrid(const QRect &window, const std::vector<Port> &starts, const std::vector<Port> &goals)
{
    const std::vector<int> near = m_boxes.within(window);
    gatherLines(near, window);
    for (const auto *ends : {&starts, &goals}) {
        for (const Port &port : *ends) {
            m_xs.push_back(port.node.x());
            m_ys.push_back(port.node.y());
        }
    }
    sortUnique(m_xs);
    sortUnique(m_ys);
    const size_t nodes = m_xs.size() * m_ys.size();
    m_blockedRight.assign(nodes, 0);
    m_blockedDown.assign(nodes, 0);
    m_cost.assign(nodes * 2, INT_MAX);
    m_parent.assign(nodes * 2, -1);
    for (const int box : near)
        block(m_boxes.at(box));
}

/// Closes all ways through the inside of a box grown by the clearance; along its edge one may go.
void RouteSearch::block(const QRect &box)
{
    const int left = box.left() - m_clearance, right = box.left() + box.width() + m_clearance;
    const int top = box.top() - m_clearance, bottom = box.top() + box.height() + m_clearance;
    const auto index = [](const std::vector<int> &values, int value, bool after) {
        const auto at = after ? std::upper_bound(values.begin(), values.end(), value)
                              : std::lower_bound(values.begin(), values.end(), value);
        return int(at - values.begin());
    };
    const auto cell = [columns = m_xs.size()](int x, int y) { return size_t(y) * columns + size_t(x); };
    const int insideX = index(m_xs, left, true), endX = index(m_xs, right, false);
    const int insideY = index(m_ys, top, true), endY = index(m_ys, bottom, false);
    for (int y = insideY; y < endY; ++y) {
        for (int x = std::max(0, insideX - 1); x < endX; ++x)
            m_blockedRight[cell(x, y)] = 1;
    }
    for (int y = std::max(0, insideY - 1); y < endY; ++y) {
        for (int x = insideX; x < endX; ++x)
            m_blockedDown[cell(x, y)] = 1;
    }
}

int RouteSearch::nodeAt(QPoint point) const
{
    const auto x = std::lower_bound(m_xs.begin(), m_xs.end(), point.x()) - m_xs.begin();
    const auto y = std::lower_bound(m_ys.begin(), m_ys.end(), point.y()) - m_ys.begin();
    return int(y) * int(m_xs.size()) + int(x);
}

QPoint RouteSearch::pointOf(int state) const
{
    const int node = state / 2, columns = int(m_xs.size());
    return {m_xs[size_t(node % columns)], m_ys[size_t(node / columns)]};
}

int RouteSearch::remaining(int state, const std::vector<Port> &goals) const
{
    const QPoint at = pointOf(state);
    int best = INT_MAX;
    for (const Port &goal : goals) {
        const int bends = state % 2 == 0 ? 1 : at.y() != goal.node.y() ? 2 : 0;
        best = std::min(best, length(at, goal.node) + bends * bendPrice);
    }
    return best;
}

int RouteSearch::goalAt(int state, const std::vector<Port> &goals) const
{
    const QPoint at = pointOf(state);
    for (size_t i = 0; i < goals.size(); ++i) {
        if (goals[i].node == at)
            return int(i);
    }
    return -1;
}

void RouteSearch::offer(int state, int cost, int parent, const std::vector<Port> &goals)
{
    if (cost >= m_cost[size_t(state)])
        return;
    m_cost[size_t(state)] = cost;
    m_parent[size_t(state)] = parent;
    m_open.push_back({cost + remaining(state, goals) * m_haste / 4, cost, state});
    std::push_heap(m_open.begin(), m_open.end());
}

void RouteSearch::expand(const Open &open, const std::vector<Port> &goals)
{
    const int node = open.state / 2, columns = int(m_xs.size()), rows = int(m_ys.size());
    const bool horizontal = open.state % 2;
    const int x = node % columns, y = node / columns;
    const auto step = [&](int other, bool nowHorizontal) {
        const int state = stateOf(other, nowHorizontal);
        const int price = length(pointOf(open.state), pointOf(state)) + (nowHorizontal == horizontal ? 0 : bendPrice);
        offer(state, open.cost + price, open.state, goals);
    };
    if (x + 1 < columns && !m_blockedRight[size_t(node)])
        step(node + 1, true);
    if (x > 0 && !m_blockedRight[size_t(node - 1)])
        step(node - 1, true);
    if (y + 1 < rows && !m_blockedDown[size_t(node)])
        step(node + columns, false);
    if (y > 0 && !m_blockedDown[size_t(node - columns)])
        step(node - columns, false);
    if (!horizontal)
        step(node, true);
}

bool RouteSearch::run(const std::vector<Port> &starts, const std::vector<Port> &goals, Route &found)
{
    m_open.clear();
    for (const Port &start : starts)
        offer(stateOf(nodeAt(start.node), true), 0, -1, goals);
    while (!m_open.empty()) {
        std::pop_heap(m_open.begin(), m_open.end());
        const Open open = m_open.back();
        m_open.pop_back();
        if (open.cost > m_cost[size_t(open.state)])
            continue;
        const int goal = open.state % 2 ? goalAt(open.state, goals) : -1;
        if (goal >= 0) {
            found = traced(open.state, starts, goals[size_t(goal)]);
            return true;
        }
        expand(open, goals);
    }
    return false;
}

Route RouteSearch::traced(int state, const std::vector<Port> &starts, const Port &goal) const
{
    Route route;
    route.points.push_back(goal.side);
    for (; state >= 0; state = m_parent[size_t(state)])
        route.points.push_back(pointOf(state));
    for (const Port &start : starts) {
        if (start.node == route.points.back()) {
            route.points.push_back(start.side);
            break;
        }
    }
    std::reverse(route.points.begin(), route.points.end());
    simplify(route);
    return route;
}

} // namespace relata
