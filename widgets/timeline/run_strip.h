#pragma once
#include "models/jobs/recipes/migration_guard.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;
class QSlider;

namespace relata {

class ElidedLabel;
class SymbolLabel;
class Theme;

/// What runs on the database just now, how far it is, and what can be asked of it; hidden while nothing runs.
class RunStrip : public QFrame {
    Q_OBJECT
public:
    explicit RunStrip(const Theme &theme, QWidget *parent = nullptr);

    /// `title`: of the run's migration, where it is known; `hasBatches`: its pace can be told.
    void setRun(const std::optional<RunningMigration> &running, const QString &title, bool hasBatches);

    /// A run that waits for its time; only a stop can be asked for.
    void setPlanned(const QString &text, const QString &detail);

signals:
    /// What steerMigration() takes; a cancel has been agreed to by nobody yet.
    void asked(const QString &request);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showTexts(const RunningMigration &running, const QString &title);
    void setTexts(const QString &text, const QString &detail);
    void showPace(int share);
    void arrange();
    QWidget *paceBox();

    const Theme &m_theme;
    SymbolLabel *m_symbol;
    ElidedLabel *m_text, *m_detail;
    QProgressBar *m_progress;
    QSlider *m_pace;
    QLabel *m_paceText;
    QWidget *m_paceBox; ///< around these two
    QPushButton *m_pause, *m_cancel;
    bool m_isPaused = false;
};

} // namespace relata
