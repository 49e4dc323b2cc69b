#include "models/diagram/rank_assignment.h"

#include <algorithm>
#include <numeric>
#include <queue>

namespace relata {

namespace {

struct Adjacency {
    std::vector<std::vector<int>> before, after;
};

/// The order of Eades, Lin and Smyth: few edges lead backwards in it.
class CycleBreaker {
public:
    explicit CycleBreaker(const RankGraph &graph)
        : m_links(adjacency(graph))
        , m_in(graph.heights.size())
        , m_out(graph.heights.size())
        , m_placed(graph.heights.size())
    {
        for (size_t i = 0; i < m_in.size(); ++i) {
            m_in[i] = int(m_links.before[i].size());
            m_out[i] = int(m_links.after[i].size());
            queueIfFree(int(i));
        }
    }

    /// The place of each node in the order.
    std::vector<int> order()
    {
        std::vector<int> head, tail;
        size_t left = m_placed.size();
        while (left > 0) {
            int node = take(m_sinks);
            if (node >= 0) {
                tail.push_back(node);
            } else {
                node = take(m_sources);
                if (node < 0)
                    node = mostOutgoing();
                head.push_back(node);
            }
            remove(node);
            --left;
        }
        head.insert(head.end(), tail.rbegin(), tail.rend());
        std::vector<int> place(head.size());
        for (size_t i = 0; i < head.size(); ++i)
            place[size_t(head[i])] = int(i);
        return place;
    }

private:
    static Adjacency adjacency(const RankGraph &graph)
    {
        Adjacency links;
        links.before.resize(graph.heights.size());
        links.after.resize(graph.heights.size());
        for (const auto &[from, to] : graph.edges) {
            if (from == to)
                continue;
            links.after[size_t(from)].push_back(to);
            links.before[size_t(to)].push_back(from);
        }
        return links;
    }

    int take(std::queue<int> &nodes)
    {
        while (!nodes.empty()) {
            const int node = nodes.front();
            nodes.pop();
            if (!m_placed[size_t(node)])
                return node;
        }
        return -1;
    }

    int mostOutgoing() const
    {
        int best = -1;
        for (size_t i = 0; i < m_placed.size(); ++i) {
            if (!m_placed[i] && (best < 0 || m_out[i] - m_in[i] > m_out[size_t(best)] - m_in[size_t(best)]))
                best = int(i);
        }
        return best;
    }

    void queueIfFree(int node)
    {
        if (m_out[size_t(node)] == 0)
            m_sinks.push(node);
        else if (m_in[size_t(node)] == 0)
            m_sources.push(node);
    }

    void remove(int node)
    {
        m_placed[size_t(node)] = true;
        for (const int other : m_links.after[size_t(node)]) {
            if (--m_in[size_t(other)] == 0 && !m_placed[size_t(other)])
                queueIfFree(other);
        }
        for (const int other : m_links.before[size_t(node)]) {
            if (--m_out[size_t(other)] == 0 && !m_placed[size_t(other)])
                queueIfFree(other);
        }
    }

    Adjacency m_links;
    std::vector<int> m_in, m_out;
    std::vector<char> m_placed;
    std::queue<int> m_sinks, m_sources;
};

Adjacency withoutCycles(const RankGraph &graph, const std::vector<int> &place)
{
    Adjacency links;
    links.before.resize(graph.heights.size());
    links.after.resize(graph.heights.size());
    for (auto [from, to] : graph.edges) {
        if (from == to)
            continue;
        if (place[size_t(from)] > place[size_t(to)])
            std::swap(from, to);
        links.after[size_t(from)].push_back(to);
        links.before[size_t(to)].push_back(from);
    }
    return links;
}

std::vector<int> longestPaths(const Adjacency &links, const std::vector<int> &order)
{
    std::vector<int> rank(order.size(), 0);
    for (const int node : order) {
        for (const int other : links.before[size_t(node)])
            rank[size_t(node)] = std::max(rank[size_t(node)], rank[size_t(other)] + 1);
    }
    return rank;
}

/// Moves each node next to the middle of its neighbours, where edges still lead to the right.
void shortenEdges(const Adjacency &links, const std::vector<int> &order, std::vector<int> &rank)
{
    const int last = *std::max_element(rank.begin(), rank.end());
    for (int round = 0; round < 8; ++round) {
        bool moved = false;
        for (size_t i = 0; i < order.size(); ++i) {
            const auto node = size_t(round % 2 ? order[i] : order[order.size() - 1 - i]);
            int low = 0, high = last;
            std::vector<int> neighbours;
            for (const int other : links.before[node]) {
                low = std::max(low, rank[size_t(other)] + 1);
                neighbours.push_back(rank[size_t(other)] + 1);
            }
            for (const int other : links.after[node]) {
                high = std::min(high, rank[size_t(other)] - 1);
                neighbours.push_back(rank[size_t(other)] - 1);
            }
            if (neighbours.empty() || low > high)
                continue;
            const auto middle = neighbours.begin() + std::ptrdiff_t((neighbours.size() - 1) / 2);
            std::nth_element(neighbours.begin(), middle, neighbours.end());
            const int wanted = std::clamp(*middle, low, high);
            moved = moved || wanted != rank[node];
            rank[node] = wanted;
        }
        if (!moved)
            break;
    }
}

/// Fills columns from the left in the order of ranks; what does not fit goes to the next column with room.
std::vector<int> fillColumns(const RankGraph &graph, const Adjacency &links, const std::vector<int> &place,
    const std::vector<int> &rank, int tallest)
{
    std::vector<int> order(rank.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](int a, int b) {
        const auto key = [&](int node) { return std::pair(rank[size_t(node)], place[size_t(node)]); };
        return key(a) < key(b);
    });
    std::vector<int> column(rank.size(), 0), used;
    for (const int node : order) {
        int wanted = 0;
        for (const int other : links.before[size_t(node)])
            wanted = std::max(wanted, column[size_t(other)] + 1);
        // A node that references nothing keeps its place beside what references it.
        if (links.before[size_t(node)].empty())
            wanted = rank[size_t(node)];
        const int height = graph.heights[size_t(node)];
        for (;; ++wanted) {
            if (size_t(wanted) >= used.size())
                used.resize(size_t(wanted) + 1, 0);
            if (used[size_t(wanted)] == 0 || used[size_t(wanted)] + height <= tallest)
                break;
        }
        used[size_t(wanted)] += height;
        column[size_t(node)] = wanted;
    }
    return column;
}

void closeGaps(std::vector<int> &column)
{
    std::vector<int> used(column);
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    for (int &value : column)
        value = int(std::lower_bound(used.begin(), used.end(), value) - used.begin());
}

} // namespace

std::vector<int> assignRanks(const RankGraph &graph, int tallest)
{
    if (graph.heights.empty())
        return {};
    const std::vector<int> place = CycleBreaker(graph).order();
    const Adjacency links = withoutCycles(graph, place);
    std::vector<int> order(place.size());
    for (size_t i = 0; i < place.size(); ++i)
        order[size_t(place[i])] = int(i);
    std::vector<int> rank = longestPaths(links, order);
    shortenEdges(links, order, rank);
    std::vector<int> column = fillColumns(graph, links, place, rank, tallest);
    closeGaps(column);
    return column;
}

} // namespace relata
