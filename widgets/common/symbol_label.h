#pragma once
#include "widgets/common/theme.h"

#include <QWidget>

namespace relata {

/// A symbolic icon as a widget; follows the theme by itself.
class SymbolLabel : public QWidget {
    Q_OBJECT
public:
    SymbolLabel(const Theme &theme, const QString &iconName, ColorToken color, int size, QWidget *parent = nullptr);

    void setSymbol(const QString &iconName, ColorToken color);
    QSize sizeHint() const override { return {m_size, m_size}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_name;
    ColorToken m_color;
    int m_size;
};

} // namespace relata
