#include "dialects/mysql/catalogue/reading.h"

#include "dialects/mysql/catalogue/queries.h"
#include "dialects/mysql/server_facts.h"
#include "models/schema/all_kinds.h"

#include <QRegularExpression>

namespace relata::mysql {
using namespace Qt::StringLiterals;

Result<> Reading::readDatabase()
{
    const Result<Rows> rows = fetch(connection, queries::database());
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty()) {
        return failure({.code = Error::Code::Usage,
            .message = {"MySql",
                QT_TRANSLATE_NOOP("MySql", "The connection names no database: add one behind the address."), {}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    }
    database = rows->text(0, 0);
    databaseCollation = rows->text(0, 1);
    m_foldsNames = rows->number(0, 3) != 0;
    Namespace bound;
    if (databaseCollation != rows->text(0, 2))
        bound.options.insert("mysql.collation", databaseCollation);
    space = builder.add(std::move(bound));
    return {};
}

TableEntry *Reading::table(const QString &name)
{
    const auto it = tables.find(folded(name));
    return it == tables.end() ? nullptr : &*it;
}

NameScope Reading::scope(ObjectId ownTable) const
{
    NameScope result;
    result.database = database;
    result.relation = [this](const QString &name) { return relations.value(folded(name)); };
    result.routine = [this](const QString &name) { return routines.value(name.toLower()); };
    result.column = [this](ObjectId id, const QString &name) {
        const auto it = columnsOf.constFind(id);
        return it == columnsOf.cend() ? ObjectId() : it->value(name.toLower());
    };
    result.ownTable = ownTable;
    return result;
}

void Reading::addUnmanaged(
    ObjectId parent, const QString &name, const QString &engineKind, const Expression &definition)
{
    Opaque opaque;
    opaque.parent = parent;
    opaque.name = name;
    opaque.engineKind = engineKind;
    opaque.definition = definition;
    builder.add(std::move(opaque));
}

void Reading::addUnmanagedTables()
{
    for (const TableEntry &table : std::as_const(tables)) {
        if (table.managed)
            continue;
        const auto *placeholder = as<Opaque>(builder.find(table.id));
        Opaque whole = *placeholder;
        whole.definition = Expression::of(table.text);
        builder.put(table.id, makeObject(std::move(whole)));
    }
}

Result<> Reading::readSequences()
{
    if (m_sequences.isEmpty())
        return {};
    QStringList parts;
    for (const QString &name : std::as_const(m_sequences)) {
        const QString quoted = u'`' + QString(name).replace(u"`"_s, u"``"_s) + u'`';
        const QString text = u'\'' + QString(name).replace(u"\\"_s, u"\\\\"_s).replace(u"'"_s, u"''"_s) + u'\'';
        parts +=
            u"SELECT %1, start_value, minimum_value, maximum_value, increment, cache_size, cycle_option FROM %2"_s.arg(
                text, quoted);
    }
    const Result<Rows> rows = fetch(connection, parts.join(u" UNION ALL "_s));
    if (!rows)
        return failure(rows.error());
    for (qsizetype row = 0; row < rows->count; ++row) {
        Sequence sequence;
        sequence.schema = space;
        sequence.name = rows->text(row, 0);
        sequence.start = rows->number(row, 1);
        sequence.minimum = rows->number(row, 2);
        sequence.maximum = rows->number(row, 3);
        sequence.increment = rows->number(row, 4);
        sequence.cache = rows->number(row, 5);
        sequence.cycle = rows->truth(row, 6);
        const ObjectId id = relations.value(folded(sequence.name));
        builder.put(id, makeObject(std::move(sequence)));
    }
    return {};
}

Result<QString> Reading::shown(TableEntry &table)
{
    if (table.shown.isEmpty()) {
        QString name = nameOf(*builder.find(table.id));
        const Result<Rows> rows = fetch(connection, u"SHOW CREATE TABLE `"_s + name.replace(u"`"_s, u"``"_s) + u'`');
        if (!rows)
            return failure(rows.error());
        table.shown = rows->text(0, 1);
    }
    return table.shown;
}

Options Reading::programOptions(const QString &definer, const QString &mode) const
{
    Options options;
    if (definer != server.settings.value("current_user").toString())
        options.insert("mysql.definer", definer);
    if (mode != readableMode(server.settings.value("sql_mode").toString()))
        options.insert("mysql.sql_mode", mode);
    return options;
}

Result<QString> Reading::exactBody(const QString &body, const QString &what, const QString &name, int column)
{
    if (!body.contains(u'\'') && !body.contains(u'"') && !body.contains(u'\\'))
        return body;
    const QString quoted = u'`' + QString(name).replace(u"`"_s, u"``"_s) + u'`';
    const Result<Rows> rows = fetch(connection, u"SHOW CREATE "_s + what + u' ' + quoted);
    if (!rows)
        return failure(rows.error());
    const QString shown = rows->text(0, column);
    static const QRegularExpression quote(u"['\"\\\\]"_s);
    const QString begin = body.left(body.indexOf(quote));
    // The head says nothing that the body begins with, or says it before.
    for (qsizetype at = shown.indexOf(begin); at >= 0; at = shown.indexOf(begin, at + 1)) {
        const QString rest = shown.mid(at);
        if (rest == body || QString(rest).replace(u"''"_s, u"'"_s).replace(u"\"\""_s, u"\""_s) == body)
            return rest;
    }
    return begin.isEmpty() ? body : shown.mid(shown.lastIndexOf(begin));
}

const SqlFlavour &Reading::flavour() const { return isMariaDb(server) ? mariadbFlavour() : mysqlFlavour(); }

} // namespace relata::mysql
