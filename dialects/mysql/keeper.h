#pragma once
#include "models/engine/keeper.h"

namespace relata::mysql {

/// Copies rows aside in MySQL and MariaDB, where each step commits by itself and whoever may read the database reads
/// what is kept.
class MysqlKeeper : public Keeper {
public:
    using Keeper::Keeper;

    std::optional<Message> obstacle(ObjectId table, const Schema &schema) const override;
    bool hides() const override { return false; }
    QString keptTables() const override;

protected:
    TransactionMode ddlMode() const override { return TransactionMode::Alone; }
    SqlText keyClause(const KeptRows &rows, const Schema &schema) const override;
    bool isList(const Column &column, const Schema &schema) const override;
    SqlText listHas(const SqlText &list, const QString &label) const override;
    SqlText listWith(const SqlText &list, const QString &label, const QString &other) const override;
    SqlText isReplaced(const KeptRows &rows, const Schema &schema) const override;
    SqlText update(const KeptRows &rows, const Schema &schema) const override;
};

} // namespace relata::mysql
