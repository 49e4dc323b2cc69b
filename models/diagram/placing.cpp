#include "models/diagram/placing.h"

#include "models/diagram/free_place.h"
#include "models/diagram/layered_layout.h"

#include <QRect>

#include <algorithm>

namespace relata {

namespace {

class Placer {
public:
    Placer(const LayoutGraph &graph, const std::vector<std::optional<QPoint>> &known, const LayoutOptions &options,
        const LayoutProgress &progress)
        : m_graph(graph)
        , m_options(options)
        , m_progress(progress)
        , m_places(known)
    {
        m_places.resize(graph.boxes.size());
        for (size_t i = 0; i < m_places.size(); ++i) {
            if (m_places[i])
                m_taken.emplace_back(*m_places[i], graph.boxes[i].size);
        }
    }

    Result<std::vector<QPoint>> place()
    {
        for (int next = mostConnected(); next >= 0; next = mostConnected()) {
            if (m_progress && !m_progress(int(m_taken.size()), int(m_places.size())))
                return failure(cancelledError());
            put(next, wish(next));
        }
        if (Result<void> done = placeRest(); !done)
            return tl::unexpected(done.error());
        std::vector<QPoint> result;
        for (const auto &place : m_places)
            result.push_back(*place);
        return result;
    }

private:
    /// The box without a place that has the most neighbours with one; -1 when none has any.
    int mostConnected() const
    {
        std::vector<int> neighbours(m_places.size(), 0);
        for (const LayoutEdge &edge : m_graph.edges) {
            if (m_places[size_t(edge.to)] && !m_places[size_t(edge.from)])
                ++neighbours[size_t(edge.from)];
            if (m_places[size_t(edge.from)] && !m_places[size_t(edge.to)])
                ++neighbours[size_t(edge.to)];
        }
        const auto most = std::max_element(neighbours.begin(), neighbours.end());
        return most == neighbours.end() || *most == 0 ? -1 : int(most - neighbours.begin());
    }

    QPoint wish(int box) const
    {
        QPoint sum;
        int count = 0;
        const int own = m_graph.boxes[size_t(box)].size.width();
        for (const LayoutEdge &edge : m_graph.edges) {
            const bool leaves = edge.from == box, arrives = edge.to == box;
            const int other = leaves ? edge.to : edge.from;
            if (leaves == arrives || !m_places[size_t(other)])
                continue;
            const QPoint at = *m_places[size_t(other)];
            const int width = m_graph.boxes[size_t(other)].size.width();
            const int x = leaves ? at.x() + width + m_options.layerGap : at.x() - own - m_options.layerGap;
            sum += QPoint(x, at.y() + (leaves ? edge.toRow - edge.fromRow : edge.fromRow - edge.toRow));
            ++count;
        }
        return QPoint(sum.x() / count / 4 * 4, sum.y() / count / 4 * 4);
    }

    void put(int box, QPoint wanted)
    {
        const QSize size = m_graph.boxes[size_t(box)].size;
        m_places[size_t(box)] = nearestFreePlace(m_taken, size, wanted, m_options.boxGap);
        m_taken.emplace_back(*m_places[size_t(box)], size);
    }

    /// What nothing connects with the known stands below it, laid out by itself.
    Result<void> placeRest()
    {
        std::vector<int> rest, indexIn(m_places.size(), -1);
        LayoutGraph part;
        for (size_t i = 0; i < m_places.size(); ++i) {
            if (m_places[i])
                continue;
            indexIn[i] = int(rest.size());
            rest.push_back(int(i));
            part.boxes.push_back(m_graph.boxes[i]);
            part.boxes.back().pinned.reset();
        }
        for (LayoutEdge edge : m_graph.edges) {
            edge.from = indexIn[size_t(edge.from)];
            edge.to = indexIn[size_t(edge.to)];
            if (edge.from >= 0 && edge.to >= 0)
                part.edges.push_back(edge);
        }
        QRect all;
        for (const QRect &box : m_taken)
            all |= box;
        const QPoint origin = m_taken.empty() ? QPoint() : QPoint(all.left(), all.bottom() + 1 + m_options.groupGap);
        const auto positions = layeredLayout(part, m_options, m_progress);
        if (!positions)
            return tl::unexpected(positions.error());
        for (size_t i = 0; i < rest.size(); ++i)
            m_places[size_t(rest[i])] = origin + (*positions)[i];
        return {};
    }

    const LayoutGraph &m_graph;
    const LayoutOptions &m_options;
    const LayoutProgress &m_progress;
    std::vector<std::optional<QPoint>> m_places;
    std::vector<QRect> m_taken;
};

} // namespace

Result<std::vector<QPoint>> placeNewBoxes(const LayoutGraph &graph, const std::vector<std::optional<QPoint>> &known,
    const LayoutOptions &options, const LayoutProgress &progress)
{
    return Placer(graph, known, options, progress).place();
}

} // namespace relata
