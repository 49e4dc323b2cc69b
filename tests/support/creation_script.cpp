#include "tests/support/creation_script.h"

#include "models/diff/change_set.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/planner/planner.h"

namespace relata::tests {
using namespace Qt::StringLiterals;

Result<QString> creationScript(const Schema &schema, const Engine &engine, const ServerInfo &server)
{
    Schema empty;
    empty = empty.with(schema.defaultNamespace(), *schema.find(schema.defaultNamespace()));
    const Target target{.server = server, .rows = {}, .naive = true, .defaultSchema = {}};
    const auto plan = planChanges(ChangeSet::between(empty, schema), empty, schema, target, *engine.writer);
    return plan ? Result<QString>(plan->statements().join(u";\n"_s) + u';') : failure(plan.error());
}

} // namespace relata::tests
