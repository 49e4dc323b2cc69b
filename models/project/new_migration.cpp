#include "models/project/new_migration.h"

#include "models/diff/matcher.h"
#include "models/engine/completion.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/engine_versions.h"
#include "models/engine/monitor.h"
#include "models/engine/ports.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/diff_report.h"
#include "models/jobs/recipes/lock_watch.h"
#include "models/jobs/recipes/proof_version.h"
#include "models/jobs/recipes/replay.h"
#include "models/jobs/recipes/self_check.h"
#include "models/lint/filling_findings.h"
#include "models/lint/keeping_findings.h"
#include "models/lint/phase_findings.h"
#include "models/lint/plan_findings.h"
#include "models/planner/keeping_plan.h"
#include "models/project/project.h"
#include "models/timeline/repeatable.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

QString proposedTitle(const Plan &plan)
{
    if (plan.isEmpty())
        return {};
    const QString first = plan.steps.front().title.source();
    const auto more = plan.steps.size() - 1;
    return more == 0 ? first : u"%1 and %2 more"_s.arg(first).arg(more);
}

/// Names that a file tells beside its statements, because those may not show what became of them.
static QList<MigrationFile::Directive> renameDirectives(const Schema &before, const Schema &after, const Engine &engine)
{
    QList<MigrationFile::Directive> result;
    const ChangeSet changes = ChangeSet::between(before, after, engine.diffPolicy());
    for (const Change &change : changes.changes()) {
        const auto *altered = std::get_if<Altered>(&change);
        const Kind kind = kindOf(change);
        if (altered && altered->renamed() && (kind == Kind::Table || kind == Kind::Column))
            result += {u"renamed"_s,
                QLatin1StringView(catalogue(kind).info->key) + u' ' + before.displayName(altered->id) + u" -> "_s
                    + after.displayName(altered->id),
                0};
    }
    return result;
}

static QString descriptionOf(const Plan &plan, const Message &remark)
{
    QString result;
    for (const Step &step : plan.steps)
        result += step.title.source() + u'\n';
    return remark.isEmpty() ? result : result + remark.source() + u'\n';
}

static MigrationFile fileOf(
    const NewMigration &made, const QString &title, const Schema &before, const Schema &after, const Engine &engine)
{
    MigrationFile result;
    result.title = title.isEmpty() ? proposedTitle(made.plan.up) : title;
    result.description = descriptionOf(made.plan.up, made.remark);
    result.result = QString::fromLatin1(engine.key) + u"/1:"_s + QString::fromLatin1(after.fingerprint());
    result.up = planSection(made.plan.up, engine);
    result.down = planSection(made.plan.down, engine);
    result.directives = renameDirectives(before, after, engine);
    return result;
}

Result<NewMigration> draftMigration(const Schema &head, const Schema &design, const Engine &engine,
    const ServerInfo &server, const DraftOptions &options)
{
    const auto [before, after] = completedPair(head, design, engine);
    const Target target{.server = server, .rows = {}, .naive = false, .defaultSchema = {}};
    Keeping keeping =
        options.keep ? keepingOf(before, after, engine, keptTag(before, after, options.parent)) : Keeping();
    Result<QList<Fill>> fills = fillsOf(options.fills, before, after, engine);
    if (!fills)
        return failure(fills.error());
    if (options.keep)
        keepReplaced(keeping, *fills, before, after, engine, keptTag(before, after, options.parent));
    Result<PlanPair> plan = planKeeping(before, after, target, engine, keeping, *fills);
    if (!plan)
        return failure(plan.error());
    NewMigration result;
    result.plan = std::move(*plan);
    addFindings(result.plan.up, before, after, engine);
    markKept(result.plan.up, before, keeping, engine);
    markFilled(result.plan.up, after, *fills);
    addPhaseFindings(result.plan.up, before, engine);
    addFindings(result.plan.down, after, before, engine);
    if (result.plan.up.isEmpty())
        return failure({.code = Error::Code::Usage,
            .message = {"NewMigration",
                QT_TRANSLATE_NOOP(
                    "NewMigration", "The design is what the migrations lead to: there is nothing to save."),
                {}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    result.remark = unverifiedRemark(engine, server);
    result.file = fileOf(result, options.title, before, after, engine);
    result.back = returnOutlook(result.file, engine, server, &before, &after);
    return result;
}

Schema managedDesign(const Project &project, const Engine &engine)
{
    return withoutRepeated(
        project.head(), project.designed(), repeatedObjects(project.timeline().repeatables, *engine.flavour), engine);
}

ChangeSet unsavedChanges(const Project &project, const Engine &engine)
{
    const auto [head, design] = completedPair(project.head(), managedDesign(project, engine), engine);
    return ChangeSet::between(head, design, engine.diffPolicy());
}

Result<> mustKnowHead(const Timeline &timeline, const Schema &head, const Schema &design, const Engine &engine,
    const ConnectionProfile &beside, JobContext &context)
{
    const bool asksConsent = std::any_of(timeline.migrations.begin(), timeline.migrations.end(),
        [](const MigrationFile &one) { return one.isPython(); });
    if (asksConsent || !engine.monitor || !engine.monitor->hasOwnWords()
        || touchedPart(head, design, engine).size() < 2) // the default namespace
        return {};
    Replay replay(engine, beside, context);
    const Result<Schema> made = replay.after(timeline, timeline.migrations.size());
    if (!made)
        return made.error().code == Error::Code::Cancelled ? Result<>(failure(made.error())) : Result<>();
    return mustBeReadWell(*replay.connection(), matched(*made, head, engine.nameRule), design, engine, beside, context);
}

Result<NewMigration> provedMigration(const Project &project, NewMigration made, const Schema &after,
    const Engine &engine, const ServerInfo &server, const ConnectionProfile &beside, JobContext &context)
{
    const Result<> known = mustKnowHead(project.timeline(), project.head(), after, engine, beside, context);
    if (!known)
        return failure(known.error());
    Result<Proof> proof =
        prove(project.head(), after, made.plan.up.statements(), made.plan.down.statements(), engine, beside, context);
    if (!proof)
        return failure(proof.error());
    made.proof = std::move(*proof);
    weighVersion(made.proof, engine, server);
    noteSeen(made.plan.up, made.proof.seenUp);
    noteSeen(made.plan.down, made.proof.seenDown);
    return made;
}

Result<NewMigration> newMigration(const Project &project, const Engine &engine, const ServerInfo &server,
    DraftOptions options, const ConnectionProfile &beside, JobContext &context)
{
    const Schema design = managedDesign(project, engine);
    options.parent = project.timeline().headId();
    Result<NewMigration> made = draftMigration(project.head(), design, engine, server, options);
    if (!made)
        return made;
    return provedMigration(project, std::move(*made), design, engine, server, beside, context);
}

} // namespace relata
