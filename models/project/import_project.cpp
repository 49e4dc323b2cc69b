#include "models/project/import_project.h"

#include "models/engine/engine.h"
#include "models/project/schema_source.h"

#include <QFileInfo>

namespace relata {
using namespace Qt::StringLiterals;

static tl::unexpected<Error> wrong(const char *text, const QStringList &arguments, Error::Code code)
{
    return failure(
        {.code = code, .message = {"Import", text, arguments}, .detail = {}, .sqlState = {}, .position = {}});
}

Result<ImportRequest> importRequest(const QString &source)
{
    ImportRequest request;
    const QFileInfo file(source);
    if (file.isFile() && source.endsWith(".sql"_L1, Qt::CaseInsensitive)) {
        request.script = file.absoluteFilePath();
        return request;
    }
    const bool isFile = file.isFile();
    if (!isFile && !source.contains(u':'))
        return wrong(QT_TRANSLATE_NOOP("Import", "There is no file %1, and it is no address of a database."), {source},
            Error::Code::File);
    Result<ConnectionProfile> profile =
        profileFromUrl(isFile ? QString(u"sqlite:"_s + file.absoluteFilePath()) : source);
    if (!profile)
        return failure(profile.error());
    if (profile->engine == "sqlite" && !QFileInfo(profile->database).isFile())
        return wrong(QT_TRANSLATE_NOOP("Import", "There is no file %1, and it is no address of a database."),
            {profile->database}, Error::Code::File);
    request.database = std::move(*profile);
    return request;
}

static Result<MadeBaseline> importScript(
    const ImportRequest &request, const EngineRegistry &registry, JobContext &context)
{
    SourceContext source{.registry = registry, .projectFolder = {}, .scratch = {}};
    source.engine = registry.find(request.engine);
    if (!source.engine || !source.engine->scratch || !source.engine->catalogue || !source.engine->writer)
        return wrong(QT_TRANSLATE_NOOP("Import", "SQL of %1 cannot be read yet."),
            {QString::fromLatin1(request.engine)}, Error::Code::Unsupported);
    if (!request.scratch.engine.isEmpty())
        source.scratch = request.scratch;
    context.report({0, 0,
        {"Import", QT_TRANSLATE_NOOP("Import", "Running %1 in a database of its own"),
            {QFileInfo(request.script).fileName()}}});
    Result<LoadedSchema> loaded = loadSchema(request.script, source, context);
    if (!loaded)
        return failure(loaded.error());
    return makeBaselineOf(request.folder, request.name, *loaded, context);
}

Result<MadeBaseline> importProject(const ImportRequest &request, const EngineRegistry &registry, JobContext &context)
{
    if (request.database.engine.isEmpty())
        return importScript(request, registry, context);
    return makeBaseline(request.folder, request.database, registry, context, request.name);
}

} // namespace relata
