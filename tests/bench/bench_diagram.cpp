// How long layout, routing and painting take on diagrams of 100, 1,000 and 3,000 tables; medians, nothing asserted.
#include "widgets/common/theme.h"
#include "widgets/diagram/diagram_metrics.h"
#include "widgets/diagram/diagram_painter.h"
#include "widgets/diagram/diagram_scene.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>
#include <QRandomGenerator>
#include <QTextStream>

#include <algorithm>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize window(1600, 1000);

/// Most tables reference one to three others, an eighth of them the same five.
DiagramContent randomContent(int count)
{
    QRandomGenerator random(17);
    DiagramContent content;
    for (int i = 0; i < count; ++i) {
        DiagramTable table{ObjectId{quint64(i + 1)}, u"table_number_%1"_s.arg(i), {}, {}, {}, {}};
        for (int k = 4 + random.bounded(14); k > 0; --k)
            table.rows.push_back({{}, u"column_%1"_s.arg(k), u"varchar(%1)"_s.arg(k * 10), {}, k % 2 == 0, {}});
        content.tables.push_back(std::move(table));
    }
    for (int i = 1; i < count; ++i) {
        for (int k = random.bounded(4); k > 0; --k) {
            const int to = random.bounded(8) ? random.bounded(std::max(0, i - 60), i) : random.bounded(std::min(i, 5));
            content.relations.push_back({{}, {}, i, to, {random.bounded(4)}, {0}, {}, {}});
        }
    }
    return content;
}

template <class F>
double median(int rounds, F f)
{
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        f();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[size_t(rounds / 2)];
}

double frame(const DiagramScene &scene, const Theme &theme, const DiagramMetrics &metrics, double zoom)
{
    QImage image(window, QImage::Format_RGB32);
    const QRect sheet = scene.extent();
    const QSize part = (QSizeF(window) / zoom).toSize();
    const QRect visible(sheet.center() - QPoint(part.width(), part.height()) / 2, part);
    return median(15, [&] {
        QPainter painter(&image);
        painter.fillRect(image.rect(), theme.color(ColorToken::Surface));
        painter.scale(zoom, zoom);
        painter.translate(-visible.topLeft());
        DiagramPainter(scene, theme, metrics).paint(painter, visible, DiagramPainter::detailAt(zoom), zoom);
    });
}

double dragStep(DiagramScene &scene)
{
    int step = 0;
    const int table = scene.tableCount() / 2;
    const QPoint start = scene.rect(table).topLeft();
    return median(21, [&] { scene.moveTables({{table, start + QPoint(8 * ++step, 4 * step)}}); });
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const Theme theme;
    const DiagramMetrics metrics(theme);
    QTextStream out(stdout);
    out << "tables  lines  layout+routes s  drag ms  whole ms  titles ms  text ms\n";
    for (const int count : {100, 300, 1000, 3000}) {
        DiagramContent content = randomContent(count);
        std::vector<QSize> sizes;
        for (const DiagramTable &table : content.tables)
            sizes.push_back(metrics.sizeOf(table));
        DiagramScene scene(std::move(content), sizes);
        const double built = median(1, [&] { Q_UNUSED(scene.layOut({}, {}).has_value()); });
        const QSize extent = scene.extent().size();
        const double fit = std::min(double(window.width()) / extent.width(), double(window.height()) / extent.height());
        out << u"%1 %2 %3 %4 %5 %6 %7\n"_s.arg(count, 6)
                   .arg(scene.relationCount(), 6)
                   .arg(built / 1000, 16, 'f', 2)
                   .arg(dragStep(scene), 8, 'f', 2)
                   .arg(frame(scene, theme, metrics, fit), 9, 'f', 2)
                   .arg(frame(scene, theme, metrics, 0.3), 10, 'f', 2)
                   .arg(frame(scene, theme, metrics, 1), 8, 'f', 2);
        out.flush();
    }
    return 0;
}
