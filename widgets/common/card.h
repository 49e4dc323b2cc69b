#pragma once
#include <QFrame>

namespace relata {

class Theme;

/// A surface with a one-pixel border and radius 4; dashed for what is not saved yet, ringed while it is the current
/// one.
class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(const Theme &theme, QWidget *parent = nullptr);

    void setDashed(bool dashed);
    void setCurrent(bool current);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    bool m_dashed = false;
    bool m_current = false;
};

} // namespace relata
