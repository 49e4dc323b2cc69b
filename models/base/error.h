#pragma once
#include "models/base/message.h"

#include <optional>

namespace relata {

/// Why something failed, in words a person can act on.
struct Error {
    enum class Code {
        Cancelled, ///< somebody asked to stop
        ConnectionLost, ///< the server is gone or the socket was shut; the outcome may be unknown
        Authentication,
        Sql, ///< the server refused the statement
        LockTimeout,
        Unsupported, ///< this engine or version has no such thing
        Conflict, ///< something moved since it was looked at
        Refused, ///< refused for safety
        Usage, ///< wrong arguments
        File, ///< a file is missing, unreadable, broken or cannot be written
        Internal
    };
    Code code = Code::Internal;
    Message message;
    QString detail; ///< the server's own text, never translated
    QString sqlState; ///< five characters; empty when not from a server
    std::optional<qsizetype> position; ///< offset into the statement in UTF-16 units, for the editor's squiggle

    /// The sentence and, on lines of its own, what the server said; untranslated.
    QString text() const;
};

/// What work that was stopped answers.
Error cancelledError();

} // namespace relata
