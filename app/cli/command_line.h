#pragma once
#include <QStringList>

namespace relata {

/// Whether this word is a sub-command of the command line.
bool isSubCommand(const QString &word);
/// Whether the sub-command paints and so needs QGuiApplication.
bool paints(const QString &subCommand);

/// Runs `relata SUBCOMMAND …`; `arguments` begins with the sub-command. Answers the exit status of the stable contract:
/// 0 done, 1 differences, 2 usage or unreadable input, 3 the server, 4 refused for safety, 130 cancelled.
int runCommandLine(const QStringList &arguments, const QString &profileFolder);

} // namespace relata
