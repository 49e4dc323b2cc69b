#pragma once
#include "models/engine/conversion_port.h"

namespace relata::sqlite {

/// A declared type is an affinity: texts that look like numbers become numbers, numbers become texts, all others stay
/// as they are. Only a strict table refuses anything.
class SqliteConversion : public ConversionPort {
public:
    Conversion conversion(const Column &before, const Column &after, const Schema &from, const Schema &to,
        const ServerInfo &server) const override;
    Strays strays(const Column &before, const Column &after, const Schema &from, const Schema &to) const override;
    QString kindOf(const QString &column) const override;
};

} // namespace relata::sqlite
