#include "dialects/mysql/statements.h"

#include "models/schema/all_kinds.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

constexpr int Never = 99'99'99;

AlterCost addedColumn(const Column &column, const DdlWords &after)
{
    const QList<ObjectId> siblings = after.schema.children(column.table, Kind::Column);
    const bool isLast = !siblings.isEmpty() && after.schema.find<Column>(siblings.last())->name == column.name;
    if (column.generated == Column::Generated::Virtual)
        return {};
    if (column.generated == Column::Generated::Stored || column.identity != Column::Identity::None)
        return {true, false};
    const DdlTarget &target = after.target;
    return {!(isLast ? target.since(100302, 80012) : target.since(100400, 80029)), false};
}

/// A longer varchar whose length still takes as many bytes.
bool onlyLengthens(const QString &from, const QString &to)
{
    if (!from.startsWith("varchar("_L1) || !to.startsWith("varchar("_L1))
        return false;
    const int before = lengthOf(from), after = lengthOf(to);
    return after >= before && (after < 64 || before > 255);
}

/// More labels at the end of an enum or set.
bool onlyAppends(const QString &from, const QString &to)
{
    const bool isList = from.startsWith("enum("_L1) || from.startsWith("set("_L1);
    return isList && to.startsWith(QStringView(from).chopped(1)) && to.size() > from.size();
}

AlterCost alteredColumn(const Altered &change, const DdlTarget &target)
{
    const auto *from = as<Column>(change.before), *to = as<Column>(change.after);
    if (change.changes("type")) {
        const bool light = (onlyLengthens(from->type.name, to->type.name) && target.since(100203, 50700))
            || onlyAppends(from->type.name, to->type.name);
        if (!light)
            return {true, true};
    }
    if (change.changes("nullable"))
        return {!(to->nullable && target.since(100400, Never)), !to->nullable};
    if (change.changes("collation") || change.changes("generation") || change.changes("generated")
        || change.changes("identity"))
        return {true, true};
    return {change.changes("position") && !target.since(100400, 80029), false};
}

AlterCost alteredTable(const Altered &change)
{
    const auto *from = as<Table>(change.before), *to = as<Table>(change.after);
    return {from->options != to->options, false};
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
            return {!before.target.since(100400, 80029), false};
        return alteredColumn(std::get<Altered>(change), after.target);
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
