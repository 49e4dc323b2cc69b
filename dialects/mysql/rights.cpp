#include "dialects/mysql/grants.h"
#include "dialects/mysql/statements.h"
#include "models/schema/all_kinds.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// "GRANT Select,Insert ON … TO 'u'@'h'" for a set of privileges, of which one is that to grant them on.
QString grantOf(const QString &privileges, const QString &columns, const QString &object)
{
    const QString listed = u"TRIM(BOTH ',' FROM REPLACE(CONCAT(',', %1, ','), ',Grant,', ','))"_s.arg(privileges);
    return QString(u"CONCAT('GRANT ', "_s + listed + columns + u", "_s + object
        + u", ' TO ', QUOTE(User), '@', QUOTE(Host), IF(FIND_IN_SET('Grant', "_s + privileges
        + u"), ' WITH GRANT OPTION', ''))"_s);
}

QString here(const DdlWords &words, ObjectId id, const QString &column)
{
    return u" WHERE Db = DATABASE() AND "_s + column + u" = "_s + words.literal(nameOf(*words.schema.find(id)));
}

/// As the server's tables call it.
QStringList setWords(const QString &privilege)
{
    if (privilege == GrantOption)
        return {u"Grant"_s};
    return privilege == "DELETE HISTORY"_L1 ? QStringList{privilege, u"Delete versioning rows"_s}
                                            : QStringList{privilege};
}

/// Leaves out whose privileges in `column` are given again, all of them: as `words` has them on this object.
QString notGivenAgain(ObjectId id, const QString &column, const DdlWords &words, const QString &where = {})
{
    QString result;
    for (const ObjectId child : words.schema.children(id, Kind::Grant)) {
        const auto *grant = words.schema.find<Grant>(child);
        QStringList found;
        for (const QString &privilege : grant->privileges) {
            for (const QString &word : setWords(privilege))
                found += u"(FIND_IN_SET(%1, %2) > 0)"_s.arg(words.literal(word), column);
        }
        const auto [user, host] = accountParts(grant->name);
        result += u" AND NOT (%1User = %2 AND Host = %3 AND %4 = LENGTH(%5) - LENGTH(REPLACE(%5, ',', '')) + 1)"_s.arg(
            where, words.literal(user), words.literal(host), found.join(u" + "_s), column);
    }
    return result;
}

} // namespace

RightsLost rightsToRun(ObjectId routine, const DdlWords &before, const DdlWords &after)
{
    const bool isFunction = before.schema.find<Routine>(routine)->form == Routine::Form::Function;
    const QString word = isFunction ? u"FUNCTION"_s : u"PROCEDURE"_s;
    const QString name = (after.schema.find(routine) ? after : before).name(routine);
    return {u"FROM mysql.procs_priv"_s + here(before, routine, u"Routine_name"_s) + u" AND Routine_type = '"_s + word
            + u"' AND @@automatic_sp_privileges"_s + notGivenAgain(routine, u"Proc_priv"_s, after),
        grantOf(u"Proc_priv"_s, {}, before.literal(QString(u" ON "_s + word + u' ' + name)))};
}

RightsLost rightsAtOldName(ObjectId relation, const DdlWords &before, const DdlWords &after)
{
    const QString object = after.literal(QString(u" ON "_s + after.name(relation)));
    const QString where = here(before, relation, u"Table_name"_s);
    const QString whole = u"SELECT "_s + grantOf(u"Table_priv"_s, {}, object) + u" AS missing FROM mysql.tables_priv"_s
        + where + u" AND Table_priv <> ''"_s + notGivenAgain(relation, u"Table_priv"_s, after);
    QString parts = u"SELECT "_s + grantOf(u"Column_priv"_s, u", ' (`', Column_name, '`)'"_s, object)
        + u" FROM mysql.columns_priv"_s + where;
    for (const ObjectId column : before.schema.children(relation, Kind::Column)) {
        const QString one = u"Column_name = "_s + before.literal(nameOf(*before.schema.find(column))) + u" AND "_s;
        parts += notGivenAgain(column, u"Column_priv"_s, after, one);
    }
    return {u"FROM ("_s + whole + u" UNION ALL "_s + parts + u") AS granted"_s, u"missing"_s};
}

} // namespace relata::mysql
