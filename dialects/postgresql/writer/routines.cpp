#include "dialects/postgresql/writer/common.h"
#include "dialects/postgresql/writer/kinds.h"
#include "models/schema/all_kinds.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

/// The header of a routine's definition: what CREATE OR REPLACE may not change.
QString headerOf(const QString &definition) { return definition.section(u"\n LANGUAGE"_s, 0, 0); }

bool canReplace(const Altered &change, const PlanContext &context)
{
    const auto *before = as<Routine>(change.before), *after = as<Routine>(change.after);
    const Naming naming(context.to), old(context.from);
    const QString header = headerOf(naming.text(after->definition).sql);
    return header.contains(u"CREATE OR REPLACE"_s)
        && (change.renamed() || header == headerOf(old.text(before->definition).sql));
}

} // namespace

std::optional<Statements> alterRoutine(const Altered &change, const PlanContext &context)
{
    const auto *before = as<Routine>(change.before);
    if (!changesOnly(change, {"definition"}, {}) || (change.changes("definition") && !canReplace(change, context)))
        return {};
    const auto *after = as<Routine>(change.after);
    const Naming naming(context.to);
    Alteration result;
    addPlace(result, change, context);
    if (change.changes("definition")) {
        result.add(
            statement(naming.text(after->definition).sql, context.from), written(before->definition, [&](ObjectId id) {
                return id == change.id ? naming.name(id).sql : Naming(context.from).name(id).sql;
            }));
    }
    addOwnership(result, change, context);
    return result.take();
}

} // namespace relata::postgresql
