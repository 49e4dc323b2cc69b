#pragma once
#include "dialects/common/definition_tokens.h"

#include <initializer_list>

namespace relata::sqlite {

/// Walks over the tokens of one stored CREATE statement, blank ones left out. Once something unexpected was met,
/// `failed` stays true and nothing is accepted any more.
class TokenReader {
public:
    explicit TokenReader(const QString &text);

    bool atEnd() const { return m_at >= m_tokens.size(); }
    bool failed() const { return m_failed; }
    void fail() { m_failed = true; }

    bool peek(QStringView word, qsizetype ahead = 0) const;
    /// Takes these words if they stand here one behind the other.
    bool accept(std::initializer_list<QStringView> words);
    bool accept(QStringView word) { return accept({word}); }
    void expect(std::initializer_list<QStringView> words);
    void expect(QStringView word) { expect({word}); }
    /// Whether a name stands here: a word that is not reserved, or anything in quotes.
    bool peekName() const;
    QString takeName();
    /// The next token as it stands, whatever it is.
    QString takeAny();
    /// The text between parentheses that begin here, without them.
    QString takeParenthesised();
    /// All that is left up to the end.
    QString takeRest();
    /// The names in parentheses that begin here.
    QStringList takeNameList();

private:
    QString m_text;
    QList<DefinitionToken> m_tokens;
    qsizetype m_at = 0;
    bool m_failed = false;
};

/// Cuts text at the commas outside of parentheses.
QStringList splitAtCommas(const QString &text);

/// The text with one white space, names folded and without quotes, reserved words in capitals: equal for what SQLite
/// takes for the same.
QString normalText(const QString &text);

} // namespace relata::sqlite
