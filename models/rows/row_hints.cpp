#include "models/rows/row_hints.h"

#include "models/schema/all_kinds.h"
#include "models/schema/labels.h"

#include <QDate>
#include <QRegularExpression>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

void addNamed(const Schema &schema, const Expression &expression, QSet<ObjectId> &columns)
{
    for (const Expression::Piece &piece : expression.pieces) {
        const auto *id = std::get_if<ObjectId>(&piece);
        if (id && schema.find<Column>(*id))
            columns += *id;
    }
}

/// Columns that a server computes with while a plan runs: plain views are not looked into.
void addComputed(const Schema &schema, QSet<ObjectId> &columns)
{
    schema.forEach([&](ObjectId, const Object &object) {
        if (const auto *view = as<MaterializedView>(object))
            addNamed(schema, view->query, columns);
        if (const auto *column = as<Column>(object))
            addNamed(schema, column->generation, columns);
        const auto *index = as<Index>(object);
        if (!index)
            return;
        addNamed(schema, index->predicate, columns);
        for (const KeyPart &part : index->parts)
            addNamed(schema, part.expression, columns);
    });
}

/// The literals of "(1, 'a', MINVALUE)"; what is none is empty.
QStringList literalsIn(const QString &list)
{
    QStringList result;
    static const QRegularExpression one(u"'((?:[^']|'')*)'|(-?\\d+(?:\\.\\d+)?)|(MINVALUE|MAXVALUE|NULL)"_s);
    for (auto it = one.globalMatch(list); it.hasNext();) {
        const auto match = it.next();
        result += match.capturedStart(2) >= 0 ? match.captured(2) : match.captured(1).replace(u"''"_s, u"'"_s);
    }
    return result;
}

/// A value just below this bound; empty where there is none to be told.
QString below(const QString &bound)
{
    bool isNumber = false;
    const qint64 number = bound.toLongLong(&isNumber);
    if (isNumber)
        return QString::number(number - 1);
    const QDate day = QDate::fromString(bound.left(10), Qt::ISODate);
    return day.isValid() ? day.addDays(-1).toString(Qt::ISODate) : QString();
}

/// What the n-th column of a partition's key may hold, as "FOR VALUES FROM (…) TO (…)" or "IN (…)" says; empty:
/// anything.
QStringList choicesIn(const QString &bound, qsizetype n)
{
    if (bound.contains(" IN "_L1, Qt::CaseInsensitive)) {
        QStringList all = literalsIn(bound);
        all.removeAll(QString());
        return n == 0 ? all : QStringList();
    }
    static const QRegularExpression range(
        u"FROM\\s*\\((.*)\\)\\s*TO\\s*\\((.*)\\)"_s, QRegularExpression::CaseInsensitiveOption);
    const auto match = range.match(bound);
    if (!match.hasMatch())
        return {};
    const QString least = literalsIn(match.captured(1)).value(n), most = literalsIn(match.captured(2)).value(n);
    const QString value = least.isEmpty() ? below(most) : least;
    return value.isEmpty() ? QStringList() : QStringList(value);
}

void addBounds(const Schema &from, const Schema &to, QHash<ObjectId, QStringList> &choices)
{
    for (const ObjectId id : to.all(Kind::Table)) {
        const auto *part = to.find<Table>(id), *before = from.find<Table>(id);
        const auto *whole = part->partitionOf ? to.find<Table>(part->partitionOf) : nullptr;
        if (!whole || !before || before->partitionOf)
            continue;
        const QString bound = written(part->bound, [&](ObjectId name) { return to.displayName(name); });
        qsizetype n = 0;
        for (const Expression::Piece &piece : whole->partitionKey.pieces) {
            const auto *key = std::get_if<ObjectId>(&piece);
            const auto *column = key ? to.find<Column>(*key) : nullptr;
            if (!column)
                continue;
            const QStringList values = choicesIn(bound, n++);
            if (const ObjectId own = from.child(id, Kind::Column, column->name); own && !values.isEmpty())
                choices.insert(own, values);
        }
    }
}

/// Columns that a new check is over, in partitions too: rows are there before it is.
void addNewlyChecked(const Schema &from, const Schema &to, QSet<ObjectId> &columns)
{
    for (const ObjectId id : to.all(Kind::Check)) {
        const auto *check = to.find<Check>(id);
        if (from.find(id) && equal(*from.find(id), *to.find(id)))
            continue;
        QSet<ObjectId> named;
        addNamed(to, check->expression, named);
        columns += named;
        for (const ObjectId part : to.dependants(check->table)) {
            const auto *partition = to.find<Table>(part);
            if (!partition || partition->partitionOf != check->table)
                continue;
            for (const ObjectId column : std::as_const(named))
                columns += to.child(part, Kind::Column, nameOf(*to.find(column)));
        }
    }
}

} // namespace

RowHints hintsFor(const Schema &from, const Schema &to, const std::function<bool(ObjectId)> &survives)
{
    RowHints hints;
    addComputed(from, hints.gentle);
    addComputed(to, hints.gentle);
    const auto isNumbered = [](const Column *column) { return column && column->identity != Column::Identity::None; };
    for (const ObjectId id : from.all(Kind::Column)) {
        const auto *was = from.find<Column>(id), *is = to.find<Column>(id);
        const bool isRetyped = is && !(was->type == is->type) && !(survives && survives(id));
        const bool isConverted = isRetyped || (is && was->generated != is->generated);
        if (const QStringList gone = labelsGone(id, from, to); !gone.isEmpty()) {
            hints.choices[id] = labelsOf(was->type, from);
            hints.choices[id].removeIf([&](const QString &label) { return gone.contains(label); });
        }
        if (isConverted || isNumbered(was) || isNumbered(is)) // numbers go on behind the largest
            hints.gentle += id;
    }
    addNewlyChecked(from, to, hints.gentle);
    addBounds(from, to, hints.choices);
    return hints;
}

} // namespace relata
