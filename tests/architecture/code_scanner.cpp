#include "tests/architecture/code_scanner.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relata::tests {

QList<Include> includesOf(const QString &text)
{
    static const QRegularExpression pattern(
        uR"re(^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"])re"_s, QRegularExpression::MultilineOption);
    QList<Include> includes;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const int line = int(QStringView(text).left(match.capturedStart()).count(u'\n')) + 1;
        includes.append({match.captured(2), match.captured(1) == u"<", line});
    }
    return includes;
}

QString blanked(const QString &text)
{
    // In this order: a raw string may hold anything, a comment may hold quotes, a string may hold slashes.
    static const QRegularExpression pattern(
        uR"re((?<raw>R"(?<tag>[^\s()\\]{0,16})\(.*?\)\k<tag>")|(?<comment>//[^\n]*|/\*.*?\*/))re"_s
            + uR"re(|(?<string>"(?:\\.|[^"\\\n])*")|(?<char>(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'))re"_s
            + uR"re(|(?<hash>^[ \t]*#(?:[^\n]*\\\n)*[^\n]*)|(?<macro>^[ \t]*[A-Z][A-Z0-9_]+(?:\([^\n;]*\))?[ \t]*$))re"_s,
        QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
    QString out = text;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        for (qsizetype i = match.capturedStart(); i < match.capturedEnd(); ++i) {
            if (out.at(i) != u'\n')
                out[i] = u' ';
        }
    }
    return out;
}

namespace {

enum class Scope { Namespace, Type, Initialiser, Function, Block };

struct Open {
    Scope scope;
    QString head;
    qsizetype start;
};

/// Walks the braces of a blanked text; a head is what stands between the last `;`, `{` or `}` and a `{`.
class BraceWalk {
public:
    explicit BraceWalk(const QString &text)
        : m_text(text)
    { }
    void run();
    const QList<FunctionSpan> &functions() const { return m_found; }
    const QList<TypeDefinition> &types() const { return m_types; }

private:
    bool inFunction() const;
    Scope scopeOf(const QString &head) const;
    void open(qsizetype at);
    void close(qsizetype at);
    void record(const Open &function, qsizetype end);
    void recordType(const Open &type);
    int lineOf(qsizetype at) const { return int(QStringView(m_text).left(at).count(u'\n')) + 1; }

    const QString &m_text;
    QList<Open> m_open;
    qsizetype m_head = 0;
    QList<FunctionSpan> m_found;
    QList<TypeDefinition> m_types;
};

bool BraceWalk::inFunction() const
{
    return !m_open.isEmpty() && (m_open.last().scope == Scope::Function || m_open.last().scope == Scope::Block);
}

Scope BraceWalk::scopeOf(const QString &head) const
{
    static const QRegularExpression nameSpace(uR"re(^(inline )?namespace\b|^extern\b\s*$)re"_s);
    static const QRegularExpression type(uR"re(^(template\s*<.*>\s*)?(class|struct|union|enum)\b[^()=]*$)re"_s);
    static const QRegularExpression lambda(uR"re((^|[^\w\])])\s*\[[^\]]*\]$)re"_s);
    if (inFunction())
        return Scope::Block;
    if (nameSpace.match(head).hasMatch())
        return Scope::Namespace;
    if (type.match(head).hasMatch())
        return Scope::Type;
    return head.contains(u')') || lambda.match(head).hasMatch() ? Scope::Function : Scope::Initialiser;
}

void BraceWalk::open(qsizetype at)
{
    static const QRegularExpression label(
        uR"re(^((public|protected|private|signals|Q_SIGNALS|Q_SLOTS|slots)\s*)+:(?!:))re"_s);
    while (m_head < at && m_text.at(m_head).isSpace())
        ++m_head;
    for (auto match = label.match(m_text.mid(m_head, at - m_head)); match.hasMatch();
         match = label.match(m_text.mid(m_head, at - m_head))) {
        m_head += match.capturedEnd();
        while (m_head < at && m_text.at(m_head).isSpace())
            ++m_head;
    }
    const QString head = m_text.mid(m_head, at - m_head).simplified();
    m_open.append({scopeOf(head), head, m_head});
    m_head = at + 1;
    if (m_open.last().scope == Scope::Type)
        recordType(m_open.last());
}

void BraceWalk::recordType(const Open &type)
{
    static const QRegularExpression space(uR"re(^(?:inline )?namespace\s+([\w:]+)$)re"_s);
    static const QRegularExpression name(
        uR"re(\b(?:class|struct|union|enum(?: class)?)\s+(?:\w+\s+)*?([\w:]+)\s*(final\b.*|:.*|<.*)?$)re"_s);
    QStringList path;
    for (qsizetype i = 0; i + 1 < m_open.size(); ++i) {
        const auto match = space.match(m_open.at(i).head);
        if (m_open.at(i).scope != Scope::Namespace || !match.hasMatch())
            return;
        path += match.captured(1);
    }
    const auto match = name.match(type.head);
    if (match.hasMatch() && !match.captured(2).startsWith(u'<'))
        m_types.append({QString(path.join(u"::"_s) + u"::"_s + match.captured(1)), lineOf(type.start)});
}

void BraceWalk::close(qsizetype at)
{
    if (m_open.isEmpty())
        return;
    const Open closed = m_open.takeLast();
    const bool outside =
        m_open.isEmpty() || m_open.last().scope == Scope::Namespace || m_open.last().scope == Scope::Type;
    m_head = at + 1;
    if (closed.scope != Scope::Function)
        return;
    qsizetype next = at + 1;
    while (next < m_text.size() && m_text.at(next).isSpace())
        ++next;
    // A braced member initialiser, `: m_a{1}, m_b{2} {`: the head of the constructor goes on.
    if (outside && next < m_text.size() && (m_text.at(next) == u',' || m_text.at(next) == u'{'))
        m_head = closed.start;
    else
        record(closed, at);
}

void BraceWalk::record(const Open &function, qsizetype end)
{
    static const QRegularExpression name(uR"re(([~\w:]+|operator[^\w\s]+)\s*\()re"_s);
    const auto match = name.match(function.head);
    const int first = lineOf(function.start);
    m_found.append({match.hasMatch() ? match.captured(1) : function.head.left(40), first, lineOf(end) - first + 1});
}

void BraceWalk::run()
{
    for (qsizetype at = 0; at < m_text.size(); ++at) {
        const QChar c = m_text.at(at);
        if (c == u'{')
            open(at);
        else if (c == u'}')
            close(at);
        else if (c == u';')
            m_head = at + 1;
    }
}

} // namespace

QList<FunctionSpan> functionsOf(const QString &text)
{
    const QString code = blanked(text);
    BraceWalk walk(code);
    walk.run();
    return walk.functions();
}

QList<TypeDefinition> typesOf(const QString &text)
{
    const QString code = blanked(text);
    BraceWalk walk(code);
    walk.run();
    return walk.types();
}

} // namespace relata::tests
