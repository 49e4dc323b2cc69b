#pragma once
#include "models/sql/keywords/keyword_tables.h"

#include <QLatin1String>
#include <QStringView>

namespace relata {

/// How one engine spells SQL: all that lexing, splitting and quoting have to know about it. A plain value: copy one and
/// change a member for a server set up otherwise (MySQL with ANSI_QUOTES, NO_BACKSLASH_ESCAPES …).
struct SqlFlavour {
    enum class Folding : quint8 { Keep, Lower, Upper }; ///< what the server makes of a name without quotes
    /// Which statements hold others, separated by the same `;` that ends the whole.
    enum class Bodies : quint8 {
        BeginAtomic, ///< PostgreSQL: CREATE FUNCTION … BEGIN ATOMIC … END
        TriggerEnd, ///< SQLite: CREATE TRIGGER … ends at `; END ;`
        Nested, ///< MySQL, MariaDB: BEGIN, IF, CASE, LOOP, WHILE, REPEAT, FOR … END
        Batch ///< SQL Server, Oracle: to the line that says GO or /
    };
    enum class Word : quint8 { Plain, Keyword, Reserved };

    QLatin1String key; ///< the engine's key: "postgresql", "mariadb" …
    const KeywordTable &(*keywords)() = nullptr;

    // Names
    Folding folding = Folding::Keep;
    qsizetype maxIdentifierLength = 63;
    bool identifierLengthInBytes = false; ///< of UTF-8; otherwise in characters
    QChar openQuote = u'"'; ///< how names are written; doubling closeQuote escapes it
    QChar closeQuote = u'"';
    bool backtickNames = false;
    bool bracketNames = false;
    QLatin1String nameCharacters{"$"}; ///< allowed after the first, beside letters, digits and _
    bool dollarNeedsQuotes = false; ///< the server quotes a$b when it writes it
    bool namesMayBeginWithDigit = false;
    bool namesMayBeginWithHash = false; ///< SQL Server's temporary tables

    // Strings
    bool doubleQuotedStrings = false; ///< "…" is a string, not a name
    bool backslashEscapes = false; ///< in all strings; in E'…' always
    QLatin1String stringPrefixes; ///< lower-case letters that may stand at '…'
    bool unicodePrefix = false; ///< U&'…' and U&"…"
    bool dollarStrings = false;
    bool bracketStrings = false; ///< Oracle's q'[…]'

    // Comments
    bool dashNeedsSpace = false; ///< `--` is a comment only before white space or the end
    bool hashComments = false;
    bool nestedComments = false;
    bool executableComments = false; ///< /*! … */ and /*M! … */ hold SQL that runs
    bool returnEndsComment = false; ///< a lone carriage return ends `--`

    // Parameters and variables
    bool dollarParameters = false; ///< $1, and for SQLite $name
    bool questionParameters = false; ///< ? and ?1
    bool colonParameters = false; ///< :name
    bool atParameters = false; ///< @name is a parameter; otherwise a variable
    bool atVariables = false;
    bool anyOperator = false; ///< operators are made freely of +-*/<>=~!@#%^&|`?

    // Statements
    Bodies bodies = Bodies::TriggerEnd;
    bool parenthesesHold = false; ///< a `;` between parentheses ends nothing (CREATE RULE)
    bool delimiterCommand = false; ///< DELIMITER, SOURCE and \G of the mysql client
    bool backslashCommands = false; ///< psql's \… lines, and COPY … FROM stdin data
    bool dotCommands = false; ///< the sqlite3 shell's .… lines
    bool goLines = false; ///< GO on a line of its own
    bool slashLines = false; ///< / on a line of its own

    bool isNameStart(QChar c) const;
    bool isNamePart(QChar c) const;
    /// Of an unquoted word, in any case.
    Word classified(QStringView word) const;
    /// What the server takes an unquoted word for.
    QString folded(QStringView word) const;
};

const SqlFlavour &postgresqlFlavour();
const SqlFlavour &mysqlFlavour();
const SqlFlavour &mariadbFlavour();
const SqlFlavour &sqliteFlavour();
const SqlFlavour &sqlserverFlavour();
const SqlFlavour &oracleFlavour();
/// Null when no engine has this key.
const SqlFlavour *sqlFlavour(QStringView key);

} // namespace relata
