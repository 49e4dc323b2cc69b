#include "dialects/sqlite/names.h"

#include "models/schema/schema.h"
#include "models/sql/identifier.h"
#include "models/sql/sql_flavour.h"

namespace relata::sqlite {
using namespace Qt::StringLiterals;

QString quoted(const QString &name) { return quoted(Identifier{name}, sqliteFlavour()); }

QString quotedList(const QStringList &names)
{
    QStringList result;
    for (const QString &name : names)
        result += quoted(name);
    return result.join(", "_L1);
}

QString literal(const QString &text) { return quotedString(text, sqliteFlavour()); }

IdNamer quotedNames(const Schema &schema)
{
    return [&schema](ObjectId id) {
        const Object *object = schema.find(id);
        return object ? quoted(nameOf(*object)) : QString();
    };
}

} // namespace relata::sqlite
