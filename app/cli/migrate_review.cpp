#include "app/cli/migrate_session.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/proof_words.h"
#include "models/jobs/recipes/replay.h"
#include "models/jobs/recipes/review.h"
#include "models/timeline/repeatable.h"

namespace relata {
using namespace Qt::StringLiterals;

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
