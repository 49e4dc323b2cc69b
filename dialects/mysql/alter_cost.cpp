#include "dialects/mysql/column_form.h"
#include "dialects/mysql/partitions.h"
#include "dialects/mysql/statements.h"
#include "models/schema/all_kinds.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

AlterCost addedColumn(const Column &column, const DdlWords &after)
{
    const QList<ObjectId> siblings = after.schema.children(column.table, Kind::Column);
    const bool isLast = !siblings.isEmpty() && after.schema.find<Column>(siblings.last())->name == column.name;
    if (column.generated == Column::Generated::Virtual)
        return {};
    if (column.generated == Column::Generated::Stored || column.identity != Column::Identity::None)
        return {true, false};
    const DdlTarget &target = after.target;
    return {!target.has(isLast ? VersionRule::AddColumnLast : VersionRule::AddColumnAnywhere), false};
}

AlterCost alteredColumn(const Altered &change, const DdlWords &after)
{
    const DdlTarget &target = after.target;
    const auto *from = as<Column>(change.before), *to = as<Column>(change.after);
    if (change.changes("type")) {
        const bool light = onlyLengthens(*from, *to, after) || onlyAppends(from->type.name, to->type.name);
        if (!light)
            return {true, true};
    }
    if (change.changes("nullable"))
        return {true, !to->nullable};
    if (change.changes("collation") || change.changes("generation") || change.changes("generated")
        || change.changes("identity"))
        return {true, true};
    return {change.changes("position") && !target.has(VersionRule::MoveColumn), false};
}

AlterCost alteredTable(const Altered &change)
{
    const Change one = change;
    if (const std::optional<PartitionStep> step = partitionStep(std::span(&one, 1)))
        return {step->copies, false};
    return {as<Table>(change.before)->options != as<Table>(change.after)->options, false};
}

} // namespace

AlterCost costOf(const Change &change, const DdlWords &before, const DdlWords &after)
{
    const Object &object = objectOf(change);
    const bool created = std::holds_alternative<Created>(change), dropped = std::holds_alternative<Dropped>(change);
    switch (kindOf(change)) {
    case Kind::Column:
        if (created)
            return addedColumn(*as<Column>(object), after);
        if (dropped)
            return {!before.target.has(VersionRule::DropColumn), false};
        return alteredColumn(std::get<Altered>(change), after);
    case Kind::PrimaryKey:
        return {true, true};
    case Kind::Unique:
    case Kind::Index:
        return {false, !dropped};
    case Kind::Check:
        return {!dropped, !dropped};
    case Kind::Table:
        return std::holds_alternative<Altered>(change) ? alteredTable(std::get<Altered>(change)) : AlterCost();
    default:
        return {};
    }
}

} // namespace relata::mysql
