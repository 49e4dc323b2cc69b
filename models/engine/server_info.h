#pragma once
#include <QByteArray>
#include <QMap>
#include <QString>
#include <QVariant>

namespace relata {

/// What a server says of itself.
struct ServerInfo {
    QByteArray engine; ///< the engine's key: "mariadb"
    int version = 0; ///< as the engine numbers it: 150018, 101119, 3040001
    QString versionText; ///< "15.18", "10.11.19"
    QString product; ///< the whole sentence of the server
    QMap<QByteArray, QVariant> settings;
};

/// "MySQL 8.0", "PostgreSQL 15": what behaves alike; the make alone without a version.
QString releaseName(const QByteArray &engine, int version);

} // namespace relata
