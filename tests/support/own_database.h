#pragma once
#include "models/base/result.h"
#include "models/engine/connection_profile.h"
#include "models/jobs/recipes/row_digest.h"

#include <QMap>

namespace relata {
class EngineRegistry;
class Connection;
struct Engine;
} // namespace relata

namespace relata::tests {

/// A database of the test's own on a server (packaging/servers' name), dropped at the end; without one a SQLite file.
class OwnDatabase {
public:
    OwnDatabase(
        const EngineRegistry &registry, const QByteArray &server, const QString &folder, const QString &name = {});
    ~OwnDatabase();
    OwnDatabase(const OwnDatabase &) = delete;

    ConnectionProfile profile;

private:
    void run(const QString &sql) const;

    const EngineRegistry &m_registry;
    ConnectionProfile m_base;
};

/// A session with the engine behind it, and the short ways that tests take.
struct Session {
    std::unique_ptr<Connection> connection;
    const Engine *engine = nullptr;

    Result<> open(const ConnectionProfile &profile, const EngineRegistry &registry);
    /// Runs statements one by one; what went wrong, or nothing.
    QString run(const QString &script) const;
    Result<Schema> schema() const;
    /// Each column's digest by the column's full name, so that two readings can be laid side by side.
    Result<QMap<QString, QByteArray>> rows(const Schema &schema) const;
};

/// Chinook's script for a server's engine, without the lines that make a database of its own; empty when it is not
/// there.
QString chinookScript(const QByteArray &server);

/// Runs a script in the engine's own client, stopping at the first error; the client's words, or nothing.
QString runInClient(const ConnectionProfile &profile, const QString &script);
/// The name of the engine's own client where it is not installed; empty where it is.
QString missingClient(const ConnectionProfile &profile);

} // namespace relata::tests
