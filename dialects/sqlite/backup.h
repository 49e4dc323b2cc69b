#pragma once
#include "models/engine/backup_port.h"

namespace relata::sqlite {

/// A copy of the database file, page by page, by SQLite's online backup; others may read and write meanwhile.
class SqliteBackup : public BackupPort {
public:
    QString suffix() const override { return QStringLiteral("db"); }
    Result<QString> tool(const ServerInfo &server) const override;
    Result<> write(
        const Source &source, const ServerInfo &server, const QString &file, JobContext &context) const override;
    Result<std::unique_ptr<ScratchDatabase>> restoreOnScratch(const QString &file, const ConnectionProfile &beside,
        const ServerInfo &server, JobContext &context) const override;
    QString beyondCopy(QStringView statement, const ConnectionProfile &of) const override;
    QString restoreCommand(const QString &file, const ConnectionProfile &into, const ServerInfo &server) const override;
};

} // namespace relata::sqlite
