#pragma once
#include "models/sql/sql_lexer.h"

#include <QList>
#include <QStringList>

#include <initializer_list>

namespace relata {

/// Walks over the tokens of one statement, blank ones left out; what stands in executable comments counts as SQL.
class StatementWords {
public:
    StatementWords(QStringView statement, const SqlFlavour &flavour);

    bool atEnd() const { return m_at >= m_tokens.size(); }
    qsizetype position() const { return m_at; }
    /// Whether these words, in lower case, or symbols stand here one behind the other.
    bool peek(std::initializer_list<QStringView> words) const;
    bool peek(QStringView word) const { return peek({word}); }
    bool accept(std::initializer_list<QStringView> words);
    bool accept(QStringView word) { return accept({word}); }
    bool acceptAny(std::initializer_list<QStringView> words);
    void skip() { m_at += atEnd() ? 0 : 1; }
    /// Past the parentheses that begin here, else past one token.
    void skipGroup();
    /// To the next comma outside of parentheses, or the end.
    void skipToComma();
    /// Whether this word stands at or behind this place, outside of parentheses, before the next comma where asked.
    bool follows(std::initializer_list<QStringView> words, bool toComma = false) const;

    bool peekName() const;
    QString takeName();
    /// a.b.c
    QStringList takePath();
    /// The words in lower case at or behind this place up to the next comma outside of parentheses.
    QStringList wordsToComma() const;

private:
    bool is(qsizetype i, QStringView word) const;
    bool isName(qsizetype i) const;
    qsizetype past(qsizetype i) const;

    QStringView m_text;
    const SqlFlavour *m_flavour;
    QList<SqlToken> m_tokens;
    qsizetype m_at = 0;
};

} // namespace relata
