#pragma once
#include "models/engine/copy_tool_port.h"

#include <functional>

namespace relata {

struct Engine;

/// What happens around somebody else's program while it copies a table.
struct CopyToolHooks {
    /// Its session works from now on, by its key; an error, and it changes nothing. Empty: it is gone.
    std::function<Result<>(const QString &session)> works;
    std::function<Result<>()> mayGoOn; ///< asked again and again, and answers at once; an error ends it
    std::function<bool()> isPaused;
    std::function<int()> share; ///< of the time in which it may begin batches, in per cent
    std::function<void(const Message &)> tell;
};

/// Runs it to its end. It is ended with its session at the server when it may not go on, and when this program is
/// killed; when this answers, neither is there. An error has its last words.
Result<> runCopyTool(const CopyToolCall &call, const QStringList &arguments, Connection &connection,
    const Engine &engine, const CopyToolHooks &hooks);

} // namespace relata
