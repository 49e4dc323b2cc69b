#include "models/sql/token_walk.h"

#include "models/sql/query_scopes.h"

namespace relata {

TokenWalk::TokenWalk(const QString &text, const SqlFlavour &flavour)
    : m_text(text)
    , m_flavour(flavour)
{
    for (const SqlToken &token : SqlLexer::tokens(text, flavour)) {
        if (!token.isBlank())
            m_tokens += token;
    }
}

bool TokenWalk::isName() const
{
    if (isAtEnd())
        return false;
    const SqlToken &token = m_tokens.at(at);
    return token.type == SqlToken::Type::QuotedIdentifier
        || (token.type == SqlToken::Type::Word && m_flavour.classified(token.in(m_text)) != SqlFlavour::Word::Reserved);
}

bool TokenWalk::isSign(QChar sign) const { return !isAtEnd() && m_tokens.at(at).in(m_text) == sign; }

QString TokenWalk::word(qsizetype i) const
{
    return i < m_tokens.size() && m_tokens.at(i).type == SqlToken::Type::Word
        ? m_tokens.at(i).in(m_text).toString().toUpper()
        : QString();
}

bool TokenWalk::skip(const QSet<QString> &words)
{
    const bool isThere = words.contains(word(at));
    at += isThere ? 1 : 0;
    return isThere;
}

QString TokenWalk::nameAt(qsizetype i) const
{
    const SqlToken &token = m_tokens.at(i);
    return token.type == SqlToken::Type::Word ? m_flavour.folded(token.in(m_text)) : unquotedName(token.in(m_text));
}

QStringList TokenWalk::path()
{
    QStringList result;
    do {
        if (!isName())
            return {};
        result += nameAt(at++);
    } while (isSign(u'.') && ++at < m_tokens.size());
    return result;
}

QString TokenWalk::between(qsizetype first, qsizetype end) const
{
    const qsizetype begin = m_tokens.at(first).begin;
    return m_text.mid(begin, m_tokens.at(end - 1).end - begin);
}

} // namespace relata
