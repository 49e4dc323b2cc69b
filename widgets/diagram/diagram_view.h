#pragma once
#include "widgets/diagram/diagram_painter.h"
#include "widgets/diagram/diagram_scene.h"

#include <QAbstractScrollArea>

namespace relata {

class DiagramGestures;
class Theme;

/// Shows one DiagramScene: pans, zooms, selects, drags, walks by keyboard. It changes nothing itself but where tables
/// stand while they are dragged; what a person wants is told by signals.
class DiagramView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit DiagramView(const Theme &theme, QWidget *parent = nullptr);
    ~DiagramView() override;

    static constexpr double leastZoom = 0.02, mostZoom = 4;

    /// Replaces what is shown; selection and place on paper stay where they can.
    void setScene(DiagramScene scene);
    const DiagramScene &scene() const { return m_scene; }
    const DiagramMetrics &metrics() const { return m_metrics; }
    const DiagramHighlight &highlight() const { return m_highlight; }

    double zoom() const { return m_zoom; }
    /// Zooms so that what stands under `anchor` (in the viewport) stays there.
    void setZoom(double zoom, QPointF anchor);
    void zoomBy(double factor);
    /// The whole, but no larger than life.
    void fit();
    /// Shows this part of the paper once there is a scene, instead of fitting it.
    void keepView(double zoom, QPointF middle);
    /// What the viewport shows, in units of paper.
    QRectF visiblePaper() const;
    QPointF toPaper(QPointF viewportPoint) const;
    QPointF fromPaper(QPointF paperPoint) const;
    /// Brings a point of paper to the middle.
    void centerOn(QPointF paperPoint);

    QList<ObjectId> selectedTables() const;
    ObjectId focusedTable() const;
    void selectTables(const std::vector<int> &tables);
    void toggleTable(int table);
    /// Selects a table and brings it into view, readable.
    void showTable(ObjectId table);
    void setFocusedTable(int table, bool selectIt);
    /// Text for people who cannot see the diagram: "Track: 9 columns; references Album …".
    QString describe(int table) const;

    /// While a drag lasts.
    void dragTables(const std::vector<std::pair<int, QPoint>> &moves);
    void finishDrag(const std::vector<std::pair<int, QPoint>> &from);
    void setHovered(const DiagramScene::Hit &hit);
    void setRubberBand(const QRect &paper);
    void scrollByPixels(QPoint delta);
    /// Goes to what the focused table references first.
    void followReference();

signals:
    void sceneChanged();
    void zoomChanged(double zoom);
    void viewChanged();
    void selectionChanged();
    void tableActivated(relata::ObjectId table);
    void relationActivated(relata::ObjectId foreignKey);
    void tablesMoved(const QHash<relata::ObjectId, QPoint> &positions);
    void tableRequested(QPoint position);
    void relationRequested(relata::ObjectId from, relata::ObjectId to);
    void renameRequested(relata::ObjectId table);
    void deletionRequested(const QList<relata::ObjectId> &tables);
    void menuRequested(const relata::DiagramScene::Hit &hit, QPoint globalPosition);
    void undoRequested();
    void redoRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    bool handleKey(QKeyEvent *event);
    bool handleArrow(QKeyEvent *event);
    void nudgeSelection(QPoint delta);
    void walk(QPoint direction);
    void tellFocus();
    void updateScrollBars();
    void updateRelated();
    void ensureVisible(int table);
    std::vector<int> readingOrder() const;

    const Theme &m_theme;
    DiagramMetrics m_metrics;
    DiagramScene m_scene;
    DiagramHighlight m_highlight;
    QRect m_rubberBand;
    double m_zoom = 1;
    bool m_fitted = false; ///< all is shown, and nobody zoomed or scrolled since
    bool m_fitPending = true; ///< the first scene is fitted once the view has a size
    std::optional<std::pair<double, QPointF>> m_kept; ///< what keepView asked for
    std::unique_ptr<DiagramGestures> m_gestures;
};

} // namespace relata
