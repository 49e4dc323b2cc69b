#pragma once
#include "models/engine/keeper.h"

namespace relata::postgresql {

/// Keeps rows in PostgreSQL. A table that goes is stripped to its rows and renamed; columns, and tables with types of
/// the user's, are copied under a lock that lets nobody write what would not be kept. What is kept depends on no type
/// of the user's, so that such a type can go.
class PostgresqlKeeper : public Keeper {
public:
    PostgresqlKeeper();

    std::optional<Message> obstacle(ObjectId table, const Schema &schema) const override;
    QString keptTables() const override;
    std::optional<Statement> labelRename(
        ObjectId type, const QString &label, const QString &other, const Schema &schema) const override;
    QList<QStringList> taken(QStringView statement) const override;
    QString home(const ConnectionProfile &profile, const ServerInfo &server) const override;
    bool moves(ObjectId table, const Schema &schema) const override;
    std::vector<Statement> move(const KeptRows &rows, const Schema &schema) const override;

protected:
    SqlText source(const KeptRows &rows, const Schema &schema) const override;
    SqlText kept(const Column &column, const SqlText &value, const Schema &schema, bool isKey) const override;
    SqlText restored(const Column &column, const SqlText &value, const Schema &schema) const override;
    SqlText insertClause(const KeptRows &rows, const Schema &schema) const override;
    bool isList(const Column &column, const Schema &schema) const override;
    SqlText listHas(const SqlText &list, const QString &label) const override;
    SqlText listWith(const SqlText &list, const QString &label, const QString &other) const override;
    SqlText isReplaced(const KeptRows &rows, const Schema &schema) const override;
    SqlText update(const KeptRows &rows, const Schema &schema) const override;
    std::vector<Statement> beforeKeeping(const KeptRows &rows, const Schema &schema) const override;
    std::vector<Statement> afterKeeping(const KeptRows &rows, const Schema &schema) const override;
    std::vector<Statement> beforeRestoring(const KeptRows &rows, const Schema &schema) const override;
    std::vector<Statement> afterRestoring(const KeptRows &rows, const Schema &schema) const override;
};

} // namespace relata::postgresql
