#pragma once
#include "models/base/job_context.h"
#include "models/engine/connection_profile.h"

#include <memory>

namespace relata::postgresql {

/// A PostgreSQL server of our own from installed binaries, in a folder of its own, reached through a unix socket alone;
/// stopped, and its folder removed, with this object.
class PrivateServer {
public:
    /// `version`: the wanted major version, taken when it is installed; otherwise, and with 0, the newest there is.
    static Result<std::unique_ptr<PrivateServer>> start(int version, JobContext &context);
    ~PrivateServer();

    const ConnectionProfile &profile() const;
    const QString &versionText() const;

private:
    struct Data;
    explicit PrivateServer(std::unique_ptr<Data> data);
    std::unique_ptr<Data> m_data;
};

} // namespace relata::postgresql
