#pragma once
#include "models/base/result.h"

#include <QJsonObject>
#include <QStringList>

namespace relata {

struct ConnectionProfile;
struct ServerInfo;

/// One of Python's drivers for an engine, and what its connect() takes, the password too.
struct PythonDriver {
    QString module; ///< "psycopg2"
    QString package; ///< what brings it, for people: "python3-psycopg2"
    QJsonObject arguments;
};

/// How a program in Python comes to a session like Relata's own.
struct PythonConnection {
    QList<PythonDriver> drivers; ///< the first that is installed; two of one module: the second where the first fails
    QStringList settings; ///< run at first
    struct Demand {
        QString query; ///< must answer a row whose last value is not empty
        QString complaint;
    };
    QList<Demand> demands;
    QString session; ///< a query for its key, see RunWatchPort; empty where sessions die with their process
    QString kill; ///< stops what a session does, with its key behind; empty where the driver can
    QStringList ownRights; ///< takes back in a transaction whatever role the program took
};

/// What Python's drivers are told of a connection.
class PythonPort {
public:
    virtual ~PythonPort() = default;
    /// Refused where no driver could be told all that the profile says.
    virtual Result<PythonConnection> connection(const ConnectionProfile &profile, const ServerInfo &server) const = 0;
};

} // namespace relata
