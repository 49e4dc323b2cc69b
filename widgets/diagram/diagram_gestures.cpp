#include "widgets/diagram/diagram_gestures.h"

#include "widgets/diagram/diagram_view.h"

#include <QGuiApplication>
#include <QMouseEvent>
#include <QStyleHints>

#include <algorithm>

namespace relata {

namespace {

constexpr int paperGrid = 4;

int snapped(int value) { return (value + (value >= 0 ? paperGrid / 2 : -paperGrid / 2)) / paperGrid * paperGrid; }

} // namespace

void DiagramGestures::showCursor()
{
    const Qt::CursorShape shape = m_state == State::Panning ? Qt::ClosedHandCursor
        : m_space                                           ? Qt::OpenHandCursor
        : m_state == State::Dragging                        ? Qt::SizeAllCursor
                                                            : Qt::ArrowCursor;
    m_view.viewport()->setCursor(shape);
}

void DiagramGestures::setSpaceHeld(bool held)
{
    m_space = held;
    showCursor();
}

void DiagramGestures::press(const QMouseEvent &event)
{
    m_pressedAt = m_lastAt = event.position().toPoint();
    m_pressedPaper = m_view.toPaper(event.position()).toPoint();
    if (event.button() == Qt::MiddleButton || (event.button() == Qt::LeftButton && m_space)) {
        m_state = State::Panning;
        showCursor();
        return;
    }
    if (event.button() != Qt::LeftButton)
        return;
    const DiagramScene::Hit hit = m_view.scene().hit(m_pressedPaper, int(6 / m_view.zoom()));
    const bool add = event.modifiers() & (Qt::ControlModifier | Qt::ShiftModifier);
    m_pressedTable = hit.table;
    m_keepSelection = hit.table >= 0 && m_view.highlight().isSelected(hit.table);
    m_selectedBefore.clear();
    for (int i = 0; i < m_view.scene().tableCount(); ++i) {
        if (m_view.highlight().isSelected(i))
            m_selectedBefore.push_back(i);
    }
    m_state = State::Pressed;
    if (hit.table >= 0 && add)
        m_view.toggleTable(hit.table);
    else if (hit.table >= 0 && !m_keepSelection)
        m_view.setFocusedTable(hit.table, true);
    else if (hit.table < 0 && !add)
        m_view.selectTables({});
}

void DiagramGestures::beginDrag()
{
    m_origins.clear();
    for (int i = 0; i < m_view.scene().tableCount(); ++i) {
        if (m_view.highlight().isSelected(i))
            m_origins.emplace_back(i, m_view.scene().rect(i).topLeft());
    }
    m_state = m_pressedTable < 0 ? State::Banding : m_origins.empty() ? State::Idle : State::Dragging;
    showCursor();
}

void DiagramGestures::move(const QMouseEvent &event)
{
    const QPoint at = event.position().toPoint();
    const QPoint paper = m_view.toPaper(event.position()).toPoint();
    if (m_state == State::Panning) {
        m_view.scrollByPixels(m_lastAt - at);
        m_lastAt = at;
        return;
    }
    if (m_state == State::Pressed
        && (at - m_pressedAt).manhattanLength() >= QGuiApplication::styleHints()->startDragDistance())
        beginDrag();
    if (m_state == State::Dragging)
        drag(paper);
    else if (m_state == State::Banding)
        band(paper, event.modifiers() & (Qt::ControlModifier | Qt::ShiftModifier));
    else if (m_state == State::Idle)
        m_view.setHovered(m_view.scene().hit(paper, int(6 / m_view.zoom())));
}

void DiagramGestures::drag(QPoint paper)
{
    const QPoint way = paper - m_pressedPaper;
    std::vector<std::pair<int, QPoint>> moves;
    for (const auto &[table, origin] : m_origins)
        moves.emplace_back(table, QPoint(snapped(origin.x() + way.x()), snapped(origin.y() + way.y())));
    m_view.dragTables(moves);
}

void DiagramGestures::band(QPoint paper, bool add)
{
    const QRect band = QRect(m_pressedPaper, paper).normalized();
    std::vector<int> tables = m_view.scene().tablesIn(band);
    if (add)
        tables.insert(tables.end(), m_selectedBefore.begin(), m_selectedBefore.end());
    m_view.selectTables(tables);
    m_view.setRubberBand(band);
}

void DiagramGestures::release(const QMouseEvent &event)
{
    const bool add = event.modifiers() & (Qt::ControlModifier | Qt::ShiftModifier);
    const State was = m_state;
    m_state = State::Idle;
    m_view.setRubberBand({});
    if (was == State::Dragging)
        m_view.finishDrag(m_origins);
    else if (was == State::Pressed && m_keepSelection && !add)
        m_view.setFocusedTable(m_pressedTable, true);
    m_origins.clear();
    showCursor();
}

bool DiagramGestures::cancel()
{
    if (m_state == State::Dragging)
        m_view.dragTables(m_origins);
    else if (m_state != State::Banding)
        return false;
    m_view.setRubberBand({});
    m_state = State::Idle;
    m_origins.clear();
    showCursor();
    return true;
}

} // namespace relata
