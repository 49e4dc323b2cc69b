#pragma once
#include "models/engine/sync_port.h"

namespace relata::postgresql {

/// One function and one BEFORE trigger.
class PostgresqlSync : public SyncPort {
public:
    PostgresqlSync();

    bool fillsRequired() const override { return true; }
    std::optional<Message> obstacle(const Column &column, const Schema &schema) const override;
    std::optional<Expression> cast(ObjectId column, const DataType &type, const Schema &schema) const override;
    Schema withTriggers(const Schema &schema, const SyncedColumns &columns, const QString &name) const override;

protected:
    Expression differs(const Expression &a, const Expression &b, const Column &of, const Schema &schema) const override;
};

} // namespace relata::postgresql
