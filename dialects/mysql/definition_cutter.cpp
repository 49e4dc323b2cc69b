#include "dialects/mysql/definition_cutter.h"

#include "dialects/mysql/backquote.h"

#include <QHash>
#include <QStringList>

namespace relata::mysql {

namespace {

/// Names joined by dots, as they stand in the text.
struct Chain {
    qsizetype begin = 0, end = 0;
    QStringList names;
};

qsizetype endOfString(QStringView text, qsizetype at)
{
    const QChar quote = text.at(at);
    for (++at; at < text.size(); ++at) {
        const bool isDoubled = text.at(at) == quote && at + 1 < text.size() && text.at(at + 1) == quote;
        if (isDoubled || (text.at(at) == u'\\' && quote != u'`'))
            ++at;
        else if (text.at(at) == quote)
            return at + 1;
    }
    return text.size();
}

Chain chainAt(QStringView text, qsizetype at)
{
    Chain chain{at, at, {}};
    while (at < text.size() && text.at(at) == u'`') {
        chain.end = endOfString(text, at);
        chain.names += nameIn(text.mid(at, chain.end - at));
        const bool more = chain.end + 1 < text.size() && text.at(chain.end) == u'.' && text.at(chain.end + 1) == u'`';
        if (!more)
            break;
        at = chain.end + 1;
    }
    return chain;
}

std::vector<Chain> chainsOf(QStringView text)
{
    std::vector<Chain> chains;
    for (qsizetype at = 0; at < text.size();) {
        const QChar c = text.at(at);
        if (c == u'`') {
            chains.push_back(chainAt(text, at));
            at = chains.back().end;
        } else if (c == u'\'' || c == u'"') {
            at = endOfString(text, at);
        } else {
            ++at;
        }
    }
    return chains;
}

/// Puts pieces together; neighbouring text becomes one piece.
class Pieces {
public:
    void text(QStringView piece) { m_text += piece; }
    void name(const QString &name) { m_text += backquoted(name); }
    void reference(ObjectId id, const QString &orName)
    {
        if (id.isNull())
            return name(orName);
        flush();
        m_result.pieces.emplace_back(id);
    }
    Expression take()
    {
        flush();
        return std::move(m_result);
    }

private:
    void flush()
    {
        if (!m_text.isEmpty())
            m_result.pieces.emplace_back(std::exchange(m_text, {}));
    }
    QString m_text;
    Expression m_result;
};

class Cutter {
public:
    Cutter(QStringView text, const NameScope &scope)
        : m_text(text)
        , m_scope(scope)
        , m_chains(chainsOf(text))
    {
        findAliases();
    }

    Expression run()
    {
        qsizetype at = 0;
        for (const Chain &chain : m_chains) {
            m_pieces.text(m_text.mid(at, chain.begin - at));
            put(chain);
            at = chain.end;
        }
        m_pieces.text(m_text.mid(at));
        return m_pieces.take();
    }

private:
    bool isQualified(const Chain &chain) const
    {
        return chain.names.size() > 1 && chain.names.first() == m_scope.database;
    }

    bool isCall(const Chain &chain) const { return chain.end < m_text.size() && m_text.at(chain.end) == u'('; }

    void findAliases()
    {
        for (std::size_t i = 0; i + 1 < m_chains.size(); ++i) {
            const Chain &table = m_chains[i], &alias = m_chains[i + 1];
            const bool besideIt = m_text.mid(table.end, alias.begin - table.end) == QLatin1StringView(" ");
            if (!besideIt || table.names.size() != 2 || alias.names.size() != 1 || !isQualified(table))
                continue;
            const ObjectId id = m_scope.relation(table.names.at(1));
            const auto known = m_aliases.constFind(alias.names.first());
            const bool ambiguous = known != m_aliases.cend() && *known != id;
            m_aliases.insert(alias.names.first(), ambiguous ? ObjectId() : id);
        }
    }

    void put(const Chain &chain)
    {
        const QStringList &names = chain.names;
        if (names.size() == 3 && isQualified(chain)) {
            const ObjectId table = m_scope.relation(names.at(1));
            m_pieces.reference(table, names.at(1));
            m_pieces.text(u".");
            m_pieces.reference(columnOf(table, names.at(2)), names.at(2));
        } else if (names.size() == 2 && isQualified(chain)) {
            const QString &name = names.at(1);
            m_pieces.reference(isCall(chain) ? m_scope.routine(name) : m_scope.relation(name), name);
        } else if (names.size() == 2) {
            m_pieces.name(names.first());
            m_pieces.text(u".");
            m_pieces.reference(columnOf(m_aliases.value(names.first()), names.at(1)), names.at(1));
        } else if (names.size() == 1) {
            const QString &name = names.first();
            m_pieces.reference(isCall(chain) ? m_scope.routine(name) : columnOf(m_scope.ownTable, name), name);
        } else {
            m_pieces.text(m_text.mid(chain.begin, chain.end - chain.begin));
        }
    }

    ObjectId columnOf(ObjectId table, const QString &name) const
    {
        return table ? m_scope.column(table, name) : ObjectId();
    }

    QStringView m_text;
    const NameScope &m_scope;
    std::vector<Chain> m_chains;
    QHash<QString, ObjectId> m_aliases;
    Pieces m_pieces;
};

} // namespace

Expression cutDefinition(const QString &text, const NameScope &scope) { return Cutter(text, scope).run(); }

} // namespace relata::mysql
