// What the lexer knows of the clients' own lines: psql, mysql, sqlite3, sqlcmd, sqlplus.
#include "models/sql/sql_lexer.h"

#include <QRegularExpression>

namespace relata {

SqlToken::Type SqlLexer::toLineEnd(Type type)
{
    const qsizetype newline = m_text.indexOf(u'\n', m_position);
    m_position = newline < 0 ? m_text.size() : newline;
    if (m_text.at(m_position - 1) == u'\r')
        --m_position;
    return type;
}

static QStringView lineOf(QStringView text, qsizetype position)
{
    const qsizetype newline = text.indexOf(u'\n', position);
    return text.mid(position, newline < 0 ? -1 : newline - position);
}

static bool startsWithCommand(QStringView line, QLatin1String command)
{
    return line.startsWith(command, Qt::CaseInsensitive) && line.size() > command.size()
        && (line.at(command.size()) == u' ' || line.at(command.size()) == u'\t');
}

bool SqlLexer::isDelimiterCommand() const
{
    const QLatin1String command("delimiter");
    if ((at(m_position).unicode() | 0x20) != 'd')
        return false;
    const QStringView line = lineOf(m_text, m_position);
    if (!startsWithCommand(line, command))
        return false;
    if (!m_begun)
        return true;
    // In a statement that nobody ended: a column may bear this name, so only a line that nothing else could be.
    const QStringView argument = line.mid(command.size()).trimmed();
    return !argument.isEmpty()
        && std::all_of(argument.begin(), argument.end(), [](QChar c) { return QStringView(u";$/|").contains(c); });
}

std::optional<SqlToken::Type> SqlLexer::commandLine()
{
    const QChar c = at(m_position);
    const bool firstColumn = m_position == 0 || m_text.at(m_position - 1) == u'\n';
    if (m_flavour->dotCommands && c == u'.' && firstColumn && !m_begun && at(m_position + 1).isLetter())
        return toLineEnd(Type::MetaCommand);
    if (m_flavour->delimiterCommand
        && (isDelimiterCommand()
            || (!m_begun && (c == u's' || c == u'S')
                && startsWithCommand(lineOf(m_text, m_position), QLatin1String("source")))))
        return toLineEnd(Type::MetaCommand);
    return m_flavour->goLines || m_flavour->slashLines ? batchLine() : std::nullopt;
}

std::optional<SqlToken::Type> SqlLexer::batchLine()
{
    const QChar c = at(m_position);
    if (m_flavour->slashLines && c == u'/' && lineOf(m_text, m_position).trimmed().size() == 1) {
        ++m_position;
        return Type::Delimiter;
    }
    if (!m_flavour->goLines || (c != u'g' && c != u'G'))
        return std::nullopt;
    const QStringView line = lineOf(m_text, m_position).trimmed();
    const QStringView count = line.mid(2).trimmed();
    const bool numeric = std::all_of(count.begin(), count.end(), [](QChar d) { return d >= u'0' && d <= u'9'; });
    if (!line.startsWith(u"go", Qt::CaseInsensitive) || !numeric || (line.size() > 2 && !line.at(2).isSpace()))
        return std::nullopt;
    m_position += line.size();
    return Type::Delimiter;
}

std::optional<SqlToken::Type> SqlLexer::delimiter()
{
    if (m_flavour->delimiterCommand && m_detail) {
        if (!matchesDelimiter(m_position))
            return std::nullopt;
        m_position += m_detail & 15;
        return Type::Delimiter;
    }
    if (at(m_position) != u';' || m_executable)
        return std::nullopt;
    ++m_position;
    return Type::Delimiter;
}

std::optional<SqlToken::Type> SqlLexer::backslash()
{
    if (at(m_position) != u'\\')
        return std::nullopt;
    const QChar next = at(m_position + 1);
    if (m_flavour->backslashCommands) {
        if (next != u';')
            return toLineEnd(Type::MetaCommand);
        m_position += 2; // psql sends both statements in one message
        return Type::Punctuation;
    }
    if (!m_flavour->delimiterCommand)
        return std::nullopt;
    if (next == u'g' || next == u'G') {
        m_position += 2;
        return Type::Delimiter;
    }
    return next.isLetter() || next == u'!' || next == u'.' ? std::optional(toLineEnd(Type::MetaCommand)) : std::nullopt;
}

void SqlLexer::noteMetaCommand(QStringView line)
{
    if (startsWithCommand(line, QLatin1String("delimiter"))) {
        readDelimiter(line.mid(9));
        m_begun = false;
    } else if (m_flavour->backslashCommands) {
        static const QRegularExpression copy(
            QStringLiteral("^\\\\copy\\s.*\\sfrom\\s+stdin\\b"), QRegularExpression::CaseInsensitiveOption);
        const bool sends = line.startsWith(u"\\g") || line.startsWith(u"\\crosstabview") || line.startsWith(u"\\watch");
        if (sends) {
            m_copy = m_copy == Copy::Stdin ? Copy::NextLine : Copy::None;
            m_begun = false;
        } else if (line.startsWith(u"\\copy") && copy.match(line.toString()).hasMatch()) {
            m_copy = Copy::NextLine;
        }
    }
}

} // namespace relata
