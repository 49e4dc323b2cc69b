#include "widgets/common/elided_label.h"

#include <QEvent>

namespace relata {

ElidedLabel::ElidedLabel(const QString &text, QWidget *parent, Qt::TextElideMode mode)
    : QLabel(parent)
    , m_mode(mode)
{
    setTextFormat(Qt::PlainText);
    setText(text);
}

void ElidedLabel::setText(const QString &text)
{
    m_text = text;
    updateGeometry();
    elide();
}

void ElidedLabel::setDetail(const QString &detail)
{
    m_detail = detail;
    setToolTip(detail);
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(u'…') + 2 * margin(), QLabel::minimumSizeHint().height()};
}

QSize ElidedLabel::sizeHint() const
{
    const QMargins margins = contentsMargins();
    return {
        fontMetrics().horizontalAdvance(m_text) + margins.left() + margins.right() + 2, QLabel::sizeHint().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        elide();
}

void ElidedLabel::elide()
{
    const QString shown = fontMetrics().elidedText(m_text, m_mode, contentsRect().width());
    if (shown == text())
        return;
    QLabel::setText(shown);
    setToolTip(!m_detail.isEmpty() ? m_detail : shown == m_text ? QString() : m_text);
}

} // namespace relata

#include "moc_elided_label.cpp"
