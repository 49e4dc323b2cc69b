#include "widgets/common/toast.h"
#include "widgets/common/buttons.h"
#include "widgets/common/card.h"
#include "widgets/common/icons.h"
#include "widgets/common/symbol_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

#include <chrono>
#include <ranges>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace relata {

namespace {
constexpr int widest = 400;
constexpr int atMost = 4;
} // namespace

ToastArea::ToastArea(const Theme &theme, QWidget *window)
    : QObject(window)
    , m_theme(theme)
    , m_window(window)
{
    window->installEventFilter(this);
}

QFrame *ToastArea::makeToast(Tone tone, const QString &text, const QString &actionTitle, std::function<void()> action)
{
    auto *toast = new Card(m_theme, m_window);
    toast->setObjectName(u"toast"_s);
    toast->setAccessibleName(text);
    const QString name = toneIconName(tone).isEmpty() ? u"info"_s : toneIconName(tone);
    const ColorToken token = tone == Tone::Plain ? ColorToken::Accent : Theme::token(tone);
    auto *glyph = new SymbolLabel(m_theme, name, token, grid::icon, toast);
    glyph->setObjectName(u"toastIcon"_s);
    glyph->setAccessibleName(tr("Notice"));
    auto *label = new QLabel(text, toast);
    label->setObjectName(u"toastText"_s);
    label->setAccessibleName(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    auto *layout = new QHBoxLayout(toast);
    layout->setContentsMargins(12, grid::related, grid::related, grid::related);
    layout->setSpacing(grid::related);
    layout->addWidget(glyph);
    layout->addWidget(label, 1);
    if (action) {
        QPushButton *button = plainButton(actionTitle, u"toastAction"_s, toast);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QPushButton::clicked, this, [this, toast, action = std::move(action)] {
            remove(toast);
            action();
        });
        layout->addWidget(button);
    }
    QToolButton *close = glyphButton(m_theme, u"close"_s, tr("Dismiss"), u"toastClose"_s, toast);
    close->setIconSize(QSize(12, 12));
    connect(close, &QToolButton::clicked, this, [this, toast] { remove(toast); });
    layout->addWidget(close);
    return toast;
}

void ToastArea::show(Tone tone, const QString &text, const QString &actionTitle, std::function<void()> action)
{
    while (m_toasts.size() >= atMost)
        remove(m_toasts.first());
    QFrame *toast = makeToast(tone, text, actionTitle, std::move(action));
    m_toasts.append(toast);
    if (tone != Tone::Danger)
        QTimer::singleShot(6s, toast, [this, toast] { remove(toast); });
    place();
    toast->show();
    toast->raise();
}

void ToastArea::remove(QFrame *toast)
{
    if (!m_toasts.removeOne(toast))
        return;
    toast->hide();
    toast->deleteLater();
    place();
}

void ToastArea::setBottomMargin(int pixels)
{
    m_bottom = pixels;
    place();
}

void ToastArea::place()
{
    int bottom = m_window->height() - m_bottom - grid::group;
    for (QFrame *toast : std::views::reverse(m_toasts)) {
        const int wide = std::min(widest, m_window->width() - 2 * grid::group);
        const int height = std::max(toast->sizeHint().height(), toast->heightForWidth(wide));
        toast->setGeometry(m_window->width() - wide - grid::group, bottom - height, wide, height);
        toast->raise();
        bottom -= height + grid::related;
    }
}

bool ToastArea::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && event->type() == QEvent::Resize)
        place();
    return QObject::eventFilter(watched, event);
}

} // namespace relata

#include "moc_toast.cpp"
