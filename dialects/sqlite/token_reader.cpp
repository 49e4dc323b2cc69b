#include "dialects/sqlite/token_reader.h"

#include "dialects/sqlite/token_rules.h"

#include <algorithm>
#include <array>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

/// Told without making a text: it is asked of every word.
bool isReserved(const DefinitionToken &token)
{
    constexpr qsizetype Longest = 17; // current_timestamp
    std::array<QChar, Longest> lower;
    if (token.text.size() > Longest)
        return false;
    const auto *end =
        std::transform(token.text.begin(), token.text.end(), lower.begin(), [](QChar c) { return c.toLower(); });
    return tokenRules().isReserved(QStringView(lower.data(), end - lower.data()));
}

/// Single quotes hold a name where only a name may stand.
bool isName(const DefinitionToken &token)
{
    using Kind = DefinitionToken::Kind;
    return token.kind == Kind::QuotedName || (token.kind == Kind::String && token.text.startsWith(u'\''))
        || (token.kind == Kind::Word && !isReserved(token));
}

} // namespace

TokenReader::TokenReader(const QString &text)
    : m_text(text)
{
    m_tokens = definitionTokens(m_text, tokenRules());
    m_tokens.removeIf([](const DefinitionToken &token) { return token.isBlank(); });
}

bool TokenReader::peek(QStringView word, qsizetype ahead) const
{
    return !m_failed && m_at + ahead < m_tokens.size() && m_tokens.at(m_at + ahead).is(word);
}

bool TokenReader::accept(std::initializer_list<QStringView> words)
{
    qsizetype ahead = 0;
    for (const QStringView word : words) {
        if (!peek(word, ahead++))
            return false;
    }
    m_at += ahead;
    return true;
}

void TokenReader::expect(std::initializer_list<QStringView> words)
{
    if (!accept(words))
        m_failed = true;
}

bool TokenReader::peekName() const { return !m_failed && !atEnd() && isName(m_tokens.at(m_at)); }

QString TokenReader::takeName()
{
    if (!peekName()) {
        m_failed = true;
        return {};
    }
    return m_tokens.at(m_at++).name();
}

QString TokenReader::takeAny()
{
    if (atEnd() || m_failed) {
        m_failed = true;
        return {};
    }
    return m_tokens.at(m_at++).text.toString();
}

QString TokenReader::takeParenthesised()
{
    expect(u"(");
    if (m_failed)
        return {};
    const qsizetype begin = m_tokens.at(m_at - 1).end();
    int depth = 1;
    for (; !atEnd(); ++m_at) {
        const DefinitionToken &token = m_tokens.at(m_at);
        depth += token.is(u"(") ? 1 : token.is(u")") ? -1 : 0;
        if (depth == 0) {
            ++m_at;
            return m_text.sliced(begin, token.begin - begin).trimmed();
        }
    }
    m_failed = true;
    return {};
}

QString TokenReader::takeRest()
{
    if (atEnd() || m_failed)
        return {};
    const qsizetype begin = m_tokens.at(m_at).begin;
    m_at = m_tokens.size();
    return m_text.sliced(begin).trimmed();
}

QStringList TokenReader::takeNameList()
{
    QStringList names;
    expect(u"(");
    do
        names += takeName();
    while (accept(u","));
    expect(u")");
    return names;
}

QStringList splitAtCommas(const QString &text)
{
    QStringList parts;
    int depth = 0;
    qsizetype begin = 0;
    for (const DefinitionToken &token : definitionTokens(text, tokenRules())) {
        depth += token.is(u"(") ? 1 : token.is(u")") ? -1 : 0;
        if (depth == 0 && token.is(u",")) {
            parts += text.sliced(begin, token.begin - begin).trimmed();
            begin = token.end();
        }
    }
    parts += text.sliced(begin).trimmed();
    return parts;
}

QString normalText(const QString &text)
{
    QStringList parts;
    for (const DefinitionToken &token : definitionTokens(text, tokenRules())) {
        if (token.isBlank())
            continue;
        if (token.kind == DefinitionToken::Kind::Word && isReserved(token))
            parts += token.text.toString().toUpper();
        else if (token.kind == DefinitionToken::Kind::Word || token.kind == DefinitionToken::Kind::QuotedName)
            parts += token.name().toCaseFolded();
        else
            parts += token.text.toString();
    }
    return parts.join(u' ');
}

} // namespace relata::sqlite
