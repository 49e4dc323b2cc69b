#include "widgets/diagram/diagram_gestures.h"
#include "widgets/diagram/diagram_view.h"

#include <QAccessible>
#include <QKeyEvent>

#include <algorithm>
#include <cstdlib>

// The part of DiagramView that answers keys: walking from table to table, following references, moving, zooming.
namespace relata {

namespace {

constexpr int keyStep = 4, longKeyStep = 40;
constexpr double keyZoom = 1.25;

QPoint directionOf(int key)
{
    switch (key) {
    case Qt::Key_Left:
        return {-1, 0};
    case Qt::Key_Right:
        return {1, 0};
    case Qt::Key_Up:
        return {0, -1};
    case Qt::Key_Down:
        return {0, 1};
    default:
        return {};
    }
}

} // namespace

/// Tables as one reads them: in lines from the top, each from the left.
std::vector<int> DiagramView::readingOrder() const
{
    std::vector<int> order;
    for (int i = 0; i < m_scene.tableCount(); ++i)
        order.push_back(i);
    const auto key = [this](int table) {
        const QRect &box = m_scene.rect(table);
        return std::tuple(box.top() / (4 * DiagramMetrics::rowHeight), box.left(), table);
    };
    std::sort(order.begin(), order.end(), [&](int a, int b) { return key(a) < key(b); });
    return order;
}

/// Tab walks through the tables and leaves behind the last one.
bool DiagramView::focusNextPrevChild(bool next)
{
    const std::vector<int> order = readingOrder();
    const auto at = std::find(order.begin(), order.end(), m_highlight.focus) - order.begin();
    const auto count = std::ptrdiff_t(order.size());
    const std::ptrdiff_t wanted = at == count ? (next ? 0 : count - 1) : at + (next ? 1 : -1);
    if (!hasFocus() || wanted < 0 || wanted >= count)
        return QAbstractScrollArea::focusNextPrevChild(next);
    setFocusedTable(order[size_t(wanted)], true);
    ensureVisible(m_highlight.focus);
    return true;
}

/// The nearest table in a direction; what lies straight ahead counts as nearer.
void DiagramView::walk(QPoint direction)
{
    if (m_highlight.focus < 0) {
        if (const auto order = readingOrder(); !order.empty())
            setFocusedTable(order.front(), true);
        return;
    }
    const QPoint from = m_scene.rect(m_highlight.focus).center();
    int best = -1, bestDistance = INT_MAX;
    for (int i = 0; i < m_scene.tableCount(); ++i) {
        const QPoint way = m_scene.rect(i).center() - from;
        const int ahead = QPoint::dotProduct(way, direction);
        const int aside = std::abs(way.x() * direction.y()) + std::abs(way.y() * direction.x());
        if (i == m_highlight.focus || ahead <= 0 || ahead * 2 < aside)
            continue;
        if (ahead + 2 * aside < bestDistance) {
            bestDistance = ahead + 2 * aside;
            best = i;
        }
    }
    if (best >= 0) {
        setFocusedTable(best, true);
        ensureVisible(best);
    }
}

void DiagramView::nudgeSelection(QPoint delta)
{
    std::vector<std::pair<int, QPoint>> origins, moves;
    for (int i = 0; i < m_scene.tableCount(); ++i) {
        if (!m_highlight.isSelected(i))
            continue;
        origins.emplace_back(i, m_scene.rect(i).topLeft());
        moves.emplace_back(i, m_scene.rect(i).topLeft() + delta);
    }
    if (moves.empty())
        return;
    dragTables(moves);
    finishDrag(origins);
}

void DiagramView::followReference()
{
    const int table = m_highlight.focus;
    if (table < 0)
        return;
    std::vector<int> outgoing;
    for (const int line : m_scene.relationsOf(table)) {
        if (m_scene.content().relations[size_t(line)].from == table)
            outgoing.push_back(line);
    }
    if (outgoing.empty())
        return;
    const int target = m_scene.content().relations[size_t(outgoing.front())].to;
    setFocusedTable(target, true);
    ensureVisible(target);
}

bool DiagramView::handleArrow(QKeyEvent *event)
{
    const QPoint direction = directionOf(event->key());
    if (direction.isNull())
        return false;
    if (event->modifiers() & Qt::AltModifier)
        return false;
    if (event->modifiers() & Qt::ControlModifier)
        nudgeSelection(direction * (event->modifiers() & Qt::ShiftModifier ? longKeyStep : keyStep));
    else
        walk(direction);
    return true;
}

bool DiagramView::handleKey(QKeyEvent *event)
{
    if (handleArrow(event))
        return true;
    if (event->matches(QKeySequence::Undo))
        emit undoRequested();
    else if (event->matches(QKeySequence::Redo))
        emit redoRequested();
    else if (event->matches(QKeySequence::ZoomIn) || event->text() == u"+")
        zoomBy(keyZoom);
    else if (event->matches(QKeySequence::ZoomOut) || event->text() == u"-")
        zoomBy(1 / keyZoom);
    else if (event->key() == Qt::Key_0)
        fit();
    else if (event->key() == Qt::Key_1)
        setZoom(1, QRectF(viewport()->rect()).center());
    else if (event->matches(QKeySequence::SelectAll))
        selectTables(readingOrder());
    else if (event->key() == Qt::Key_Escape && !m_gestures->cancel())
        selectTables({});
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_highlight.focus >= 0)
        emit tableActivated(focusedTable());
    else if (event->key() == Qt::Key_F && event->modifiers() == Qt::NoModifier)
        followReference();
    else if (event->key() == Qt::Key_F2 && m_highlight.focus >= 0)
        emit renameRequested(focusedTable());
    else if (event->key() == Qt::Key_Insert)
        emit tableRequested(visiblePaper().center().toPoint());
    else if (event->key() == Qt::Key_Delete && !selectedTables().isEmpty())
        emit deletionRequested(selectedTables());
    else
        return event->key() == Qt::Key_Escape;
    return true;
}

void DiagramView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_gestures->setSpaceHeld(true);
        event->accept();
    } else if (!handleKey(event)) {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void DiagramView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat())
        m_gestures->setSpaceHeld(false);
    else
        QAbstractScrollArea::keyReleaseEvent(event);
}

/// Undo and zoom mean the diagram while it has the keyboard, whatever the window's menus bind them to.
bool DiagramView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        for (const auto own : {QKeySequence::Undo, QKeySequence::Redo, QKeySequence::ZoomIn, QKeySequence::ZoomOut,
                 QKeySequence::SelectAll, QKeySequence::Delete}) {
            if (key->matches(own)) {
                event->accept();
                return true;
            }
        }
    }
    return QAbstractScrollArea::event(event);
}

void DiagramView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
    tellFocus();
}

void DiagramView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    m_gestures->setSpaceHeld(false);
    viewport()->update();
}

/// Lets screen readers say the table that has the ring.
void DiagramView::tellFocus()
{
    setAccessibleDescription(m_highlight.focus < 0 ? QString() : describe(m_highlight.focus));
    if (m_highlight.focus < 0 || !QAccessible::isActive())
        return;
    QAccessibleEvent focus(this, QAccessible::Focus);
    focus.setChild(m_highlight.focus);
    QAccessible::updateAccessibility(&focus);
}

QString DiagramView::describe(int table) const
{
    const DiagramTable &own = m_scene.content().tables[size_t(table)];
    QStringList out, in;
    for (const int line : m_scene.relationsOf(table)) {
        const DiagramRelation &relation = m_scene.content().relations[size_t(line)];
        if (relation.from == table)
            out << m_scene.content().tables[size_t(relation.to)].name;
        else
            in << m_scene.content().tables[size_t(relation.from)].name;
    }
    const int columns = int(own.rows.size());
    QStringList parts{columns == 1 ? tr("1 column") : tr("%n columns", nullptr, columns)};
    if (!out.isEmpty())
        parts << tr("references %1").arg(out.join(QStringLiteral(", ")));
    if (!in.isEmpty())
        parts << tr("referenced by %1").arg(in.join(QStringLiteral(", ")));
    return tr("%1: %2").arg(own.name, parts.join(QStringLiteral("; ")));
}

} // namespace relata
