#include "models/items/schema_words.h"

#include "models/project/typed_text.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema.h"
#include "models/sql/sql_flavour.h"

#include <QCoreApplication>

namespace relata {
using namespace Qt::StringLiterals;

QString kindTitle(Kind kind) { return QCoreApplication::translate("Kind", catalogue(kind).info->title); }
QString kindPlural(Kind kind) { return QCoreApplication::translate("Kind", catalogue(kind).info->plural); }
QString kindIcon(Kind kind) { return QLatin1StringView(catalogue(kind).info->icon); }

QString objectLabel(const Schema &schema, ObjectId id)
{
    const Object *object = schema.find(id);
    if (!object)
        return {};
    return nameOf(*object).isEmpty() ? kindTitle(kindOf(*object)) : nameOf(*object);
}

QString objectTitle(const Schema &schema, ObjectId id)
{
    const Object *object = schema.find(id);
    if (!object)
        return {};
    const QString kind = kindTitle(kindOf(*object));
    if (!nameOf(*object).isEmpty() || !parentOf(*object))
        return QCoreApplication::translate("Kind", "%1 %2", "kind and name").arg(kind, schema.displayName(id));
    return QCoreApplication::translate("Kind", "%1 of %2", "kind and owner of what has no name")
        .arg(kind, schema.displayName(parentOf(*object)));
}

QString objectDetail(const Schema &schema, ObjectId id)
{
    const Object *object = schema.find(id);
    if (!object)
        return {};
    // For people: any engine's quotes read well.
    const SqlFlavour &flavour = postgresqlFlavour();
    if (const auto *column = as<Column>(object))
        return typeText(schema, column->type);
    if (const auto *primary = as<PrimaryKey>(object))
        return keyPartsText(schema, primary->parts, flavour);
    if (const auto *unique = as<Unique>(object))
        return keyPartsText(schema, unique->parts, flavour);
    if (const auto *index = as<Index>(object))
        return keyPartsText(schema, index->parts, flavour);
    if (const auto *key = as<ForeignKey>(object))
        return u"→ "_s + schema.displayName(key->referencedTable);
    if (const auto *check = as<Check>(object))
        return expressionText(schema, check->expression, flavour);
    if (const auto *type = as<EnumType>(object))
        return type->labels.join(u", "_s);
    if (const auto *routine = as<Routine>(object))
        return u'(' + routine->signature + u')';
    if (const auto *opaque = as<Opaque>(object))
        return opaque->engineKind;
    return {};
}

} // namespace relata
