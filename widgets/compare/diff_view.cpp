#include "widgets/compare/diff_view.h"

#include "widgets/common/theme.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int marginWidth = 20;
constexpr double changeTint = 0.14, fillerTint = 0.05;

QString signOf(Tone tone)
{
    switch (tone) {
    case Tone::Added:
        return u"+"_s;
    case Tone::Changed:
        return u"~"_s;
    case Tone::Removed:
        return u"−"_s;
    default:
        return {};
    }
}

} // namespace

DiffView::DiffView(const Theme &theme, const SqlFlavour &flavour, const QString &name, QWidget *parent)
    : SqlView(theme, flavour, parent)
    , m_theme(theme)
    , m_margin(new QWidget(this))
{
    setObjectName(name);
    m_margin->setObjectName(name + u"Margin"_s);
    m_margin->setAccessibleName(tr("Marks of lines that differ"));
    m_margin->installEventFilter(this);
    setViewportMargins(marginWidth, 0, 0, 0);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, m_margin, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, &DiffView::mark);
}

void DiffView::setMarked(const QStringList &lines, const QList<Tone> &tones)
{
    m_tones = tones;
    setSql(lines.join(u'\n'));
    mark();
}

void DiffView::mark()
{
    QList<QTextEdit::ExtraSelection> selections;
    for (int line = 0; line < m_tones.size() && line < blockCount(); ++line) {
        const Tone tone = m_tones.at(line);
        if (tone == Tone::Plain)
            continue;
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document()->findBlockByNumber(line));
        selection.format.setBackground(m_theme.tint(Theme::token(tone), tone == Tone::Muted ? fillerTint : changeTint));
        selection.format.setProperty(QTextFormat::FullWidthSelection, true);
        selections += selection;
    }
    setExtraSelections(selections);
    m_margin->update();
}

void DiffView::placeMargin() { m_margin->setGeometry(0, 0, marginWidth, viewport()->height()); }

void DiffView::resizeEvent(QResizeEvent *event)
{
    SqlView::resizeEvent(event);
    placeMargin();
}

bool DiffView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_margin || event->type() != QEvent::Paint)
        return SqlView::eventFilter(watched, event);
    paintMargin();
    return true;
}

void DiffView::paintMargin()
{
    QPainter painter(m_margin);
    painter.fillRect(m_margin->rect(), m_theme.color(ColorToken::Surface));
    painter.setFont(font());
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > m_margin->height())
            break;
        const Tone tone = m_tones.value(block.blockNumber(), Tone::Plain);
        const QRectF row(0, place.top(), marginWidth, place.height());
        painter.setPen(m_theme.color(tone));
        painter.drawText(row, Qt::AlignCenter, signOf(tone));
    }
}

} // namespace relata

#include "moc_diff_view.cpp"
