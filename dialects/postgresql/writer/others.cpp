#include "dialects/postgresql/output_names.h"
#include "dialects/postgresql/writer/kinds.h"
#include "dialects/postgresql/writer/naming.h"
#include "dialects/postgresql/writer/parts.h"
#include "dialects/postgresql/writer/statements.h"
#include "models/schema/all_kinds.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

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
        out << "CREATE SEQUENCE " << naming.name(id) << SqlText{sequenceClauses(*sequence, usualSequence(*sequence))};
    } else if (const auto *view = as<View>(object)) {
        out << "CREATE VIEW " << naming.name(id);
        if (!view->columns.isEmpty())
            out << " " << SqlText{(sql().bracketed(view->columns)).sql()};
        out << SqlText{storageParameters(view->options)} << " AS\n"
            << SqlText{withoutPlainOutputNames(naming.text(view->query).sql)};
    } else if (const auto *routine = as<Routine>(object)) {
        out << naming.text(routine->definition);
    } else if (const auto *trigger = as<Trigger>(object)) {
        out << naming.text(trigger->definition);
    }
    return out.sql();
}

QString enabledClause(const Options &options)
{
    const QString state = option(options, "postgresql.enabled");
    return state.isEmpty()       ? u"ENABLE TRIGGER "_s
        : state == "disabled"_L1 ? u"DISABLE TRIGGER "_s
        : state == "replica"_L1  ? u"ENABLE REPLICA TRIGGER "_s
                                 : u"ENABLE ALWAYS TRIGGER "_s;
}

/// The header of a routine's definition: what CREATE OR REPLACE may not change.
QString headerOf(const QString &definition) { return definition.section(u"\n LANGUAGE"_s, 0, 0); }

bool canReplace(const Altered &change, const PlanContext &context)
{
    const auto *before = as<Routine>(change.before), *after = as<Routine>(change.after);
    const Naming naming(context.to), old(context.from);
    const QString header = headerOf(naming.text(after->definition).sql);
    return header.contains(u"CREATE OR REPLACE"_s) && before->form == after->form
        && before->signature == after->signature
        && (change.renamed() || header == headerOf(old.text(before->definition).sql));
}

std::optional<Statements> alterRoutine(const Altered &change, const PlanContext &context)
{
    const auto *before = as<Routine>(change.before), *after = as<Routine>(change.after);
    if (before->schema != after->schema || before->signature != after->signature || before->form != after->form
        || (change.changes("definition") && !canReplace(change, context)))
        return {};
    const Naming naming(context.to);
    const QString word = after->form == Routine::Form::Procedure ? u"ALTER PROCEDURE "_s : u"ALTER FUNCTION "_s;
    Alteration result;
    if (change.renamed()) {
        result.add(statement(QString(word + naming.routine(change.id, before->name).sql + u" RENAME TO "_s
                                 + naming.bare(change.id).sql),
                       context.from),
            QString(word + naming.routine(change.id, after->name).sql + u" RENAME TO "_s
                + (sql() << Identifier{before->name}).sql()));
    }
    if (change.changes("definition")) {
        result.add(
            statement(naming.text(after->definition).sql, context.from), written(before->definition, [&](ObjectId id) {
                return id == change.id ? naming.name(id).sql : Naming(context.from).name(id).sql;
            }));
    }
    if (change.changes("comment")) {
        const QString target = commentTarget(change.id, context.to);
        result.add(statement(commentOn(target, after->comment), context.from), commentOn(target, before->comment));
    }
    return result.take();
}

std::optional<Statements> alterTrigger(const Altered &change, const PlanContext &context)
{
    const auto *before = as<Trigger>(change.before), *after = as<Trigger>(change.after);
    if (change.changes("definition") || change.changes("table"))
        return {};
    const Naming naming(context.to);
    const QString name = naming.bare(change.id).sql, table = naming.name(after->table).sql;
    Alteration result;
    if (change.renamed()) {
        const QString old = (sql() << Identifier{before->name}).sql();
        result.add(statement(QString(u"ALTER TRIGGER "_s + old + u" ON "_s + table + u" RENAME TO "_s + name),
                       context.from, after->table, TableLock::AccessExclusive),
            QString(u"ALTER TRIGGER "_s + name + u" ON "_s + table + u" RENAME TO "_s + old));
    }
    if (change.changes("options")) {
        const QString prefix = u"ALTER TABLE "_s + table + u' ';
        result.add(statement(QString(prefix + enabledClause(after->options) + name), context.from, after->table,
                       TableLock::ShareRowExclusive),
            QString(prefix + enabledClause(before->options) + name));
    }
    if (change.changes("comment")) {
        const QString target = commentTarget(change.id, context.to);
        result.add(statement(commentOn(target, after->comment), context.from), commentOn(target, before->comment));
    }
    return result.take();
}

QString ownerClause(ObjectId column, const Naming &naming)
{
    if (!column)
        return u" OWNED BY NONE"_s;
    return QString(
        u" OWNED BY "_s + naming.name(parentOf(*naming.schema().find(column))).sql + u'.' + naming.bare(column).sql);
}

/// Rename, schema and comment of what has nothing else to alter, and a sequence's numbers.
std::optional<Statements> alterNamed(const Altered &change, const PlanContext &context)
{
    const Naming naming(context.to), old(context.from);
    const QString word = commentTarget(change.id, context.to).section(u' ', 0, 0);
    Alteration result;
    if (change.renamed()) {
        result.add(statement(QString(u"ALTER "_s + word + u' ' + naming.named(change.id, nameOf(change.before)).sql
                                 + u" RENAME TO "_s + naming.bare(change.id).sql),
                       context.from, change.id, TableLock::AccessExclusive),
            QString(u"ALTER "_s + word + u' ' + naming.name(change.id).sql + u" RENAME TO "_s
                + (sql() << Identifier{nameOf(change.before)}).sql()));
    }
    const QString prefix = u"ALTER "_s + word + u' ' + naming.name(change.id).sql;
    if (const auto *before = as<Sequence>(change.before)) {
        const auto *after = as<Sequence>(change.after);
        const QString forward = sequenceClauses(*after, *before), back = sequenceClauses(*before, *after);
        if (!forward.isEmpty())
            result.add(statement(QString(prefix + forward), context.from), QString(prefix + back));
        if (before->ownedBy != after->ownedBy)
            result.add(statement(QString(prefix + ownerClause(after->ownedBy, naming)), context.from),
                QString(prefix + ownerClause(before->ownedBy, old)));
    }
    if (change.changes("comment")) {
        const auto text = [](const Object &object) {
            const auto *space = as<Namespace>(object);
            const auto *view = as<View>(object);
            const auto *sequence = as<Sequence>(object);
            return space   ? space->comment
                : view     ? view->comment
                : sequence ? sequence->comment
                           : as<EnumType>(object)->comment;
        };
        const QString target = commentTarget(change.id, context.to);
        result.add(
            statement(commentOn(target, text(change.after)), context.from), commentOn(target, text(change.before)));
    }
    return result.take();
}

} // namespace

Statements createOther(ObjectId id, const PlanContext &context)
{
    const Schema &to = context.to;
    const Object &object = *to.find(id);
    if (as<Namespace>(object) && nameOf(object).isEmpty())
        return {};
    Statements result{statement(createText(id, to), to)};
    if (const auto *trigger = as<Trigger>(object)) {
        addLock(result.front(), to, trigger->table, TableLock::ShareRowExclusive);
        if (trigger->options.contains("postgresql.enabled"))
            result.push_back(statement(QString(u"ALTER TABLE "_s + Naming(to).name(trigger->table).sql + u' '
                                           + enabledClause(trigger->options) + Naming(to).bare(id).sql),
                to, trigger->table, TableLock::ShareRowExclusive));
    }
    addComments(result, id, to);
    return result;
}

std::optional<Statements> alterOther(const Altered &change, const PlanContext &context)
{
    switch (kindOf(change.after)) {
    case Kind::Routine:
        return alterRoutine(change, context);
    case Kind::Trigger:
        return alterTrigger(change, context);
    case Kind::View:
        if (change.changes("query") || change.changes("columns") || change.changes("options")
            || change.changes("schema"))
            return {};
        return alterNamed(change, context);
    case Kind::Namespace:
        if (nameOf(change.before).isEmpty() != nameOf(change.after).isEmpty())
            return {};
        return alterNamed(change, context);
    case Kind::Sequence:
        if (change.changes("schema"))
            return {};
        return alterNamed(change, context);
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
    SqlWriter out = sql();
    ObjectId locked = id;
    if (kind == Kind::Column || kind == Kind::PrimaryKey || kind == Kind::Unique || kind == Kind::ForeignKey
        || kind == Kind::Check) {
        locked = parentOf(object);
        out << "ALTER TABLE " << naming.name(locked)
            << (kind == Kind::Column ? " DROP COLUMN "_L1 : " DROP CONSTRAINT "_L1) << naming.bare(id);
    } else {
        if (kind == Kind::Index || kind == Kind::Trigger)
            locked = parentOf(object);
        out << "DROP " << SqlText{commentTarget(id, from)};
    }
    Statement dropping = statement(out.sql(), from, locked, TableLock::AccessExclusive);
    if (const auto *key = as<ForeignKey>(object); key && key->referencedTable != key->table)
        addLock(dropping, from, key->referencedTable, TableLock::AccessExclusive);
    return {std::move(dropping)};
}

} // namespace relata::postgresql
