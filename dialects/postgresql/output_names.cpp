#include "dialects/postgresql/output_names.h"

#include "dialects/postgresql/text_tokens.h"

#include <algorithm>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

/// One item of a select list: its first and last token.
struct OutputItem {
    qsizetype first = 0, last = 0;
};

class SelectLists {
public:
    explicit SelectLists(const QString &query)
        : m_tokens(query)
    {
        QList<qsizetype> open;
        m_closedAt.fill(m_tokens.size(), m_tokens.size());
        for (qsizetype i = 0; i < m_tokens.size(); ++i) {
            m_group += open.isEmpty() ? -1 : open.last();
            if (m_tokens.is(i, u"("))
                open += i;
            else if (m_tokens.is(i, u")") && !open.isEmpty())
                m_closedAt[open.takeLast()] = i;
        }
    }

    const TextTokens &tokens() const { return m_tokens; }

    QList<OutputItem> items() const
    {
        QList<OutputItem> result;
        for (qsizetype i = 0; i < m_tokens.size(); ++i) {
            if (m_tokens.is(i, u"select") && areNamesVisible(m_group.at(i)))
                addItems(listBegin(i + 1), result);
        }
        std::ranges::sort(result, {}, &OutputItem::first); // inner lists stand inside items of outer ones
        return result;
    }

private:
    /// Those of subqueries inside expressions are not: the server leaves them out. The others are a query, a common
    /// table expression, or stand in FROM under an alias.
    bool areNamesVisible(qsizetype group) const
    {
        return group < 0 || m_tokens.is(group - 1, u"as") || m_tokens.is(group - 1, u"materialized")
            || m_tokens.isName(m_closedAt.at(group) + 1);
    }

    qsizetype listBegin(qsizetype i) const
    {
        if (!m_tokens.is(i, u"distinct"))
            return i;
        return m_tokens.is(i + 1, u"on") ? m_closedAt.at(i + 2) + 1 : i + 1;
    }

    bool endsList(qsizetype i) const
    {
        for (const QStringView word : {u"from", u"where", u"group", u"having", u"window", u"union", u"intersect",
                 u"except", u"order", u"limit", u"offset", u"fetch", u"for", u";", u")"}) {
            if (m_tokens.is(i, word))
                return true;
        }
        return i >= m_tokens.size();
    }

    void addItems(qsizetype i, QList<OutputItem> &result) const
    {
        qsizetype first = i;
        while (true) {
            const bool ends = endsList(i);
            if (ends || m_tokens.is(i, u",")) {
                if (i > first)
                    result += OutputItem{first, i - 1};
                first = i + 1;
            }
            if (ends)
                return;
            i = m_tokens.is(i, u"(") ? m_closedAt.at(i) + 1 : i + 1;
        }
    }

    TextTokens m_tokens;
    QList<qsizetype> m_group; ///< by token: the parenthesis around it, -1 outside of all
    QList<qsizetype> m_closedAt; ///< by parenthesis
};

} // namespace

QString withOutputNames(const QString &query)
{
    const SelectLists lists(query);
    const TextTokens &tokens = lists.tokens();
    QString result;
    qsizetype done = 0;
    for (const OutputItem &item : lists.items()) {
        const bool isColumn =
            tokens.isName(item.first) && item.first + 2 * tokens.chainLength(item.first) - 2 == item.last;
        if (!isColumn)
            continue;
        const qsizetype end = tokens.at(item.last).end;
        result += QStringView(query).mid(done, end - done) + u" AS " + tokens.text(item.last);
        done = end;
    }
    return QString(result + QStringView(query).mid(done));
}

QString withoutPlainOutputNames(const QString &query)
{
    const SelectLists lists(query);
    const TextTokens &tokens = lists.tokens();
    QString result;
    qsizetype done = 0;
    for (const OutputItem &item : lists.items()) {
        const qsizetype source = item.first + 2 * tokens.chainLength(item.first) - 2;
        if (!tokens.isName(item.first) || item.last != source + 2 || !tokens.is(source + 1, u"as")
            || tokens.text(source) != tokens.text(item.last))
            continue;
        const qsizetype end = tokens.at(source).end;
        result += QStringView(query).mid(done, end - done);
        done = tokens.at(item.last).end;
    }
    return QString(result + QStringView(query).mid(done));
}

} // namespace relata::postgresql
