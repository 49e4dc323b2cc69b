#pragma once
#include "models/engine/ports.h"

namespace relata::postgresql {

/// Reads EXPLAIN (FORMAT JSON). Times of workers in parallel count once, as they pass; what an InitPlan or a common
/// table expression takes is taken off the node that waits for it.
class PostgresqlPlanReader : public PlanReader {
public:
    QString explain(const QString &query, bool analyze, const ServerInfo &server) const override;
    Result<PlanTree> read(const QByteArray &text) const override;
};

} // namespace relata::postgresql
