#pragma once
#include "models/base/job_context.h"
#include "models/engine/engine.h"
#include "models/project/schema_source.h"

#include <QCommandLineParser>
#include <QTextStream>

#include <memory>
#include <mutex>

namespace relata {

struct ProjectConfig;

enum class ExitStatus { Done = 0, Different = 1, Usage = 2, Server = 3, Refused = 4, Cancelled = 130 };

/// One run of a sub-command: its options, its streams, its engines. Messages go to standard error, data to standard
/// output; progress is shown on a terminal alone; an interrupt asks the work to stop.
class Invocation : public JobContext {
public:
    explicit Invocation(const QStringList &arguments);

    QCommandLineParser parser;
    EngineRegistry registry;
    QTextStream out, err;

    /// Parses; false: told why already, status is Usage.
    bool parse();
    QString value(const QString &option) const { return parser.value(option); }
    bool has(const QString &option) const { return parser.isSet(option); }
    QStringList operands() const;
    /// The SQL of -c or of the file of -f.
    Result<QString> sql() const;

    /// Tells the error, as JSON when the format asked for is JSON, and answers the status that goes with it.
    ExitStatus fail(const Error &error);
    ExitStatus usage(const QString &what);
    /// A remark beside the outcome, told once: on standard error, with JSON inside of the error's object if one
    /// follows.
    void warn(const QString &text);
    /// Tells what the relata.json of this folder says and nobody heeds.
    void warnOf(const ProjectConfig &config, const QString &folder);
    /// Tells the remarks that no error has taken along; the status, another one when the output could not be written.
    ExitStatus finish(ExitStatus status);
    /// How sources are reached: project, --dev, passwords. `side` is "FROM" or "TO" for the variable of its password.
    SourceContext sources(const QString &side = {});
    /// The same for a sub-command that knows --dialect and --dev.
    Result<SourceContext> sourcesWithScratch(const QString &side = {});
    /// An open connection to a URL or @NAME, with its profile and engine.
    struct Opened {
        ConnectionProfile profile;
        std::unique_ptr<Connection> connection;
        const Engine *engine = nullptr;
    };
    Result<Opened> open(const QString &target);

    /// On a terminal, in one line that is rewritten; any thread.
    void report(const Progress &progress) override;
    /// Takes that line away, before something else is said.
    void clearProgress();
    bool stopRequested() const override;

private:
    bool isJson() const;

    QStringList m_arguments, m_warnings;
    bool m_terminal = false;
    std::mutex m_mutex; ///< guards what follows, and what is written to `err` while work runs
    bool m_progressShown = false;
};

/// Fills in a password from the environment: RELATA_PASSWORD or RELATA_<side>_PASSWORD, then the engine's own variable.
void addPasswordFromEnvironment(ConnectionProfile &profile, const QString &side);

ExitStatus statusOf(const Error &error);

ExitStatus runInspect(Invocation &invocation);
ExitStatus runDiff(Invocation &invocation);
ExitStatus runMigrate(Invocation &invocation);
ExitStatus runQuery(Invocation &invocation);
ExitStatus runExplain(Invocation &invocation);
ExitStatus runDiagram(Invocation &invocation);
ExitStatus runBackup(Invocation &invocation);
ExitStatus runSample(Invocation &invocation);
ExitStatus runScreenshot(Invocation &invocation);

void addInspectOptions(QCommandLineParser &parser);
void addDiffOptions(QCommandLineParser &parser);
void addMigrateOptions(QCommandLineParser &parser);
void addQueryOptions(QCommandLineParser &parser);
void addExplainOptions(QCommandLineParser &parser);
void addDiagramOptions(QCommandLineParser &parser);
void addBackupOptions(QCommandLineParser &parser);
void addSampleOptions(QCommandLineParser &parser);
void addScreenshotOptions(QCommandLineParser &parser);

} // namespace relata
