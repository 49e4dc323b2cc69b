#pragma once
#include "models/base/result.h"

#include <QMap>
#include <QString>

#include <functional>

namespace relata {

/// A command of the shell that somebody else has written: what it does is theirs.
struct ShellCommand {
    QString text; ///< for /bin/sh
    QString folder; ///< in which it runs
    QMap<QString, QString> environment; ///< beside ours
    std::function<void(const QString &line)> heard; ///< each line that it says, on either output; may be empty
    std::function<Result<>()> mayGoOn; ///< asked again and again; an error ends the command, and is the result
};

/// Runs it to its end, on the calling thread. It is ended with all that it has started, first by SIGTERM, when it may
/// not go on, when it fails, and when this program ends or is killed. What it leaves in the background at its own good
/// end stays. An error says its exit status, and has its last words in the detail.
Result<> runShellCommand(const ShellCommand &command);

} // namespace relata
