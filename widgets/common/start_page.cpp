#include "widgets/common/start_page.h"
#include "widgets/common/icons.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

constexpr int rowWidth = 480;
constexpr int rowHeight = 72;

/// A row as one wide button: glyph, title, muted sentence.
class RowButton : public QAbstractButton {
public:
    RowButton(const Theme &theme, const StartRow &row, QWidget *parent)
        : QAbstractButton(parent)
        , m_theme(theme)
        , m_row(row)
    {
        setObjectName(u"start_"_s + row.id);
        setText(row.title);
        setAccessibleName(row.title);
        setAccessibleDescription(row.sentence);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
        connect(this, &QAbstractButton::clicked, this, row.run);
    }

    QSize sizeHint() const override { return {rowWidth, std::max(rowHeight, fontMetrics().height() * 2 + 32)}; }

protected:
    void paintEvent(QPaintEvent *) override;

private:
    const Theme &m_theme;
    StartRow m_row;
};

void RowButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hot = underMouse() || isDown();
    painter.setPen(QPen(m_theme.color(hasFocus() ? ColorToken::Accent : ColorToken::Border), hasFocus() ? 2 : 1));
    painter.setBrush(
        hot ? m_theme.tint(ColorToken::Accent, isDown() ? 0.14 : 0.07) : m_theme.color(ColorToken::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), grid::radius, grid::radius);
    const int size = 24;
    const QPixmap glyph = symbol(m_row.icon, m_theme.color(ColorToken::Accent), size, devicePixelRatioF());
    painter.drawPixmap(grid::edge, (rect().height() - size) / 2, glyph);
    const QRect texts = rect().adjusted(grid::edge * 2 + size, 0, -grid::group, 0);
    const int middle = rect().height() / 2;
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(m_theme.color(ColorToken::Text));
    const QRect upper(texts.left(), 0, texts.width(), middle - 1);
    painter.drawText(upper, Qt::AlignLeft | Qt::AlignBottom,
        QFontMetrics(bold).elidedText(m_row.title, Qt::ElideRight, upper.width()));
    painter.setFont(font());
    painter.setPen(m_theme.color(ColorToken::Muted));
    const QRect lower(texts.left(), middle + 1, texts.width(), middle);
    painter.drawText(
        lower, Qt::AlignLeft | Qt::AlignTop, fontMetrics().elidedText(m_row.sentence, Qt::ElideRight, lower.width()));
}

} // namespace

StartPage::StartPage(const Theme &theme, const QString &title, const QList<StartRow> &rows, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"startPage"_s);
    setAccessibleName(title);
    auto *heading = new QLabel(title, this);
    heading->setObjectName(u"startTitle"_s);
    heading->setAccessibleName(title);
    QFont font = theme.interfaceFont();
    font.setPointSizeF(font.pointSizeF() * 1.7);
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    auto *column = new QVBoxLayout;
    column->setSpacing(grid::related);
    column->addStretch(2);
    column->addWidget(heading);
    column->addSpacing(grid::group);
    for (const StartRow &row : rows) {
        auto *button = new RowButton(theme, row, this);
        column->addWidget(button);
        if (!focusProxy())
            setFocusProxy(button);
    }
    column->addStretch(3);
    auto *layout = new QHBoxLayout(this);
    layout->addStretch();
    layout->addLayout(column);
    layout->addStretch();
}

} // namespace relata

#include "moc_start_page.cpp"
