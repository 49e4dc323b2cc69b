#include "widgets/editor/sql_editor.h"

#include "widgets/common/theme.h"
#include "widgets/editor/editor_lexer.h"

#include <QKeyEvent>
#include <QTimer>

namespace relata {

using namespace Qt::StringLiterals;

namespace {
constexpr int NumbersAt = 0, StatementAt = 1; ///< margins
constexpr int StatementMarker = 1, ErrorIndicator = 8;
constexpr int StatementPause = 40; ///< milliseconds of rest before the statement is looked for
} // namespace

SqlEditor::SqlEditor(const Theme &theme, const SqlFlavour &flavour, QWidget *parent)
    : QsciScintilla(parent)
    , m_theme(theme)
    , m_flavour(&flavour)
    , m_highlighter(new EditorLexer(theme, flavour, this))
    , m_statementTimer(new QTimer(this))
{
    setObjectName(u"sqlEditor"_s);
    setAccessibleName(tr("SQL"));
    setUp();
    m_statementTimer->setSingleShot(true);
    m_statementTimer->setInterval(StatementPause);
    connect(m_statementTimer, &QTimer::timeout, this, &SqlEditor::markStatement);
    connect(this, &QsciScintilla::cursorPositionChanged, this, [this] {
        m_statementTimer->start();
        emit caretMoved();
    });
    connect(this, &QsciScintilla::textChanged, this, [this] {
        m_statementTimer->start();
        clearErrors();
    });
    connect(&theme, &Theme::changed, this, &SqlEditor::applyTheme);
    applyTheme();
}

void SqlEditor::setUp()
{
    setUtf8(true);
    setEolMode(EolUnix);
    setLexer(m_highlighter);
    setFrameShape(QFrame::NoFrame);
    setTabWidth(4);
    setIndentationsUseTabs(false);
    setAutoIndent(true);
    setBackspaceUnindents(true);
    setBraceMatching(SloppyBraceMatch);
    setCaretLineVisible(true);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    setMarginType(NumbersAt, NumberMargin);
    setMarginType(StatementAt, SymbolMargin);
    setMarginWidth(StatementAt, grid::unit);
    setMarginMarkerMask(NumbersAt, 0);
    setMarginMarkerMask(StatementAt, 1 << StatementMarker);
    setMarginLineNumbers(NumbersAt, true);
    markerDefine(FullRectangle, StatementMarker);
    indicatorDefine(SquiggleLowIndicator, ErrorIndicator);
    ask(SCI_SETEXTRAASCENT, 2);
    ask(SCI_SETEXTRADESCENT, 2);
    ask(SCI_SETMARGINLEFT, 0, grid::related);
    ask(SCI_SETENDATLASTLINE, 1);
    ask(SCI_SETMULTIPLESELECTION, 1);
    ask(SCI_SETADDITIONALSELECTIONTYPING, 1);
    // Ours, and the window's: the editor must not take them.
    for (const int key : {int(SCK_RETURN), int('D'), int('L'), int('T'), int('U')})
        ask(SCI_CLEARCMDKEY, key + (SCMOD_CTRL << 16));
    for (const int key : {int(SCK_RETURN), int('P'), int('L'), int('T'), int('U')})
        ask(SCI_CLEARCMDKEY, key + ((SCMOD_CTRL | SCMOD_SHIFT) << 16));
}

void SqlEditor::applyTheme()
{
    m_highlighter->applyTheme();
    setLexer(m_highlighter); // takes the styles over
    const QColor surface = m_theme.color(ColorToken::Surface), muted = m_theme.color(ColorToken::Muted);
    setPaper(surface);
    setColor(m_theme.color(ColorToken::Text));
    setCaretForegroundColor(m_theme.color(ColorToken::Accent));
    setCaretWidth(2);
    setCaretLineBackgroundColor(m_theme.color(ColorToken::CurrentLine));
    setSelectionBackgroundColor(m_theme.color(ColorToken::Selection));
    ask(SCI_SETSELFORE, 0);
    setMarginsBackgroundColor(surface);
    setMarginsForegroundColor(muted);
    QFont small = m_theme.codeFont();
    small.setPointSizeF(m_theme.smallFont().pointSizeF());
    setMarginsFont(small);
    setMarginWidth(NumbersAt, u"00000"_s);
    ask(SCI_SETMARGINBACKN, StatementAt, 0);
    setMarginBackgroundColor(StatementAt, surface);
    setMarkerBackgroundColor(m_theme.tint(ColorToken::Accent, 0.7), StatementMarker);
    setMarkerForegroundColor(m_theme.tint(ColorToken::Accent, 0.7), StatementMarker);
    setIndicatorForegroundColor(m_theme.color(ColorToken::Danger), ErrorIndicator);
    setMatchedBraceBackgroundColor(m_theme.tint(ColorToken::Accent, 0.25));
    setMatchedBraceForegroundColor(m_theme.color(ColorToken::Text));
    setUnmatchedBraceForegroundColor(m_theme.color(ColorToken::Danger));
    setUnmatchedBraceBackgroundColor(surface);
    setEdgeColor(m_theme.color(ColorToken::Border));
}

void SqlEditor::setFlavour(const SqlFlavour &flavour)
{
    m_flavour = &flavour;
    m_highlighter->setFlavour(flavour);
    m_statementTimer->start();
}

long SqlEditor::ask(unsigned message, long a, long b) const
{
    return SendScintilla(message, static_cast<unsigned long>(a), b);
}

long SqlEditor::byteOf(qsizetype offset) const { return QStringView(text()).left(offset).toUtf8().size(); }

qsizetype SqlEditor::offsetOf(long byte) const { return QString::fromUtf8(text().toUtf8().left(byte)).size(); }

qsizetype SqlEditor::caret() const { return offsetOf(ask(SCI_GETCURRENTPOS)); }

void SqlEditor::setCaret(qsizetype offset)
{
    ask(SCI_GOTOPOS, byteOf(offset));
    ask(SCI_SCROLLCARET);
}

std::pair<qsizetype, qsizetype> SqlEditor::selection() const
{
    return {offsetOf(ask(SCI_GETSELECTIONSTART)), offsetOf(ask(SCI_GETSELECTIONEND))};
}

void SqlEditor::select(qsizetype from, qsizetype to) { ask(SCI_SETSEL, byteOf(from), byteOf(to)); }

std::optional<SqlStatementRange> SqlEditor::currentStatement() const
{
    return statementAt(text(), caret(), *m_flavour);
}

void SqlEditor::markStatement()
{
    std::pair<int, int> lines{-1, -1};
    if (const std::optional<SqlStatementRange> statement = currentStatement()) {
        lines.first = int(ask(SCI_LINEFROMPOSITION, byteOf(statement->begin)));
        lines.second = int(ask(SCI_LINEFROMPOSITION, byteOf(statement->end)));
    }
    markerDeleteAll(StatementMarker);
    m_marked = lines;
    for (int line = lines.first; line >= 0 && line <= lines.second; ++line)
        markerAdd(line, StatementMarker);
}

void SqlEditor::markError(qsizetype offset)
{
    clearErrors();
    setCaret(offset);
    long from = ask(SCI_WORDSTARTPOSITION, byteOf(offset), 1), to = ask(SCI_WORDENDPOSITION, byteOf(offset), 1);
    const long length = ask(SCI_GETLENGTH);
    if (from == to) // at the end, or at a sign: something must be seen
        from == length &&from > 0 ? --from : ++to;
    ask(SCI_SETINDICATORCURRENT, ErrorIndicator);
    ask(SCI_INDICATORFILLRANGE, from, std::max(1L, std::min(to, length) - from));
    m_hasErrors = true;
}

void SqlEditor::clearErrors()
{
    if (!std::exchange(m_hasErrors, false))
        return;
    ask(SCI_SETINDICATORCURRENT, ErrorIndicator);
    ask(SCI_INDICATORCLEARRANGE, 0, ask(SCI_GETLENGTH));
}

void SqlEditor::toggleComment()
{
    const auto [from, to] = selection();
    const int first = int(ask(SCI_LINEFROMPOSITION, byteOf(from)));
    int last = int(ask(SCI_LINEFROMPOSITION, byteOf(to)));
    if (last > first && ask(SCI_POSITIONFROMLINE, last) == byteOf(to))
        --last; // a selection of whole lines ends at the begin of the next
    bool all = true;
    for (int line = first; line <= last; ++line)
        all = all && (text(line).trimmed().isEmpty() || text(line).trimmed().startsWith(u"--"));
    beginUndoAction();
    for (int line = first; line <= last; ++line) {
        const QString content = text(line);
        if (content.trimmed().isEmpty())
            continue;
        if (!all) {
            insertAt(u"-- "_s, line, 0);
            continue;
        }
        const qsizetype at = content.indexOf(u"--");
        const qsizetype length = content.mid(at + 2).startsWith(u' ') ? 3 : 2;
        const long begin = ask(SCI_POSITIONFROMLINE, line) + long(content.left(at).toUtf8().size());
        ask(SCI_DELETERANGE, begin, long(length));
    }
    endUndoAction();
}

void SqlEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier && !isListActive()
        && ask(SCI_GETSELECTIONS) == 1) {
        emit escaped();
        event->accept();
        return;
    }
    QsciScintilla::keyPressEvent(event);
}

} // namespace relata

#include "moc_sql_editor.cpp"
