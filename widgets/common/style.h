#pragma once
#include <QProxyStyle>

class QStyleOptionToolButton;

namespace relata {

class Theme;

/// Fusion drawn flat: one-pixel borders, radius 4, a two-pixel accent ring for the focus, our own arrows and ticks.
/// The theme must outlive it.
class Style : public QProxyStyle {
    Q_OBJECT
public:
    explicit Style(const Theme &theme);

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
        const QWidget *widget = nullptr) const override;
    int pixelMetric(
        PixelMetric metric, const QStyleOption *option = nullptr, const QWidget *widget = nullptr) const override;
    int styleHint(StyleHint hint, const QStyleOption *option = nullptr, const QWidget *widget = nullptr,
        QStyleHintReturn *returned = nullptr) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
        const QWidget *widget = nullptr) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
        const QWidget *widget = nullptr) const override;
    QIcon standardIcon(
        StandardPixmap pixmap, const QStyleOption *option = nullptr, const QWidget *widget = nullptr) const override;

private:
    void drawButton(const QStyleOption &option, QPainter &painter, const QWidget *widget) const;
    void drawToolButton(const QStyleOption &option, QPainter &painter, const QWidget *widget) const;
    void drawTool(const QStyleOptionToolButton &option, QPainter &painter, const QWidget *widget) const;
    void drawToolLabel(
        const QStyleOptionToolButton &option, QPainter &painter, const QRect &rect, const QWidget *widget) const;
    void drawField(const QStyleOption &option, QPainter &painter) const;
    void drawTick(const QStyleOption &option, QPainter &painter, bool round) const;
    void drawSymbol(const QString &name, const QStyleOption &option, QPainter &painter, int size = 12) const;
    void drawCombo(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const;
    void drawSpin(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const;
    void drawProgress(const QStyleOption &option, QPainter &painter) const;
    bool drawArrow(PrimitiveElement element, const QStyleOption &option, QPainter &painter) const;

    const Theme &m_theme;
};

} // namespace relata
