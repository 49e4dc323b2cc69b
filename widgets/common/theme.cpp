#include "widgets/common/theme.h"
#include "widgets/common/style.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontDatabase>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

constexpr const char *tokenNames[] = {"window", "surface", "border", "text", "muted", "accent", "onAccent", "selection",
    "ok", "warn", "danger", "development", "staging", "production", "onEnvironment", "sqlKeyword", "sqlType",
    "sqlFunction", "sqlString", "sqlNumber", "sqlComment", "sqlParameter", "currentLine", "heat1", "heat2", "heat3",
    "heat4", "heat5", "area1", "area2", "area3", "area4", "area5", "area6", "area7", "area8"};
static_assert(std::size(tokenNames) == std::size_t(ColorToken::Count));

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QColor blend(const QColor &front, const QColor &back, double opacity)
{
    const auto mix = [opacity](float a, float b) { return float(a * opacity + b * (1 - opacity)); };
    return QColor::fromRgbF(
        mix(front.redF(), back.redF()), mix(front.greenF(), back.greenF()), mix(front.blueF(), back.blueF()));
}

QByteArray resource(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

double contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

Theme::Theme(QObject *parent)
    : QObject(parent)
{
    readSystem();
    load();
}

Theme::~Theme()
{
    if (!m_application || !QCoreApplication::instance())
        return;
    m_application->setStyleSheet({});
    QApplication::setStyle(u"Fusion"_s);
}

ColorToken Theme::token(Tone tone)
{
    switch (tone) {
    case Tone::Plain:
        return ColorToken::Text;
    case Tone::Muted:
        return ColorToken::Muted;
    case Tone::Ok:
    case Tone::Added:
        return ColorToken::Ok;
    case Tone::Changed:
        return ColorToken::Accent;
    case Tone::Warning:
        return ColorToken::Warn;
    case Tone::Removed:
    case Tone::Danger:
        return ColorToken::Danger;
    }
    return ColorToken::Text;
}

QColor Theme::tint(ColorToken token, double opacity, ColorToken over) const
{
    return blend(color(token), color(over), opacity);
}

QColor Theme::color(Environment environment) const
{
    switch (environment) {
    case Environment::Development:
        return color(ColorToken::Development);
    case Environment::Staging:
        return color(ColorToken::Staging);
    case Environment::Production:
        return color(ColorToken::Production);
    case Environment::None:
        break;
    }
    return color(ColorToken::Border);
}

QColor Theme::area(int index) const
{
    constexpr int count = int(ColorToken::Area8) - int(ColorToken::Area1) + 1;
    const int turn = ((index % count) + count) % count;
    return color(ColorToken(int(ColorToken::Area1) + turn));
}

QColor Theme::heat(int step) const { return color(ColorToken(int(ColorToken::Heat1) + qBound(1, step, 5) - 1)); }

QColor Theme::textOn(const QColor &background) const
{
    const QColor light = color(m_dark ? ColorToken::Text : ColorToken::Surface);
    const QColor dark = color(m_dark ? ColorToken::Window : ColorToken::Text);
    return contrast(light, background) >= contrast(dark, background) ? light : dark;
}

QPalette Theme::palette() const
{
    if (m_mode == Mode::HighContrast)
        return m_systemPalette;
    QPalette result;
    const auto set = [&result, this](
                         QPalette::ColorRole role, ColorToken token) { result.setColor(role, color(token)); };
    set(QPalette::Window, ColorToken::Window);
    set(QPalette::Base, ColorToken::Surface);
    set(QPalette::AlternateBase, ColorToken::Window);
    set(QPalette::Button, ColorToken::Surface);
    set(QPalette::ToolTipBase, ColorToken::Surface);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText,
             QPalette::HighlightedText, QPalette::BrightText})
        set(role, ColorToken::Text);
    set(QPalette::PlaceholderText, ColorToken::Muted);
    set(QPalette::Highlight, ColorToken::Selection);
    set(QPalette::Link, ColorToken::Accent);
    set(QPalette::LinkVisited, ColorToken::Accent);
    set(QPalette::Light, ColorToken::Surface);
    set(QPalette::Midlight, ColorToken::Border);
    set(QPalette::Mid, ColorToken::Border);
    set(QPalette::Dark, ColorToken::Border);
    result.setColor(QPalette::Shadow, tint(ColorToken::Text, 0.3, ColorToken::Border));
    const QColor disabled = tint(ColorToken::Muted, 0.75);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        result.setColor(QPalette::Disabled, role, disabled);
    return result;
}

QString Theme::styleSheet() const
{
    QString sheet = QString::fromUtf8(resource(u":/relata/themes/relata.qss"_s));
    for (std::size_t i = 0; i < std::size(tokenNames); ++i) {
        const QString name = u'@' + QLatin1StringView(tokenNames[i]) + u'@';
        sheet.replace(name, m_colors[i].name());
    }
    sheet.replace("@hover@"_L1, tint(ColorToken::Text, 0.06).name());
    sheet.replace("@scroll@"_L1, tint(ColorToken::Muted, 0.4).name());
    sheet.replace("@disabled@"_L1, tint(ColorToken::Muted, 0.75).name());
    return sheet;
}

QFont Theme::interfaceFont() const
{
    QFont font = m_systemFont;
    font.setPointSizeF(std::max(6.0, m_systemFont.pointSizeF() + m_zoom));
    return font;
}

QFont Theme::smallFont() const
{
    QFont font = interfaceFont();
    font.setPointSizeF(std::max(6.0, font.pointSizeF() * 0.88));
    return font;
}

QFont Theme::codeFont() const
{
    static const QString family = [] {
        for (const QString &wanted : {u"JetBrains Mono"_s, u"DejaVu Sans Mono"_s})
            if (QFontDatabase::hasFamily(wanted))
                return wanted;
        return QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
    }();
    QFont font(family);
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    font.setPointSizeF(std::max(6.0, interfaceFont().pointSizeF()));
    return font;
}

void Theme::applyTo(QApplication &application)
{
    m_application = &application;
    QApplication::setStyle(new Style(*this));
    application.installEventFilter(this);
    refresh();
}

void Theme::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    refresh();
}

void Theme::setZoom(int points)
{
    const int bounded = qBound(-4, points, 16);
    if (bounded == m_zoom)
        return;
    m_zoom = bounded;
    refresh();
}

bool Theme::motion() const { return QApplication::isEffectEnabled(Qt::UI_AnimateMenu); }

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    const bool desktopMoved = event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::ThemeChange;
    if (desktopMoved && watched == m_application && !m_applying && m_mode != Mode::Light && m_mode != Mode::Dark)
        refresh();
    return QObject::eventFilter(watched, event);
}

void Theme::refresh()
{
    m_applying = true;
    if (m_application) {
        QApplication::setPalette(QPalette());
        readSystem();
    }
    load();
    if (m_application) {
        QApplication::setPalette(palette());
        QApplication::setFont(interfaceFont());
        m_application->setStyleSheet(styleSheet());
    }
    m_applying = false;
    emit changed();
}

void Theme::readSystem()
{
    m_systemPalette = QApplication::palette();
    if (!m_application)
        m_systemFont = QApplication::font();
    if (m_systemFont.pointSizeF() <= 0)
        m_systemFont.setPointSizeF(10);
}

void Theme::load()
{
    const bool systemIsDark = m_systemPalette.color(QPalette::Window).lightness() < 128;
    m_dark = m_mode == Mode::Dark || (m_mode != Mode::Light && systemIsDark);
    const QJsonObject all = QJsonDocument::fromJson(resource(u":/relata/themes/relata.json"_s)).object();
    const QJsonObject values = all.value(m_dark ? "dark"_L1 : "light"_L1).toObject();
    for (std::size_t i = 0; i < std::size(tokenNames); ++i)
        m_colors[i] = QColor(values.value(QLatin1StringView(tokenNames[i])).toString());
    if (m_mode == Mode::HighContrast)
        adoptSystemPalette();
}

void Theme::adoptSystemPalette()
{
    const auto take = [this](ColorToken token, QPalette::ColorRole role) {
        m_colors[std::size_t(token)] = m_systemPalette.color(role);
    };
    take(ColorToken::Window, QPalette::Window);
    take(ColorToken::Surface, QPalette::Base);
    take(ColorToken::Border, QPalette::WindowText);
    take(ColorToken::Text, QPalette::Text);
    take(ColorToken::Muted, QPalette::Text);
    take(ColorToken::Selection, QPalette::Highlight);
    take(ColorToken::CurrentLine, QPalette::AlternateBase);
}

} // namespace relata

#include "moc_theme.cpp"
