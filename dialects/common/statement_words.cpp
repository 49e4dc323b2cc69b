#include "dialects/common/statement_words.h"

namespace relata {

StatementWords::StatementWords(QStringView statement, const SqlFlavour &flavour)
    : m_text(statement)
    , m_flavour(&flavour)
{
    SqlLexer lexer(statement, flavour);
    while (const std::optional<SqlToken> token = lexer.next()) {
        const bool isMark = token->type == SqlToken::Type::Comment || token->type == SqlToken::Type::Delimiter;
        if (!token->isBlank() && !isMark)
            m_tokens += *token;
    }
}

bool StatementWords::is(qsizetype i, QStringView word) const
{
    if (i >= m_tokens.size())
        return false;
    const SqlToken::Type type = m_tokens.at(i).type;
    return type != SqlToken::Type::QuotedIdentifier && type != SqlToken::Type::String
        && m_tokens.at(i).in(m_text).compare(word, Qt::CaseInsensitive) == 0;
}

bool StatementWords::isName(qsizetype i) const
{
    return i < m_tokens.size()
        && (m_tokens.at(i).type == SqlToken::Type::Word || m_tokens.at(i).type == SqlToken::Type::QuotedIdentifier);
}

bool StatementWords::peek(std::initializer_list<QStringView> words) const
{
    qsizetype i = m_at;
    for (const QStringView word : words) {
        if (!is(i++, word))
            return false;
    }
    return true;
}

bool StatementWords::accept(std::initializer_list<QStringView> words)
{
    if (!peek(words))
        return false;
    m_at += qsizetype(words.size());
    return true;
}

bool StatementWords::acceptAny(std::initializer_list<QStringView> words)
{
    for (const QStringView word : words) {
        if (accept(word))
            return true;
    }
    return false;
}

/// Behind token `i`, and behind the parentheses that it opens.
qsizetype StatementWords::past(qsizetype i) const
{
    if (!is(i, u"("))
        return i + 1;
    int depth = 0;
    for (; i < m_tokens.size(); ++i) {
        depth += is(i, u"(") ? 1 : is(i, u")") ? -1 : 0;
        if (depth == 0)
            return i + 1;
    }
    return i;
}

void StatementWords::skipGroup() { m_at = std::min(past(m_at), m_tokens.size()); }

void StatementWords::skipToComma()
{
    while (!atEnd() && !peek(u","))
        skipGroup();
}

bool StatementWords::follows(std::initializer_list<QStringView> words, bool toComma) const
{
    for (qsizetype i = m_at; i < m_tokens.size() && !(toComma && is(i, u",")); i = past(i)) {
        qsizetype n = i;
        bool all = true;
        for (const QStringView word : words)
            all = all && is(n++, word);
        if (all)
            return true;
    }
    return false;
}

bool StatementWords::peekName() const { return isName(m_at); }

QString StatementWords::takeName()
{
    if (!peekName())
        return {};
    const SqlToken &token = m_tokens.at(m_at++);
    const QStringView text = token.in(m_text);
    if (token.type != SqlToken::Type::QuotedIdentifier)
        return m_flavour->folded(text);
    const QChar close = text.back();
    return text.sliced(1, text.size() - 2).toString().replace(QString(2, close), QString(close));
}

QStringList StatementWords::takePath()
{
    QStringList path;
    do {
        if (const QString name = takeName(); !name.isEmpty())
            path += name;
    } while (accept(u"."));
    return path;
}

QStringList StatementWords::wordsToComma() const
{
    QStringList words;
    for (qsizetype i = m_at; i < m_tokens.size() && !is(i, u","); i = past(i))
        words += m_tokens.at(i).in(m_text).toString().toLower();
    return words;
}

} // namespace relata
