#include "tests/support/test_registry.h"
#include "tests/widgets/diagram_fixture.h"
#include "widgets/diagram/diagram_minimap.h"
#include "widgets/diagram/diagram_search.h"
#include "widgets/diagram/diagram_view.h"

#include <QAccessible>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace relata;
using namespace Qt::StringLiterals;

/// The diagram under pointer and keyboard, in a real (offscreen) window.
class DiagramViewTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_view = std::make_unique<DiagramView>(m_theme);
        m_view->resize(1000, 700);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_view->setScene(m_shop.scene(m_theme));
        m_view->setFocus();
    }
    void cleanup() { m_view.reset(); }

    void firstSceneIsFitted()
    {
        QVERIFY(m_view->visiblePaper().contains(QRectF(m_view->scene().extent())));
        QVERIFY(m_view->zoom() <= 1);
    }

    void clickSelectsAndFadesTheUnrelated()
    {
        click(m_shop.order);
        QCOMPARE(m_view->selectedTables(), QList<ObjectId>{m_shop.order});
        QVERIFY(!m_view->highlight().isFaded(index(m_shop.customer)));
        QVERIFY(!m_view->highlight().isFaded(index(m_shop.line)));
        QVERIFY(m_view->highlight().isFaded(index(m_shop.product)));
        QVERIFY(m_view->highlight().isFaded(index(m_shop.lone)));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(2, 2));
        QVERIFY(m_view->selectedTables().isEmpty());
        QVERIFY(!m_view->highlight().isFaded(index(m_shop.lone)));
    }

    void controlClickAddsAndTakesAway()
    {
        click(m_shop.order);
        click(m_shop.line, Qt::ControlModifier);
        QCOMPARE(m_view->selectedTables().size(), 2);
        click(m_shop.line, Qt::ControlModifier);
        QCOMPARE(m_view->selectedTables(), QList<ObjectId>{m_shop.order});
    }

    void dragMovesATableAndTellsOnce()
    {
        QSignalSpy moved(m_view.get(), &DiagramView::tablesMoved);
        const QPoint before = m_view->scene().rect(index(m_shop.product)).topLeft();
        const QPoint start = header(m_shop.product);
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, start);
        QTest::mouseMove(m_view->viewport(), start + QPoint(30, 30));
        QTest::mouseMove(m_view->viewport(), start + QPoint(80, 120));
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, start + QPoint(80, 120));
        QCOMPARE(moved.count(), 1);
        const QPoint after = m_view->scene().rect(index(m_shop.product)).topLeft();
        QVERIFY(std::abs(after.x() - before.x() - 80 / m_view->zoom()) <= 8);
        QVERIFY(std::abs(after.y() - before.y() - 120 / m_view->zoom()) <= 8);
        const auto positions = moved.first().first().value<QHash<ObjectId, QPoint>>();
        QCOMPARE(positions.value(m_shop.product), after);
    }

    void escapePutsDraggedTablesBack()
    {
        QSignalSpy moved(m_view.get(), &DiagramView::tablesMoved);
        const QPoint before = m_view->scene().rect(index(m_shop.product)).topLeft();
        const QPoint start = header(m_shop.product);
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, start);
        QTest::mouseMove(m_view->viewport(), start + QPoint(80, 120));
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, start + QPoint(80, 120));
        QCOMPARE(m_view->scene().rect(index(m_shop.product)).topLeft(), before);
        QCOMPARE(moved.count(), 0);
    }

    void bandSelectsWhatItTouches()
    {
        const QRect all = m_view->scene().extent();
        const QPoint start = m_view->fromPaper(all.topLeft() + QPoint(8, 8)).toPoint();
        const QPoint end = m_view->fromPaper(all.bottomRight() - QPoint(8, 8)).toPoint();
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, start);
        QTest::mouseMove(m_view->viewport(), (start + end) / 2);
        QTest::mouseMove(m_view->viewport(), end);
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, end);
        QCOMPARE(m_view->selectedTables().size(), 6);
    }

    void wheelZoomsAtThePointer()
    {
        const QPointF anchor(300, 200);
        const QPointF under = m_view->toPaper(anchor);
        QWheelEvent event(anchor, m_view->viewport()->mapToGlobal(anchor.toPoint()), {}, QPoint(0, -240), Qt::NoButton,
            Qt::ControlModifier, Qt::NoScrollPhase, false);
        const double before = m_view->zoom();
        QCoreApplication::sendEvent(m_view->viewport(), &event);
        QVERIFY(m_view->zoom() < before);
        QVERIFY((m_view->toPaper(anchor) - under).manhattanLength() * m_view->zoom() <= 2);
    }

    void middleButtonPans()
    {
        m_view->setZoom(2, QPointF(500, 350));
        const QPointF before = m_view->toPaper({});
        QTest::mousePress(m_view->viewport(), Qt::MiddleButton, {}, QPoint(400, 300));
        QTest::mouseMove(m_view->viewport(), QPoint(360, 280));
        QTest::mouseRelease(m_view->viewport(), Qt::MiddleButton, {}, QPoint(360, 280));
        QCOMPARE(m_view->toPaper({}) - before, QPointF(20, 10));
        QVERIFY(m_view->selectedTables().isEmpty());
    }

    void hoveringARowShowsItsRelation()
    {
        const int line = index(m_shop.line);
        const QPoint row = m_view->fromPaper(m_view->scene().rowRect(line, 1).center()).toPoint();
        QTest::mouseMove(m_view->viewport(), row);
        QCOMPARE(m_view->highlight().table, line);
        QCOMPARE(m_view->highlight().row, 1);
        QCOMPARE(m_view->highlight().relations.size(), size_t(1));
        const int relation = m_view->highlight().relations.front();
        QCOMPARE(m_view->scene().content().relations[size_t(relation)].from, line);
        const auto &points = m_view->scene().route(relation).points;
        const QPointF middle = (QPointF(points[0]) + QPointF(points[1])) / 2;
        QTest::mouseMove(m_view->viewport(), m_view->fromPaper(middle).toPoint());
        QCOMPARE(m_view->highlight().relations, std::vector<int>{relation});
        QCOMPARE(m_view->highlight().table, -1);
    }

    void keysWalkThroughAllTables()
    {
        QSet<ObjectId> seen;
        for (int i = 0; i < 6; ++i) {
            QTest::keyClick(m_view.get(), Qt::Key_Tab);
            seen.insert(m_view->focusedTable());
        }
        QCOMPARE(seen.size(), 6);
        QVERIFY(!seen.contains(ObjectId{}));
    }

    void keysFollowReferencesAndOpen()
    {
        QSignalSpy opened(m_view.get(), &DiagramView::tableActivated);
        m_view->setFocusedTable(index(m_shop.order), true);
        QTest::keyClick(m_view.get(), Qt::Key_F);
        QCOMPARE(m_view->focusedTable(), m_shop.customer);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(opened.first().first().value<ObjectId>(), m_shop.customer);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QVERIFY(m_view->focusedTable() != m_shop.customer);
    }

    void keysMoveTheSelection()
    {
        QSignalSpy moved(m_view.get(), &DiagramView::tablesMoved);
        m_view->setFocusedTable(index(m_shop.lone), true);
        const QPoint before = m_view->scene().rect(index(m_shop.lone)).topLeft();
        QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(m_view->scene().rect(index(m_shop.lone)).topLeft(), before + QPoint(0, 4));
        QCOMPARE(moved.count(), 1);
    }

    void searchFindsTablesAndColumns()
    {
        DiagramSearch search(m_theme, m_view.get());
        search.open();
        auto *text = search.findChild<QLineEdit *>(u"diagramSearchText"_s);
        QTest::keyClicks(text, u"custo"_s);
        QCOMPARE(m_view->selectedTables(), QList<ObjectId>{m_shop.customer});
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(m_view->selectedTables(), QList<ObjectId>{m_shop.order});
        text->clear();
        QTest::keyClicks(text, u"setting"_s);
        QCOMPARE(m_view->selectedTables(), QList<ObjectId>{m_shop.lone});
        QVERIFY(m_view->zoom() >= 0.5);
    }

    void minimapGoesWhereOnePresses()
    {
        DiagramMinimap map(m_theme, m_view.get());
        QVERIFY(!map.isVisible());
        m_view->setZoom(2, {});
        QTRY_VERIFY(map.isVisible());
        const QPointF before = m_view->visiblePaper().center();
        QTest::mouseClick(&map, Qt::LeftButton, {}, QPoint(map.width() - 8, map.height() - 8));
        const QPointF after = m_view->visiblePaper().center();
        QVERIFY(after.x() > before.x() && after.y() > before.y());
    }

    void assistiveProgramsSeeAListOfTables()
    {
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view.get());
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 6);
        const int order = index(m_shop.order);
        const QString text = list->child(order)->text(QAccessible::Name);
        QCOMPARE(text, u"order: 2 columns; references customer; referenced by order_line"_s);
        QVERIFY(!list->child(order)->state().selected);
        m_view->setFocusedTable(order, true);
        QVERIFY(list->child(order)->state().selected);
        QCOMPARE(m_view->accessibleDescription(), text);
        QVERIFY(!list->child(order)->rect().isEmpty());
    }

    void newSceneKeepsPlaceAndSelection()
    {
        m_view->setFocusedTable(index(m_shop.order), true);
        m_view->setZoom(1.5, {});
        const QPointF middle = m_view->visiblePaper().center();
        m_view->setScene(m_shop.scene(m_theme));
        QCOMPARE(m_view->selectedTables(), QList<ObjectId>{m_shop.order});
        QCOMPARE(m_view->zoom(), 1.5);
        QVERIFY((m_view->visiblePaper().center() - middle).manhattanLength() < 4);
    }

private:
    int index(ObjectId id) const { return m_view->scene().tableOf(id); }
    QPoint header(ObjectId id) const
    {
        return m_view->fromPaper(m_view->scene().rowRect(index(id), -1).center()).toPoint();
    }
    void click(ObjectId id, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, modifiers, header(id));
    }

    Theme m_theme;
    tests::Shop m_shop;
    std::unique_ptr<DiagramView> m_view;
};

RELATA_TEST(DiagramViewTest)
#include "tst_diagram_view.moc"
