#pragma once
#include "models/schema/object_id.h"
#include "models/sql/sql_lexer.h"

#include <QHash>

#include <vector>

namespace relata::postgresql {

/// The tokens of a server's text without blanks, with the questions that finding names asks.
class TextTokens {
public:
    explicit TextTokens(const QString &text);

    qsizetype size() const { return qsizetype(m_tokens.size()); }
    const SqlToken &at(qsizetype i) const { return m_tokens.at(i); }
    QStringView text(qsizetype i) const { return m_tokens.at(i).in(m_text); }
    /// Whether token `i` exists and is this word (lower case) or symbol.
    bool is(qsizetype i, QStringView word) const;
    /// A quoted name, or a word that may be one.
    bool isName(qsizetype i) const;
    /// The name as the server keeps it.
    QString name(qsizetype i) const;
    /// How many names, joined by dots, begin at `i`.
    int chainLength(qsizetype i) const;
    bool beginsQuery(qsizetype i) const { return is(i, u"select") || is(i, u"with") || is(i, u"values"); }

private:
    QString m_text;
    QList<SqlToken> m_tokens;
};

/// The query blocks of a text: which block each token stands in and what relations it reads from, by alias.
struct QueryScopes {
    struct Scope {
        int parent = -1;
        QHash<QString, ObjectId> sources;
    };
    std::vector<Scope> scopes;
    QList<int> scopeOf; ///< by token
};

} // namespace relata::postgresql
