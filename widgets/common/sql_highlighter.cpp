#include "widgets/common/sql_highlighter.h"
#include "models/sql/sql_lexer.h"
#include "widgets/common/theme.h"

#include <algorithm>

namespace relata {

namespace {

/// Nothing for what keeps the colour of text.
std::optional<ColorToken> colorOf(const SqlToken &token, QStringView line, const SqlFlavour &flavour)
{
    using Type = SqlToken::Type;
    switch (token.type) {
    case Type::Word: {
        if (flavour.classified(token.in(line)) != SqlFlavour::Word::Plain)
            return ColorToken::SqlKeyword;
        const QStringView rest = line.mid(token.end).trimmed();
        return rest.startsWith(u'(') ? std::optional(ColorToken::SqlFunction) : std::nullopt;
    }
    case Type::String:
    case Type::DollarString:
    case Type::CopyData:
        return ColorToken::SqlString;
    case Type::Number:
        return ColorToken::SqlNumber;
    case Type::Comment:
        return ColorToken::SqlComment;
    case Type::Parameter:
    case Type::Variable:
        return ColorToken::SqlParameter;
    case Type::MetaCommand:
        return ColorToken::SqlType;
    case Type::Invalid:
        return ColorToken::Danger;
    default:
        return {};
    }
}

} // namespace

SqlHighlighter::SqlHighlighter(const Theme &theme, const SqlFlavour &flavour, QTextDocument *document)
    : QSyntaxHighlighter(document)
    , m_theme(theme)
    , m_flavour(&flavour)
{
    connect(&theme, &Theme::changed, this, &SqlHighlighter::rehighlight);
}

void SqlHighlighter::setFlavour(const SqlFlavour &flavour)
{
    m_flavour = &flavour;
    rehighlight();
}

void SqlHighlighter::highlightBlock(const QString &text)
{
    const QString line = text + u'\n'; // the lexer wants lines with their ends
    SqlLexer lexer(line, *m_flavour, std::max(0, previousBlockState()));
    while (const auto token = lexer.next())
        if (const auto color = colorOf(*token, line, *m_flavour))
            setFormat(int(token->begin), int(token->size()), m_theme.color(*color));
    setCurrentBlockState(lexer.state());
}

} // namespace relata

#include "moc_sql_highlighter.cpp"
