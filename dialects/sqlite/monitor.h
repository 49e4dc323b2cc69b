#pragma once
#include "models/engine/monitor.h"

namespace relata::sqlite {

/// Extended result codes; foreign keys that only a commit would check.
class SqliteMonitor : public Monitor {
public:
    Violation violation(const Error &error) const override;
    QStringList beforeTrials() const override;
    QString brokenForeignKeys() const override;
};

} // namespace relata::sqlite
