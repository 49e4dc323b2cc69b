#include "dialects/sqlite/names.h"

#include "models/schema/schema.h"

#include <QRegularExpression>

#include <sqlite3.h>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

QString quoted(const QString &name)
{
    static const QRegularExpression plain(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    const QByteArray word = name.toLatin1();
    if (plain.match(name).hasMatch() && !sqlite3_keyword_check(word.constData(), int(word.size())))
        return name;
    QString inside = name;
    return u'"' + inside.replace(u'"', "\"\""_L1) + u'"';
}

QString quotedList(const QStringList &names)
{
    QStringList result;
    for (const QString &name : names)
        result += quoted(name);
    return result.join(", "_L1);
}

QString literal(const QString &text)
{
    QString inside = text;
    return u'\'' + inside.replace(u'\'', "''"_L1) + u'\'';
}

IdNamer quotedNames(const Schema &schema)
{
    return [&schema](ObjectId id) {
        const Object *object = schema.find(id);
        return object ? quoted(nameOf(*object)) : QString();
    };
}

} // namespace relata::sqlite
