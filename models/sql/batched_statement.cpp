#include "models/sql/batched_statement.h"

#include "models/sql/token_walk.h"

namespace relata {
using namespace Qt::StringLiterals;

namespace {

class Cutter {
public:
    Cutter(const QString &text, const SqlFlavour &flavour)
        : m_text(text)
        , m_walk(text, flavour)
    { }

    std::optional<BatchedStatement> run()
    {
        const bool isUpdate = m_walk.skip({u"UPDATE"_s});
        if (!isUpdate && !(m_walk.skip({u"DELETE"_s}) && m_walk.skip({u"FROM"_s})))
            return {};
        m_walk.skip({u"ONLY"_s});
        if (!table() || !alias(isUpdate) || !condition())
            return {};
        if (isUpdate)
            assignments();
        return m_result;
    }

private:
    bool table()
    {
        const qsizetype begin = m_walk.at;
        m_result.table = m_walk.path();
        if (m_result.table.isEmpty())
            return false;
        m_result.tableText = m_walk.between(begin, m_walk.at);
        m_result.reference = m_result.tableText;
        return true;
    }

    /// And what may follow a table: SET for an UPDATE, nothing of other tables for a DELETE.
    bool alias(bool isUpdate)
    {
        static const QSet<QString> behind{u"SET"_s, u"WHERE"_s, u"USING"_s, u"FROM"_s};
        const bool isSaid = m_walk.skip({u"AS"_s});
        if (m_walk.isName() && (isSaid || !behind.contains(m_walk.word(m_walk.at)))) {
            m_result.reference = m_walk.token(m_walk.at).in(m_text).toString();
            ++m_walk.at;
        }
        if (isUpdate)
            return m_walk.skip({u"SET"_s});
        return m_walk.at == m_walk.size() || m_walk.word(m_walk.at) == "WHERE"_L1
            || m_walk.word(m_walk.at) == "USING"_L1;
    }

    bool condition()
    {
        static const QSet<QString> others{u"ORDER"_s, u"LIMIT"_s, u"RETURNING"_s};
        qsizetype where = m_walk.size();
        int depth = 0;
        for (qsizetype i = m_walk.at; i < m_walk.size(); ++i) {
            const QStringView text = m_walk.token(i).in(m_text);
            depth += text == u'(' ? 1 : text == u')' ? -1 : 0;
            if (depth != 0)
                continue;
            if (others.contains(m_walk.word(i)) || (m_walk.word(i) == "CURRENT"_L1 && m_walk.word(i + 1) == "OF"_L1))
                return false;
            if (m_walk.word(i) == "WHERE"_L1 && where == m_walk.size())
                where = i;
        }
        const qsizetype end = m_walk.size() == 0 ? 0 : m_walk.token(m_walk.size() - 1).end;
        m_result.head = m_text.left(where < m_walk.size() ? m_walk.token(where).begin : end).trimmed();
        if (where + 1 < m_walk.size())
            m_result.condition = m_text.mid(m_walk.token(where + 1).begin, end - m_walk.token(where + 1).begin);
        return depth == 0;
    }

    /// The names in front of each = that gives a value: `a = 1`, `t.a = 1`, `(a, b) = (1, 2)`.
    void assignments()
    {
        bool isTarget = true;
        int depth = 0;
        for (qsizetype i = m_walk.at; i < m_walk.size(); ++i) {
            const SqlToken &token = m_walk.token(i);
            const QStringView text = token.in(m_text);
            depth += text == u'(' ? 1 : text == u')' ? -1 : 0;
            if (depth == 0 && (m_walk.word(i) == "WHERE"_L1 || m_walk.word(i) == "FROM"_L1))
                return;
            if (text == u'=')
                isTarget = false;
            else if (text == u',' && depth == 0)
                isTarget = true;
            else if (isTarget && (token.type == SqlToken::Type::Word || token.type == SqlToken::Type::QuotedIdentifier))
                m_result.assigned += m_walk.nameAt(i);
        }
    }

    const QString &m_text;
    TokenWalk m_walk;
    BatchedStatement m_result;
};

} // namespace

QString BatchedStatement::within(const QString &range) const
{
    // A line of its own: the text may end in a comment up to the line's end.
    return head + u"\nWHERE ("_s + range + (condition.isEmpty() ? u")"_s : u") AND (" + condition + u"\n)");
}

std::optional<BatchedStatement> batched(const QString &statement, const SqlFlavour &flavour)
{
    return Cutter(statement, flavour).run();
}

} // namespace relata
