#include "models/project/schema_source.h"

#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/run_script.h"
#include "models/project/file_batch.h"
#include "models/project/known_connection.h"
#include "models/project/project_config.h"
#include "models/project/project_files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> wrong(const char *text, const QStringList &arguments, Error::Code code = Error::Code::Usage)
{
    return failure(
        {.code = code, .message = {"SchemaSource", text, arguments}, .detail = {}, .sqlState = {}, .position = {}});
}

Result<ProjectConfig> configOf(const QString &folder, const SourceContext &context)
{
    Result<QByteArray> content = readFile(folder + u"/relata.json"_s);
    if (!content)
        return failure(content.error());
    Result<ProjectConfig> config = parseProjectConfig(*content, folder + u"/relata.json"_s);
    if (config && context.configRead)
        context.configRead(*config, folder);
    return config;
}

Result<const Engine *> engineNamed(const QByteArray &key, const SourceContext &context)
{
    const Engine *engine = context.registry.find(key);
    if (!engine)
        return wrong(QT_TRANSLATE_NOOP("SchemaSource", "This program does not speak to %1."),
            {QString::fromLatin1(key)}, Error::Code::Unsupported);
    if (!engine->driver || !engine->catalogue || !engine->scratch || !engine->writer || !engine->runner)
        return wrong(QT_TRANSLATE_NOOP("SchemaSource", "%1 schemas cannot be read or changed by this program yet."),
            {QString::fromLatin1(engine->name)}, Error::Code::Unsupported);
    return engine;
}

/// A database file named as such, without "sqlite:" before it.
bool isSqliteFile(const QString &path)
{
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) && file.read(16).startsWith("SQLite format 3");
}

ConnectionProfile scratchBeside(const SourceContext &context) { return context.scratch.value_or(ConnectionProfile()); }

Result<LoadedSchema> fromDatabase(const QString &source, const SourceContext &context, JobContext &job)
{
    Result<ConnectionProfile> profile = profileOf(source, context);
    if (!profile)
        return failure(profile.error());
    Result<std::unique_ptr<Connection>> connection = openConnection(*profile, context.registry);
    if (!connection)
        return failure(connection.error());
    // The server says what it is: mysql:// may lead to a MariaDB.
    Result<const Engine *> engine = engineNamed((*connection)->server().engine, context);
    if (!engine)
        return failure(engine.error());
    Result<Schema> schema =
        (*engine)->catalogue->read(**connection, {.schemas = {}, .defaultSchema = profile->defaultSchema}, job);
    if (!schema)
        return failure(schema.error());
    return LoadedSchema{std::move(*schema), *engine, std::move(*profile), (*connection)->server(), {}};
}

Result<LoadedSchema> fromScript(const QString &path, const SourceContext &context, JobContext &job)
{
    if (!context.engine && !context.scratch)
        return wrong(
            QT_TRANSLATE_NOOP("SchemaSource", "%1: say whose SQL this is, with --dev URL or --dialect NAME."), {path});
    Result<QByteArray> content = readFile(path);
    if (!content)
        return failure(content.error());
    Result<const Engine *> engine =
        context.engine ? Result<const Engine *>(context.engine) : engineNamed(context.scratch->engine, context);
    if (!engine)
        return failure(engine.error());
    auto scratch = (*engine)->scratch->create(scratchBeside(context), job);
    if (!scratch)
        return failure(scratch.error());
    Connection &connection = (*scratch)->connection();
    const InterruptWatch watch(job, connection.interrupter());
    const auto statements = scriptStatements(QString::fromUtf8(*content), **engine, connection.server(), false);
    if (Result<> done = runScript(connection, **engine, statements, 0, {}, job); !done) {
        Error error = done.error();
        error.message = {"SchemaSource", QT_TRANSLATE_NOOP("SchemaSource", "%1: %2"), {path, error.message.source()}};
        return failure(error);
    }
    Result<Schema> schema = (*engine)->catalogue->read(
        connection, {.schemas = {}, .defaultSchema = (*scratch)->profile().defaultSchema}, job);
    if (!schema)
        return failure(schema.error());
    return LoadedSchema{std::move(*schema), *engine, {}, connection.server(), {}};
}

Result<LoadedSchema> fromProject(
    const QString &folder, const QString &version, const SourceContext &context, JobContext &job)
{
    if (Result<> done = finishFiles(folder); !done)
        return failure(done.error());
    Result<ProjectConfig> config = configOf(folder, context);
    if (!config)
        return failure(config.error());
    Result<const Engine *> engine = engineNamed(config->engine, context);
    if (!engine)
        return failure(engine.error());
    LoadedSchema loaded;
    loaded.engine = *engine;
    loaded.server.engine = config->engine;
    loaded.targetVersion = config->targetVersion;
    if (version.isEmpty()) {
        Result<Schema> design = readDesign(folder);
        if (!design)
            return failure(design.error());
        loaded.schema = std::move(*design);
        loaded.isTyped = true;
        return loaded;
    }
    Result<Timeline> timeline = readTimeline(folder + u"/migrations"_s);
    if (!timeline)
        return failure(timeline.error());
    const MigrationFile *last = timeline->find(version);
    if (!last && version.toLongLong() != 0)
        return wrong(QT_TRANSLATE_NOOP("SchemaSource", "%1 has no migration %2."), {folder, version});
    const auto end = std::find_if(timeline->migrations.begin(), timeline->migrations.end(),
        [&](const MigrationFile &m) { return m.version.toLongLong() > version.toLongLong(); });
    if (end != timeline->migrations.end())
        timeline->repeatables.clear(); // which run behind the last one
    timeline->migrations.erase(end, timeline->migrations.end());
    Result<Schema> schema = replayed(*timeline, nullptr, **engine, scratchBeside(context), job);
    if (!schema)
        return failure(schema.error());
    loaded.schema = std::move(*schema);
    return loaded;
}

/// A connection of the project, by "@NAME".
Result<ConnectionProfile> named(const QString &text, const SourceContext &context)
{
    if (context.projectFolder.isEmpty())
        return wrong(
            QT_TRANSLATE_NOOP("SchemaSource", "%1 is a connection of a project: name the project with --project DIR."),
            {text});
    Result<ProjectConfig> config = configOf(context.projectFolder, context);
    if (!config)
        return failure(config.error());
    const ConnectionProfile *found = config->connection(QStringView(text).mid(1));
    if (!found)
        return wrong(QT_TRANSLATE_NOOP("SchemaSource", "The project has no connection named \"%1\"."), {text.mid(1)});
    ConnectionProfile profile = *found;
    if (profile.engine == "sqlite" && !profile.database.startsWith(u':'))
        profile.database = QDir(context.projectFolder).absoluteFilePath(profile.database);
    return profile;
}

} // namespace

Result<ConnectionProfile> profileOf(const QString &text, const SourceContext &context)
{
    Result<ConnectionProfile> profile = text.startsWith(u'@')
        ? named(text, context)
        : profileFromUrl(isSqliteFile(text) ? QString(u"sqlite:"_s + QFileInfo(text).absoluteFilePath()) : text);
    if (profile && !text.startsWith(u'@') && !context.projectFolder.isEmpty()) {
        if (const Result<ProjectConfig> config = configOf(context.projectFolder, context))
            recognise(*profile, *config, context.projectFolder, context.registry);
    }
    if (profile && context.addPassword)
        context.addPassword(*profile);
    return profile;
}

Result<std::unique_ptr<Connection>> openConnection(const ConnectionProfile &profile, const EngineRegistry &registry)
{
    const Engine *engine = registry.find(profile.engine);
    if (!engine)
        return wrong(QT_TRANSLATE_NOOP("SchemaSource", "This program does not speak to %1."),
            {QString::fromLatin1(profile.engine)}, Error::Code::Unsupported);
    return engine->driver->open(profile);
}

Result<LoadedSchema> loadSchema(const QString &source, const SourceContext &context, JobContext &job)
{
    if (source.startsWith(u'@'))
        return fromDatabase(source, context, job);
    const QFileInfo file(source);
    if (file.isFile() && source.endsWith(".sql"_L1, Qt::CaseInsensitive))
        return fromScript(source, context, job);
    if (file.isDir())
        return fromProject(source, {}, context, job);
    if (const qsizetype at = source.lastIndexOf(u'@'); at > 0 && QFileInfo(source.left(at)).isDir())
        return fromProject(source.left(at), source.mid(at + 1), context, job);
    if (source.contains(u':') || isSqliteFile(source))
        return fromDatabase(source, context, job);
    return wrong(
        QT_TRANSLATE_NOOP("SchemaSource",
            "\"%1\" is no URL, no @NAME, no SQLite database, no .sql file and no project folder that is there."),
        {source}, Error::Code::File);
}

} // namespace relata
