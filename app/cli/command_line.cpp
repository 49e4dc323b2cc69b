#include "app/cli/command_line.h"

#include "app/cli/invocation.h"

#include <QApplication>
#include <QFileInfo>

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
    {"migrate", "save, prove, apply and take back migrations; drift, scripts, repairs", addMigrateOptions, runMigrate},
    {"backup", "write a backup of a database, and restore it once on trial", addBackupOptions, runBackup},
    {"query", "run a query", addQueryOptions, runQuery},
    {"explain", "show a query's plan", addExplainOptions, runExplain},
    {"diagram", "draw a schema as a picture or write it as text", addDiagramOptions, runDiagram, true},
    {"sample", "make the sample project", addSampleOptions, runSample},
    {"screenshot", "pictures of the window", addScreenshotOptions, runScreenshot, true},
};

const SubCommand *find(const QString &word)
{
    const auto it = std::find_if(std::begin(SubCommands), std::end(SubCommands),
        [&](const SubCommand &s) { return word == QLatin1StringView(s.name); });
    return it == std::end(SubCommands) ? nullptr : it;
}

} // namespace

/// The sub-command first, the options that stood before it behind.
static QStringList reordered(const QStringList &arguments)
{
    const qsizetype at = arguments.value(0) == "--profile"_L1 ? 2
        : arguments.value(0).startsWith("--profile="_L1)      ? 1
                                                              : 0;
    return arguments.mid(at) + arguments.first(std::min(at, arguments.size()));
}

bool isCommandLine(const QStringList &arguments) { return find(reordered(arguments).value(0)) != nullptr; }

static QString helpText()
{
    QString result = u"Usage: relata [--profile DIR] [PROJECT_DIR | URL | FILE]…\n"
                     "       relata SUB-COMMAND …\n\nWithout a sub-command it opens the window.\n\n"_s;
    for (const SubCommand &one : SubCommands)
        result += u"  "_s + QString::fromLatin1(one.name).leftJustified(12) + QLatin1StringView(one.what) + u'\n';
    return result + u"\nrelata SUB-COMMAND --help tells its options.\n"_s;
}

/// Whether the toolkit knows the option; `takesValue` says whether the next word belongs to it.
static bool isToolkitOption(const QString &word, bool *takesValue)
{
    static const QStringList valued{u"platform"_s, u"platformpluginpath"_s, u"platformtheme"_s, u"plugin"_s, u"style"_s,
        u"stylesheet"_s, u"session"_s, u"display"_s, u"geometry"_s, u"qwindowgeometry"_s, u"qwindowicon"_s,
        u"qwindowtitle"_s, u"name"_s, u"title"_s, u"fontengine"_s};
    const QString name = word.mid(word.startsWith("--"_L1) ? 2 : 1);
    *takesValue = valued.contains(name);
    return *takesValue || name == "reverse"_L1 || valued.contains(name.section(u'=', 0, 0));
}

std::optional<int> answerWithoutWindow(const QStringList &arguments)
{
    if (arguments.contains("--help"_L1) || arguments.contains("-h"_L1)) {
        QTextStream(stdout) << helpText();
        return int(ExitStatus::Done);
    }
    QString complaint;
    for (qsizetype i = 0; i < arguments.size() && complaint.isEmpty(); ++i) {
        const QString &word = arguments.at(i);
        bool takesValue = word == "--profile"_L1;
        if (takesValue || word.startsWith("--profile="_L1)
            || (word.startsWith(u'-') && isToolkitOption(word, &takesValue)))
            i += takesValue ? 1 : 0;
        else if (word.startsWith(u'-'))
            complaint = u"Unknown option '%1'."_s.arg(word);
        else if (!word.contains(u':') && !QFileInfo::exists(word))
            complaint = word.contains(u'/')
                ? u"There is no project or file \"%1\": name one that is there, or start without and open it then."_s
                      .arg(word)
                : u"\"%1\" is no sub-command, project, file or URL."_s.arg(word);
    }
    if (complaint.isEmpty())
        return {};
    QTextStream(stderr) << "relata: " << complaint << " See relata --help.\n";
    return int(ExitStatus::Usage);
}

static int runSubCommand(const SubCommand &entry, const QStringList &arguments)
{
    const SubCommand *command = &entry;
    Invocation invocation(arguments);
    invocation.parser.setApplicationDescription(QLatin1StringView(command->what));
    invocation.parser.addHelpOption();
    invocation.parser.addOptions({{u"project"_s, u"The project's folder."_s, u"DIR"_s},
        {u"profile"_s, u"Settings and history live here."_s, u"DIR"_s}});
    command->options(invocation.parser);
    if (!invocation.parse())
        return int(ExitStatus::Usage);
    if (invocation.has(u"help"_s)) {
        QString text = invocation.parser.helpText(); // which names the program's path, and no sub-command
        const qsizetype options = text.indexOf(" [options]"_L1);
        text.replace(0, std::max<qsizetype>(0, options), u"Usage: relata "_s + QLatin1StringView(command->name));
        invocation.out << text;
        return int(ExitStatus::Done);
    }
    return int(invocation.finish(command->run(invocation)));
}

int runCommandLine(int argc, char **argv)
{
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words += QString::fromLocal8Bit(argv[i]);
    words = reordered(words);
    const SubCommand *command = find(words.value(0));
    if (!command)
        return int(ExitStatus::Usage);
    std::unique_ptr<QCoreApplication> application;
    if (command->paints) {
        qputenv("QT_QPA_PLATFORM", "offscreen"); // a picture needs no display
        application = std::make_unique<QApplication>(argc, argv);
    } else {
        application = std::make_unique<QCoreApplication>(argc, argv);
    }
    QCoreApplication::setApplicationName(u"relata"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(RELATA_VERSION));
    return runSubCommand(*command, words);
}

} // namespace relata
