#pragma once
#include <QByteArray>
#include <QMap>
#include <QVariant>

namespace relata {

/// What only one engine knows and no plan reasons about across engines: {"postgresql.fillfactor": 70}.
using Options = QMap<QByteArray, QVariant>;

} // namespace relata
