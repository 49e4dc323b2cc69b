#include "dialects/postgresql/text_tokens.h"

#include "models/sql/sql_flavour.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

TextTokens::TextTokens(const QString &text)
    : m_text(text)
{
    SqlLexer lexer(m_text, postgresqlFlavour());
    while (const std::optional<SqlToken> token = lexer.next()) {
        if (!token->isBlank())
            m_tokens += *token;
    }
}

bool TextTokens::is(qsizetype i, QStringView word) const
{
    return i >= 0 && i < size() && m_tokens.at(i).type != SqlToken::Type::QuotedIdentifier
        && text(i).compare(word, Qt::CaseInsensitive) == 0;
}

bool TextTokens::isName(qsizetype i) const
{
    if (i < 0 || i >= size())
        return false;
    return m_tokens.at(i).type == SqlToken::Type::QuotedIdentifier
        || (m_tokens.at(i).type == SqlToken::Type::Word
            && postgresqlFlavour().classified(text(i)) != SqlFlavour::Word::Reserved);
}

QString TextTokens::name(qsizetype i) const
{
    const QStringView view = text(i);
    if (m_tokens.at(i).type != SqlToken::Type::QuotedIdentifier)
        return postgresqlFlavour().folded(view);
    return view.mid(1, view.size() - 2).toString().replace(u"\"\""_s, u"\""_s);
}

int TextTokens::chainLength(qsizetype i) const
{
    int length = 1;
    const auto isPart = [this](qsizetype n) {
        return n < size()
            && (m_tokens.at(n).type == SqlToken::Type::Word || m_tokens.at(n).type == SqlToken::Type::QuotedIdentifier);
    };
    while (is(i + 2 * length - 1, u".") && isPart(i + 2 * length))
        ++length;
    return length;
}

} // namespace relata::postgresql
