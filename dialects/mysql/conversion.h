#pragma once
#include "models/engine/conversion_port.h"

namespace relata::mysql {

/// Migrations run in strict mode: what does not fit fails, but rounding, blanks that are cut and numbers that were
/// spelled otherwise only make notes.
class MysqlConversion : public ConversionPort {
public:
    explicit MysqlConversion(bool mariaDb)
        : m_mariaDb(mariaDb)
    { }
    Conversion conversion(const Column &before, const Column &after, const Schema &from, const Schema &to,
        const ServerInfo &server) const override;
    QList<Displaced> displaced(const QStringList &statements, const Schema &before) const override;

private:
    const bool m_mariaDb;
};

} // namespace relata::mysql
