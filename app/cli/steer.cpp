#include "app/cli/steer.h"

#include "models/jobs/recipes/migration_gates.h"
#include "models/project/approvals.h"
#include "models/project/project.h"

namespace relata {
using namespace Qt::StringLiterals;

ExitStatus migrateSteer(MigrateSession &session)
{
    const QString action = session.invocation.operands().value(0);
    const QString request =
        action == "pace"_L1 ? u"pace "_s + session.invocation.operands().value(1).remove(u'%') : action;
    if (Result<> asked = steerMigration(*session.engine, session.profile, request); !asked)
        return session.invocation.fail(asked.error());
    session.invocation.out << "asked to " << request << '\n';
    return ExitStatus::Done;
}

ExitStatus migrateConfirm(MigrateSession &session)
{
    Invocation &invocation = session.invocation;
    const auto confirmed = confirmStep(
        *session.connection, *session.engine, invocation.value(u"by"_s).trimmed(), invocation.value(u"note"_s));
    if (!confirmed)
        return invocation.fail(confirmed.error());
    if (*confirmed) {
        invocation.out << "confirmed for migration " << (*confirmed)->version << ": " << (*confirmed)->text << '\n';
        return ExitStatus::Done;
    }
    return session.refuse(QT_TRANSLATE_NOOP("CommandLine", "No run waits for a confirmation on this database."), {},
        Error::Code::Conflict);
}

QString describe(const RunningMigration &running)
{
    const RunRecord &run = running.run;
    if (running.isOrphan)
        return u"A run of migration %1 was killed, and its statement still works on the server: session %2."_s.arg(
            run.version, run.session.section(u'/', 0, 0));
    if (run.id.isEmpty())
        return u"A run holds the migration lock: %1."_s.arg(running.holder);
    QString result = u"Running now: %1 %2, statement %3 of %4, by %5 (process %6) since %7"_s.arg(run.direction,
        run.version, QString::number(std::min(run.position + 1, run.statements)), QString::number(run.statements),
        run.by, run.process, run.startedAt);
    if (!run.note.isEmpty())
        result += u"; "_s + run.note;
    const RunRequest request = RunRequest::of(run.request);
    if (request.pauses || request.cancels)
        result += request.cancels ? u"; asked to cancel"_s : u"; asked to pause"_s;
    if (request.share < 100)
        result += u"; its batches work %1 % of the time"_s.arg(request.share);
    return result + u". The lock is held by "_s + running.holder + u'.';
}

QJsonObject jsonOf(const RunningMigration &running)
{
    const RunRecord &run = running.run;
    return {{u"direction"_s, run.direction}, {u"position"_s, run.position}, {u"statements"_s, run.statements},
        {u"note"_s, run.note}, {u"request"_s, run.request}, {u"by"_s, run.by}, {u"process"_s, run.process},
        {u"since"_s, run.startedAt}, {u"holder"_s, running.holder}, {u"killed"_s, running.isOrphan}};
}

ExitStatus migrateApprove(MigrateSession &session)
{
    Invocation &invocation = session.invocation;
    const Engine *engine = invocation.registry.find(session.project->config().engine);
    if (!engine)
        return invocation.usage(u"This program does not speak to the project's engine."_s);
    if (invocation.value(u"by"_s).trimmed().isEmpty())
        return invocation.usage(u"An approval says who gives it: --by NAME."_s);
    const Result<Approval> given = approve(*session.project, *engine, invocation.operands().value(1),
        invocation.value(u"by"_s), invocation.value(u"note"_s), invocation.has(u"down"_s));
    if (!given)
        return invocation.fail(given.error());
    const Timeline &timeline = session.project->timeline();
    const MigrationFile *migration = timeline.find(given->version);
    if (!migration)
        migration = timeline.findRepeatable(given->version);
    invocation.out << (given->isDown ? "approved going back from " : "approved ") << migration->version << ' '
                   << migration->title << " (" << given->hash << ")\n";
    return ExitStatus::Done;
}

} // namespace relata
