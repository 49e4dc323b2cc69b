#include "models/project/schema_sides.h"

#include "models/engine/engine.h"
#include "models/schema/all_kinds.h"

namespace relata {

namespace {

/// What has one id in both and another name of its own; parents before what belongs to them.
QList<RenameNote> renamesBetween(const Schema &reference, const Schema &other)
{
    QList<RenameNote> notes;
    Schema::compare(reference, other, [&](ObjectId id, const Object *before, const Object *after) {
        const bool isRenamed =
            before && after && kindOf(*before) == kindOf(*after) && nameOf(*before) != nameOf(*after);
        if (isRenamed)
            notes += RenameNote{kindOf(*before), reference.path(id), other.path(id)};
    });
    std::stable_sort(notes.begin(), notes.end(),
        [](const RenameNote &a, const RenameNote &b) { return a.from.size() < b.from.size(); });
    return notes;
}

} // namespace

Schema withDesignIds(const Schema &read, const Schema &head, const Schema &design, NameRule rule)
{
    // Names are compared as the engine does: the head's spelling may be another than the one that was read.
    const Schema known = matched(read, head, rule);
    QList<RenameNote> notes;
    for (const RenameNote &note : renamesBetween(design, known)) {
        if (!known.idOf(note.kind, note.from)) // else the new name is there already
            notes += note;
    }
    // Matched from what was read: an id of the head that the design dropped must not stay behind as a namesake's.
    return matched(read, design, rule, notes);
}

PairedSchemas besideEachOther(const Schema &left, const Schema &right, const Engine &engine)
{
    CompareOptions options;
    options.renames = renamesBetween(left, right);
    return pairedSchemas(left, right, engine, options);
}

std::optional<Error> takingRefusal(const ChangePart &part, const Schema &design)
{
    for (const ObjectId id : part.taken) {
        const Schema &holder = part.result.find(id) ? part.result : design;
        if (as<Opaque>(holder.find(id)))
            return Error{.code = Error::Code::Refused,
                .message = {"Compare",
                    QT_TRANSLATE_NOOP("Compare", "%1 is not managed yet: it cannot be taken into the design."),
                    {holder.displayName(id)}},
                .detail = {},
                .sqlState = {},
                .position = {}};
    }
    return {};
}

} // namespace relata
