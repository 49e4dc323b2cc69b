#include "models/project/edit_labels.h"
#include "models/project/edits.h"
#include "models/schema/all_kinds.h"

#include <QSet>

#include <ranges>

namespace relata::edits {
using namespace Qt::StringLiterals;

namespace {

bool names(const Expression &expression, ObjectId id)
{
    return std::any_of(expression.pieces.begin(), expression.pieces.end(), [id](const Expression::Piece &piece) {
        const auto *named = std::get_if<ObjectId>(&piece);
        return named && *named == id;
    });
}

/// What a drop meets: what goes, columns that lose their default, and who stands in the way.
struct Meeting {
    QList<ObjectId> gone;
    QSet<ObjectId> seen;
    QList<ObjectId> cleared;
    struct Blocker {
        ObjectId by, of;
    };
    QList<Blocker> blockers;

    void take(const Schema &schema, ObjectId id)
    {
        if (seen.contains(id) || !schema.find(id))
            return;
        const QList<ObjectId> tree = schema.tree(id);
        for (const ObjectId each : tree) {
            if (!seen.contains(each)) {
                seen.insert(each);
                gone += each;
            }
        }
    }

    void meet(const Schema &schema, ObjectId dependant, ObjectId dropped)
    {
        const Object &object = *schema.find(dependant);
        if (kindOf(object) == Kind::Opaque) {
            blockers += {dependant, dropped};
        } else if (const auto *column = as<Column>(object)) {
            if (column->type.userType == dropped)
                blockers += {dependant, dropped};
            else if (names(column->generation, dropped))
                take(schema, dependant);
            else
                cleared += dependant;
        } else {
            take(schema, dependant);
        }
    }
};

Meeting meetingOf(const Schema &schema, const QList<ObjectId> &ids)
{
    Meeting meeting;
    for (const ObjectId id : ids)
        meeting.take(schema, id);
    for (qsizetype i = 0; i < meeting.gone.size(); ++i) {
        const ObjectId dropped = meeting.gone.at(i);
        if (as<Opaque>(schema.find(dropped)))
            meeting.blockers += {dropped, dropped};
        const QList<ObjectId> dependants = schema.dependants(dropped);
        for (const ObjectId dependant : dependants) {
            if (!meeting.seen.contains(dependant))
                meeting.meet(schema, dependant, dropped);
        }
    }
    return meeting;
}

Error refusal(const Schema &schema, Meeting::Blocker blocker)
{
    const QString by = schema.displayName(blocker.by), of = schema.displayName(blocker.of);
    Error error{.code = Error::Code::Refused, .message = {}, .detail = {}, .sqlState = {}, .position = {}};
    const auto *opaque = schema.find<Opaque>(blocker.by);
    if (opaque && blocker.by == blocker.of)
        error.message = {"Edits", QT_TRANSLATE_NOOP("Edits", "%1 (%2) is not managed yet, so it is never dropped."),
            {by, opaque->engineKind}};
    else if (opaque)
        error.message = {"Edits",
            QT_TRANSLATE_NOOP("Edits", "%1 cannot be dropped: %2 (%3) uses it and is not managed yet."),
            {of, by, opaque->engineKind}};
    else
        error.message = {"Edits",
            QT_TRANSLATE_NOOP("Edits", "%1 cannot be dropped: column %2 is of this type. Give it another type first."),
            {of, by}};
    return error;
}

} // namespace

QList<ObjectId> closureOfDrop(const Schema &schema, const QList<ObjectId> &ids) { return meetingOf(schema, ids).gone; }

Result<Edit> drop(const Schema &schema, const QList<ObjectId> &ids)
{
    const Meeting meeting = meetingOf(schema, ids);
    for (const Meeting::Blocker blocker : meeting.blockers) {
        if (blocker.by == blocker.of || !meeting.seen.contains(blocker.by))
            return failure(refusal(schema, blocker));
    }
    Schema after = schema;
    for (const ObjectId id : meeting.cleared) {
        if (meeting.seen.contains(id))
            continue;
        Column column = *after.find<Column>(id);
        column.defaultValue = {};
        after = after.with(id, makeObject(std::move(column)));
    }
    for (const ObjectId id : std::views::reverse(meeting.gone))
        after = after.without(id);
    const Object *first = ids.isEmpty() ? nullptr : schema.find(ids.first());
    if (!first)
        return Edit{schema, {}, {}};
    const QString name = nameOf(*first).isEmpty() ? schema.displayName(parentOf(*first)) : nameOf(*first);
    Message label = editLabel(EditVerb::Drop, kindOf(*first), {name});
    if (ids.size() > 1)
        label = {"Edits", QT_TRANSLATE_NOOP("Edits", "Drop %1 objects"), {QString::number(ids.size())}};
    return Edit{std::move(after), label, {}};
}

Result<Edit> restored(const Schema &schema, const Schema &head, ObjectId id)
{
    if (!head.find(id) || schema.find(id))
        return Edit{schema, {}, id};
    Schema after = schema;
    QList<ObjectId> back;
    const QList<ObjectId> tree = head.tree(id);
    for (const ObjectId each : tree) {
        if (!schema.find(each))
            back += each;
    }
    for (const ObjectId each : back)
        after = after.with(each, *head.find(each));
    for (const ObjectId each : back) {
        ObjectId missing;
        eachReference(*after.find(each), [&](ObjectId named) { missing = after.find(named) ? missing : named; });
        if (missing)
            return failure({.code = Error::Code::Refused,
                .message = {"Edits", QT_TRANSLATE_NOOP("Edits", "%1 cannot come back while %2 is gone."),
                    {head.displayName(each), head.displayName(missing)}},
                .detail = {},
                .sqlState = {},
                .position = {}});
    }
    return Edit{std::move(after), editLabel(EditVerb::Add, kindOf(*head.find(id)), {head.displayName(id)}), id};
}

} // namespace relata::edits
