#pragma once
#include "models/engine/ports.h"

namespace relata::sqlite {

/// Writes SQLite's SQL: native ALTER TABLE where it can, otherwise a rebuild of the table. All changes of a table but
/// those of its indexes and triggers are written in one go.
class SqliteWriter : public Writer {
public:
    std::vector<Statement> create(ObjectId id, const PlanContext &context) const override;
    std::vector<Statement> drop(ObjectId id, const PlanContext &context) const override;
    std::optional<std::vector<Statement>> alter(const Altered &change, const PlanContext &context) const override;
    Loss lossOf(const Change &change, const Schema &from, const Schema &to) const override;
    bool isFolded(const Object &child) const override;
    bool foldsCyclicForeignKeys() const override { return true; }
    bool gainsByBatches() const override { return false; } // whoever writes holds the whole file
    bool isGrouped(const Change &change) const override;
    std::optional<std::vector<Statement>> alterTable(
        const TableChange &change, const PlanContext &context) const override;
    Message lacking(const Change &change, const Schema &to, const ServerInfo &server) const override;
    QString script(ObjectId id, const Schema &schema) const override;
};

} // namespace relata::sqlite
