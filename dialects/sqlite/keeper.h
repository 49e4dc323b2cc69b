#pragma once
#include "models/engine/keeper.h"

namespace relata::sqlite {

/// Copies rows aside in SQLite, where values keep their storage class and whoever reads the file reads all of it.
class SqliteKeeper : public Keeper {
public:
    SqliteKeeper();

    bool tellsApart(const PrimaryKey &key, const Schema &schema) const override;
    bool hides() const override { return false; }
    QString keptTables() const override;
    QList<QStringList> taken(QStringView statement) const override;
    QString home(const ConnectionProfile &profile, const ServerInfo &server) const override;
    QString empty(const QString &name) const override;

protected:
    SqlText update(const KeptRows &rows, const Schema &schema) const override;
    std::vector<Statement> afterKeeping(const KeptRows &rows, const Schema &schema) const override;
    std::vector<Statement> beforeRestoring(const KeptRows &rows, const Schema &schema) const override;
};

} // namespace relata::sqlite
