#include "dialects/mysql/column_form.h"

#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata::mysql {
using namespace Qt::StringLiterals;

using Way = AlterForm::Way;

namespace {

constexpr int Never = 99'99'99;
constexpr AlterForm Copied{Way::Copy, true};

/// Instantly from these versions on; before, by writing the rows anew beside writers.
AlterForm instantSince(const DdlTarget &target, int mariaDb, int mysql)
{
    return {target.since(mariaDb, mysql) ? Way::Instant : Way::Rebuild, false};
}

/// Only the definition changes; which older servers do in place.
AlterForm definitionOnly(const DdlTarget &target, int mysql)
{
    return {target.since(100302, mysql) ? Way::Instant : Way::NoCopy, false};
}

/// A default that is computed has its value written into every row.
bool isComputed(const Expression &value)
{
    const QString text = written(value, [](ObjectId) { return QString(); });
    return text.contains(u'(') && !text.startsWith("current_timestamp"_L1, Qt::CaseInsensitive)
        && !text.startsWith(u'\'');
}

/// The same value for every row, whenever it is put in.
bool isLiteral(const Expression &value)
{
    const QString text = written(value, [](ObjectId) { return QString(); });
    bool isNumber = false;
    text.toDouble(&isNumber);
    return isNumber || text.startsWith(u'\'') || text.compare("NULL"_L1, Qt::CaseInsensitive) == 0;
}

bool isLast(const Column &column, const Schema &schema)
{
    const QList<ObjectId> siblings = schema.children(column.table, Kind::Column);
    return !siblings.isEmpty() && schema.find<Column>(siblings.last())->name == column.name;
}

AlterForm addedForm(const Column &column, const DdlWords &after)
{
    const DdlTarget &target = after.target;
    if (column.generated == Column::Generated::Virtual)
        return {target.since(100302, 80012) ? Way::Instant : Way::NoCopy, false};
    if (column.generated == Column::Generated::Stored || isComputed(column.defaultValue))
        return Copied;
    if (column.identity != Column::Identity::None)
        return {Way::Rebuild, true};
    return isLast(column, after.schema) ? instantSince(target, 100302, 80012) : instantSince(target, 100400, 80029);
}

AlterForm droppedForm(const Column &column, const DdlWords &before)
{
    if (column.generated == Column::Generated::Virtual)
        return {before.target.since(100302, 80012) ? Way::Instant : Way::NoCopy, false};
    return instantSince(before.target, 100400, 80029);
}

/// A longer varchar whose length still takes as many bytes; MariaDB's rows mind no longer length at all.
bool onlyLengthens(const QString &from, const QString &to, const DdlTarget &target)
{
    if (!from.startsWith("varchar("_L1) || !to.startsWith("varchar("_L1) || lengthOf(to) < lengthOf(from))
        return false;
    if (target.mariaDb && target.since(100403, 0))
        return true;
    return target.since(100203, 50700) && (lengthOf(to) < 64 || lengthOf(from) > 255);
}

/// How many members an enum or a set has, by the commas outside of its texts.
qsizetype membersOf(const QString &type)
{
    qsizetype count = 1;
    bool inText = false;
    for (const QChar c : type) {
        if (c == u'\'')
            inText = !inText;
        else if (c == u',' && !inText)
            ++count;
    }
    return count;
}

/// More labels at the end of an enum or set that takes as many bytes with them.
bool onlyAppends(const QString &from, const QString &to)
{
    const bool isEnum = from.startsWith("enum("_L1), isSet = from.startsWith("set("_L1);
    if ((!isEnum && !isSet) || !to.startsWith(QStringView(from).chopped(1)) || to.size() <= from.size())
        return false;
    const qsizetype old = membersOf(from), now = membersOf(to);
    const auto bytes = [](qsizetype members) { return members <= 32 ? (members + 7) / 8 : qsizetype(8); };
    return isEnum ? (old < 256) == (now < 256) : bytes(old) == bytes(now);
}

AlterForm retypedForm(const QString &from, const QString &to, const DdlTarget &target)
{
    if (onlyAppends(from, to))
        return definitionOnly(target, 80012);
    return onlyLengthens(from, to, target) ? AlterForm{target.mariaDb ? Way::Instant : Way::NoCopy, false} : Copied;
}

/// MySQL converts NULL by itself unless it is strict, and then only by a copy; before 5.7 it is not, unless told so.
/// MariaDB copies to put in what is reckoned anew for each row.
AlterForm nullableForm(const Column &to, const DdlTarget &target)
{
    const bool isReckoned = !to.defaultValue.isEmpty() && !isLiteral(to.defaultValue);
    if (!to.nullable && (!target.isStrict() || (target.mariaDb && isReckoned)))
        return Copied;
    return {Way::Rebuild, false};
}

QByteArrayList changedOptions(const Column &from, const Column &to)
{
    QByteArrayList result;
    for (const QByteArray &key : from.options.keys() + to.options.keys()) {
        if (from.options.value(key) != to.options.value(key) && !result.contains(key))
            result += key;
    }
    return result;
}

AlterForm optionsForm(const Column &from, const Column &to, const DdlTarget &target)
{
    AlterForm result;
    for (const QByteArray &key : changedOptions(from, to)) {
        if (key == "mysql.on_update")
            result = heavier(result, definitionOnly(target, Never));
        else if (key == "mysql.invisible")
            result = heavier(result, {target.mariaDb ? Way::Instant : Way::NoCopy, false});
        else
            return Copied;
    }
    return result;
}

AlterForm alteredForm(const Altered &change, const DdlWords &after)
{
    const auto *from = as<Column>(change.before), *to = as<Column>(change.after);
    const DdlTarget &target = after.target;
    AlterForm result;
    for (const QByteArray &field : change.fields) {
        AlterForm form = Copied;
        if (field == "type")
            form = retypedForm(from->type.name, to->type.name, target);
        else if (field == "nullable")
            form = nullableForm(*to, target);
        else if (field == "default" || field == "name")
            form = definitionOnly(target, field == "default" ? 80012 : 80028);
        else if (field == "comment")
            form = definitionOnly(target, Never);
        else if (field == "position")
            form = {target.since(100400, Never) && target.mariaDb ? Way::Instant : Way::Rebuild, false};
        else if (field == "options")
            form = optionsForm(*from, *to, target);
        result = heavier(result, form);
    }
    return result;
}

} // namespace

AlterForm columnForm(const Change &change, const DdlWords &before, const DdlWords &after)
{
    const auto *column = as<Column>(objectOf(change));
    if (std::holds_alternative<Created>(change))
        return addedForm(*column, after);
    if (std::holds_alternative<Dropped>(change))
        return droppedForm(*column, before);
    return alteredForm(std::get<Altered>(change), after);
}

QList<ObjectId> recharacterised(ObjectId table, const DdlWords &before, const DdlWords &after)
{
    const auto *from = before.schema.find<Table>(table), *to = after.schema.find<Table>(table);
    QList<ObjectId> result;
    if (!from || !to || before.collationOf(*from) == after.collationOf(*to))
        return result;
    for (const ObjectId id : after.schema.children(table, Kind::Column)) {
        const auto *column = after.schema.find<Column>(id);
        const TypeFamily family = familyOf(column->type.name);
        const bool isText = family == TypeFamily::Text || family == TypeFamily::Enum;
        if (isText && column->collation.isEmpty() && before.schema.find<Column>(id))
            result += id;
    }
    return result;
}

} // namespace relata::mysql
