#include "models/project/adopt_drift.h"

#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/repeatables.h"
#include "models/jobs/recipes/self_check.h"
#include "models/jobs/recipes/stamp.h"
#include "models/project/baseline.h"
#include "models/project/new_migration.h"
#include "models/project/project.h"

namespace relata {
using namespace Qt::StringLiterals;

static tl::unexpected<Error> refused(const char *text, const QStringList &arguments = {})
{
    return failure({.code = Error::Code::Refused,
        .message = {"AdoptDrift", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

Result<> mayAdopt(const Project &project, const Engine &engine)
{
    if (!unsavedChanges(project, engine).isEmpty())
        return refused(QT_TRANSLATE_NOOP("AdoptDrift",
            "Nothing was adopted: the design has changes that no migration holds. Save them as one, or take them "
            "back."));
    return {};
}

static Result<> allApplied(Connection &connection, const Engine &engine, const Timeline &timeline)
{
    const Result<QList<MigrationStatus>> states = migrationStatus(connection, engine, timeline);
    if (!states)
        return failure(states.error());
    for (const MigrationStatus &one : *states) {
        if (one.state != MigrationState::Applied)
            return refused(QT_TRANSLATE_NOOP("AdoptDrift",
                               "Nothing was adopted: migration %1 is not applied as it stands in the project. Settle "
                               "that first."),
                {one.version});
    }
    return {};
}

/// The next run of the file would undo what a migration adopts of it.
static Result<> noneRepeated(const Drift &drift, const QList<RepeatedObject> &repeated)
{
    for (const DriftItem &item : drift.items) {
        const Schema &side = item.state == DriftItem::State::Removed ? drift.expected : drift.found;
        if (isRepeated(side, item.object.id, repeated))
            return refused(QT_TRANSLATE_NOOP("AdoptDrift",
                               "Nothing was adopted: %1 is made by a file in migrations/repeatable. Write there what "
                               "it is to be, or take the difference back with drift --revert."),
                {item.name});
    }
    return {};
}

struct Heads {
    Schema before, after;
};

/// The head, and the head with what the database has otherwise, under the head's ids. A head that hand-written
/// migrations have left behind follows them first.
static Heads headsOf(
    const Schema &head, const Engine &engine, const Drift &drift, const QList<RepeatedObject> &repeated)
{
    const Schema expected = withoutRepeated(head, matched(drift.expected, head, engine.nameRule), repeated, engine);
    const Schema found = withoutRepeated(expected, matched(drift.found, expected, engine.nameRule), repeated, engine);
    if (!driftBetween(expected, head, engine).isEmpty())
        return {expected, found};
    return {head, ChangeSet::between(expected, found, engine.diffPolicy()).from(head).appliedTo(head)};
}

Result<Adoption> planAdoption(const Timeline &timeline, const Schema &head, Connection &connection,
    const Engine &engine, const Drift &drift, const QString &title, const ConnectionProfile &beside,
    JobContext &context)
{
    if (drift.isEmpty())
        return refused(QT_TRANSLATE_NOOP("AdoptDrift", "The database is what its migrations lead to."));
    if (Result<> fine = allApplied(connection, engine, timeline); !fine)
        return failure(fine.error());
    const Result<QList<RepeatedObject>> repeated = repeatedOn(connection, engine, timeline);
    if (!repeated)
        return failure(repeated.error());
    if (Result<> fine = noneRepeated(drift, *repeated); !fine)
        return failure(fine.error());
    if (timeline.migrations.isEmpty())
        return planBaseline(connection, engine, drift.found, head, title, beside, context);
    const Result<> known = mustBeReadWell(connection, drift.found, drift.expected, engine, beside, context);
    if (!known)
        return failure(known.error());
    const auto [before, after] = headsOf(head, engine, drift, *repeated);
    // Nothing was kept where it drifted, and down would look for it there.
    Result<NewMigration> made =
        draftMigration(before, after, engine, connection.server(), {title, timeline.headId(), false});
    if (!made)
        return failure(made.error());
    const Result<Proof> proof =
        prove(before, after, made->plan.up.statements(), made->plan.down.statements(), engine, beside, context);
    if (!proof)
        return failure(proof.error());
    if (!proof->proved)
        return refused(
            QT_TRANSLATE_NOOP("AdoptDrift", "Nothing was adopted. %1. %2"), {proof->summary().source(), proof->detail});
    return Adoption{std::move(made->file), head, after, {}};
}

Result<MigrationFile> keepAdoption(Project &project, const Engine &engine, const Adoption &adoption)
{
    if (Result<> fine = mayAdopt(project, engine); !fine)
        return failure(fine.error());
    if (!(project.head() == adoption.head))
        return refused(QT_TRANSLATE_NOOP(
            "AdoptDrift", "Nothing was adopted: the project's migrations have changed meanwhile. Look again."));
    return project.addMigrationAndDesign(
        adoption.migration, adoption.after, {"AdoptDrift", QT_TRANSLATE_NOOP("AdoptDrift", "Adopt drift"), {}});
}

Result<> recordAdoption(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, JobContext &context)
{
    Stamp stamp;
    stamp.recorded += migration;
    return applyStamp(connection, target, engine, stamp, context);
}

Result<Adoption> adoptDrift(Project &project, Connection &connection, const ConnectionProfile &target,
    const Engine &engine, const Drift &drift, const QString &title, const ConnectionProfile &beside,
    JobContext &context)
{
    if (drift.isEmpty())
        return refused(QT_TRANSLATE_NOOP("AdoptDrift", "The database is what its migrations lead to."));
    if (Result<> fine = mayAdopt(project, engine); !fine)
        return failure(fine.error());
    Result<Adoption> adoption =
        planAdoption(project.timeline(), project.head(), connection, engine, drift, title, beside, context);
    if (!adoption)
        return failure(adoption.error());
    Result<MigrationFile> saved = keepAdoption(project, engine, *adoption);
    if (!saved)
        return failure(saved.error());
    if (Result<> done = recordAdoption(connection, target, engine, *saved, context); !done)
        return failure(done.error());
    adoption->migration = std::move(*saved);
    return adoption;
}

} // namespace relata
