#include "dialects/mysql/statements.h"

#include "dialects/mysql/foreign_key_index.h"
#include "models/schema/all_kinds.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

Statement ddl(const QString &sql, const Schema &schema, const QList<ObjectId> &locked)
{
    Statement statement;
    statement.sql = sql;
    statement.facts.transaction = TransactionMode::Alone;
    for (const ObjectId id : locked)
        statement.facts.locks += Lock{schema.ref(id), LockLevel::BlocksAll, u"EXCLUSIVE METADATA"_s, false};
    return statement;
}

QString alterTableText(const DdlWords &words, ObjectId table, const QStringList &clauses)
{
    return u"ALTER TABLE "_s + words.name(table) + (clauses.size() > 1 ? u"\n    "_s : u" "_s)
        + clauses.join(u",\n    "_s);
}

QString createTable(ObjectId id, const DdlWords &words, const std::function<bool(ObjectId)> &wanted)
{
    const Schema &schema = words.schema;
    QStringList lines;
    for (const ObjectId child : schema.children(id, Kind::Column))
        lines += words.column(child);
    for (const Kind kind : {Kind::PrimaryKey, Kind::Unique, Kind::Index}) {
        for (const ObjectId child : schema.children(id, kind))
            lines += words.key(*schema.find(child));
    }
    for (const ObjectId child : schema.children(id, Kind::ForeignKey)) {
        if (!wanted(child))
            continue;
        const auto *key = schema.find<ForeignKey>(child);
        if (hasOwnIndex(*key, schema)) // said, or the server may take it away again for another that fits
            lines += u"KEY "_s + words.quoted(key->name) + u' ' + words.columnList(key->columns);
        lines += words.foreignKey(*key);
    }
    for (const ObjectId child : schema.children(id, Kind::Check)) {
        const auto *check = schema.find<Check>(child);
        if (words.holderOf(*check).isNull())
            lines += words.check(*check);
    }
    if (const QString period = words.rowPeriod(id); !period.isEmpty())
        lines += period;
    return u"CREATE TABLE "_s + words.name(id) + u" (\n    "_s + lines.join(u",\n    "_s) + u"\n) "_s
        + words.tableOptions(*schema.find<Table>(id));
}

QString createView(const View &view, const DdlWords &words, bool replace)
{
    QString sql = replace ? u"CREATE OR REPLACE "_s : u"CREATE "_s;
    if (const QString algorithm = view.options.value("mysql.algorithm").toString(); !algorithm.isEmpty())
        sql += u"ALGORITHM="_s + algorithm + u' ';
    if (const QString definer = view.options.value("mysql.definer").toString(); !definer.isEmpty())
        sql += words.withDefiner(u" "_s, view.options).trimmed() + u' ';
    if (view.options.value("mysql.security").toString() == "INVOKER"_L1)
        sql += u"SQL SECURITY INVOKER "_s;
    sql += u"VIEW "_s + words.quoted(view.name);
    if (!view.columns.isEmpty()) {
        QStringList names;
        for (const QString &name : view.columns)
            names += words.quoted(name);
        sql += u" ("_s + names.join(u", "_s) + u')';
    }
    sql += u" AS "_s + words.text(view.query);
    if (const QString option = view.options.value("mysql.check_option").toString(); !option.isEmpty())
        sql += u" WITH "_s + option + u" CHECK OPTION"_s;
    return sql;
}

/// Whether the key's own index is an index in its own right on the other side of a change.
static bool isAdopted(const ForeignKey &key, const Schema &other)
{
    const auto *index = other.find<Index>(other.child(key.table, Kind::Index, key.name));
    return index && isOwnIndex(*index, key);
}

Statements createForeignKey(ObjectId id, const DdlWords &words, const Schema &before)
{
    const auto *key = words.schema.find<ForeignKey>(id);
    QStringList clauses;
    if (hasOwnIndex(*key, words.schema) && !isAdopted(*key, before))
        clauses += u"ADD KEY "_s + words.quoted(key->name) + u' ' + words.columnList(key->columns);
    clauses += u"ADD "_s + words.foreignKey(*key);
    Statement statement = ddl(alterTableText(words, key->table, clauses), words.schema, {key->table});
    if (key->referencedTable != key->table) {
        statement.facts.locks +=
            Lock{words.schema.ref(key->referencedTable), LockLevel::BlocksWrites, u"SHARED NO WRITE METADATA"_s, false};
    }
    // With foreign_key_checks on, every version copies the table to check its rows.
    statement.facts.rewrites = statement.facts.scans = true;
    return {statement};
}

static QString dropOwnIndex(const ForeignKey &key, const DdlWords &words)
{
    const bool tolerant = words.target.mariaDb; // which of several keys made the index is not always to be known
    return (tolerant ? u"DROP KEY IF EXISTS "_s : u"DROP KEY "_s) + words.quoted(key.name);
}

static QStringList oneByOne(const DdlWords &words, ObjectId table, const QStringList &clauses)
{
    QStringList result;
    for (const QString &clause : clauses)
        result += alterTableText(words, table, {clause});
    return result;
}

Statements dropForeignKey(ObjectId id, const DdlWords &words, const Schema &after)
{
    const auto *key = words.schema.find<ForeignKey>(id);
    QStringList clauses{u"DROP FOREIGN KEY "_s + words.quoted(key->name)};
    if (hasOwnIndex(*key, words.schema) && !isAdopted(*key, after))
        clauses += dropOwnIndex(*key, words);
    // Where another key came to need the index, 5.6 does not refuse both in one: it crashes.
    Statements result;
    const bool together = words.target.since(100000, 50700);
    for (const QString &text :
        together ? QStringList{alterTableText(words, key->table, clauses)} : oneByOne(words, key->table, clauses))
        result.push_back(ddl(text, words.schema, {key->table, key->referencedTable}));
    return result;
}

/// The schema with the index that the key keeps while it is made anew.
static Schema withIndexOf(const ForeignKey &key, const Schema &schema)
{
    Index index;
    index.table = key.table;
    index.name = key.name;
    for (const ObjectId column : key.columns)
        index.parts += KeyPart{.column = column, .expression = {}, .collation = {}, .operatorClass = {}};
    return schema.with(ObjectId::random(), makeObject(std::move(index)));
}

Statements alterForeignKey(const Altered &change, const DdlWords &before, const DdlWords &after)
{
    const auto *from = as<ForeignKey>(change.before);
    const auto *to = as<ForeignKey>(change.after);
    const bool keepsIndex = from->name == to->name && from->columns == to->columns && hasOwnIndex(*to, after.schema);
    QStringList clauses{u"DROP FOREIGN KEY "_s + before.quoted(from->name)};
    if (hasOwnIndex(*from, before.schema) && !keepsIndex && !isAdopted(*from, after.schema))
        clauses += dropOwnIndex(*from, before);
    // Tables that are renamed as well already have their new names.
    Statement gone = ddl(alterTableText(after, to->table, clauses), after.schema, {to->table});
    gone.undo += alterTableText(after, to->table, {u"ADD "_s + before.foreignKey(*from)});
    gone.facts.effects = {Dropped{change.id, change.before}};
    Statements made =
        createForeignKey(change.id, after, keepsIndex ? withIndexOf(*from, before.schema) : before.schema);
    made.front().facts.effects = {Created{change.id, change.after}};
    made.front().undo += alterTableText(after, to->table, {u"DROP FOREIGN KEY "_s + after.quoted(to->name)});
    return {gone, made.front()};
}

Statements alterOne(ObjectId id, const DdlWords &words, bool create)
{
    const Object &object = *words.schema.find(id);
    const ObjectId table = parentOf(object);
    TableChange change{table, {}};
    change.changes.push_back(create ? Change(Created{id, object}) : Change(Dropped{id, object}));
    const Schema without = words.schema.without(id);
    const DdlWords other(without, words.target);
    return create ? mergedAlter(change, other, words) : mergedAlter(change, words, other);
}

} // namespace relata::mysql
