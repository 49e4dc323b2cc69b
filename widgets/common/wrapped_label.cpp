#include "widgets/common/wrapped_label.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QTextLayout>

#include <cmath>

namespace relata {
using namespace Qt::StringLiterals;

namespace {
constexpr int usualWidth = 480, leastWidth = 120;
} // namespace

WrappedLabel::WrappedLabel(const QString &text, QWidget *parent)
    : QLabel(text, parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true); // asks for a height that goes with the width
    auto *copy = new QAction(tr("Copy Text"), this);
    copy->setObjectName(u"copyText"_s);
    connect(copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(this->text()); });
    addAction(copy);
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

/// What it takes at that width, beside margins; painted when there is a painter.
QSize WrappedLabel::laidOut(int width, QPainter *painter) const
{
    QString lines = text();
    lines.replace(u'\n', QChar(QChar::LineSeparator));
    QTextLayout layout(lines, font());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(layoutDirection());
    layout.setTextOption(option);
    double height = 0, widest = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
        widest = std::max(widest, line.naturalTextWidth());
    }
    layout.endLayout();
    if (painter) {
        const double spare = alignment() & Qt::AlignVCenter ? (contentsRect().height() - height) / 2 : 0;
        layout.draw(painter, contentsRect().topLeft() + QPointF(0, spare));
    }
    return {int(std::ceil(widest)), int(std::ceil(height))};
}

int WrappedLabel::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    return laidOut(width - margins.left() - margins.right(), nullptr).height() + margins.top() + margins.bottom();
}

QSize WrappedLabel::sizeHint() const
{
    const QMargins margins = contentsMargins();
    return laidOut(usualWidth, nullptr).grownBy(margins);
}

QSize WrappedLabel::minimumSizeHint() const
{
    return {std::min(leastWidth, sizeHint().width()), fontMetrics().height()};
}

void WrappedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    laidOut(contentsRect().width(), &painter);
}

} // namespace relata

#include "moc_wrapped_label.cpp"
