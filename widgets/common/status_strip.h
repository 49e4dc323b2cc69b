#pragma once
#include "widgets/common/panel.h"

class QLabel;
class QToolButton;

namespace relata {

class ElidedLabel;
class EnvironmentBadge;
class Theme;

/// The window's lower edge: environment, connection and transaction of the tab in front, running jobs, position.
class StatusStrip : public QWidget {
    Q_OBJECT
public:
    explicit StatusStrip(const Theme &theme, QWidget *parent = nullptr);

    void show(const PanelStatus &status);
    void setRunningJobs(int count);
    void setProblems(int dangers, int warnings);

signals:
    void jobsClicked();
    void problemsClicked();

private:
    void setTransaction(const QString &text, Tone tone);

    const Theme &m_theme;
    EnvironmentBadge *m_badge;
    ElidedLabel *m_connection;
    QLabel *m_transaction;
    QToolButton *m_jobs;
    QToolButton *m_problems;
    QLabel *m_position;
};

} // namespace relata
