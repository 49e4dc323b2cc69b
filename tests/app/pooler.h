#pragma once
#include "models/engine/connection_profile.h"

#include <QProcess>
#include <QTemporaryDir>

namespace relata::tests {

/// PgBouncer before a server of PostgreSQL's. Ends with this object, and at the latest with this program.
class Pooler {
public:
    /// `mode`: "transaction" or "session".
    Pooler(const ConnectionProfile &server, const QString &mode);
    ~Pooler();
    Q_DISABLE_COPY_MOVE(Pooler)

    /// Why there is none; empty when it answers.
    const QString &error() const { return m_error; }
    /// The same database, by way of the pooler.
    const ConnectionProfile &profile() const { return m_profile; }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    ConnectionProfile m_profile;
    QString m_error;
};

} // namespace relata::tests
