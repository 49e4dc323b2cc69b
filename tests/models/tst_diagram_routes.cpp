#include "models/diagram/edge_router.h"
#include "models/diagram/layered_layout.h"
#include "tests/support/test_registry.h"

#include <QRandomGenerator>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {

struct Sheet {
    std::vector<QRect> boxes;
    std::vector<LayoutEdge> edges;
};

/// Boxes laid out by the layout, joined by random lines; some are then moved somewhere else, without overlap.
Sheet randomSheet(quint32 seed, int count)
{
    QRandomGenerator random(seed);
    LayoutGraph graph;
    for (int i = 0; i < count; ++i)
        graph.boxes.push_back({QSize(160 + 4 * random.bounded(20), 28 + 24 * (1 + random.bounded(10))), {}, -1});
    for (int i = 1; i < count; ++i) {
        for (int k = 1 + random.bounded(2); k > 0; --k) {
            const int other = random.bounded(9) ? random.bounded(i) : i;
            const int rows = (graph.boxes[size_t(i)].size.height() - 28) / 24;
            graph.edges.push_back({i, other, 28 + 24 * random.bounded(rows) + 12, 40});
        }
    }
    const auto positions = *layeredLayout(graph);
    Sheet sheet{{}, graph.edges};
    for (size_t i = 0; i < positions.size(); ++i)
        sheet.boxes.emplace_back(positions[i], graph.boxes[i].size);
    return sheet;
}

QString text(const Route &route)
{
    QStringList points;
    for (const QPoint &point : route.points)
        points << u"%1,%2"_s.arg(point.x()).arg(point.y());
    return points.join(u' ');
}

QRect piece(const Route &route, size_t i)
{
    const QPoint a = route.points[i], b = route.points[i + 1];
    return {
        QPoint(std::min(a.x(), b.x()), std::min(a.y(), b.y())), QPoint(std::max(a.x(), b.x()), std::max(a.y(), b.y()))};
}

/// What is wrong with a route; empty when nothing is.
QString fault(const Sheet &sheet, const EdgeRouter &router, size_t edge)
{
    const Route &route = router.routes()[edge];
    const LayoutEdge &own = sheet.edges[edge];
    if (route.points.size() < 2)
        return u"no line"_s;
    const auto meets = [](const QRect &box, QPoint point, int row) {
        return std::abs(point.y() - box.top() - row) <= 6
            && (point.x() == box.left() || point.x() == box.left() + box.width());
    };
    if (!meets(sheet.boxes[size_t(own.from)], route.points.front(), own.fromRow))
        return u"does not begin at its row"_s;
    if (!meets(sheet.boxes[size_t(own.to)], route.points.back(), own.toRow))
        return u"does not end at its row"_s;
    for (size_t i = 0; i + 1 < route.points.size(); ++i) {
        const bool level = route.points[i].y() == route.points[i + 1].y();
        if (!level && route.points[i].x() != route.points[i + 1].x())
            return u"is oblique"_s;
        if (level != (i % 2 == 0))
            return u"does not turn"_s;
        for (size_t box = 0; box < sheet.boxes.size(); ++box) {
            // The sides belong to the line's ends; a box covers what lies between them.
            if (sheet.boxes[box].adjusted(1, 0, -1, 0).intersects(piece(route, i).adjusted(0, 0, level ? -1 : 0, 0)))
                return u"passes through box %1"_s.arg(box);
        }
    }
    return {};
}

QStringList faults(const Sheet &sheet, const EdgeRouter &router)
{
    QStringList all;
    for (size_t i = 0; i < sheet.edges.size(); ++i) {
        const QString one = fault(sheet, router, i);
        if (!one.isEmpty())
            all << u"line %1 %2: %3"_s.arg(i).arg(one, text(router.routes()[i]));
    }
    return all;
}

/// Length that two lines to different rows run on each other.
int sharedLength(const Route &a, const Route &b)
{
    int length = 0;
    for (size_t i = 0; i + 1 < a.points.size(); ++i) {
        for (size_t k = 0; k + 1 < b.points.size(); ++k) {
            const QRect both = piece(a, i) & piece(b, k);
            if (i % 2 == k % 2)
                length += both.isEmpty() ? 0 : both.width() + both.height() - 2;
        }
    }
    return length;
}

} // namespace

class DiagramRoutesTest : public QObject {
    Q_OBJECT

private slots:
    void linesJoinRowsAndKeepClearOfBoxes() const
    {
        for (quint32 seed = 1; seed <= 12; ++seed) {
            const Sheet sheet = randomSheet(seed, 5 + int(seed) * 4);
            EdgeRouter router(sheet.boxes, sheet.edges);
            QVERIFY(router.routeAll());
            QCOMPARE(faults(sheet, router), QStringList());
        }
    }

    void equalSheetsGetEqualLines() const
    {
        const Sheet sheet = randomSheet(3, 30);
        EdgeRouter a(sheet.boxes, sheet.edges), b(sheet.boxes, sheet.edges);
        QVERIFY(a.routeAll() && b.routeAll());
        QVERIFY(a.routes() == b.routes());
    }

    void linesToDifferentRowsRunSideBySide() const
    {
        // Two keys of one table reference two rows of another: nowhere on each other.
        Sheet sheet;
        sheet.boxes = {QRect(0, 0, 160, 124), QRect(300, 60, 160, 124)};
        sheet.edges = {{1, 0, 40, 40}, {1, 0, 64, 64}, {1, 0, 88, 88}};
        EdgeRouter router(sheet.boxes, sheet.edges);
        QVERIFY(router.routeAll());
        QCOMPARE(faults(sheet, router), QStringList());
        for (size_t a = 0; a < 3; ++a) {
            for (size_t b = 0; b < a; ++b)
                QCOMPARE(sharedLength(router.routes()[a], router.routes()[b]), 0);
        }
        // The order in the channel is the one without crossings.
        for (const auto &jumps : lineJumps(router.routes(), 4))
            QVERIFY(jumps.empty());
    }

    void fewLinesLieOnEachOther() const
    {
        int shared = 0, all = 0;
        for (quint32 seed = 20; seed < 26; ++seed) {
            const Sheet sheet = randomSheet(seed, 40);
            EdgeRouter router(sheet.boxes, sheet.edges);
            QVERIFY(router.routeAll());
            for (size_t a = 0; a < sheet.edges.size(); ++a) {
                all += sharedLength(router.routes()[a], router.routes()[a]);
                for (size_t b = 0; b < a; ++b) {
                    const bool sameRow = sheet.edges[a].to == sheet.edges[b].to
                        || (sheet.edges[a].from == sheet.edges[b].from
                            && sheet.edges[a].fromRow == sheet.edges[b].fromRow);
                    if (!sameRow)
                        shared += sharedLength(router.routes()[a], router.routes()[b]);
                }
            }
        }
        QVERIFY2(shared * 50 < all, qPrintable(u"%1 of %2"_s.arg(shared).arg(all)));
    }

    void linesToOneRowShareATrunk() const
    {
        Sheet sheet;
        sheet.boxes = {
            QRect(0, 200, 160, 100), QRect(300, 0, 160, 100), QRect(300, 200, 160, 100), QRect(300, 400, 160, 100)};
        sheet.edges = {{1, 0, 60, 40}, {2, 0, 64, 40}, {3, 0, 40, 40}};
        EdgeRouter router(sheet.boxes, sheet.edges);
        QVERIFY(router.routeAll());
        QCOMPARE(faults(sheet, router), QStringList());
        QCOMPARE(router.routes()[0].points[1].x(), router.routes()[2].points[1].x());
    }

    void selfReferenceLoopsBesideItsTable() const
    {
        Sheet sheet{{QRect(0, 0, 160, 124)}, {{0, 0, 88, 40}, {0, 0, 64, 64}}};
        EdgeRouter router(sheet.boxes, sheet.edges);
        QVERIFY(router.routeAll());
        QCOMPARE(faults(sheet, router), QStringList());
        QCOMPARE(router.routes()[0].points.size(), size_t(4));
    }

    void onlyAffectedLinesChangeWhenABoxMoves() const
    {
        for (quint32 seed = 1; seed <= 8; ++seed) {
            Sheet sheet = randomSheet(seed, 30);
            EdgeRouter router(sheet.boxes, sheet.edges);
            QVERIFY(router.routeAll());
            const auto before = router.routes();
            const int box = int(seed) % 30;
            const QRect target = sheet.boxes[size_t(box)].translated(0, -2000);
            sheet.boxes[size_t(box)] = target;
            const std::vector<int> changed = router.moveBoxes({{box, target}});
            QCOMPARE(faults(sheet, router), QStringList());
            for (size_t i = 0; i < before.size(); ++i) {
                const bool ends = sheet.edges[i].from == box || sheet.edges[i].to == box;
                const bool said = std::find(changed.begin(), changed.end(), int(i)) != changed.end();
                QVERIFY(!ends || said);
                if (!said)
                    QVERIFY(before[i] == router.routes()[i]);
            }
        }
    }

    void lineInTheWayOfAMovedBoxGoesRound() const
    {
        Sheet sheet{{QRect(0, 0, 100, 100), QRect(400, 0, 100, 100), QRect(200, 400, 100, 100)}, {{1, 0, 40, 40}}};
        EdgeRouter router(sheet.boxes, sheet.edges);
        QVERIFY(router.routeAll());
        QCOMPARE(router.routes()[0].points.size(), size_t(2));
        sheet.boxes[2] = QRect(200, 0, 100, 100);
        QCOMPARE(router.moveBoxes({{2, sheet.boxes[2]}}), std::vector<int>{0});
        QCOMPARE(faults(sheet, router), QStringList());
        QVERIFY(router.routes()[0].points.size() > 2);
    }

    void overlappingBoxesStillGetALine() const
    {
        EdgeRouter router({QRect(0, 0, 100, 100), QRect(50, 50, 100, 100)}, {{1, 0, 40, 40}});
        QVERIFY(router.routeAll());
        QCOMPARE(router.routes()[0].points.front().y(), 90);
        QCOMPARE(router.routes()[0].points.back().y(), 40);
    }

    void crossingsAreJumpedOnce() const
    {
        const std::vector<Route> routes{
            {{QPoint(0, 50), QPoint(100, 50)}}, {{QPoint(10, 0), QPoint(60, 0), QPoint(60, 100), QPoint(90, 100)}}};
        const auto jumps = lineJumps(routes, 4);
        QCOMPARE(jumps[0], std::vector<QPoint>{QPoint(60, 50)});
        QVERIFY(jumps[1].empty());
    }

    void stopsWhenTold() const
    {
        const Sheet sheet = randomSheet(3, 30);
        EdgeRouter router(sheet.boxes, sheet.edges);
        const auto result = router.routeAll([](int, int) { return false; });
        QVERIFY(!result && result.error().code == Error::Code::Cancelled);
    }
};

RELATA_TEST(DiagramRoutesTest)
#include "tst_diagram_routes.moc"
