#include "dialects/mysql/keeper.h"

#include "dialects/common/statement_tree.h"
#include "dialects/mysql/ddl_words.h"
#include "dialects/mysql/statements.h"
#include "models/engine/connection_profile.h"
#include "models/schema/all_kinds.h"
#include "models/schema/labels.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

std::optional<Message> MysqlKeeper::obstacle(ObjectId table, const Schema &schema) const
{
    const auto *found = schema.find<Table>(table);
    if (found && found->options.contains(VersionedOption))
        return Message{"Keeping", QT_TRANSLATE_NOOP("Keeping", "the history of its rows could not be copied"), {}};
    return {};
}

QList<QStringList> MysqlKeeper::taken(QStringView statement) const
{
    return droppedRows(statementTree(statement, flavour()));
}

QString MysqlKeeper::home(const ConnectionProfile &profile, const ServerInfo &) const { return profile.database; }

QString MysqlKeeper::keptTables() const
{
    return u"SELECT table_name, data_length + index_length FROM information_schema.tables "
           "WHERE table_schema = DATABASE() AND table_name LIKE '\\_relata\\_kept\\_%' ORDER BY table_name"_s;
}

/// A table of values alone: nothing numbers, times or checks them.
static Schema bareTable(const KeptRows &rows, const Schema &schema, const Schema &names, ObjectId kept)
{
    const auto &like = *schema.find<Table>(rows.table);
    Table table;
    table.schema = schema.defaultNamespace();
    table.name = rows.name;
    for (const char *option : {"mysql.engine", "mysql.collation", "mysql.row_format"}) {
        if (like.options.contains(option))
            table.options.insert(option, like.options.value(option));
    }
    Schema result;
    if (const Object *space = schema.find(table.schema))
        result = result.with(table.schema, *space);
    result = result.with(kept, makeObject(std::move(table)));
    PrimaryKey primary;
    primary.table = kept;
    for (const ObjectId id : rows.key + rows.columns) {
        const auto &source = *schema.find<Column>(id);
        const bool isKey = rows.key.contains(id);
        Column column;
        column.table = kept;
        column.name = nameOf(*names.find(id));
        column.type = source.type;
        column.position = int(result.children(kept, Kind::Column).size()) + 1;
        column.nullable = !isKey;
        column.collation = source.collation;
        if (source.options.contains("mysql.srid"))
            column.options.insert("mysql.srid", source.options.value("mysql.srid"));
        result = result.with(id, makeObject(std::move(column)));
        if (isKey)
            primary.parts += KeyPart{.column = id, .expression = {}, .collation = {}, .operatorClass = {}};
    }
    return rows.isWhole() ? result : result.with(ObjectId::random(), makeObject(std::move(primary)));
}

Statement MysqlKeeper::made(const KeptRows &rows, const Schema &schema, const Schema &names) const
{
    const ObjectId kept = ObjectId::random();
    const Schema bare = bareTable(rows, schema, names, kept);
    const DdlTarget target{
        .flavour = flavour(), .mariaDb = m_mariaDb, .version = 0, .serverCollation = {}, .sqlMode = {}};
    Statement result = statement(createTable(kept, DdlWords(bare, target), [](ObjectId) { return false; }), ddlMode());
    result.undo += discard(rows.name).sql;
    return result;
}

/// A copy that was begun before, and did not come to its end, is written over.
std::vector<Statement> MysqlKeeper::keep(const KeptRows &rows, const Schema &schema, const Schema &names) const
{
    const SqlText table = place(rows.table, schema);
    SqlWriter lock = sql(), copy = sql();
    lock << "LOCK TABLES " << table << " WRITE, " << Identifier{rows.name} << " WRITE";
    Statement locked = ddl(lock.sql(), schema, {rows.table});
    locked.undo += letGo().front().sql;
    QStringList sources, copies;
    for (const ObjectId id : rows.key + rows.columns) {
        sources += nameOf(*schema.find(id));
        copies += nameOf(*names.find(id));
    }
    copy << QLatin1String(rows.isWhole() ? "INSERT INTO " : "REPLACE INTO ") << Identifier{rows.name} << " ";
    copy.bracketed(copies) << " SELECT ";
    copy.list(rows.key + rows.columns, [&](ObjectId id) { copy << columnName(id, schema); });
    copy << " FROM " << table;
    if (!rows.labels.isEmpty()) {
        const ObjectId column = rows.columns.first();
        copy << " WHERE " << holds(column, columnName(column, schema), rows.labels.keys(), schema);
    }
    Statement copied = statement(copy.sql());
    copied.facts.scans = true;
    copied.undo += empty(rows.name);
    return {made(rows, schema, names), std::move(locked), std::move(copied)};
}

std::vector<Statement> MysqlKeeper::letGo() const { return {statement(u"UNLOCK TABLES"_s, ddlMode())}; }

/// The names of its foreign keys, its checks on MySQL and its triggers are those of the whole database: they go.
std::vector<Statement> MysqlKeeper::move(const KeptRows &rows, const Schema &schema) const
{
    std::vector<Statement> result;
    const DdlTarget target{
        .flavour = flavour(), .mariaDb = m_mariaDb, .version = 0, .serverCollation = {}, .sqlMode = {}};
    const DdlWords words(schema, target);
    QStringList clauses, back;
    for (const ObjectId id : schema.children(rows.table, Kind::ForeignKey)) {
        clauses += u"DROP FOREIGN KEY "_s + words.name(id);
        back += u"ADD "_s + words.foreignKey(*schema.find<ForeignKey>(id));
    }
    for (const ObjectId id : schema.children(rows.table, Kind::Check)) {
        if (m_mariaDb || nameOf(*schema.find(id)).isEmpty())
            continue;
        clauses += u"DROP CHECK "_s + words.name(id);
        back += u"ADD "_s + words.check(*schema.find<Check>(id));
    }
    if (!clauses.isEmpty()) {
        result.push_back(ddl(alterTableText(words, rows.table, clauses), schema, {rows.table}));
        result.back().undo += alterTableText(words, rows.table, back);
    }
    SqlWriter rename = sql(), undo = sql();
    rename << "RENAME TABLE " << place(rows.table, schema) << " TO " << Identifier{rows.name};
    undo << "RENAME TABLE " << Identifier{rows.name} << " TO " << place(rows.table, schema);
    result.push_back(ddl(rename.sql(), schema, {rows.table}));
    result.back().undo += undo.sql();
    for (const ObjectId id : schema.children(rows.table, Kind::Trigger))
        result.push_back(statement(u"DROP TRIGGER "_s + words.name(id), ddlMode()));
    return result;
}

/// They take the time of the update.
QList<ObjectId> MysqlKeeper::followers(ObjectId table, const Schema &schema) const
{
    QList<ObjectId> result = schema.children(table, Kind::Column);
    result.removeIf([&](ObjectId id) { return !schema.find<Column>(id)->options.contains("mysql.on_update"); });
    return result;
}

SqlText MysqlKeeper::update(const KeptRows &rows, const Schema &schema) const
{
    SqlWriter out = sql();
    out << "UPDATE " << place(rows.table, schema) << " AS present JOIN " << Identifier{rows.name} << " AS kept ON "
        << sameKey(rows, schema, "present") << " SET ";
    out.list(rows.columns, [&](ObjectId id) {
        const SqlText name = columnName(id, schema);
        out << "present." << name << " = kept." << name;
    });
    for (const ObjectId id : followers(rows.table, schema)) {
        const SqlText name = columnName(id, schema);
        if (!rows.columns.contains(id))
            out << ", present." << name << " = present." << name;
    }
    if (!rows.labels.isEmpty())
        out << " WHERE " << isReplaced(rows, schema);
    return out.text();
}

bool MysqlKeeper::isList(const Column &column, const Schema &) const { return column.type.name.startsWith("set("_L1); }

SqlText MysqlKeeper::listHas(const SqlText &list, const QString &label) const
{
    return (sql() << "FIND_IN_SET(" << SqlString{label} << ", " << list << ") > 0").text();
}

SqlText MysqlKeeper::listWith(const SqlText &list, const QString &label, const QString &other) const
{
    const QString between = other.isEmpty() ? u","_s : u',' + other + u',';
    return (sql() << "TRIM(BOTH ',' FROM REPLACE(CONCAT(',', " << list << ", ','), "
                  << SqlString{QString(u',' + label + u',')} << ", " << SqlString{between} << "))")
        .text();
}

/// A set has what it was given, member by member: who has put in or taken out one since keeps what is there.
SqlText MysqlKeeper::isReplaced(const KeptRows &rows, const Schema &schema) const
{
    const ObjectId id = rows.columns.first();
    const auto &column = *schema.find<Column>(id);
    if (!isList(column, schema))
        return Keeper::isReplaced(rows, schema);
    const SqlText name = columnName(id, schema), was = (sql() << "kept." << name).text(),
                  is = (sql() << "present." << name).text();
    SqlWriter out = sql();
    out.list(
        labelsOf(column.type, schema),
        [&](const QString &label) {
            if (rows.labels.contains(label)) {
                out << "NOT (" << listHas(is, label) << ")";
                return;
            }
            out << "(" << listHas(is, label) << ") = (" << listHas(was, label);
            for (const QString &gone : rows.labels.keys(label))
                out << " OR " << listHas(was, gone);
            out << ")";
        },
        QLatin1String(" AND "));
    return out.text();
}

} // namespace relata::mysql
