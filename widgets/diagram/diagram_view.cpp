#include "widgets/diagram/diagram_view.h"

#include "widgets/common/theme.h"
#include "widgets/diagram/diagram_accessible.h"
#include "widgets/diagram/diagram_gestures.h"

#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace relata {

namespace {

constexpr double wheelStep = 1.2;
constexpr double readable = 0.7;

} // namespace

DiagramView::DiagramView(const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_metrics(theme)
    , m_gestures(std::make_unique<DiagramGestures>(*this))
{
    setObjectName(QStringLiteral("diagramView"));
    setAccessibleName(tr("Diagram"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setMouseTracking(true);
    installDiagramAccessibility();
    connect(&theme, &Theme::changed, this, [this] {
        m_metrics = DiagramMetrics(m_theme);
        viewport()->update();
    });
}

DiagramView::~DiagramView() = default;

void DiagramView::setScene(DiagramScene scene)
{
    const QList<ObjectId> selected = selectedTables();
    const ObjectId focused = focusedTable();
    const QPointF middle = visiblePaper().center();
    const bool wasEmpty = m_scene.tableCount() == 0;
    m_gestures->cancel();
    m_scene = std::move(scene);
    m_highlight = {};
    m_highlight.focus = m_scene.tableOf(focused);
    m_highlight.selected.assign(size_t(m_scene.tableCount()), 0);
    for (const ObjectId id : selected) {
        if (const int table = m_scene.tableOf(id); table >= 0)
            m_highlight.selected[size_t(table)] = 1;
    }
    updateRelated();
    if (wasEmpty || m_fitPending) {
        fit();
    } else {
        updateScrollBars();
        centerOn(middle);
    }
    viewport()->update();
    emit sceneChanged();
}

QPointF DiagramView::toPaper(QPointF point) const
{
    return (point + QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value())) / m_zoom;
}

QPointF DiagramView::fromPaper(QPointF point) const
{
    return point * m_zoom - QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
}

QRectF DiagramView::visiblePaper() const { return {toPaper({}), QSizeF(viewport()->size()) / m_zoom}; }

void DiagramView::updateScrollBars()
{
    const QRect extent = m_scene.extent();
    const QSize page = viewport()->size();
    const auto adjust = [this](QScrollBar *bar, int begin, int end, int size) {
        // Half a window of room on each side lets everything come to the middle.
        const int low = int(std::floor(begin * m_zoom)) - size / 2, high = int(std::ceil(end * m_zoom)) - size / 2;
        bar->setRange(low, std::max(low, high));
        bar->setPageStep(size);
        bar->setSingleStep(DiagramMetrics::rowHeight * 2);
    };
    const bool fits = extent.width() * m_zoom <= page.width() + 1 && extent.height() * m_zoom <= page.height() + 1;
    const Qt::ScrollBarPolicy policy = fits ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded;
    setHorizontalScrollBarPolicy(policy);
    setVerticalScrollBarPolicy(policy);
    adjust(horizontalScrollBar(), extent.left(), extent.left() + extent.width(), page.width());
    adjust(verticalScrollBar(), extent.top(), extent.top() + extent.height(), page.height());
}

void DiagramView::centerOn(QPointF point)
{
    const QPointF corner = point * m_zoom - QPointF(viewport()->width(), viewport()->height()) / 2;
    horizontalScrollBar()->setValue(int(std::lround(corner.x())));
    verticalScrollBar()->setValue(int(std::lround(corner.y())));
    emit viewChanged();
}

void DiagramView::setZoom(double zoom, QPointF anchor)
{
    const double wanted = std::clamp(zoom, leastZoom, mostZoom);
    const QPointF kept = toPaper(anchor);
    m_zoom = wanted;
    m_fitted = false;
    updateScrollBars();
    const QPointF corner = kept * m_zoom - anchor;
    horizontalScrollBar()->setValue(int(std::lround(corner.x())));
    verticalScrollBar()->setValue(int(std::lround(corner.y())));
    viewport()->update();
    emit zoomChanged(m_zoom);
    emit viewChanged();
}

void DiagramView::zoomBy(double factor) { setZoom(m_zoom * factor, QRectF(viewport()->rect()).center()); }

void DiagramView::fit()
{
    const QRect extent = m_scene.extent();
    m_fitPending = extent.isNull() || !isVisible();
    if (extent.isNull())
        return;
    if (m_kept && !m_fitPending) {
        const auto [keptZoom, middle] = *m_kept;
        m_kept.reset();
        setZoom(keptZoom, {});
        return centerOn(middle);
    }
    const double zoom =
        std::min({1.0, double(viewport()->width()) / extent.width(), double(viewport()->height()) / extent.height()});
    setZoom(zoom, {});
    centerOn(QRectF(extent).center());
    m_fitted = true;
}

void DiagramView::keepView(double zoom, QPointF middle)
{
    m_kept = {zoom, middle};
    fit();
}

QList<ObjectId> DiagramView::selectedTables() const
{
    QList<ObjectId> ids;
    for (int i = 0; i < m_scene.tableCount(); ++i) {
        if (m_highlight.isSelected(i))
            ids.append(m_scene.content().tables[size_t(i)].id);
    }
    return ids;
}

ObjectId DiagramView::focusedTable() const
{
    return m_highlight.focus < 0 ? ObjectId{} : m_scene.content().tables[size_t(m_highlight.focus)].id;
}

void DiagramView::selectTables(const std::vector<int> &tables)
{
    std::vector<char> selected(size_t(m_scene.tableCount()), 0);
    for (const int table : tables)
        selected[size_t(table)] = 1;
    if (selected == m_highlight.selected)
        return;
    m_highlight.selected = std::move(selected);
    updateRelated();
    viewport()->update();
    emit selectionChanged();
}

void DiagramView::toggleTable(int table)
{
    m_highlight.selected[size_t(table)] = !m_highlight.selected[size_t(table)];
    m_highlight.focus = table;
    updateRelated();
    viewport()->update();
    emit selectionChanged();
}

/// One selected table fades what it has no relation with.
void DiagramView::updateRelated()
{
    m_highlight.related.clear();
    const auto &selected = m_highlight.selected;
    if (std::count(selected.begin(), selected.end(), 1) != 1)
        return;
    const int table = int(std::find(selected.begin(), selected.end(), 1) - selected.begin());
    m_highlight.related.assign(selected.size(), 0);
    m_highlight.related[size_t(table)] = 1;
    for (const int line : m_scene.relationsOf(table)) {
        const DiagramRelation &relation = m_scene.content().relations[size_t(line)];
        m_highlight.related[size_t(relation.from)] = 1;
        m_highlight.related[size_t(relation.to)] = 1;
    }
}

void DiagramView::showTable(ObjectId id)
{
    const int table = m_scene.tableOf(id);
    if (table < 0)
        return;
    if (m_zoom < readable)
        setZoom(readable, {});
    setFocusedTable(table, true);
    centerOn(QRectF(m_scene.rect(table)).center());
}

void DiagramView::setFocusedTable(int table, bool selectIt)
{
    m_highlight.focus = table;
    if (selectIt && table >= 0)
        selectTables({table});
    viewport()->update();
    tellFocus();
}

void DiagramView::ensureVisible(int table)
{
    const QRectF box(m_scene.rect(table));
    const QRectF shown = visiblePaper();
    const bool isSeen = shown.contains(box) || (shown.contains(box.topLeft()) && box.height() > shown.height());
    if (!isSeen)
        centerOn(box.center());
}

void DiagramView::dragTables(const std::vector<std::pair<int, QPoint>> &moves)
{
    m_scene.moveTables(moves);
    viewport()->update();
}

void DiagramView::finishDrag(const std::vector<std::pair<int, QPoint>> &from)
{
    QHash<ObjectId, QPoint> positions;
    for (const auto &[table, origin] : from) {
        if (m_scene.rect(table).topLeft() != origin)
            positions.insert(m_scene.content().tables[size_t(table)].id, m_scene.rect(table).topLeft());
    }
    m_scene.settle();
    updateScrollBars();
    viewport()->update();
    if (!positions.isEmpty())
        emit tablesMoved(positions);
}

void DiagramView::setHovered(const DiagramScene::Hit &hit)
{
    std::vector<int> relations;
    if (hit.relation >= 0)
        relations.push_back(hit.relation);
    if (hit.table >= 0 && hit.row >= 0) {
        for (const int line : m_scene.relationsOf(hit.table)) {
            const DiagramRelation &relation = m_scene.content().relations[size_t(line)];
            if ((relation.from == hit.table && relation.fromRows.contains(hit.row))
                || (relation.to == hit.table && relation.toRows.contains(hit.row)))
                relations.push_back(line);
        }
    }
    if (m_highlight.table == hit.table && m_highlight.row == hit.row && m_highlight.relations == relations)
        return;
    m_highlight.table = hit.table;
    m_highlight.row = hit.row;
    m_highlight.relations = std::move(relations);
    viewport()->update();
}

void DiagramView::setRubberBand(const QRect &paper)
{
    if (m_rubberBand == paper)
        return;
    m_rubberBand = paper;
    viewport()->update();
}

void DiagramView::scrollByPixels(QPoint delta)
{
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + delta.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + delta.y());
}

void DiagramView::scrollContentsBy(int, int)
{
    viewport()->update();
    emit viewChanged();
}

void DiagramView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (m_fitPending || m_fitted) // what shows all goes on showing all
        fit();
    else
        updateScrollBars();
    emit viewChanged();
}

void DiagramView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.color(ColorToken::Surface));
    painter.translate(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
    painter.scale(m_zoom, m_zoom);
    DiagramHighlight shown = m_highlight;
    if (!hasFocus())
        shown.focus = -1;
    DiagramPainter(m_scene, m_theme, m_metrics)
        .paint(painter, visiblePaper().toAlignedRect(), DiagramPainter::detailAt(m_zoom), m_zoom, shown);
    if (!m_rubberBand.isNull()) {
        QColor fill = m_theme.color(ColorToken::Accent);
        painter.setPen(QPen(fill, 1 / m_zoom));
        fill.setAlphaF(0.12F);
        painter.setBrush(fill);
        painter.drawRect(m_rubberBand);
    }
}

void DiagramView::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        setZoom(m_zoom * std::pow(wheelStep, event->angleDelta().y() / 120.0), event->position());
        event->accept();
        return;
    }
    QPoint delta = event->pixelDelta().isNull() ? event->angleDelta() / 2 : event->pixelDelta();
    if (event->modifiers() & Qt::ShiftModifier && delta.x() == 0)
        delta = delta.transposed();
    scrollByPixels(-delta);
    event->accept();
}

void DiagramView::mousePressEvent(QMouseEvent *event) { m_gestures->press(*event); }

void DiagramView::mouseMoveEvent(QMouseEvent *event) { m_gestures->move(*event); }

void DiagramView::mouseReleaseEvent(QMouseEvent *event) { m_gestures->release(*event); }

void DiagramView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint paper = toPaper(event->position()).toPoint();
    const DiagramScene::Hit hit = m_scene.hit(paper, int(6 / m_zoom));
    if (hit.table >= 0)
        emit tableActivated(m_scene.content().tables[size_t(hit.table)].id);
    else if (hit.relation >= 0)
        emit relationActivated(m_scene.content().relations[size_t(hit.relation)].foreignKey);
    else
        emit tableRequested(paper);
}

void DiagramView::contextMenuEvent(QContextMenuEvent *event)
{
    DiagramScene::Hit hit{m_highlight.focus, -1, -1};
    QPoint at = event->globalPos();
    if (event->reason() == QContextMenuEvent::Mouse) {
        hit = m_scene.hit(toPaper(event->pos()).toPoint(), int(6 / m_zoom));
        if (hit.table >= 0 && !m_highlight.isSelected(hit.table))
            setFocusedTable(hit.table, true);
    } else if (hit.table >= 0) {
        at = viewport()->mapToGlobal(fromPaper(m_scene.rect(hit.table).center()).toPoint());
    }
    emit menuRequested(hit, at);
}

bool DiagramView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered({});
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace relata

#include "moc_diagram_view.cpp"
