#include "models/schema/labels.h"

#include "models/schema/kinds/column.h"
#include "models/schema/kinds/domain.h"
#include "models/schema/kinds/enum_type.h"

#include <QRegularExpression>

namespace relata {
using namespace Qt::StringLiterals;

QStringList labelsIn(const QString &typeName)
{
    QStringList result;
    if (!typeName.startsWith("enum("_L1, Qt::CaseInsensitive) && !typeName.startsWith("set("_L1, Qt::CaseInsensitive))
        return result;
    static const QRegularExpression label(u"'((?:[^']|'')*)'"_s);
    for (auto it = label.globalMatch(typeName); it.hasNext();)
        result += it.next().captured(1).replace(u"''"_s, u"'"_s);
    return result;
}

QString listOf(const QString &word, const QStringList &labels)
{
    QStringList quoted;
    for (const QString &label : labels)
        quoted += QString(u'\'' + QString(label).replace(u'\'', u"''"_s) + u'\'');
    return word + u'(' + quoted.join(u',') + u')';
}

QStringList labelsOf(const DataType &type, const Schema &schema)
{
    if (const auto *domain = schema.find<Domain>(type.userType))
        return labelsOf(domain->type, schema);
    const auto *found = schema.find<EnumType>(type.userType);
    return found ? found->labels : labelsIn(type.name);
}

QStringList labelsGone(ObjectId column, const Schema &before, const Schema &after)
{
    const auto *was = before.find<Column>(column), *is = after.find<Column>(column);
    const QStringList now = is ? labelsOf(is->type, after) : QStringList();
    QStringList result = was && !now.isEmpty() ? labelsOf(was->type, before) : QStringList();
    result.removeIf([&](const QString &label) { return now.contains(label); });
    return result;
}

} // namespace relata
