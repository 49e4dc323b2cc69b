#pragma once
#include "models/sql/compound_body.h"

#include <QList>
#include <QString>

#include <optional>

namespace relata {

/// Where one statement stands in a script; all offsets in UTF-16 units, lines from 1. Nothing is made of what is only
/// white space, comments or a lone terminator.
struct SqlStatementRange {
    enum class Kind : quint8 {
        Statement,
        MetaCommand, ///< a line for the client (\d, .tables, DELIMITER //): never sent to a server
        CopyData ///< the lines for the COPY … FROM stdin before it, without the closing \.
    };
    Kind kind = Kind::Statement;
    qsizetype lead = 0; ///< of the first comment in front
    qsizetype begin = 0; ///< of the first word
    qsizetype end = 0; ///< after the last word; terminator and comments behind excluded
    qsizetype next = 0; ///< after the terminator
    qsizetype line = 1; ///< of begin
    bool terminated = false;

    bool isMetaCommand() const { return kind == Kind::MetaCommand; }
    QStringView in(QStringView script) const { return script.mid(begin, end - begin); }
    bool operator==(const SqlStatementRange &) const = default;
};

/// Cuts a script that arrives in pieces: linear in its size, whatever the pieces. Feed pieces that end at line ends
/// (the last one excepted), take ranges as they are found; offsets count from the beginning of the first piece.
class StatementSplitter {
public:
    explicit StatementSplitter(const SqlFlavour &flavour);

    void feed(QStringView lines);
    /// The script has ended: what is open becomes a statement that is not terminated.
    void finish();
    /// The ranges complete since the last call.
    QList<SqlStatementRange> take();
    /// Of the first character that a range to come may still need: what is before it may be forgotten.
    qsizetype needed() const;

private:
    void consume(const SqlToken &token, QStringView lines);
    void extend(const SqlToken &token, qsizetype lineBreaks);
    void close(qsizetype next, bool terminated);
    void single(SqlStatementRange::Kind kind, const SqlToken &token, qsizetype end);
    bool ends(const SqlToken &token, QStringView text) const;

    const SqlFlavour *m_flavour;
    CompoundBody m_body;
    QList<SqlStatementRange> m_found;
    SqlStatementRange m_open;
    bool m_hasLead = false;
    bool m_hasBegun = false;
    int m_state = 0;
    int m_parentheses = 0;
    qsizetype m_offset = 0;
    qsizetype m_line = 1;
};

QList<SqlStatementRange> splitStatements(QStringView script, const SqlFlavour &flavour);

/// The statement that a cursor at this offset stands in, or the one just before it on the same line; a comment belongs
/// to the statement that follows it.
std::optional<SqlStatementRange> statementAt(QStringView script, qsizetype offset, const SqlFlavour &flavour);

} // namespace relata
