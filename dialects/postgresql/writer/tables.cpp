#include "dialects/postgresql/writer/kinds.h"
#include "dialects/postgresql/writer/naming.h"
#include "dialects/postgresql/writer/parts.h"
#include "dialects/postgresql/writer/statements.h"
#include "models/schema/all_kinds.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

QStringList tableLines(ObjectId id, const PlanContext &context, QList<ObjectId> &constraints)
{
    const Naming naming(context.to);
    QStringList lines;
    for (const ObjectId column : context.to.children(id, Kind::Column))
        lines += columnDefinition(*context.to.find<Column>(column), naming);
    for (const Kind kind : {Kind::PrimaryKey, Kind::Unique, Kind::Check, Kind::ForeignKey}) {
        for (const ObjectId child : context.to.children(id, kind)) {
            if (kind == Kind::ForeignKey && !isFoldedKey(child, context))
                continue;
            if (const auto *check = context.to.find<Check>(child); check && !check->validated)
                continue;
            lines += constraintDefinition(child, naming);
            constraints += child;
        }
    }
    return lines;
}

QLatin1String storageWord(const QString &code)
{
    return code == "p"_L1 ? "PLAIN"_L1 : code == "e"_L1 ? "EXTERNAL"_L1 : code == "m"_L1 ? "MAIN"_L1 : "EXTENDED"_L1;
}

struct Switch {
    const char *key;
    QLatin1String on, off;
};
constexpr Switch Switches[] = {
    {"postgresql.unlogged", QLatin1String("SET UNLOGGED"), QLatin1String("SET LOGGED")},
    {"postgresql.row_security", QLatin1String("ENABLE ROW LEVEL SECURITY"),
        QLatin1String("DISABLE ROW LEVEL SECURITY")},
    {"postgresql.force_row_security", QLatin1String("FORCE ROW LEVEL SECURITY"),
        QLatin1String("NO FORCE ROW LEVEL SECURITY")},
    {"postgresql.replica_identity", QLatin1String("REPLICA IDENTITY FULL"), QLatin1String("REPLICA IDENTITY DEFAULT")},
};

/// What ALTER TABLE does to bring the options from one state to another.
QStringList optionClauses(const Options &before, const Options &after)
{
    QStringList clauses;
    for (const Switch &item : Switches) {
        if (before.contains(item.key) != after.contains(item.key))
            clauses += QString(after.contains(item.key) ? item.on : item.off);
    }
    const QMap<QString, QString> old = parametersOf(before), fresh = parametersOf(after);
    QStringList set, reset;
    for (auto it = fresh.begin(); it != fresh.end(); ++it) {
        if (old.value(it.key()) != it.value())
            set += QString(it.key() + u" = "_s + it.value());
    }
    for (auto it = old.begin(); it != old.end(); ++it) {
        if (!fresh.contains(it.key()))
            reset += it.key();
    }
    if (!set.isEmpty())
        clauses += QString(u"SET ("_s + set.join(u", "_s) + u')');
    if (!reset.isEmpty())
        clauses += QString(u"RESET ("_s + reset.join(u", "_s) + u')');
    return clauses;
}

/// What CREATE TABLE has no place for.
void addAfterCreation(Statements &statements, ObjectId id, const Schema &schema)
{
    const Naming naming(schema);
    const auto *table = schema.find<Table>(id);
    const QString prefix = u"ALTER TABLE "_s + naming.name(id).sql + u' ';
    for (const Switch &item : Switches) {
        if (QByteArrayView(item.key) != "postgresql.unlogged" && table->options.contains(item.key))
            statements.push_back(statement(QString(prefix + item.on), schema, id, TableLock::AccessExclusive));
    }
    for (const ObjectId column : schema.children(id, Kind::Column)) {
        const QString storage = option(schema.find<Column>(column)->options, "postgresql.storage");
        if (!storage.isEmpty()) {
            statements.push_back(statement(QString(prefix + u"ALTER COLUMN "_s + naming.bare(column).sql
                                               + u" SET STORAGE "_s + storageWord(storage)),
                schema, id, TableLock::AccessExclusive));
        }
    }
    for (const ObjectId check : schema.children(id, Kind::Check)) {
        if (!schema.find<Check>(check)->validated)
            statements.push_back(statement(QString(prefix + u"ADD "_s + constraintDefinition(check, naming)), schema,
                id, TableLock::AccessExclusive));
    }
}

} // namespace

Statements createTable(ObjectId id, const PlanContext &context)
{
    const Schema &to = context.to;
    const auto *table = to.find<Table>(id);
    QList<ObjectId> constraints;
    const QStringList lines = tableLines(id, context, constraints);
    SqlWriter out = sql();
    out << "CREATE " << (flag(table->options, "postgresql.unlogged") ? "UNLOGGED "_L1 : ""_L1) << "TABLE "
        << Naming(to).name(id) << " (";
    if (!lines.isEmpty())
        out << "\n    " << SqlText{lines.join(u",\n    "_s)} << "\n";
    out << ")";
    if (table->options.contains("postgresql.access_method"))
        out << " USING " << Identifier{option(table->options, "postgresql.access_method")};
    out << SqlText{storageParameters(table->options)};
    Statements result{statement(out.sql(), to)};
    for (const ObjectId child : constraints) {
        if (const auto *key = to.find<ForeignKey>(child); key && key->referencedTable != id)
            addLock(result.front(), to, key->referencedTable, TableLock::ShareRowExclusive);
    }
    addAfterCreation(result, id, to);
    addComments(result, id, to);
    for (const ObjectId column : to.children(id, Kind::Column))
        addComments(result, column, to);
    for (const ObjectId constraint : constraints)
        addComments(result, constraint, to);
    result.front().undo = QStringList{QString(u"DROP TABLE "_s + Naming(to).name(id).sql)};
    return result;
}

std::optional<Statements> alterTable(const Altered &change, const PlanContext &context)
{
    const auto *before = as<Table>(change.before), *after = as<Table>(change.after);
    if (option(before->options, "postgresql.access_method") != option(after->options, "postgresql.access_method"))
        return {};
    const Naming naming(context.to);
    Alteration result;
    QString name = naming.named(change.id, before->name).sql;
    if (before->schema != after->schema) {
        const QString old =
            (sql() << QualifiedIdentifier{{nameOf(*context.to.find(before->schema)), before->name}}).sql();
        result.add(statement(QString(u"ALTER TABLE "_s + old + u" SET SCHEMA "_s + naming.bare(after->schema).sql),
                       context.from, change.id, TableLock::AccessExclusive),
            QString(u"ALTER TABLE "_s + name + u" SET SCHEMA "_s + naming.bare(before->schema).sql));
    }
    if (change.renamed()) {
        result.add(statement(QString(u"ALTER TABLE "_s + name + u" RENAME TO "_s + naming.bare(change.id).sql),
                       context.from, change.id, TableLock::AccessExclusive),
            QString(u"ALTER TABLE "_s + naming.name(change.id).sql + u" RENAME TO "_s
                + (sql() << Identifier{before->name}).sql()));
    }
    name = naming.name(change.id).sql;
    if (change.changes("options")) {
        const QStringList forward = optionClauses(before->options, after->options),
                          back = optionClauses(after->options, before->options);
        Statement altering = statement(QString(u"ALTER TABLE "_s + name + u' ' + forward.join(u", "_s)), context.from,
            change.id, TableLock::AccessExclusive);
        altering.facts.rewrites =
            flag(before->options, "postgresql.unlogged") != flag(after->options, "postgresql.unlogged");
        result.add(std::move(altering), QString(u"ALTER TABLE "_s + name + u' ' + back.join(u", "_s)));
    }
    if (change.changes("comment")) {
        const QString target = commentTarget(change.id, context.to);
        result.add(statement(commentOn(target, after->comment), context.from), commentOn(target, before->comment));
    }
    return result.take();
}

} // namespace relata::postgresql
