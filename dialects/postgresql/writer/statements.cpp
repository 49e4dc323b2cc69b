#include "dialects/postgresql/writer/statements.h"

#include "dialects/postgresql/writer/naming.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

void addLock(Statement &statement, const Schema &schema, ObjectId locked, TableLock lock)
{
    struct Row {
        LockLevel level;
        QString name;
    };
    static const Row rows[] = {{LockLevel::None, QString()}, {LockLevel::Read, u"ROW SHARE"_s},
        {LockLevel::BlocksSchemaChange, u"SHARE UPDATE EXCLUSIVE"_s},
        {LockLevel::BlocksWrites, u"SHARE ROW EXCLUSIVE"_s}, {LockLevel::BlocksWrites, u"SHARE"_s},
        {LockLevel::BlocksAll, u"ACCESS EXCLUSIVE"_s}};
    if (lock != TableLock::None && locked) {
        const Row &row = rows[std::size_t(lock)];
        statement.facts.locks += {schema.ref(locked), row.level, row.name, false};
    }
}

Statement statement(const QString &sql, const Schema &schema, ObjectId locked, TableLock lock)
{
    Statement result;
    result.sql = sql;
    addLock(result, schema, locked, lock);
    return result;
}

QString commentOn(const QString &what, const QString &text)
{
    SqlWriter out = sql();
    out << "COMMENT ON " << SqlText{what} << " IS ";
    if (text.isEmpty())
        out << "NULL";
    else
        out << SqlString{text};
    return out.sql();
}

} // namespace relata::postgresql
