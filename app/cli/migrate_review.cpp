#include "app/cli/fill_answers.h"
#include "app/cli/migrate_session.h"
#include "models/engine/engine.h"
#include "models/engine/engine_versions.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/proof_words.h"
#include "models/jobs/recipes/replay.h"
#include "models/jobs/recipes/review.h"
#include "models/project/new_migration.h"
#include "models/timeline/repeatable.h"

namespace relata {
using namespace Qt::StringLiterals;

ExitStatus migrateNew(MigrateSession &session)
{
    if (Result<> ready = session.chooseEngine(); !ready)
        return session.invocation.fail(ready.error());
    const Engine *engine = session.engine;
    const QString title = session.invocation.operands().mid(1).join(u' ');
    const Result<QList<FillAnswer>> fills = fillAnswers(session.invocation);
    if (!fills)
        return session.invocation.fail(fills.error());
    Result<NewMigration> made = newMigration(*session.project, *engine, session.planned,
        {.title = title, .parent = {}, .keep = !session.invocation.has(u"discard"_s), .fills = *fills},
        session.beside(), session.invocation);
    if (!made)
        return session.invocation.fail(made.error());
    const QStringList allowed = session.invocation.parser.values(u"allow"_s);
    if (session.invocation.has(u"python"_s))
        made->file = inPython(made->file, made->plan, *engine);
    Result<MigrationFile> saved = session.project->addMigration(made->file, managedDesign(*session.project, *engine));
    if (!saved)
        return session.invocation.fail(saved.error());
    session.invocation.out << session.project->migrationsFolder() << '/' << saved->fileName << '\n';
    session.invocation.err << made->proof.summary().translated() << '\n';
    if (!made->remark.isEmpty())
        session.invocation.err << made->remark.translated() << '\n';
    for (const Step &step : made->plan.up.steps) {
        for (const Finding &finding : step.findings)
            session.tell(finding);
    }
    return ExitStatus::Done;
}

/// Whether all of them run behind the migrations, and once more.
static Result<bool> verifyRepeatables(MigrateSession &session, Replay &replay)
{
    Timeline twice = session.project->timeline();
    const QList<MigrationFile> all = twice.repeatables;
    for (const MigrationFile &one : all) {
        if (const auto objects = repeatedObjects(one, *session.engine->flavour); !objects)
            return failure(objects.error());
    }
    if (all.isEmpty())
        return true;
    twice.repeatables += all;
    const Result<Schema> schema = replay.whole(twice);
    if (!schema && schema.error().code != Error::Code::Sql)
        return failure(schema.error());
    session.invocation.out << "repeatables: "
                           << (schema ? u"they run behind the migrations, and again"_s
                                      : schema.error().message.translated())
                           << '\n';
    return schema.has_value();
}

ExitStatus migrateVerify(MigrateSession &session)
{
    Result<QList<MigrationStatus>> states =
        migrationStatus(*session.connection, *session.engine, session.project->timeline());
    if (!states)
        return session.invocation.fail(states.error());
    bool all = true;
    const bool isElsewhereAllowed = session.invocation.parser.values(u"allow"_s).contains("ELSEWHERE"_L1);
    Replay replay(*session.engine, session.beside(), session.invocation);
    for (const MigrationStatus &status : *states) {
        const MigrationFile *migration = session.project->timeline().find(status.version);
        if (!migration || status.state != MigrationState::Pending)
            continue;
        Result<MigrationReview> review = reviewMigration(session.project->timeline(), *migration, *session.engine,
            session.beside(), true, session.invocation, &replay);
        if (!review)
            return session.invocation.fail(review.error());
        session.invocation.out << migration->version << ' ' << migration->title << ": "
                               << review->proof.summary().translated() << '\n';
        if (!review->proof.detail.isEmpty())
            session.invocation.out << "    " << review->proof.detail << '\n';
        for (const Message &fact : proofFacts(review->proof))
            session.invocation.out << "    " << fact.translated() << '\n';
        for (const Message &left : review->proof.leftOut)
            session.invocation.out << "    left out: " << left.translated() << '\n';
        all = all && (isElsewhereAllowed ? review->proof.proved : review->proof.holds());
        if (review->proof.proved && !review->proof.holds() && !isElsewhereAllowed)
            session.invocation.warn(u"  to take that for a proof: --allow ELSEWHERE"_s);
    }
    const Result<bool> runAgain = verifyRepeatables(session, replay);
    if (!runAgain)
        return session.invocation.fail(runAgain.error());
    return all && *runAgain ? ExitStatus::Done : ExitStatus::Refused;
}

} // namespace relata
