#pragma once
#include "models/items/roles.h"
#include "widgets/common/environment.h"

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

#include <array>
#include <memory>

namespace relata {

/// Every colour of the program by what it means; the values stand in resources/themes/relata.json alone.
enum class ColorToken : unsigned char {
    Window,
    Surface,
    Border,
    Text,
    Muted,
    Accent,
    OnAccent,
    Selection,
    Ok,
    Warn,
    Danger,
    Development,
    Staging,
    Production,
    OnEnvironment,
    SqlKeyword,
    SqlType,
    SqlFunction,
    SqlString,
    SqlNumber,
    SqlComment,
    SqlParameter,
    CurrentLine,
    Heat1,
    Heat2,
    Heat3,
    Heat4,
    Heat5,
    Area1,
    Area2,
    Area3,
    Area4,
    Area5,
    Area6,
    Area7,
    Area8,
    Count
};

/// Measures in device-independent pixels: everything stands on a grid of four.
namespace grid {
inline constexpr int unit = 4;
inline constexpr int related = 8; ///< between things that belong together
inline constexpr int group = 16; ///< between groups
inline constexpr int edge = 24; ///< at the edge of a form
inline constexpr int radius = 4; ///< of corners
inline constexpr int rowPadding = 8; ///< row height = font height + this
inline constexpr int icon = 16;
} // namespace grid

/// Colours, fonts and the style of the program, light or dark; switched at run time. GUI thread.
class Theme : public QObject {
    Q_OBJECT
public:
    /// System: light or dark as the desktop is. HighContrast: the desktop's own palette, untouched.
    enum class Mode : unsigned char { System, Light, Dark, HighContrast };
    Q_ENUM(Mode)

    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;

    QColor color(ColorToken token) const { return m_colors[std::size_t(token)]; }
    /// The token's colour laid over the surface with this opacity: an opaque tint, 0.14 for added, changed and removed.
    QColor tint(ColorToken token, double opacity, ColorToken over = ColorToken::Surface) const;
    QColor color(Tone tone) const { return color(token(tone)); }
    QColor color(Environment environment) const;
    /// The areas of a diagram in turn; any index.
    QColor area(int index) const;
    /// Step 1 to 5; `textOnHeat` is readable on it.
    QColor heat(int step) const;
    QColor textOn(const QColor &background) const;
    static ColorToken token(Tone tone);

    Mode mode() const { return m_mode; }
    bool isDark() const { return m_dark; }
    QPalette palette() const;
    QString styleSheet() const;

    /// The desktop's own font.
    QFont interfaceFont() const;
    /// Smaller than the interface's, for badges and hints.
    QFont smallFont() const;
    /// Monospaced with clear 0O1lI, for SQL, cells and types.
    QFont codeFont() const;
    /// Points added to all fonts: Ctrl + and Ctrl −.
    int zoom() const { return m_zoom; }

    /// Gives the application style, palette, style sheet and fonts, and follows the desktop from then on.
    void applyTo(class QApplication &application);
    void setMode(Mode mode);
    void setZoom(int points);
    /// Motion is shown (under 150 ms) unless the desktop asks for less.
    bool motion() const;

signals:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    void readSystem();
    void adoptSystemPalette();
    void load();

    std::array<QColor, std::size_t(ColorToken::Count)> m_colors;
    QApplication *m_application = nullptr;
    QPalette m_systemPalette;
    QFont m_systemFont;
    Mode m_mode = Mode::System;
    int m_zoom = 0;
    bool m_dark = false;
    bool m_applying = false;
};

/// WCAG 2 contrast ratio, 1 to 21.
double contrast(const QColor &one, const QColor &other);

} // namespace relata
