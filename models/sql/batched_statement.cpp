#include "models/sql/batched_statement.h"

#include "models/sql/query_scopes.h"
#include "models/sql/sql_lexer.h"

#include <QSet>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

class Cutter {
public:
    Cutter(const QString &text, const SqlFlavour &flavour)
        : m_text(text)
        , m_flavour(flavour)
    {
        for (const SqlToken &token : SqlLexer::tokens(text, flavour)) {
            if (!token.isBlank())
                m_tokens += token;
        }
    }

    std::optional<BatchedStatement> run()
    {
        const bool isUpdate = skip({u"UPDATE"_s});
        if (!isUpdate && !(skip({u"DELETE"_s}) && skip({u"FROM"_s})))
            return {};
        skip({u"ONLY"_s});
        if (!table() || !alias(isUpdate) || !condition())
            return {};
        if (isUpdate)
            assignments();
        return m_result;
    }

private:
    bool isName() const
    {
        if (m_at >= m_tokens.size())
            return false;
        const SqlToken &token = m_tokens.at(m_at);
        return token.type == SqlToken::Type::QuotedIdentifier
            || (token.type == SqlToken::Type::Word
                && m_flavour.classified(token.in(m_text)) != SqlFlavour::Word::Reserved);
    }
    QString word(qsizetype at) const
    {
        return at < m_tokens.size() && m_tokens.at(at).type == SqlToken::Type::Word
            ? m_tokens.at(at).in(m_text).toString().toUpper()
            : QString();
    }
    bool isSign(QChar sign) const { return m_at < m_tokens.size() && m_tokens.at(m_at).in(m_text) == sign; }
    bool skip(const QSet<QString> &words)
    {
        const bool isThere = words.contains(word(m_at));
        m_at += isThere ? 1 : 0;
        return isThere;
    }

    bool table()
    {
        const qsizetype begin = m_at;
        do {
            if (!isName())
                return false;
            m_result.table += nameAt(m_at++);
        } while (isSign(u'.') && ++m_at < m_tokens.size());
        m_result.tableText = between(begin, m_at);
        m_result.reference = m_result.tableText;
        return true;
    }

    /// And what may follow a table: SET for an UPDATE, nothing of other tables for a DELETE.
    bool alias(bool isUpdate)
    {
        static const QSet<QString> behind{u"SET"_s, u"WHERE"_s, u"USING"_s, u"FROM"_s};
        const bool isSaid = skip({u"AS"_s});
        if (isName() && (isSaid || !behind.contains(word(m_at)))) {
            m_result.reference = m_tokens.at(m_at).in(m_text).toString();
            ++m_at;
        }
        if (isUpdate)
            return skip({u"SET"_s});
        return m_at == m_tokens.size() || word(m_at) == "WHERE"_L1 || word(m_at) == "USING"_L1;
    }

    bool condition()
    {
        static const QSet<QString> others{u"ORDER"_s, u"LIMIT"_s, u"RETURNING"_s};
        qsizetype where = m_tokens.size();
        int depth = 0;
        for (qsizetype i = m_at; i < m_tokens.size(); ++i) {
            const QStringView text = m_tokens.at(i).in(m_text);
            depth += text == u'(' ? 1 : text == u')' ? -1 : 0;
            if (depth != 0)
                continue;
            if (others.contains(word(i)) || (word(i) == "CURRENT"_L1 && word(i + 1) == "OF"_L1))
                return false;
            if (word(i) == "WHERE"_L1 && where == m_tokens.size())
                where = i;
        }
        const qsizetype end = m_tokens.isEmpty() ? 0 : m_tokens.last().end;
        m_result.head = m_text.left(where < m_tokens.size() ? m_tokens.at(where).begin : end).trimmed();
        if (where + 1 < m_tokens.size())
            m_result.condition = m_text.mid(m_tokens.at(where + 1).begin, end - m_tokens.at(where + 1).begin);
        return depth == 0;
    }

    QString nameAt(qsizetype at) const
    {
        const SqlToken &token = m_tokens.at(at);
        return token.type == SqlToken::Type::Word ? m_flavour.folded(token.in(m_text)) : unquotedName(token.in(m_text));
    }

    /// The names in front of each = that gives a value: `a = 1`, `t.a = 1`, `(a, b) = (1, 2)`.
    void assignments()
    {
        bool isTarget = true;
        int depth = 0;
        for (qsizetype i = m_at; i < m_tokens.size(); ++i) {
            const SqlToken &token = m_tokens.at(i);
            const QStringView text = token.in(m_text);
            depth += text == u'(' ? 1 : text == u')' ? -1 : 0;
            if (depth == 0 && (word(i) == "WHERE"_L1 || word(i) == "FROM"_L1))
                return;
            if (text == u'=')
                isTarget = false;
            else if (text == u',' && depth == 0)
                isTarget = true;
            else if (isTarget && (token.type == SqlToken::Type::Word || token.type == SqlToken::Type::QuotedIdentifier))
                m_result.assigned += nameAt(i);
        }
    }

    QString between(qsizetype first, qsizetype end) const
    {
        const qsizetype begin = m_tokens.at(first).begin;
        return m_text.mid(begin, m_tokens.at(end - 1).end - begin);
    }

    const QString &m_text;
    const SqlFlavour &m_flavour;
    QList<SqlToken> m_tokens;
    qsizetype m_at = 0;
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
