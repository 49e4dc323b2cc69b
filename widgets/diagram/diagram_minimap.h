#pragma once
#include <QPixmap>
#include <QWidget>

namespace relata {

class DiagramView;
class Theme;

/// The whole diagram, small, in the corner of its view, with a frame around what the view shows; a press or a drag goes
/// there. Hidden while the view shows everything.
class DiagramMinimap : public QWidget {
    Q_OBJECT
public:
    DiagramMinimap(const Theme &theme, DiagramView *view);

    void setWanted(bool wanted);
    bool isWanted() const { return m_wanted; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void redraw();
    double scale() const;
    QPointF toMap(QPointF paper) const;
    void goTo(QPointF mapPoint);

    const Theme &m_theme;
    DiagramView *m_view;
    QRect m_paper; ///< what the map covers
    QPixmap m_picture;
    bool m_wanted = true;
};

} // namespace relata
