#include "widgets/common/sql_view.h"
#include "widgets/common/sql_highlighter.h"
#include "widgets/common/theme.h"

#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace relata {

SqlView::SqlView(const Theme &theme, const SqlFlavour &flavour, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
    , m_highlighter(new SqlHighlighter(theme, flavour, document()))
{
    setObjectName(u"sqlView"_s);
    setAccessibleName(tr("SQL"));
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(NoWrap);
    setFrameShape(NoFrame);
    setTabChangesFocus(true);
    document()->setDocumentMargin(grid::related);
    connect(&theme, &Theme::changed, this, &SqlView::adopt);
    adopt();
}

void SqlView::adopt()
{
    setFont(m_theme.codeFont());
    updateGeometry();
}

void SqlView::setFlavour(const SqlFlavour &flavour) { m_highlighter->setFlavour(flavour); }

void SqlView::setSql(const QString &sql)
{
    if (m_highlighter->document() != document())
        m_highlighter->setDocument(document());
    setText(sql);
}

void SqlView::setProgram(const QString &text)
{
    m_highlighter->setDocument(nullptr);
    setText(text);
}

void SqlView::setText(const QString &text)
{
    if (text == toPlainText())
        return;
    const int scrolled = verticalScrollBar()->value();
    setPlainText(text);
    verticalScrollBar()->setValue(scrolled);
    updateGeometry();
}

void SqlView::setMaximumLines(int lines)
{
    m_maximumLines = lines;
    setSizePolicy(QSizePolicy::Expanding, lines > 0 ? QSizePolicy::Fixed : QSizePolicy::Expanding);
    updateGeometry();
}

QSize SqlView::sizeHint() const
{
    if (m_maximumLines == 0)
        return QPlainTextEdit::sizeHint();
    const int lines = qBound(1, blockCount(), m_maximumLines);
    const int height = lines * fontMetrics().lineSpacing() + 2 * grid::related + grid::unit;
    return {QPlainTextEdit::sizeHint().width(), height};
}

QSize SqlView::minimumSizeHint() const
{
    return {120, m_maximumLines > 0 ? sizeHint().height() : fontMetrics().lineSpacing() * 3};
}

} // namespace relata

#include "moc_sql_view.cpp"
