#include "dialects/mysql/backquote.h"
#include "dialects/mysql/catalogue/queries.h"
#include "dialects/mysql/catalogue/reading.h"
#include "dialects/mysql/column_words.h"
#include "dialects/mysql/server_facts.h"
#include "models/schema/all_kinds.h"

#include <QRegularExpression>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// MariaDB's "json" is a long text with a check; it reads as what it was made as.
bool isJson(const Column &column, const QString &clause)
{
    return column.type.name == "longtext"_L1 && clause == "json_valid("_L1 + backquoted(column.name) + u')';
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
    const Result<Rows> rows = m_ahead->fetch(query);
    if (!rows)
        return failure(rows.error());
    QHash<QString, CheckTable> owners;
    if (const QString tablesQuery = queries::checkTables(server); !tablesQuery.isEmpty()) {
        const Result<Rows> found = m_ahead->fetch(tablesQuery);
        if (!found)
            return failure(found.error());
        owners = checkTables(*found);
    }
    if (Result<> done = showPeriods(*rows); !done)
        return done;
    for (qsizetype row = 0; row < rows->count; ++row) {
        const QString name = rows->text(row, 1);
        const CheckTable owner = rows->isNull(row, 0) ? owners.value(name) : CheckTable{rows->text(row, 0), true};
        if (TableEntry *entry = table(owner.table); entry && entry->managed)
            addCheck(*entry, name, rows->text(row, 2), rows->text(row, 3) == "Column"_L1, owner.enforced);
    }
    return {};
}

/// Has those tables shown whose checks may be periods: no query tells them before MariaDB 11.4.
Result<> Reading::showPeriods(const Rows &checks)
{
    static const QRegularExpression comparison(u"^`([^`]|``)+` < `([^`]|``)+`$"_s);
    std::vector<TableEntry *> mayHaveThem;
    for (qsizetype row = 0; row < checks.count && isMariaDb(server); ++row) {
        TableEntry *entry = table(checks.text(row, 0));
        if (entry && entry->managed && comparison.match(checks.text(row, 2)).hasMatch())
            mayHaveThem.push_back(entry);
    }
    return show(mayHaveThem);
}

/// MariaDB shows an application-time period as a check of its name, over two columns that are never null.
bool Reading::isPeriod(const TableEntry &entry, const QString &name, const Expression &expression) const
{
    const std::vector<Expression::Piece> &pieces = expression.pieces;
    if (!isMariaDb(server) || pieces.size() != 3 || pieces[1] != Expression::Piece(u" < "_s))
        return false;
    for (const std::size_t i : {std::size_t(0), std::size_t(2)}) {
        const auto *id = std::get_if<ObjectId>(&pieces[i]);
        const auto *column = id ? as<Column>(builder.find(*id)) : nullptr;
        if (!column || column->nullable)
            return false;
    }
    return entry.shown.contains(u"\n  PERIOD FOR "_s + backquoted(name) + u" ("_s);
}

/// A key over a period ends with the period's two columns, which the server puts there itself.
void Reading::keepFromOverlapping(TableEntry &entry, const QString &period)
{
    const QString part = backquoted(period) + u" WITHOUT OVERLAPS"_s;
    const auto take = [&](auto key, const QString &words, ObjectId id) {
        const qsizetype at = entry.shown.indexOf(u"\n  "_s + words + u" ("_s);
        if (at < 0 || !entry.shown.mid(at + 1).section(u'\n', 0, 0).contains(part))
            return;
        key.parts.remove(key.parts.size() - 2, 2);
        key.options.insert("mysql.without_overlaps", period);
        builder.put(id, makeObject(std::move(key)));
    };
    for (const ObjectId id : std::as_const(entry.uniques)) {
        if (const auto *unique = as<Unique>(builder.find(id)))
            take(*unique, u"UNIQUE KEY "_s + backquoted(unique->name), id);
        else if (const auto *primary = as<PrimaryKey>(builder.find(id)))
            take(*primary, u"PRIMARY KEY"_s, id);
    }
}

void Reading::addCheck(TableEntry &entry, const QString &name, const QString &clause, bool ofColumn, bool enforced)
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
        if (isPeriod(entry, name, check.expression)) {
            check.options.insert("mysql.period", true);
            keepFromOverlapping(entry, name);
        }
    }
    builder.add(std::move(check));
}

} // namespace relata::mysql
