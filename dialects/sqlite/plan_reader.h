#pragma once
#include "models/engine/ports.h"

namespace relata::sqlite {

/// Reads EXPLAIN QUERY PLAN, in the words of SQLite before 3.36 ("SCAN TABLE t") and after ("SCAN t"). SQLite measures
/// nothing: analysing answers the same.
class SqlitePlanReader : public PlanReader {
public:
    QString explain(const QString &query, bool analyze, const ServerInfo &server) const override;
    Result<PlanTree> read(const QByteArray &text) const override;
};

} // namespace relata::sqlite
