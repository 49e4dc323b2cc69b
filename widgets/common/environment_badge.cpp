#include "widgets/common/environment_badge.h"
#include "widgets/common/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

QFont badgeFont(const Theme &theme)
{
    QFont font = theme.smallFont();
    font.setWeight(QFont::DemiBold);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.5);
    return font;
}

} // namespace

EnvironmentBadge::EnvironmentBadge(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(u"environmentBadge"_s);
    setAccessibleName(tr("Environment"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
    connect(&theme, &Theme::changed, this, &QWidget::updateGeometry);
}

void EnvironmentBadge::setEnvironment(Environment environment)
{
    m_environment = environment;
    setVisible(environment != Environment::None);
    setToolTip(tr("Environment: %1").arg(environmentName(environment)));
    setAccessibleDescription(environmentName(environment));
    updateGeometry();
    update();
}

QSize EnvironmentBadge::sizeHint() const
{
    const QFontMetrics metrics(badgeFont(m_theme));
    return {metrics.horizontalAdvance(environmentBadge(m_environment)) + 12, metrics.height() + 4};
}

void EnvironmentBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(m_environment));
    painter.drawRoundedRect(rect(), grid::radius, grid::radius);
    painter.setFont(badgeFont(m_theme));
    painter.setPen(m_theme.color(ColorToken::OnEnvironment));
    painter.drawText(rect(), Qt::AlignCenter, environmentBadge(m_environment));
}

EnvironmentStripe::EnvironmentStripe(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(u"environmentStripe"_s);
    setAccessibleName(tr("Environment"));
    setFixedHeight(3);
    hide();
}

void EnvironmentStripe::setEnvironment(Environment environment)
{
    m_environment = environment;
    setVisible(environment != Environment::None);
    setToolTip(tr("Environment: %1").arg(environmentName(environment)));
    update();
}

void EnvironmentStripe::paintEvent(QPaintEvent *) { QPainter(this).fillRect(rect(), m_theme.color(m_environment)); }

} // namespace relata

#include "moc_environment_badge.cpp"
