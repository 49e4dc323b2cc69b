#include "dialects/postgresql/output_names.h"
#include "dialects/postgresql/writer/common.h"
#include "dialects/postgresql/writer/kinds.h"
#include "dialects/postgresql/writer/online.h"
#include "dialects/postgresql/writer/parts.h"
#include "models/schema/all_kinds.h"

#include <QRegularExpression>
#include <QSet>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

void addMaterializedView(SqlWriter &out, ObjectId id, const MaterializedView &view, const Naming &naming)
{
    out << "CREATE MATERIALIZED VIEW " << naming.name(id);
    if (view.options.contains("postgresql.access_method"))
        out << " USING " << Identifier{option(view.options, "postgresql.access_method")};
    out << SqlText{storageParameters(view.options)};
    if (view.options.contains("postgresql.tablespace"))
        out << " TABLESPACE " << Identifier{option(view.options, "postgresql.tablespace")};
    out << " AS\n" << SqlText{withoutPlainOutputNames(naming.text(view.query).sql)};
}

void addExtension(SqlWriter &out, ObjectId id, const Extension &extension, const Naming &naming)
{
    out << "CREATE EXTENSION " << naming.name(id);
    const bool isElsewhere = !nameOf(*naming.schema().find(extension.schema)).isEmpty();
    if (isElsewhere && !flag(extension.options, "postgresql.own_schema"))
        out << " SCHEMA " << naming.bare(extension.schema);
    out << " VERSION " << SqlString{extension.version};
}

QString ownerClause(ObjectId column, const Naming &naming)
{
    if (!column)
        return u"OWNED BY NONE"_s;
    return QString(
        u"OWNED BY "_s + naming.name(parentOf(*naming.schema().find(column))).sql + u'.' + naming.bare(column).sql);
}

std::optional<Statements> alterView(const Altered &change, const PlanContext &context)
{
    if (!changesOnly(change, {"options"}, {}) || changedOptions(change).contains("postgresql.access_method"))
        return {};
    Alteration result;
    addPlace(result, change, context);
    const QString what = commentTarget(change.id, context.to);
    addParameterChanges(result, change, what, context);
    addTablespace(result, change, what, context);
    addOwnership(result, change, context);
    return result.take();
}

/// A sequence that a column owns has its table's owner.
void addTableOwner(Alteration &result, const Altered &change, const PlanContext &context)
{
    const ObjectId column = as<Sequence>(change.after)->ownedBy;
    const auto *table = column ? context.to.find<Table>(parentOf(*context.to.find(column))) : nullptr;
    if (!table || !table->options.contains("postgresql.owner"))
        return;
    const Identifier owner{option(table->options, "postgresql.owner")};
    addClause(result, commentTarget(change.id, context.to), (sql() << "OWNER TO " << owner).sql(),
        u"OWNER TO CURRENT_USER"_s, context);
}

std::optional<Statements> alterSequence(const Altered &change, const PlanContext &context)
{
    if (!changesOnly(change, {"type", "start", "increment", "minimum", "maximum", "cache", "cycle", "owned_by"},
            {"postgresql.unlogged"}))
        return {};
    const auto *before = as<Sequence>(change.before), *after = as<Sequence>(change.after);
    const bool moves = before->schema != after->schema;
    if (moves && before->ownedBy && after->ownedBy)
        return Statements(); // it follows its table
    Alteration result;
    addPlace(result, change, context);
    const QString what = commentTarget(change.id, context.to);
    const QString forward = sequenceClauses(*after, *before), back = sequenceClauses(*before, *after);
    if (!forward.isEmpty())
        addClause(result, what, forward.trimmed(), back.trimmed(), context);
    if (before->ownedBy != after->ownedBy)
        addTableOwner(result, change, context);
    if (before->ownedBy != after->ownedBy)
        addClause(result, what, ownerClause(after->ownedBy, Naming(context.to)),
            ownerClause(before->ownedBy, Naming(context.from)), context);
    const auto logged = [](const Sequence &sequence) {
        return flag(sequence.options, "postgresql.unlogged") ? u"SET UNLOGGED"_s : u"SET LOGGED"_s;
    };
    if (logged(*before) != logged(*after))
        addClause(result, what, logged(*after), logged(*before), context);
    addOwnership(result, change, context);
    return result.take();
}

std::optional<Statements> alterExtension(const Altered &change, const PlanContext &context)
{
    if (change.renamed() || !changesOnly(change, {"version"}, {}))
        return {};
    const auto *before = as<Extension>(change.before), *after = as<Extension>(change.after);
    const QString what = commentTarget(change.id, context.to);
    const auto moving = [&](ObjectId space) {
        const QString name = nameOf(*context.to.find(space));
        return QString(u"SET SCHEMA "_s + (sql() << Identifier{name.isEmpty() ? u"public"_s : name}).sql());
    };
    const auto updating = [](const Extension &extension) {
        return (sql() << "UPDATE TO " << SqlString{extension.version}).sql();
    };
    Alteration result;
    if (before->schema != after->schema)
        addClause(result, what, moving(after->schema), moving(before->schema), context);
    if (before->version != after->version)
        addClause(result, what, updating(*after), updating(*before), context);
    addOwnership(result, change, context);
    return result.take();
}

/// What a trigger, rule or statistics object says besides its CREATE.
void addState(Statements &statements, ObjectId id, const Schema &schema)
{
    const Object &object = *schema.find(id);
    const Naming naming(schema);
    const ObjectId table = parentOf(object);
    const Options &options = optionsOf(object);
    if (as<Trigger>(object) || as<Rule>(object)) {
        addLock(statements.front(), schema, table, TableLock::ShareRowExclusive);
        if (options.contains("postgresql.enabled"))
            statements.push_back(statement(QString(u"ALTER TABLE "_s + naming.name(table).sql + u' '
                                               + enabledClause(options, wordOf(object)) + naming.bare(id).sql),
                schema, table, TableLock::ShareRowExclusive));
    }
    if (options.contains("postgresql.target"))
        statements.push_back(statement(QString(u"ALTER "_s + commentTarget(id, schema) + u" SET STATISTICS "_s
                                           + option(options, "postgresql.target")),
            schema));
}

/// Whether a routine's text, which the planner does not read, names something that is made beside it.
bool namesWhatIsNew(ObjectId id, const PlanContext &context)
{
    QSet<QString> words;
    const QString text = Naming(context.to).text(context.to.find<Routine>(id)->definition).sql;
    static const QRegularExpression word(u"\\w+"_s);
    for (auto it = word.globalMatch(text); it.hasNext();)
        words += it.next().captured();
    for (const Kind kind : {Kind::Table, Kind::View, Kind::MaterializedView, Kind::Routine}) {
        for (const ObjectId other : context.to.all(kind)) {
            if (other != id && !context.from.find(other) && words.contains(nameOf(*context.to.find(other))))
                return true;
        }
    }
    return false;
}

} // namespace

QString createText(ObjectId id, const Schema &schema)
{
    const Object &object = *schema.find(id);
    const Naming naming(schema);
    SqlWriter out = sql();
    if (as<Namespace>(object)) {
        // Every new database has this one.
        out << "CREATE SCHEMA " << (nameOf(object) == "public"_L1 ? "IF NOT EXISTS "_L1 : ""_L1) << naming.name(id);
    } else if (const auto *type = as<EnumType>(object)) {
        out << "CREATE TYPE " << naming.name(id) << " AS ENUM (";
        out.list(type->labels, [&](const QString &label) { out << SqlString{label}; });
        out << ")";
    } else if (const auto *sequence = as<Sequence>(object)) {
        out << "CREATE " << (flag(sequence->options, "postgresql.unlogged") ? "UNLOGGED "_L1 : ""_L1) << "SEQUENCE "
            << naming.name(id) << SqlText{sequenceClauses(*sequence, usualSequence(*sequence))};
    } else if (const auto *view = as<View>(object)) {
        out << "CREATE VIEW " << naming.name(id);
        if (!view->columns.isEmpty())
            out << " " << SqlText{(sql().bracketed(view->columns)).sql()};
        out << SqlText{storageParameters(view->options)} << " AS\n"
            << SqlText{withoutPlainOutputNames(naming.text(view->query).sql)};
    } else if (const auto *kept = as<MaterializedView>(object)) {
        addMaterializedView(out, id, *kept, naming);
    } else if (const auto *extension = as<Extension>(object)) {
        addExtension(out, id, *extension, naming);
    } else if (as<Policy>(object)) {
        out << SqlText{policyText(id, naming)};
    } else if (const Expression *definition = definitionOf(object)) {
        out << naming.text(*definition);
    } else {
        out << SqlText{typeText(id, naming)};
    }
    return out.sql();
}

QList<ObjectId> numberedBy(ObjectId id, const Schema &schema, const Schema &other)
{
    const auto *sequence = schema.find<Sequence>(id);
    const auto isInteger = [&](const Schema &side, ObjectId column) {
        const auto *found = side.find<Column>(column);
        return found && side.find<Table>(found->table) && familyOf(found->type.name) == TypeFamily::Integer;
    };
    QList<ObjectId> result;
    for (const ObjectId column : QList<ObjectId>{sequence ? sequence->ownedBy : ObjectId()} + schema.dependants(id)) {
        if (isInteger(schema, column) && isInteger(other, column) && !result.contains(column)
            && schema.path(column) == other.path(column))
            result += column;
    }
    return result;
}

/// Numbers that filled columns hold already are not given out again.
static void continueBehindRows(Statements &result, ObjectId id, const PlanContext &context)
{
    const auto *sequence = context.to.find<Sequence>(id);
    const QList<ObjectId> columns = sequence ? numberedBy(id, context.to, context.from) : QList<ObjectId>();
    if (columns.isEmpty())
        return;
    const Naming naming(context.to);
    const bool falls = sequence->increment < 0;
    result.front().undo = QStringList{QString(u"DROP "_s + commentTarget(id, context.to))};
    for (const ObjectId column : columns) {
        const auto *found = context.to.find<Column>(column);
        SqlWriter out = sql();
        out << "SELECT pg_catalog.setval(" << SqlString{naming.name(id).sql} << ", " << (falls ? "min("_L1 : "max("_L1)
            << naming.bare(column) << ")) FROM " << naming.name(found->table) << " WHERE " << naming.bare(column)
            << " BETWEEN " << (falls ? sequence->minimum : sequence->start) << " AND "
            << (falls ? sequence->start : sequence->maximum);
        result.push_back(statement(out.sql(), context.to, found->table, TableLock::None));
        result.back().undo = QStringList{u"SELECT 1"_s};
    }
}

Statements createOther(ObjectId id, const PlanContext &context)
{
    const Schema &to = context.to;
    const Object &object = *to.find(id);
    if (as<Namespace>(object) && nameOf(object).isEmpty())
        return {};
    Statements result{statement(createText(id, to), to)};
    addState(result, id, to);
    continueBehindRows(result, id, context);
    addAttributes(result, id, to);
    for (const ObjectId child : to.children(id)) { // attributes, checks of domains
        if (as<Column>(*to.find(child)) || as<Check>(*to.find(child)))
            addComments(result, child, to);
    }
    const auto *routine = as<Routine>(object);
    if (routine && routine->form != Routine::Form::Aggregate && namesWhatIsNew(id, context)) {
        result.insert(result.begin(), statement(u"SET check_function_bodies = off"_s, to));
        result.front().undo = QStringList{u"SELECT 1"_s};
        result[1].undo = QStringList{QString(u"DROP "_s + commentTarget(id, to))};
    }
    return result;
}

std::optional<Statements> alterOther(const Altered &change, const PlanContext &context)
{
    switch (kindOf(change.after)) {
    case Kind::View:
    case Kind::MaterializedView:
        return alterView(change, context);
    case Kind::Sequence:
        return alterSequence(change, context);
    case Kind::Extension:
        return alterExtension(change, context);
    case Kind::Namespace: {
        if (nameOf(change.before).isEmpty() != nameOf(change.after).isEmpty())
            return {};
        Alteration result;
        addPlace(result, change, context);
        addOwnership(result, change, context);
        return result.take();
    }
    default:
        return {};
    }
}

Statements dropObject(ObjectId id, const PlanContext &context)
{
    const Schema &from = context.from;
    const Object &object = *from.find(id);
    const Naming naming(from);
    const Kind kind = kindOf(object);
    if (kind == Kind::Namespace && nameOf(object).isEmpty())
        return {};
    if (const auto *index = as<Index>(object); index && buildsBeside(index->table, context))
        return {dropIndexBeside(id, context)};
    SqlWriter out = sql();
    ObjectId locked = id;
    if (kind == Kind::Column || wordOf(object) == "CONSTRAINT"_L1) {
        locked = parentOf(object);
        const bool attribute = as<CompositeType>(from.find(locked));
        out << "ALTER " << wordOf(*from.find(locked)) << " " << naming.name(locked)
            << (kind != Kind::Column ? " DROP CONSTRAINT "_L1
                       : attribute   ? " DROP ATTRIBUTE "_L1
                                     : " DROP COLUMN "_L1)
            << naming.bare(id);
    } else {
        if (from.find<Table>(parentOf(object)))
            locked = parentOf(object);
        out << "DROP " << SqlText{commentTarget(id, from)};
    }
    Statement dropping = statement(out.sql(), from, locked, TableLock::AccessExclusive);
    if (const auto *key = as<ForeignKey>(object); key && key->referencedTable != key->table)
        addLock(dropping, from, key->referencedTable, TableLock::AccessExclusive);
    return {std::move(dropping)};
}

} // namespace relata::postgresql
