#include "models/jobs/recipes/down_outlook.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/jobs/interrupt_watch.h"
#include "models/jobs/recipes/kept_losses.h"
#include "models/jobs/recipes/run_rules.h"

namespace relata {

namespace {

Message said(const char *text, const QStringList &arguments) { return {"DownOutlook", text, arguments}; }

/// What a way down of its own would be refused for is a line, and so is what cannot be read; whoever is stopped is not
/// asked on.
Result<> told(const MigrationFile &migration, const Error &error, QList<Message> &lines)
{
    using Code = Error::Code;
    if (error.code == Code::Cancelled || error.code == Code::ConnectionLost)
        return failure(error);
    lines += error.code == Code::Refused || error.code == Code::Conflict
        ? error.message
        : said(QT_TRANSLATE_NOOP("DownOutlook", "What taking back migration %1 loses cannot be told: %2"),
            {migration.version, error.message.source()});
    return {};
}

Result<QList<Message>> foreseenLosses(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, const DownPrecautions &known)
{
    if (known.discard)
        return QList<Message>{said(
            QT_TRANSLATE_NOOP("DownOutlook", "Nothing of what migration %1 takes away is kept"), {migration.version})};
    KeptLosses losses(connection, target, engine, migration, known);
    const Result<> planned = migration.isPython()
        ? losses.planAhead()
        : losses.plan(scriptStatements(migration.down, engine, connection.server()), 0);
    return planned ? losses.foreseen() : failure(planned.error());
}

} // namespace

Result<QList<Message>> downOutlook(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const Timeline &timeline, const MigrationFile &migration, const DownPrecautions &wanted,
    const ConnectionProfile &beside, JobContext &context)
{
    QList<Message> lines;
    const auto lead = [&](const Error &error) -> Result<QList<Message>> {
        const Result<> done = told(migration, error, lines);
        return done ? Result<QList<Message>>(lines) : failure(done.error());
    };
    if (!engine.keeper || !migration.hasDown())
        return lines;
    Result<DownPrecautions> known = precautionsFor(timeline, migration, engine, beside, context);
    if (!known)
        return lead(known.error());
    known->fills = wanted.fills;
    known->discard = wanted.discard;
    const InterruptWatch watch(context, connection.interrupter());
    RunRules rules;
    rules.warn = [&](const Message &line) { lines += line; };
    if (const Result<> fine = mustBringBack(connection, engine, migration, *known, rules, context); !fine)
        return lead(fine.error());
    const Result<QList<Message>> kept = foreseenLosses(connection, target, engine, migration, *known);
    if (!kept)
        return lead(kept.error());
    lines += *kept;
    const Result<QList<Message>> asked = foreseenPrecautions(connection, engine, migration, *known, context);
    if (!asked)
        return lead(asked.error());
    return lines + *asked;
}

} // namespace relata
