#include "dialects/sqlite/definition_text.h"

#include "dialects/sqlite/names.h"
#include "models/schema/kinds/check.h"
#include "models/schema/kinds/column.h"
#include "models/schema/kinds/foreign_key.h"
#include "models/schema/kinds/index.h"
#include "models/schema/kinds/primary_key.h"
#include "models/schema/kinds/table.h"
#include "models/schema/kinds/trigger.h"
#include "models/schema/kinds/unique.h"
#include "models/schema/kinds/view.h"

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

QString conflictText(const Options &options)
{
    const QString action = options.value(option::OnConflict).toString();
    return action.isEmpty() ? QString() : QString(u" ON CONFLICT "_s + action);
}

QString constraintName(const QString &name)
{
    return name.isEmpty() ? QString() : QString(u"CONSTRAINT "_s + quoted(name) + u' ');
}

QString keyText(const KeyParts &parts, const Schema &schema)
{
    QStringList texts;
    for (const KeyPart &part : parts) {
        QString text = part.column ? quotedNames(schema)(part.column) : written(part.expression, quotedNames(schema));
        if (!part.collation.isEmpty())
            text += u" COLLATE "_s + quoted(part.collation);
        if (part.descending)
            text += u" DESC"_s;
        texts += text;
    }
    return u'(' + texts.join(", "_L1) + u')';
}

QString actionText(QLatin1String event, ForeignKey::Action action)
{
    static constexpr const char *words[] = {"NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"};
    if (action == ForeignKey::Action::NoAction)
        return {};
    return u" ON "_s + event + u' ' + QLatin1String(words[int(action)]);
}

QString referenceText(const ForeignKey &key, const Schema &schema)
{
    QStringList columns = key.options.value(option::ReferencedColumns).toStringList();
    for (const ObjectId id : key.referencedColumns) {
        if (const Object *column = schema.find(id))
            columns += nameOf(*column);
    }
    QString text = u"REFERENCES "_s + quotedNames(schema)(key.referencedTable);
    if (!columns.isEmpty())
        text += u" ("_s + quotedList(columns) + u')';
    text += actionText("DELETE"_L1, key.onDelete) + actionText("UPDATE"_L1, key.onUpdate);
    if (key.match == ForeignKey::Match::Full)
        text += u" MATCH FULL"_s;
    if (key.match == ForeignKey::Match::Partial)
        text += u" MATCH PARTIAL"_s;
    if (key.deferral == Deferral::Deferred)
        text += u" DEFERRABLE INITIALLY DEFERRED"_s;
    if (key.deferral == Deferral::Immediate)
        text += u" DEFERRABLE INITIALLY IMMEDIATE"_s;
    return text;
}

QString foreignKeyText(ObjectId id, const Schema &schema)
{
    const auto *key = schema.find<ForeignKey>(id);
    QStringList columns;
    for (const ObjectId column : key->columns)
        columns += nameOf(*schema.find(column));
    return constraintName(key->name) + u"FOREIGN KEY ("_s + quotedList(columns) + u") "_s + referenceText(*key, schema);
}

/// The key's text at its only column; empty when it stands by itself. AUTOINCREMENT is only allowed there, and a
/// descending key means something else there.
QString inlineKeyText(const PrimaryKey &key, ObjectId column, const Schema &schema)
{
    if (key.parts.size() != 1 || key.parts.first().column != column)
        return {};
    const bool increments = schema.find<Column>(column)->identity == Column::Identity::AutoIncrement;
    if (!key.name.isEmpty() && !increments && !key.parts.first().descending)
        return {};
    return constraintName(key.name) + u"PRIMARY KEY"_s + (key.parts.first().descending ? u" DESC"_s : QString())
        + conflictText(key.options) + (increments ? u" AUTOINCREMENT"_s : QString());
}

} // namespace

QString columnText(ObjectId id, const Schema &schema, const QStringList &constraints)
{
    const auto *column = schema.find<Column>(id);
    const IdNamer names = quotedNames(schema);
    QStringList parts{quoted(column->name)};
    if (!column->type.isEmpty())
        parts += written(column->type, names);
    if (!column->nullable)
        parts += constraintName(column->options.value(option::NotNullName).toString()) + u"NOT NULL"_s
            + conflictText(column->options);
    if (!column->defaultValue.isEmpty())
        parts += u"DEFAULT "_s + written(column->defaultValue, names);
    if (!column->collation.isEmpty())
        parts += u"COLLATE "_s + quoted(column->collation);
    if (column->generated != Column::Generated::No) {
        parts += u"GENERATED ALWAYS AS ("_s + written(column->generation, names) + u") "_s
            + (column->generated == Column::Generated::Stored ? u"STORED"_s : u"VIRTUAL"_s);
    }
    return QStringList(parts + constraints).join(u' ');
}

QString inlineReferenceText(ObjectId id, const Schema &schema)
{
    const auto *key = schema.find<ForeignKey>(id);
    return constraintName(key->name) + referenceText(*key, schema);
}

QString checkText(ObjectId id, const Schema &schema)
{
    const auto *check = schema.find<Check>(id);
    return constraintName(check->name) + u"CHECK ("_s + written(check->expression, quotedNames(schema)) + u')'
        + conflictText(check->options);
}

QString tableText(ObjectId table, const Schema &schema, const QString &name)
{
    const auto *object = schema.find<Table>(table);
    const PrimaryKey *key = nullptr;
    for (const ObjectId id : schema.children(table, Kind::PrimaryKey))
        key = schema.find<PrimaryKey>(id);
    QStringList lines;
    bool keyIsInline = false;
    for (const ObjectId id : schema.children(table, Kind::Column)) {
        const QString inlineKey = key ? inlineKeyText(*key, id, schema) : QString();
        keyIsInline = keyIsInline || !inlineKey.isEmpty();
        lines += columnText(id, schema, inlineKey.isEmpty() ? QStringList() : QStringList{inlineKey});
    }
    if (key && !keyIsInline)
        lines +=
            constraintName(key->name) + u"PRIMARY KEY "_s + keyText(key->parts, schema) + conflictText(key->options);
    for (const ObjectId id : schema.children(table, Kind::Unique)) {
        const auto *unique = schema.find<Unique>(id);
        lines += constraintName(unique->name) + u"UNIQUE "_s + keyText(unique->parts, schema)
            + conflictText(unique->options);
    }
    for (const ObjectId id : schema.children(table, Kind::Check))
        lines += checkText(id, schema);
    for (const ObjectId id : schema.children(table, Kind::ForeignKey))
        lines += foreignKeyText(id, schema);
    QStringList options;
    if (object->options.value(option::WithoutRowid).toBool())
        options += u"WITHOUT ROWID"_s;
    if (object->options.value(option::Strict).toBool())
        options += u"STRICT"_s;
    return u"CREATE TABLE "_s + quoted(name.isEmpty() ? object->name : name) + u" (\n    "_s + lines.join(",\n    "_L1)
        + u"\n)"_s + (options.isEmpty() ? QString() : QString(u' ' + options.join(", "_L1)));
}

QString indexText(ObjectId id, const Schema &schema)
{
    const auto *index = schema.find<Index>(id);
    const IdNamer names = quotedNames(schema);
    QString text = (index->unique ? u"CREATE UNIQUE INDEX "_s : u"CREATE INDEX "_s) + quoted(index->name) + u" ON "_s
        + names(index->table) + u' ' + keyText(index->parts, schema);
    if (!index->predicate.isEmpty())
        text += u" WHERE "_s + written(index->predicate, names);
    return text;
}

QString viewText(ObjectId id, const Schema &schema)
{
    const auto *view = schema.find<View>(id);
    return u"CREATE VIEW "_s + quoted(view->name)
        + (view->columns.isEmpty() ? QString() : QString(u" ("_s + quotedList(view->columns) + u')')) + u" AS\n"_s
        + written(view->query, quotedNames(schema));
}

QString triggerText(ObjectId id, const Schema &schema)
{
    return written(schema.find<Trigger>(id)->definition, quotedNames(schema));
}

} // namespace relata::sqlite
