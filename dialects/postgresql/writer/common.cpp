#include "dialects/postgresql/writer/common.h"

#include "dialects/postgresql/writer/kinds.h"
#include "models/schema/all_kinds.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

const Options &optionsOf(const Object &object)
{
    static const Options none;
    for (const Field &field : catalogue(kindOf(object)).fields) {
        if (QByteArrayView(field.key) == "options")
            return *static_cast<const Options *>(field.at(structOf(object)));
    }
    return none;
}

const Expression *definitionOf(const Object &object)
{
    const auto *routine = as<Routine>(object);
    const auto *trigger = as<Trigger>(object);
    const auto *rule = as<Rule>(object);
    const auto *statistics = as<Statistics>(object);
    return routine   ? &routine->definition
        : trigger    ? &trigger->definition
        : rule       ? &rule->definition
        : statistics ? &statistics->definition
                     : nullptr;
}

namespace {

constexpr QByteArrayView CommentOfColumn = "postgresql.comment.";

/// The words and name of an object under another name and in another schema.
QString target(const Altered &change, const Schema &schema, ObjectId place, const QString &name)
{
    const Object &object = change.after;
    SqlWriter out = sql();
    out << wordOf(object) << " ";
    if (isFreeStanding(kindOf(object)))
        out << QualifiedIdentifier{{nameOf(*schema.find(place)), name}};
    else
        out << Naming(schema).named(change.id, name);
    if (const auto *routine = as<Routine>(object))
        out << "(" << SqlText{routine->signature} << ")";
    const Kind kind = kindOf(object);
    if (kind == Kind::Trigger || kind == Kind::Policy || kind == Kind::Rule)
        out << " ON " << Naming(schema).name(parentOf(object));
    return out.sql();
}

QString schemaName(ObjectId id, const PlanContext &context)
{
    const QString name = nameOf(*context.to.find(id)), bound = context.target.defaultSchema;
    return (sql() << Identifier{!name.isEmpty() ? name : bound.isEmpty() ? u"public"_s : bound}).sql();
}

QString ownerClause(const Options &options)
{
    const QString owner = option(options, "postgresql.owner");
    return QString(u"OWNER TO "_s + (owner.isEmpty() ? u"CURRENT_USER"_s : (sql() << Identifier{owner}).sql()));
}

QString columnTarget(ObjectId id, const Schema &schema, const QByteArray &key)
{
    return (sql() << "COLUMN " << Naming(schema).name(id) << "."
                  << Identifier{QString::fromUtf8(key.mid(CommentOfColumn.size()))})
        .sql();
}

} // namespace

QLatin1String wordOf(const Object &object)
{
    static const QHash<int, QLatin1String> words{{int(Kind::Namespace), "SCHEMA"_L1}, {int(Kind::Table), "TABLE"_L1},
        {int(Kind::View), "VIEW"_L1}, {int(Kind::MaterializedView), "MATERIALIZED VIEW"_L1},
        {int(Kind::Index), "INDEX"_L1}, {int(Kind::Sequence), "SEQUENCE"_L1}, {int(Kind::EnumType), "TYPE"_L1},
        {int(Kind::CompositeType), "TYPE"_L1}, {int(Kind::RangeType), "TYPE"_L1}, {int(Kind::Domain), "DOMAIN"_L1},
        {int(Kind::Collation), "COLLATION"_L1}, {int(Kind::Extension), "EXTENSION"_L1},
        {int(Kind::Trigger), "TRIGGER"_L1}, {int(Kind::Rule), "RULE"_L1}, {int(Kind::Policy), "POLICY"_L1},
        {int(Kind::Statistics), "STATISTICS"_L1}, {int(Kind::Column), "COLUMN"_L1}};
    if (const auto *routine = as<Routine>(object))
        return routine->form == Routine::Form::Procedure ? "PROCEDURE"_L1
            : routine->form == Routine::Form::Aggregate  ? "AGGREGATE"_L1
                                                         : "FUNCTION"_L1;
    return words.value(int(kindOf(object)), "CONSTRAINT"_L1);
}

QString alterHolder(ObjectId holder, const Schema &schema)
{
    return QString(u"ALTER "_s + wordOf(*schema.find(holder)) + u' ' + Naming(schema).name(holder).sql + u' ');
}

bool isFreeStanding(Kind kind)
{
    return QByteArrayView(catalogue(kind).fields.front().key) == "schema" && kind != Kind::Extension;
}

QList<QByteArray> changedOptions(const Altered &change)
{
    const Options &before = optionsOf(change.before), &after = optionsOf(change.after);
    QList<QByteArray> result;
    for (const QByteArray &key : (before.keys() + after.keys())) {
        if (before.value(key) != after.value(key) && !result.contains(key))
            result += key;
    }
    return result;
}

bool changesOnly(
    const Altered &change, std::initializer_list<QByteArrayView> fields, std::initializer_list<QByteArrayView> options)
{
    const auto among = [](const auto &list, QByteArrayView key) { return std::ranges::find(list, key) != list.end(); };
    for (const QByteArray &field : change.fields) {
        if (field != "name" && field != "schema" && field != "comment" && field != "options" && !among(fields, field))
            return false;
    }
    if (among(fields, "options"))
        return true;
    const QList<QByteArray> changed = changedOptions(change);
    return std::ranges::all_of(changed, [&](const QByteArray &key) {
        return key == "postgresql.owner" || key == "postgresql.inherited" || key.startsWith(CommentOfColumn)
            || among(options, key);
    });
}

void addClause(Alteration &result, const QString &what, const QString &forward, const QString &back,
    const PlanContext &context, ObjectId locked, TableLock lock)
{
    result.add(statement(QString(u"ALTER "_s + what + u' ' + forward), context.from, locked, lock),
        QString(u"ALTER "_s + what + u' ' + back));
}

void addPlace(Alteration &result, const Altered &change, const PlanContext &context)
{
    const Schema &to = context.to;
    const ObjectId place = parentOf(change.before), moved = parentOf(change.after);
    const QString before = nameOf(change.before), after = nameOf(change.after);
    if (place != moved && change.changes("schema")) {
        result.add(statement(QString(u"ALTER "_s + target(change, to, place, before) + u" SET SCHEMA "_s
                                 + schemaName(moved, context)),
                       context.from, change.id, TableLock::AccessExclusive),
            QString(u"ALTER "_s + target(change, to, moved, before) + u" SET SCHEMA "_s + schemaName(place, context)));
    }
    if (change.renamed()) {
        const auto renaming = [&](const QString &from, const QString &name) {
            return QString(
                u"ALTER "_s + target(change, to, moved, from) + u" RENAME TO "_s + (sql() << Identifier{name}).sql());
        };
        const bool inTable = !isFreeStanding(kindOf(change.after)) && !as<Namespace>(change.after);
        result.add(
            statement(renaming(before, after), context.from, inTable ? moved : change.id, TableLock::AccessExclusive),
            renaming(after, before));
    }
}

void addOwnership(Alteration &result, const Altered &change, const PlanContext &context)
{
    const Options &before = optionsOf(change.before), &after = optionsOf(change.after);
    if (option(before, "postgresql.owner") != option(after, "postgresql.owner"))
        addClause(result, commentTarget(change.id, context.to), ownerClause(after), ownerClause(before), context);
    if (change.changes("comment")) {
        const QString what = commentTarget(change.id, context.to);
        result.add(statement(commentOn(what, commentOf(change.after)), context.from),
            commentOn(what, commentOf(change.before)));
    }
    for (const QByteArray &key : changedOptions(change)) {
        if (!key.startsWith(CommentOfColumn))
            continue;
        const QString what = columnTarget(change.id, context.to, key);
        result.add(statement(commentOn(what, after.value(key).toString()), context.from),
            commentOn(what, before.value(key).toString()));
    }
}

void addParameterChanges(Alteration &result, const Altered &change, const QString &what, const PlanContext &context)
{
    const QMap<QString, QString> before = parametersOf(optionsOf(change.before)),
                                 after = parametersOf(optionsOf(change.after));
    QStringList set, unset, reset, resetBack;
    for (auto it = after.begin(); it != after.end(); ++it) {
        if (before.value(it.key()) != it.value())
            set += QString(it.key() + u" = "_s + it.value());
        if (!before.contains(it.key()))
            resetBack += it.key();
    }
    for (auto it = before.begin(); it != before.end(); ++it) {
        if (after.value(it.key()) != it.value())
            unset += QString(it.key() + u" = "_s + it.value());
        if (!after.contains(it.key()))
            reset += it.key();
    }
    const auto clause = [&](const QString &word, const QStringList &list) {
        return QString(u"ALTER "_s + what + u' ' + word + u" ("_s + list.join(u", "_s) + u')');
    };
    const auto undo = [&] { return unset.isEmpty() ? clause(u"RESET"_s, resetBack) : clause(u"SET"_s, unset); };
    if (!set.isEmpty())
        result.add(statement(clause(u"SET"_s, set), context.from, change.id, TableLock::ShareUpdateExclusive), undo());
    if (!reset.isEmpty())
        result.add(
            statement(clause(u"RESET"_s, reset), context.from, change.id, TableLock::ShareUpdateExclusive), undo());
}

void addTablespace(Alteration &result, const Altered &change, const QString &what, const PlanContext &context)
{
    const auto clause = [](const Object &object) {
        const QString space = option(optionsOf(object), "postgresql.tablespace");
        return QString(u"SET TABLESPACE "_s + (sql() << Identifier{space.isEmpty() ? u"pg_default"_s : space}).sql());
    };
    const QString forward = clause(change.after), back = clause(change.before);
    if (forward != back)
        addClause(result, what, forward, back, context, change.id, TableLock::AccessExclusive);
}

void addAttributes(std::vector<Statement> &statements, ObjectId id, const Schema &schema)
{
    const Options &options = optionsOf(*schema.find(id));
    if (options.contains("postgresql.owner"))
        statements.push_back(
            statement(QString(u"ALTER "_s + commentTarget(id, schema) + u' ' + ownerClause(options)), schema));
    addComments(statements, id, schema);
    for (auto it = options.begin(); it != options.end(); ++it) {
        if (it.key().startsWith(CommentOfColumn))
            statements.push_back(
                statement(commentOn(columnTarget(id, schema, it.key()), it.value().toString()), schema));
    }
}

bool isInherited(const Object &object) { return flag(optionsOf(object), "postgresql.inherited"); }

Altered ownPart(const Altered &change, const PlanContext &context)
{
    if (!isInherited(change.before) || !isInherited(change.after))
        return change;
    const auto *table = context.from.find<Table>(parentOf(change.before));
    if (!table)
        return change;
    Altered result = change;
    QList<ObjectId> parents = table->inherits;
    if (table->partitionOf)
        parents += table->partitionOf;
    for (const ObjectId parent : parents) {
        const ObjectId id = context.from.child(parent, kindOf(change.before), nameOf(change.before));
        const Object *before = context.from.find(id), *after = context.to.find(id);
        if (!before || !after)
            continue;
        const QList<QByteArray> brought = differingFields(*before, *after),
                                left = differingFields(*after, change.after);
        result.fields.removeIf([&](const QByteArray &field) {
            return field != "comment" && brought.contains(field) && !left.contains(field);
        });
    }
    return result;
}

} // namespace relata::postgresql
