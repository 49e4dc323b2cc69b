#include "dialects/postgresql/query_scopes.h"

#include "dialects/postgresql/names.h"

#include <algorithm>
#include <array>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

/// Words that follow a relation without being its alias.
bool isAlias(const TextTokens &tokens, qsizetype i)
{
    static constexpr auto Words = std::to_array<QStringView>({u"join", u"left", u"right", u"full", u"inner", u"cross",
        u"natural", u"tablesample", u"on", u"using", u"where", u"group", u"order", u"having", u"limit", u"offset",
        u"fetch", u"for", u"window", u"union", u"intersect", u"except", u"set", u"values", u"returning", u"default"});
    return tokens.isName(i)
        && std::none_of(Words.begin(), Words.end(), [&](QStringView word) { return tokens.is(i, word); });
}

class ScopeFinder {
public:
    ScopeFinder(const TextTokens &tokens, const Names &names)
        : m_tokens(tokens)
        , m_names(names)
    { }

    QueryScopes run()
    {
        m_result.scopes.emplace_back();
        m_open = {0};
        for (qsizetype i = 0; i < m_tokens.size(); ++i) {
            enter(i);
            m_result.scopeOf += m_open.last();
            if (m_tokens.is(i, u")") && m_open.size() > 1)
                m_open.removeLast();
        }
        for (qsizetype i = 0; i < m_tokens.size(); ++i)
            addSource(i);
        return std::move(m_result);
    }

private:
    void enter(qsizetype i)
    {
        if (m_tokens.is(i, u"(")) {
            m_open += m_tokens.beginsQuery(i + 1) ? fresh(m_open.last()) : m_open.last();
        } else if (m_tokens.is(i, u"union") || m_tokens.is(i, u"intersect") || m_tokens.is(i, u"except")
            || m_tokens.is(i, u";")) {
            m_open.last() = fresh(m_result.scopes[std::size_t(m_open.last())].parent);
        }
    }

    int fresh(int parent)
    {
        m_result.scopes.emplace_back().parent = parent;
        return int(m_result.scopes.size()) - 1;
    }

    bool followsFrom(qsizetype i) const
    {
        for (const QStringView word :
            {u"from", u"join", u"lateral", u"only", u",", u"(", u"into", u"update", u"using"}) {
            if (m_tokens.is(i - 1, word))
                return true;
        }
        return false;
    }

    void addSource(qsizetype i)
    {
        if (!m_tokens.isName(i) || m_tokens.is(i - 1, u".") || m_tokens.chainLength(i) != 2 || !followsFrom(i))
            return;
        const ObjectId relation = m_names.thing({m_tokens.name(i), m_tokens.name(i + 2)});
        if (!relation || !m_names.isRelation(relation) || m_tokens.is(i + 3, u"("))
            return;
        qsizetype alias = i + 3;
        if (m_tokens.is(alias, u"*")) // "ONLY t *"
            ++alias;
        if (m_tokens.is(alias, u"as"))
            ++alias;
        const QString name = isAlias(m_tokens, alias) ? m_tokens.name(alias) : m_tokens.name(i + 2);
        m_result.scopes[std::size_t(m_result.scopeOf.at(i))].sources.insert(name, relation);
    }

    const TextTokens &m_tokens;
    const Names &m_names;
    QueryScopes m_result;
    QList<int> m_open;
};

} // namespace

QueryScopes findScopes(const TextTokens &tokens, const Names &names) { return ScopeFinder(tokens, names).run(); }

ObjectId sourceNamed(const QueryScopes &scopes, qsizetype i, const QString &alias)
{
    for (int at = scopes.scopeOf.at(i); at >= 0; at = scopes.scopes[std::size_t(at)].parent) {
        if (const ObjectId found = scopes.scopes[std::size_t(at)].sources.value(alias))
            return found;
    }
    return {};
}

ObjectId onlySource(const QueryScopes &scopes, qsizetype i)
{
    const QHash<QString, ObjectId> &sources = scopes.scopes[std::size_t(scopes.scopeOf.at(i))].sources;
    return sources.size() == 1 ? *sources.begin() : ObjectId();
}

} // namespace relata::postgresql
