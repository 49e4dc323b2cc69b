#include "models/sql/query_scopes.h"

#include "models/sql/sql_lexer.h"

#include <QSet>

namespace relata {

using namespace Qt::StringLiterals;

QString unquotedName(QStringView token)
{
    if (token.isEmpty() || token.first().isLetterOrNumber() || token.first() == u'_')
        return token.toString();
    const QChar close = token.first() == u'[' ? u']' : token.first();
    QStringView inner = token.mid(1);
    if (inner.endsWith(close))
        inner.chop(1);
    return inner.toString().replace(QString(close) + close, QString(close));
}

namespace {

/// Words that end a name's turn: what follows a relation and is no alias.
bool endsSource(const QString &lower)
{
    static const QSet<QString> words{u"where"_s, u"on"_s, u"join"_s, u"inner"_s, u"left"_s, u"right"_s, u"full"_s,
        u"cross"_s, u"natural"_s, u"using"_s, u"group"_s, u"order"_s, u"having"_s, u"limit"_s, u"offset"_s, u"fetch"_s,
        u"union"_s, u"intersect"_s, u"except"_s, u"minus"_s, u"set"_s, u"values"_s, u"returning"_s, u"window"_s,
        u"for"_s, u"as"_s, u"select"_s, u"from"_s, u"into"_s, u"with"_s, u"tablesample"_s, u"straight_join"_s, u"use"_s,
        u"force"_s, u"ignore"_s, u"default"_s, u"and"_s, u"or"_s, u"when"_s, u"end"_s};
    return words.contains(lower);
}

constexpr int DeepestNesting = 100;

class ScopeReader {
public:
    ScopeReader(QStringView text, qsizetype caret, const SqlFlavour &flavour)
        : m_text(text)
        , m_caret(caret)
        , m_flavour(flavour)
        , m_tokens(SqlLexer::tokens(text, flavour))
    {
        m_tokens.removeIf([](const SqlToken &token) { return token.isBlank(); });
    }

    QList<QueryScope> read()
    {
        query(-1, 0);
        m_scopes.first().end = m_text.size();
        return m_scopes;
    }

private:
    bool atEnd() const { return m_at >= m_tokens.size(); }
    QStringView here() const { return atEnd() ? QStringView() : m_tokens.at(m_at).in(m_text); }
    bool is(QLatin1StringView word) const
    {
        return !atEnd() && m_tokens.at(m_at).type == SqlToken::Type::Word
            && here().compare(word, Qt::CaseInsensitive) == 0;
    }
    bool isSign(QChar sign) const { return here() == QStringView(&sign, 1); }
    bool skip(QLatin1StringView word) { return is(word) && ++m_at; }
    bool skipSign(QChar sign) { return isSign(sign) && ++m_at; }
    bool isName() const
    {
        if (atEnd())
            return false;
        const SqlToken &token = m_tokens.at(m_at);
        return token.type == SqlToken::Type::QuotedIdentifier || token.type == SqlToken::Type::Word;
    }
    /// A name that is no clause's first word, and not the one being typed.
    bool isAlias() const
    {
        return isName() && m_tokens.at(m_at).end != m_caret
            && (m_tokens.at(m_at).type == SqlToken::Type::QuotedIdentifier
                || (!endsSource(here().toString().toLower())
                    && m_flavour.classified(here()) != SqlFlavour::Word::Reserved));
    }
    bool startsQuery() const
    {
        return m_nesting < DeepestNesting && (is("select"_L1) || is("with"_L1) || is("values"_L1));
    }
    bool isSetOperator() const { return is("union"_L1) || is("intersect"_L1) || is("except"_L1) || is("minus"_L1); }

    int open(int outer, qsizetype begin)
    {
        QueryScope scope;
        scope.begin = begin;
        scope.end = m_text.size();
        scope.outer = outer;
        m_scopes += scope;
        return int(m_scopes.size()) - 1;
    }
    int query(int outer, qsizetype begin);
    int branch(int first, int current);
    void step(int current);
    int nested(int outer);
    void commonTables(int scope);
    void sources(int scope, bool list);
    void source(int scope);
    void finish(int scope, QuerySource source);
    QStringList names();
    void outputs(int scope);
    std::optional<QueryOutput> output(const QList<SqlToken> &item) const;

    const QStringView m_text;
    const qsizetype m_caret;
    const SqlFlavour &m_flavour;
    QList<SqlToken> m_tokens;
    qsizetype m_at = 0;
    int m_depth = 0; ///< parentheses around no query
    int m_nesting = 0; ///< queries in queries; deeper ones are not looked into
    QList<QueryScope> m_scopes;
};

/// Reads up to the parenthesis that closes the query, or to the end; answers its first SELECT.
int ScopeReader::query(int outer, qsizetype begin)
{
    const int depth = std::exchange(m_depth, 0);
    const int first = open(outer, begin);
    int current = first;
    while (!atEnd() && (m_depth != 0 || !isSign(u')'))) {
        const bool again = is("select"_L1) && !m_scopes.at(current).sources.isEmpty() && m_depth == 0;
        if (again || (isSetOperator() && m_depth == 0)) {
            current = branch(first, current);
            if (!again)
                ++m_at;
        } else {
            step(current);
        }
    }
    m_scopes[current].end = atEnd() ? m_text.size() : m_tokens.at(m_at).begin;
    m_depth = depth;
    return first;
}

/// The next SELECT of a union, or the one that an INSERT takes its rows from.
int ScopeReader::branch(int first, int current)
{
    m_scopes[current].end = m_tokens.at(m_at).begin;
    const int next = open(m_scopes.at(first).outer, m_tokens.at(m_at).begin);
    m_scopes[next].commonTables = m_scopes.at(first).commonTables;
    return next;
}

void ScopeReader::step(int current)
{
    if (skipSign(u'(')) {
        if (startsQuery())
            nested(current);
        else
            ++m_depth;
    } else if (skipSign(u')')) {
        --m_depth;
    } else if (is("with"_L1) && m_depth == 0) {
        commonTables(current);
    } else if (is("select"_L1)) {
        ++m_at;
        outputs(current);
    } else if ((is("from"_L1) || is("using"_L1)) && m_depth == 0) {
        sources(current, true);
    } else if (is("join"_L1) || is("update"_L1) || is("into"_L1)) {
        sources(current, false);
    } else {
        ++m_at;
    }
}

int ScopeReader::nested(int outer)
{
    ++m_nesting;
    const int scope = query(outer, m_at < m_tokens.size() ? m_tokens.at(m_at).begin : m_text.size());
    --m_nesting;
    skipSign(u')');
    return scope;
}

void ScopeReader::commonTables(int scope)
{
    ++m_at;
    skip("recursive"_L1);
    do {
        if (!isName())
            return;
        CommonTable table{.name = unquotedName(here()), .columns = {}, .query = int(m_scopes.size())};
        ++m_at;
        if (isSign(u'('))
            table.columns = names();
        if (!skip("as"_L1))
            return;
        skip("not"_L1);
        skip("materialized"_L1);
        if (!skipSign(u'('))
            return;
        m_scopes[scope].commonTables += table; // before its query: it may read itself
        nested(scope);
    } while (skipSign(u','));
}

/// `(a, b, c)`
QStringList ScopeReader::names()
{
    QStringList result;
    skipSign(u'(');
    while (isName()) {
        result += unquotedName(here());
        ++m_at;
        if (!skipSign(u','))
            break;
    }
    skipSign(u')');
    return result;
}

void ScopeReader::sources(int scope, bool list)
{
    const bool isInto = is("into"_L1);
    do {
        ++m_at;
        if (isInto && !isName())
            return;
        source(scope);
    } while (list && isSign(u','));
}

void ScopeReader::source(int scope)
{
    skip("only"_L1);
    skip("lateral"_L1);
    QuerySource source;
    while (skipSign(u'(')) {
        if (startsQuery()) {
            source.query = nested(scope);
            return finish(scope, source);
        }
        ++m_depth;
    }
    while (isName() && m_tokens.at(m_at).end != m_caret
        && (!source.path.isEmpty() || m_tokens.at(m_at).type == SqlToken::Type::QuotedIdentifier
            || !endsSource(here().toString().toLower()))) {
        source.path += unquotedName(here());
        source.end = m_tokens.at(m_at).end;
        ++m_at;
        if (!skipSign(u'.'))
            break;
    }
    if (!source.path.isEmpty())
        finish(scope, source);
}

void ScopeReader::finish(int scope, QuerySource source)
{
    const bool named = skip("as"_L1);
    if (isAlias()) {
        source.alias = unquotedName(here());
        source.end = m_tokens.at(m_at).end;
        ++m_at;
        if (isSign(u'(') && (named || source.query >= 0))
            source.columns = names();
    }
    m_scopes[scope].sources += source;
}

void ScopeReader::outputs(int scope)
{
    QList<SqlToken> item;
    const auto take = [&] {
        if (const std::optional<QueryOutput> made = output(item))
            m_scopes[scope].outputs += *made;
        item.clear();
    };
    int depth = 0;
    while (!atEnd()) {
        if (isSign(u'(')) {
            ++m_at;
            if (startsQuery())
                nested(scope);
            else
                ++depth;
            continue;
        }
        if (isSign(u')') && depth == 0)
            break;
        if (depth == 0
            && (is("from"_L1) || is("into"_L1) || is("where"_L1) || is("group"_L1) || is("order"_L1) || is("limit"_L1)
                || is("having"_L1) || isSetOperator()))
            break;
        if (isSign(u')'))
            --depth;
        else if (isSign(u',') && depth == 0)
            take();
        if (depth == 0 && !isSign(u','))
            item += m_tokens.at(m_at);
        ++m_at;
    }
    take();
}

std::optional<QueryOutput> ScopeReader::output(const QList<SqlToken> &tokens) const
{
    QList<SqlToken> item = tokens;
    const auto text = [&](qsizetype i) { return item.at(i).in(m_text); };
    const auto word = [&](qsizetype i, QLatin1StringView wanted) {
        return i >= 0 && i < item.size() && text(i).compare(wanted, Qt::CaseInsensitive) == 0;
    };
    while (word(0, "distinct"_L1) || word(0, "all"_L1))
        item.removeFirst();
    if (item.isEmpty())
        return {};
    QueryOutput result;
    const qsizetype last = item.size() - 1;
    result.isStar = text(last) == u"*" && (last == 0 || text(last - 1) == u".");
    bool isPath = true;
    for (qsizetype i = 0; i <= last; ++i) {
        const bool name =
            item.at(i).type == SqlToken::Type::Word || item.at(i).type == SqlToken::Type::QuotedIdentifier;
        isPath = isPath && (i % 2 ? text(i) == u"." : name || (result.isStar && i == last));
        if (name && i % 2 == 0 && isPath)
            result.path += unquotedName(text(i));
    }
    if (result.isStar)
        return result;
    const bool ends =
        item.at(last).type == SqlToken::Type::Word || item.at(last).type == SqlToken::Type::QuotedIdentifier;
    const bool follows = last > 0 && item.at(last - 1).type != SqlToken::Type::Operator && text(last - 1) != u".";
    const bool isAlias = ends && follows && m_flavour.classified(text(last)) != SqlFlavour::Word::Reserved;
    if (isPath && ends)
        result.name = result.path.last();
    else if (word(last - 1, "as"_L1) || isAlias)
        result.name = unquotedName(text(last));
    if (!isPath)
        result.path.clear();
    // A column under another name keeps its type.
    const qsizetype named = word(last - 1, "as"_L1) ? 2 : 1;
    if (!isPath && isAlias && item.size() - named == 1 && item.first().type == SqlToken::Type::Word)
        result.path = {unquotedName(text(0))};
    return result;
}

} // namespace

QList<QueryScope> queryScopes(QStringView statement, qsizetype caret, const SqlFlavour &flavour)
{
    return ScopeReader(statement, caret, flavour).read();
}

int scopeAt(const QList<QueryScope> &scopes, qsizetype position)
{
    int best = 0;
    for (int i = 1; i < scopes.size(); ++i) {
        const QueryScope &scope = scopes.at(i);
        if (scope.begin <= position && position <= scope.end && scope.begin >= scopes.at(best).begin)
            best = i;
    }
    return best;
}

} // namespace relata
