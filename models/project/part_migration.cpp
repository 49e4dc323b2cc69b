#include "models/project/part_migration.h"

#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/project/project.h"
#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata {

bool PartMigration::isWhole() const
{
    return std::all_of(changes.begin(), changes.end(), [](const UnsavedChange &one) { return one.taken; });
}

qsizetype PartMigration::takenCount() const
{
    return std::count_if(changes.begin(), changes.end(), [](const UnsavedChange &one) { return one.taken; });
}

namespace {

UnsavedChange described(const Change &change, const Schema &head, const Schema &design)
{
    UnsavedChange one;
    const bool isDropped = std::holds_alternative<Dropped>(change);
    one.object = (isDropped ? head : design).ref(idOf(change));
    if (isDropped)
        one.form = UnsavedChange::Form::Dropped;
    else if (const auto *altered = std::get_if<Altered>(&change))
        one.fields = altered->fields;
    else
        one.form = UnsavedChange::Form::Created;
    return one;
}

/// What belongs to a table behind it.
void sortByName(QList<UnsavedChange> &changes)
{
    std::stable_sort(changes.begin(), changes.end(), [](const UnsavedChange &a, const UnsavedChange &b) {
        return std::lexicographical_compare(a.object.path.begin(), a.object.path.end(), b.object.path.begin(),
            b.object.path.end(),
            [](const QString &x, const QString &y) { return x.compare(y, Qt::CaseInsensitive) < 0; });
    });
}

tl::unexpected<Error> nothingChosen()
{
    return failure({.code = Error::Code::Usage,
        .message = {"NewMigration",
            QT_TRANSLATE_NOOP("NewMigration", "Nothing is chosen: check at least one change to save."), {}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

} // namespace

/// Of the fills those that the part needs.
static DraftOptions optionsOf(const DraftOptions &options, PartMigration &part)
{
    DraftOptions needed = options;
    needed.fills.removeIf([](const FillAnswer &fill) { return fill.replaced.isEmpty(); });
    for (const ObjectId id : columnsToFill(part.before, part.after)) {
        part.toFill += part.after.ref(id);
        for (const FillAnswer &fill : options.fills) {
            if (fill.replaced.isEmpty() && fill.column == part.after.displayName(id))
                needed.fills += fill;
        }
    }
    return needed;
}

/// Takes the part that holds what was chosen.
static void choose(PartMigration &part, const QSet<ObjectId> &chosen)
{
    const ChangePart closed = partOf(part.before, part.after, chosen);
    part.after = closed.result;
    for (UnsavedChange &one : part.changes) {
        one.taken = closed.taken.contains(one.object.id);
        one.needed = one.taken && !chosen.contains(one.object.id);
    }
}

PartMigration draftPart(const Schema &head, const Schema &design, const QSet<ObjectId> &leftOut, const Engine &engine,
    const ServerInfo &server, const DraftOptions &options)
{
    const ChangeSet whole = ChangeSet::between(head, design, engine.diffPolicy());
    QSet<ObjectId> chosen;
    PartMigration result{head, design, {}, {}, {}, nothingChosen()};
    for (const Change &change : whole.changes()) {
        if (isFoldedIntoParent(change, head, design))
            continue;
        result.changes += described(change, head, design);
        if (!leftOut.contains(idOf(change)))
            chosen += idOf(change);
    }
    sortByName(result.changes);
    const bool isWhole = chosen.size() == result.changes.size();
    const Result<NewMigration> all =
        isWhole ? nothingChosen() : draftMigration(head, design, engine, server, optionsOf(options, result));
    result.toFill.clear();
    if (!isWhole)
        choose(result, chosen);
    if (isWhole || !chosen.isEmpty())
        result.draft = draftMigration(head, result.after, engine, server, optionsOf(options, result));
    if (const auto &drafted = isWhole ? result.draft : all)
        result.steps = unsavedSteps(drafted->plan.up, head, design, result.changes);
    return result;
}

Result<PartMigration> draftSteps(const Project &project, const Engine &engine, const ServerInfo &server,
    const QList<int> &steps, DraftOptions options)
{
    options.parent = project.timeline().headId();
    const Schema design = managedDesign(project, engine);
    Result<NewMigration> whole = draftMigration(project.head(), design, engine, server, options);
    if (!whole)
        return failure(whole.error()); // a fill that nothing asks for is told, too
    PartMigration all = draftPart(project.head(), design, {}, engine, server, options);
    if (steps.isEmpty()) {
        all.draft = std::move(whole);
        return all;
    }
    const Result<QSet<ObjectId>> leftOut = leftOutBeside(steps, all.steps, all.changes);
    if (!leftOut)
        return failure(leftOut.error());
    PartMigration part = draftPart(project.head(), design, *leftOut, engine, server, options);
    return part.draft ? Result<PartMigration>(std::move(part)) : failure(part.draft.error());
}

Result<PartMigration> newPart(const Project &project, const Engine &engine, const ServerInfo &server,
    const QList<int> &steps, DraftOptions options, const ConnectionProfile &beside, JobContext &context)
{
    Result<PartMigration> part = draftSteps(project, engine, server, steps, std::move(options));
    if (!part)
        return part;
    part->draft = provedMigration(project, std::move(*part->draft), part->after, engine, server, beside, context);
    return part->draft ? std::move(part) : failure(part->draft.error());
}

} // namespace relata
