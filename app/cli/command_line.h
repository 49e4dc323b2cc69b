#pragma once
#include <QStringList>

#include <optional>

namespace relata {

/// Whether these arguments (without the program) call a sub-command: its word, maybe after --profile DIR.
bool isCommandLine(const QStringList &arguments);
/// The exit status where these words ask for no window: for help, or with something that is neither an option, a
/// sub-command, a place nor a URL, after saying so. Needs no display.
std::optional<int> answerWithoutWindow(const QStringList &arguments);

/// Runs `relata [--profile DIR] SUBCOMMAND …` with an application object of its own. Answers the exit status of the
/// stable contract: 0 done, 1 differences, 2 usage or unreadable input, 3 the server, 4 refused for safety, 130
/// cancelled.
int runCommandLine(int argc, char **argv);

} // namespace relata
