#include "dialects/sqlite/statements.h"

#include "models/schema/kinds/foreign_key.h"
#include "models/schema/kinds/opaque.h"

#include <algorithm>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

Statement statement(const QString &sql, const ObjectRef &table)
{
    Statement result;
    result.sql = sql;
    result.facts.locks = {{table, LockLevel::BlocksWrites, u"RESERVED"_s}};
    return result;
}

Statement pragma(const QString &sql, const QString &undo, TransactionMode mode)
{
    Statement result;
    result.sql = sql;
    result.facts.transaction = mode;
    if (!undo.isEmpty())
        result.undo = {undo};
    return result;
}

QList<ObjectId> referencingTables(ObjectId table, const Schema &schema)
{
    QList<ObjectId> result;
    for (const ObjectId id : schema.dependants(table)) {
        const auto *key = schema.find<ForeignKey>(id);
        if (key && key->referencedTable == table && key->table != table && !result.contains(key->table))
            result += key->table;
    }
    std::sort(result.begin(), result.end(),
        [&](ObjectId a, ObjectId b) { return schema.displayName(a) < schema.displayName(b); });
    return result;
}

bool isReferenced(ObjectId table, const Schema &schema)
{
    for (const ObjectId id : schema.dependants(table)) {
        const auto *key = schema.find<ForeignKey>(id);
        const auto *opaque = schema.find<Opaque>(id);
        if ((key && key->referencedTable == table) || (opaque && opaque->engineKind == "table"_L1))
            return true;
    }
    return false;
}

} // namespace relata::sqlite
