#pragma once
#include <QString>

namespace relata {

/// What a server has counted of a statement, whoever ran it, since it counts.
struct StatementLoad {
    QString text; ///< without the values that stood in it
    qint64 calls = 0; ///< those that failed among them
    double milliseconds = 0; ///< of all calls together
    qint64 errors = 0; ///< 0 where the server does not tell
};

} // namespace relata
