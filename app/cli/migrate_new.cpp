#include "app/cli/fill_answers.h"
#include "app/cli/migrate_session.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/proof_words.h"
#include "models/project/part_migration.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace relata {
using namespace Qt::StringLiterals;
using Taken = UnsavedStep::Taken;

namespace {

QJsonObject jsonOf(const UnsavedStep &step, int number)
{
    static const char *words[] = {"none", "part", "all"};
    return {{u"step"_s, number}, {u"title"_s, step.title.source()},
        {u"sql"_s, QJsonArray::fromStringList(step.statements)},
        {u"taken"_s, QLatin1StringView(words[int(step.taken)])}, {u"comes_along"_s, step.needed},
        {u"why"_s, step.why.isEmpty() ? QJsonValue() : QJsonValue(step.why.source())}};
}

void tellJson(MigrateSession &session, const PartMigration &part, const QJsonValue &file)
{
    QJsonArray steps;
    for (const UnsavedStep &one : part.steps)
        steps += jsonOf(one, int(steps.size()) + 1);
    session.invocation.out << QJsonDocument(
        QJsonObject{{u"file"_s, file}, {u"title"_s, part.draft->file.title}, {u"steps"_s, steps},
            {u"up"_s, part.draft->file.up}, {u"down"_s, part.draft->file.down}})
                                  .toJson();
}

QString partOf(const UnsavedStep &step)
{
    if (step.taken == Taken::None)
        return u" stays unsaved"_s;
    const QString share = step.taken == Taken::Some ? u" in part"_s : QString();
    if (!step.needed)
        return share;
    return share + u" comes along"_s + (step.why.isEmpty() ? QString() : u", "_s + step.why.translated());
}

/// The steps with their numbers, as a script of comments and, where all are taken, their statements.
void tellSteps(MigrateSession &session, const PartMigration &part)
{
    int number = 0;
    for (const UnsavedStep &step : part.steps) {
        session.invocation.out << "-- step " << ++number << partOf(step) << ": " << step.title.translated() << '\n';
        for (const QString &sql : part.isWhole() ? step.statements : QStringList())
            session.invocation.out << sql << ";\n";
    }
    if (!part.isWhole())
        session.invocation.out << "\n-- What is saved:\n" << part.draft->file.up << '\n';
}

/// What nobody chose and is in it all the same, and that there is a rest.
void warnOfPart(Invocation &invocation, const PartMigration &part)
{
    int number = 0;
    for (const UnsavedStep &step : part.steps) {
        ++number;
        if (step.needed || step.taken == Taken::Some)
            invocation.warn(u"Step %1%2: %3."_s.arg(number).arg(partOf(step), step.title.translated()));
    }
    if (!part.isWhole())
        invocation.warn(
            u"%1 of %2 changes are saved; the others stay unsaved."_s.arg(part.takenCount()).arg(part.changes.size()));
}

void tellSaved(MigrateSession &session, const NewMigration &made)
{
    session.invocation.err << made.proof.summary().translated() << '\n';
    if (!made.remark.isEmpty())
        session.invocation.err << made.remark.translated() << '\n';
    for (const Step &step : made.plan.up.steps) {
        for (const Finding &finding : step.findings)
            session.tell(finding);
    }
}

ExitStatus showNew(MigrateSession &session, const QList<int> &steps, const DraftOptions &options)
{
    const Result<PartMigration> part = draftSteps(*session.project, *session.engine, session.planned, steps, options);
    if (!part)
        return session.invocation.fail(part.error());
    if (session.asksForJson())
        tellJson(session, *part, QJsonValue());
    else
        tellSteps(session, *part);
    return ExitStatus::Done;
}

} // namespace

ExitStatus migrateNew(MigrateSession &session)
{
    if (Result<> ready = session.chooseEngine(); !ready)
        return session.invocation.fail(ready.error());
    Invocation &invocation = session.invocation;
    const Engine *engine = session.engine;
    const Result<QList<FillAnswer>> fills = fillAnswers(invocation);
    if (!fills)
        return invocation.fail(fills.error());
    const Result<QList<int>> steps =
        invocation.has(u"steps"_s) ? stepNumbers(invocation.value(u"steps"_s)) : QList<int>();
    if (!steps)
        return invocation.fail(steps.error());
    const DraftOptions options{.title = invocation.operands().mid(1).join(u' '),
        .parent = {},
        .keep = !invocation.has(u"discard"_s),
        .fills = *fills};
    if (invocation.has(u"dry-run"_s))
        return showNew(session, *steps, options);
    Result<PartMigration> part =
        newPart(*session.project, *engine, session.planned, *steps, options, session.beside(), invocation);
    if (!part)
        return invocation.fail(part.error());
    NewMigration &made = *part->draft;
    if (invocation.has(u"python"_s))
        made.file = inPython(made.file, made.plan, *engine);
    const Result<MigrationFile> saved = session.project->addMigration(made.file, part->after);
    if (!saved)
        return invocation.fail(saved.error());
    const QString path = session.project->migrationsFolder() + u'/' + saved->fileName;
    if (session.asksForJson())
        tellJson(session, *part, path);
    else
        invocation.out << path << '\n';
    warnOfPart(invocation, *part);
    tellSaved(session, made);
    return ExitStatus::Done;
}

} // namespace relata
