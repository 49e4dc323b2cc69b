#pragma once
#include "models/engine/ports.h"

#include <QMap>

namespace relata::postgresql {

/// What libpq is told of a profile, by its own key words.
QMap<QByteArray, QByteArray> settingsOf(const ConnectionProfile &profile);

/// Opens sessions with PostgreSQL servers through libpq. Without an `sslmode` of the profile the session is encrypted
/// when the server can ("prefer", libpq's own default, which every server accepts); whether it is stands in
/// ServerInfo::settings under "tls". The other parameters of libpq are taken from the profile's parameters.
class PostgresqlDriver : public Driver {
public:
    Result<std::unique_ptr<Connection>> open(const ConnectionProfile &profile) const override;
};

} // namespace relata::postgresql
