#include "models/project/tried_before.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/environment_key.h"
#include "models/jobs/recipes/migrate.h"
#include "models/jobs/recipes/repeatables.h"
#include "models/project/environment_order.h"
#include "models/project/project_config.h"
#include "models/timeline/gate_table.h"
#include "models/timeline/run_table.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> untried(const char *text, const QStringList &arguments, const QString &detail = {})
{
    return failure({.code = Error::Code::Refused,
        .message = {"TriedBefore", text, arguments},
        .detail = detail,
        .sqlState = {},
        .position = {}});
}

/// The project's migrations, by version, and repeatables, by name, that one of them has as they are now.
Result<QStringList> appliedOn(const ConnectionProfile &place, const Timeline &timeline, const SourceContext &context)
{
    const Result<ConnectionProfile> profile = profileOf(u'@' + place.name, context);
    if (!profile)
        return failure(profile.error());
    const Engine *engine = context.registry.find(profile->engine);
    Result<std::unique_ptr<Connection>> connection = engine->driver->open(*profile);
    if (!connection)
        return failure(connection.error());
    engine = context.registry.find((*connection)->server().engine);
    const Result<QList<MigrationStatus>> states = migrationStatus(**connection, *engine, timeline);
    if (!states)
        return failure(states.error());
    const Result<QList<RepeatableStatus>> repeatables = repeatableStatus(**connection, *engine, timeline);
    if (!repeatables)
        return failure(repeatables.error());
    QStringList applied;
    for (const MigrationStatus &one : *states) {
        if (one.state == MigrationState::Applied)
            applied += one.version;
    }
    for (const RepeatableStatus &one : *repeatables) {
        if (one.state == RepeatableStatus::State::Current || one.state == RepeatableStatus::State::Behind)
            applied += one.name;
    }
    return applied;
}

} // namespace

QList<ConnectionProfile> connectionsBefore(const ProjectConfig &config, const ConnectionProfile &target)
{
    if (!isProduction(target.environment))
        return {};
    QList<ConnectionProfile> result;
    for (qsizetype rank = environmentRank(config, target.environment) - 1; rank >= 0 && result.isEmpty(); --rank) {
        for (const ConnectionProfile &one : config.connections) {
            if (one.name != config.scratchConnection && environmentRank(config, one.environment) == rank)
                result += one;
        }
    }
    return result;
}

Result<> mustBeTriedBefore(const QList<MigrationFile> &pending, const ConnectionProfile &target,
    const ProjectConfig &config, const Timeline &timeline, const SourceContext &context)
{
    if (pending.isEmpty())
        return {};
    QStringList places, applied;
    std::optional<Error> mute;
    for (const ConnectionProfile &one : connectionsBefore(config, target)) {
        places += one.name;
        const Result<QStringList> there = appliedOn(one, timeline, context);
        if (!there)
            mute = there.error();
        applied += there.value_or(QStringList());
    }
    const auto first = std::find_if(pending.begin(), pending.end(),
        [&](const MigrationFile &one) { return !places.isEmpty() && !applied.contains(one.version); });
    if (first == pending.end())
        return {};
    const QStringList words{first->version, target.displayName(), places.join(u", "_s)};
    if (mute)
        return untried(QT_TRANSLATE_NOOP("TriedBefore",
                           "Migration %1 was not applied to %2: whether %3 had it before cannot be asked."),
            words, mute->text());
    return untried(
        QT_TRANSLATE_NOOP("TriedBefore", "Migration %1 was not applied to %2, for %3 has not had it as it is now."),
        words);
}

Result<bool> goesOnAsAnother(Connection &connection, const Engine &engine, const MigrationFile &migration)
{
    const Result<QList<Ledger::Entry>> entries = Ledger(connection, engine).entries();
    if (!entries)
        return failure(entries.error());
    return std::any_of(entries->begin(), entries->end(), [&](const Ledger::Entry &entry) {
        return entry.id == migration.id && entry.direction == Ledger::Direction::Up && entry.state != "applied"_L1
            && entry.checksum != migrationChecksum(migration, engine);
    });
}

Result<> keepAllowed(Connection &connection, const Engine &engine, const QList<MigrationFile> &migrations,
    const Error &refusal, const QString &reason)
{
    GateTable table(connection, engine);
    Result<> done = table.ensure();
    for (const MigrationFile &one : migrations) {
        if (done)
            done = table.keep(one, refusal.message.source(), runnerName(), reason);
    }
    return done;
}

} // namespace relata
