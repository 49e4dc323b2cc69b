#pragma once
#include "dialects/mysql/ddl_words.h"
#include "models/engine/ports.h"

namespace relata::mysql {

/// Writes MySQL's and MariaDB's DDL. All changes of one table but its foreign keys become one ALTER TABLE; each
/// statement commits by itself.
class MysqlWriter : public Writer {
public:
    MysqlWriter(const SqlFlavour &flavour, bool mariaDb)
        : m_flavour(flavour)
        , m_mariaDb(mariaDb)
    { }

    std::vector<Statement> create(ObjectId id, const PlanContext &context) const override;
    std::vector<Statement> drop(ObjectId id, const PlanContext &context) const override;
    std::optional<std::vector<Statement>> alter(const Altered &change, const PlanContext &context) const override;
    Loss lossOf(const Change &change, const Schema &from, const Schema &to) const override;
    std::optional<RightsLost> rightsLost(const Change &change, const Schema &from, const Schema &to) const override;
    bool isFolded(const Object &child) const override;
    bool isGrouped(const Change &change) const override;
    std::optional<std::vector<Statement>> alterTable(
        const TableChange &change, const PlanContext &context) const override;
    bool stepsAside(const Object &dependant, const Altered &change) const override;
    bool honoursColumnOrder() const override { return true; }
    Message lacking(const Change &change, const Schema &to, const ServerInfo &server) const override;
    bool takesDefault(const Column &column) const override;
    bool ordersExactly(const Column &column) const override;
    QString script(ObjectId id, const Schema &schema) const override;

private:
    DdlTarget targetOf(const Target &target) const;

    const SqlFlavour &m_flavour;
    const bool m_mariaDb;
};

} // namespace relata::mysql
