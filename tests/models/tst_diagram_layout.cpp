#include "models/diagram/free_place.h"
#include "models/diagram/layer_graph.h"
#include "models/diagram/layered_layout.h"
#include "models/diagram/part_layout.h"
#include "tests/support/test_registry.h"

#include <QRandomGenerator>
#include <QRect>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {

constexpr int headerHeight = 28, rowHeight = 24;

int rowMiddle(int row) { return headerHeight + rowHeight * row + rowHeight / 2; }

LayoutBox boxWithRows(int rows, int width) { return {QSize(width, headerHeight + rowHeight * rows), {}, -1}; }

/// Most tables reference a few older ones, some are hubs, some stand alone, a few lines make cycles or loops.
LayoutGraph randomGraph(quint32 seed, int count)
{
    QRandomGenerator random(seed);
    LayoutGraph graph;
    std::vector<int> rows;
    for (int i = 0; i < count; ++i) {
        rows.push_back(1 + random.bounded(14));
        graph.boxes.push_back(boxWithRows(rows.back(), 120 + 4 * random.bounded(40)));
    }
    for (int i = 1; i < count; ++i) {
        for (int k = random.bounded(4); k > 0; --k) {
            const int other = random.bounded(3) ? random.bounded(i) : random.bounded(std::min(i, 5));
            const bool turned = random.bounded(12) == 0;
            const int from = turned ? other : i, to = turned ? i : random.bounded(30) ? other : i;
            graph.edges.push_back({from, to, rowMiddle(random.bounded(rows[size_t(from)])), rowMiddle(0)});
        }
    }
    return graph;
}

QRect rectangle(const LayoutGraph &graph, const std::vector<QPoint> &positions, size_t box)
{
    return {positions[box], graph.boxes[box].size};
}

QString overlap(const LayoutGraph &graph, const std::vector<QPoint> &positions)
{
    for (size_t a = 0; a < positions.size(); ++a) {
        for (size_t b = a + 1; b < positions.size(); ++b) {
            if (rectangle(graph, positions, a).intersects(rectangle(graph, positions, b)))
                return u"boxes %1 and %2 overlap"_s.arg(a).arg(b);
        }
    }
    return {};
}

QRect extent(const LayoutGraph &graph, const std::vector<QPoint> &positions)
{
    QRect all;
    for (size_t i = 0; i < positions.size(); ++i)
        all |= rectangle(graph, positions, i);
    return all;
}

} // namespace

class DiagramLayoutTest : public QObject {
    Q_OBJECT

private slots:
    void boxesNeverOverlap_data() const
    {
        QTest::addColumn<int>("count");
        for (const int count : {1, 2, 3, 7, 20, 60, 150, 400})
            QTest::addRow("%d tables", count) << count;
    }

    void boxesNeverOverlap() const
    {
        QFETCH(int, count);
        for (quint32 seed = 1; seed <= (count > 100 ? 2u : 12u); ++seed) {
            const LayoutGraph graph = randomGraph(seed, count);
            const auto positions = layeredLayout(graph);
            QVERIFY(positions);
            QCOMPARE(positions->size(), graph.boxes.size());
            QCOMPARE(overlap(graph, *positions), QString());
        }
    }

    void emptyGraphHasNoPositions() const
    {
        const auto positions = layeredLayout({});
        QVERIFY(positions);
        QVERIFY(positions->empty());
    }

    void equalGraphsGetEqualLayouts() const
    {
        for (quint32 seed = 1; seed <= 5; ++seed)
            QVERIFY(*layeredLayout(randomGraph(seed, 80)) == *layeredLayout(randomGraph(seed, 80)));
    }

    void pinnedBoxesStay() const
    {
        for (quint32 seed = 1; seed <= 10; ++seed) {
            LayoutGraph graph = randomGraph(seed, 50);
            const auto free = *layeredLayout(graph);
            QRandomGenerator random(seed);
            for (size_t i = 0; i < graph.boxes.size(); i += 3)
                graph.boxes[i].pinned = free[i] + QPoint(1000, -400);
            const auto positions = *layeredLayout(graph);
            for (size_t i = 0; i < graph.boxes.size(); i += 3)
                QCOMPARE(positions[i], *graph.boxes[i].pinned);
            QCOMPARE(overlap(graph, positions), QString());
        }
    }

    void wholeHasTheShapeOfTheWindow() const
    {
        for (const double wanted : {0.7, 1.0, 1.6, 2.4}) {
            LayoutOptions options;
            options.aspectRatio = wanted;
            for (quint32 seed = 1; seed <= 4; ++seed) {
                const LayoutGraph graph = randomGraph(seed, 120);
                const QRect all = extent(graph, *layeredLayout(graph, options));
                const double ratio = double(all.width()) / all.height() / wanted;
                QVERIFY2(ratio > 0.5 && ratio < 2, qPrintable(u"%1 × the wanted ratio"_s.arg(ratio)));
            }
        }
    }

    void starIsNotATower() const
    {
        LayoutGraph graph;
        for (int i = 0; i < 101; ++i)
            graph.boxes.push_back(boxWithRows(5, 200));
        for (int i = 1; i < 101; ++i)
            graph.edges.push_back({i, 0, rowMiddle(1), rowMiddle(0)});
        const QRect all = extent(graph, *layeredLayout(graph));
        QVERIFY2(all.height() < 2 * all.width(), qPrintable(u"%1 × %2"_s.arg(all.width()).arg(all.height())));
    }

    void chainLeadsFromLeftToRightInStraightLines() const
    {
        LayoutGraph graph;
        for (int i = 0; i < 4; ++i)
            graph.boxes.push_back(boxWithRows(3 + i, 200));
        for (int i = 1; i < 4; ++i)
            graph.edges.push_back({i, i - 1, rowMiddle(1), rowMiddle(0)});
        const auto positions = *layeredLayout(graph);
        for (size_t i = 1; i < 4; ++i) {
            QVERIFY(positions[i].x() > positions[i - 1].x() + 200);
            QCOMPARE(positions[i].y() + rowMiddle(1), positions[i - 1].y() + rowMiddle(0));
        }
    }

    void crossingsAreCountedAndReduced() const
    {
        LayerGraph graph;
        graph.nodes = {{0, 0, 10}, {1, 0, 10}, {2, 1, 10}, {3, 1, 10}};
        graph.links = {{0, 3, 0, 0}, {1, 2, 0, 0}};
        graph.layers = {{0, 1}, {2, 3}};
        graph.linksRight = {{0}, {1}, {}, {}};
        graph.linksLeft = {{}, {}, {1}, {0}};
        QCOMPARE(crossingCount(graph), 1);
        reduceCrossings(graph, 4);
        QCOMPARE(crossingCount(graph), 0);
    }

    void areasStandTogether() const
    {
        LayoutGraph graph = randomGraph(3, 60);
        for (size_t i = 0; i < graph.boxes.size(); ++i)
            graph.boxes[i].area = int(i % 3) - 1;
        const auto positions = *layeredLayout(graph);
        QCOMPARE(overlap(graph, positions), QString());
        QRect first, second;
        for (size_t i = 0; i < graph.boxes.size(); ++i) {
            if (graph.boxes[i].area == 0)
                first |= rectangle(graph, positions, i);
            if (graph.boxes[i].area == 1)
                second |= rectangle(graph, positions, i);
        }
        QVERIFY(!first.intersects(second));
    }

    void stopsWhenTold() const
    {
        int heard = 0;
        const auto positions = layeredLayout(randomGraph(1, 50), {}, [&](int, int total) {
            ++heard;
            return total != 50;
        });
        QVERIFY(!positions);
        QCOMPARE(positions.error().code, Error::Code::Cancelled);
        QCOMPARE(heard, 1);
    }

    void rectanglesArePackedWithoutOverlap() const
    {
        QRandomGenerator random(7);
        std::vector<QSize> sizes;
        for (int i = 0; i < 60; ++i)
            sizes.emplace_back(20 + random.bounded(400), 20 + random.bounded(300));
        const auto corners = packRectangles(sizes, 1.6, 10);
        for (size_t a = 0; a < sizes.size(); ++a) {
            for (size_t b = 0; b < a; ++b)
                QVERIFY(!QRect(corners[a], sizes[a] + QSize(9, 9)).intersects(QRect(corners[b], sizes[b])));
        }
    }

    void freePlaceIsTheNearest() const
    {
        const std::vector<QRect> taken{QRect(0, 0, 100, 100)};
        QCOMPARE(nearestFreePlace(taken, QSize(50, 50), QPoint(300, 0), 10), QPoint(300, 0));
        QCOMPARE(nearestFreePlace(taken, QSize(50, 50), QPoint(90, 20), 10), QPoint(110, 20));
    }
};

RELATA_TEST(DiagramLayoutTest)
#include "tst_diagram_layout.moc"
