#include "models/jobs/recipes/review.h"

#include "models/diff/stated_renames.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/environment_key.h"
#include "models/engine/ports.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/replay.h"
#include "models/jobs/recipes/scratch_section.h"
#include "models/lint/keeping_findings.h"
#include "models/lint/plan_findings.h"
#include "models/planner/keeping.h"
#include "models/planner/planner.h"
#include "models/sql/statement_splitter.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

QList<Finding> MigrationReview::standing(const MigrationFile &migration, const QStringList &allowed) const
{
    QStringList codes = allowed;
    for (const QString &argument : migration.all(u"suppress"))
        codes += argument.section(u' ', 0, 0);
    return unallowed(changes, codes);
}

static QStringList statementsOf(const QString &section, const Engine &engine)
{
    QStringList result;
    for (const SqlStatementRange &range : splitStatements(section, *engine.flavour)) {
        if (range.kind == SqlStatementRange::Kind::Statement)
            result += range.in(section).toString();
    }
    return result;
}

QList<RenameNote> renameNotes(const MigrationFile &migration)
{
    QList<RenameNote> result;
    for (const QString &note : migration.all(u"renamed")) {
        const auto kind = kindNamed(note.section(u' ', 0, 0).toLatin1());
        const QString names = note.section(u' ', 1);
        if (!kind || !names.contains("->"_L1))
            continue;
        const QStringList from = names.section(u"->"_s, 0, 0).trimmed().split(u'.');
        const QStringList to = names.section(u"->"_s, 1).trimmed().split(u'.');
        // The default namespace is not named; the one of the two that is not there is nothing.
        result += {
            RenameNote{*kind, QStringList(QString()) + from, QStringList(QString()) + to}, RenameNote{*kind, from, to}};
    }
    return result;
}

QList<RenameNote> renameNotes(const MigrationFile &migration, const Schema &before, const Engine &engine)
{
    return statedRenames(statementsOf(migration.up, engine), before, *engine.flavour, engine.nameRule)
        + renameNotes(migration);
}

/// A program in Python as it is proved; empty for statements, which are known. What it is given outlives it.
static ProvenScript programOf(
    const MigrationFile &migration, const Engine &engine, const PythonTerms &terms, JobContext &context)
{
    if (!migration.isPython())
        return {};
    return [&](ScratchDatabase &scratch, bool isUp) {
        const auto direction = isUp ? Ledger::Direction::Up : Ledger::Direction::Down;
        return runOnScratch(scratch, engine, migration, direction, terms, context);
    };
}

/// The schemas before and after the migration into `review`, what is renamed keeping its identity.
static Result<> readSchemas(MigrationReview &review, const Timeline &timeline, const MigrationFile &migration,
    const Engine &engine, Replay &replay)
{
    const QList<MigrationFile> &all = timeline.migrations;
    const qsizetype at = std::find_if(all.begin(), all.end(), [&](const MigrationFile &one) {
        return one.version == migration.version;
    }) - all.begin();
    Result<Schema> before = replay.after(timeline, at);
    if (!before)
        return failure(before.error());
    Result<Schema> after = replay.after(timeline, std::min(at + 1, all.size()));
    if (!after)
        return failure(after.error());
    review.before = std::move(*before);
    review.after = matched(*after, review.before, engine.nameRule, renameNotes(migration, review.before, engine));
    return {};
}

Result<MigrationReview> reviewMigration(const Timeline &timeline, const MigrationFile &migration, const Engine &engine,
    const ConnectionProfile &beside, bool withProof, JobContext &context, Replay *replay)
{
    MigrationReview review;
    Replay own(engine, beside, context);
    if (Result<> read = readSchemas(review, timeline, migration, engine, replay ? *replay : own); !read)
        return failure(read.error());
    const ServerInfo server{.engine = engine.key, .version = 0, .versionText = {}, .product = {}, .settings = {}};
    const Target target{.server = server, .rows = {}, .naive = true, .defaultSchema = {}};
    Result<Plan> plan = planChanges(ChangeSet::between(review.before, review.after, engine.diffPolicy()), review.before,
        review.after, target, *engine.writer);
    if (plan) { // what the planner refuses, a hand-written file may still do
        review.changes = std::move(*plan);
        addFindings(review.changes, review.before, review.after, engine);
        markKept(review.changes, review.before,
            keepingIn(statementsOf(migration.up, engine), review.before, review.after, engine), engine);
    }
    review.back = returnOutlook(migration, engine, server, &review.before, &review.after);
    if (!withProof)
        return review;
    if (!migration.hasDown()) {
        review.proof.reason = {"Proof", QT_TRANSLATE_NOOP("Proof", "the migration has no way down"), {}};
        return review;
    }
    Result<Proof> proof =
        prove(review.before, review.after, statementsOf(migration.up, engine), statementsOf(migration.down, engine),
            engine, beside, context, programOf(migration, engine, timeline.python, context));
    if (!proof)
        return failure(proof.error());
    review.proof = std::move(*proof);
    return review;
}

bool mustBeReviewed(const Timeline &timeline, const MigrationFile &migration, const Error &why)
{
    const auto runsProgram = [&](const MigrationFile &one) {
        return one.isPython() && one.version.toLongLong() <= migration.version.toLongLong();
    };
    return why.code == Error::Code::Sql || why.code == Error::Code::Cancelled
        || std::any_of(timeline.migrations.begin(), timeline.migrations.end(), runsProgram);
}

Result<> mayGoUnreviewed(
    const ConnectionProfile &target, const MigrationFile &migration, const Error &why, bool isAllowed)
{
    if (isAllowed || !isProduction(target.environment))
        return {};
    return failure({.code = Error::Code::Refused,
        .message = {"Migrate",
            QT_TRANSLATE_NOOP("Migrate",
                "Migration %1 was not run: %2 is production, and what the migration loses could not be found out. %3"),
            {migration.version, target.displayName(), why.message.source()}},
        .detail = why.detail,
        .sqlState = {},
        .position = {}});
}

} // namespace relata
