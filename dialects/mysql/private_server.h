#pragma once
#include "models/base/job_context.h"
#include "models/base/result.h"
#include "models/engine/connection_profile.h"

#include <memory>

namespace relata::mysql {

/// A server of our own, started from installed programs, with its data in a temporary folder; only its unix socket
/// leads to it. It is stopped, and its data removed, when this object goes.
class PrivateServer {
public:
    static Result<std::unique_ptr<PrivateServer>> start(JobContext &context);
    ~PrivateServer();
    Q_DISABLE_COPY_MOVE(PrivateServer)

    const ConnectionProfile &profile() const;
    qint64 pid() const;

private:
    struct Parts;
    explicit PrivateServer(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace relata::mysql
