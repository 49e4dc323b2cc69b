#pragma once
#include "models/engine/monitor.h"

namespace relata::mysql {

/// Error numbers; what an ALTER costs, by the ALGORITHM and LOCK that the server takes it with.
class MysqlMonitor : public Monitor {
public:
    Violation violation(const Error &error) const override;
    bool hasOwnWords() const override { return true; }
    Result<QList<OwnWords>> ownWords(Connection &connection) const override;
    Result<QStringList> rightsOnAll(Connection &connection) const override;
    QList<CheapForm> cheapForms(const QString &sql, const ServerInfo &server) const override;
    bool isTooDear(const Error &error) const override;
};

} // namespace relata::mysql
