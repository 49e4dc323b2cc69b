#pragma once
#include "models/engine/conversion_port.h"

namespace relata::postgresql {

/// A value survives when the cast there and back gives it again. That a cast fails is told by patterns and limits, and
/// from version 16 on by the server itself, for nothing catches an error in a query.
class PostgresqlConversion : public ConversionPort {
public:
    Conversion conversion(const Column &before, const Column &after, const Schema &from, const Schema &to,
        const ServerInfo &server) const override;
};

} // namespace relata::postgresql
