#pragma once
#include "models/sql/sql_lexer.h"

#include <vector>

namespace relata {

/// Knows, token by token, whether a `;` here is inside a statement that holds others (a trigger's or routine's body).
class CompoundBody {
public:
    explicit CompoundBody(const SqlFlavour &flavour);

    /// Every token of the statement in turn, blank ones left out; inner `;` too.
    void see(const SqlToken &token, QStringView text);
    /// Asked at a `;`: true when it ends nothing but an inner statement.
    bool isOpen() const;
    void reset();

private:
    enum class Head : quint8 { Unknown, Plain, Compound };
    enum class Block : quint8 { Begin, If, Case, CaseExpression, Loop, While, Repeat, For };

    void seeHead(const QString &word);
    void seeBeginAtomic(const QString &word);
    void seeNested(const QString &word);
    bool opens(const QString &word);
    bool startsInner() const;

    const SqlFlavour *m_flavour;
    Head m_head = Head::Unknown;
    std::vector<Block> m_blocks;
    QString m_previous; ///< the token before: a word in lower case, otherwise its text (short) or "'" for a literal
    QString m_first;
    int m_count = 0;
    bool m_verbSeen = false; ///< the body is one simple statement
    bool m_handler = false; ///< within DECLARE … HANDLER FOR
    bool m_ended = false; ///< SQLite: `; END` was last
};

} // namespace relata
