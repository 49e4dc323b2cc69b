#include "models/project/phase_schemas.h"

#include "models/engine/engine.h"
#include "models/project/edits.h"
#include "models/project/phase_obstacles.h"
#include "models/project/typed_text.h"
#include "models/schema/all_kinds.h"
#include "models/sql/one_expression.h"
#include "models/sql/sql_lexer.h"

#include <QRegularExpression>

#include <algorithm>
#include <tuple>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// The table and the columns of both sides, as far as they are there.
struct Place {
    ObjectId table;
    QList<ObjectId> before, after;
};

Result<Place> placeOf(const Schema &schema, const Evolution &evolution)
{
    Place place{schema.idOf(Kind::Table, evolution.table), {}, {}};
    const auto take = [&](const QList<Evolution::Part> &parts, QList<ObjectId> &into) -> Result<> {
        for (const Evolution::Part &part : parts) {
            const ObjectId id = schema.child(place.table, Kind::Column, part.column);
            if (!place.table || !id)
                return noPhases(QT_TRANSLATE_NOOP("Phases", "%1 is not there any more: %2 cannot go on."),
                    {(evolution.table + QStringList{part.column}).join(u'.'), evolution.id});
            into += id;
        }
        return {};
    };
    if (Result<> done = take(evolution.before, place.before); !done)
        return failure(done.error());
    if (Result<> done = take(evolution.after, place.after); !done)
        return failure(done.error());
    return place;
}

/// Whether the text is a query, or holds one: of other rows than the one that a trigger sees.
bool isQuery(const QString &text, const SqlFlavour &flavour)
{
    const QList<SqlToken> tokens = SqlLexer::tokens(text, flavour);
    return std::any_of(tokens.begin(), tokens.end(),
        [&](const SqlToken &token) { return token.in(text).compare(u"select", Qt::CaseInsensitive) == 0; });
}

/// What the author typed, in terms of the other side's columns alone.
Result<Expression> typedValue(
    const Schema &schema, ObjectId table, const QString &text, const QList<ObjectId> &allowed, const Engine &engine)
{
    if (!isOneExpression(text, *engine.flavour) || isQuery(text, *engine.flavour))
        return noPhases(
            QT_TRANSLATE_NOOP("Phases", "\"%1\" is not a plain expression over the row's own columns."), {text});
    const Expression value = typedExpression(schema, table, text, *engine.flavour);
    for (const Expression::Piece &piece : value.pieces) {
        const auto *id = std::get_if<ObjectId>(&piece);
        if (!id && std::get<QString>(piece).contains(QRegularExpression(u"[\\r\\n]"_s)))
            return noPhases(QT_TRANSLATE_NOOP("Phases",
                                "\"%1\" has a line break within a text: write the character by its code instead."),
                {text});
        if (id && !allowed.contains(*id))
            return noPhases(QT_TRANSLATE_NOOP("Phases", "\"%1\" names %2, which is none of the columns it is made of."),
                {text, nameOf(*schema.find(*id))});
    }
    return (ExpressionPieces() << u"(" << value << u")").take();
}

/// What a column is by those of the other side.
Result<Expression> valueOf(const Schema &schema, const Evolution &evolution, const Evolution::Part &part,
    ObjectId column, const QList<ObjectId> &others, const Engine &engine)
{
    const auto *of = schema.find<Column>(column);
    if (!part.value.isEmpty())
        return typedValue(schema, of->table, part.value, others, engine);
    if (evolution.kind == Evolution::Kind::RenameColumn)
        return (ExpressionPieces() << others.first()).take();
    const std::optional<Expression> cast = evolution.kind == Evolution::Kind::ChangeType
        ? engine.sync->cast(others.first(), of->type, schema)
        : std::nullopt;
    if (cast)
        return *cast;
    return noPhases(QT_TRANSLATE_NOOP("Phases", "How %1 is made of the other columns is not known: say it."),
        {schema.displayName(column)});
}

} // namespace

Result<SyncedColumns> syncedColumns(const Schema &schema, const Evolution &evolution, const Engine &engine)
{
    const Result<Place> place = placeOf(schema, evolution);
    if (!place)
        return failure(place.error());
    SyncedColumns columns;
    columns.table = place->table;
    columns.isCopy = evolution.kind == Evolution::Kind::RenameColumn;
    columns.key = phaseKey(schema, place->table, place->before + place->after, engine);
    if (columns.key.isEmpty())
        return noPhases(
            QT_TRANSLATE_NOOP("Phases", "Table %1 has no key by which its rows could be filled in batches."),
            {schema.displayName(place->table)});
    const auto take = [&](const QList<Evolution::Part> &parts, const QList<ObjectId> &own,
                          const QList<ObjectId> &others, QList<SyncedColumns::Side> &into) -> Result<> {
        for (qsizetype i = 0; i < parts.size(); ++i) {
            const Result<Expression> value = valueOf(schema, evolution, parts.at(i), own.at(i), others, engine);
            if (!value)
                return failure(value.error());
            into += {own.at(i), *value};
        }
        return {};
    };
    if (Result<> done = take(evolution.before, place->before, place->after, columns.before); !done)
        return failure(done.error());
    if (Result<> done = take(evolution.after, place->after, place->before, columns.after); !done)
        return failure(done.error());
    for (qsizetype i = 0; i < evolution.before.size(); ++i) {
        if (evolution.required.contains(evolution.before.at(i).column))
            columns.relaxed += place->before.at(i);
    }
    return columns;
}

namespace {

bool isNumber(const DataType &type)
{
    const TypeFamily family = familyOf(type.name);
    return family == TypeFamily::Integer || family == TypeFamily::Decimal || family == TypeFamily::Float;
}

/// The new column that one old column gives.
Result<Column> columnFor(
    const Schema &head, const Evolution &evolution, ObjectId source, const Evolution::Part &part, const Engine &engine)
{
    const Column &old = *head.find<Column>(source);
    const bool isOne = evolution.kind == Evolution::Kind::RenameColumn || evolution.kind == Evolution::Kind::ChangeType;
    Column column = isOne ? old : Column();
    column.table = old.table;
    column.name = part.column;
    column.nullable = true;
    if (evolution.kind == Evolution::Kind::RenameColumn) {
        if (!isConstant(old, *engine.flavour))
            column.defaultValue = {};
        return column;
    }
    const auto *table = head.find<Table>(old.table);
    if (!isOneExpression(part.type, *engine.flavour))
        return noPhases(QT_TRANSLATE_NOOP("Phases", "\"%1\" is no type."), {part.type});
    column.type = typedType(head, table->schema, part.type, QString::fromLatin1(engine.key));
    column.options = {};
    if (familyOf(column.type.name) != TypeFamily::Text || familyOf(old.type.name) != TypeFamily::Text)
        column.collation.clear();
    const bool keepsDefault = isConstant(old, *engine.flavour) && isNumber(old.type) && isNumber(column.type);
    if (isOne && !old.defaultValue.isEmpty() && !keepsDefault)
        return noPhases(
            QT_TRANSLATE_NOOP("Phases", "The default of %1 would have to change with the type: drop it first."),
            {head.displayName(source)});
    if (const auto why = engine.sync->obstacle(column, head))
        return noPhases(QT_TRANSLATE_NOOP("Phases", "Column %1 cannot be kept equal to another: %2."),
            {part.column, why->source()});
    return column;
}

/// "orders_amount_sync", as short as the engine wants it, with room for an ending.
QString helperName(const Schema &schema, const Evolution &evolution, const Engine &engine)
{
    QString begin = evolution.table.last() + u'_' + evolution.after.first().column;
    while (isTooLong(begin + u"_sync_required_2"_s, *engine.flavour))
        begin.chop(1);
    QString name = begin + u"_sync"_s;
    const auto isTaken = [&](const QString &wish) {
        bool taken = false;
        schema.forEach([&](ObjectId, const Object &object) {
            taken = taken || nameOf(object).startsWith(wish, Qt::CaseInsensitive);
        });
        return taken;
    };
    for (int i = 2; isTaken(name); ++i)
        name = begin + u"_sync"_s + QString::number(i);
    return name;
}

Schema relaxed(const Schema &schema, ObjectId id, bool nullable)
{
    Column column = *schema.find<Column>(id);
    column.nullable = nullable;
    return schema.with(id, makeObject(std::move(column)));
}

/// The object as it is on the new column.
Object onNewColumn(const Object &object, const Place &place)
{
    return mapped(object, [&](ObjectId id) {
        const qsizetype at = place.before.indexOf(id);
        return at < 0 ? id : place.after.at(at);
    });
}

/// What a thing on the old column is on the new one; null when it is not there.
ObjectId twinOf(const Schema &schema, ObjectId id, const Place &place)
{
    const Object wanted = onNewColumn(*schema.find(id), place);
    for (const ObjectId other : schema.dependants(place.after.first())) {
        const Object &found = *schema.find(other);
        if (kindOf(found) == kindOf(wanted) && equal(renamed(found, nameOf(wanted)), wanted))
            return other;
    }
    return {};
}

bool isRequired(const Schema &schema, const Evolution &evolution, const Place &place)
{
    const bool isOne = place.before.size() == 1 && place.after.size() == 1;
    const auto *old = schema.find<Column>(place.before.first());
    return isOne && (!old->nullable || evolution.required.contains(old->name));
}

} // namespace

Result<Schema> expanded(const Schema &head, Evolution &evolution, const Engine &engine)
{
    if (Result<> fine = mayPhase(head, evolution, engine); !fine)
        return failure(fine.error());
    const ObjectId table = head.idOf(Kind::Table, evolution.table);
    const QList<ObjectId> all = head.children(table, Kind::Column);
    ObjectId last;
    Schema schema = head;
    for (const Evolution::Part &part : std::as_const(evolution.before)) {
        last = head.child(table, Kind::Column, part.column);
        const auto *column = head.find<Column>(last);
        if (column->nullable || !column->defaultValue.isEmpty() || engine.sync->fillsRequired())
            continue;
        evolution.required += part.column;
        schema = relaxed(schema, last, true);
    }
    qsizetype row = all.indexOf(last) + 1;
    for (const Evolution::Part &part : std::as_const(evolution.after)) {
        const Result<Column> column = columnFor(head, evolution, last, part, engine);
        if (!column)
            return failure(column.error());
        schema = edits::addColumn(schema, *column, engine.columnOrder ? int(row++) : -1).schema;
    }
    const Result<SyncedColumns> columns = syncedColumns(schema, evolution, engine);
    if (!columns)
        return failure(columns.error());
    Schema result = engine.sync->withTriggers(schema, *columns, helperName(head, evolution, engine));
    Schema::compare(schema, result, [&](ObjectId id, const Object *before, const Object *after) {
        if (!before && after)
            evolution.helpers += {QString::fromLatin1(catalogue(kindOf(*after)).info->key), result.path(id)};
    });
    std::sort(evolution.helpers.begin(), evolution.helpers.end(),
        [](const auto &a, const auto &b) { return std::tie(a.kind, a.path) < std::tie(b.kind, b.path); });
    return result;
}

Result<Schema> filled(const Schema &head, const Evolution &evolution, const Engine &engine)
{
    const Result<Place> place = placeOf(head, evolution);
    if (!place)
        return failure(place.error());
    Schema schema = head;
    if (engine.sync->fillsRequired() && isRequired(head, evolution, *place))
        schema = relaxed(schema, place->after.first(), false);
    for (const ObjectId id : movable(head, evolution, place->before)) {
        const Object &object = *head.find(id);
        if (place->before.size() != 1 || place->after.size() != 1)
            return noPhases(
                QT_TRANSLATE_NOOP("Phases", "%1 is in the way: drop or change it first."), {head.displayName(id)});
        QString name = nameOf(object);
        while (!name.isEmpty() && isTooLong(name + u'_' + evolution.after.first().column + u"_2"_s, *engine.flavour))
            name.chop(1);
        if (!name.isEmpty())
            name = edits::freeName(schema, place->table, kindOf(object), name + u'_' + evolution.after.first().column);
        schema = schema.with(ObjectId::random(), renamed(onNewColumn(object, *place), name));
    }
    return schema;
}

/// All that stands only meanwhile must be known, or it would stay behind.
static Result<Place> leavable(const Schema &head, const Evolution &evolution)
{
    if (helpersOf(head, evolution).size() != evolution.helpers.size() || evolution.helpers.isEmpty())
        return noPhases(QT_TRANSLATE_NOOP("Phases", "The triggers of %1 are not what its file says: it cannot go on."),
            {evolution.id});
    return placeOf(head, evolution);
}

/// Helpers and columns that go.
static Schema without(Schema schema, const Evolution &evolution, const QList<ObjectId> &columns)
{
    for (const ObjectId id : helpersOf(schema, evolution))
        schema = schema.without(id);
    for (const ObjectId id : columns)
        schema = schema.without(id);
    return schema;
}

Result<WayOut> contracted(const Schema &head, const Evolution &evolution)
{
    const Result<Place> place = leavable(head, evolution);
    if (!place)
        return failure(place.error());
    if (Result<> free = mayDropColumns(head, evolution, place->before); !free)
        return failure(free.error());
    Schema loose = head;
    for (const ObjectId id : movable(head, evolution, place->before)) {
        const bool isOne = place->before.size() == 1 && place->after.size() == 1;
        const ObjectId twin = isOne ? twinOf(head, id, *place) : ObjectId();
        if (!twin)
            return noPhases(
                QT_TRANSLATE_NOOP("Phases", "%1 stands on the old column and has no counterpart on the new one."),
                {head.displayName(id)});
        loose = loose.with(twin, renamed(*head.find(twin), nameOf(*head.find(id)))).without(id);
    }
    for (const ObjectId id : place->before)
        loose = relaxed(loose, id, true);
    const auto *old = head.find<Column>(place->before.first());
    Column column = *head.find<Column>(place->after.first());
    if (evolution.kind == Evolution::Kind::RenameColumn && column.defaultValue.isEmpty()) {
        column.defaultValue = old->defaultValue;
        loose = loose.with(place->after.first(), makeObject(column));
    }
    Schema done = without(loose, evolution, place->before);
    if (isRequired(head, evolution, *place))
        done = relaxed(done, place->after.first(), false);
    return WayOut{loose, done};
}

Result<WayOut> abandoned(const Schema &head, const Evolution &evolution)
{
    const Result<Place> place = leavable(head, evolution);
    if (!place)
        return failure(place.error());
    if (Result<> free = mayDropColumns(head, evolution, place->after); !free)
        return failure(free.error());
    Schema loose = head;
    for (const ObjectId id : movable(head, evolution, place->after))
        loose = loose.without(id);
    for (const ObjectId id : place->after)
        loose = relaxed(loose, id, true);
    Schema done = without(loose, evolution, place->after);
    for (qsizetype i = 0; i < place->before.size(); ++i) {
        if (evolution.required.contains(evolution.before.at(i).column))
            done = relaxed(done, place->before.at(i), false);
    }
    return WayOut{loose, done};
}

} // namespace relata
