#pragma once
#include "models/engine/python_port.h"

namespace relata::sqlite {

class SqlitePythonPort : public PythonPort {
public:
    Result<PythonConnection> connection(const ConnectionProfile &profile, const ServerInfo &server) const override;
};

} // namespace relata::sqlite
