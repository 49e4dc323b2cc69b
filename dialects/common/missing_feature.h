#pragma once
#include "models/base/message.h"

#include <QByteArrayView>

namespace relata {

struct ServerInfo;

/// What misses a thing: "MySQL", "mysql", and the server.
struct Lacking {
    QLatin1StringView product;
    QByteArrayView engine;
    const ServerInfo &server;
};

/// Why it cannot hold an object, which would need what `words` name in SQL. `since` is the first version that has it;
/// 0: none has.
Message missingFeature(const QString &object, const char *words, int since, const Lacking &where);

} // namespace relata
