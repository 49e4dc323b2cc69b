#include "dialects/mysql/alter_form.h"

#include "dialects/mysql/column_form.h"
#include "dialects/mysql/partitions.h"
#include "models/schema/all_kinds.h"

#include <QSet>

#include <algorithm>

namespace relata::mysql {
using namespace Qt::StringLiterals;

using Way = AlterForm::Way;

namespace {

constexpr int LongestPart = 3072 / 4; ///< characters of a key, if each takes all the bytes that one can

bool isInnoDb(ObjectId table, const Schema &schema)
{
    const auto *found = schema.find<Table>(table);
    const QString engine = found ? found->options.value("mysql.engine").toString() : QString();
    return engine.isEmpty() || engine.compare("InnoDB"_L1, Qt::CaseInsensitive) == 0;
}

/// MariaDB keeps these by means of its own, over columns that nobody sees: texts longer than a key may be, and spans of
/// time that must not overlap.
bool isBesideTheEngine(const Unique &unique, const DdlWords &words)
{
    if (unique.options.contains("mysql.without_overlaps"))
        return true;
    return words.target.mariaDb && std::any_of(unique.parts.begin(), unique.parts.end(), [&](const KeyPart &part) {
        const auto *column = words.schema.find<Column>(part.column);
        const QString type = column ? column->type.name : QString();
        const bool isLong = type.endsWith("text"_L1) || type.endsWith("blob"_L1) || lengthOf(type) > LongestPart;
        return part.prefixLength == 0 && isLong;
    });
}

/// Checked against servers: see tests/dialects/tst_mysql_alter_forms.cpp. What is not, follows the manuals that
/// version_rules.cpp names.
AlterForm keyForm(const Object &key, bool dropped, const DdlWords &words)
{
    const auto *index = as<Index>(key);
    if (const auto *unique = as<Unique>(key); unique && isBesideTheEngine(*unique, words))
        return {Way::Copy, true};
    if (dropped || !index || (index->method != "fulltext"_L1 && index->method != "spatial"_L1))
        return {Way::NoCopy, false};
    // The first of a table brings a hidden column.
    const QList<ObjectId> siblings = words.schema.children(index->table, Kind::Index);
    const bool isFirst = std::none_of(siblings.begin(), siblings.end(), [&](ObjectId id) {
        const auto *other = words.schema.find<Index>(id);
        return other->method == "fulltext"_L1 && !equal(*words.schema.find(id), key);
    });
    return {index->method == "fulltext"_L1 && isFirst ? Way::Rebuild : Way::NoCopy, true};
}

bool onlyRenamed(const Altered &change) { return change.fields == QList<QByteArray>{"name"}; }

/// Whether queries are only told to pass the index by, or to use it again.
bool onlyHidden(const Altered &change)
{
    if (change.fields != QList<QByteArray>{"options"} || !as<Index>(change.after))
        return false;
    Options before = as<Index>(change.before)->options, after = as<Index>(change.after)->options;
    before.remove("mysql.invisible");
    after.remove("mysql.invisible");
    return before == after;
}

AlterForm alteredKeyForm(const Altered &change, const DdlWords &words)
{
    const DdlTarget &target = words.target;
    if (onlyRenamed(change) && target.has(VersionRule::RenameKey))
        return definitionOnly(target, VersionRule::RenameKeyInstantly);
    const bool comments = change.fields == QList<QByteArray>{"comment"};
    if (comments && !target.has(VersionRule::KeyComment))
        return {Way::Copy, true}; // it is taken for the same key otherwise
    if (target.has(VersionRule::HideKeyInstantly) && (comments || onlyHidden(change)))
        return {Way::Instant, false};
    return keyForm(change.after, false, words);
}

AlterForm primaryKeyForm(const Change &change, std::span<const Change> all)
{
    const bool isOverPeriod = std::any_of(all.begin(), all.end(), [](const Change &one) {
        const auto *key = as<PrimaryKey>(objectOf(one));
        return key && key->options.contains("mysql.without_overlaps");
    });
    if (isOverPeriod)
        return {Way::Copy, true};
    // Without a key in its place the server copies the rows by itself.
    const bool replaced =
        !std::holds_alternative<Dropped>(change) || std::any_of(all.begin(), all.end(), [](const Change &other) {
            return kindOf(other) == Kind::PrimaryKey && std::holds_alternative<Created>(other);
        });
    return replaced ? AlterForm{Way::Rebuild, false} : AlterForm{Way::Copy, true};
}

AlterForm checkForm(const Change &change, const DdlWords &words)
{
    const auto *check = as<Check>(objectOf(change));
    if (!words.holderOf(*check).isNull() || check->options.value("mysql.period").toBool())
        return {Way::Copy, true};
    if (std::holds_alternative<Dropped>(change))
        return definitionOnly(words.target, VersionRule::DropCheck);
    if (!words.target.mariaDb && check->options.value("mysql.not_enforced").toBool())
        return {Way::NoCopy, false};
    return {Way::Copy, true}; // the rows are looked at
}

AlterForm tableOptionForm(const QByteArray &key, const DdlTarget &target)
{
    static const QSet<QByteArray> light{"mysql.stats_persistent", "mysql.stats_auto_recalc", "mysql.stats_sample_pages",
        "mysql.auto_increment", "mysql.collation"};
    static const QSet<QByteArray> rebuilt{"mysql.row_format", "mysql.key_block_size"};
    return light.contains(key)  ? definitionOnly(target, VersionRule::OptionsInstantly)
        : rebuilt.contains(key) ? AlterForm{Way::Rebuild, false}
                                : AlterForm{Way::Copy, true};
}

AlterForm tableForm(const Change &change, const DdlWords &before, const DdlWords &after)
{
    const auto *altered = std::get_if<Altered>(&change);
    if (!altered)
        return {};
    const Options &from = as<Table>(altered->before)->options, &to = as<Table>(altered->after)->options;
    AlterForm result = definitionOnly(after.target, VersionRule::OptionsInstantly);
    for (const QByteArray &key : from.keys() + to.keys()) {
        if (from.value(key) != to.value(key))
            result = heavier(result, tableOptionForm(key, after.target));
    }
    // Texts of another character set are other bytes.
    return recharacterised(altered->id, before, after).isEmpty() ? result : AlterForm{Way::Copy, true};
}

AlterForm formOfOne(const Change &change, std::span<const Change> all, const DdlWords &before, const DdlWords &after)
{
    const auto *altered = std::get_if<Altered>(&change);
    const bool dropped = std::holds_alternative<Dropped>(change);
    switch (kindOf(change)) {
    case Kind::Column:
        return columnForm(change, before, after);
    case Kind::PrimaryKey:
        return primaryKeyForm(change, all);
    case Kind::Unique:
    case Kind::Index:
        return altered ? alteredKeyForm(*altered, after) : keyForm(objectOf(change), dropped, dropped ? before : after);
    case Kind::Check:
        return checkForm(change, dropped ? before : after);
    case Kind::Table:
        return tableForm(change, before, after);
    default:
        return {Way::Copy, true};
    }
}

ObjectId tableOf(const Change &change)
{
    return kindOf(change) == Kind::Table ? idOf(change) : parentOf(objectOf(change));
}

bool hasFulltext(ObjectId table, const Schema &schema)
{
    const QList<ObjectId> indexes = schema.children(table, Kind::Index);
    return std::any_of(
        indexes.begin(), indexes.end(), [&](ObjectId id) { return schema.find<Index>(id)->method == "fulltext"_L1; });
}

/// A table with a full-text index takes no column instantly, and is not written anew beside writers, nor by MySQL's
/// engine at all.
AlterForm besideFulltext(const Change &change, AlterForm form, const DdlTarget &target)
{
    const auto *altered = std::get_if<Altered>(&change);
    if (kindOf(change) == Kind::Column && (!altered || altered->changes("position")))
        form.way = std::max(form.way, Way::Rebuild);
    if (form.way < Way::Rebuild)
        return form;
    return {target.mariaDb ? form.way : Way::Copy, true};
}

/// Rows are not written anew beside writers under a spatial index.
AlterForm besideSpatial(AlterForm form, ObjectId table, const Schema &schema)
{
    const QList<ObjectId> indexes = schema.children(table, Kind::Index);
    form.writersWait =
        form.writersWait || (form.way == Way::Rebuild && std::any_of(indexes.begin(), indexes.end(), [&](ObjectId id) {
            return schema.find<Index>(id)->method == "spatial"_L1;
        }));
    return form;
}

/// An index over a column that comes with the same statement has it written into the rows.
bool hasKeyOverNewColumn(std::span<const Change> changes)
{
    QSet<ObjectId> columns;
    for (const Change &change : changes) {
        if (kindOf(change) == Kind::Column && std::holds_alternative<Created>(change))
            columns += idOf(change);
    }
    return std::any_of(changes.begin(), changes.end(), [&](const Change &change) {
        bool found = false;
        if (kindOf(change) != Kind::Column && !std::holds_alternative<Dropped>(change))
            eachReference(objectOf(change), [&](ObjectId named) { found |= columns.contains(named); });
        return found;
    });
}

/// Whether a key is built from the rows as they stand.
bool buildsKey(const Change &change)
{
    return std::holds_alternative<Created>(change) && (kindOf(change) == Kind::Unique || kindOf(change) == Kind::Index);
}

/// Whether other columns, or their order, come with the definition.
bool reshapesRow(const Change &change)
{
    if (kindOf(change) != Kind::Column)
        return false;
    const auto *altered = std::get_if<Altered>(&change);
    return altered ? altered->changes("position")
                   : as<Column>(objectOf(change))->generated != Column::Generated::Virtual;
}

/// Each for itself is done without writing the rows; in one statement the server writes them all.
bool buildsKeyOfOtherRows(std::span<const Change> changes)
{
    return std::any_of(changes.begin(), changes.end(), reshapesRow)
        && std::any_of(changes.begin(), changes.end(), [](const Change &change) {
               const auto *altered = std::get_if<Altered>(&change);
               const bool isKey = kindOf(change) == Kind::Unique || kindOf(change) == Kind::Index;
               return buildsKey(change) || (isKey && altered && !onlyRenamed(*altered) && !onlyHidden(*altered));
           });
}

bool isCompressed(ObjectId table, const Schema &schema)
{
    const auto *found = schema.find<Table>(table);
    return found
        && (found->options.contains("mysql.key_block_size")
            || found->options.value("mysql.row_format").toString().compare("COMPRESSED"_L1, Qt::CaseInsensitive) == 0);
}

bool bringsVirtualColumn(const Change &change)
{
    return kindOf(change) == Kind::Column && !std::holds_alternative<Altered>(change)
        && as<Column>(objectOf(change))->generated == Column::Generated::Virtual;
}

/// MySQL is instant only where the whole statement is, and writes the rows where columns come or go in place; there
/// virtual columns come and go along with keys alone, and never so in a partitioned table.
AlterForm asMysqlMixes(std::span<const Change> changes, AlterForm form, const Schema &schema)
{
    const bool reshapes = std::any_of(changes.begin(), changes.end(), reshapesRow);
    if (form.way == Way::NoCopy && reshapes)
        form.way = Way::Rebuild;
    if (std::none_of(changes.begin(), changes.end(), bringsVirtualColumn))
        return form;
    const auto *table = schema.find<Table>(tableOf(changes.front()));
    const bool alone = std::all_of(changes.begin(), changes.end(), [](const Change &change) {
        const bool isKey = kindOf(change) == Kind::Index || kindOf(change) == Kind::Unique;
        return bringsVirtualColumn(change) || (isKey && !std::holds_alternative<Altered>(change));
    });
    const bool isParted = table && table->options.contains(PartitionOption);
    if (isParted || (!alone && form.way != Way::Instant))
        return {Way::Copy, true};
    return {form.way, form.writersWait || hasKeyOverNewColumn(changes)};
}

AlterForm formAt(std::span<const Change> changes, const DdlWords &before, const DdlWords &after)
{
    if (const std::optional<PartitionStep> step = partitionStep(changes))
        return step->copies ? AlterForm{Way::Copy, true} : AlterForm();
    AlterForm result;
    for (const Change &change : changes) {
        const ObjectId table = tableOf(change);
        if (!isInnoDb(table, before.schema) || !isInnoDb(table, after.schema))
            return {Way::Copy, true};
        AlterForm form = formOfOne(change, changes, before, after);
        const bool touchesRows = kindOf(change) == Kind::Column || kindOf(change) == Kind::PrimaryKey;
        if (touchesRows && hasFulltext(table, before.schema))
            form = besideFulltext(change, form, after.target);
        if (reshapesRow(change) && isCompressed(table, before.schema))
            form.way = std::max(form.way, Way::Rebuild);
        result = heavier(result, form);
    }
    const bool mysql = !after.target.mariaDb;
    const bool isVirtual = mysql && std::any_of(changes.begin(), changes.end(), bringsVirtualColumn);
    if ((hasKeyOverNewColumn(changes) && !isVirtual) || buildsKeyOfOtherRows(changes))
        result.way = std::max(result.way, Way::Rebuild);
    if (mysql)
        result = asMysqlMixes(changes, result, before.schema);
    return changes.empty() ? result : besideSpatial(result, tableOf(changes.front()), after.schema);
}

/// The objects that a change makes, takes away or speaks of.
QSet<ObjectId> touched(const Change &change)
{
    QSet<ObjectId> result{idOf(change)};
    const auto add = [&](ObjectId id) { result += id; };
    if (const auto *altered = std::get_if<Altered>(&change))
        eachReference(altered->before, add);
    eachReference(objectOf(change), add);
    result -= tableOf(change);
    return result;
}

/// Columns stand in one order, which the changes of several of them make together; and a table's own options concern
/// all that it has.
bool isHeldTogether(std::span<const Change> light, std::span<const Change> heavy)
{
    QSet<ObjectId> ids;
    bool columns = false;
    for (const Change &change : heavy) {
        if (kindOf(change) == Kind::Table)
            return true;
        columns = columns || kindOf(change) == Kind::Column;
        ids += touched(change);
    }
    return std::any_of(light.begin(), light.end(), [&](const Change &change) {
        return kindOf(change) == Kind::Table || (columns && kindOf(change) == Kind::Column)
            || ids.intersects(touched(change));
    });
}

} // namespace

AlterForm definitionOnly(const DdlTarget &target, VersionRule rule)
{
    return {target.has(rule) ? Way::Instant : Way::NoCopy, false};
}

AlterForm heavier(const AlterForm &one, const AlterForm &other)
{
    return {std::max(one.way, other.way), one.writersWait || other.writersWait};
}

AlterForm foreignKeyForm()
{
    // In place it would be added without a look at the rows that stand.
    return {Way::Copy, true};
}

AlterForm dropForeignKeyForm(const DdlTarget &target)
{
    return definitionOnly(target, VersionRule::DropForeignKeyInstantly);
}

AlterForm formOf(std::span<const Change> changes, const DdlWords &before, const DdlWords &after)
{
    return formAt(changes, before, after);
}

QStringList formClauses(const AlterForm &form, const DdlTarget &target)
{
    if (form.way == Way::Copy)
        return {u"ALGORITHM=COPY"_s, target.has(VersionRule::CopyBesideWriters) ? u"LOCK=DEFAULT"_s : u"LOCK=SHARED"_s};
    const QString lock = form.writersWait ? u"LOCK=SHARED"_s : u"LOCK=NONE"_s;
    if (target.mariaDb && target.has(VersionRule::InstantWord)) {
        static const QString words[] = {u"ALGORITHM=INSTANT"_s, u"ALGORITHM=NOCOPY"_s, u"ALGORITHM=INPLACE"_s};
        return {words[std::size_t(form.way)], lock};
    }
    if (form.way == Way::Instant && target.has(VersionRule::InstantWord))
        return {u"ALGORITHM=INSTANT"_s, u"LOCK=DEFAULT"_s}; // it takes no other word there
    return {u"ALGORITHM=INPLACE"_s, lock};
}

QStringList formClauses(std::span<const Change> changes, const DdlWords &before, const DdlWords &after)
{
    const AlterForm form = formAt(changes, before, after);
    if (after.target.version > 0)
        return after.target.has(VersionRule::AlgorithmClause) ? formClauses(form, after.target) : QStringList();
    DdlTarget oldest = after.target;
    oldest.version = oldest.mariaDb ? 100200 : firstVersion(VersionRule::AlgorithmClause, false);
    const AlterForm first = formAt(changes, DdlWords(before.schema, oldest), DdlWords(after.schema, oldest));
    if (first.writersWait != form.writersWait)
        return {};
    return {form.writersWait ? u"LOCK=SHARED"_s : u"LOCK=NONE"_s};
}

/// The new keys behind all else, where the rows are written for nothing but that they come along; empty elsewhere.
static SplitChange keysBehind(std::span<const Change> changes, const DdlWords &before, const DdlWords &after)
{
    SplitChange result;
    for (const Change &change : changes)
        (buildsKey(change) ? result.heavy : result.light).push_back(change);
    const auto isLight = [&](const std::vector<Change> &part) {
        return !part.empty() && formAt(part, before, after).way < Way::Rebuild;
    };
    const bool isTable =
        std::any_of(changes.begin(), changes.end(), [](const Change &change) { return kindOf(change) == Kind::Table; });
    return !isTable && isLight(result.light) && isLight(result.heavy)
            && formAt(changes, before, after).way == Way::Rebuild
        ? result
        : SplitChange();
}

/// Keys first, and then columns that come or go instantly once they are alone; empty elsewhere.
static SplitChange columnsBehind(std::span<const Change> changes, const DdlWords &before, const DdlWords &after)
{
    SplitChange result;
    for (const Change &change : changes)
        (kindOf(change) == Kind::Column ? result.heavy : result.light).push_back(change);
    const bool needsKey = std::any_of(result.heavy.begin(), result.heavy.end(),
        [](const Change &change) { return as<Column>(objectOf(change))->identity != Column::Identity::None; });
    const bool isTable =
        std::any_of(changes.begin(), changes.end(), [](const Change &change) { return kindOf(change) == Kind::Table; });
    return !isTable && !needsKey && !hasKeyOverNewColumn(changes) && !result.light.empty() && !result.heavy.empty()
            && formAt(result.light, before, after).way == Way::NoCopy
            && formAt(result.heavy, before, after).way == Way::Instant
            && formAt(changes, before, after).way == Way::Rebuild
        ? result
        : SplitChange();
}

SplitChange splitByForm(std::span<const Change> changes, const DdlWords &before, const DdlWords &after)
{
    if (SplitChange apart = keysBehind(changes, before, after); !apart.heavy.empty())
        return apart;
    if (SplitChange apart = columnsBehind(changes, before, after); !apart.heavy.empty())
        return apart;
    SplitChange result;
    for (const Change &change : changes) {
        AlterForm form = formOfOne(change, changes, before, after);
        if (hasFulltext(tableOf(change), before.schema))
            form = formAt(std::span(&change, 1), before, after);
        (form.writersWait ? result.heavy : result.light).push_back(change);
    }
    const bool apart = isInnoDb(tableOf(changes.front()), before.schema) && !isHeldTogether(result.light, result.heavy);
    if (result.light.empty() || result.heavy.empty() || apart)
        return result;
    result.heavy.assign(changes.begin(), changes.end());
    result.light.clear();
    return result;
}

void stateForm(Statement &statement, const AlterForm &form)
{
    statement.facts.rewrites = form.way >= Way::Rebuild;
    statement.facts.scans = statement.facts.scans || statement.facts.rewrites;
    if (form.way == Way::Instant || statement.facts.locks.isEmpty())
        return;
    // The whole metadata lock is held for an instant at both ends.
    Lock &held = statement.facts.locks.first();
    held.level = form.writersWait ? LockLevel::BlocksWrites : LockLevel::BlocksSchemaChange;
    held.engineName = form.writersWait ? u"SHARED NO WRITE METADATA"_s : u"SHARED UPGRADABLE METADATA"_s;
}

} // namespace relata::mysql
