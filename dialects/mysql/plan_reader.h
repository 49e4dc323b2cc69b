#pragma once
#include "models/engine/ports.h"

namespace relata::mysql {

/// Reads the plans of MySQL and MariaDB: EXPLAIN and ANALYZE FORMAT=JSON, and the tree that newer MySQL draws.
class MysqlPlanReader : public PlanReader {
public:
    QString explain(const QString &query, bool analyze, const ServerInfo &server) const override;
    Result<PlanTree> read(const QByteArray &text) const override;
};

/// The lines of MySQL's EXPLAIN ANALYZE; nothing when they are not that.
std::optional<PlanTree> readDrawnTree(const QString &text);

} // namespace relata::mysql
