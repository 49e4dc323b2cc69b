#pragma once
#include "models/engine/backup_port.h"

namespace relata::mysql {

/// Backups as SQL text, by mariadb-dump or mysqldump in one consistent transaction; tables of storage engines without
/// transactions are read as they come.
class MysqlBackup : public BackupPort {
public:
    explicit MysqlBackup(bool mariaDb)
        : m_mariaDb(mariaDb)
    { }
    QString suffix() const override { return QStringLiteral("sql"); }
    Result<QString> tool(const ServerInfo &server) const override;
    Result<> write(
        const Source &source, const ServerInfo &server, const QString &file, JobContext &context) const override;
    Result<std::unique_ptr<ScratchDatabase>> restoreOnScratch(const QString &file, const ConnectionProfile &beside,
        const ServerInfo &server, JobContext &context) const override;
    QString beyondCopy(QStringView statement, const ConnectionProfile &of) const override;
    QString restoreCommand(const QString &file, const ConnectionProfile &into, const ServerInfo &server) const override;

private:
    QString dumper() const;
    QString client() const;

    const bool m_mariaDb;
};

} // namespace relata::mysql
