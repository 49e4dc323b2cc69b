#pragma once
#include "models/engine/keeper.h"

namespace relata::mysql {

/// Keeps rows in MySQL and MariaDB, where each step commits by itself and whoever may read the database reads what is
/// kept. A table that goes is renamed; columns are copied while the session holds the table, until they are gone.
class MysqlKeeper : public Keeper {
public:
    MysqlKeeper(const SqlFlavour &flavour, bool mariaDb)
        : Keeper(flavour)
        , m_mariaDb(mariaDb)
    { }

    std::optional<Message> obstacle(ObjectId table, const Schema &schema) const override;
    bool hides() const override { return false; }
    QString keptTables() const override;
    QList<QStringList> taken(QStringView statement) const override;
    QString home(const ConnectionProfile &profile, const ServerInfo &server) const override;
    std::vector<Statement> keep(const KeptRows &rows, const Schema &schema, const Schema &names) const override;
    std::vector<Statement> letGo() const override;
    bool moves(ObjectId, const Schema &) const override { return true; }
    std::vector<Statement> move(const KeptRows &rows, const Schema &schema) const override;
    QList<ObjectId> followers(ObjectId table, const Schema &schema) const override;

protected:
    TransactionMode ddlMode() const override { return TransactionMode::Alone; }
    bool isList(const Column &column, const Schema &schema) const override;
    SqlText listHas(const SqlText &list, const QString &label) const override;
    SqlText listWith(const SqlText &list, const QString &label, const QString &other) const override;
    SqlText isReplaced(const KeptRows &rows, const Schema &schema) const override;
    SqlText update(const KeptRows &rows, const Schema &schema) const override;

private:
    Statement made(const KeptRows &rows, const Schema &schema, const Schema &names) const;

    const bool m_mariaDb;
};

} // namespace relata::mysql
