#include "widgets/diagram/table_painter.h"

#include "widgets/common/theme.h"
#include "widgets/diagram/diagram_metrics.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace relata {

namespace {

using M = DiagramMetrics;
constexpr double areaTint = 0.08, changeTint = 0.14;
constexpr int areaBar = 3;
constexpr double titleOnScreen = 10; ///< pixels

ColorToken tokenOf(DiagramMark mark)
{
    switch (mark) {
    case DiagramMark::Added:
        return ColorToken::Ok;
    case DiagramMark::Removed:
        return ColorToken::Danger;
    default:
        return ColorToken::Accent;
    }
}

QString signOf(DiagramMark mark)
{
    switch (mark) {
    case DiagramMark::Added:
        return QStringLiteral("+");
    case DiagramMark::Removed:
        return QStringLiteral("−");
    case DiagramMark::Changed:
        return QStringLiteral("~");
    case DiagramMark::None:
        break;
    }
    return {};
}

QString elided(const QFont &font, const QString &text, int width)
{
    const QFontMetrics metrics(font);
    return metrics.horizontalAdvance(text) <= width ? text : metrics.elidedText(text, Qt::ElideRight, width);
}

/// Cuts a name at underscores and before capitals where it is wider than the room.
QStringList brokenAtWords(const QString &name, const QFontMetrics &metrics, int width)
{
    QStringList lines{QString()};
    qsizetype begin = 0;
    for (qsizetype i = 1; i <= name.size(); ++i) {
        const bool ends =
            i == name.size() || name.at(i - 1) == u'_' || (name.at(i).isUpper() && !name.at(i - 1).isUpper());
        if (!ends)
            continue;
        const QString word = name.mid(begin, i - begin), longer = lines.back() + word;
        if (lines.back().isEmpty() || metrics.horizontalAdvance(longer) <= width)
            lines.back() = longer;
        else
            lines << word;
        begin = i;
    }
    return lines;
}

class TablePainter {
public:
    TablePainter(QPainter &painter, const Theme &theme, const DiagramMetrics &metrics, const DiagramTable &table,
        const QRect &box, const TableLook &look)
        : m_painter(painter)
        , m_theme(theme)
        , m_metrics(metrics)
        , m_table(table)
        , m_box(box)
        , m_look(look)
    { }

    void paint()
    {
        paintFrame();
        paintHeader();
        for (size_t i = 0; i < m_table.rows.size(); ++i)
            paintRow(int(i));
        paintBorder();
    }

    void paintTitle(double zoom)
    {
        m_painter.fillPath(outline(), headerColor(overallMark(m_table)));
        QFont font = m_metrics.name;
        font.setPixelSize(std::max(13, int(titleOnScreen / zoom)));
        const QFontMetrics metrics(font);
        const QRect room = m_box.adjusted(4, 0, -4, 0);
        const qsizetype most = std::max(1, room.height() / metrics.height());
        QStringList lines = brokenAtWords(m_table.name, metrics, room.width());
        if (lines.size() > most)
            lines = lines.mid(0, most - 1) << lines.mid(most - 1).join(QString());
        for (QString &line : lines)
            line = metrics.elidedText(line, Qt::ElideRight, room.width());
        m_painter.setFont(font);
        m_painter.setPen(m_theme.color(ColorToken::Text));
        m_painter.drawText(room, Qt::AlignCenter, lines.join(u'\n'));
        if (const DiagramMark mark = overallMark(m_table); mark != DiagramMark::None) {
            m_painter.setPen(m_theme.color(tokenOf(mark)));
            m_painter.drawText(room, Qt::AlignRight | Qt::AlignTop, signOf(mark));
        }
        paintBorder(1 / zoom);
    }

private:
    QPainterPath outline() const
    {
        QPainterPath path;
        path.addRoundedRect(QRectF(m_box), grid::radius, grid::radius);
        return path;
    }

    QColor headerColor(DiagramMark mark) const
    {
        if (mark != DiagramMark::None)
            return m_theme.tint(tokenOf(mark), changeTint);
        if (!m_look.area.isValid())
            return m_theme.color(ColorToken::Window);
        const QColor under = m_theme.color(ColorToken::Window), over = m_look.area;
        const auto mixed = [](int a, int b) { return int(a + (b - a) * areaTint); };
        return {mixed(under.red(), over.red()), mixed(under.green(), over.green()), mixed(under.blue(), over.blue())};
    }

    /// A table that is new or gone is so with all its columns.
    bool isWhole() const { return m_table.mark == DiagramMark::Added || m_table.mark == DiagramMark::Removed; }

    void paintFrame()
    {
        m_painter.fillPath(outline(),
            isWhole() ? m_theme.tint(tokenOf(m_table.mark), changeTint) : m_theme.color(ColorToken::Surface));
    }

    void paintBorder(double thinnest = 1)
    {
        const bool strong = m_look.selected || m_look.focused;
        QPen pen(m_theme.color(strong ? ColorToken::Accent : ColorToken::Border), (strong ? 2 : 1) * thinnest);
        if (m_table.mark == DiagramMark::Removed)
            pen.setStyle(Qt::DashLine);
        m_painter.setPen(pen);
        m_painter.setBrush(Qt::NoBrush);
        const double inset = strong ? 0 : 0.5;
        m_painter.drawRoundedRect(QRectF(m_box).adjusted(inset, inset, -inset, -inset), grid::radius, grid::radius);
    }

    void paintHeader()
    {
        const QRect header(m_box.topLeft(), QSize(m_box.width(), M::headerHeight));
        QPainterPath part;
        part.addRect(header);
        m_painter.fillPath(outline().intersected(part), headerColor(m_table.mark));
        if (m_look.area.isValid()) {
            QPainterPath bar;
            bar.addRect(QRectF(header.topLeft(), QSizeF(header.width(), areaBar)));
            m_painter.fillPath(outline().intersected(bar), m_look.area);
        }
        m_painter.fillRect(QRect(header.left(), header.top() + header.height() - 1, header.width(), 1),
            m_theme.color(ColorToken::Border));
        const bool hovered = m_look.hoveredRow == -1;
        const QColor strong = m_theme.color(hovered ? ColorToken::Accent : ColorToken::Text);
        paintGlyph(header, m_theme.color(ColorToken::Muted));
        const int signRoom = m_table.mark == DiagramMark::None ? 0 : M::glyph;
        QRect text = header.adjusted(2 * M::padding + M::glyph, 0, -M::padding - signRoom, 0);
        if (!m_table.schema.isEmpty()) {
            const QString prefix = m_table.schema + u'.';
            drawText(text, Qt::AlignLeft, m_metrics.schema, m_theme.color(ColorToken::Muted), prefix);
            text.setLeft(text.left() + QFontMetrics(m_metrics.schema).horizontalAdvance(prefix));
        }
        drawText(text, Qt::AlignLeft, m_metrics.name, strong, m_table.name);
        paintSign(QRect(header.right() - M::glyph - 2, header.top(), M::glyph, header.height()), m_table.mark);
    }

    /// The glyph of tables (resources/icons/table.svg) as lines, so that drawings on paper hold no pixels.
    void paintGlyph(const QRect &row, const QColor &color)
    {
        const QPointF at(row.left() + M::padding, row.top() + (row.height() - M::glyph) / 2.0);
        QColor fill = color;
        fill.setAlphaF(0.25F);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(fill);
        m_painter.drawRoundedRect(QRectF(1.75, 2.25, 12.5, 3.75).translated(at), 1.25, 1.25);
        m_painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(QRectF(1.75, 2.25, 12.5, 11.5).translated(at), 1.5, 1.5);
        for (const QLineF &line : {QLineF(1.75, 6, 14.25, 6), QLineF(6, 6, 6, 13.75), QLineF(1.75, 9.9, 14.25, 9.9)})
            m_painter.drawLine(line.translated(at));
    }

    /// A glyph made of lines for keys: filled for primary, outlined for foreign, a diamond for unique.
    void paintKey(const QRect &row, DiagramRow::Key key, const QColor &color)
    {
        const QPointF middle(row.left() + M::padding + M::glyph / 2.0, row.top() + row.height() / 2.0);
        m_painter.setPen(QPen(color, 1.5));
        m_painter.setBrush(Qt::NoBrush);
        if (key == DiagramRow::Key::Unique) {
            m_painter.drawPolygon(QPolygonF({middle + QPointF(0, -4.5), middle + QPointF(4.5, 0),
                middle + QPointF(0, 4.5), middle + QPointF(-4.5, 0)}));
            return;
        }
        if (key != DiagramRow::Key::Foreign)
            m_painter.setBrush(color);
        m_painter.drawEllipse(middle + QPointF(-3, 0), 3.25, 3.25);
        m_painter.drawLine(middle + QPointF(0.5, 0), middle + QPointF(6.5, 0));
        m_painter.drawLine(middle + QPointF(6, 0), middle + QPointF(6, 3));
        m_painter.drawLine(middle + QPointF(3.25, 0), middle + QPointF(3.25, 2.5));
        if (key == DiagramRow::Key::PrimaryForeign) {
            m_painter.setBrush(m_theme.color(ColorToken::Surface));
            m_painter.drawEllipse(middle + QPointF(-3, 0), 1, 1);
        }
    }

    void paintRow(int index)
    {
        const DiagramRow &row = m_table.rows[size_t(index)];
        const QRect place(
            m_box.left(), m_box.top() + M::headerHeight + index * M::rowHeight, m_box.width(), M::rowHeight);
        const bool accented =
            std::find(m_look.accentRows.begin(), m_look.accentRows.end(), index) != m_look.accentRows.end();
        const bool ownMark = row.mark != DiagramMark::None && !isWhole();
        if (ownMark)
            m_painter.fillRect(place.adjusted(1, 0, -1, 0), m_theme.tint(tokenOf(row.mark), changeTint));
        else if (accented || m_look.hoveredRow == index)
            m_painter.fillRect(place.adjusted(1, 0, -1, 0), m_theme.color(ColorToken::Selection));
        const QColor textColor = m_theme.color(accented ? ColorToken::Accent : ColorToken::Text);
        const QColor muted = m_theme.color(accented ? ColorToken::Accent : ColorToken::Muted);
        if (row.key != DiagramRow::Key::None)
            paintKey(place, row.key, muted);
        const QFont &font = row.notNull ? m_metrics.required : m_metrics.column;
        QRect text = place.adjusted(2 * M::padding + M::glyph, 0, -M::padding, 0);
        const int typeWidth = QFontMetrics(m_metrics.type).horizontalAdvance(row.type);
        const int nameWidth = QFontMetrics(font).horizontalAdvance(row.name);
        const int typeRoom = std::max(text.width() / 3, text.width() - nameWidth - 2 * M::padding);
        drawText(text, Qt::AlignRight, m_metrics.type, muted, elided(m_metrics.type, row.type, typeRoom));
        text.setWidth(text.width() - std::min(typeWidth, typeRoom) - M::padding);
        drawText(text, Qt::AlignLeft, font, textColor, row.name);
        if (ownMark)
            paintSign(QRect(place.left(), place.top(), M::padding + 2, place.height()), row.mark);
    }

    void paintSign(const QRect &place, DiagramMark mark)
    {
        if (mark == DiagramMark::None)
            return;
        m_painter.setFont(m_metrics.name);
        m_painter.setPen(m_theme.color(tokenOf(mark)));
        m_painter.drawText(place, Qt::AlignCenter, signOf(mark));
    }

    void drawText(const QRect &place, Qt::Alignment side, const QFont &font, const QColor &color, const QString &text)
    {
        m_painter.setFont(font);
        m_painter.setPen(color);
        m_painter.drawText(place, int(side | Qt::AlignVCenter) | Qt::TextSingleLine, elided(font, text, place.width()));
    }

    QPainter &m_painter;
    const Theme &m_theme;
    const DiagramMetrics &m_metrics;
    const DiagramTable &m_table;
    QRect m_box;
    const TableLook &m_look;
};

} // namespace

void paintTable(QPainter &painter, const Theme &theme, const DiagramMetrics &metrics, const DiagramTable &table,
    const QRect &box, const TableLook &look)
{
    TablePainter(painter, theme, metrics, table, box, look).paint();
}

void paintTableTitle(QPainter &painter, const Theme &theme, const DiagramMetrics &metrics, const DiagramTable &table,
    const QRect &box, const TableLook &look, double zoom)
{
    TablePainter(painter, theme, metrics, table, box, look).paintTitle(zoom);
}

} // namespace relata
