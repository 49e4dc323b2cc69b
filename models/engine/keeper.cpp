#include "models/engine/keeper.h"

#include "models/schema/kinds/column.h"
#include "models/schema/kinds/domain.h"

#include <iterator>

namespace relata {

Statement Keeper::statement(const QString &sql, TransactionMode mode)
{
    Statement result;
    result.sql = sql;
    result.facts.transaction = mode;
    return result;
}

SqlText Keeper::place(ObjectId table, const Schema &schema) const
{
    return {quoted(QualifiedIdentifier{schema.path(table)}, m_flavour)};
}

SqlText Keeper::columnName(ObjectId column, const Schema &schema) const
{
    return (sql() << Identifier{nameOf(*schema.find(column))}).text();
}

SqlText Keeper::kept(const Column &, const SqlText &value, const Schema &, bool) const { return value; }

SqlText Keeper::sameKey(const KeptRows &rows, const Schema &schema, const char *row) const
{
    SqlWriter out = sql();
    out.list(
        rows.key,
        [&](ObjectId id) {
            const SqlText name = columnName(id, schema);
            out << QLatin1String(row) << "." << name << " = kept." << name;
        },
        QLatin1String(" AND "));
    return out.text();
}

std::vector<Statement> Keeper::keep(const KeptRows &rows, const Schema &schema, const Schema &names) const
{
    SqlWriter out = sql();
    out << "CREATE TABLE " << Identifier{rows.name} << keyClause(rows, names) << " AS SELECT ";
    out.list(rows.key + rows.columns, [&](ObjectId id) {
        const SqlText value = kept(*schema.find<Column>(id), columnName(id, schema), schema, rows.key.contains(id));
        const SqlText name = columnName(id, names);
        out << value;
        if (value.sql != name.sql)
            out << " AS " << name;
    });
    out << " FROM " << source(rows, schema);
    if (!rows.labels.isEmpty()) {
        const ObjectId column = rows.columns.first();
        out << " WHERE " << holds(column, columnName(column, schema), rows.labels.keys(), schema);
    }
    Statement made = statement(out.sql(), ddlMode());
    made.facts.scans = true;
    made.undo += discard(rows.name).sql;
    std::vector<Statement> result = beforeKeeping(rows, schema);
    result.push_back(std::move(made));
    std::vector<Statement> after = afterKeeping(rows, names);
    std::move(after.begin(), after.end(), std::back_inserter(result));
    return result;
}

std::vector<Statement> Keeper::restore(const KeptRows &rows, const Schema &schema) const
{
    std::vector<Statement> result = beforeRestoring(rows, schema);
    if (rows.isWhole()) {
        QStringList names;
        for (const ObjectId id : rows.columns)
            names += nameOf(*schema.find(id));
        SqlWriter out = sql();
        out << "INSERT INTO " << place(rows.table, schema) << " ";
        out.bracketed(names) << insertClause(rows, schema) << " SELECT ";
        out.list(rows.columns,
            [&](ObjectId id) { out << restored(*schema.find<Column>(id), columnName(id, schema), schema); });
        out << " FROM " << Identifier{rows.name};
        result.push_back(statement(out.sql()));
    } else {
        result.push_back(statement(update(rows, schema).sql));
        result.back().facts.scans = true;
    }
    result.back().facts.locks += {schema.ref(rows.table), LockLevel::WriteRow, {}, false};
    std::vector<Statement> after = afterRestoring(rows, schema);
    std::move(after.begin(), after.end(), std::back_inserter(result));
    result.push_back(discard(rows.name));
    return result;
}

SqlText Keeper::holds(ObjectId column, const SqlText &name, const QStringList &labels, const Schema &schema) const
{
    const auto &found = *schema.find<Column>(column);
    SqlWriter out = sql();
    if (!isList(found, schema)) { // a domain has no operators of its enum's
        out << (schema.find<Domain>(found.type.userType) ? kept(found, name, schema, false) : name) << " IN (";
        out.list(labels, [&](const QString &label) { out << SqlString{label}; });
        return (out << ")").text();
    }
    const SqlText value = kept(found, name, schema, false);
    out << "(";
    out.list(
        labels, [&](const QString &label) { out << listHas(value, label); }, QLatin1String(" OR "));
    return (out << ")").text();
}

SqlText Keeper::replacement(ObjectId column, const QString &label, const QString &other, const Schema &schema) const
{
    const auto &found = *schema.find<Column>(column);
    const SqlText name = columnName(column, schema);
    SqlWriter out = sql();
    out << name << " = ";
    if (isList(found, schema))
        out << restored(found, listWith(kept(found, name, schema, false), label, other), schema);
    else
        out << SqlString{other};
    return out.text();
}

SqlText Keeper::isReplaced(const KeptRows &rows, const Schema &schema) const
{
    const auto &column = *schema.find<Column>(rows.columns.first());
    const SqlText name = columnName(rows.columns.first(), schema);
    SqlWriter out = sql();
    out << kept(column, (sql() << "present." << name).text(), schema, false) << " = CASE kept." << name;
    for (auto it = rows.labels.cbegin(); it != rows.labels.cend(); ++it)
        out << " WHEN " << SqlString{it.key()} << " THEN " << SqlString{it.value()};
    return (out << " END").text();
}

QString Keeper::empty(const QString &name) const { return (sql() << "TRUNCATE TABLE " << Identifier{name}).sql(); }

SqlText Keeper::withoutKept(const KeptRows &rows, const Schema &schema, const Schema &names) const
{
    SqlWriter out = sql();
    out << "FROM " << place(rows.table, schema) << " AS present WHERE NOT EXISTS (SELECT 1 FROM "
        << Identifier{rows.name} << " AS kept WHERE ";
    out.list(
        rows.key,
        [&](ObjectId id) {
            const SqlText present = (sql() << "present." << columnName(id, schema)).text();
            out << kept(*schema.find<Column>(id), present, schema, true) << " = kept." << columnName(id, names);
        },
        QLatin1String(" AND "));
    out << ")";
    return out.text();
}

Statement Keeper::discard(const QString &name) const
{
    return statement((sql() << "DROP TABLE " << Identifier{name}).sql(), ddlMode());
}

} // namespace relata
