#include "models/jobs/recipes/way_back.h"

#include "models/engine/engine.h"
#include "models/jobs/recipes/kept_tables.h"
#include "models/planner/keeping_plan.h"

#include <algorithm>

namespace relata {

Result<QStringList> wayBack(Connection &connection, const Engine &engine, const MigrationFile &migration,
    Ledger::Direction direction, const Schema &live, const Schema &before, const Target &target)
{
    const Result<QList<KeptTable>> found = keptTables(connection, engine);
    if (!found)
        return failure(found.error());
    QStringList standing;
    for (const KeptTable &table : *found) {
        if (migration.text().contains(table.name))
            standing += table.name;
    }
    Keeping keeping;
    bool allStand = true;
    for (const QString &tag : keptTags(migration.up)) {
        for (const KeptRows &rows : keepingOf(before, live, engine, tag).kept) {
            allStand = allStand && standing.contains(rows.name);
            if (standing.removeAll(rows.name) > 0)
                keeping.kept += rows;
        }
    }
    const Result<Plan> plan = planRestoring(before, live, target, engine, keeping);
    if (!plan)
        return failure(plan.error());
    QStringList statements = plan->statements();
    if (direction == Ledger::Direction::Up && allStand) {
        for (const QString &name : std::as_const(standing))
            statements += engine.keeper->discard(name).sql;
    }
    return statements;
}

} // namespace relata
