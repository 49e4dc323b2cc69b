#pragma once
#include "tests/support/own_database.h"

#include <QProcess>
#include <QTemporaryDir>

namespace relata::tests {

/// A hot standby of a PostgreSQL server, named "standby" there. Ends with this object, and at the latest with this
/// program.
class Standby {
public:
    Standby(const EngineRegistry &engines, const ConnectionProfile &primary);
    ~Standby();
    Q_DISABLE_COPY_MOVE(Standby)

    /// Why there is none; empty when it follows.
    const QString &error() const { return m_error; }
    /// Writes on the primary until the standby shows it, and says how far behind it was.
    bool catchUp(const Session &primary);
    /// How much later it shows what was committed; what went wrong, or nothing.
    QString delay(const QString &time);

private:
    QTemporaryDir m_folder;
    QProcess m_server;
    Session m_session;
    QString m_error;
};

} // namespace relata::tests
