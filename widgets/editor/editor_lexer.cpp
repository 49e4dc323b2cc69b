#include "widgets/editor/editor_lexer.h"

#include "models/schema/data_type.h"
#include "models/sql/sql_lexer.h"
#include "widgets/common/theme.h"

#include <Qsci/qsciscintilla.h>

namespace relata {

using namespace Qt::StringLiterals;

EditorLexer::EditorLexer(const Theme &theme, const SqlFlavour &flavour, QObject *parent)
    : QsciLexerCustom(parent)
    , m_theme(theme)
    , m_flavour(&flavour)
{
    applyTheme();
}

void EditorLexer::setFlavour(const SqlFlavour &flavour)
{
    m_flavour = &flavour;
    m_states.clear();
    if (editor())
        editor()->SendScintilla(QsciScintillaBase::SCI_COLOURISE, 0UL, -1L);
}

void EditorLexer::applyTheme()
{
    static constexpr ColorToken tokens[StyleCount] = {ColorToken::Text, ColorToken::SqlKeyword, ColorToken::SqlType,
        ColorToken::SqlFunction, ColorToken::SqlString, ColorToken::SqlNumber, ColorToken::SqlComment,
        ColorToken::SqlParameter, ColorToken::Text, ColorToken::Text, ColorToken::Danger};
    const QFont font = m_theme.codeFont();
    setDefaultFont(font);
    setDefaultColor(m_theme.color(ColorToken::Text));
    setDefaultPaper(m_theme.color(ColorToken::Surface));
    for (int style = 0; style < StyleCount; ++style) {
        QFont styled = font;
        styled.setItalic(style == Comment);
        styled.setWeight(style == Keyword ? QFont::DemiBold : QFont::Normal);
        setFont(styled, style);
        setColor(m_theme.color(tokens[style]), style);
        setPaper(m_theme.color(ColorToken::Surface), style);
    }
}

QString EditorLexer::description(int style) const { return style < StyleCount ? QString::number(style) : QString(); }

void EditorLexer::styleText(int start, int end)
{
    auto *scintilla = editor();
    if (!scintilla)
        return;
    const auto lineAt = [&](int position) {
        return int(scintilla->SendScintilla(QsciScintillaBase::SCI_LINEFROMPOSITION, position));
    };
    const int lines = int(scintilla->SendScintilla(QsciScintillaBase::SCI_GETLINECOUNT));
    m_states.resize(std::size_t(lines) + 1, -1);
    m_states[0] = 0;
    int line = lineAt(start);
    while (line > 0 && m_states[std::size_t(line)] < 0)
        --line;
    startStyling(int(scintilla->SendScintilla(QsciScintillaBase::SCI_POSITIONFROMLINE, line)));
    const int last = lineAt(end);
    for (; line < lines; ++line) {
        const int state = styleLine(line, m_states[std::size_t(line)]);
        int &kept = m_states[std::size_t(line) + 1];
        // Past what was asked for it goes on only while a change (an opened comment) still reaches further.
        if (line >= last && kept == state)
            break;
        const bool isNew = line >= last && kept < 0;
        kept = state;
        if (isNew)
            break;
    }
}

int EditorLexer::styleLine(int line, int state)
{
    auto *scintilla = editor();
    const QString text = scintilla->text(line);
    SqlLexer lexer(text, *m_flavour, state);
    const bool ascii = scintilla->SendScintilla(QsciScintillaBase::SCI_LINELENGTH, line) == text.size();
    while (const std::optional<SqlToken> token = lexer.next()) {
        const QStringView piece = token->in(text);
        setStyling(int(ascii ? piece.size() : piece.toUtf8().size()), styleOf(*token, text));
    }
    return lexer.state();
}

EditorLexer::Style EditorLexer::styleOfWord(const SqlToken &token, QStringView line) const
{
    const QStringView word = token.in(line);
    const bool called = token.end < line.size() && line.at(token.end) == u'(';
    const SqlFlavour::Word kind = m_flavour->classified(word);
    if (kind == SqlFlavour::Word::Reserved)
        return Keyword;
    if (called && (kind == SqlFlavour::Word::Plain || familyOf(word.toString()) == TypeFamily::Unknown))
        return Function;
    if (kind == SqlFlavour::Word::Plain) // a column may well be called "name"
        return Default;
    return familyOf(word.toString()) != TypeFamily::Unknown ? Type : Keyword;
}

EditorLexer::Style EditorLexer::styleOf(const SqlToken &token, QStringView line) const
{
    switch (token.type) {
    case SqlToken::Type::Word:
        return styleOfWord(token, line);
    case SqlToken::Type::String:
    case SqlToken::Type::DollarString:
    case SqlToken::Type::CopyData:
        return String;
    case SqlToken::Type::Number:
        return Number;
    case SqlToken::Type::Comment:
        return token.flags & SqlToken::Active ? Keyword : Comment;
    case SqlToken::Type::Parameter:
    case SqlToken::Type::Variable:
    case SqlToken::Type::MetaCommand:
        return Parameter;
    case SqlToken::Type::QuotedIdentifier:
        return Name;
    case SqlToken::Type::Operator:
    case SqlToken::Type::Punctuation:
    case SqlToken::Type::Delimiter:
        return Operator;
    case SqlToken::Type::Invalid:
        return Wrong;
    case SqlToken::Type::Whitespace:
        break;
    }
    return Default;
}

} // namespace relata

#include "moc_editor_lexer.cpp"
