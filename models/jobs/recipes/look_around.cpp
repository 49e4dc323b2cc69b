#include "models/jobs/recipes/look_around.h"

#include "models/jobs/recipes/space_needed.h"

namespace relata {

Result<> mustRunFreely(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, const LookRules &rules, QString &code, JobContext &context)
{
    const auto isAllowed = [&](const char *one) { return rules.allowed.contains(QLatin1StringView(one)); };
    WaitsRules waits = rules.waits;
    waits.isAllowed = waits.isAllowed || isAllowed(WaitsCode);
    const char *found = WaitsCode;
    Result<> free = mustNotQueue(connection, engine, migration, waits, rules.tell, context);
    if (free) {
        SpaceRules room;
        room.isAllowed = isAllowed(SpaceCode);
        found = SpaceCode;
        free = mustHaveSpace(connection, engine, target, migration, room, rules.tell);
    }
    if (!free && free.error().code == Error::Code::Refused)
        code = QString::fromLatin1(found);
    return free;
}

} // namespace relata
