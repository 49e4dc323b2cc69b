#include "dialects/common/query_sources.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

bool isOneOf(const DefinitionToken &token, std::initializer_list<QStringView> words)
{
    return std::any_of(words.begin(), words.end(), [&](QStringView word) { return token.is(word); });
}

class SourceFinder {
public:
    SourceFinder(
        const QList<DefinitionToken> &tokens, const TokenRules &rules, const NameScope &scope, const CutPlace &place)
        : m_tokens(tokens)
        , m_rules(rules)
        , m_scope(scope)
        , m_place(place)
    { }

    QuerySources run()
    {
        m_open = {{0, false}};
        for (m_at = 0; m_at < m_tokens.size(); ++m_at) {
            m_found.blockOf += m_open.last().block;
            const qsizetype before = m_at;
            take(m_tokens.at(m_at));
            while (m_found.blockOf.size() <= m_at && m_at > before)
                m_found.blockOf += m_open.last().block;
        }
        return std::move(m_found);
    }

private:
    struct Level {
        int block;
        bool inFrom;
    };

    bool hasName(qsizetype i) const { return i < m_tokens.size() && canBeName(m_tokens.at(i), m_rules); }
    bool hasWord(qsizetype i, QStringView word) const { return i < m_tokens.size() && m_tokens.at(i).is(word); }

    int newBlock(int parent)
    {
        m_found.blocks.push_back({parent, {}});
        return int(m_found.blocks.size()) - 1;
    }

    void take(const DefinitionToken &token)
    {
        Level &level = m_open.last();
        if (token.is(u"(")) {
            const bool query = hasWord(m_at + 1, u"select") || hasWord(m_at + 1, u"with");
            const int list = std::exchange(m_columnList, -1);
            m_open += Level{query ? newBlock(level.block) : list >= 0 ? list : level.block, level.inFrom && !query};
        } else if (token.is(u")")) {
            if (m_open.size() > 1)
                m_open.removeLast();
            if (m_open.last().inFrom && hasName(m_at + 1))
                m_found.notNames += m_at + 1;
        } else if (isOneOf(token, {u"union", u"except", u"intersect", u";"})) {
            level.block = newBlock(m_found.blocks[std::size_t(level.block)].parent);
            level.inFrom = false;
        } else if (token.is(u"as")) {
            skipAlias();
        } else if (isOneOf(token, {u"from", u"join", u"into", u"references"})) {
            level.inFrom = token.is(u"from") || token.is(u"join");
            token.is(u"into") ? takeTarget(level) : takeRelation();
        } else if (token.is(u"update") && !hasWord(m_at + 1, u"of") && !hasWord(m_at + 1, u"on")) {
            takeUpdated();
        } else if (token.is(u"begin")) {
            m_inHeader = false;
        } else if (namesSubject(token) || (token.is(u",") && level.inFrom)) {
            takeRelation();
        } else if (isOneOf(token,
                       {u"select", u"where", u"group", u"order", u"having", u"limit", u"set", u"values", u"on"})) {
            level.inFrom = level.inFrom && token.is(u"on");
            m_columnList = -1;
        } else {
            takeSelf(token);
        }
    }

    void skipAlias()
    {
        if (hasName(m_at + 1) && !hasWord(m_at + 2, u"."))
            m_found.notNames += m_at + 1;
        if (hasWord(m_at + 1, u"(") && hasName(m_at - 1))
            m_found.notNames += m_at - 1;
    }

    /// What INSERT writes to stands in a block of its own around the query that it writes from.
    void takeTarget(Level &level)
    {
        const int target = newBlock(m_found.blocks[std::size_t(level.block)].parent);
        level.block = target;
        takeRelation();
        level.block = newBlock(target);
        m_columnList = target;
    }

    void takeUpdated()
    {
        if (hasWord(m_at + 1, u"or"))
            m_at += 2;
        takeRelation();
    }

    /// The ON that stands before the table of a trigger.
    bool namesSubject(const DefinitionToken &token) const
    {
        return token.is(u"on") && m_inHeader && m_place.self && m_place.subject;
    }

    void takeSelf(const DefinitionToken &token)
    {
        if (!m_place.self || m_selfFound || !isOneOf(token, {u"trigger", u"view", u"function", u"procedure", u"event"}))
            return;
        m_selfFound = true;
        qsizetype i = m_at + 1;
        if (hasWord(i, u"if"))
            i += 3;
        if (hasWord(i + 1, u"."))
            i += 2;
        if (hasName(i)) {
            m_found.relations.insert(i, m_place.self);
            m_found.notNames += i;
        }
    }

    /// schema.table [AS] alias, or the names in parentheses behind FROM.
    void takeRelation()
    {
        qsizetype i = m_at + 1;
        while (hasWord(i, u"only") || hasWord(i, u"lateral"))
            ++i;
        if (!hasName(i) || hasWord(i, u"("))
            return takeNested(i);
        const bool qualified = hasWord(i + 1, u".") && hasName(i + 2);
        const QString schema = qualified ? m_tokens.at(i).name() : QString();
        if (qualified)
            i += 2;
        const QString name = m_tokens.at(i).name();
        const ObjectId id = m_found.notNames.contains(i) ? ObjectId() : m_scope.relation(schema, name);
        if (!id)
            return;
        m_found.relations.insert(i, id);
        QHash<QString, ObjectId> &sources = m_found.blocks[std::size_t(m_open.last().block)].sources;
        const qsizetype alias = hasWord(i + 1, u"as") ? i + 2 : i + 1;
        const bool isAliased = hasName(alias) && !hasWord(alias + 1, u".")
            && !isOneOf(m_tokens.at(alias),
                {u"begin", u"for", u"when", u"set", u"values", u"natural", u"left", u"right", u"full", u"inner",
                    u"cross", u"join", u"on", u"using", u"where", u"group", u"order", u"limit", u"union", u"select",
                    u"default", u"straight_join", u"returning"});
        sources.insert(m_scope.folded(isAliased ? m_tokens.at(alias).name() : name), id);
        if (isAliased)
            m_found.notNames += alias;
    }

    /// `FROM (a JOIN b …)`: the first name stands behind the parentheses.
    void takeNested(qsizetype i)
    {
        qsizetype inside = i;
        while (hasWord(inside, u"("))
            ++inside;
        if (inside == i || hasWord(inside, u"select") || hasWord(inside, u"with"))
            return;
        const qsizetype kept = m_at;
        const bool qualified = hasWord(inside + 1, u".");
        m_at = inside - 1;
        if (hasName(inside) && (qualified || !hasWord(inside + 1, u"(")))
            takeRelation();
        m_at = kept;
    }

    const QList<DefinitionToken> &m_tokens;
    const TokenRules &m_rules;
    const NameScope &m_scope;
    const CutPlace &m_place;
    QuerySources m_found;
    QList<Level> m_open;
    qsizetype m_at = 0;
    int m_columnList = -1; ///< the block of the names in parentheses behind INSERT's table
    bool m_inHeader = true, m_selfFound = false;
};

} // namespace

bool canBeName(const DefinitionToken &token, const TokenRules &rules)
{
    if (token.kind == DefinitionToken::Kind::QuotedName)
        return true;
    return token.kind == DefinitionToken::Kind::Word
        && !(rules.isReserved && rules.isReserved(token.text.toString().toLower()));
}

QuerySources findSources(
    const QList<DefinitionToken> &tokens, const TokenRules &rules, const NameScope &scope, const CutPlace &place)
{
    return SourceFinder(tokens, rules, scope, place).run();
}

} // namespace relata
