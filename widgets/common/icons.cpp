#include "widgets/common/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

QString pathOf(const QString &name) { return u":/relata/icons/"_s + name + u".svg"_s; }

QPixmap rendered(const QString &name, const QColor &color, const QSize &size)
{
    QFile file(pathOf(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(QPointF(), QSizeF(size)));
    return pixmap;
}

QPixmap cached(const QString &name, const QColor &color, const QSize &size)
{
    const QString key = u"relata/%1/%2/%3x%4"_s.arg(name, color.name()).arg(size.width()).arg(size.height());
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = rendered(name, color, size);
        QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

/// Asks the theme for its colour each time it paints, so no icon has to be made anew when the theme changes.
class SymbolEngine : public QIconEngine {
public:
    SymbolEngine(const Theme &theme, QString name, ColorToken token)
        : m_theme(theme)
        , m_name(std::move(name))
        , m_token(token)
    { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const double ratio = painter->device()->devicePixelRatioF();
        const int side = std::min(rect.width(), rect.height());
        QRect square(0, 0, side, side);
        square.moveCenter(rect.center());
        painter->drawPixmap(square, cached(m_name, colorFor(mode), square.size() * ratio));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return cached(m_name, colorFor(mode), size);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        return cached(m_name, colorFor(mode), size);
    }

    QIconEngine *clone() const override { return new SymbolEngine(m_theme, m_name, m_token); }
    QString key() const override { return u"relata-symbol"_s; }
    QString iconName() override { return m_name; }
    bool isNull() override { return false; }

private:
    QColor colorFor(QIcon::Mode mode) const
    {
        return mode == QIcon::Disabled ? m_theme.tint(ColorToken::Muted, 0.75) : m_theme.color(m_token);
    }

    const Theme &m_theme;
    QString m_name;
    ColorToken m_token;
};

} // namespace

QIcon icon(const Theme &theme, const QString &name, ColorToken color)
{
    if (name.isEmpty() || !QFile::exists(pathOf(name)))
        return {};
    return QIcon(new SymbolEngine(theme, name, color));
}

QString toneIconName(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return u"ok"_s;
    case Tone::Warning:
        return u"warning"_s;
    case Tone::Danger:
        return u"danger"_s;
    case Tone::Added:
        return u"add"_s;
    case Tone::Removed:
        return u"remove"_s;
    case Tone::Changed:
        return u"edit"_s;
    case Tone::Plain:
    case Tone::Muted:
        break;
    }
    return {};
}

QIcon toneIcon(const Theme &theme, Tone tone) { return icon(theme, toneIconName(tone), Theme::token(tone)); }

QPixmap symbol(const QString &name, const QColor &color, int size, double devicePixelRatio)
{
    QPixmap pixmap = cached(name, color, QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

QIcon applicationIcon() { return QIcon(pathOf(u"relata"_s)); }

} // namespace relata
