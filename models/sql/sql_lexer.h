#pragma once
#include "models/sql/sql_flavour.h"

#include <QList>
#include <QString>

#include <optional>

namespace relata {

/// A stretch of SQL text; offsets in UTF-16 units from the beginning of the lexed text.
struct SqlToken {
    enum class Type : quint8 {
        Word, ///< a name without quotes or a keyword: see SqlFlavour::classified()
        QuotedIdentifier, ///< "a", `a`, [a], U&"a"
        String, ///< with prefix and quotes
        DollarString, ///< $tag$…$tag$
        Number,
        Operator,
        Punctuation, ///< ( ) [ ] { } , . and ; where it ends nothing
        Delimiter, ///< ends a statement: ; or what DELIMITER said, \G, GO, /
        Parameter, ///< $1 ? :name
        Variable, ///< MySQL's and SQL Server's @name, @@name
        Comment,
        Whitespace, ///< never goes past a line end
        MetaCommand, ///< a line for the client: \d, .tables, DELIMITER //
        CopyData, ///< the lines after COPY … FROM stdin, up to \.
        Invalid ///< a character that no token begins with
    };
    enum Flag : quint8 {
        Unterminated = 1, ///< the text ends inside
        Active = 2 ///< a comment that the server reads: the ends of /*! … */, a hint /*+ … */
    };
    Type type = Type::Invalid;
    quint8 flags = 0;
    qsizetype begin = 0;
    qsizetype end = 0;

    qsizetype size() const { return end - begin; }
    QStringView in(QStringView text) const { return text.mid(begin, size()); }
    bool isUnterminated() const { return flags & Unterminated; }
    /// White space, and comments that nobody but people reads.
    bool isBlank() const { return type == Type::Whitespace || (type == Type::Comment && !(flags & Active)); }
    bool operator==(const SqlToken &) const = default;
};

/// Cuts SQL into tokens that together are the whole text, in linear time, never failing. It may begin at any line start
/// with the state() that an earlier lexer had there: so an editor lexes line by line (hand each line over with its line
/// end). A token that spans lines then comes in pieces of the same type, all but the last Unterminated. Text and
/// flavour must outlive the lexer.
class SqlLexer {
public:
    explicit SqlLexer(QStringView text, const SqlFlavour &flavour, int state = 0);

    std::optional<SqlToken> next();
    /// Of the point reached; 0 is the beginning of a script.
    int state() const;
    /// True inside a comment, string or COPY data: what follows continues the last token.
    bool isInsideToken() const { return m_mode != Mode::Normal; }

    static QList<SqlToken> tokens(QStringView text, const SqlFlavour &flavour);

private:
    using Type = SqlToken::Type;
    enum class Mode : quint8 {
        Normal,
        Comment,
        Single,
        Escape,
        Double,
        DoubleString,
        Backtick,
        Bracket,
        Dollar,
        BracketString,
        Copy
    };
    /// How much of COPY … FROM stdin; has been seen.
    enum class Copy : quint8 { None, Head, From, Stdin, NextLine };

    QChar at(qsizetype position) const { return position < m_text.size() ? m_text.at(position) : QChar(); }
    bool isWord(const SqlToken &token, QLatin1String lower) const;
    Type fresh();
    Type continued();
    Type punctuation();
    std::optional<Type> commandLine();
    std::optional<Type> batchLine();
    std::optional<Type> delimiter();
    std::optional<Type> backslash();
    std::optional<Type> comment();
    std::optional<Type> stringOrName();
    std::optional<Type> prefixedString();
    std::optional<Type> dollar();
    std::optional<Type> parameter();
    bool isDelimiterCommand() const;
    Type begin(Mode mode, qsizetype opening);
    Type quotedPart(QChar close, bool backslashes, Type type);
    Type blockComment();
    Type lineComment();
    Type dollarString();
    Type bracketString();
    Type copyData();
    Type whitespace();
    Type word();
    Type number();
    Type operators();
    Type toLineEnd(Type type);
    void readDelimiter(QStringView line);
    bool matchesDelimiter(qsizetype position) const;
    void note(const SqlToken &token);
    void noteMetaCommand(QStringView line);
    void noteWord(const SqlToken &token);

    QStringView m_text;
    const SqlFlavour *m_flavour;
    qsizetype m_position = 0;
    quint32 m_detail = 0; ///< comment depth, hash of a dollar tag, or length and hash of the delimiter
    quint8 m_flags = 0;
    Mode m_mode = Mode::Normal;
    Copy m_copy = Copy::None;
    bool m_begun = false; ///< a statement has begun
    bool m_executable = false; ///< inside /*! … */
    bool m_lineStart = true; ///< only white space since the line began
};

} // namespace relata
