#pragma once
#include "models/engine/ports.h"

namespace relata::postgresql {

/// Writes PostgreSQL's DDL. Names of the default namespace stand without a schema: a session binds them by its search
/// path.
class PostgresqlWriter : public Writer {
public:
    std::vector<Statement> create(ObjectId id, const PlanContext &context) const override;
    std::vector<Statement> drop(ObjectId id, const PlanContext &context) const override;
    std::optional<std::vector<Statement>> alter(const Altered &change, const PlanContext &context) const override;
    Loss lossOf(const Change &change, const Schema &from, const Schema &to) const override;
    bool isFolded(const Object &child) const override;
    bool stepsAside(const Object &dependant, const Altered &change) const override;
    std::optional<Exchange> exchange(const Altered &change, const PlanContext &context) const override;
    bool stepsAsideFor(const Object &dependant, const Object &exchanged) const override;
    Message lacking(const Change &change, const Schema &to, const ServerInfo &server) const override;
    QString script(ObjectId id, const Schema &schema) const override;
};

} // namespace relata::postgresql
