#pragma once
#include "widgets/common/environment.h"

#include <QWidget>

namespace relata {

class Theme;

/// The environment's name in white on its colour; takes no room where nothing is said.
class EnvironmentBadge : public QWidget {
    Q_OBJECT
public:
    explicit EnvironmentBadge(const Theme &theme, QWidget *parent = nullptr);

    Environment environment() const { return m_environment; }
    void setEnvironment(Environment environment);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Environment m_environment = Environment::None;
};

/// The stripe on top of every tab of a connection, three pixels high, in the environment's colour.
class EnvironmentStripe : public QWidget {
    Q_OBJECT
public:
    explicit EnvironmentStripe(const Theme &theme, QWidget *parent = nullptr);

    void setEnvironment(Environment environment);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Environment m_environment = Environment::None;
};

} // namespace relata
