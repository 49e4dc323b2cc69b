#include "tests/support/test_registry.h"
#include "tests/widgets/diagram_fixture.h"
#include "widgets/diagram/diagram_export.h"
#include "widgets/diagram/diagram_painter.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// What the painter leaves on paper: on the screen in three levels of detail, in SVG, PDF and PNG.
class DiagramPicturesTest : public QObject {
    Q_OBJECT

    QByteArray exported(const DiagramScene &scene, PictureFormat format, double scale = 1) const
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        const Result<void> done = exportDiagram(scene, m_theme, format, buffer, scale);
        return done ? buffer.data() : QByteArray();
    }

    QImage painted(const DiagramScene &scene, double zoom, const DiagramHighlight &highlight = {}) const
    {
        const QRect sheet = scene.extent();
        QImage image((QSizeF(sheet.size()) * zoom).toSize(), QImage::Format_RGB32);
        image.fill(m_theme.color(ColorToken::Surface));
        QPainter painter(&image);
        painter.scale(zoom, zoom);
        painter.translate(-sheet.topLeft());
        const DiagramMetrics metrics(m_theme);
        DiagramPainter(scene, m_theme, metrics).paint(painter, sheet, DiagramPainter::detailAt(zoom), zoom, highlight);
        return image;
    }

private slots:
    void svgHoldsRealText()
    {
        const QByteArray svg = exported(m_shop.scene(m_theme), PictureFormat::Svg);
        for (const char *word : {"customer", "order_line", "product", "integer"})
            QVERIFY2(svg.contains(QByteArray(QByteArray(">") + word + '<')), word);
        QVERIFY(!svg.contains("<image"));
        QVERIFY(QSvgRenderer(svg).isValid());
    }

    void svgIsTheSameTwice()
    {
        QCOMPARE(
            exported(m_shop.scene(m_theme), PictureFormat::Svg), exported(m_shop.scene(m_theme), PictureFormat::Svg));
    }

    void pdfHasOnePageOfText()
    {
        const QByteArray pdf = exported(m_shop.scene(m_theme), PictureFormat::Pdf);
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.contains("/Count 1"));
        QVERIFY(pdf.contains("/Font"));
    }

    void pngHasTheSizeAsked()
    {
        const DiagramScene scene = m_shop.scene(m_theme);
        const QImage image = QImage::fromData(exported(scene, PictureFormat::Png, 2));
        QCOMPARE(image.size(), scene.extent().size() * 2);
    }

    void emptyDiagramIsAnEmptySheet()
    {
        QVERIFY(!exported({}, PictureFormat::Svg).isEmpty());
        QVERIFY(!QImage::fromData(exported({}, PictureFormat::Png)).isNull());
    }

    void eachLevelOfDetailShowsTheTables()
    {
        const DiagramScene scene = m_shop.scene(m_theme);
        const QRgb paper = m_theme.color(ColorToken::Surface).rgb();
        for (const double zoom : {1.0, 0.3, 0.1}) {
            const QImage image = painted(scene, zoom);
            for (int i = 0; i < scene.tableCount(); ++i) {
                const QRect box = scene.rect(i).translated(-scene.extent().topLeft());
                int inked = 0;
                for (double x = box.left(); x < box.right(); x += 1 / zoom)
                    inked += image.pixel(int(x * zoom), int((box.top() + 16) * zoom)) != paper;
                QVERIFY2(inked > box.width() * zoom / 3, qPrintable(u"table %1 at %2"_s.arg(i).arg(zoom)));
            }
        }
    }

    void accentAppearsOnAHighlightedLineAlone()
    {
        const DiagramScene scene = m_shop.scene(m_theme);
        const QColor accent = m_theme.color(ColorToken::Accent);
        const auto count = [&](const QImage &image) {
            int found = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    found += image.pixel(x, y) == accent.rgb();
            }
            return found;
        };
        QCOMPARE(count(painted(scene, 1)), 0);
        DiagramHighlight highlight;
        highlight.relations = {0};
        QVERIFY(count(painted(scene, 1, highlight)) > 40);
    }

private:
    Theme m_theme;
    tests::Shop m_shop;
};

RELATA_TEST(DiagramPicturesTest)
#include "tst_diagram_pictures.moc"
