#include "widgets/common/banner.h"
#include "models/base/error.h"
#include "widgets/common/buttons.h"
#include "widgets/common/dialog_height.h"
#include "widgets/common/icons.h"
#include "widgets/common/wrapped_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relata {

namespace {
constexpr int leastText = 400;
} // namespace

Banner::Banner(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_text(new WrappedLabel({}, this))
    , m_detail(new WrappedLabel({}, this))
    , m_body(new QHBoxLayout)
    , m_actions(new QHBoxLayout)
    , m_close(glyphButton(theme, u"close"_s, tr("Dismiss"), u"bannerClose"_s, this))
{
    setObjectName(u"banner"_s);
    m_text->setObjectName(u"bannerText"_s);
    m_detail->setObjectName(u"bannerDetail"_s);
    m_detail->setProperty("role", u"muted"_s);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(grid::unit);
    texts->addWidget(m_text);
    texts->addWidget(m_detail);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(grid::edge + grid::group, grid::related, grid::related, grid::related);
    layout->setSpacing(grid::related);
    m_actions->setSpacing(grid::related);
    m_body->setSpacing(grid::related);
    m_body->addLayout(texts, 1);
    m_body->addLayout(m_actions);
    layout->addLayout(m_body, 1);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this, &Banner::dismiss);
    hide();
}

void Banner::show(Tone tone, const QString &text, const QString &detail)
{
    m_tone = tone;
    clearActions();
    m_text->setText(text);
    m_text->setAccessibleName(text);
    m_detail->setText(detail);
    m_detail->setAccessibleName(detail);
    m_detail->setVisible(!detail.isEmpty());
    setAccessibleName(text);
    QFrame::show();
    update();
    fitDialogHeight(*this);
}

/// Servers indent the lines that go on; here the room decides where lines end.
void Banner::show(const Error &error)
{
    show(Tone::Danger, error.message.translated(), QString(error.detail).replace("\n\t"_L1, " "_L1).trimmed());
}

bool Banner::asks() const { return !isHidden() && m_actions->count() > 0; }

void Banner::addAction(const QString &text, std::function<void()> action)
{
    QPushButton *button = plainButton(text, u"bannerAction%1"_s.arg(m_actions->count()), this);
    connect(button, &QPushButton::clicked, this, std::move(action));
    m_actions->addWidget(button, 0, Qt::AlignTop);
    arrange();
    fitDialogHeight(*this);
}

/// Where texts and buttons do not fit side by side, the buttons stand below.
void Banner::arrange()
{
    const bool narrow = width() < m_actions->sizeHint().width() + leastText;
    m_body->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_actions->setAlignment(narrow ? Qt::AlignLeft : Qt::AlignTop);
}

void Banner::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    arrange();
}

QString Banner::text() const { return m_text->text(); }

void Banner::dismiss() { hide(); }

void Banner::clearActions()
{
    while (QLayoutItem *item = m_actions->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ColorToken token = m_tone == Tone::Plain ? ColorToken::Accent : Theme::token(m_tone);
    painter.setPen(QPen(m_theme.tint(token, 0.45), 1));
    painter.setBrush(m_theme.tint(token, 0.1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), grid::radius, grid::radius);
    const QString name = toneIconName(m_tone).isEmpty() ? u"info"_s : toneIconName(m_tone);
    const QPixmap glyph = symbol(name, m_theme.color(token), grid::icon, devicePixelRatioF());
    // Beside the first line, wherever the label has put it.
    const int above = (m_text->height() - m_text->heightForWidth(m_text->width())) / 2;
    const int line = m_text->y() + std::max(0, above);
    painter.drawPixmap(grid::related + grid::unit, line + (m_text->fontMetrics().height() - grid::icon) / 2, glyph);
}

} // namespace relata

#include "moc_banner.cpp"
