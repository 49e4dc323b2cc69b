#pragma once
#include "models/engine/sync_port.h"

namespace relata::mysql {

/// A BEFORE INSERT and a BEFORE UPDATE trigger.
class MysqlSync : public SyncPort {
public:
    MysqlSync(const SqlFlavour &flavour, bool isMariaDb)
        : SyncPort(flavour)
        , m_mariaDb(isMariaDb)
    { }

    bool fillsRequired() const override { return m_mariaDb; }
    std::optional<Message> obstacle(const Column &column, const Schema &schema) const override;
    std::optional<Message> tableObstacle(ObjectId table, const Schema &schema, const ServerInfo &server) const override;
    std::optional<Expression> cast(ObjectId column, const DataType &type, const Schema &schema) const override;
    Schema withTriggers(const Schema &schema, const SyncedColumns &columns, const QString &name) const override;

protected:
    Expression column(ObjectId column, Row row) const override;
    Expression differs(const Expression &a, const Expression &b, const Column &of, const Schema &schema) const override;

private:
    Schema withTrigger(const Schema &schema, const SyncedColumns &columns, const QString &name, QStringView event,
        const Expression &afterCounts, const Expression &beforeCounts) const;

    bool m_mariaDb;
};

} // namespace relata::mysql
