#pragma once
#include "models/base/result.h"

#include <QByteArray>
#include <QList>
#include <QMap>

#include <array>

namespace relata {

struct Engine;
struct ServerInfo;

/// Which versions of an engine plans can be made for, with a server of theirs or without one.
struct EngineVersions {
    std::array<int, 3> places; ///< what each number of a version counts in ServerInfo: 10000, 100, 1
    int named = 2; ///< how many numbers name a series: two in 8.0, one in 16
    QByteArray oldest; ///< "5.6"
    QList<int> majors; ///< the first numbers of all that there are
    QList<QByteArray> verified; ///< the series on whose servers every case has been proved
    QMap<int, QString> sqlModes{}; ///< of a server that nobody has set otherwise, from a version on

    /// The version as ServerInfo counts it; 0: it names none.
    int number(QByteArrayView version) const;
    /// "8.0.34", "8.0", "16": what is behind the series is left away where it is 0.
    QString text(int version) const;
    bool isSameSeries(int one, int other) const;
    bool isVerified(int version) const;
};

/// A server of this version as far as one is known that is not at hand; empty: of no version in particular. Errors: no
/// version, none that there is, one that is too old.
Result<ServerInfo> plannedServer(const Engine &engine, const QString &version);
/// Whether all that is known of this server's version comes from its manual. False where the version is not known.
bool isUnverified(const Engine &engine, const ServerInfo &server);
/// "Planned for MySQL 8.0.34, not verified: its rules follow the manual."; empty unless that is so.
Message unverifiedRemark(const Engine &engine, const ServerInfo &server);
/// Whether `server` is of another version, or another make, than a plan for `planned` was made for.
bool isOtherVersion(const Engine &engine, const ServerInfo &planned, const ServerInfo &server);
/// "The server is MySQL 5.6.51, not the MySQL 8.0.34 that was named."; empty where one is the other.
Message otherVersionRemark(const Engine &engine, const ServerInfo &planned, const ServerInfo &server);
/// "MySQL 8.0.34", as people read it.
QString productOf(const Engine &engine, const ServerInfo &server);

} // namespace relata
