#include "models/sql/sql_lexer.h"

namespace relata {

static bool isSpace(QChar c)
{
    const char16_t u = c.unicode();
    return u == ' ' || (u >= '\t' && u <= '\r') || u == 0xFEFF;
}

static bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

SqlLexer::SqlLexer(QStringView text, const SqlFlavour &flavour, int state)
    : m_text(text)
    , m_flavour(&flavour)
    , m_detail(quint32(state) >> 9)
    , m_mode(Mode(state & 15))
    , m_copy(Copy((state >> 6) & 7))
    , m_begun(state & 16)
    , m_executable(state & 32)
{ }

int SqlLexer::state() const
{
    return int(
        quint32(m_mode) | (m_begun ? 16U : 0U) | (m_executable ? 32U : 0U) | (quint32(m_copy) << 6) | (m_detail << 9));
}

QList<SqlToken> SqlLexer::tokens(QStringView text, const SqlFlavour &flavour)
{
    QList<SqlToken> result;
    SqlLexer lexer(text, flavour);
    while (const auto token = lexer.next())
        result.append(*token);
    return result;
}

std::optional<SqlToken> SqlLexer::next()
{
    if (m_position >= m_text.size())
        return std::nullopt;
    SqlToken token;
    token.begin = m_position;
    m_flags = 0;
    token.type = m_mode == Mode::Normal ? fresh() : continued();
    token.flags = m_flags;
    token.end = m_position;
    note(token);
    return token;
}

SqlToken::Type SqlLexer::fresh()
{
    const QChar c = at(m_position);
    if (isSpace(c))
        return whitespace();
    if (m_lineStart) {
        if (const auto type = commandLine())
            return *type;
    }
    if (m_flavour->isNameStart(c)) {
        if (m_flavour->delimiterCommand && m_detail && matchesDelimiter(m_position))
            return *delimiter();
        const auto prefixed = prefixedString();
        return prefixed ? *prefixed : word();
    }
    for (const auto scan : {&SqlLexer::delimiter, &SqlLexer::comment, &SqlLexer::stringOrName, &SqlLexer::dollar,
             &SqlLexer::parameter, &SqlLexer::backslash}) {
        if (const auto type = (this->*scan)())
            return *type;
    }
    if (isDigit(c) || (c == u'.' && isDigit(at(m_position + 1))))
        return number();
    return punctuation();
}

SqlToken::Type SqlLexer::punctuation()
{
    static constexpr QStringView brackets = u"()[]{},;";
    const QChar c = at(m_position);
    if (brackets.contains(c) || (c == u'.' && at(m_position + 1) != u'.')) {
        ++m_position;
        return Type::Punctuation;
    }
    return operators();
}

SqlToken::Type SqlLexer::whitespace()
{
    while (m_position < m_text.size() && isSpace(m_text.at(m_position))) {
        if (m_text.at(m_position++) == u'\n')
            break;
    }
    return Type::Whitespace;
}

SqlToken::Type SqlLexer::word()
{
    const bool mayEnd = m_flavour->delimiterCommand && m_detail;
    for (++m_position; m_position < m_text.size() && m_flavour->isNamePart(m_text.at(m_position)); ++m_position) {
        const QChar c = m_text.at(m_position);
        if (mayEnd && (c == u'$' || c == u'_') && matchesDelimiter(m_position))
            break;
    }
    return Type::Word;
}

SqlToken::Type SqlLexer::number()
{
    const qsizetype begin = m_position;
    const bool prefixed = at(begin) == u'0' && QStringView(u"xXbBoO").contains(at(begin + 1));
    bool point = false;
    for (; m_position < m_text.size(); ++m_position) {
        const QChar c = m_text.at(m_position);
        if (c == u'.' && !point && !prefixed && at(m_position + 1) != u'.')
            point = true;
        else if ((c == u'+' || c == u'-') && !prefixed && QStringView(u"eE").contains(at(m_position - 1))
            && m_position > begin && isDigit(at(m_position + 1)) && isDigit(at(begin + (at(begin) == u'.'))))
            continue;
        else if (c == u'$' || !m_flavour->isNamePart(c) || (c.unicode() >= 0x80 && !m_flavour->namesMayBeginWithDigit))
            break;
    }
    const QStringView text = m_text.mid(begin, m_position - begin);
    const bool odd = m_flavour->namesMayBeginWithDigit && !prefixed && !point
        && !QStringView(u"+-").contains(text.back()) && std::any_of(text.begin(), text.end(), [](QChar c) {
               return !isDigit(c) && c != u'e' && c != u'E' && c != u'+' && c != u'-';
           });
    return odd ? Type::Word : Type::Number;
}

SqlToken::Type SqlLexer::operators()
{
    static constexpr QStringView all = u"+-*/<>=~!@#%^&|`?:.";
    static constexpr QStringView free = u"+-*/<>=~!@#%^&|`?";
    static constexpr QStringView fixed[] = {u"<=>", u"->>", u"<=", u">=", u"<>", u"!=", u"||", u"&&", u"<<", u">>",
        u":=", u"->", u"==", u"::", u"=>", u"..", u"**", u"+=", u"-=", u"*=", u"/=", u"%="};
    const QStringView rest = m_text.mid(m_position);
    if (!all.contains(rest.front())) {
        ++m_position;
        return Type::Invalid;
    }
    if (!m_flavour->anyOperator || !free.contains(rest.front())) {
        for (const QStringView candidate : fixed) {
            if (rest.startsWith(candidate)) {
                m_position += candidate.size();
                return Type::Operator;
            }
        }
        ++m_position;
        return Type::Operator;
    }
    qsizetype length = 1;
    while (length < rest.size() && free.contains(rest.at(length)) && !rest.mid(length).startsWith(u"--")
        && !rest.mid(length).startsWith(u"/*"))
        ++length;
    // PostgreSQL: an operator ends in + or - only when it holds one of these, so that a=-1 is a = -1.
    const QStringView found = rest.first(length);
    if (std::none_of(found.begin(), found.end(), [](QChar c) { return QStringView(u"~!@#%^&|`?").contains(c); })) {
        while (length > 1 && (rest.at(length - 1) == u'+' || rest.at(length - 1) == u'-'))
            --length;
    }
    m_position += length;
    return Type::Operator;
}

std::optional<SqlToken::Type> SqlLexer::parameter()
{
    const QChar c = at(m_position);
    const QChar next = at(m_position + 1);
    const QChar before = m_position > 0 ? at(m_position - 1) : QChar(u' ');
    // After a name or a bracket a colon is a slice, a cast or a label, and @ parts a user from a host.
    const bool apart = !m_flavour->isNamePart(before) && !QStringView(u":)]\"'`@").contains(before);
    Type type = Type::Parameter;
    if (c == u'?' && m_flavour->questionParameters) {
        while (isDigit(at(++m_position))) { }
        return type;
    }
    if (c == u':' && m_flavour->colonParameters && apart && m_flavour->isNameStart(next)) {
        m_position += 1;
    } else if (c == u'@' && (m_flavour->atParameters || m_flavour->atVariables) && apart
        && (next == u'@' || m_flavour->isNamePart(next))) {
        m_position += next == u'@' ? 2 : 1;
        type = m_flavour->atParameters ? Type::Parameter : Type::Variable;
    } else {
        return std::nullopt;
    }
    while (m_position < m_text.size() && m_flavour->isNamePart(m_text.at(m_position)))
        ++m_position;
    return type;
}

void SqlLexer::note(const SqlToken &token)
{
    if (token.type == Type::Whitespace || token.type == Type::CopyData) {
        if (at(token.end - 1) != u'\n')
            return;
        m_lineStart = true;
        if (m_copy == Copy::NextLine) {
            m_copy = Copy::None;
            m_mode = Mode::Copy;
        }
        return;
    }
    m_lineStart = false;
    if (token.isBlank() || m_copy == Copy::NextLine)
        return;
    if (token.type == Type::MetaCommand)
        return noteMetaCommand(token.in(m_text));
    if (token.type == Type::Delimiter) {
        m_copy = m_copy == Copy::Stdin ? Copy::NextLine : Copy::None;
        m_begun = false;
        return;
    }
    if (m_flavour->backslashCommands)
        noteWord(token);
    m_begun = true;
}

void SqlLexer::noteWord(const SqlToken &token)
{
    if (!m_begun) {
        m_copy = isWord(token, QLatin1String("copy")) ? Copy::Head : Copy::None;
    } else if (m_copy == Copy::Head || m_copy == Copy::From) {
        if (isWord(token, QLatin1String("from")))
            m_copy = Copy::From;
        else
            m_copy = m_copy == Copy::From && isWord(token, QLatin1String("stdin")) ? Copy::Stdin : Copy::Head;
    }
}

bool SqlLexer::isWord(const SqlToken &token, QLatin1String lower) const
{
    return token.type == Type::Word && token.in(m_text).compare(lower, Qt::CaseInsensitive) == 0;
}

} // namespace relata
