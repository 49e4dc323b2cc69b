#include "dialects/postgresql/writer.h"

#include "dialects/common/missing_feature.h"
#include "dialects/postgresql/version_rules.h"
#include "dialects/postgresql/writer/common.h"
#include "dialects/postgresql/writer/kinds.h"
#include "dialects/postgresql/writer/parts.h"
#include "dialects/postgresql/writer/type_exchange.h"
#include "models/engine/server_info.h"
#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

std::vector<Statement> PostgresqlWriter::create(ObjectId id, const PlanContext &context) const
{
    const Object &object = *context.to.find(id);
    if (isInherited(object))
        return {}; // the table's parents bring it along
    switch (kindOf(object)) {
    case Kind::Table:
        return createTable(id, context);
    case Kind::Column:
        return createColumn(id, context);
    case Kind::PrimaryKey:
    case Kind::Unique:
    case Kind::ForeignKey:
    case Kind::Check:
    case Kind::Exclusion:
        return createConstraint(id, context);
    case Kind::Index:
        return createIndex(id, context);
    case Kind::Grant:
    case Kind::DefaultPrivilege:
        return createPrivilege(id, context);
    default:
        return createOther(id, context);
    }
}

std::vector<Statement> PostgresqlWriter::drop(ObjectId id, const PlanContext &context) const
{
    const Object &object = *context.from.find(id);
    if (isInherited(object))
        return {};
    const Kind kind = kindOf(object);
    return kind == Kind::Grant || kind == Kind::DefaultPrivilege ? dropPrivilege(id, context) : dropObject(id, context);
}

std::optional<std::vector<Statement>> PostgresqlWriter::alter(const Altered &change, const PlanContext &context) const
{
    switch (kindOf(change.after)) {
    case Kind::Table:
        return postgresql::alterTable(change, context);
    case Kind::Column:
        return alterColumn(change, context);
    case Kind::PrimaryKey:
    case Kind::Unique:
    case Kind::ForeignKey:
    case Kind::Check:
    case Kind::Exclusion:
        return alterConstraint(change, context);
    case Kind::Index:
        return alterIndex(change, context);
    case Kind::EnumType:
        return alterEnum(change, context);
    case Kind::Domain:
    case Kind::CompositeType:
    case Kind::RangeType:
    case Kind::Collation:
        return alterType(change, context);
    case Kind::Routine:
        return alterRoutine(change, context);
    case Kind::Trigger:
    case Kind::Rule:
    case Kind::Policy:
    case Kind::Statistics:
        return alterTablePart(change, context);
    case Kind::Grant:
    case Kind::DefaultPrivilege:
        return alterPrivilege(change, context);
    default:
        return alterOther(change, context);
    }
}

/// A sequence that is made below filled columns goes on behind their numbers.
Loss PostgresqlWriter::lossOf(const Change &change, const Schema &from, const Schema &to) const
{
    const Loss loss = Writer::lossOf(change, from, to);
    return loss == Loss::Position && !numberedBy(idOf(change), from, to).isEmpty() ? Loss::None : loss;
}

bool PostgresqlWriter::isFolded(const Object &child) const
{
    const Kind kind = kindOf(child);
    return kind == Kind::Column || kind == Kind::PrimaryKey || kind == Kind::Unique || kind == Kind::Check
        || kind == Kind::ForeignKey || kind == Kind::Exclusion || isInherited(child);
}

bool PostgresqlWriter::stepsAside(const Object &dependant, const Altered &change) const
{
    const Kind kind = kindOf(dependant);
    if (!as<Column>(change.before)) // what an exchange of a type needs gone has gone by itself
        return false;
    const bool recomputed = as<Column>(change.after)->generated != Column::Generated::No
        && (change.changes("generation") || change.changes("generated"));
    if (recomputed)
        return kind != Kind::Grant;
    const bool retyped = change.changes("type") || change.changes("collation");
    return retyped
        && (kind == Kind::View || kind == Kind::MaterializedView || kind == Kind::Trigger || kind == Kind::Rule
            || kind == Kind::Policy || kind == Kind::Column || kind == Kind::Opaque);
}

std::optional<Exchange> PostgresqlWriter::exchange(const Altered &change, const PlanContext &context) const
{
    return isExchanged(change) ? std::optional(exchangeOf(change.id, context)) : std::nullopt;
}

bool PostgresqlWriter::stepsAsideFor(const Object &dependant, const Object &exchanged) const
{
    const Kind kind = kindOf(dependant);
    if (const auto *column = as<Column>(dependant))
        return column->generated != Column::Generated::No;
    if (kind == Kind::Grant || kind == Kind::Domain || kind == Kind::Table || kind == Kind::CompositeType)
        return false; // they are moved over, or have nothing to do with the type
    if (!as<Column>(exchanged))
        return true;
    // What the server takes along by itself: keys and indexes over the column alone, and checks that do not name the
    // type.
    const auto *index = as<Index>(dependant);
    const bool isPlain = index && index->predicate.isEmpty()
        && std::ranges::all_of(index->parts, [](const KeyPart &part) { return part.expression.isEmpty(); });
    return !isPlain && kind != Kind::PrimaryKey && kind != Kind::Unique && kind != Kind::Check
        && kind != Kind::Statistics && kind != Kind::Sequence;
}

Message PostgresqlWriter::lacking(const Change &change, const Schema &to, const ServerInfo &server) const
{
    const Feature *feature = lackingFeature(change, server.version);
    return feature ? missingFeature(
               to.displayName(idOf(change)), feature->words, feature->since, {"PostgreSQL"_L1, "postgresql", server})
                   : Message();
}

QString PostgresqlWriter::script(ObjectId id, const Schema &schema) const
{
    const Schema nothing;
    const ServerInfo server;
    const Target target{server, {}, true, {}};
    const PlanContext context{nothing, schema, target};
    QStringList texts;
    const auto add = [&](ObjectId part) {
        for (const Statement &statement : create(part, context))
            texts += QString(statement.sql + u";\n"_s);
    };
    const Object *object = schema.find(id);
    if (!object || as<Opaque>(*object))
        return object
            ? written(as<Opaque>(*object)->definition, [&](ObjectId named) { return schema.displayName(named); })
            : QString();
    if (parentOf(*object) ? !schema.find(parentOf(*object)) : !as<Namespace>(*object))
        return {}; // being edited: it belongs to nothing yet
    add(id);
    for (const Kind kind :
        {Kind::Index, Kind::ForeignKey, Kind::Statistics, Kind::Rule, Kind::Policy, Kind::Trigger, Kind::Grant}) {
        for (const ObjectId child : schema.children(id, kind)) {
            if (kind != Kind::ForeignKey || !isFoldedKey(child, context))
                add(child);
        }
    }
    return texts.join(QString());
}

} // namespace relata::postgresql
