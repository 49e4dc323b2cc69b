#include "dialects/mysql/statements.h"

#include "dialects/mysql/alter_form.h"
#include "dialects/mysql/foreign_key_index.h"
#include "models/schema/all_kinds.h"

#include <QSet>

#include <algorithm>

namespace relata::mysql {
using namespace Qt::StringLiterals;

Statement ddl(const QString &sql, const Schema &schema, const QList<ObjectId> &locked)
{
    Statement statement;
    statement.sql = sql;
    statement.facts.transaction = TransactionMode::Alone;
    QList<ObjectId> once; // a table that refers to itself is named twice
    for (const ObjectId id : locked) {
        if (!once.contains(id))
            statement.facts.locks += Lock{schema.ref(id), LockLevel::BlocksAll, u"EXCLUSIVE METADATA"_s, false};
        once += id;
    }
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
        if (wanted(child))
            lines += words.foreignKey(*schema.find<ForeignKey>(child));
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

QStringList saidAgain(const QList<ObjectId> &indexes, const DdlWords &words)
{
    QStringList clauses;
    for (const ObjectId id : indexes)
        clauses += {u"DROP KEY "_s + words.name(id), u"ADD "_s + words.key(*words.schema.find(id))};
    return clauses;
}

/// The server makes an index for a new key even where one of its own making serves it, and takes the old one away.
static QStringList withKeptIndexes(const ForeignKey &key, const DdlWords &words, const Schema &before)
{
    KeyParts parts;
    for (const ObjectId column : key.columns)
        parts += KeyPart{.column = column, .expression = {}, .collation = {}, .operatorClass = {}};
    QList<ObjectId> kept;
    for (const ObjectId id : takenAwayBy(parts, key.table, before, words.schema)) {
        if (nameOf(*words.schema.find(id)) != key.name && serves(*words.schema.find(id), key))
            kept += id;
    }
    return saidAgain(kept, words) + QStringList(u"ADD "_s + words.foreignKey(key));
}

/// The form of what adds or drops a foreign key.
static QStringList withForm(const QStringList &clauses, const AlterForm &form, const DdlWords &words, bool beside)
{
    return beside && words.target.version > 0 ? clauses + formClauses(form, words.target) : clauses;
}

Statements createForeignKey(ObjectId id, const DdlWords &words, const Schema &before, bool beside)
{
    const auto *key = words.schema.find<ForeignKey>(id);
    const QStringList clauses = withForm(withKeptIndexes(*key, words, before), foreignKeyForm(), words, beside);
    Statement statement = ddl(alterTableText(words, key->table, clauses), words.schema, {key->table});
    if (key->referencedTable != key->table) {
        statement.facts.locks +=
            Lock{words.schema.ref(key->referencedTable), LockLevel::BlocksWrites, u"SHARED NO WRITE METADATA"_s, false};
    }
    // With foreign_key_checks on, every version copies the table to check its rows.
    statement.facts.rewrites = statement.facts.scans = true;
    if (beside)
        stateForm(statement, foreignKeyForm());
    return {statement};
}

static QString dropKey(const ForeignKey &key, const DdlWords &words)
{
    return u"DROP FOREIGN KEY "_s + words.quoted(key.name);
}

Statements dropForeignKey(ObjectId id, const DdlWords &words, bool beside)
{
    const auto *key = words.schema.find<ForeignKey>(id);
    const QStringList clauses = withForm({dropKey(*key, words)}, dropForeignKeyForm(words.target), words, beside);
    Statement statement =
        ddl(alterTableText(words, key->table, clauses), words.schema, {key->table, key->referencedTable});
    if (beside)
        stateForm(statement, dropForeignKeyForm(words.target));
    return {statement};
}

/// Whether the same indexes serve the key before and after.
static bool keepsIndexes(const ForeignKey &from, const ForeignKey &to, const Schema &before, const Schema &after)
{
    const auto serving = [](const ForeignKey &key, const Schema &schema) {
        QList<ObjectId> result;
        for (const ObjectId id : schema.children(key.table)) {
            if (serves(*schema.find(id), key))
                result += id;
        }
        return result;
    };
    const QList<ObjectId> old = serving(from, before), now = serving(to, after);
    return from.columns == to.columns
        && QSet<ObjectId>(old.begin(), old.end()) == QSet<ObjectId>(now.begin(), now.end())
        && std::all_of(old.begin(), old.end(), [&](ObjectId id) { return equal(*before.find(id), *after.find(id)); });
}

std::optional<Statements> alterForeignKey(
    const Altered &change, const DdlWords &before, const DdlWords &after, bool beside)
{
    const auto *from = as<ForeignKey>(change.before);
    const auto *to = as<ForeignKey>(change.after);
    if (!keepsIndexes(*from, *to, before.schema, after.schema))
        return {}; // gone before its index goes, made once the other stands
    // Tables that are renamed as well already have their new names.
    const QStringList drop = withForm({dropKey(*from, before)}, dropForeignKeyForm(after.target), after, beside);
    Statement gone = ddl(alterTableText(after, to->table, drop), after.schema, {to->table});
    if (beside)
        stateForm(gone, dropForeignKeyForm(after.target));
    gone.undo += alterTableText(after, to->table, withKeptIndexes(*from, before, after.schema));
    gone.facts.effects = {Dropped{change.id, change.before}};
    Statements made = createForeignKey(change.id, after, before.schema, beside);
    made.front().facts.effects = {Created{change.id, change.after}};
    made.front().undo += alterTableText(after, to->table, {dropKey(*to, after)});
    return Statements{gone, made.front()};
}

Statements alterOne(ObjectId id, const DdlWords &words, bool create, bool beside)
{
    const Object &object = *words.schema.find(id);
    const ObjectId table = parentOf(object);
    TableChange change{table, {}};
    change.changes.push_back(create ? Change(Created{id, object}) : Change(Dropped{id, object}));
    const Schema without = words.schema.without(id);
    const DdlWords other(without, words.target);
    return create ? mergedAlter(change, other, words, beside) : mergedAlter(change, words, other, beside);
}

} // namespace relata::mysql
