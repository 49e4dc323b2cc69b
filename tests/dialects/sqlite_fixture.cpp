#include "tests/dialects/sqlite_fixture.h"

#include "dialects/sqlite/catalogue.h"
#include "dialects/sqlite/connection.h"
#include "dialects/sqlite/definitions.h"
#include "dialects/sqlite/driver.h"
#include "dialects/sqlite/token_reader.h"
#include "dialects/sqlite/writer.h"
#include "models/engine/connection_profile.h"
#include "models/engine/fetch.h"

using namespace Qt::StringLiterals;

namespace relata::tests {

std::unique_ptr<Connection> sqliteDatabase(const QString &file)
{
    ConnectionProfile profile;
    profile.engine = "sqlite";
    profile.database = file.isEmpty() ? u":memory:"_s : file;
    profile.parameters.insert(u"mode"_s, u"rwc"_s);
    Result<std::unique_ptr<Connection>> connection = sqlite::SqliteDriver().open(profile);
    if (!connection)
        qFatal("%s", qPrintable(connection.error().text()));
    return std::move(*connection);
}

QString runSqliteScript(Connection &connection, const QByteArray &script)
{
    const Result<> done = static_cast<sqlite::SqliteConnection &>(connection).run(script);
    return done ? QString() : done.error().text();
}

Schema inspectSqlite(Connection &connection)
{
    QuietContext context;
    const Result<Schema> schema = sqlite::SqliteCatalogue().read(connection, {}, context);
    if (!schema)
        qFatal("%s", qPrintable(schema.error().text()));
    return *schema;
}

QString sqliteScript(const Schema &schema)
{
    QString text;
    for (const Kind kind : {Kind::Opaque, Kind::Table, Kind::View}) {
        for (const ObjectId id : schema.children(schema.defaultNamespace(), kind))
            text += sqlite::SqliteWriter().script(id, schema);
    }
    return text;
}

static QStringList lines(Connection &connection, const QString &query)
{
    const Result<Rows> rows = fetch(connection, query);
    if (!rows)
        return {rows.error().text()};
    QStringList result;
    for (qsizetype i = 0; i < rows->count; ++i) {
        QStringList cells;
        for (int column = 0; column < rows->columns.size(); ++column)
            cells += rows->isNull(i, column) ? u"NULL"_s : rows->text(i, column);
        result += cells.join(u'|');
    }
    result.sort();
    return result;
}

QStringList sqliteDump(Connection &connection)
{
    QStringList result;
    const Result<Rows> objects = fetch(connection,
        u"SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY 1, 2"_s);
    for (qsizetype i = 0; i < objects->count; ++i) {
        const auto table = sqlite::parseTable(objects->text(i, 3));
        QStringList form = table ? table->normalForm() : QStringList{sqlite::normalText(objects->text(i, 3))};
        if (objects->text(i, 0) == "table"_L1) {
            form.sort();
            // A foreign key without columns means the primary key: the list below tells.
            form.removeIf([](const QString &line) { return line.startsWith("3;"_L1); });
        }
        result += objects->text(i, 0) + u' ' + objects->text(i, 1) + u' ' + objects->text(i, 2) + u": "_s
            + form.join(u" / "_s);
    }
    result += lines(connection,
        u"SELECT m.name, x.name, replace(upper(x.type), ' ', ''), x.\"notnull\", x.pk, x.hidden FROM sqlite_schema m, "
        "pragma_table_xinfo(m.name) x WHERE m.name NOT LIKE 'sqlite%'"_s);
    result += lines(connection,
        u"SELECT m.name, x.seq, lower(x.\"table\"), lower(x.\"from\"), lower(coalesce(x.\"to\", (SELECT "
        u"group_concat(i.name) FROM "
        "pragma_table_info(x.\"table\") i WHERE i.pk = x.seq + 1))), x.on_update, x.on_delete, x.match "
        "FROM sqlite_schema m, pragma_foreign_key_list(m.name) x"_s);
    result += lines(connection,
        u"SELECT m.name, l.\"unique\", l.origin, l.partial, x.name, x.\"desc\", x.coll, x.key, x.seqno "
        "FROM sqlite_schema m, pragma_index_list(m.name) l, pragma_index_xinfo(l.name) x WHERE x.key"_s);
    return result;
}

QStringList sqliteRows(Connection &connection)
{
    QStringList result;
    const Result<Rows> tables = fetch(connection,
        u"SELECT m.name, (SELECT group_concat('quote(\"' || name || '\")', ' || '','' || ') FROM (SELECT name FROM "
        "pragma_table_xinfo(m.name) ORDER BY name)) FROM sqlite_schema m WHERE type = 'table' ORDER BY m.name"_s);
    for (qsizetype i = 0; i < tables->count; ++i) {
        const QString name = tables->text(i, 0);
        for (const QString &line : lines(connection, u"SELECT "_s + tables->text(i, 1) + u" FROM \""_s + name + u'"'))
            result += name + u": "_s + line;
    }
    return result;
}

} // namespace relata::tests
