#include "models/project/edits.h"

#include "models/project/edit_labels.h"
#include "models/schema/all_kinds.h"

#include <QJsonValue>

namespace relata::edits {
using namespace Qt::StringLiterals;

namespace {

bool isRelation(Kind kind)
{
    return kind == Kind::Table || kind == Kind::View || kind == Kind::Sequence || kind == Kind::EnumType
        || kind == Kind::VirtualTable || kind == Kind::MaterializedView || kind == Kind::CompositeType;
}

bool shareARoom(Kind one, Kind other)
{
    const auto isConstraint = [](Kind kind) {
        return kind == Kind::PrimaryKey || kind == Kind::Unique || kind == Kind::ForeignKey || kind == Kind::Check;
    };
    return one == other || (isRelation(one) && isRelation(other)) || (isConstraint(one) && isConstraint(other))
        || (isRelation(one) && other == Kind::Opaque);
}

/// The name that people know an object by, also where it has none of its own.
QString shownName(const Schema &schema, ObjectId id)
{
    const Object *object = schema.find(id);
    if (!object)
        return {};
    const ObjectId parent = parentOf(*object);
    return nameOf(*object).isEmpty() && parent ? schema.displayName(parent) : nameOf(*object);
}

} // namespace

ObjectId namesake(const Schema &schema, ObjectId parent, Kind kind, const QString &name, ObjectId self)
{
    if (name.isEmpty())
        return {};
    for (int k = 0; k < KindCount; ++k) {
        if (!shareARoom(kind, Kind(k)))
            continue;
        const QList<ObjectId> siblings = schema.children(parent, Kind(k));
        for (const ObjectId sibling : siblings) {
            if (sibling != self && nameOf(*schema.find(sibling)).compare(name, Qt::CaseInsensitive) == 0)
                return sibling;
        }
    }
    return {};
}

QString freeName(const Schema &schema, ObjectId parent, Kind kind, const QString &wish)
{
    QString name = wish;
    for (int i = 2; namesake(schema, parent, kind, name); ++i)
        name = wish + u'_' + QString::number(i);
    return name;
}

Edit add(const Schema &schema, const Object &object)
{
    const ObjectId id = ObjectId::random();
    Schema after = schema.with(id, object);
    const Message label = editLabel(EditVerb::Add, kindOf(object), {shownName(after, id)});
    return {std::move(after), label, id};
}

Edit addNamespace(const Schema &schema, const QString &name)
{
    Namespace space;
    space.name = name;
    return add(schema, makeObject(std::move(space)));
}

Edit addTable(const Schema &schema, ObjectId space, const QString &name)
{
    Table table;
    table.schema = space;
    table.name = name;
    return add(schema, makeObject(std::move(table)));
}

/// The schema with these columns in this order; only those whose number is wrong are replaced.
static Schema inOrder(Schema schema, const QList<ObjectId> &columns)
{
    for (int i = 0; i < columns.size(); ++i) {
        const auto *column = schema.find<Column>(columns.at(i));
        if (column->position == i)
            continue;
        Column moved = *column;
        moved.position = i;
        schema = schema.with(columns.at(i), makeObject(std::move(moved)));
    }
    return schema;
}

Edit addColumn(const Schema &schema, Column column, int row)
{
    QList<ObjectId> columns = schema.children(column.table, Kind::Column);
    const bool last = row < 0 || row >= columns.size();
    column.position = columns.isEmpty() ? 0 : schema.find<Column>(columns.last())->position + 1;
    Edit edit = add(schema, makeObject(std::move(column)));
    if (!last) {
        columns.insert(row, edit.id);
        edit.schema = inOrder(edit.schema, columns);
    }
    return edit;
}

Edit moveColumn(const Schema &schema, ObjectId id, int row)
{
    const auto *column = schema.find<Column>(id);
    if (!column)
        return {schema, {}, id};
    QList<ObjectId> columns = schema.children(column->table, Kind::Column);
    columns.move(columns.indexOf(id), std::clamp(row, 0, int(columns.size()) - 1));
    return {inOrder(schema, columns), {"Edits", QT_TRANSLATE_NOOP("Edits", "Move column %1"), {column->name}}, id};
}

static Schema notNull(Schema schema, const QList<ObjectId> &columns)
{
    for (const ObjectId id : columns) {
        const auto *column = schema.find<Column>(id);
        if (!column || !column->nullable)
            continue;
        Column changed = *column;
        changed.nullable = false;
        schema = schema.with(id, makeObject(std::move(changed)));
    }
    return schema;
}

static KeyPart partOf(ObjectId column)
{
    KeyPart part;
    part.column = column;
    return part;
}

Edit setPrimaryKey(const Schema &schema, ObjectId table, const QList<ObjectId> &columns)
{
    const ObjectId old = schema.children(table, Kind::PrimaryKey).value(0);
    if (columns.isEmpty()) {
        if (!old)
            return {schema, {}, {}};
        return {schema.without(old), editLabel(EditVerb::Drop, Kind::PrimaryKey, {schema.displayName(table)}), {}};
    }
    PrimaryKey key = old ? *schema.find<PrimaryKey>(old) : PrimaryKey();
    const KeyParts before = std::exchange(key.parts, {});
    for (const ObjectId column : columns) {
        const auto kept =
            std::find_if(before.begin(), before.end(), [column](const KeyPart &part) { return part.column == column; });
        key.parts += kept == before.end() ? partOf(column) : *kept;
    }
    key.table = table;
    Edit edit = old ? change(schema, old, makeObject(std::move(key))) : add(schema, makeObject(std::move(key)));
    edit.schema = notNull(edit.schema, columns);
    return edit;
}

Edit rename(const Schema &schema, ObjectId id, const QString &name)
{
    const Object *object = schema.find(id);
    if (!object)
        return {schema, {}, id};
    const Message label = editLabel(EditVerb::Rename, kindOf(*object), {shownName(schema, id), name});
    return {schema.with(id, renamed(*object, name)), label, id};
}

Edit change(const Schema &schema, ObjectId id, const Object &object)
{
    return {schema.with(id, object), editLabel(EditVerb::Change, kindOf(object), {shownName(schema, id)}), id};
}

Result<Edit> setField(const Schema &schema, ObjectId id, QByteArrayView key, const QJsonValue &value)
{
    const Object *object = schema.find(id);
    const std::span<const Field> fields = object ? catalogue(kindOf(*object)).fields : std::span<const Field>();
    for (const Field &field : fields) {
        if (key != field.key)
            continue;
        const MutableObject copy = mutableCopy(*object);
        if (field.type().fromJson(value, field.in(copy.data), [](const QString &) { return ObjectId(); }))
            return change(schema, id, copy.object);
    }
    return failure({.code = Error::Code::Usage,
        .message = {"Edits", QT_TRANSLATE_NOOP("Edits", "\"%1\" takes no such value."), {QString::fromUtf8(key)}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

Edit duplicate(const Schema &schema, ObjectId id)
{
    const Object *object = schema.find(id);
    if (!object)
        return {schema, {}, id};
    const ObjectId parent = parentOf(*object);
    const QString name = freeName(schema, parent, kindOf(*object), nameOf(*object) + u"_copy"_s);
    if (const auto *column = as<Column>(object)) {
        Column copy = *column;
        copy.name = name;
        const QList<ObjectId> columns = schema.children(parent, Kind::Column);
        return addColumn(schema, std::move(copy), int(columns.indexOf(id)) + 1);
    }
    QHash<ObjectId, ObjectId> fresh;
    const QList<ObjectId> tree = schema.tree(id);
    for (const ObjectId each : tree)
        fresh.insert(each, ObjectId::random());
    const auto map = [&fresh](ObjectId each) { return fresh.value(each, each); };
    Schema after = schema;
    for (const ObjectId each : tree) {
        const Object copy = mapped(*schema.find(each), map);
        if (each != id && (kindOf(copy) == Kind::Trigger || kindOf(copy) == Kind::Opaque))
            continue;
        after = after.with(map(each), copy);
        if (each == id)
            after = after.with(map(each), renamed(copy, name));
        else if (kindOf(copy) != Kind::Column && !nameOf(copy).isEmpty())
            after = after.with(map(each), renamed(copy, QString(nameOf(copy)).replace(nameOf(*object), name)));
    }
    return {std::move(after), editLabel(EditVerb::Add, kindOf(*object), {name}), map(id)};
}

} // namespace relata::edits
