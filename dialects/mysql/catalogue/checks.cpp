#include "dialects/mysql/catalogue/queries.h"
#include "dialects/mysql/catalogue/reading.h"
#include "dialects/mysql/column_words.h"
#include "models/schema/all_kinds.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// MariaDB's "json" is a long text with a check; it reads as what it was made as.
bool isJson(const Column &column, const QString &clause)
{
    const QString quoted = u'`' + QString(column.name).replace(u"`"_s, u"``"_s) + u'`';
    return column.type.name == "longtext"_L1 && clause == "json_valid("_L1 + quoted + u')';
}

ObjectId firstReference(const Expression &expression)
{
    for (const Expression::Piece &piece : expression.pieces) {
        if (const auto *id = std::get_if<ObjectId>(&piece))
            return *id;
    }
    return {};
}

struct CheckTable {
    QString table;
    bool enforced = true;
};

QHash<QString, CheckTable> checkTables(const Rows &rows)
{
    QHash<QString, CheckTable> result;
    for (qsizetype row = 0; row < rows.count; ++row)
        result.insert(rows.text(row, 0), {rows.text(row, 1), rows.text(row, 2) != "NO"_L1});
    return result;
}

} // namespace

Result<> Reading::readChecks()
{
    const QString query = queries::checks(server);
    if (query.isEmpty())
        return {};
    const Result<Rows> rows = fetch(connection, query);
    if (!rows)
        return failure(rows.error());
    QHash<QString, CheckTable> owners;
    if (const QString tablesQuery = queries::checkTables(server); !tablesQuery.isEmpty()) {
        const Result<Rows> found = fetch(connection, tablesQuery);
        if (!found)
            return failure(found.error());
        owners = checkTables(*found);
    }
    for (qsizetype row = 0; row < rows->count; ++row) {
        const QString name = rows->text(row, 1);
        const CheckTable owner = rows->isNull(row, 0) ? owners.value(name) : CheckTable{rows->text(row, 0), true};
        const TableEntry *entry = table(owner.table);
        if (entry && entry->managed)
            addCheck(*entry, name, rows->text(row, 2), rows->text(row, 3) == "Column"_L1, owner.enforced);
    }
    return {};
}

void Reading::addCheck(
    const TableEntry &entry, const QString &name, const QString &clause, bool ofColumn, bool enforced)
{
    Check check;
    check.table = entry.id;
    check.expression = cutDefinition(unescaped(clause, server), scope(entry.id));
    if (!enforced)
        check.options.insert("mysql.not_enforced", true);
    if (ofColumn) {
        const ObjectId id = column(entry, name);
        const auto *holder = as<Column>(builder.find(id));
        if (holder && isJson(*holder, clause)) {
            Column json = *holder;
            json.type.name = u"json"_s;
            json.collation.clear();
            builder.put(id, makeObject(std::move(json)));
            return;
        }
        // It has no name of its own: the server shows it under that of its column, whose definition holds it. That is
        // the first column it names, or, if not, told by name.
        const bool first = firstReference(check.expression) == id;
        check.options.insert("mysql.of_column", first ? QVariant(true) : QVariant(name));
    } else {
        check.name = name;
    }
    builder.add(std::move(check));
}

} // namespace relata::mysql
