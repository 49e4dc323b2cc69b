#include "app/cli/command_line.h"

#include "app/cli/invocation.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

struct SubCommand {
    const char *name;
    const char *what;
    void (*options)(QCommandLineParser &);
    ExitStatus (*run)(Invocation &);
    bool paints = false;
};

constexpr SubCommand SubCommands[] = {
    {"inspect", "show a schema", addInspectOptions, runInspect},
    {"diff", "what leads from one schema to another", addDiffOptions, runDiff},
    {"migrate", "new, plan, status, up, down, verify, resume, rollback", addMigrateOptions, runMigrate},
    {"query", "run a query", addQueryOptions, runQuery},
    {"explain", "show a query's plan", addExplainOptions, runExplain},
    {"diagram", "draw a schema into a file", addDiagramOptions, runDiagram, true},
    {"sample", "make the sample project", addSampleOptions, runSample},
    {"screenshot", "pictures of the window on a project", addScreenshotOptions, runScreenshot, true},
};

const SubCommand *find(const QString &word)
{
    const auto it = std::find_if(std::begin(SubCommands), std::end(SubCommands), [&](const SubCommand &s) { return word == QLatin1StringView(s.name); });
    return it == std::end(SubCommands) ? nullptr : it;
}

} // namespace

bool isSubCommand(const QString &word) { return find(word) != nullptr; }

bool paints(const QString &subCommand)
{
    const SubCommand *command = find(subCommand);
    return command && command->paints;
}

int runCommandLine(const QStringList &arguments, const QString &)
{
    const SubCommand *command = find(arguments.value(0));
    Invocation invocation(arguments);
    if (!command)
        return int(invocation.usage(u"\"%1\" is no sub-command."_s.arg(arguments.value(0))));
    invocation.parser.setApplicationDescription(QLatin1StringView(command->what));
    invocation.parser.addHelpOption();
    invocation.parser.addOptions({{u"project"_s, u"The project's folder."_s, u"DIR"_s}, {u"profile"_s, u"Settings and history live here."_s, u"DIR"_s}});
    command->options(invocation.parser);
    if (!invocation.parse())
        return int(ExitStatus::Usage);
    if (invocation.has(u"help"_s)) {
        invocation.out << invocation.parser.helpText();
        return int(ExitStatus::Done);
    }
    const ExitStatus status = command->run(invocation);
    invocation.out.flush();
    invocation.err.flush();
    return int(status);
}

} // namespace relata
