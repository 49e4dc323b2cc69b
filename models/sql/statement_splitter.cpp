#include "models/sql/statement_splitter.h"

#include <algorithm>
#include <utility>

namespace relata {

using Kind = SqlStatementRange::Kind;
using Type = SqlToken::Type;

StatementSplitter::StatementSplitter(const SqlFlavour &flavour)
    : m_flavour(&flavour)
    , m_body(flavour)
{ }

void StatementSplitter::feed(QStringView lines)
{
    SqlLexer lexer(lines, *m_flavour, m_state);
    while (const auto token = lexer.next())
        consume(*token, lines);
    m_state = lexer.state();
    m_offset += lines.size();
}

void StatementSplitter::consume(const SqlToken &token, QStringView lines)
{
    const QStringView text = token.in(lines);
    const qsizetype line = m_line;
    m_line += text.count(u'\n');
    if (token.isBlank()) {
        if (token.type == Type::Comment && !std::exchange(m_hasLead, true))
            m_open.lead = m_offset + token.begin;
        return;
    }
    if (token.type == Type::CopyData || token.type == Type::MetaCommand) {
        const bool sends = text.startsWith(u"\\g") || text.startsWith(u"\\crosstabview") || text.startsWith(u"\\watch");
        const bool delimiter = text.startsWith(u"delimiter", Qt::CaseInsensitive);
        if (token.type == Type::MetaCommand && m_hasBegun && !sends && !delimiter)
            return extend(token, line);
        close(m_offset + token.begin, sends);
        m_open.line = line;
        if (text != u"\\.")
            single(token.type == Type::CopyData ? Kind::CopyData : Kind::MetaCommand, token, m_offset + token.end);
        return;
    }
    if (token.type == Type::Delimiter && ends(token, text))
        return close(m_offset + token.end, true);
    if (m_flavour->parenthesesHold && token.type == Type::Punctuation && token.size() == 1)
        m_parentheses = std::max(0, m_parentheses + (text == u"(") - (text == u")"));
    m_body.see(token, text);
    extend(token, line);
}

bool StatementSplitter::ends(const SqlToken &token, QStringView text) const
{
    Q_UNUSED(token);
    // A delimiter of another spelling (GO, /, //, \G) ends whatever is open.
    return text != u";" || (m_parentheses == 0 && !m_body.isOpen());
}

void StatementSplitter::extend(const SqlToken &token, qsizetype line)
{
    if (!std::exchange(m_hasBegun, true)) {
        m_open.begin = m_offset + token.begin;
        m_open.line = line;
        if (!m_hasLead)
            m_open.lead = m_open.begin;
        m_hasLead = true;
    }
    m_open.end = m_offset + token.end;
}

void StatementSplitter::close(qsizetype next, bool terminated)
{
    if (m_hasBegun) {
        m_open.next = next;
        m_open.terminated = terminated;
        m_found.append(m_open);
    }
    m_open = {};
    m_hasBegun = m_hasLead = false;
    m_parentheses = 0;
    m_body.reset();
}

void StatementSplitter::single(Kind kind, const SqlToken &token, qsizetype end)
{
    // Data that comes in pieces is one range for as long as nobody took the first of it.
    if (kind == Kind::CopyData && !m_found.isEmpty() && m_found.last().kind == kind
        && m_found.last().next == m_offset + token.begin) {
        m_found.last().end = m_found.last().next = end;
        return;
    }
    const qsizetype begin = m_offset + token.begin;
    m_found.append({kind, begin, begin, end, end, m_open.line, true});
}

void StatementSplitter::finish() { close(m_offset, false); }

QList<SqlStatementRange> StatementSplitter::take() { return std::exchange(m_found, {}); }

qsizetype StatementSplitter::needed() const
{
    if (!m_found.isEmpty())
        return m_found.first().lead;
    return m_hasLead ? m_open.lead : m_offset;
}

QList<SqlStatementRange> splitStatements(QStringView script, const SqlFlavour &flavour)
{
    StatementSplitter splitter(flavour);
    splitter.feed(script);
    splitter.finish();
    return splitter.take();
}

std::optional<SqlStatementRange> statementAt(QStringView script, qsizetype offset, const SqlFlavour &flavour)
{
    std::optional<SqlStatementRange> before;
    for (const SqlStatementRange &range : splitStatements(script, flavour)) {
        if (offset < range.lead)
            break;
        if (offset < range.next)
            return range;
        before = range;
    }
    if (before && offset <= script.size() && !script.mid(before->next, offset - before->next).contains(u'\n'))
        return before;
    return std::nullopt;
}

} // namespace relata
