#pragma once
#include "models/items/environment_model.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace relata {

class ElidedLabel;
class EnvironmentBadge;
class SymbolLabel;
class Theme;

/// The head of one column: badge and name, where the database stands, and drift or what a person can do.
class EnvironmentHead : public QWidget {
    Q_OBJECT
public:
    explicit EnvironmentHead(const Theme &theme, QWidget *parent);

    void show(const EnvironmentColumn &column);

signals:
    void retryWanted(const QString &name);
    void passwordWanted(const QString &name);
    void menuWanted(const QString &name, const QPoint &at);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void arrange();
    void showDrift(const EnvironmentColumn &column);

    const Theme &m_theme;
    QString m_name;
    EnvironmentBadge *m_badge;
    ElidedLabel *m_title, *m_state, *m_drift;
    SymbolLabel *m_glyph, *m_driftGlyph;
    QPushButton *m_retry, *m_password;
    QToolButton *m_menu;
};

} // namespace relata
