#include "models/diagram/part_layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace relata {

namespace {

/// The upper edge of what is packed so far, from left to right; free paper lies below it.
class Skyline {
public:
    explicit Skyline(int width)
        : m_steps{{0, 0, width}}
    { }

    QPoint place(QSize size)
    {
        size_t best = 0;
        int bestTop = INT_MAX;
        for (size_t i = 0; i < m_steps.size(); ++i) {
            const int top = topAt(i, size.width());
            if (top < bestTop) {
                bestTop = top;
                best = i;
            }
        }
        const QPoint position(m_steps[best].left, bestTop);
        cover(position.x(), size.width(), bestTop + size.height());
        return position;
    }

private:
    struct Step {
        int left, top, width;
    };

    /// How far down a rectangle must go that begins at a step; INT_MAX where it would leave the paper.
    int topAt(size_t first, int width) const
    {
        int top = 0, covered = 0;
        for (size_t i = first; i < m_steps.size() && covered < width; ++i) {
            top = std::max(top, m_steps[i].top);
            covered += m_steps[i].width;
        }
        return covered < width ? INT_MAX : top;
    }

    void cover(int left, int width, int top)
    {
        std::vector<Step> steps;
        const int right = left + width;
        bool added = false;
        for (const Step &step : m_steps) {
            const int end = step.left + step.width;
            if (step.left < left)
                steps.push_back({step.left, step.top, std::min(end, left) - step.left});
            if (!added && end > left) {
                steps.push_back({left, top, width});
                added = true;
            }
            if (end > right)
                steps.push_back({std::max(step.left, right), step.top, end - std::max(step.left, right)});
        }
        m_steps = std::move(steps);
    }

    std::vector<Step> m_steps;
};

std::vector<QPoint> packedInto(const std::vector<QSize> &sizes, const std::vector<int> &order, int width, int gap)
{
    std::vector<QPoint> positions(sizes.size());
    Skyline skyline(width + gap);
    for (const int index : order)
        positions[size_t(index)] = skyline.place(sizes[size_t(index)] + QSize(gap, gap));
    return positions;
}

QSize extent(const std::vector<QSize> &sizes, const std::vector<QPoint> &positions)
{
    QSize result(1, 1);
    for (size_t i = 0; i < sizes.size(); ++i)
        result = result.expandedTo(QSize(positions[i].x() + sizes[i].width(), positions[i].y() + sizes[i].height()));
    return result;
}

} // namespace

std::vector<QPoint> packRectangles(const std::vector<QSize> &sizes, double aspectRatio, int gap)
{
    if (sizes.empty())
        return {};
    std::vector<int> order(sizes.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
        [&](int a, int b) { return sizes[size_t(a)].height() > sizes[size_t(b)].height(); });
    double area = 0;
    int widest = 0;
    for (const QSize &size : sizes) {
        area += double(size.width() + gap) * (size.height() + gap);
        widest = std::max(widest, size.width());
    }
    std::vector<QPoint> best;
    double bestScore = 0;
    for (const double scale : {0.9, 1.0, 1.1, 1.2, 1.35, 1.5}) {
        const int width = std::max(widest, int(std::sqrt(area * aspectRatio) * scale));
        std::vector<QPoint> positions = packedInto(sizes, order, width, gap);
        const QSize size = extent(sizes, positions);
        // What counts is how large the whole can be shown in a window of that shape.
        const double score = std::max(size.width() / aspectRatio, double(size.height()));
        if (best.empty() || score < bestScore) {
            best = std::move(positions);
            bestScore = score;
        }
    }
    return best;
}

} // namespace relata
