#include "dialects/common/definition_tokens.h"

#include <algorithm>
#include <array>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

class Cutter {
public:
    Cutter(QStringView text, const TokenRules &rules)
        : m_text(text)
        , m_rules(rules)
    { }

    QList<DefinitionToken> run()
    {
        QList<DefinitionToken> tokens;
        tokens.reserve(m_text.size() / 3 + 1); // as most definitions are
        while (m_at < m_text.size()) {
            const qsizetype begin = m_at;
            const DefinitionToken::Kind kind = next();
            m_at = std::clamp(m_at, begin + 1, m_text.size());
            tokens += {kind, m_text.sliced(begin, m_at - begin), begin};
        }
        return tokens;
    }

private:
    QChar at(qsizetype offset = 0) const { return m_at + offset < m_text.size() ? m_text.at(m_at + offset) : QChar(); }
    bool startsWith(QStringView text) const { return m_text.sliced(m_at).startsWith(text); }
    void skipBehind(QStringView mark, qsizetype from)
    {
        const qsizetype found = m_text.indexOf(mark, from);
        m_at = found < 0 ? m_text.size() : found + mark.size();
    }

    DefinitionToken::Kind next()
    {
        using Kind = DefinitionToken::Kind;
        const QChar c = at();
        if (c.isSpace())
            return space();
        if (startsWith(u"--") || (m_rules.hashComments && c == u'#')) {
            skipBehind(u"\n", m_at);
            return Kind::Comment;
        }
        if (startsWith(u"/*"))
            return blockComment();
        if (c == u'\'')
            return quoted(u'\'', Kind::String);
        if (c == u'"')
            return quoted(u'"', m_rules.doubleQuotedStrings ? Kind::String : Kind::QuotedName);
        if (c == u'`' && m_rules.backtickNames)
            return quoted(u'`', Kind::QuotedName);
        if (c == u'[' && m_rules.bracketNames)
            return quoted(u']', Kind::QuotedName);
        if (c == u'$' && m_rules.dollarStrings && dollarString())
            return Kind::String;
        return wordOrSymbol(c);
    }

    DefinitionToken::Kind space()
    {
        while (at().isSpace())
            ++m_at;
        return DefinitionToken::Kind::Space;
    }

    DefinitionToken::Kind blockComment()
    {
        int depth = 0;
        while (m_at < m_text.size()) {
            if (startsWith(u"/*") && (depth == 0 || m_rules.nestedComments)) {
                ++depth;
                m_at += 2;
            } else if (startsWith(u"*/")) {
                m_at += 2;
                if (--depth == 0)
                    break;
            } else {
                ++m_at;
            }
        }
        return DefinitionToken::Kind::Comment;
    }

    DefinitionToken::Kind quoted(QChar close, DefinitionToken::Kind kind)
    {
        const bool escapes = m_rules.backslashEscapes && kind == DefinitionToken::Kind::String;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const bool isDoubled = at() == close && at(1) == close && close != u']';
            if (isDoubled || (escapes && at() == u'\\'))
                ++m_at;
            else if (at() == close)
                break;
        }
        ++m_at;
        return kind;
    }

    bool dollarString()
    {
        qsizetype end = m_at + 1;
        while (end < m_text.size() && (m_text.at(end).isLetterOrNumber() || m_text.at(end) == u'_'))
            ++end;
        if (end >= m_text.size() || m_text.at(end) != u'$' || at(1).isDigit())
            return false;
        skipBehind(m_text.sliced(m_at, end + 1 - m_at), end + 1);
        return true;
    }

    DefinitionToken::Kind wordOrSymbol(QChar c)
    {
        const auto isPart = [](QChar one) {
            return one.isLetterOrNumber() || one == u'_' || one == u'$' || one.isSurrogate();
        };
        if (c.isDigit() || (c == u'.' && at(1).isDigit())) {
            const bool isHexadecimal = c == u'0' && at(1).toLower() == u'x';
            const auto goesOn = [&] {
                const bool sign =
                    !isHexadecimal && (at() == u'+' || at() == u'-') && m_text.at(m_at - 1).toLower() == u'e';
                return isPart(at()) || at() == u'.' || sign;
            };
            while (m_at < m_text.size() && goesOn())
                ++m_at;
            return DefinitionToken::Kind::Number;
        }
        if (isPart(c)) {
            while (isPart(at()))
                ++m_at;
            // x'00', N'…', E'…': the letter belongs to the string
            return at() == u'\'' && m_text.at(m_at - 1).isLetter() && (m_at == 1 || !isPart(m_text.at(m_at - 2)))
                ? quoted(u'\'', DefinitionToken::Kind::String)
                : DefinitionToken::Kind::Word;
        }
        static constexpr std::array<QStringView, 13> longSymbols{
            u"->>", u"||", u"<=", u">=", u"<>", u"!=", u"==", u"<<", u">>", u"->", u"::", u":=", u"~*"};
        const bool single = c == u'(' || c == u')' || c == u',' || c == u'.' || c == u';';
        const auto *it = single
            ? longSymbols.end()
            : std::find_if(longSymbols.begin(), longSymbols.end(), [this](QStringView s) { return startsWith(s); });
        m_at += it == longSymbols.end() ? 1 : it->size();
        return DefinitionToken::Kind::Symbol;
    }

    QStringView m_text;
    const TokenRules &m_rules;
    qsizetype m_at = 0;
};

} // namespace

QString DefinitionToken::name() const
{
    if (kind != Kind::QuotedName && kind != Kind::String)
        return text.toString();
    if (text.size() < 2)
        return {};
    const QChar close = text.back();
    QString inside = text.sliced(1, text.size() - 2).toString();
    return close == u']' ? inside : inside.replace(QString(2, close), QString(close));
}

QList<DefinitionToken> definitionTokens(QStringView text, const TokenRules &rules) { return Cutter(text, rules).run(); }

} // namespace relata
