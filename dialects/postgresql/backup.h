#pragma once
#include "models/engine/backup_port.h"

namespace relata::postgresql {

/// Backups in pg_dump's custom format, by the pg_dump of the server's version or a later one.
class PostgresqlBackup : public BackupPort {
public:
    QString suffix() const override { return QStringLiteral("dump"); }
    Result<QString> tool(const ServerInfo &server) const override;
    Result<QString> holdStill(Connection &connection) const override;
    Result<> write(
        const Source &source, const ServerInfo &server, const QString &file, JobContext &context) const override;
    Result<std::unique_ptr<ScratchDatabase>> restoreOnScratch(const QString &file, const ConnectionProfile &beside,
        const ServerInfo &server, JobContext &context) const override;
    QString beyondCopy(QStringView statement, const ConnectionProfile &of) const override;
    QString restoreCommand(const QString &file, const ConnectionProfile &into, const ServerInfo &server) const override;
};

} // namespace relata::postgresql
