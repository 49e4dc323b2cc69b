#include "dialects/postgresql/keeper.h"

#include "dialects/postgresql/parsed_tree.h"
#include "dialects/postgresql/writer.h"
#include "dialects/postgresql/writer/naming.h"
#include "dialects/postgresql/writer/parts.h"
#include "dialects/postgresql/writer/statements.h"
#include "models/engine/connection_profile.h"
#include "models/engine/server_info.h"
#include "models/schema/all_kinds.h"
#include "models/sql/sql_flavour.h"

#include <algorithm>

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

/// The built-in type behind a user's type; empty where only its text can stand for the value.
QString builtIn(const DataType &type, const Schema &schema)
{
    if (!type.userType)
        return type.name;
    const auto *domain = schema.find<Domain>(type.userType);
    return domain && type.suffix.isEmpty() ? builtIn(domain->type, schema) : QString();
}

/// Whether the text of a value follows settings of the session.
bool followsSettings(const KeptRows &rows, const Schema &schema)
{
    return std::any_of(rows.columns.begin(), rows.columns.end(), [&](ObjectId id) {
        const DataType &type = schema.find<Column>(id)->type;
        return builtIn(type, schema).isEmpty() && !schema.find<EnumType>(type.userType);
    });
}

/// Who may have rights on the table beside its owner, as far as the schema tells.
QStringList granteesOf(ObjectId table, const Schema &schema)
{
    QStringList result;
    QList<ObjectId> holders = schema.children(table, Kind::Column);
    holders.prepend(table);
    for (const ObjectId holder : std::as_const(holders)) {
        for (const ObjectId id : schema.children(holder, Kind::Grant)) {
            const auto *grant = schema.find<Grant>(id);
            const bool isOther = grant->name != "PUBLIC"_L1 && !flag(grant->options, "postgresql.of_owner");
            if (isOther && !result.contains(grant->name))
                result += grant->name;
        }
    }
    return result;
}

/// Row security without a policy shows nothing to anybody but the owner, whoever was given rights. `handedOn`: by
/// some of the roles, to others.
std::vector<SqlText> hiding(const QString &name, const QStringList &roles, bool handedOn)
{
    SqlWriter revoke = sql(), hide = sql();
    revoke << "REVOKE ALL ON TABLE " << Identifier{name} << " FROM PUBLIC";
    for (const QString &role : roles)
        revoke << ", " << Identifier{role};
    if (handedOn)
        revoke << " CASCADE";
    hide << "ALTER TABLE " << Identifier{name} << " ENABLE ROW LEVEL SECURITY";
    return {revoke.text(), hide.text()};
}

/// What is left of a table but its rows, with names that others could want or on what others could take away.
QList<ObjectId> trimmings(ObjectId table, const Schema &schema)
{
    QList<ObjectId> result;
    for (const Kind kind : {Kind::Trigger, Kind::Rule, Kind::Policy, Kind::Statistics, Kind::ForeignKey,
             Kind::Exclusion, Kind::Unique, Kind::PrimaryKey, Kind::Check, Kind::Index})
        result += schema.children(table, kind);
    return result;
}

/// "ALTER TABLE t ALTER COLUMN a DROP DEFAULT, …": no column computes a value.
SqlText plainColumns(ObjectId table, const Schema &schema)
{
    QStringList clauses;
    for (const ObjectId id : schema.children(table, Kind::Column)) {
        const auto *column = schema.find<Column>(id);
        const QString name = Naming(schema).bare(id).sql;
        if (column->generated != Column::Generated::No)
            clauses += u"DROP COLUMN "_s + name;
        else if (column->identity != Column::Identity::None)
            clauses += u"ALTER COLUMN "_s + name + u" DROP IDENTITY"_s;
        else if (!column->defaultValue.isEmpty())
            clauses += u"ALTER COLUMN "_s + name + u" DROP DEFAULT"_s;
    }
    return {clauses.isEmpty() ? QString()
                              : u"ALTER TABLE "_s + Naming(schema).name(table).sql + u' ' + clauses.join(u", "_s)};
}

/// Who gets rights on new tables by themselves, as far as the schema tells.
QStringList grantees(const Schema &schema)
{
    QStringList result;
    for (const ObjectId id : schema.all(Kind::DefaultPrivilege)) {
        const auto *privilege = schema.find<DefaultPrivilege>(id);
        if (privilege->objects == "TABLES"_L1 && privilege->grantee != "PUBLIC"_L1
            && !result.contains(privilege->grantee))
            result += privilege->grantee;
    }
    return result;
}

Statement continued(const SqlText &sequence, const Sequence &like, const SqlText &column, const SqlText &table)
{
    SqlWriter out = sql();
    out << "SELECT pg_catalog.setval(" << sequence << ", " << (like.increment < 0 ? "min("_L1 : "max("_L1) << column
        << ")) FROM " << table << " WHERE " << column << " BETWEEN " << like.minimum << " AND " << like.maximum;
    Statement result;
    result.sql = out.sql();
    return result;
}

std::vector<Statement> exactTexts(const KeptRows &rows, const Schema &schema)
{
    std::vector<Statement> result;
    if (!followsSettings(rows, schema))
        return result;
    for (const char *setting : {"datestyle = 'ISO'", "intervalstyle = 'postgres'", "extra_float_digits = 1"}) {
        result.emplace_back();
        result.back().sql = u"SET LOCAL "_s + QLatin1StringView(setting);
    }
    return result;
}

} // namespace

PostgresqlKeeper::PostgresqlKeeper()
    : Keeper(postgresqlFlavour())
{ }

std::optional<Message> PostgresqlKeeper::obstacle(ObjectId table, const Schema &schema) const
{
    const auto *found = schema.find<Table>(table);
    if (found && flag(found->options, "postgresql.force_row_security"))
        return Message{"Keeping", QT_TRANSLATE_NOOP("Keeping", "its policies hold for its owner too"), {}};
    return {};
}

QList<QStringList> PostgresqlKeeper::taken(QStringView statement) const
{
    const std::optional<StatementTree> parsed = parsedTree(statement);
    return droppedRows(parsed ? *parsed : tolerantTree(statement));
}

QString PostgresqlKeeper::home(const ConnectionProfile &profile, const ServerInfo &server) const
{
    return profile.defaultSchema.isEmpty() ? server.settings.value("default_schema", u"public"_s).toString()
                                           : profile.defaultSchema;
}

QString PostgresqlKeeper::keptTables() const
{
    return u"SELECT c.relname, pg_catalog.pg_total_relation_size(c.oid) FROM pg_catalog.pg_class c "
           "WHERE c.relkind = 'r' AND c.relname ~ '^_relata_kept_' AND pg_catalog.pg_table_is_visible(c.oid) "
           "ORDER BY c.relname"_s;
}

std::optional<Statement> PostgresqlKeeper::labelRename(
    ObjectId type, const QString &label, const QString &other, const Schema &schema) const
{
    const auto text = [&](const QString &from, const QString &to) {
        return (sql() << "ALTER TYPE " << Naming(schema).name(type) << " RENAME VALUE " << SqlString{from} << " TO "
                      << SqlString{to})
            .sql();
    };
    Statement result = Keeper::statement(text(label, other));
    result.undo += text(other, label);
    return result;
}

/// Rows of tables that inherit are theirs; rows of partitions belong to the whole.
SqlText PostgresqlKeeper::source(const KeptRows &rows, const Schema &schema) const
{
    const SqlText name = place(rows.table, schema);
    return rows.isWhole() ? (sql() << "ONLY " << name).text() : name;
}

SqlText PostgresqlKeeper::kept(const Column &column, const SqlText &value, const Schema &schema, bool isKey) const
{
    SqlWriter out = sql();
    out << value;
    if (column.type.userType) {
        const QString type = builtIn(column.type, schema);
        out << "::" << SqlText{type.isEmpty() ? u"text"_s : type};
    }
    if (!column.collation.isEmpty() && !isKey)
        out << " COLLATE pg_catalog.\"default\"";
    return out.text();
}

SqlText PostgresqlKeeper::restored(const Column &column, const SqlText &value, const Schema &schema) const
{
    if (!column.type.userType)
        return value;
    return (sql() << value << "::" << Naming(schema).type(column.type)).text();
}

SqlText PostgresqlKeeper::insertClause(const KeptRows &rows, const Schema &schema) const
{
    const bool given = std::any_of(rows.columns.begin(), rows.columns.end(),
        [&](ObjectId id) { return schema.find<Column>(id)->identity == Column::Identity::Always; });
    return {given ? u" OVERRIDING SYSTEM VALUE"_s : QString()};
}

SqlText PostgresqlKeeper::update(const KeptRows &rows, const Schema &schema) const
{
    SqlWriter out = sql();
    out << "UPDATE " << place(rows.table, schema) << " AS present SET ";
    out.list(rows.columns, [&](ObjectId id) {
        const SqlText name = columnName(id, schema);
        out << name << " = " << restored(*schema.find<Column>(id), (sql() << "kept." << name).text(), schema);
    });
    out << " FROM " << Identifier{rows.name} << " AS kept WHERE ";
    out.list(
        rows.key,
        [&](ObjectId id) {
            const SqlText name = columnName(id, schema);
            out << "present." << name << " = "
                << restored(*schema.find<Column>(id), (sql() << "kept." << name).text(), schema);
        },
        QLatin1String(" AND "));
    if (!rows.labels.isEmpty())
        out << " AND " << isReplaced(rows, schema);
    return out.text();
}

bool PostgresqlKeeper::isList(const Column &column, const Schema &schema) const
{
    const auto *domain = schema.find<Domain>(column.type.userType);
    Column under;
    under.type = domain ? domain->type : DataType();
    return !column.type.suffix.isEmpty() || (domain && isList(under, schema));
}

SqlText PostgresqlKeeper::listHas(const SqlText &list, const QString &label) const
{
    return (sql() << SqlString{label} << " = ANY (" << list << "::text[])").text();
}

SqlText PostgresqlKeeper::listWith(const SqlText &list, const QString &label, const QString &other) const
{
    return (
        sql() << "array_replace(" << list << "::text[], " << SqlString{label} << ", " << SqlString{other} << ")::text")
        .text();
}

SqlText PostgresqlKeeper::isReplaced(const KeptRows &rows, const Schema &schema) const
{
    const auto &column = *schema.find<Column>(rows.columns.first());
    if (!isList(column, schema))
        return Keeper::isReplaced(rows, schema);
    const SqlText name = columnName(rows.columns.first(), schema);
    SqlText list = (sql() << "kept." << name).text();
    for (auto it = rows.labels.cbegin(); it != rows.labels.cend(); ++it)
        list = listWith(list, it.key(), it.value());
    return (sql() << kept(column, (sql() << "present." << name).text(), schema, false) << " = " << list).text();
}

std::vector<Statement> PostgresqlKeeper::beforeKeeping(const KeptRows &rows, const Schema &schema) const
{
    std::vector<Statement> result = exactTexts(rows, schema);
    SqlWriter lock = sql();
    lock << "LOCK TABLE " << place(rows.table, schema) << " IN ACCESS EXCLUSIVE MODE";
    result.push_back(postgresql::statement(lock.sql(), schema, rows.table, TableLock::AccessExclusive));
    return result;
}

std::vector<Statement> PostgresqlKeeper::afterKeeping(const KeptRows &rows, const Schema &schema) const
{
    std::vector<Statement> result;
    for (const SqlText &one : hiding(rows.name, grantees(schema), false))
        result.push_back(Keeper::statement(one.sql));
    return result;
}

/// Not where rows are part of another table's, where the table would stand in another schema, lose its rows in a crash,
/// or hold a type or a collation that may go.
bool PostgresqlKeeper::moves(ObjectId table, const Schema &schema) const
{
    const auto *found = schema.find<Table>(table);
    if (!found || found->schema != schema.defaultNamespace() || found->partitionOf || !found->partitionKey.isEmpty()
        || !found->inherits.isEmpty() || flag(found->options, "postgresql.unlogged"))
        return false;
    const QList<ObjectId> users = schema.dependants(table), columns = schema.children(table, Kind::Column);
    const bool isPart = std::any_of(users.begin(), users.end(), [&](ObjectId id) {
        const auto *other = schema.find<Table>(id);
        return other && (other->partitionOf == table || other->inherits.contains(table));
    });
    return !isPart && std::none_of(columns.begin(), columns.end(), [&](ObjectId id) {
        const auto *column = schema.find<Column>(id);
        return bool(column->type.userType) || !column->collation.isEmpty();
    });
}

std::vector<Statement> PostgresqlKeeper::move(const KeptRows &rows, const Schema &schema) const
{
    const auto altered = [&](const QString &sql) {
        return postgresql::statement(sql, schema, rows.table, TableLock::AccessExclusive);
    };
    const ServerInfo server;
    const Target target{.server = server, .rows = {}, .naive = true, .defaultSchema = {}};
    std::vector<Statement> result;
    for (const ObjectId id : trimmings(rows.table, schema)) {
        for (Statement &one : PostgresqlWriter().drop(id, {schema, schema, target})) {
            addLock(one, schema, rows.table, TableLock::AccessExclusive);
            result.push_back(std::move(one));
        }
    }
    if (const SqlText plain = plainColumns(rows.table, schema); !plain.sql.isEmpty())
        result.push_back(altered(plain.sql));
    for (const ObjectId column : schema.children(rows.table, Kind::Column)) {
        for (const ObjectId id : schema.dependants(column)) {
            const auto *sequence = schema.find<Sequence>(id);
            if (sequence && sequence->ownedBy == column)
                result.push_back(Keeper::statement((sql() << "DROP SEQUENCE " << Naming(schema).name(id)).sql()));
        }
    }
    SqlWriter rename = sql(), undo = sql();
    rename << "ALTER TABLE " << place(rows.table, schema) << " RENAME TO " << Identifier{rows.name};
    undo << "ALTER TABLE " << Identifier{rows.name} << " RENAME TO " << columnName(rows.table, schema);
    result.push_back(altered(rename.sql()));
    result.back().undo += undo.sql();
    const QStringList roles = granteesOf(rows.table, schema);
    for (const SqlText &one : hiding(rows.name, roles, !roles.isEmpty()))
        result.push_back(Keeper::statement(one.sql));
    return result;
}

std::vector<Statement> PostgresqlKeeper::beforeRestoring(const KeptRows &rows, const Schema &schema) const
{
    return exactTexts(rows, schema);
}

/// What numbers new rows goes on behind the rows that are back.
std::vector<Statement> PostgresqlKeeper::afterRestoring(const KeptRows &rows, const Schema &schema) const
{
    std::vector<Statement> result;
    const Naming naming(schema);
    const SqlText table = place(rows.table, schema);
    for (const ObjectId id : rows.columns) {
        const auto *column = schema.find<Column>(id);
        const SqlText name = columnName(id, schema);
        if (column->identity != Column::Identity::None) {
            SqlWriter sequence = sql();
            sequence << "pg_catalog.pg_get_serial_sequence(" << SqlString{table.sql} << ", " << SqlString{column->name}
                     << ")";
            result.push_back(continued(sequence.text(), identitySequence(*column), name, table));
        }
        for (const ObjectId user : schema.dependants(id)) {
            const auto *sequence = schema.find<Sequence>(user);
            if (sequence && sequence->ownedBy == id)
                result.push_back(continued((sql() << SqlString{naming.name(user).sql}).text(), *sequence, name, table));
        }
    }
    return result;
}

} // namespace relata::postgresql
