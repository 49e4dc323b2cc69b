#include "dialects/sqlite/keeper.h"

#include "dialects/common/statement_tree.h"
#include "models/planner/foreign_key_circles.h"
#include "models/schema/all_kinds.h"
#include "models/sql/sql_flavour.h"

#include <algorithm>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

SqliteKeeper::SqliteKeeper()
    : Keeper(sqliteFlavour())
{ }

/// A primary key takes NULL, and more than once, but for that of the row's own number and where a column forbids it.
bool SqliteKeeper::tellsApart(const PrimaryKey &key, const Schema &schema) const
{
    const auto *table = schema.find<Table>(key.table);
    if (table && table->options.contains("sqlite.without_rowid"))
        return true;
    return std::all_of(key.parts.begin(), key.parts.end(), [&](const KeyPart &part) {
        const auto *column = schema.find<Column>(part.column);
        const bool isNumber = key.parts.size() == 1 && column
            && column->type.name.compare("INTEGER"_L1, Qt::CaseInsensitive) == 0 && !part.descending;
        return column && (!column->nullable || isNumber);
    });
}

QList<QStringList> SqliteKeeper::taken(QStringView statement) const
{
    return droppedRows(statementTree(statement, flavour()));
}

QString SqliteKeeper::home(const ConnectionProfile &, const ServerInfo &) const { return u"main"_s; }

QString SqliteKeeper::keptTables() const
{
    return u"SELECT name, NULL FROM sqlite_master WHERE type = 'table' AND name LIKE '\\_relata\\_kept\\_%' ESCAPE "
           u"'\\' "
           "ORDER BY name"_s;
}

QString SqliteKeeper::empty(const QString &name) const { return (sql() << "DELETE FROM " << Identifier{name}).sql(); }

SqlText SqliteKeeper::update(const KeptRows &rows, const Schema &schema) const
{
    SqlWriter where = sql(), out = sql();
    where << " FROM " << Identifier{rows.name} << " AS kept WHERE " << sameKey(rows, schema, "present");
    out << "UPDATE " << place(rows.table, schema) << " AS present SET ";
    out.list(rows.columns, [&](ObjectId id) {
        const SqlText name = columnName(id, schema);
        out << name << " = (SELECT kept." << name << where.text() << ")";
    });
    out << " WHERE EXISTS (SELECT 1" << where.text() << ")";
    return out.text();
}

/// Without it each row would look through all that were kept.
std::vector<Statement> SqliteKeeper::afterKeeping(const KeptRows &rows, const Schema &schema) const
{
    if (rows.isWhole())
        return {};
    QStringList names;
    for (const ObjectId id : rows.key)
        names += nameOf(*schema.find(id));
    SqlWriter out = sql();
    out << "CREATE INDEX " << Identifier{QString(rows.name + u"_key"_s)} << " ON " << Identifier{rows.name} << " ";
    out.bracketed(names);
    return {statement(out.sql())};
}

/// Rows of tables that refer to each other in a circle are whole only when all are back.
std::vector<Statement> SqliteKeeper::beforeRestoring(const KeptRows &rows, const Schema &schema) const
{
    if (!rows.isWhole() || !ForeignKeyCircles(schema).contains(rows.table))
        return {};
    return {statement(u"PRAGMA defer_foreign_keys = ON"_s)};
}

} // namespace relata::sqlite
