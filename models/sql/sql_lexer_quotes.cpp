#include "models/sql/sql_lexer.h"

namespace relata {

// FNV-1a, cut to what the state has room for: 23 bits for a dollar tag.
static quint32 hashed(QStringView text)
{
    quint32 hash = 2166136261U;
    for (const QChar c : text)
        hash = (hash ^ c.unicode()) * 16777619U;
    return hash ^ (hash >> 19);
}

static constexpr quint32 tagMask = (1U << 23) - 1;

SqlToken::Type SqlLexer::begin(Mode mode, qsizetype opening)
{
    m_mode = mode;
    m_position += opening;
    return continued();
}

SqlToken::Type SqlLexer::continued()
{
    switch (m_mode) {
    case Mode::Comment:
        return blockComment();
    case Mode::Single:
        return quotedPart(u'\'', m_flavour->backslashEscapes, Type::String);
    case Mode::Escape:
        return quotedPart(u'\'', true, Type::String);
    case Mode::DoubleString:
        return quotedPart(u'"', m_flavour->backslashEscapes, Type::String);
    case Mode::Double:
        return quotedPart(u'"', false, Type::QuotedIdentifier);
    case Mode::Backtick:
        return quotedPart(u'`', false, Type::QuotedIdentifier);
    case Mode::Bracket:
        return quotedPart(u']', false, Type::QuotedIdentifier);
    case Mode::Dollar:
        return dollarString();
    case Mode::BracketString:
        return bracketString();
    case Mode::Copy:
        return copyData();
    case Mode::Normal:
        break;
    }
    m_mode = Mode::Normal;
    return fresh();
}

SqlToken::Type SqlLexer::quotedPart(QChar close, bool backslashes, Type type)
{
    while (m_position < m_text.size()) {
        const QChar c = m_text.at(m_position++);
        if (backslashes && c == u'\\') {
            m_position = std::min(m_position + 1, m_text.size());
        } else if (c == close) {
            // SQLite's [a] has no way to hold a bracket.
            const bool doubles = close != u']' || m_flavour->closeQuote == u']';
            if (at(m_position) != close || !doubles) {
                m_mode = Mode::Normal;
                return type;
            }
            ++m_position;
        }
    }
    m_flags |= SqlToken::Unterminated;
    return type;
}

SqlToken::Type SqlLexer::blockComment()
{
    while (m_position < m_text.size()) {
        const QChar c = m_text.at(m_position++);
        if (c == u'*' && at(m_position) == u'/') {
            ++m_position;
            if (!m_flavour->nestedComments || --m_detail == 0) {
                m_mode = Mode::Normal;
                return Type::Comment;
            }
        } else if (m_flavour->nestedComments && c == u'/' && at(m_position) == u'*') {
            ++m_position;
            m_detail = std::min(m_detail + 1, tagMask);
        }
    }
    m_flags |= SqlToken::Unterminated;
    return Type::Comment;
}

SqlToken::Type SqlLexer::lineComment()
{
    while (m_position < m_text.size() && at(m_position) != u'\n'
        && !(at(m_position) == u'\r' && (m_flavour->returnEndsComment || at(m_position + 1) == u'\n')))
        ++m_position;
    return Type::Comment;
}

std::optional<SqlToken::Type> SqlLexer::comment()
{
    const QChar c = at(m_position);
    const QChar next = at(m_position + 1);
    if (c == u'-' && next == u'-') {
        const QChar third = at(m_position + 2);
        if (!m_flavour->dashNeedsSpace || third.unicode() <= u' ')
            return lineComment();
    }
    if (c == u'#' && m_flavour->hashComments)
        return lineComment();
    if (m_executable && c == u'*' && next == u'/') {
        m_executable = false;
        m_flags |= SqlToken::Active;
        m_position += 2;
        return Type::Comment;
    }
    if (c != u'/' || next != u'*')
        return std::nullopt;
    const QChar third = at(m_position + 2);
    if (m_flavour->executableComments && (third == u'!' || (third == u'M' && at(m_position + 3) == u'!'))) {
        m_executable = true;
        m_flags |= SqlToken::Active;
        m_position += third == u'!' ? 3 : 4;
        while (at(m_position).isDigit())
            ++m_position;
        return Type::Comment;
    }
    if (third == u'+')
        m_flags |= SqlToken::Active;
    if (m_flavour->nestedComments)
        m_detail = 1;
    return begin(Mode::Comment, 2);
}

std::optional<SqlToken::Type> SqlLexer::stringOrName()
{
    switch (at(m_position).unicode()) {
    case '\'':
        return begin(Mode::Single, 1);
    case '"':
        return begin(m_flavour->doubleQuotedStrings ? Mode::DoubleString : Mode::Double, 1);
    case '`':
        return m_flavour->backtickNames ? std::optional(begin(Mode::Backtick, 1)) : std::nullopt;
    case '[':
        return m_flavour->bracketNames ? std::optional(begin(Mode::Bracket, 1)) : std::nullopt;
    default:
        return std::nullopt;
    }
}

std::optional<SqlToken::Type> SqlLexer::prefixedString()
{
    const QChar c = at(m_position).toLower();
    const QChar next = at(m_position + 1);
    if (next == u'\'' && m_flavour->stringPrefixes.contains(c))
        return begin(c == u'e' ? Mode::Escape : Mode::Single, 2);
    if (m_flavour->unicodePrefix && c == u'u' && next == u'&') {
        if (at(m_position + 2) == u'\'')
            return begin(Mode::Single, 3);
        if (at(m_position + 2) == u'"')
            return begin(Mode::Double, 3);
    }
    if (!m_flavour->bracketStrings)
        return std::nullopt;
    const qsizetype opening = c == u'q' && next == u'\''                     ? 2
        : c == u'n' && next.toLower() == u'q' && at(m_position + 2) == u'\'' ? 3
                                                                             : 0;
    if (opening == 0 || at(m_position + opening).isNull())
        return std::nullopt;
    const QChar open = at(m_position + opening);
    const qsizetype pair = QStringView(u"[{(<").indexOf(open);
    m_detail = pair < 0 ? open.unicode() : QStringView(u"]})>").at(pair).unicode();
    return begin(Mode::BracketString, opening + 1);
}

SqlToken::Type SqlLexer::bracketString()
{
    while (m_position < m_text.size()) {
        const QChar c = m_text.at(m_position++);
        if (c == QChar(char16_t(m_detail)) && at(m_position) == u'\'') {
            ++m_position;
            m_mode = Mode::Normal;
            m_detail = 0;
            return Type::String;
        }
    }
    m_flags |= SqlToken::Unterminated;
    return Type::String;
}

// The length of $tag$ at this place, 0 when there is none. A tag is a name without a dollar sign.
static qsizetype tagLength(QStringView text, qsizetype position, const SqlFlavour &flavour)
{
    for (qsizetype i = position + 1; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'$')
            return i - position + 1;
        if (i == position + 1 ? !flavour.isNameStart(c) : !flavour.isNamePart(c))
            return 0;
    }
    return 0;
}

std::optional<SqlToken::Type> SqlLexer::dollar()
{
    if (at(m_position) != u'$')
        return std::nullopt;
    const qsizetype length = m_flavour->dollarStrings ? tagLength(m_text, m_position, *m_flavour) : 0;
    if (length > 0) {
        m_detail = hashed(m_text.mid(m_position, length)) & tagMask;
        return begin(Mode::Dollar, length);
    }
    const QChar next = at(m_position + 1);
    const bool parameter = m_flavour->dollarParameters
        && ((next >= u'0' && next <= u'9') || (m_flavour->atParameters && m_flavour->isNamePart(next)));
    ++m_position;
    if (!parameter)
        return Type::Invalid;
    while (m_position < m_text.size() && m_flavour->isNamePart(m_text.at(m_position)))
        ++m_position;
    return Type::Parameter;
}

SqlToken::Type SqlLexer::dollarString()
{
    while (m_position < m_text.size()) {
        if (m_text.at(m_position) != u'$') {
            ++m_position;
            continue;
        }
        const qsizetype length = tagLength(m_text, m_position, *m_flavour);
        if (length > 0 && (hashed(m_text.mid(m_position, length)) & tagMask) == m_detail) {
            m_position += length;
            m_mode = Mode::Normal;
            m_detail = 0;
            return Type::DollarString;
        }
        // The dollar that ends one candidate may begin the next.
        m_position += length > 0 ? length - 1 : 1;
    }
    m_flags |= SqlToken::Unterminated;
    return Type::DollarString;
}

SqlToken::Type SqlLexer::copyData()
{
    const qsizetype begin = m_position;
    while (m_position < m_text.size()) {
        const QStringView rest = m_text.mid(m_position);
        if (rest.startsWith(u"\\.") && (rest.size() == 2 || rest.at(2) == u'\n' || rest.at(2) == u'\r')) {
            m_mode = Mode::Normal;
            m_lineStart = true;
            if (m_position > begin)
                return Type::CopyData;
            m_position += 2;
            return Type::MetaCommand;
        }
        const qsizetype newline = rest.indexOf(u'\n');
        m_position = newline < 0 ? m_text.size() : m_position + newline + 1;
    }
    m_flags |= SqlToken::Unterminated;
    return Type::CopyData;
}

bool SqlLexer::matchesDelimiter(qsizetype position) const
{
    const qsizetype length = m_detail & 15;
    return position + length <= m_text.size()
        && (hashed(m_text.mid(position, length)) & ((1U << 19) - 1)) == m_detail >> 4;
}

void SqlLexer::readDelimiter(QStringView line)
{
    QStringView wanted = line.trimmed();
    if (!wanted.isEmpty() && QStringView(u"'\"`").contains(wanted.front())) {
        const qsizetype close = wanted.indexOf(wanted.front(), 1);
        wanted = wanted.mid(1, close < 0 ? -1 : close - 1);
    } else {
        qsizetype length = 0;
        while (length < wanted.size() && !wanted.at(length).isSpace())
            ++length;
        wanted = wanted.first(length);
    }
    wanted = wanted.first(std::min<qsizetype>(wanted.size(), 15));
    const bool usual = wanted.isEmpty() || wanted == u";";
    m_detail = usual ? 0 : (quint32(wanted.size()) | ((hashed(wanted) & ((1U << 19) - 1)) << 4));
}

} // namespace relata
