#include "dialects/postgresql/reference_cutter.h"

#include "dialects/postgresql/stable_text.h"

#include "dialects/postgresql/names.h"
#include "dialects/postgresql/query_scopes.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

class ReferenceCutter {
public:
    ReferenceCutter(const QString &text, const Names &names, const TextPlace &place)
        : m_text(text)
        , m_names(names)
        , m_place(place)
        , m_tokens(text)
        , m_scopes(findScopes(m_tokens, names))
    { }

    Expression run()
    {
        for (qsizetype i = 0; i < m_tokens.size();)
            i = take(i);
        copyTo(m_text.size());
        flush();
        return std::move(m_result);
    }

private:
    /// Handles what begins at token `i`; answers where the next begins.
    qsizetype take(qsizetype i)
    {
        if (m_tokens.at(i).type == SqlToken::Type::String) {
            takeLiteral(i);
            return i + 1;
        }
        if (isOwnName(i))
            return takeOwnName(i);
        if (!m_tokens.isName(i))
            return i + 1;
        const int length = m_tokens.chainLength(i);
        if (length == 1)
            takeBare(i);
        else if (length == 2)
            takePair(i);
        else
            takeTriple(i);
        return i + 2 * length - 1;
    }

    bool isOwnName(qsizetype i) const
    {
        if (!m_place.self || m_ownNameSeen)
            return false;
        for (const QStringView word :
            {u"function", u"procedure", u"trigger", u"view", u"aggregate", u"rule", u"statistics"}) {
            if (m_tokens.is(i - 1, word))
                return true;
        }
        return false;
    }

    qsizetype takeOwnName(qsizetype i)
    {
        m_ownNameSeen = true;
        const int length = m_tokens.chainLength(i);
        replace(i, i + 2 * length - 2, m_place.self);
        return i + 2 * length - 1;
    }

    /// 'public.s'::regclass
    void takeLiteral(qsizetype i)
    {
        if (!m_tokens.is(i + 1, u"::") || !m_tokens.is(i + 2, u"regclass") || !m_tokens.text(i).startsWith(u'\''))
            return;
        const QString inner = m_tokens.text(i).mid(1, m_tokens.text(i).size() - 2).toString();
        const TextTokens parts(inner);
        if (parts.size() != 3 || !parts.is(1, u"."))
            return;
        const ObjectId id = m_names.thing({parts.name(0), parts.name(2)});
        if (!id)
            return;
        copyTo(m_tokens.at(i).begin + 1);
        put(id);
        m_done = m_tokens.at(i).end - 1;
    }

    void takeBare(qsizetype i)
    {
        if (m_tokens.is(i + 1, u"(") || m_tokens.is(i - 1, u"::") || m_tokens.is(i - 1, u"as")
            || m_tokens.is(i - 1, u"collate"))
            return;
        if (m_tokens.is(i + 1, u"from") && m_tokens.is(i - 1, u"(") && m_tokens.is(i - 2, u"extract"))
            return;
        if (isTypeWord(i))
            return;
        ObjectId relation = onlySource(m_scopes, i);
        if (!relation && (!m_place.isTrigger || isUpdatedColumn(i)))
            relation = m_place.table;
        if (const ObjectId column = relation ? m_names.column(relation, m_tokens.name(i)) : ObjectId())
            replace(i, i, column);
    }

    /// The second and further words of types and time zones: "character varying", "timestamp without time zone".
    bool isTypeWord(qsizetype i) const
    {
        if (m_tokens.at(i).type == SqlToken::Type::QuotedIdentifier)
            return false;
        return (m_tokens.is(i, u"varying") && (m_tokens.is(i - 1, u"character") || m_tokens.is(i - 1, u"bit")))
            || (m_tokens.is(i, u"zone") && m_tokens.is(i - 1, u"time"))
            || (m_tokens.is(i, u"without") && m_tokens.is(i + 1, u"time"));
    }

    bool isUpdatedColumn(qsizetype i) const
    {
        for (qsizetype at = i - 1; at > 0; --at) {
            if (m_tokens.is(at, u"of"))
                return m_tokens.is(at - 1, u"update");
            if (!m_tokens.is(at, u",") && !m_tokens.isName(at))
                return false;
        }
        return false;
    }

    void takePair(qsizetype i)
    {
        const QString first = m_tokens.name(i), second = m_tokens.name(i + 2);
        if (takeColumn(i, first, second))
            return;
        if (m_tokens.is(i + 3, u"(") || isFunctionOption(i)) {
            const QList<ObjectId> functions = m_names.functions({first, second});
            if (functions.size() == 1) {
                replace(i, i + 2, functions.first());
                return;
            }
            m_result.resolved = m_result.resolved && functions.isEmpty();
        }
        if (const ObjectId thing = m_names.thing({first, second}))
            replace(i, i + 2, thing);
        else if (m_names.isDefault(first))
            drop(i);
    }

    /// The f of "SFUNC = f" in CREATE AGGREGATE.
    bool isFunctionOption(qsizetype i) const
    {
        return i > 1 && m_tokens.is(i - 1, u"=")
            && (m_tokens.text(i - 2).endsWith(u"func", Qt::CaseInsensitive) || m_tokens.is(i - 2, u"canonical")
                || m_tokens.is(i - 2, u"subtype_diff"));
    }

    /// alias.column, table.column, NEW.column
    bool takeColumn(qsizetype i, const QString &first, const QString &second)
    {
        ObjectId relation = sourceNamed(m_scopes, i, first);
        const bool byName = relation && m_names.relationName(relation) == first;
        if (!relation && m_place.table && (first == "new"_L1 || first == "old"_L1))
            relation = m_place.table;
        const ObjectId column = relation ? m_names.column(relation, second) : ObjectId();
        if (byName)
            replace(i, i, relation);
        if (column)
            replace(i + 2, i + 2, column);
        return relation != ObjectId();
    }

    void takeTriple(qsizetype i)
    {
        const ObjectId relation = m_names.thing({m_tokens.name(i), m_tokens.name(i + 2)});
        if (!relation) {
            if (m_names.isDefault(m_tokens.name(i)))
                drop(i);
            return;
        }
        replace(i, i + 2, relation);
        if (const ObjectId column = m_names.column(relation, m_tokens.name(i + 4)))
            replace(i + 4, i + 4, column);
    }

    /// A schema's name and its dot.
    void drop(qsizetype i)
    {
        copyTo(m_tokens.at(i).begin);
        m_done = m_tokens.at(i + 1).end;
    }

    void replace(qsizetype from, qsizetype last, ObjectId id)
    {
        copyTo(m_tokens.at(from).begin);
        put(id);
        m_done = m_tokens.at(last).end;
    }

    void put(ObjectId id)
    {
        flush();
        m_result.pieces.emplace_back(id);
    }

    void copyTo(qsizetype end)
    {
        m_pending += QStringView(m_text).mid(m_done, end - m_done);
        m_done = end;
    }

    void flush()
    {
        if (!m_pending.isEmpty())
            m_result.pieces.emplace_back(std::exchange(m_pending, {}));
    }

    const QString &m_text;
    const Names &m_names;
    const TextPlace &m_place;
    TextTokens m_tokens;
    QueryScopes m_scopes;
    Expression m_result;
    QString m_pending;
    qsizetype m_done = 0; ///< what of the text has been taken over
    bool m_ownNameSeen = false;
};

} // namespace

Expression cutText(const QString &text, const Names &names, const TextPlace &place)
{
    if (text.isEmpty())
        return {};
    // A definition holds bodies that people wrote; expressions and queries are the server's own spelling.
    const QString lasting = text.startsWith("CREATE "_L1) ? text : stableText(text);
    return ReferenceCutter(lasting, names, place).run();
}

QString strippedText(const QString &text, const Names &names)
{
    const Names nothingKnown(names.defaultSchema());
    QString result;
    for (const Expression::Piece &piece : cutText(text, nothingKnown).pieces)
        result += std::get<QString>(piece);
    return result;
}

} // namespace relata::postgresql
