#include "dialects/postgresql/writer/requirement.h"

#include "dialects/postgresql/writer/common.h"
#include "models/schema/kinds/column.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

/// "ADD CONSTRAINT n NOT NULL c NO INHERIT NOT VALID", or the plain words.
QString added(const Column &column, const QString &name)
{
    const QString constraint = option(column.options, RequirementName);
    if (constraint.isEmpty())
        return QString(u"ALTER COLUMN "_s + name + u" SET NOT NULL"_s);
    SqlWriter out = sql();
    out << "ADD CONSTRAINT " << Identifier{constraint} << " NOT NULL " << SqlText{name};
    if (flag(column.options, RequirementAlone))
        out << " NO INHERIT";
    if (flag(column.options, RequirementLater))
        out << " NOT VALID";
    return out.sql();
}

QString dropped(const QString &name) { return QString(u"ALTER COLUMN "_s + name + u" DROP NOT NULL"_s); }

} // namespace

QString requirementText(const Column &column)
{
    if (column.nullable || flag(column.options, RequirementLater))
        return {};
    const QString constraint = option(column.options, RequirementName);
    SqlWriter out = sql();
    if (!constraint.isEmpty())
        out << " CONSTRAINT " << Identifier{constraint};
    out << " NOT NULL";
    if (flag(column.options, RequirementAlone))
        out << " NO INHERIT";
    return out.sql();
}

QStringList requirementChange(const Column &before, const Column &after, const QString &name)
{
    if (before.nullable || after.nullable) {
        if (before.nullable == after.nullable)
            return {};
        return {after.nullable ? dropped(name) : added(after, name)};
    }
    const QString old = option(before.options, RequirementName), fresh = option(after.options, RequirementName);
    const bool wasLater = flag(before.options, RequirementLater), isLater = flag(after.options, RequirementLater);
    const bool wasAlone = flag(before.options, RequirementAlone), isAlone = flag(after.options, RequirementAlone);
    const bool isNamedSo = old == fresh || (isUsualRequirement(old) && isUsualRequirement(fresh));
    if (!isNamedSo || (isLater && !wasLater))
        return {dropped(name), added(after, name)};
    QStringList result;
    if (wasLater && !isLater)
        result += QString(u"ALTER COLUMN "_s + name + u" SET NOT NULL"_s); // looks at the rows now
    if (wasAlone != isAlone) {
        SqlWriter out = sql();
        out << "ALTER CONSTRAINT " << Identifier{old.isEmpty() ? fresh : old}
            << (isAlone ? " NO INHERIT"_L1 : " INHERIT"_L1);
        if (old.isEmpty())
            return {dropped(name), added(after, name)}; // what it is called now is not known
        result += out.sql();
    }
    return result;
}

QStringList requirementRenamed(const Column &before, const Column &after)
{
    const QString old = option(before.options, RequirementName), fresh = option(after.options, RequirementName);
    const bool isRenamed = !before.nullable && !after.nullable && !old.isEmpty() && !fresh.isEmpty() && old != fresh;
    return isRenamed ? QStringList{old, fresh} : QStringList();
}

} // namespace relata::postgresql
