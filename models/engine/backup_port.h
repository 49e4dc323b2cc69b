#pragma once
#include "models/base/job_context.h"
#include "models/base/result.h"
#include "models/engine/connection_profile.h"

#include <QStringList>

#include <memory>

namespace relata {

class Connection;
class ScratchDatabase;
struct ServerInfo;

/// Backups of a whole database, or of some of its tables, by the means that its engine has for them. Functions block;
/// they are called on a worker's thread and heed its stop requests.
class BackupPort {
public:
    virtual ~BackupPort() = default;
    /// How names of such files end: "dump".
    virtual QString suffix() const = 0;
    /// What writes backups of this server, for people: "pg_dump (PostgreSQL) 15.12". Error (Unsupported): nothing here
    /// does, and what would have to be installed.
    virtual Result<QString> tool(const ServerInfo &server) const = 0;
    /// Begins a transaction that sees the database as write() will, and answers the name to hand it; empty: the engine
    /// has no such thing, and what write() sees may be later.
    virtual Result<QString> holdStill(Connection &) const { return QString(); }
    /// What a backup is written of.
    struct Source {
        ConnectionProfile from;
        QString still; ///< what holdStill() answered
        QStringList tables = {}; ///< of the default namespace, with what belongs to them; empty: all of the database
    };
    /// Writes it into the file, which is there and empty; what that holds after an error is no backup.
    virtual Result<> write(
        const Source &source, const ServerInfo &server, const QString &file, JobContext &context) const = 0;
    /// A scratch database beside that server with all that the backup holds, but for owners and grants.
    virtual Result<std::unique_ptr<ScratchDatabase>> restoreOnScratch(
        const QString &file, const ConnectionProfile &beside, const ServerInfo &server, JobContext &context) const = 0;
    /// What a statement that is run on such a copy of a database would change beside it, that database itself or the
    /// server's users, as far as its text tells; empty: nothing.
    virtual QString beyondCopy(QStringView statement, const ConnectionProfile &of) const = 0;
    /// The words with which a person at a shell brings it back into that database, which stands empty; no password.
    virtual QString restoreCommand(
        const QString &file, const ConnectionProfile &into, const ServerInfo &server) const = 0;
};

} // namespace relata
