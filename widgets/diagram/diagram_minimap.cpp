#include "widgets/diagram/diagram_minimap.h"

#include "widgets/common/theme.h"
#include "widgets/diagram/diagram_view.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace relata {

namespace {

constexpr QSize largest(200, 140);
constexpr int margin = 12, inside = 6;

} // namespace

DiagramMinimap::DiagramMinimap(const Theme &theme, DiagramView *view)
    : QWidget(view)
    , m_theme(theme)
    , m_view(view)
{
    setObjectName(QStringLiteral("diagramMinimap"));
    setAccessibleName(tr("Overview of the diagram"));
    setCursor(Qt::PointingHandCursor);
    view->installEventFilter(this);
    connect(view, &DiagramView::sceneChanged, this, &DiagramMinimap::redraw);
    connect(view, &DiagramView::tablesMoved, this, &DiagramMinimap::redraw);
    connect(view, &DiagramView::viewChanged, this, &DiagramMinimap::place);
    connect(&theme, &Theme::changed, this, &DiagramMinimap::redraw);
    redraw();
}

void DiagramMinimap::setWanted(bool wanted)
{
    m_wanted = wanted;
    place();
}

double DiagramMinimap::scale() const
{
    return std::min(double(largest.width() - 2 * inside) / std::max(1, m_paper.width()),
        double(largest.height() - 2 * inside) / std::max(1, m_paper.height()));
}

QPointF DiagramMinimap::toMap(QPointF paper) const
{
    return (paper - QPointF(m_paper.topLeft())) * scale() + QPointF(inside, inside);
}

void DiagramMinimap::place()
{
    // The margin around the tables need not be seen.
    const QRectF tables = QRectF(m_paper).adjusted(32, 32, -32, -32);
    const bool wanted = m_wanted && !m_paper.isNull() && !m_view->visiblePaper().contains(tables);
    setVisible(wanted);
    if (!wanted)
        return;
    const QSize size = (QSizeF(m_paper.size()) * scale()).toSize() + QSize(2 * inside, 2 * inside);
    const QRect room = m_view->viewport()->geometry();
    setGeometry(QRect(QPoint(room.right() - margin - size.width(), room.bottom() - margin - size.height()), size));
    update();
}

void DiagramMinimap::redraw()
{
    m_paper = m_view->scene().extent();
    const double ratio = devicePixelRatioF();
    const QSize size = (QSizeF(m_paper.size()) * scale()).toSize() + QSize(2 * inside, 2 * inside);
    m_picture = QPixmap(size * ratio);
    m_picture.setDevicePixelRatio(ratio);
    m_picture.fill(Qt::transparent);
    QPainter painter(&m_picture);
    painter.translate(inside, inside);
    painter.scale(scale(), scale());
    painter.translate(-m_paper.topLeft());
    DiagramPainter(m_view->scene(), m_theme, m_view->metrics())
        .paint(painter, m_paper, DiagramDetail::Boxes, scale(), m_view->highlight());
    painter.end();
    place();
}

void DiagramMinimap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor back = m_theme.color(ColorToken::Window);
    back.setAlphaF(0.92F);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.color(ColorToken::Border));
    painter.setBrush(back);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), grid::radius, grid::radius);
    painter.drawPixmap(0, 0, m_picture);
    const QRectF shown = m_view->visiblePaper() & QRectF(m_paper);
    painter.setPen(QPen(m_theme.color(ColorToken::Accent), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(toMap(shown.topLeft()), toMap(shown.bottomRight())));
}

void DiagramMinimap::goTo(QPointF point)
{
    m_view->centerOn((point - QPointF(inside, inside)) / scale() + QPointF(m_paper.topLeft()));
}

void DiagramMinimap::mousePressEvent(QMouseEvent *event) { goTo(event->position()); }

void DiagramMinimap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        goTo(event->position());
}

bool DiagramMinimap::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        QMetaObject::invokeMethod(this, &DiagramMinimap::place, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

} // namespace relata

#include "moc_diagram_minimap.cpp"
