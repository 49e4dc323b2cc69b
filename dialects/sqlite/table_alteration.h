#pragma once
#include "models/engine/ports.h"

namespace relata::sqlite {

/// All statements for the changes of one table: renames by ALTER TABLE, which rewrites what names the table or column;
/// then ADD and DROP COLUMN where SQLite can, otherwise one rebuild for all that is left.
class TableAlteration {
public:
    TableAlteration(const TableChange &change, const PlanContext &context);
    std::vector<Statement> statements();

private:
    void sort(const Change &change);
    void sortCreated(const Created &created);
    void renameTable();
    void renameColumns();
    void renameColumn(ObjectId id, const QString &to);
    std::vector<Change> rebuiltChanges() const;
    bool needsRebuild() const;
    bool canAdd(ObjectId column) const;
    bool canDrop(ObjectId column) const;
    bool foldsInto(ObjectId constraint, ObjectId column) const;
    void addColumn(ObjectId column);
    void dropColumn(ObjectId column);
    QList<ObjectId> foldedConstraints(ObjectId column) const;
    Statement make(const QString &sql, const QString &undo) const;

    const TableChange &m_change;
    const PlanContext &m_context;
    ObjectId m_table;
    QString m_name; ///< the table's name as it goes
    QMap<ObjectId, QString> m_columnNames; ///< of the columns that were there before, as they go
    QList<ObjectId> m_added, m_dropped, m_constraints;
    std::vector<Change> m_left; ///< what only a rebuild makes
    std::vector<Statement> m_statements;
};

} // namespace relata::sqlite
