#include "models/project/part_migration.h"

#include "models/engine/engine.h"
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

PartMigration draftPart(const Schema &head, const Schema &design, const QSet<ObjectId> &leftOut, const Engine &engine,
    const ServerInfo &server, const DraftOptions &options)
{
    const ChangeSet whole = ChangeSet::between(head, design, engine.diffPolicy());
    QSet<ObjectId> chosen;
    PartMigration result{head, design, {}, {}, nothingChosen()};
    for (const Change &change : whole.changes()) {
        if (isFoldedIntoParent(change, head, design))
            continue;
        result.changes += described(change, head, design);
        if (!leftOut.contains(idOf(change)))
            chosen += idOf(change);
    }
    sortByName(result.changes);
    const bool all = chosen.size() == result.changes.size();
    if (chosen.isEmpty() && !result.changes.isEmpty())
        return result;
    if (!all) {
        const ChangePart part = partOf(head, design, chosen);
        result.after = part.result;
        for (UnsavedChange &one : result.changes) {
            one.taken = part.taken.contains(one.object.id);
            one.needed = one.taken && !chosen.contains(one.object.id);
        }
    }
    DraftOptions needed = options;
    needed.fills.removeIf([](const FillAnswer &fill) { return fill.replaced.isEmpty(); });
    for (const ObjectId id : columnsToFill(head, result.after)) {
        result.toFill += result.after.ref(id);
        for (const FillAnswer &fill : options.fills) {
            if (fill.replaced.isEmpty() && fill.column == result.after.displayName(id))
                needed.fills += fill;
        }
    }
    result.draft = draftMigration(head, result.after, engine, server, needed);
    return result;
}

} // namespace relata
