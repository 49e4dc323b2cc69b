#pragma once
#include "models/engine/ports.h"

#include <iterator>

namespace relata::postgresql {

/// PostgreSQL's table locks, from weak to strong.
enum class TableLock { None, RowShare, ShareUpdateExclusive, ShareRowExclusive, Share, AccessExclusive };

/// A statement under a lock on one object.
Statement statement(const QString &sql, const Schema &schema, ObjectId locked = {}, TableLock lock = TableLock::None);
void addLock(Statement &statement, const Schema &schema, ObjectId locked, TableLock lock);

/// COMMENT ON what IS text, or NULL without one.
QString commentOn(const QString &what, const QString &text);

/// Statements of one alteration, each with what takes it back.
class Alteration {
public:
    void add(Statement statement, const QString &undo)
    {
        statement.undo = QStringList{undo};
        m_statements.push_back(std::move(statement));
    }
    /// Statements that say themselves what takes them back.
    void add(std::vector<Statement> statements)
    {
        std::move(statements.begin(), statements.end(), std::back_inserter(m_statements));
    }
    std::vector<Statement> take() { return std::move(m_statements); }

private:
    std::vector<Statement> m_statements;
};

} // namespace relata::postgresql
