#include "dialects/postgresql/writer/common.h"
#include "dialects/postgresql/writer/kinds.h"
#include "dialects/postgresql/writer/parts.h"
#include "models/schema/all_kinds.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

void addDomain(SqlWriter &out, ObjectId id, const Domain &domain, const Naming &naming)
{
    out << "CREATE DOMAIN " << naming.name(id) << " AS " << naming.type(domain.type);
    if (!domain.collation.isEmpty())
        out << " COLLATE " << SqlText{domain.collation};
    if (!domain.defaultValue.isEmpty())
        out << " DEFAULT " << naming.text(domain.defaultValue);
    if (!domain.nullable)
        out << " NOT NULL";
    for (const ObjectId check : naming.schema().children(id, Kind::Check)) {
        if (naming.schema().find<Check>(check)->validated)
            out << " " << SqlText{constraintDefinition(check, naming)};
    }
}

QString attribute(const Column &column, const Naming &naming)
{
    SqlWriter out = sql();
    out << Identifier{column.name} << " " << naming.type(column.type);
    if (!column.collation.isEmpty())
        out << " COLLATE " << SqlText{column.collation};
    return out.sql();
}

std::optional<Statements> alterDomain(const Altered &change, const PlanContext &context)
{
    if (!changesOnly(change, {"default", "nullable"}, {}))
        return {};
    const auto *before = as<Domain>(change.before), *after = as<Domain>(change.after);
    const Naming naming(context.to), old(context.from);
    Alteration result;
    addPlace(result, change, context);
    const QString what = commentTarget(change.id, context.to);
    const auto usual = [](const Domain &domain, const Naming &names) {
        return domain.defaultValue.isEmpty() ? u"DROP DEFAULT"_s
                                             : QString(u"SET DEFAULT "_s + names.text(domain.defaultValue).sql);
    };
    if (change.changes("default"))
        addClause(result, what, usual(*after, naming), usual(*before, old), context);
    if (change.changes("nullable")) {
        addClause(result, what, after->nullable ? u"DROP NOT NULL"_s : u"SET NOT NULL"_s,
            before->nullable ? u"DROP NOT NULL"_s : u"SET NOT NULL"_s, context);
    }
    addOwnership(result, change, context);
    return result.take();
}

std::optional<Statements> alterRange(const Altered &change, const PlanContext &context)
{
    if (!changesOnly(change, {}, {"postgresql.multirange"}))
        return {};
    Alteration result;
    addPlace(result, change, context);
    const QString before = option(optionsOf(change.before), "postgresql.multirange"),
                  after = option(optionsOf(change.after), "postgresql.multirange");
    if (before != after && !before.isEmpty() && !after.isEmpty()) {
        const Naming naming(context.to);
        const auto renaming = [&](const QString &from, const QString &to) {
            return QString(u"ALTER TYPE "_s + naming.named(change.id, from).sql + u" RENAME TO "_s
                + (sql() << Identifier{to}).sql());
        };
        result.add(statement(renaming(before, after), context.from), renaming(after, before));
    }
    addOwnership(result, change, context);
    return result.take();
}

} // namespace

QString typeText(ObjectId id, const Naming &naming)
{
    const Object &object = *naming.schema().find(id);
    SqlWriter out = sql();
    if (const auto *domain = as<Domain>(object)) {
        addDomain(out, id, *domain, naming);
    } else if (as<CompositeType>(object)) {
        out << "CREATE TYPE " << naming.name(id) << " AS (";
        out.list(naming.schema().children(id, Kind::Column),
            [&](ObjectId column) { out << SqlText{attribute(*naming.schema().find<Column>(column), naming)}; });
        out << ")";
    } else if (const auto *range = as<RangeType>(object)) {
        out << "CREATE TYPE " << naming.name(id) << " AS RANGE (" << naming.text(range->definition);
        const QString multirange = option(range->options, "postgresql.multirange");
        if (!multirange.isEmpty())
            out << ", MULTIRANGE_TYPE_NAME = " << naming.named(id, multirange);
        out << ")";
    } else if (const auto *collation = as<Collation>(object)) {
        out << "CREATE COLLATION " << naming.name(id) << " (" << naming.text(collation->definition) << ")";
    }
    return out.sql();
}

std::optional<Statements> alterType(const Altered &change, const PlanContext &context)
{
    const Kind kind = kindOf(change.after);
    if (kind == Kind::Domain)
        return alterDomain(change, context);
    if (kind == Kind::RangeType)
        return alterRange(change, context);
    if (!changesOnly(change, {}, {})) // a collation's definition
        return {};
    Alteration result;
    addPlace(result, change, context);
    addOwnership(result, change, context);
    return result.take();
}

Statements createAttribute(ObjectId id, const PlanContext &context)
{
    const Naming naming(context.to);
    const auto *column = context.to.find<Column>(id);
    const QString type = u"ALTER TYPE "_s + naming.name(column->table).sql;
    Statements result{
        statement(QString(type + u" ADD ATTRIBUTE "_s + attribute(*column, naming)), context.to, column->table)};
    result.front().undo = QStringList{QString(type + u" DROP ATTRIBUTE "_s + naming.bare(id).sql)};
    addComments(result, id, context.to);
    return result;
}

std::optional<Statements> alterAttribute(const Altered &change, const PlanContext &context)
{
    const auto *before = as<Column>(change.before), *after = as<Column>(change.after);
    const Naming naming(context.to), old(context.from);
    const QString what = u"TYPE "_s + naming.name(after->table).sql,
                  oldName = (sql() << Identifier{before->name}).sql(), name = naming.bare(change.id).sql;
    Alteration result;
    if (change.renamed())
        addClause(result, what, QString(u"RENAME ATTRIBUTE "_s + oldName + u" TO "_s + name),
            QString(u"RENAME ATTRIBUTE "_s + name + u" TO "_s + oldName), context);
    if (change.changes("type") || change.changes("collation")) {
        const auto retyping = [&](const Column &column, const Naming &names) {
            return QString(u"ALTER ATTRIBUTE "_s + name + u" TYPE "_s + names.type(column.type).sql
                + (column.collation.isEmpty() ? QString() : QString(u" COLLATE "_s + column.collation)));
        };
        addClause(result, what, retyping(*after, naming), retyping(*before, old), context);
    }
    addOwnership(result, change, context);
    return result.take();
}

} // namespace relata::postgresql
