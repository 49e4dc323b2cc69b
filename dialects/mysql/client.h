#pragma once
#include "models/base/result.h"

#include <mysql.h>

#include <QString>

#include <chrono>
#include <memory>

namespace relata {
struct ConnectionProfile;
}

namespace relata::mysql {

struct CloseClient {
    void operator()(MYSQL *client) const { mysql_close(client); }
};
/// How much a session is encrypted.
enum class Tls { Disabled, Preferred, Required, Verified };
/// As the profile's parameters say; over a unix socket not at all where they say nothing.
Tls tlsOf(const ConnectionProfile &profile);
/// The profile's parameter, spelled as the programs of the server spell it, with - or _; empty: it has none.
QString parameter(const ConnectionProfile &profile, const QString &name);

/// A connected client of libmariadb, closed when it goes.
using Client = std::unique_ptr<MYSQL, CloseClient>;

/// Connects as the profile says. With `answerWithin` no single answer of the server may take longer, ever; without it
/// only the connecting itself is bounded.
Result<Client> connectTo(const ConnectionProfile &profile, std::chrono::seconds answerWithin = {});
/// Text as the connection speaks it.
inline QByteArray encoded(const QString &text) { return text.toUtf8(); }

} // namespace relata::mysql
