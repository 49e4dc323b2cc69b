#pragma once
#include <QRect>

#include <unordered_map>
#include <vector>

namespace relata {

/// Finds rectangles by place: each is listed in the square cells that it touches. Ids are small and dense.
class SpatialGrid {
public:
    explicit SpatialGrid(int cell = 256)
        : m_cell(cell)
    { }

    void insert(int id, const QRect &rectangle);
    void move(int id, const QRect &rectangle);
    void clear();

    /// Ids of what intersects `window`, ascending.
    std::vector<int> within(const QRect &window) const;

    const QRect &at(int id) const { return m_rectangles[size_t(id)]; }
    size_t size() const { return m_rectangles.size(); }

private:
    template <class Visit>
    void visitCells(const QRect &rectangle, Visit visit) const;
    QRect cells(const QRect &rectangle) const;

    int m_cell;
    std::vector<QRect> m_rectangles;
    std::unordered_map<quint64, std::vector<int>> m_cells;
    QRect m_extent; ///< cells in use
    mutable std::vector<unsigned> m_seen; ///< by id: the query that saw it last
    mutable unsigned m_query = 0;
};

} // namespace relata
