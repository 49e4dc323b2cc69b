#include "dialects/common/expression_cutter.h"

#include "dialects/common/query_sources.h"

#include <QSet>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

void NameScope::addRelation(const QString &schema, const QString &name, ObjectId id)
{
    m_relations.insert((isDefault(schema) ? QString() : folded(schema)) + QChar(0x1f) + folded(name), id);
}

void NameScope::addColumn(ObjectId relation, const QString &name, ObjectId id)
{
    m_columns[relation].insert(folded(name), id);
}

ObjectId NameScope::relation(const QString &schema, const QString &name) const
{
    return m_relations.value((isDefault(schema) ? QString() : folded(schema)) + QChar(0x1f) + folded(name));
}

ObjectId NameScope::column(ObjectId relation, const QString &name) const
{
    const auto it = m_columns.constFind(relation);
    return it == m_columns.cend() ? ObjectId() : it->value(folded(name));
}

bool NameScope::isDefault(const QString &schema) const
{
    return schema.isEmpty() || (!m_defaultNamespace.isEmpty() && folded(schema) == folded(m_defaultNamespace));
}

namespace {

/// What a token becomes: an id, or text that may be left out.
struct Cut {
    ObjectId id;
    bool dropped = false;
};

class ExpressionCutter {
public:
    ExpressionCutter(const QString &text, const TokenRules &rules, const NameScope &scope, const CutPlace &place)
        : m_rules(rules)
        , m_scope(scope)
        , m_place(place)
        , m_all(definitionTokens(text, rules))
    {
        for (const DefinitionToken &token : m_all) {
            if (!token.isBlank())
                m_tokens += token;
        }
        m_sources = findSources(m_tokens, rules, scope, place);
        m_cuts.resize(m_tokens.size());
    }

    Expression run()
    {
        for (qsizetype i = 0; i < m_tokens.size();)
            i = takePath(i);
        m_place.layout == CutLayout::Keep ? writeKept() : writeNormal();
        flush();
        return std::move(m_result);
    }

private:
    bool isName(qsizetype i) const
    {
        return i < m_tokens.size() && !m_sources.notNames.contains(i)
            && (canBeName(m_tokens.at(i), m_rules) || (i > 0 && m_tokens.at(i - 1).is(u".") && isWord(i)));
    }
    bool isWord(qsizetype i) const
    {
        return m_tokens.at(i).kind == DefinitionToken::Kind::Word
            || m_tokens.at(i).kind == DefinitionToken::Kind::QuotedName;
    }
    bool hasSymbol(qsizetype i, QStringView symbol) const { return i < m_tokens.size() && m_tokens.at(i).is(symbol); }

    /// Resolves the dotted path that begins at `i`; answers where the next token stands.
    qsizetype takePath(qsizetype i)
    {
        if (m_sources.relations.contains(i))
            m_cuts[i].id = m_sources.relations.value(i);
        if (!isName(i))
            return i + 1;
        QList<qsizetype> path{i};
        while (hasSymbol(path.last() + 1, u".") && isName(path.last() + 2))
            path += path.last() + 2;
        resolve(path);
        return path.last() + 1;
    }

    void resolve(QList<qsizetype> path)
    {
        const qsizetype last = path.last();
        if (m_sources.relations.contains(last)) {
            m_cuts[last].id = m_sources.relations.value(last);
            stripSchema(path);
            return;
        }
        if (path.size() == 1) {
            if (!hasSymbol(last + 1, u"(") && !isAlias(last))
                resolveBare(last);
            return;
        }
        const qsizetype owner = path.at(path.size() - 2);
        const QString schema = path.size() > 2 ? m_tokens.at(path.at(path.size() - 3)).name() : QString();
        const auto [relation, byName] = relationOf(owner, schema);
        if (!relation)
            return;
        m_cuts[last].id = m_scope.column(relation, m_tokens.at(last).name());
        if (byName)
            m_cuts[owner].id = relation;
        path.removeLast();
        stripSchema(path);
        if (byName && !isSource(relation) && m_cuts.at(last).id) { // the subject's own name says nothing
            m_cuts[owner] = {{}, true};
            m_cuts[owner + 1].dropped = true;
        }
    }

    /// `s.t`: the default namespace's name goes, with its dot.
    void stripSchema(const QList<qsizetype> &path)
    {
        if (path.size() < 2)
            return;
        const qsizetype schema = path.at(path.size() - 2);
        if (m_cuts.at(path.last()).id && m_scope.isDefault(m_tokens.at(schema).name())) {
            m_cuts[schema].dropped = true;
            m_cuts[schema + 1].dropped = true;
        }
    }

    /// `SELECT a x`: of two names in a row the second is what the first is called.
    bool isAlias(qsizetype i) const
    {
        return i > 0 && (canBeName(m_tokens.at(i - 1), m_rules) || m_tokens.at(i - 1).is(u")"));
    }

    void resolveBare(qsizetype i)
    {
        const QString name = m_tokens.at(i).name();
        for (int block = m_sources.blockOf.value(i); block >= 0; block = m_sources.blocks[std::size_t(block)].parent) {
            QSet<ObjectId> found;
            for (const ObjectId relation : m_sources.blocks[std::size_t(block)].sources) {
                if (const ObjectId column = m_scope.column(relation, name))
                    found += column;
            }
            if (found.size() > 1) {
                m_result.resolved = false;
                return;
            }
            if (!found.isEmpty()) {
                m_cuts[i].id = *found.begin();
                return;
            }
        }
        if (m_place.subject)
            m_cuts[i].id = m_scope.column(m_place.subject, name);
    }

    /// The relation that stands before a dot, and whether by its own name rather than an alias.
    std::pair<ObjectId, bool> relationOf(qsizetype i, const QString &schema) const
    {
        const QString name = m_tokens.at(i).name(), folded = m_scope.folded(name);
        const ObjectId named = m_scope.relation(schema, name);
        for (int block = m_sources.blockOf.value(i); block >= 0; block = m_sources.blocks[std::size_t(block)].parent) {
            if (const ObjectId id = m_sources.blocks[std::size_t(block)].sources.value(folded))
                return {id, id == named};
        }
        const QString lower = name.toLower();
        if (m_place.subject && (lower == "new"_L1 || lower == "old"_L1 || lower == "excluded"_L1))
            return {m_place.subject, false};
        if (named && (named == m_place.subject || isSource(named)))
            return {named, true};
        return {};
    }

    bool isSource(ObjectId relation) const
    {
        return std::any_of(m_sources.blocks.begin(), m_sources.blocks.end(),
            [&](const QueryBlock &block) { return block.sources.values().contains(relation); });
    }

    void writeKept()
    {
        qsizetype i = 0;
        for (const DefinitionToken &token : m_all) {
            if (token.isBlank()) {
                m_text += token.text;
                continue;
            }
            write(m_cuts.at(i++), token.text.toString());
        }
    }

    void writeNormal()
    {
        qsizetype left = -1;
        for (qsizetype i = 0; i < m_tokens.size(); ++i) {
            if (m_cuts.at(i).dropped)
                continue;
            const DefinitionToken &token = m_tokens.at(i);
            if (left >= 0 && needsSpace(left, token))
                m_text += u' ';
            left = i;
            const bool reserved = token.kind == DefinitionToken::Kind::Word && !canBeName(token, m_rules);
            write(m_cuts.at(i), reserved ? token.text.toString().toUpper() : token.text.toString());
        }
    }

    bool needsSpace(qsizetype i, const DefinitionToken &right) const
    {
        const DefinitionToken &left = m_tokens.at(i);
        if (right.is(u",") || right.is(u")") || right.is(u".") || right.is(u"::") || left.is(u"::"))
            return false;
        if (left.is(u"(") || left.is(u"."))
            return false;
        if (right.is(u"("))
            return !canBeName(left, m_rules) || m_cuts.at(i).id;
        return !isSign(i);
    }

    /// A plus or minus that belongs to the number behind it.
    bool isSign(qsizetype i) const
    {
        const DefinitionToken &token = m_tokens.at(i);
        if (!token.is(u"-") && !token.is(u"+"))
            return false;
        if (i == 0)
            return true;
        const DefinitionToken &before = m_tokens.at(i - 1);
        return (before.kind == DefinitionToken::Kind::Symbol && !before.is(u")"))
            || (before.kind == DefinitionToken::Kind::Word && !canBeName(before, m_rules));
    }

    void write(const Cut &cut, const QString &text)
    {
        if (cut.dropped)
            return;
        if (!cut.id) {
            m_text += text;
            return;
        }
        flush();
        m_result.pieces.emplace_back(cut.id);
    }

    void flush()
    {
        if (!m_text.isEmpty())
            m_result.pieces.emplace_back(std::exchange(m_text, {}));
    }

    const TokenRules &m_rules;
    const NameScope &m_scope;
    const CutPlace &m_place;
    QList<DefinitionToken> m_all, m_tokens;
    QuerySources m_sources;
    QList<Cut> m_cuts;
    QString m_text;
    Expression m_result;
};

} // namespace

Expression cutExpression(const QString &text, const TokenRules &rules, const NameScope &scope, const CutPlace &place)
{
    return ExpressionCutter(text, rules, scope, place).run();
}

} // namespace relata
