#pragma once
#include "models/sql/sql_lexer.h"

#include <QSet>

namespace relata {

/// Goes through what the server reads of a statement, token by token. Text and flavour outlive it.
class TokenWalk {
public:
    TokenWalk(const QString &text, const SqlFlavour &flavour);

    qsizetype size() const { return m_tokens.size(); }
    const SqlToken &token(qsizetype i) const { return m_tokens.at(i); }
    bool isAtEnd() const { return at >= m_tokens.size(); }
    /// Whether a name stands here: in quotes, or a word that is not reserved.
    bool isName() const;
    bool isSign(QChar sign) const;
    /// The word there in capitals; empty where none stands.
    QString word(qsizetype i) const;
    /// Steps over one of these words.
    bool skip(const QSet<QString> &words);
    /// The name there as the server takes it.
    QString nameAt(qsizetype i) const;
    /// Steps over `schema.table`; empty where no name stands.
    QStringList path();
    /// The text from one token up to another, which is left out.
    QString between(qsizetype first, qsizetype end) const;

    qsizetype at = 0; ///< the next token

private:
    const QString &m_text;
    const SqlFlavour &m_flavour;
    QList<SqlToken> m_tokens;
};

} // namespace relata
