#include "widgets/timeline/environment_head.h"

#include "models/items/drift_words.h"
#include "models/project/environments.h"
#include "widgets/common/buttons.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/environment_badge.h"
#include "widgets/common/symbol_label.h"
#include "widgets/common/theme.h"
#include "widgets/common/tone_text.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace relata {
using namespace Qt::StringLiterals;

EnvironmentHead::EnvironmentHead(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_badge(new EnvironmentBadge(theme, this))
    , m_title(new ElidedLabel({}, this, Qt::ElideMiddle))
    , m_state(new ElidedLabel({}, this))
    , m_drift(new ElidedLabel({}, this))
    , m_glyph(new SymbolLabel(theme, u"pending"_s, ColorToken::Muted, grid::icon, this))
    , m_driftGlyph(new SymbolLabel(theme, u"warning"_s, ColorToken::Warn, grid::icon, this))
    , m_retry(plainButton(tr("Try Again"), u"environmentRetry"_s, this))
    , m_password(plainButton(tr("Enter Password…"), u"environmentPassword"_s, this))
    , m_menu(glyphButton(theme, u"more"_s, tr("More"), u"environmentMenu"_s, this))
{
    m_title->setObjectName(u"environmentName"_s);
    m_state->setObjectName(u"environmentState"_s);
    m_drift->setObjectName(u"environmentDrift"_s);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    arrange();
    connect(m_retry, &QPushButton::clicked, this, [this] { emit retryWanted(m_name); });
    connect(m_password, &QPushButton::clicked, this, [this] { emit passwordWanted(m_name); });
    connect(m_menu, &QToolButton::clicked, this,
        [this] { emit menuWanted(m_name, m_menu->mapToGlobal(m_menu->rect().bottomLeft())); });
}

void EnvironmentHead::arrange()
{
    auto *first = new QHBoxLayout;
    first->setSpacing(grid::related);
    first->addWidget(m_badge);
    first->addWidget(m_title, 1);
    first->addWidget(m_menu);
    auto *second = new QHBoxLayout;
    second->setSpacing(grid::unit);
    second->addWidget(m_glyph);
    second->addWidget(m_state, 1);
    auto *third = new QHBoxLayout;
    third->setSpacing(grid::unit);
    third->addWidget(m_driftGlyph);
    third->addWidget(m_drift, 1);
    third->addWidget(m_retry);
    third->addWidget(m_password);
    third->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::related, grid::related, grid::unit, grid::related);
    layout->setSpacing(grid::unit);
    layout->addLayout(first);
    layout->addLayout(second);
    layout->addLayout(third);
    layout->addStretch();
}

void EnvironmentHead::show(const EnvironmentColumn &column)
{
    using Reach = EnvironmentColumn::Reach;
    m_name = column.name;
    setObjectName(u"environment_"_s + m_name);
    const EnvironmentWords words = environmentWords(column);
    setAccessibleName(QString(m_name + u": " + words.text));
    m_badge->setEnvironment(environmentFromKey(column.environment));
    m_title->setText(m_name);
    m_title->setAccessibleName(m_name);
    if (m_badge->environment() == Environment::None && !column.environment.isEmpty())
        m_title->setText(QString(m_name + u" · "_s + column.environment)); // one of the project's own
    m_glyph->setSymbol(words.icon, Theme::token(Tone(words.tone)));
    m_state->setText(words.text);
    m_state->setAccessibleName(words.text);
    m_state->setDetail(words.detail.isEmpty() ? words.text : words.detail);
    m_state->setAccessibleDescription(words.detail);
    setTone(*m_state, m_theme, Tone(words.tone));
    m_menu->setAccessibleName(tr("More for %1").arg(m_name));
    m_retry->setAccessibleName(tr("Try %1 again").arg(m_name));
    m_password->setAccessibleName(tr("Enter the password of %1").arg(m_name));
    m_retry->setVisible(column.reach == Reach::NotReached && !column.isUnfit());
    m_password->setVisible(column.reach == Reach::NeedsPassword);
    showDrift(column);
    update();
}

void EnvironmentHead::showDrift(const EnvironmentColumn &column)
{
    const QString words = column.isRead() ? driftWords(column) : QString();
    const bool differs = column.drift && !column.drift->isEmpty();
    QStringList names;
    for (const DriftItem &item : column.drift.value_or(QList<DriftItem>()).mid(0, 12))
        names += driftText(item);
    m_drift->setText(words);
    m_drift->setAccessibleName(words);
    m_drift->setDetail(names.isEmpty() ? words : names.join(u'\n'));
    m_drift->setVisible(!words.isEmpty());
    m_driftGlyph->setVisible(!words.isEmpty());
    const QString glyph = differs ? u"warning"_s : column.drift ? u"ok"_s : u"pending"_s;
    m_driftGlyph->setSymbol(glyph, differs ? ColorToken::Warn : column.drift ? ColorToken::Ok : ColorToken::Muted);
    setTone(*m_drift, m_theme, differs ? Tone::Warning : Tone::Muted);
}

void EnvironmentHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorToken::Window));
    if (m_badge->environment() != Environment::None)
        painter.fillRect(0, 0, width(), 3, m_theme.color(m_badge->environment()));
    painter.setPen(m_theme.color(ColorToken::Border));
    painter.drawLine(rect().topRight(), rect().bottomRight());
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace relata

#include "moc_environment_head.cpp"
