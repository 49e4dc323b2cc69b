#include "widgets/diagram/diagram_metrics.h"

#include "models/diagram/diagram_content.h"
#include "widgets/common/theme.h"

#include <QFontMetrics>

#include <algorithm>

namespace relata {

static QFont sized(QFont font, int pixels, QFont::Weight weight = QFont::Normal)
{
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

DiagramMetrics::DiagramMetrics(const Theme &theme)
    : name(sized(theme.interfaceFont(), 14, QFont::DemiBold))
    , schema(sized(theme.interfaceFont(), 14))
    , column(sized(theme.interfaceFont(), 13))
    , required(sized(theme.interfaceFont(), 13, QFont::DemiBold))
    , type(sized(theme.codeFont(), 11))
    , area(sized(theme.interfaceFont(), 15, QFont::DemiBold))
    , note(sized(theme.interfaceFont(), 13))
{ }

QSize DiagramMetrics::sizeOf(const DiagramTable &table) const
{
    const QFontMetrics names(name), schemas(schema), columns(required), types(type);
    int width = padding + glyph + padding + names.horizontalAdvance(table.name) + padding + glyph;
    if (!table.schema.isEmpty())
        width += schemas.horizontalAdvance(table.schema + u'.');
    for (const DiagramRow &row : table.rows) {
        const int own = padding + glyph + padding + columns.horizontalAdvance(row.name) + 3 * padding
            + types.horizontalAdvance(row.type) + padding;
        width = std::max(width, own);
    }
    width = std::clamp((width + 7) / 8 * 8, 144, widest);
    return {width, headerHeight + int(table.rows.size()) * rowHeight + bottom};
}

} // namespace relata
