#include "widgets/diagram/diagram_painter.h"

#include "widgets/common/theme.h"
#include "widgets/diagram/diagram_scene.h"
#include "widgets/diagram/relation_painter.h"
#include "widgets/diagram/table_painter.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <map>
#include <tuple>

namespace relata {

namespace {

constexpr double fadedOpacity = 0.35;
constexpr double fromAfar = 0.55;
constexpr double lineWidth = 1.5, accentWidth = 2;

bool contains(const std::vector<int> &values, int value)
{
    return std::find(values.begin(), values.end(), value) != values.end();
}

ColorToken lineToken(DiagramMark mark)
{
    switch (mark) {
    case DiagramMark::Added:
        return ColorToken::Ok;
    case DiagramMark::Removed:
        return ColorToken::Danger;
    case DiagramMark::Changed:
        return ColorToken::Accent;
    case DiagramMark::None:
        break;
    }
    return ColorToken::Muted;
}

} // namespace

DiagramDetail DiagramPainter::detailAt(double zoom)
{
    return zoom > 0.5 ? DiagramDetail::Text : zoom > 0.18 ? DiagramDetail::Titles : DiagramDetail::Boxes;
}

void DiagramPainter::paint(
    QPainter &painter, const QRect &visible, DiagramDetail detail, double zoom, const DiagramHighlight &highlight) const
{
    painter.setRenderHint(QPainter::Antialiasing, detail != DiagramDetail::Boxes);
    paintAreas(painter, visible, detail, zoom);
    if (detail == DiagramDetail::Boxes) {
        paintFar(painter, visible, highlight);
        return;
    }
    paintNotes(painter, visible);
    paintRelations(painter, visible, detail, zoom, highlight);
    paintTables(painter, visible, detail, zoom, highlight);
}

void DiagramPainter::paintAreas(QPainter &painter, const QRect &visible, DiagramDetail detail, double zoom) const
{
    for (const DiagramScene::AreaFrame &area : m_scene.areas()) {
        if (!area.rect.intersects(visible))
            continue;
        const QColor color = m_theme.area(area.color);
        QColor fill = color;
        fill.setAlphaF(0.06F);
        painter.setPen(QPen(color, 1, Qt::DotLine));
        painter.setBrush(fill);
        painter.drawRoundedRect(area.rect, 8, 8);
        QFont font = m_metrics.area;
        if (detail != DiagramDetail::Text)
            font.setPixelSize(std::clamp(int(16 / zoom), 15, area.rect.height() / 2 + 1));
        painter.setFont(font);
        painter.setPen(color);
        const QRect text = area.rect.adjusted(12, 6, -12, -6);
        const int alignment = detail == DiagramDetail::Boxes ? int(Qt::AlignCenter) : int(Qt::AlignLeft | Qt::AlignTop);
        painter.drawText(text, alignment, QFontMetrics(font).elidedText(area.name, Qt::ElideRight, text.width()));
    }
}

void DiagramPainter::paintNotes(QPainter &painter, const QRect &visible) const
{
    for (const Diagram::Note &note : m_scene.notes()) {
        if (!note.place.intersects(visible))
            continue;
        painter.setPen(m_theme.color(ColorToken::Border));
        painter.setBrush(m_theme.tint(ColorToken::Warn, 0.08));
        painter.drawRoundedRect(QRectF(note.place).adjusted(0.5, 0.5, -0.5, -0.5), grid::radius, grid::radius);
        painter.setFont(m_metrics.note);
        painter.setPen(m_theme.color(ColorToken::Text));
        painter.drawText(note.place.adjusted(8, 8, -8, -8), Qt::AlignLeft | Qt::TextWordWrap, note.text);
    }
}

void DiagramPainter::paintRelations(
    QPainter &painter, const QRect &visible, DiagramDetail detail, double zoom, const DiagramHighlight &highlight) const
{
    // Lines to one row overlap near it: those that look the same are one path, so that none gets darker there.
    std::map<std::tuple<bool, bool, DiagramMark, int, int>, std::vector<int>> strokes;
    std::vector<int> lines = m_scene.relationsIn(visible);
    lines.insert(lines.end(), highlight.relations.begin(), highlight.relations.end());
    for (const int index : lines) {
        const DiagramRelation &relation = m_scene.content().relations[size_t(index)];
        const bool accent = contains(highlight.relations, index);
        const bool faded = !accent && highlight.isFaded(relation);
        const QPoint end = m_scene.route(index).points.back();
        strokes[{accent, !faded, relation.mark, end.x(), end.y()}].push_back(index);
    }
    for (const auto &[look, relations] : strokes) {
        const auto &[accent, clear, mark, x, y] = look;
        painter.setOpacity(clear ? 1 : fadedOpacity);
        paintStroke(painter, relations, visible, detail, zoom, accent);
    }
    painter.setOpacity(1);
}

void DiagramPainter::paintStroke(QPainter &painter, const std::vector<int> &relations, const QRect &visible,
    DiagramDetail detail, double zoom, bool accent) const
{
    static const std::vector<QPoint> none;
    const bool near = detail == DiagramDetail::Text;
    const DiagramMark mark = m_scene.content().relations[size_t(relations.front())].mark;
    const ColorToken token = accent ? ColorToken::Accent : lineToken(mark);
    // Names come first from afar.
    const bool quiet = !accent && !near && mark == DiagramMark::None;
    const QColor color = quiet ? m_theme.tint(token, fromAfar) : m_theme.color(token);
    const double width = std::max(accent ? accentWidth : lineWidth, near ? 0 : 1 / zoom);
    QPainterPath path;
    for (const int index : relations)
        path.addPath(relationPath(m_scene.route(index), near ? m_scene.jumps(index) : none, visible));
    painter.setPen(QPen(color, width, mark == DiagramMark::Removed ? Qt::DashLine : Qt::SolidLine, Qt::FlatCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    if (!near || path.isEmpty())
        return;
    painter.setPen(QPen(color, lineWidth, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(m_theme.color(ColorToken::Surface));
    for (const int index : relations) {
        const RelationEnds &ends = m_scene.content().relations[size_t(index)].ends;
        paintRelationEnd(painter, m_scene.route(index), RelationEnd::From, ends.from);
        if (index == relations.front())
            paintRelationEnd(painter, m_scene.route(index), RelationEnd::To, ends.to);
    }
}

void DiagramPainter::paintTables(
    QPainter &painter, const QRect &visible, DiagramDetail detail, double zoom, const DiagramHighlight &highlight) const
{
    for (const int index : m_scene.tablesIn(visible.adjusted(-16, 0, 0, 0))) {
        const DiagramTable &table = m_scene.content().tables[size_t(index)];
        TableLook look;
        if (m_scene.areaOf(index) >= 0)
            look.area = m_theme.area(m_scene.areas()[size_t(m_scene.areaOf(index))].color);
        look.selected = highlight.isSelected(index);
        look.focused = highlight.focus == index;
        look.hoveredRow = highlight.table == index ? highlight.row : -2;
        for (const int line : highlight.relations) {
            const DiagramRelation &relation = m_scene.content().relations[size_t(line)];
            if (relation.from == index)
                look.accentRows.insert(look.accentRows.end(), relation.fromRows.begin(), relation.fromRows.end());
            if (relation.to == index)
                look.accentRows.insert(look.accentRows.end(), relation.toRows.begin(), relation.toRows.end());
        }
        painter.setOpacity(highlight.isFaded(index) ? fadedOpacity : 1);
        if (detail == DiagramDetail::Text)
            paintTable(painter, m_theme, m_metrics, table, m_scene.rect(index), look);
        else
            paintTableTitle(painter, m_theme, m_metrics, table, m_scene.rect(index), look, zoom);
    }
    painter.setOpacity(1);
}

void DiagramPainter::paintFar(QPainter &painter, const QRect &visible, const DiagramHighlight &highlight) const
{
    QList<QLine> lines;
    for (const int index : m_scene.relationsIn(visible)) {
        const auto &points = m_scene.route(index).points;
        for (size_t i = 0; i + 1 < points.size(); ++i)
            lines.append({points[i], points[i + 1]});
    }
    QPen pen(m_theme.tint(ColorToken::Muted, 0.4), 1);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.drawLines(lines);
    // One call a colour: plain tables, those of each area, those that differ, the selected.
    std::map<std::tuple<bool, DiagramMark, int>, QList<QRect>> boxes;
    for (const int index : m_scene.tablesIn(visible)) {
        const bool isSelected = highlight.isSelected(index);
        const DiagramMark mark = isSelected ? DiagramMark::None : overallMark(m_scene.content().tables[size_t(index)]);
        const bool isPlain = isSelected || mark != DiagramMark::None;
        boxes[{isSelected, mark, isPlain ? -1 : m_scene.areaOf(index)}].append(m_scene.rect(index));
    }
    painter.setPen(Qt::NoPen);
    for (const auto &[look, rects] : boxes) {
        const auto &[isSelected, mark, area] = look;
        painter.setBrush(isSelected         ? m_theme.color(ColorToken::Accent)
                : mark != DiagramMark::None ? m_theme.tint(lineToken(mark), 0.6)
                : area < 0                  ? m_theme.tint(ColorToken::Muted, 0.6)
                                            : m_theme.area(m_scene.areas()[size_t(area)].color));
        painter.drawRects(rects);
    }
}

} // namespace relata
