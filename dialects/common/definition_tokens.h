#pragma once
#include <QList>
#include <QString>

namespace relata {

/// How one engine's stored definitions are spelled, as far as finding names in them goes.
struct TokenRules {
    bool backtickNames = false;
    bool bracketNames = false;
    bool doubleQuotedStrings = false;
    bool backslashEscapes = false;
    bool dollarStrings = false;
    bool hashComments = false;
    bool nestedComments = false;
    /// Whether this word, in lower case, cannot name a thing without quotes.
    bool (*isReserved)(QStringView lowerCase) = nullptr;
};

/// A piece of SQL text.
struct DefinitionToken {
    enum class Kind : quint8 { Space, Comment, Word, QuotedName, String, Number, Symbol };
    Kind kind{};
    QStringView text;
    qsizetype begin = 0; ///< UTF-16 offset

    bool isBlank() const { return kind == Kind::Space || kind == Kind::Comment; }
    bool is(QStringView word) const
    {
        return (kind == Kind::Word || kind == Kind::Symbol) && text.compare(word, Qt::CaseInsensitive) == 0;
    }
    /// The name that a word or a quoted name stands for, as it is spelled.
    QString name() const;
    qsizetype end() const { return begin + text.size(); }
};

/// Cuts `text` completely into tokens; never fails, an unended string reaches to the end. The views live as long as
/// what `text` views.
QList<DefinitionToken> definitionTokens(QStringView text, const TokenRules &rules);

} // namespace relata
