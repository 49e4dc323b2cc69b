#pragma once
#include "models/items/roles.h"

#include <QElapsedTimer>
#include <QWidget>

#include <chrono>

class QLabel;
class QTimer;
class QToolButton;

namespace relata {

class ElidedLabel;
class ResultBuffer;
class Theme;

/// The strip below results: how many rows, how long, how fast, and the way to stop.
class RunStatus : public QWidget {
    Q_OBJECT
public:
    explicit RunStatus(const Theme &theme, QWidget *parent = nullptr);

    /// A run has begun; its time counts from now.
    void begin();
    void end();
    /// What the rows and the speed are said of; null: of none.
    void setResult(std::shared_ptr<ResultBuffer> buffer);
    /// What is said of the selected cells, as long as they are.
    void setSelection(const QString &text);
    /// Said for some seconds.
    void say(const QString &text, Tone tone);
    /// Whether the result that is shown says itself why it is incomplete.
    bool tellsError() const;
    QString text() const;

signals:
    void cancelRequested();

private:
    void nameParts();
    void refresh();
    QString rowsText() const;

    const Theme &m_theme;
    std::shared_ptr<ResultBuffer> m_buffer;
    QTimer *m_timer;
    QTimer *m_silence;
    QElapsedTimer m_clock;
    bool m_running = false;
    QLabel *m_glyph;
    ElidedLabel *m_text;
    QLabel *m_selection;
    QLabel *m_said;
    QToolButton *m_cancel;
};

} // namespace relata
