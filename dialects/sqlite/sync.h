#pragma once
#include "models/engine/sync_port.h"

namespace relata::sqlite {

/// An AFTER INSERT and an AFTER UPDATE trigger, which change the row once more: a trigger cannot change what is being
/// written. They end by themselves, whether triggers may call themselves or not.
class SqliteSync : public SyncPort {
public:
    SqliteSync();

    bool fillsRequired() const override { return false; }
    std::optional<Expression> cast(ObjectId column, const DataType &type, const Schema &schema) const override;
    Schema withTriggers(const Schema &schema, const SyncedColumns &columns, const QString &name) const override;

protected:
    Expression differs(const Expression &a, const Expression &b, const Column &of, const Schema &schema) const override;

private:
    Schema withTrigger(const Schema &schema, const SyncedColumns &columns, const QString &name, QStringView event,
        const Expression &when, const Expression &afterCounts) const;
};

} // namespace relata::sqlite
