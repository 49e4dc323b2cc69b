#pragma once
#include "models/engine/ports.h"

namespace relata::sqlite {

/// SQLite's documented way to alter a table in any way: a new table, the rows copied, the old one dropped, the new one
/// renamed; indexes and triggers that stay are made again. Foreign keys of others, views and triggers are not touched.
class TableRebuild {
public:
    /// `columnNames`: what the columns that were there before are called by now.
    TableRebuild(ObjectId table, const PlanContext &context, const QMap<ObjectId, QString> &columnNames);
    std::vector<Statement> statements();

private:
    void add(const QString &sql, const QString &undo = {});
    void copyRows();
    void keepSequence();
    void replaceTable();
    void recreateChildren();
    void checkForeignKeys();
    bool isKept(ObjectId child) const;
    bool isMentionedElsewhere() const;
    QString copiedValue(ObjectId column) const;

    ObjectId m_table;
    const PlanContext &m_context;
    const QMap<ObjectId, QString> &m_columnNames;
    QString m_name, m_newName;
    std::vector<Statement> m_statements;
};

} // namespace relata::sqlite
