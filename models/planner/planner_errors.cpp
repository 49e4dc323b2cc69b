#include "models/planner/planner_errors.h"

#include "models/schema/all_kinds.h"

namespace relata {
using namespace Qt::StringLiterals;

static Error refusal(const char *text, const QStringList &arguments)
{
    return {.code = Error::Code::Refused,
        .message = {"Planner", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}};
}

Error unmanagedInTheWay(const Schema &schema, ObjectId unmanaged, ObjectId changed)
{
    const auto *opaque = schema.find<Opaque>(unmanaged);
    return refusal(
        QT_TRANSLATE_NOOP("Planner",
            "The %1 %2 depends on %3 and is not managed by Relata: change it by hand first, or leave %3 as it is."),
        {opaque ? opaque->engineKind : QString(), schema.displayName(unmanaged), schema.displayName(changed)});
}

Error managedOnOneSide(const Schema &schema, ObjectId unmanaged)
{
    const auto *opaque = schema.find<Opaque>(unmanaged);
    return refusal(QT_TRANSLATE_NOOP("Planner",
                       "%1 is on one of the two sides a %2 that Relata does not manage: change it by hand first."),
        {schema.displayName(unmanaged), opaque ? opaque->engineKind : QString()});
}

Error cannotRecreate(const Schema &schema, ObjectId id)
{
    return refusal(
        QT_TRANSLATE_NOOP("Planner", "%1 cannot be changed so without being created anew, which would lose its rows."),
        {schema.displayName(id)});
}

Error cannotExchange(const Schema &schema, ObjectId type, const Message &obstacle)
{
    return refusal(QT_TRANSLATE_NOOP("Planner", "%1 cannot lose or reorder values: %2."),
        {schema.displayName(type), obstacle.source()});
}

Error circular(const QStringList &names)
{
    return refusal(QT_TRANSLATE_NOOP("Planner", "These changes wait for each other: %1. Save them as two migrations."),
        {names.join(u", "_s)});
}

Error danglingReference(const QString &object, const QString &kind)
{
    return refusal(
        QT_TRANSLATE_NOOP("Planner", "The %2 %1 names something that is no longer there: change or drop it too."),
        {object, kind});
}

Error unknownThere(Message why)
{
    return {.code = Error::Code::Refused, .message = std::move(why), .detail = {}, .sqlState = {}, .position = {}};
}

} // namespace relata
