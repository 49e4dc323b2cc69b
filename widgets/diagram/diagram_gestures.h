#pragma once
#include <QPoint>

#include <utility>
#include <vector>

class QKeyEvent;
class QMouseEvent;

namespace relata {

class DiagramView;

/// What the pointer does in a diagram: pan (middle button, or Space held), drag tables, stretch a band over tables.
class DiagramGestures {
public:
    explicit DiagramGestures(DiagramView &view)
        : m_view(view)
    { }

    void press(const QMouseEvent &event);
    void move(const QMouseEvent &event);
    void release(const QMouseEvent &event);
    void setSpaceHeld(bool held);
    bool isSpaceHeld() const { return m_space; }
    /// Escape: puts dragged tables back. True when there was something to give up.
    bool cancel();

private:
    enum class State : unsigned char { Idle, Pressed, Dragging, Banding, Panning };

    void beginDrag();
    void drag(QPoint paper);
    void band(QPoint paper, bool add);
    void showCursor();

    DiagramView &m_view;
    State m_state = State::Idle;
    bool m_space = false;
    int m_pressedTable = -1;
    bool m_keepSelection = false; ///< of several tables, until the button is released without a drag
    QPoint m_pressedAt, m_lastAt; ///< in the viewport
    QPoint m_pressedPaper;
    std::vector<int> m_selectedBefore;
    std::vector<std::pair<int, QPoint>> m_origins; ///< of the dragged tables
};

} // namespace relata
