#include "dialects/mysql/features.h"

#include "dialects/mysql/column_form.h"
#include "models/schema/all_kinds.h"

#include <algorithm>
#include <iterator>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

const KeyParts &partsOf(const Object &object)
{
    static const KeyParts none;
    const auto *primary = as<PrimaryKey>(object);
    const auto *unique = as<Unique>(object);
    const auto *index = as<Index>(object);
    return primary ? primary->parts : unique ? unique->parts : index ? index->parts : none;
}

bool hasCheck(const Object &object, const DdlWords &)
{
    const auto *check = as<Check>(object);
    return check && !check->options.value("mysql.period").toBool();
}

bool isPeriod(const Object &object, const DdlWords &)
{
    const auto *check = as<Check>(object);
    return check && check->options.value("mysql.period").toBool();
}

bool isWithoutOverlaps(const Object &object, const DdlWords &)
{
    const auto *primary = as<PrimaryKey>(object);
    const auto *unique = as<Unique>(object);
    return (primary && primary->options.contains("mysql.without_overlaps"))
        || (unique && unique->options.contains("mysql.without_overlaps"));
}

bool hasComputedDefault(const Object &object, const DdlWords &)
{
    const auto *column = as<Column>(object);
    return column && column->generated == Column::Generated::No && isComputed(column->defaultValue);
}

bool hasComputedPart(const Object &object, const DdlWords &)
{
    const KeyParts &parts = partsOf(object);
    return std::any_of(parts.begin(), parts.end(), [](const KeyPart &part) { return part.column.isNull(); });
}

bool hasDescendingPart(const Object &object, const DdlWords &)
{
    const KeyParts &parts = partsOf(object);
    return std::any_of(parts.begin(), parts.end(), [](const KeyPart &part) { return part.descending; });
}

bool isHiddenIndex(const Object &object, const DdlWords &)
{
    const auto *unique = as<Unique>(object);
    const auto *index = as<Index>(object);
    return (unique && unique->options.value("mysql.invisible").toBool())
        || (index && index->options.value("mysql.invisible").toBool());
}

bool isHiddenColumn(const Object &object, const DdlWords &)
{
    const auto *column = as<Column>(object);
    return column && column->options.value("mysql.invisible").toBool();
}

bool isGenerated(const Object &object, const DdlWords &)
{
    const auto *column = as<Column>(object);
    return column && column->generated != Column::Generated::No;
}

bool hasSystem(const Object &object, const DdlWords &)
{
    const auto *column = as<Column>(object);
    return column && column->options.contains("mysql.srid");
}

bool isOfType(const Object &object, QLatin1StringView type)
{
    const auto *column = as<Column>(object);
    return column && column->type.name.section(u'(', 0, 0).compare(type, Qt::CaseInsensitive) == 0;
}

QString collationIn(const Object &object)
{
    const auto *column = as<Column>(object);
    const auto *table = as<Table>(object);
    const auto *space = as<Namespace>(object);
    return column ? column->collation
        : table   ? table->options.value("mysql.collation").toString()
        : space   ? space->options.value("mysql.collation").toString()
                  : QString();
}

bool isVersioned(const Object &object, const DdlWords &)
{
    const auto *table = as<Table>(object);
    return table && table->options.value(VersionedOption).toBool();
}

/// The sources are the pages of the two manuals. What came before a series was released stands for the whole series.
constexpr Feature Features[] = {
    {"CHECK", 100300, 80016, "CHECK Constraints; CONSTRAINT", hasCheck},
    {"DEFAULT (…)", 100300, 80013, "Data Type Default Values; CREATE TABLE", hasComputedDefault},
    {"KEY ((…))", Never, 80013, "CREATE INDEX, Functional Key Parts", hasComputedPart},
    {"KEY (… DESC)", 100800, 80000, "Descending Indexes; CREATE INDEX", hasDescendingPart},
    {"KEY … INVISIBLE", 100600, 80000, "Invisible Indexes; Ignored Indexes", isHiddenIndex},
    {"COLUMN … INVISIBLE", 100300, 80023, "Invisible Columns", isHiddenColumn},
    {"GENERATED ALWAYS AS (…)", 100300, 50700, "CREATE TABLE and Generated Columns", isGenerated},
    {"SRID", Never, 80000, "Spatial Data Types", hasSystem},
    {"json", 100300, 50700, "The JSON Data Type",
        [](const Object &object, const DdlWords &) { return isOfType(object, "json"_L1); }},
    {"uuid", 100700, Never, "UUID Data Type",
        [](const Object &object, const DdlWords &) { return isOfType(object, "uuid"_L1); }},
    {"inet6", 100500, Never, "INET6",
        [](const Object &object, const DdlWords &) { return isOfType(object, "inet6"_L1); }},
    {"inet4", 101000, Never, "INET4",
        [](const Object &object, const DdlWords &) { return isOfType(object, "inet4"_L1); }},
    {"vector", 110700, 90000, "The VECTOR Type; VECTOR",
        [](const Object &object, const DdlWords &) { return isOfType(object, "vector"_L1); }},
    {"COLLATE utf8mb4_0900_…", 110405, 80000, "Unicode Character Sets; MDEV-20912",
        [](const Object &object, const DdlWords &) { return collationIn(object).startsWith("utf8mb4_0900_"_L1); }},
    {"COLLATE …uca1400_…", 101000, Never, "Supported Character Sets and Collations",
        [](const Object &object, const DdlWords &) { return collationIn(object).contains("uca1400_"_L1); }},
    {"PERIOD FOR", 100400, Never, "Application-Time Periods", isPeriod},
    {"WITHOUT OVERLAPS", 100500, Never, "Application-Time Periods, WITHOUT OVERLAPS", isWithoutOverlaps},
    {"SYSTEM VERSIONING", 100300, Never, "System-Versioned Tables", isVersioned},
    {"CREATE SEQUENCE", 100300, Never, "CREATE SEQUENCE",
        [](const Object &object, const DdlWords &) { return as<Sequence>(object) != nullptr; }},
};

} // namespace

const Feature *lackingFeature(const Object &object, const DdlWords &words)
{
    const DdlTarget &target = words.target;
    if (target.version == 0)
        return nullptr;
    const auto *const found = std::find_if(std::begin(Features), std::end(Features), [&](const Feature &one) {
        return target.version < (target.mariaDb ? one.mariaDb : one.mysql) && one.isNeeded(object, words);
    });
    return found == std::end(Features) ? nullptr : found;
}

} // namespace relata::mysql
