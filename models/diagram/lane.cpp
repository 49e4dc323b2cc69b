#include "models/diagram/lane.h"

#include "models/diagram/spatial_grid.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace relata {

namespace {

constexpr int widestSpacing = 10;
constexpr int reach = 14; ///< lanes whose ends are nearer than this along still count as side by side
constexpr long long impossible = 1'000'000;
constexpr size_t largestSearch = 240;

bool sideBySide(const Lane &a, const Lane &b) { return a.begin < b.end + reach && b.begin < a.end + reach; }

bool compete(const Lane &a, const Lane &b) { return a.net != b.net && !(a.fixed && b.fixed) && sideBySide(a, b); }

bool within(int along, const Lane &lane) { return along > lane.begin && along < lane.end; }

/// Crossings, when `first` takes the smaller coordinate.
long long crossings(const Lane &first, const Lane &second)
{
    if (first.low >= second.high)
        return impossible;
    long long count = 0;
    for (const auto &branch : first.branches)
        count += branch.after && within(branch.along, second);
    for (const auto &branch : second.branches)
        count += !branch.after && within(branch.along, first);
    return count;
}

/// Lanes that compete for room, directly or through others, and who competes with whom.
class Bundle {
public:
    Bundle(std::vector<Lane> &lanes, std::vector<int> members)
        : m_lanes(lanes)
        , m_order(std::move(members))
    { }

    void separate(const std::vector<std::vector<int>> &rivals)
    {
        chooseOrder();
        linkRivals(rivals);
        m_spacing.assign(m_order.size(), widestSpacing);
        for (int round = 0; round < 8 && !fits(); ++round) { }
        settle();
    }

private:
    const Lane &lane(size_t place) const { return m_lanes[size_t(m_order[place])]; }

    /// Each lane goes before those that it then crosses less, as far as their free ways allow.
    void chooseOrder()
    {
        std::stable_sort(m_order.begin(), m_order.end(),
            [&](int a, int b) { return m_lanes[size_t(a)].at < m_lanes[size_t(b)].at; });
        if (m_order.size() > largestSearch)
            return;
        for (size_t i = 1; i < m_order.size(); ++i) {
            size_t best = i;
            long long balance = 0, least = 0;
            for (size_t k = i; k > 0 && mayPass(lane(k - 1), lane(i));) {
                --k;
                balance += crossings(lane(i), lane(k)) - crossings(lane(k), lane(i));
                if (balance < least) {
                    least = balance;
                    best = k;
                }
            }
            const auto at = [&](size_t place) { return m_order.begin() + std::ptrdiff_t(place); };
            std::rotate(at(best), at(i), at(i + 1));
        }
    }

    static bool mayPass(const Lane &earlier, const Lane &later)
    {
        return !compete(earlier, later)
            || (later.low < earlier.high && std::abs(earlier.at - later.at) < 4 * widestSpacing);
    }

    void linkRivals(const std::vector<std::vector<int>> &rivals)
    {
        std::vector<int> place(m_lanes.size(), -1);
        for (size_t i = 0; i < m_order.size(); ++i)
            place[size_t(m_order[i])] = int(i);
        m_before.resize(m_order.size());
        m_after.resize(m_order.size());
        for (size_t i = 0; i < m_order.size(); ++i) {
            for (const int other : rivals[size_t(m_order[i])]) {
                const auto k = size_t(place[size_t(other)]);
                (k < i ? m_before : m_after)[i].push_back(k);
            }
        }
    }

    int spacing(size_t a, size_t b) const { return std::min(m_spacing[a], m_spacing[b]); }

    /// Computes how far down and up each lane may go; where there is no room, the lanes there move closer.
    bool fits()
    {
        const size_t count = m_order.size();
        m_least.resize(count);
        m_most.resize(count);
        for (size_t i = 0; i < count; ++i) {
            m_least[i] = lane(i).low;
            for (const size_t k : m_before[i])
                m_least[i] = std::max(m_least[i], m_least[k] + spacing(k, i));
        }
        bool enough = true;
        for (size_t i = count; i-- > 0;) {
            m_most[i] = lane(i).high;
            for (const size_t k : m_after[i])
                m_most[i] = std::min(m_most[i], m_most[k] - spacing(i, k));
        }
        for (size_t i = 0; i < count; ++i) {
            if (m_least[i] <= m_most[i] || m_spacing[i] <= 1)
                continue;
            enough = false;
            m_spacing[i] = m_spacing[i] > 4 ? m_spacing[i] - 2 : m_spacing[i] - 1;
        }
        return enough;
    }

    /// Lanes that were one on the other spread to both sides of where they were.
    void settle()
    {
        const size_t count = m_order.size();
        std::vector<int> track(count, 0), tracks(count, 0), places(count);
        const auto together = [&](size_t k, size_t i) {
            return std::abs(lane(i).at - lane(k).at) < m_spacing[i] * (track[k] + 1);
        };
        for (size_t i = 0; i < count; ++i) {
            for (const size_t k : m_before[i]) {
                if (together(k, i))
                    track[i] = std::max(track[i], track[k] + 1);
            }
        }
        for (size_t i = count; i-- > 0;) {
            tracks[i] = std::max(tracks[i], track[i]);
            for (const size_t k : m_before[i]) {
                if (together(k, i))
                    tracks[k] = std::max(tracks[k], tracks[i]);
            }
        }
        for (size_t i = 0; i < count; ++i) {
            int lowest = m_least[i];
            for (const size_t k : m_before[i])
                lowest = std::max(lowest, places[k] + spacing(k, i));
            const int wanted = lane(i).at + track[i] * m_spacing[i] - tracks[i] * m_spacing[i] / 2;
            const int place = std::min(std::max(wanted, lowest), m_most[i]);
            places[i] = std::clamp(place, lane(i).low, lane(i).high);
        }
        for (size_t i = 0; i < count; ++i)
            m_lanes[size_t(m_order[i])].at = places[i];
    }

    std::vector<Lane> &m_lanes;
    std::vector<int> m_order;
    std::vector<std::vector<size_t>> m_before, m_after; ///< rivals, by place in the order
    std::vector<int> m_spacing, m_least, m_most;
};

std::vector<std::vector<int>> rivalsOf(const std::vector<Lane> &lanes)
{
    SpatialGrid grid;
    for (size_t i = 0; i < lanes.size(); ++i) {
        const Lane &lane = lanes[i];
        grid.insert(int(i),
            QRect(QPoint(lane.low - widestSpacing, lane.begin - reach),
                QPoint(lane.high + widestSpacing, lane.end + reach)));
    }
    std::vector<std::vector<int>> rivals(lanes.size());
    for (size_t i = 0; i < lanes.size(); ++i) {
        if (lanes[i].fixed)
            continue;
        for (const int other : grid.within(grid.at(int(i)))) {
            const bool seenFromThere = !lanes[size_t(other)].fixed && other < int(i);
            if (other == int(i) || seenFromThere || !compete(lanes[i], lanes[size_t(other)]))
                continue;
            rivals[i].push_back(other);
            rivals[size_t(other)].push_back(int(i));
        }
    }
    return rivals;
}

} // namespace

void separateLanes(std::vector<Lane> &lanes)
{
    const std::vector<std::vector<int>> rivals = rivalsOf(lanes);
    std::vector<char> seen(lanes.size(), 0);
    for (size_t first = 0; first < lanes.size(); ++first) {
        if (seen[first] || rivals[first].empty())
            continue;
        std::vector<int> members{int(first)};
        seen[first] = 1;
        for (size_t i = 0; i < members.size(); ++i) {
            for (const int other : rivals[size_t(members[i])]) {
                if (!seen[size_t(other)])
                    members.push_back(other);
                seen[size_t(other)] = 1;
            }
        }
        std::sort(members.begin(), members.end());
        Bundle(lanes, std::move(members)).separate(rivals);
    }
}

} // namespace relata
