#include "dialects/mysql/keeper.h"

#include "dialects/mysql/ddl_words.h"
#include "models/schema/all_kinds.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

std::optional<Message> MysqlKeeper::obstacle(ObjectId table, const Schema &schema) const
{
    const auto *found = schema.find<Table>(table);
    if (found && found->options.contains(VersionedOption))
        return Message{"Keeping", QT_TRANSLATE_NOOP("Keeping", "the history of its rows could not be copied"), {}};
    return {};
}

QString MysqlKeeper::keptTables() const
{
    return u"SELECT table_name, data_length + index_length FROM information_schema.tables "
           "WHERE table_schema = DATABASE() AND table_name LIKE '\\_relata\\_kept\\_%' ORDER BY table_name"_s;
}

SqlText MysqlKeeper::keyClause(const KeptRows &rows, const Schema &schema) const
{
    if (rows.isWhole())
        return {};
    QStringList names;
    for (const ObjectId id : rows.key)
        names += nameOf(*schema.find(id));
    SqlWriter out = sql();
    out << " (PRIMARY KEY ";
    out.bracketed(names) << ")";
    return out.text();
}

/// Columns that take the time of every update by themselves keep theirs.
SqlText MysqlKeeper::update(const KeptRows &rows, const Schema &schema) const
{
    SqlWriter out = sql();
    out << "UPDATE " << place(rows.table, schema) << " AS present JOIN " << Identifier{rows.name} << " AS kept ON "
        << sameKey(rows, schema, "present") << " SET ";
    out.list(rows.columns, [&](ObjectId id) {
        const SqlText name = columnName(id, schema);
        out << "present." << name << " = kept." << name;
    });
    for (const ObjectId id : schema.children(rows.table, Kind::Column)) {
        const SqlText name = columnName(id, schema);
        if (schema.find<Column>(id)->options.contains("mysql.on_update") && !rows.columns.contains(id))
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

/// A set has all members that took the place of others; what else came into it meanwhile goes with the old value.
SqlText MysqlKeeper::isReplaced(const KeptRows &rows, const Schema &schema) const
{
    const ObjectId id = rows.columns.first();
    if (!isList(*schema.find<Column>(id), schema))
        return Keeper::isReplaced(rows, schema);
    const SqlText name = columnName(id, schema), was = (sql() << "kept." << name).text(),
                  is = (sql() << "present." << name).text();
    QStringList conditions;
    for (auto it = rows.labels.cbegin(); it != rows.labels.cend(); ++it) {
        if (!it.value().isEmpty())
            conditions +=
                (sql() << "(NOT " << listHas(was, it.key()) << " OR " << listHas(is, it.value()) << ")").sql();
    }
    return {conditions.isEmpty() ? u"TRUE"_s : conditions.join(u" AND "_s)};
}

} // namespace relata::mysql
