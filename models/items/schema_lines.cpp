#include "models/items/schema_lines.h"

#include "models/diff/change_set.h"
#include "models/schema/kinds/column.h"
#include "models/schema/kinds/foreign_key.h"
#include "models/schema/kinds/primary_key.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

/// What a line stands for: an object, or the group of one kind below it.
struct Spot {
    ObjectId id;
    int group = -1; ///< a Kind, or −1
};

QVariant payloadOf(const Spot &spot) { return QVariantList{QVariant::fromValue(spot.id.value), spot.group}; }

Spot spotOf(const TreeLine &line)
{
    const QVariantList values = line.payload.toList();
    return {ObjectId{values.value(0).toULongLong()}, values.value(1, -1).toInt()};
}

QString keyOf(ObjectId id) { return QString::number(id.value, 16); }

/// Those that stand in groups of their own below a namespace.
constexpr Kind topKinds[] = {
    Kind::Table, Kind::View, Kind::Routine, Kind::Sequence, Kind::EnumType, Kind::Trigger, Kind::Opaque};

bool belongsToKey(const Schema &schema, ObjectId column, Kind kind)
{
    const QList<ObjectId> users = schema.dependants(column);
    for (const ObjectId user : users) {
        const Object *object = schema.find(user);
        if (!object || kindOf(*object) != kind)
            continue;
        const auto *foreign = as<ForeignKey>(object);
        if (!foreign || foreign->columns.contains(column))
            return true;
    }
    return false;
}

void describeColumn(TreeLine &line, const Schema &schema, ObjectId id, const Column &column)
{
    const IdNamer namer = [&schema](ObjectId each) { return schema.displayName(each); };
    line.detail = written(column.type, namer);
    if (column.nullable)
        line.detail += u'?';
    if (belongsToKey(schema, id, Kind::PrimaryKey))
        line.icon = u"primary_key"_s;
    else if (belongsToKey(schema, id, Kind::ForeignKey))
        line.icon = u"foreign_key"_s;
    line.tip = u"%1 %2%3"_s.arg(line.text, written(column.type, namer), column.nullable ? QString() : u" NOT NULL"_s);
    if (!column.comment.isEmpty())
        line.tip += u'\n' + column.comment;
}

TreeLine objectLine(const Schema &schema, ObjectId id, const ObjectTones &tones)
{
    const Object &object = *schema.find(id);
    const KindInfo &info = *catalogue(kindOf(object)).info;
    TreeLine line{.key = keyOf(id), .text = nameOf(object)};
    line.icon = QLatin1StringView(info.icon);
    line.tone = tones.value(id.value, Tone::Plain);
    line.object = QVariant::fromValue(schema.ref(id));
    line.payload = payloadOf({id, -1});
    if (line.text.isEmpty())
        line.text = QCoreApplication::translate("Kind", info.title);
    if (const auto *column = as<Column>(object))
        describeColumn(line, schema, id, *column);
    else if (const auto *foreign = as<ForeignKey>(object))
        line.detail = u"→ "_s + schema.displayName(foreign->referencedTable);
    else
        line.expandable = !schema.children(id).isEmpty();
    return line;
}

TreeLine groupLine(ObjectId parent, Kind kind, qsizetype count)
{
    const KindInfo &info = *catalogue(kind).info;
    TreeLine line{
        .key = u"group "_s + QLatin1StringView(info.key), .text = QCoreApplication::translate("Kind", info.plural)};
    line.detail = QLocale().toString(count);
    line.icon = QLatin1StringView(info.icon);
    line.payload = payloadOf({parent, int(kind)});
    line.expandable = true;
    return line;
}

QList<TreeLine> groupsBelow(const Schema &schema, ObjectId parent)
{
    QList<TreeLine> lines;
    for (const Kind kind : topKinds)
        if (const qsizetype count = schema.children(parent, kind).size(); count > 0)
            lines.append(groupLine(parent, kind, count));
    return lines;
}

QList<TreeLine> objectsOf(const Schema &schema, const QList<ObjectId> &ids, const ObjectTones &tones)
{
    QList<TreeLine> lines;
    for (const ObjectId id : ids)
        lines.append(objectLine(schema, id, tones));
    return lines;
}

} // namespace

ObjectTones tonesBetween(const Schema &before, const Schema &after)
{
    ObjectTones tones;
    Schema::compare(before, after, [&](ObjectId id, const Object *was, const Object *is) {
        if (is && !(was && equal(*was, *is)))
            tones.insert(id.value, was ? Tone::Changed : Tone::Added);
        const Object *either = is ? is : was;
        const bool same = was && is && equal(*was, *is);
        const ObjectId parent = either ? parentOf(*either) : ObjectId();
        const Object *owner = same ? nullptr : after.find(parent);
        if (owner && kindOf(*owner) == Kind::Table && !tones.contains(parent.value) && before.find(parent))
            tones.insert(parent.value, Tone::Changed);
    });
    return tones;
}

QList<TreeLine> schemaLines(const Schema &schema, const TreeLine *parent, const ObjectTones &tones)
{
    if (!parent) {
        const QList<ObjectId> spaces = schema.children({}, Kind::Namespace);
        if (spaces.size() == 1 && nameOf(*schema.find(spaces.first())).isEmpty())
            return groupsBelow(schema, spaces.first());
        QList<TreeLine> lines = objectsOf(schema, spaces, tones);
        for (TreeLine &line : lines)
            line.expandable = true;
        return lines;
    }
    const Spot spot = spotOf(*parent);
    if (!schema.find(spot.id))
        return {};
    if (spot.group >= 0)
        return objectsOf(schema, schema.children(spot.id, Kind(spot.group)), tones);
    if (kindOf(*schema.find(spot.id)) == Kind::Namespace)
        return groupsBelow(schema, spot.id);
    return objectsOf(schema, schema.children(spot.id), tones);
}

} // namespace relata
