#include "models/project/baseline.h"

#include "models/base/file_text.h"
#include "models/diff/change_set.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/migrate.h"
#include "models/planner/planner.h"
#include "models/project/project_config.h"
#include "models/project/project_files.h"
#include "models/project/schema_source.h"
#include "models/schema/all_kinds.h"
#include "models/timeline/ledger.h"

#include <QDir>

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

static Result<> writeProject(const QString &folder, const ConnectionProfile &profile, const Engine &engine,
    const Schema &schema, const MigrationFile &file)
{
    ProjectConfig config;
    config.name = QDir(folder).dirName();
    config.engine = engine.key;
    ConnectionProfile connection = profile;
    connection.name = profile.name.isEmpty() ? u"main"_s : profile.name;
    if (connection.engine == "sqlite")
        connection.database = QDir(folder).relativeFilePath(QDir().absoluteFilePath(connection.database));
    config.defaultConnection = connection.name;
    config.connections += connection;
    if (Result<> done = writeFile(folder + u"/migrations/"_s + file.fileName, writeMigration(file)); !done)
        return done;
    if (Result<> done = writeHead(folder, schema); !done)
        return done;
    if (Result<> done = writeDesign(folder, {}, schema); !done)
        return done;
    return writeFile(folder + u"/relata.json"_s, writeProjectConfig(config));
}

Result<MadeBaseline> makeBaseline(
    const QString &folder, const ConnectionProfile &profile, const EngineRegistry &registry, JobContext &context)
{
    const QString path = QDir(folder).absolutePath();
    if (QDir(path).exists() && !QDir(path).isEmpty())
        return wrong(QT_TRANSLATE_NOOP("Baseline", "%1 is not empty: name a new folder for the project."), {path});
    Result<std::unique_ptr<Connection>> connection = openConnection(profile, registry);
    if (!connection)
        return failure(connection.error());
    const Engine *engine = registry.find((*connection)->server().engine);
    if (!engine || !engine->catalogue || !engine->writer || !engine->runner)
        return wrong(QT_TRANSLATE_NOOP("Baseline", "Schemas of %1 cannot be managed yet."), {profile.displayName()});
    Ledger ledger(**connection, *engine);
    Result<QList<Ledger::Entry>> entries = ledger.entries();
    if (!entries)
        return failure(entries.error());
    if (!entries->isEmpty())
        return wrong(
            QT_TRANSLATE_NOOP("Baseline", "%1 has a ledger of migrations already: open the project they belong to."),
            {profile.displayName()});
    Result<Schema> schema =
        engine->catalogue->read(**connection, {.schemas = {}, .defaultSchema = profile.defaultSchema}, context);
    if (!schema)
        return failure(schema.error());
    Result<MigrationFile> file = baselineFile(*schema, *engine, (*connection)->server());
    if (!file)
        return failure(file.error());
    if (Result<> done = writeProject(path, profile, *engine, *schema, *file); !done)
        return failure(done.error());
    Result<> entered = ledger.ensure();
    if (entered)
        entered = ledger.begin(*file, Ledger::Direction::Up, 0, migrationChecksum(*file, *engine));
    if (entered)
        entered = ledger.finish(*file, Ledger::Direction::Up);
    if (!entered)
        return failure(entered.error());
    return MadeBaseline{schema->size(), schema->all(Kind::Opaque).size()};
}

} // namespace relata
