#include "app/cli/answers_file.h"
#include "app/cli/fill_answers.h"
#include "app/cli/invocation.h"
#include "models/engine/connection.h"
#include "models/engine/engine_versions.h"
#include "models/engine/environment_key.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/self_check.h"

#include <QJsonDocument>

namespace relata {
using namespace Qt::StringLiterals;

void addDiffOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"format"_s, u"sql, json or markdown."_s, u"FORMAT"_s, u"sql"_s},
        {u"dev"_s, u"Server for scratch databases."_s, u"URL"_s},
        {u"dialect"_s, u"Whose SQL a file holds."_s, u"NAME"_s},
        {u"target-version"_s, u"The version of the engine to plan for, as 8.0.34; no server of it is needed."_s,
            u"VERSION"_s},
        {u"naive"_s, u"Plain statements instead of online ones."_s},
        {u"check"_s, u"Exit with 1 when there are differences."_s},
        {u"keep"_s, u"Keep aside what would be lost, as migrations do."_s},
        {u"no-proof"_s, u"Do not run the plan on a scratch database."_s},
        {u"rename"_s, u"KIND:OLD=NEW; may be given again."_s, u"ANSWER"_s},
        {u"not-renamed"_s, u"KIND:NAME; may be given again."_s, u"ANSWER"_s},
        {u"answers"_s, u"A JSON file of these and of what is filled in."_s, u"FILE"_s}});
    addFillOptions(parser);
    parser.addPositionalArgument(u"FROM"_s, u"A URL, @NAME, .sql file, project or PROJECT@VERSION."_s);
    parser.addPositionalArgument(u"TO"_s, u"Another one."_s);
}

namespace {

/// "users.name" → path with the default namespace in front; "app.users.name" names the namespace for tables' parts.
QStringList pathOf(Kind kind, const QString &name, const Schema &schema)
{
    QStringList parts = name.split(u'.');
    const qsizetype depth = QByteArrayView(catalogue(kind).fields.front().key) == "schema" ? 1 : 2;
    if (parts.size() <= depth || !schema.child({}, Kind::Namespace, parts.first()))
        parts.prepend(QString());
    return parts;
}

struct Answers {
    const Schema &from, &to;
    CompareOptions &options;

    Result<> rename(const QString &text)
    {
        const auto kind = kindNamed(text.section(u':', 0, 0).toLatin1());
        const QString names = text.section(u':', 1);
        if (!kind || !names.contains(u'='))
            return wrong(QT_TRANSLATE_NOOP("CommandLine",
                             "--rename takes KIND:OLD=NEW, such as column:users.mail=email; \"%1\" is not that."),
                text);
        const QStringList before = pathOf(*kind, names.section(u'=', 0, 0), from);
        QString now = names.section(u'=', 1);
        if (!now.contains(u'.')) // a bare new name stands where the old one stood
            now = (QStringList(before.mid(
                       before.first().isEmpty() ? 1 : 0, before.size() - 1 - (before.first().isEmpty() ? 1 : 0)))
                + QStringList(now))
                      .join(u'.');
        options.renames += {*kind, before, pathOf(*kind, now, to)};
        return {};
    }

    Result<> notRenamed(const QString &text)
    {
        const auto kind = kindNamed(text.section(u':', 0, 0).toLatin1());
        if (!kind)
            return wrong(QT_TRANSLATE_NOOP("CommandLine", "--not-renamed takes KIND:NAME; \"%1\" is not that."), text);
        options.notRenamed += {*kind, pathOf(*kind, text.section(u':', 1), from)};
        options.notRenamed += {*kind, pathOf(*kind, text.section(u':', 1), to)};
        return {};
    }

    static Result<> wrong(const char *text, const QString &argument)
    {
        return failure({.code = Error::Code::Usage,
            .message = {"CommandLine", text, {argument}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    }
};

Result<> takeAnswers(const Invocation &invocation, Answers answers)
{
    const Result<QList<FillAnswer>> fills = fillAnswers(invocation);
    if (!fills)
        return failure(fills.error());
    answers.options.fills = *fills;
    QStringList renames = invocation.parser.values(u"rename"_s), others = invocation.parser.values(u"not-renamed"_s);
    if (invocation.has(u"answers"_s)) {
        const Result<GivenAnswers> given = readAnswers(invocation.value(u"answers"_s));
        if (!given)
            return failure(given.error());
        renames += given->renames;
        others += given->notRenamed;
        answers.options.fills += given->fills;
    }
    for (const QString &one : renames) {
        if (Result<> done = answers.rename(one); !done)
            return done;
    }
    for (const QString &one : others) {
        if (Result<> done = answers.notRenamed(one); !done)
            return done;
    }
    return {};
}

/// Where the proof may make a database: --dev, else a compared server that is not production.
std::optional<ConnectionProfile> scratchFor(
    const SourceContext &context, const LoadedSchema &from, const LoadedSchema &to)
{
    if (context.scratch)
        return context.scratch;
    for (const LoadedSchema *side : {&from, &to}) {
        if (side->profile && !isProduction(side->profile->environment))
            return side->profile;
    }
    return {};
}

struct Sides {
    LoadedSchema from, to;
};

/// Both sides, in the order that tells whose SQL a script is: the other side may say it.
Result<Sides> loadSides(Invocation &invocation, SourceContext &context)
{
    const QString fromText = invocation.operands().first(), toText = invocation.operands().last();
    const auto isScript = [](const QString &text) { return text.endsWith(".sql"_L1); };
    const auto addFromPassword = context.addPassword;
    Result<LoadedSchema> from;
    if (!isScript(fromText) || isScript(toText)) {
        from = loadSchema(fromText, context, invocation);
        if (!from)
            return failure(from.error());
        context.engine = context.engine ? context.engine : from->engine;
    }
    context.addPassword = invocation.sources(u"TO"_s).addPassword;
    Result<LoadedSchema> to = loadSchema(toText, context, invocation);
    if (!to)
        return failure(to.error());
    if (!from || !from->engine) {
        context.engine = to->engine;
        context.addPassword = addFromPassword;
        from = loadSchema(fromText, context, invocation);
        if (!from)
            return failure(from.error());
    }
    return Sides{std::move(*from), std::move(*to)};
}

/// The server that is planned for: of --target-version, else one that is compared, else of the project's version.
Result<ServerInfo> plannedFor(Invocation &invocation, const LoadedSchema &from, const LoadedSchema &to)
{
    const LoadedSchema *live = from.profile ? &from : to.profile ? &to : nullptr;
    const bool isAsked = invocation.has(u"target-version"_s);
    const QString project = to.targetVersion.isEmpty() ? from.targetVersion : to.targetVersion;
    const Result<ServerInfo> named =
        plannedServer(*from.engine, isAsked ? invocation.value(u"target-version"_s) : project);
    if (!named)
        return named;
    if (live) {
        if (const Message other = otherVersionRemark(*from.engine, *named, live->server); !other.isEmpty())
            invocation.warn(u"relata: "_s + other.translated());
    }
    if (live && !isAsked)
        return live->server;
    // What a scratch server says of a script is better than nothing.
    return named->version > 0 ? *named : from.server.version > 0 ? from.server : to.server;
}

/// Refuses to alter what would be made otherwise than the server of `from` says that it is. What cannot be checked is
/// told and goes on: the proof says so by itself.
Result<> check(
    Invocation &invocation, const LoadedSchema &from, const Comparison &comparison, const CompareOptions &options)
{
    if (!options.proof || comparison.isEmpty() || !from.profile || !options.scratch)
        return {};
    Result<std::unique_ptr<Connection>> connection = openConnection(*from.profile, invocation.registry);
    if (!connection)
        return failure(connection.error());
    const Result<QList<Misread>> misread =
        selfCheck(**connection, comparison.from, *from.engine, *options.scratch, invocation);
    if (!misread) {
        invocation.warn(u"relata: what was read could not be compared with what the server says: "_s
            + misread.error().message.source());
        return {};
    }
    return refuseMisread(comparison.from, comparison.to, *misread, *from.engine);
}

/// False when the format asked for is unknown.
bool print(Invocation &invocation, const Comparison &comparison, const Engine &engine)
{
    const QString format = invocation.value(u"format"_s);
    if (format == "json"_L1)
        invocation.out << QJsonDocument(diffJson(comparison, engine)).toJson();
    else if (format == "markdown"_L1)
        invocation.out << diffMarkdown(comparison, engine);
    else if (format == "sql"_L1)
        invocation.out << diffSql(comparison, engine);
    else
        return false;
    return true;
}

} // namespace

ExitStatus runDiff(Invocation &invocation)
{
    if (invocation.operands().size() != 2)
        return invocation.usage(u"diff takes FROM and TO."_s);
    Result<SourceContext> context = invocation.sourcesWithScratch(u"FROM"_s);
    if (!context)
        return invocation.fail(context.error());
    Result<Sides> sides = loadSides(invocation, *context);
    if (!sides)
        return invocation.fail(sides.error());
    const auto &[from, to] = *sides;
    CompareOptions options;
    options.naive = invocation.has(u"naive"_s);
    options.keep = invocation.has(u"keep"_s);
    options.proof = !invocation.has(u"no-proof"_s);
    options.scratch = scratchFor(*context, from, to);
    options.typed = {from.isTyped, to.isTyped};
    if (Result<> done = takeAnswers(invocation, {from.schema, to.schema, options}); !done)
        return invocation.fail(done.error());
    const Result<ServerInfo> server = plannedFor(invocation, from, to);
    if (!server)
        return invocation.fail(server.error());
    Result<Comparison> comparison = compareSchemas(from.schema, to.schema, *from.engine, *server, options, invocation);
    if (!comparison)
        return invocation.fail(comparison.error());
    if (Result<> done = check(invocation, from, *comparison, options); !done)
        return invocation.fail(done.error());
    if (comparison->unproved)
        invocation.warn(u"relata: "_s + comparison->unproved->translated());
    if (!print(invocation, *comparison, *from.engine))
        return invocation.usage(u"--format is sql, json or markdown."_s);
    const bool different = !comparison->isEmpty() || !comparison->unmanaged.isEmpty();
    return different && invocation.has(u"check"_s) ? ExitStatus::Different : ExitStatus::Done;
}

} // namespace relata
