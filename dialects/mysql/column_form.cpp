#include "dialects/mysql/column_form.h"

#include "models/schema/all_kinds.h"

#include <QHash>

#include <algorithm>

namespace relata::mysql {
using namespace Qt::StringLiterals;

using Way = AlterForm::Way;

namespace {

constexpr AlterForm Copied{Way::Copy, true};

/// Instantly from these versions on; before, by writing the rows anew beside writers.
AlterForm instantSince(const DdlTarget &target, VersionRule rule)
{
    return {target.has(rule) ? Way::Instant : Way::Rebuild, false};
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
        return definitionOnly(target, VersionRule::VirtualColumn);
    if (column.generated == Column::Generated::Stored || isComputed(column.defaultValue))
        return Copied;
    if (column.identity != Column::Identity::None)
        return {Way::Rebuild, true};
    return instantSince(
        target, isLast(column, after.schema) ? VersionRule::AddColumnLast : VersionRule::AddColumnAnywhere);
}

AlterForm droppedForm(const Column &column, const DdlWords &before)
{
    if (column.generated == Column::Generated::Virtual)
        return definitionOnly(before.target, VersionRule::VirtualColumn);
    if (column.generated == Column::Generated::Stored && !before.target.mariaDb)
        return {Way::Rebuild, false};
    return instantSince(before.target, VersionRule::DropColumn);
}

/// The bytes that a character takes at most; 0: unknown.
int characterBytes(const Column &column, const DdlWords &words)
{
    static const QHash<QString, int> known{{u"latin1"_s, 1}, {u"ascii"_s, 1}, {u"latin2"_s, 1}, {u"cp1251"_s, 1},
        {u"ucs2"_s, 2}, {u"utf8"_s, 3}, {u"utf8mb3"_s, 3}, {u"utf8mb4"_s, 4}, {u"utf16"_s, 4}, {u"utf32"_s, 4}};
    const auto *table = words.schema.find<Table>(column.table);
    const QString collation = column.collation.isEmpty() && table ? words.collationOf(*table) : column.collation;
    return known.value(collation.section(u'_', 0, 0));
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

AlterForm retypedForm(const Column &from, const Column &to, const DdlWords &after)
{
    const DdlTarget &target = after.target;
    if (onlyAppends(from.type.name, to.type.name))
        return definitionOnly(target, VersionRule::AppendLabel);
    return onlyLengthens(from, to, after) ? AlterForm{target.mariaDb ? Way::Instant : Way::NoCopy, false} : Copied;
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
            result = heavier(result, definitionOnly(target, VersionRule::CommentColumn));
        else if (key == "mysql.invisible")
            result = heavier(result, definitionOnly(target, VersionRule::HideColumn));
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
            form = retypedForm(*from, *to, after);
        else if (field == "nullable")
            form = nullableForm(*to, target);
        else if (field == "default" || field == "name")
            form = definitionOnly(target, field == "default" ? VersionRule::SetDefault : VersionRule::RenameColumn);
        else if (field == "comment")
            form = definitionOnly(target, VersionRule::CommentColumn);
        else if (field == "position" && (target.mariaDb || to->generated == Column::Generated::No))
            form = instantSince(target, VersionRule::MoveColumn);
        else if (field == "options")
            form = optionsForm(*from, *to, target);
        result = heavier(result, form);
    }
    return result;
}

} // namespace

bool isComputed(const Expression &value)
{
    const QString text = written(value, [](ObjectId) { return QString(); });
    const bool isTime =
        text.startsWith("current_timestamp"_L1, Qt::CaseInsensitive) || text.startsWith("now("_L1, Qt::CaseInsensitive);
    return text.contains(u'(') && !isTime && !text.startsWith(u'\'');
}

bool onlyLengthens(const Column &before, const Column &column, const DdlWords &after)
{
    const QString &from = before.type.name, &to = column.type.name;
    const DdlTarget &target = after.target;
    if (!from.startsWith("varchar("_L1) || !to.startsWith("varchar("_L1) || lengthOf(to) < lengthOf(from))
        return false;
    if (target.has(VersionRule::LengthenFreely))
        return true;
    constexpr int OneByte = 255;
    const int known = characterBytes(column, after), least = known ? known : 1, most = known ? known : 4;
    return target.has(VersionRule::LengthenVarchar)
        && (lengthOf(to) * most <= OneByte || lengthOf(from) * least > OneByte);
}

bool onlyAppends(const QString &from, const QString &to)
{
    const bool isEnum = from.startsWith("enum("_L1), isSet = from.startsWith("set("_L1);
    if ((!isEnum && !isSet) || !to.startsWith(QStringView(from).chopped(1)) || to.size() <= from.size())
        return false;
    const qsizetype old = membersOf(from), now = membersOf(to);
    const auto bytes = [](qsizetype members) { return members <= 32 ? (members + 7) / 8 : qsizetype(8); };
    return isEnum ? (old < 256) == (now < 256) : bytes(old) == bytes(now);
}

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
