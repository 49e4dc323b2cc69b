#pragma once
#include "models/engine/copy_tool_port.h"

namespace relata::mysql {

/// pt-online-schema-change of the Percona Toolkit: Perl, with DBD::mysql. It copies the rows and leaves the tables
/// where they are, so that the rows are compared before they change places.
class PtOnlineSchemaChange : public CopyToolPort {
public:
    QString name() const override;
    Result<QString> program() const override;
    Result<> mayChange(const QString &database, const QString &table, const CopyFacts &facts) const override;
    QStringList triggerNames(const QString &database, const QString &table) const override;
    Result<CopyToolCall> call(const CopyToolJob &job, const ConnectionProfile &profile, Connection &connection,
        const QString &folder) const override;
    CopyToolLine line(const QString &text) const override;
};

} // namespace relata::mysql
