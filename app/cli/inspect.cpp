#include "app/cli/invocation.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/environment_key.h"
#include "models/engine/monitor.h"
#include "models/engine/ports.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/self_check.h"
#include "models/planner/planner.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema_file.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace relata {
using namespace Qt::StringLiterals;

void addInspectOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"format"_s, u"summary, sql or json."_s, u"FORMAT"_s, u"summary"_s},
        {u"schema"_s, u"Only this schema; may be given again."_s, u"NAME"_s},
        {u"check"_s, u"Make it anew on a scratch database and tell what Relata would make otherwise."_s},
        {u"dev"_s, u"Server for scratch databases."_s, u"URL"_s},
        {u"dialect"_s, u"Whose SQL a file holds."_s, u"NAME"_s}});
    parser.addPositionalArgument(u"SOURCE"_s, u"A URL, @NAME, .sql file, project or PROJECT@VERSION."_s);
}

/// What stands in no schema and is told all the same.
static Result<QStringList> rightsOnAll(const SourceContext &context, const LoadedSchema &loaded)
{
    if (!loaded.profile || !loaded.engine->monitor)
        return QStringList();
    Result<std::unique_ptr<Connection>> connection = openConnection(*loaded.profile, context.registry);
    return connection ? loaded.engine->monitor->rightsOnAll(**connection)
                      : Result<QStringList>(failure(connection.error()));
}

static void printSummary(Invocation &invocation, const LoadedSchema &loaded, const QStringList &rights)
{
    invocation.out << u"%1 %2"_s.arg(QLatin1StringView(loaded.engine->name), loaded.server.versionText).trimmed()
                   << '\n';
    for (int kind = 0; kind < KindCount; ++kind) {
        const auto count = loaded.schema.all(Kind(kind)).size();
        if (count && Kind(kind) != Kind::Namespace)
            invocation.out << QString::number(count).rightJustified(7) << "  "
                           << QString::fromLatin1(catalogue(Kind(kind)).info->plural).toLower() << '\n';
    }
    for (const ObjectId table : loaded.schema.all(Kind::Table)) {
        invocation.out << '\n' << loaded.schema.displayName(table) << '\n';
        for (const ObjectId id : loaded.schema.children(table, Kind::Column)) {
            const auto *column = loaded.schema.find<Column>(id);
            const QString type =
                written(column->type, [&](ObjectId named) { return loaded.schema.displayName(named); });
            invocation.out << "  " << column->name.leftJustified(30) << ' ' << type
                           << (column->nullable ? "" : " not null") << '\n';
        }
    }
    for (const ObjectId id : loaded.schema.all(Kind::Opaque))
        invocation.out << "\nnot managed: " << loaded.schema.find<Opaque>(id)->engineKind << ' '
                       << loaded.schema.displayName(id) << '\n';
    for (const QString &one : rights)
        invocation.out << "\nnot managed: rights on the whole database of " << one << '\n';
    for (const Message &one : unknownRemarks(loaded.schema, loaded.schema))
        invocation.out << '\n' << one.source() << '\n';
}

/// The statements that make the schema anew, in an order that runs.
static Result<QString> creationScript(const LoadedSchema &loaded)
{
    const Schema managed = managedPart(loaded.schema);
    Schema empty;
    managed.forEach([&](ObjectId id, const Object &object) {
        if (as<Namespace>(object) && nameOf(object).isEmpty())
            empty = empty.with(id, object);
    });
    const Target target{.server = loaded.server, .rows = {}, .naive = true, .defaultSchema = {}};
    Result<Plan> plan = planChanges(ChangeSet::between(empty, managed), empty, managed, target, *loaded.engine->writer);
    if (!plan)
        return failure(plan.error());
    return planScript(*plan, *loaded.engine);
}

static QJsonObject schemaJson(const LoadedSchema &loaded, const QStringList &rights)
{
    QJsonArray objects;
    for (const QByteArray &line : writeSchemaLines(loaded.schema).split('\n')) {
        if (!line.isEmpty())
            objects += QJsonDocument::fromJson(line).object();
    }
    return {{u"format"_s, u"relata.schema/1"_s}, {u"dialect"_s, QString::fromLatin1(loaded.engine->key)},
        {u"version"_s, loaded.server.versionText}, {u"fingerprint"_s, QString::fromLatin1(loaded.schema.fingerprint())},
        {u"rightsOnAll"_s, QJsonArray::fromStringList(rights)}, {u"objects"_s, objects}};
}

/// Marks what Relata would make otherwise, and tells it.
static Result<bool> check(Invocation &invocation, const SourceContext &context, LoadedSchema &loaded)
{
    if (!loaded.profile)
        return true; // no server says anything of it
    Result<std::unique_ptr<Connection>> connection = openConnection(*loaded.profile, context.registry);
    if (!connection)
        return failure(connection.error());
    const ConnectionProfile beside =
        context.scratch.value_or(isProduction(loaded.profile->environment) ? ConnectionProfile() : *loaded.profile);
    const Result<QList<Misread>> misread = selfCheck(**connection, loaded.schema, *loaded.engine, beside, invocation);
    if (!misread)
        return failure(misread.error());
    for (const Misread &one : *misread)
        invocation.err << loaded.schema.displayName(one.object) << " would be made otherwise: the server says\n    "
                       << QString(one.said).replace(u'\n', u"\n    "_s) << "\nand of what is made anew\n    "
                       << QString(one.made).replace(u'\n', u"\n    "_s) << '\n';
    loaded.schema = withoutMisread(loaded.schema, *misread);
    return misread->isEmpty();
}

ExitStatus runInspect(Invocation &invocation)
{
    if (invocation.operands().size() != 1)
        return invocation.usage(u"inspect takes one SOURCE."_s);
    Result<SourceContext> context = invocation.sourcesWithScratch();
    if (!context)
        return invocation.fail(context.error());
    Result<LoadedSchema> loaded = loadSchema(invocation.operands().first(), *context, invocation);
    if (!loaded)
        return invocation.fail(loaded.error());
    const Result<bool> isSame = invocation.has(u"check"_s) ? check(invocation, *context, *loaded) : Result<bool>(true);
    if (!isSame)
        return invocation.fail(isSame.error());
    const QString format = invocation.value(u"format"_s);
    if (const QStringList wanted = invocation.parser.values(u"schema"_s); !wanted.isEmpty()) {
        for (const ObjectId space : loaded->schema.children({})) {
            if (!wanted.contains(nameOf(*loaded->schema.find(space))))
                loaded->schema = loaded->schema.withoutTree(space);
        }
    }
    const Result<QStringList> rights =
        format == "sql"_L1 ? Result<QStringList>(QStringList()) : rightsOnAll(*context, *loaded);
    if (!rights)
        return invocation.fail(rights.error());
    if (format == "sql"_L1) {
        Result<QString> script = creationScript(*loaded);
        if (!script)
            return invocation.fail(script.error());
        invocation.out << *script;
    } else if (format == "json"_L1) {
        invocation.out << QJsonDocument(schemaJson(*loaded, *rights)).toJson();
    } else if (format == "summary"_L1) {
        printSummary(invocation, *loaded, *rights);
    } else {
        return invocation.usage(u"--format is summary, sql or json."_s);
    }
    return *isSame ? ExitStatus::Done : ExitStatus::Different;
}

} // namespace relata
