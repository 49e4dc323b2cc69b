#include "dialects/mysql/catalogue/reading.h"

#include "dialects/mysql/backquote.h"
#include "dialects/mysql/catalogue/queries.h"
#include "dialects/mysql/column_words.h"
#include "dialects/mysql/server_facts.h"
#include "models/schema/all_kinds.h"
#include "models/sql/sql_writer.h"

#include <QRegularExpression>

#include <algorithm>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// Where the statement stands in the answer of SHOW CREATE.
int textColumn(QLatin1StringView what)
{
    if (what == "TABLE"_L1 || what == "VIEW"_L1)
        return 1;
    return what == "EVENT"_L1 ? 3 : 2;
}

/// The body within the shown statement; its literals have lost their escapes. `begin` is what stands before the first.
QString exactBody(const QString &body, const QString &shown, const QString &begin)
{
    // The head may say what the body begins with, and the body may say it again: what is about as long is it.
    qsizetype best = -1;
    for (qsizetype at = shown.indexOf(begin); at >= 0; at = shown.indexOf(begin, at + 1)) {
        const QString rest = shown.mid(at);
        if (rest == body || QString(rest).replace(u"''"_s, u"'"_s).replace(u"\"\""_s, u"\""_s) == body)
            return rest;
        if (best < 0 || qAbs(rest.size() - body.size()) < qAbs(shown.size() - best - body.size()))
            best = at;
    }
    return begin.isEmpty() || best < 0 ? body : shown.mid(best);
}

} // namespace

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
    m_ahead.emplace(connection, questions());
    return {};
}

/// What is asked whatever the answers say, in the order in which they are read.
QStringList Reading::questions() const
{
    QStringList result{queries::tables(), queries::columns(server), queries::foreignKeys(),
        queries::foreignKeyColumns(), queries::keys(server), queries::checks(server), queries::checkTables(server),
        queries::hasStoredRoutines(server) ? queries::storedRoutines() : queries::routines(), queries::views(server),
        queries::triggers(), queries::events()};
    result.removeAll(QString());
    return result;
}

TableEntry *Reading::table(const QString &name)
{
    const auto it = tables.find(folded(name));
    return it == tables.end() ? nullptr : &*it;
}

ObjectId Reading::column(ObjectId table, const QString &name) const
{
    const auto it = columnsOf.constFind(table);
    return it == columnsOf.cend() ? ObjectId() : it->value(name.toLower());
}

NameScope Reading::scope(ObjectId ownTable) const
{
    NameScope result;
    result.database = database;
    result.relation = [this](const QString &name) { return relations.value(folded(name)); };
    result.routine = [this](const QString &name) { return routines.value(name.toLower()); };
    result.column = [this](ObjectId id, const QString &name) { return column(id, name); };
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
        parts +=
            u"SELECT %1, start_value, minimum_value, maximum_value, increment, cache_size, cycle_option FROM %2"_s.arg(
                quotedText(name), backquoted(name));
    }
    const Result<Rows> rows = m_ahead->fetch(parts.join(u" UNION ALL "_s));
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

Result<QStringList> Reading::shown(const QList<ShownObject> &objects)
{
    QStringList statements;
    for (const ShownObject &object : objects)
        statements += (SqlWriter(flavour()) << "SHOW CREATE " << object.what << " " << Identifier{object.name}).sql();
    const Result<std::vector<Rows>> answers = m_ahead->fetchAll(statements);
    if (!answers)
        return failure(answers.error());
    QStringList result;
    for (qsizetype i = 0; i < objects.size(); ++i) {
        const Rows &rows = answers->at(std::size_t(i));
        result += rows.isEmpty() ? QString() : rows.text(0, textColumn(objects.at(i).what));
    }
    return result;
}

Result<> Reading::show(std::vector<TableEntry *> entries)
{
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    std::erase_if(entries, [](const TableEntry *entry) { return !entry->shown.isEmpty(); });
    QList<ShownObject> objects;
    for (const TableEntry *entry : entries)
        objects += {"TABLE"_L1, nameOf(*builder.find(entry->id))};
    const Result<QStringList> texts = shown(objects);
    if (!texts)
        return failure(texts.error());
    for (std::size_t i = 0; i < entries.size(); ++i)
        entries[i]->shown = texts->at(qsizetype(i));
    return {};
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

Result<> Reading::makeExact(std::vector<Program> &programs)
{
    // Names with backticks in them are mangled, too, except by MariaDB.
    static const QRegularExpression inMariaDb(u"['\"\\\\]"_s), inMysql(u"['\"\\\\`]"_s);
    const QRegularExpression &quote = isMariaDb(server) ? inMariaDb : inMysql;
    QList<ShownObject> objects;
    std::vector<Program *> quoting;
    for (Program &program : programs) {
        if (!program.isExact && program.body.contains(quote)) {
            objects += program.object;
            quoting.push_back(&program);
        }
    }
    const Result<QStringList> texts = shown(objects);
    if (!texts)
        return failure(texts.error());
    for (std::size_t i = 0; i < quoting.size(); ++i) {
        QString &body = quoting[i]->body;
        body = exactBody(body, texts->at(qsizetype(i)), body.left(body.indexOf(quote)));
    }
    return {};
}

const SqlFlavour &Reading::flavour() const { return isMariaDb(server) ? mariadbFlavour() : mysqlFlavour(); }

} // namespace relata::mysql
