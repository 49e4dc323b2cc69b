#include "models/project/baseline.h"

#include "models/base/file_text.h"
#include "models/diff/change_set.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/self_check.h"
#include "models/planner/planner.h"
#include "models/project/adopt_drift.h"
#include "models/project/project.h"
#include "models/project/project_config.h"
#include "models/project/project_files.h"
#include "models/project/schema_source.h"
#include "models/project/scratch_place.h"
#include "models/schema/all_kinds.h"
#include "models/timeline/ledger.h"

#include <QDir>

#include <functional>

namespace relata {
using namespace Qt::StringLiterals;

static tl::unexpected<Error> wrong(const char *text, const QStringList &arguments)
{
    return failure({.code = Error::Code::Conflict,
        .message = {"Baseline", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

/// The migration that makes the managed part of a schema out of nothing.
static Result<MigrationFile> baselineFile(const Schema &schema, const Engine &engine, const ServerInfo &server)
{
    const Schema managed = managedPart(schema);
    Schema empty;
    if (const ObjectId space = managed.defaultNamespace())
        empty = empty.with(space, *managed.find(space));
    const Target target{.server = server, .rows = {}, .naive = true, .defaultSchema = {}};
    Result<Plan> plan = planChanges(ChangeSet::between(empty, managed), empty, managed, target, *engine.writer);
    if (!plan)
        return failure(plan.error());
    MigrationFile file;
    file.version = u"001"_s;
    file.title = u"baseline"_s;
    file.fileName = u"001_baseline.sql"_s;
    file.description = u"What was there when the project began."_s;
    file.id = QString::number(ObjectId::random().value, 16);
    file.result = QString::fromLatin1(engine.key) + u"/1:"_s + QString::fromLatin1(schema.fingerprint());
    file.up = planSection(*plan, engine);
    return file;
}

static ProjectConfig configOf(const QString &folder, const QString &name, const Engine &engine)
{
    ProjectConfig config;
    config.name = name.isEmpty() ? QDir(folder).dirName() : name;
    config.engine = engine.key;
    return config;
}

static void addConnection(ProjectConfig &config, const QString &folder, const ConnectionProfile &profile)
{
    ConnectionProfile connection = profile;
    connection.name = profile.name.isEmpty() ? u"main"_s : profile.name;
    if (connection.engine == "sqlite")
        connection.database = QDir(folder).relativeFilePath(QDir().absoluteFilePath(connection.database));
    config.defaultConnection = connection.name;
    config.connections += connection;
}

static Result<> checkFolder(const QString &path)
{
    if (QDir(path).exists() && !QDir(path).isEmpty())
        return wrong(QT_TRANSLATE_NOOP("Baseline", "%1 is not empty: name a new folder for the project."), {path});
    return {};
}

static Result<> checkStop(const JobContext &context)
{
    if (!context.stopRequested())
        return {};
    return failure({.code = Error::Code::Cancelled,
        .message = {"Baseline", QT_TRANSLATE_NOOP("Baseline", "Cancelled: no project was made."), {}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

static Result<> writeFiles(
    const QString &folder, const ProjectConfig &config, const Schema &schema, const MigrationFile &file)
{
    if (Result<> done = writeFile(folder + u"/migrations/"_s + file.fileName, writeMigration(file)); !done)
        return done;
    if (Result<> done = writeHead(folder, schema); !done)
        return done;
    if (Result<> done = writeDesign(folder, {}, schema); !done)
        return done;
    return writeFile(folder + u"/relata.json"_s, writeProjectConfig(config));
}

/// All of the files, or none: the folder was empty or not there.
static Result<> writeProject(const QString &folder, const ProjectConfig &config, const Schema &schema,
    const MigrationFile &file, const std::function<Result<>()> &last)
{
    Result<> done = writeFiles(folder, config, schema, file);
    if (done)
        done = last();
    if (!done)
        QDir(folder).removeRecursively();
    return done;
}

static Result<> enterIntoLedger(Ledger &ledger, const MigrationFile &file, const Engine &engine)
{
    Result<> entered = ledger.ensure();
    if (entered)
        entered = ledger.begin(file, Ledger::Direction::Up, 0, migrationChecksum(file, engine));
    if (entered)
        entered = ledger.finish(file, Ledger::Direction::Up);
    return entered;
}

Result<MadeBaseline> makeBaselineOf(
    const QString &folder, const QString &name, const LoadedSchema &loaded, JobContext &context)
{
    const QString path = QDir(folder).absolutePath();
    Result<> mayGoOn = checkFolder(path);
    if (mayGoOn)
        mayGoOn = checkStop(context);
    if (!mayGoOn)
        return failure(mayGoOn.error());
    Result<MigrationFile> file = baselineFile(loaded.schema, *loaded.engine, loaded.server);
    if (!file)
        return failure(file.error());
    const ProjectConfig config = configOf(path, name, *loaded.engine);
    if (Result<> done = writeProject(path, config, loaded.schema, *file, [] { return Result<>(); }); !done)
        return failure(done.error());
    return MadeBaseline{loaded.schema.size(), loaded.schema.all(Kind::Opaque).size(), {}};
}

namespace {

/// What is to be a baseline.
struct Origin {
    Schema schema;
    MigrationFile file;
    QStringList misread;

    MadeBaseline made() const { return {schema.size(), schema.all(Kind::Opaque).size(), misread}; }
};

/// The same with the database that it is of: without a ledger, of an engine that can be managed.
struct OpenOrigin : Origin {
    std::unique_ptr<Connection> connection;
    const Engine *engine = nullptr;
};

/// What was misread is not managed from the beginning. Where nothing can be tried out, what was read has to do.
Result<> leaveMisread(
    Origin &origin, Connection &connection, const Engine &engine, const ConnectionProfile &beside, JobContext &context)
{
    if (!engine.scratch)
        return {};
    const Result<QList<Misread>> found = selfCheck(connection, origin.schema, engine, beside, context);
    if (!found)
        return found.error().code == Error::Code::Cancelled ? Result<>(failure(found.error())) : Result<>();
    for (const Misread &one : *found)
        origin.misread += origin.schema.displayName(one.object);
    origin.schema = withoutMisread(origin.schema, *found);
    return {};
}

/// `text` is the refusal.
Result<> mustHaveNoLedger(Connection &connection, const Engine &engine, const char *text, const QStringList &arguments)
{
    const Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    return entries->isEmpty() ? Result<>() : wrong(text, arguments);
}

Result<Origin> originOf(Connection &connection, const Engine &engine, const Schema &found,
    const ConnectionProfile &beside, JobContext &context)
{
    Origin origin;
    origin.schema = found;
    if (Result<> known = leaveMisread(origin, connection, engine, beside, context); !known)
        return failure(known.error());
    Result<MigrationFile> file = baselineFile(origin.schema, engine, connection.server());
    if (!file)
        return failure(file.error());
    if (Result<> goesOn = checkStop(context); !goesOn)
        return failure(goesOn.error());
    origin.file = std::move(*file);
    return origin;
}

Result<OpenOrigin> readOrigin(const ConnectionProfile &profile, const EngineRegistry &registry, JobContext &context)
{
    context.report({0, 0, {"Baseline", QT_TRANSLATE_NOOP("Baseline", "Reading %1"), {profile.displayName()}}});
    Result<std::unique_ptr<Connection>> connection = openConnection(profile, registry);
    if (!connection)
        return failure(connection.error());
    const Engine *engine = registry.find((*connection)->server().engine);
    if (!engine || !engine->catalogue || !engine->writer || !engine->runner)
        return wrong(QT_TRANSLATE_NOOP("Baseline", "Schemas of %1 cannot be managed yet."), {profile.displayName()});
    const Result<> fresh = mustHaveNoLedger(**connection, *engine,
        QT_TRANSLATE_NOOP("Baseline", "%1 has a ledger of migrations already: open the project they belong to."),
        {profile.displayName()});
    if (!fresh)
        return failure(fresh.error());
    const Result<Schema> schema =
        engine->catalogue->read(**connection, {.schemas = {}, .defaultSchema = profile.defaultSchema}, context);
    if (!schema)
        return failure(schema.error());
    Result<Origin> origin = originOf(**connection, *engine, *schema, scratchPlace(profile, engine), context);
    if (!origin)
        return failure(origin.error());
    return OpenOrigin{std::move(*origin), std::move(*connection), engine};
}

} // namespace

Result<Adoption> planBaseline(Connection &connection, const Engine &engine, const Schema &found, const Schema &head,
    const QString &title, const ConnectionProfile &beside, JobContext &context)
{
    const Result<> fresh = mustHaveNoLedger(connection, engine,
        QT_TRANSLATE_NOOP("Baseline",
            "The database has a ledger of migrations already, and the project has none of them: open the one they "
            "belong to."),
        {});
    if (!fresh)
        return failure(fresh.error());
    Result<Origin> origin = originOf(connection, engine, found, beside, context);
    if (!origin)
        return failure(origin.error());
    if (!title.isEmpty())
        origin->file.title = title;
    return Adoption{std::move(origin->file), head, std::move(origin->schema), std::move(origin->misread)};
}

Result<MadeBaseline> makeBaseline(const QString &folder, const ConnectionProfile &profile,
    const EngineRegistry &registry, JobContext &context, const QString &name)
{
    const QString path = QDir(folder).absolutePath();
    if (Result<> fits = checkFolder(path); !fits)
        return failure(fits.error());
    const Result<OpenOrigin> origin = readOrigin(profile, registry, context);
    if (!origin)
        return failure(origin.error());
    ProjectConfig config = configOf(path, name, *origin->engine);
    addConnection(config, path, profile);
    Ledger ledger(*origin->connection, *origin->engine);
    const auto enter = [&] { return enterIntoLedger(ledger, origin->file, *origin->engine); };
    if (Result<> done = writeProject(path, config, origin->schema, origin->file, enter); !done)
        return failure(done.error());
    return origin->made();
}

Result<MadeBaseline> makeBaselineIn(
    Project &project, const ConnectionProfile &profile, const EngineRegistry &registry, JobContext &context)
{
    if (!project.timeline().migrations.isEmpty())
        return wrong(QT_TRANSLATE_NOOP("Baseline",
                         "%1 has migrations already: say with stamp at which of them the database stands, or make a "
                         "migration of what it has more with drift --adopt."),
            {project.folder()});
    if (project.designed().size() > 1) // the default namespace
        return wrong(QT_TRANSLATE_NOOP("Baseline", "%1 has a design already, which a baseline would replace."),
            {project.folder()});
    const Result<OpenOrigin> origin = readOrigin(profile, registry, context);
    if (!origin)
        return failure(origin.error());
    if (project.config().engine != origin->engine->key)
        return wrong(QT_TRANSLATE_NOOP("Baseline", "%1 is a project of another engine than %2."),
            {project.folder(), profile.displayName()});
    const Result<MigrationFile> saved =
        keepAdoption(project, *origin->engine, {origin->file, project.head(), origin->schema, {}});
    if (!saved)
        return failure(saved.error());
    if (Result<> done = recordAdoption(*origin->connection, profile, *origin->engine, *saved, context); !done)
        return failure(done.error());
    return origin->made();
}

} // namespace relata
