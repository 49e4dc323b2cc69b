#include "widgets/diagram/diagram_export.h"

#include "widgets/common/theme.h"
#include "widgets/diagram/diagram_painter.h"
#include "widgets/diagram/diagram_scene.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QImage>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace relata {

namespace {

constexpr QSize emptySheet(320, 200);
constexpr double mostPixels = 400e6; ///< 1.6 GB; larger pictures are scaled down
constexpr double unitsAnInch = 96, pointsAnInch = 72;

Result<void> failed(const char *text)
{
    return failure(Error{Error::Code::File, {"DiagramExport", text, {}}, {}, {}, {}});
}

void paintSheet(QPainter &painter, const DiagramScene &scene, const Theme &theme, const QRect &sheet)
{
    const DiagramMetrics metrics(theme);
    painter.fillRect(sheet, theme.color(ColorToken::Surface));
    DiagramPainter(scene, theme, metrics).paint(painter, sheet, DiagramDetail::Text, 1);
}

Result<void> writeSvg(const DiagramScene &scene, const Theme &theme, QIODevice &device, const QRect &sheet)
{
    QSvgGenerator generator;
    generator.setOutputDevice(&device);
    generator.setSize(sheet.size());
    generator.setViewBox(sheet);
    generator.setResolution(int(unitsAnInch));
    QPainter painter;
    if (!painter.begin(&generator))
        return failed(QT_TRANSLATE_NOOP("DiagramExport", "The SVG file cannot be written."));
    paintSheet(painter, scene, theme, sheet);
    painter.end();
    return {};
}

Result<void> writePdf(const DiagramScene &scene, const Theme &theme, QIODevice &device, const QRect &sheet)
{
    QPdfWriter writer(&device);
    writer.setResolution(int(unitsAnInch));
    const QSizeF points(sheet.width() * pointsAnInch / unitsAnInch, sheet.height() * pointsAnInch / unitsAnInch);
    writer.setPageLayout(QPageLayout(QPageSize(points, QPageSize::Point, {}, QPageSize::ExactMatch),
        QPageLayout::Portrait, QMarginsF(), QPageLayout::Point));
    QPainter painter;
    if (!painter.begin(&writer))
        return failed(QT_TRANSLATE_NOOP("DiagramExport", "The PDF file cannot be written."));
    painter.translate(-sheet.topLeft());
    paintSheet(painter, scene, theme, sheet);
    painter.end();
    return {};
}

Result<void> writePng(
    const DiagramScene &scene, const Theme &theme, QIODevice &device, const QRect &sheet, double scale)
{
    const double pixels = double(sheet.width()) * sheet.height() * scale * scale;
    if (pixels > mostPixels)
        scale *= std::sqrt(mostPixels / pixels);
    QImage image(
        std::max(1, int(sheet.width() * scale)), std::max(1, int(sheet.height() * scale)), QImage::Format_RGB32);
    if (image.isNull())
        return failed(QT_TRANSLATE_NOOP("DiagramExport", "There is not enough memory for a picture of this size."));
    QPainter painter(&image);
    painter.scale(scale, scale);
    painter.translate(-sheet.topLeft());
    paintSheet(painter, scene, theme, sheet);
    painter.end();
    if (!image.save(&device, "PNG"))
        return failed(QT_TRANSLATE_NOOP("DiagramExport", "The PNG file cannot be written."));
    return {};
}

} // namespace

Result<void> exportDiagram(
    const DiagramScene &scene, const Theme &theme, PictureFormat format, QIODevice &device, double scale)
{
    const QRect extent = scene.extent();
    const QRect sheet = extent.isNull() ? QRect(QPoint(), emptySheet) : extent;
    switch (format) {
    case PictureFormat::Svg:
        return writeSvg(scene, theme, device, sheet);
    case PictureFormat::Pdf:
        return writePdf(scene, theme, device, sheet);
    case PictureFormat::Png:
        return writePng(scene, theme, device, sheet, scale);
    }
    return {};
}

} // namespace relata
