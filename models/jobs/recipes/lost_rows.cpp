#include "models/jobs/recipes/lost_rows.h"

#include "models/engine/conversion_port.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/recipes/left_data.h"
#include "models/schema/all_kinds.h"
#include "models/sql/batched_statement.h"
#include "models/sql/normal_text.h"
#include "models/timeline/drift.h"

#include <QRegularExpression>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr auto KeptPrefix = "_relata_kept_"_L1;

constexpr const char *Backup = QT_TRANSLATE_NOOP("NoReturn", "Only a backup that is taken before brings that back.");
constexpr const char *KeepOrBackup = QT_TRANSLATE_NOOP("NoReturn",
    "Only a backup that is taken before brings that back; a migration that Relata writes without --discard keeps it.");
constexpr const char *CopyOrBackup = QT_TRANSLATE_NOOP("NoReturn",
    "A backup that is taken before brings that back, or a copy of these rows that the migration makes first.");

constexpr const char *DropsTable =
    QT_TRANSLATE_NOOP("NoReturn", "Point of no return: statement %1 (%2) drops table %3 with its rows.");
constexpr const char *DropsColumn =
    QT_TRANSLATE_NOOP("NoReturn", "Point of no return: statement %1 (%2) drops column %3 with its values.");
constexpr const char *DropsKept =
    QT_TRANSLATE_NOOP("NoReturn", "Point of no return: statement %1 (%2) drops the rows that were kept in %3.");
constexpr const char *MakesAnew = QT_TRANSLATE_NOOP("NoReturn",
    "Point of no return: statement %1 (%2) makes table %3 anew, and whether every value comes along is not told.");
constexpr const char *Retypes = QT_TRANSLATE_NOOP(
    "NoReturn", "Point of no return: statement %1 (%2) gives %3 another type, which may change values without a word.");
constexpr const char *MayRetype = QT_TRANSLATE_NOOP("NoReturn",
    "Point of no return: statement %1 (%2) gives a column of %3 another type, and whether every value survives that "
    "is not told.");
constexpr const char *Writes = QT_TRANSLATE_NOOP(
    "NoReturn", "Point of no return: statement %1 (%2) changes rows of %3, and what they held is not kept.");
constexpr const char *Displaces = QT_TRANSLATE_NOOP("NoReturn",
    "Point of no return: statement %1 (%2) gives %3 other parts, and deletes rows that find no place in them without a "
    "word.");
constexpr const char *Adds = QT_TRANSLATE_NOOP("NoReturn",
    "Point of no return: statement %1 (%2) adds rows to %3, and nothing tells them from others afterwards.");
constexpr const char *Unclear =
    QT_TRANSLATE_NOOP("NoReturn", "Point of no return: statement %1 (%2) does what its text does not tell.");

/// What the engine says that goes with a change, beside rows and values of plain tables.
const char *textOf(Loss loss)
{
    switch (loss) {
    case Loss::Rows:
        return QT_TRANSLATE_NOOP("NoReturn", "Point of no return: statement %1 (%2) drops %3 with all it holds.");
    case Loss::Values:
        return QT_TRANSLATE_NOOP("NoReturn",
            "Point of no return: statement %1 (%2) makes %3 anew without some of its columns, whose values go.");
    case Loss::History:
        return QT_TRANSLATE_NOOP("NoReturn", "Point of no return: statement %1 (%2) drops the history of %3.");
    case Loss::Position:
        return QT_TRANSLATE_NOOP(
            "NoReturn", "Point of no return: statement %1 (%2) drops sequence %3 with the number it stands at.");
    case Loss::None:
        break;
    }
    return nullptr;
}

} // namespace

LostRows::LostRows(const QList<RunnerStatement> &statements, const Engine &engine, const ServerInfo &server,
    const Schema &before, const Schema &after, bool byText)
    : m_engine(engine)
    , m_server(server)
    , m_before(before)
    , m_after(after)
    , m_byText(byText)
{
    QStringList all;
    for (const RunnerStatement &one : statements) {
        all += one.sql;
        m_texts += Text{one.sql, leadingWord(one.sql, *engine.flavour),
            engine.analyst ? engine.analyst->facts(one.sql, server) : StatementFacts{},
            namesIn(one.sql, *engine.flavour), engine.keeper ? engine.keeper->taken(one.sql) : QList<QStringList>(),
            madeByText(one.sql, *engine.flavour)};
    }
    for (const Displaced &one : engine.conversion ? engine.conversion->displaced(all, before) : QList<Displaced>())
        m_displaced.insert(int(one.statement), one.id ? before.displayName(one.id) : one.table);
    if (byText)
        return;
    m_keeping = keepingIn(all, before, after, engine);
    findWanted();
}

void LostRows::findWanted()
{
    const ChangeSet changes = ChangeSet::between(m_before, m_after, m_engine.diffPolicy());
    for (const Change &change : changes.changes()) {
        const ObjectId id = idOf(change);
        if (const char *text = textOf(m_engine.writer->lossOf(change, m_before, m_after)))
            m_wanted += {nameOf(objectOf(change)), {}, {0, text, Backup, m_before.displayName(id)}};
        const auto *altered = std::get_if<Altered>(&change);
        const auto *was = altered ? as<Column>(altered->before) : nullptr;
        const auto *is = altered ? as<Column>(altered->after) : nullptr;
        if (!was || !is || !altered->changes("type") || was->generated != Column::Generated::No
            || is->generated != Column::Generated::No)
            continue;
        const auto *table = m_before.find<Table>(was->table);
        const bool keepsAll =
            m_engine.conversion && !m_engine.conversion->conversion(*was, *is, m_before, m_after, m_server).mayLose;
        if (!keepsAll && table && !table->partitionOf)
            m_wanted += {nameOf(*m_before.find(was->table)), was->name, {0, Retypes, Backup, m_before.displayName(id)}};
    }
}

QStringList LostRows::kept() const
{
    QStringList result;
    for (const KeptRows &rows : m_keeping.kept)
        result += rows.name;
    for (const Text &text : m_byText ? m_texts : QList<Text>()) {
        if (text.made.isNew && text.made.table.startsWith(KeptPrefix))
            result += text.made.table;
    }
    return result;
}

bool LostRows::same(const QString &a, const QString &b) const
{
    return a.compare(b, m_engine.nameRule == NameRule::Exact ? Qt::CaseSensitive : Qt::CaseInsensitive) == 0;
}

ObjectId LostRows::tableNamed(const QString &name) const
{
    const QList<ObjectId> all = m_before.all(Kind::Table);
    const auto it =
        std::find_if(all.begin(), all.end(), [&](ObjectId id) { return same(nameOf(*m_before.find(id)), name); });
    return it == all.end() ? ObjectId() : *it;
}

/// By a statement in front of this one.
bool LostRows::isMade(int i, const QString &table) const
{
    return std::any_of(m_texts.begin(), m_texts.begin() + i,
        [&](const Text &one) { return one.made.isNew && same(one.made.table, table); });
}

bool LostRows::isAdded(int i, const QString &table, const QString &column) const
{
    return std::any_of(m_texts.begin(), m_texts.begin() + i, [&](const Text &one) {
        return same(one.made.table, table)
            && std::any_of(one.made.added.begin(), one.made.added.end(),
                [&](const QString &added) { return same(added, column); });
    });
}

/// Whether a statement in front reads it into a table of those that keep.
bool LostRows::isKeptByText(int i, const QString &table, const QString &column) const
{
    return m_byText && std::any_of(m_texts.begin(), m_texts.begin() + i, [&](const Text &one) {
        return one.sql.contains(KeptPrefix) && one.names.contains(u"select"_s) && one.names.contains(table.toLower())
            && (column.isEmpty() || one.names.contains(column.toLower()));
    });
}

/// Whether a statement in front reads the table's rows into another that was made here.
bool LostRows::isCopied(int i, const QString &table) const
{
    return std::any_of(m_texts.begin(), m_texts.begin() + i, [&](const Text &one) {
        return (one.word == "INSERT"_L1 || one.word == "CREATE"_L1) && one.names.contains(u"select"_s)
            && one.names.contains(table.toLower());
    });
}

bool LostRows::isRenamed(const QString &name) const
{
    return std::any_of(m_texts.begin(), m_texts.end(), [&](const Text &one) {
        return one.names.contains(name.toLower())
            && (one.names.contains(u"rename"_s) || one.names.contains(u"change"_s));
    });
}

/// Whether parts of the table hold its rows.
bool LostRows::hasParts(ObjectId table) const
{
    const QList<ObjectId> users = m_before.dependants(table);
    return std::any_of(users.begin(), users.end(), [&](ObjectId id) {
        const auto *part = m_before.find<Table>(id);
        return part && part->partitionOf == table;
    });
}

std::optional<LostRows::Loss> LostRows::tableTaken(int i, const QString &table) const
{
    if (table.startsWith(KeptPrefix))
        return isMade(i, table) ? std::nullopt : std::optional(Loss{i, DropsKept, Backup, table});
    if (table.startsWith("_relata_"_L1) || isMade(i, table) || isKeptByText(i, table, {}))
        return {};
    if (m_byText)
        return Loss{i, isCopied(i, table) ? MakesAnew : DropsTable, KeepOrBackup, table};
    const ObjectId id = tableNamed(table);
    if (id.isNull()) // under another name before, or not there at all
        return isRenamed(table) ? std::optional(Loss{i, DropsTable, Backup, table}) : std::nullopt;
    if (m_keeping.of(id))
        return {};
    const QString shown = m_before.displayName(id);
    if (!m_after.find(id))
        return hasParts(id) ? std::nullopt : std::optional(Loss{i, DropsTable, KeepOrBackup, shown});
    if (!isCopied(i, table))
        return Loss{i, DropsTable, Backup, shown};
    for (const ObjectId column : m_before.children(id, Kind::Column)) { // made anew
        const auto *was = m_before.find<Column>(column);
        if (!m_after.find(column) && was->generated == Column::Generated::No && !m_keeping.of(column)
            && !isRenamed(was->name))
            return Loss{i, DropsColumn, KeepOrBackup, m_before.displayName(column)};
    }
    return {};
}

std::optional<LostRows::Loss> LostRows::columnTaken(int i, const QString &table, const QString &column) const
{
    if (table.startsWith("_relata_"_L1) || isMade(i, table) || isAdded(i, table, column)
        || isKeptByText(i, table, column))
        return {};
    if (m_byText)
        return Loss{i, DropsColumn, KeepOrBackup, table + u'.' + column};
    const ObjectId owner = tableNamed(table);
    for (const ObjectId id : owner.isNull() ? QList<ObjectId>() : m_before.children(owner, Kind::Column)) {
        const auto *was = m_before.find<Column>(id);
        if (!same(was->name, column))
            continue;
        const bool isLost = was->generated == Column::Generated::No && !m_keeping.of(id);
        return isLost ? std::optional(Loss{i, DropsColumn, KeepOrBackup, m_before.displayName(id)}) : std::nullopt;
    }
    return isRenamed(column) || isRenamed(table) ? std::optional(Loss{i, DropsColumn, Backup, table + u'.' + column})
                                                 : std::nullopt;
}

std::optional<LostRows::Loss> LostRows::takenAt(int i, const QStringList &path) const
{
    return path.size() > 2 ? columnTaken(i, path.at(1), path.at(2)) : tableTaken(i, path.last());
}

bool LostRows::mayDo(const Text &text, const Wanted &wanted)
{
    return (text.word == "ALTER"_L1 || text.word == "DROP"_L1) && text.names.contains(wanted.table.toLower())
        && (wanted.column.isEmpty() || text.word == "DROP"_L1 || text.names.contains(wanted.column.toLower()));
}

std::optional<LostRows::Loss> LostRows::displacedAt(int i) const
{
    const auto it = m_displaced.constFind(i);
    return it == m_displaced.cend() ? std::nullopt : std::optional(Loss{i, Displaces, CopyOrBackup, *it});
}

/// By the schemas, or where these are not known by the words of an ALTER TABLE.
std::optional<LostRows::Loss> LostRows::retypedAt(int i) const
{
    static const QRegularExpression ofParts(
        u"\\b(DROP|TRUNCATE|EXCHANGE)\\s+PARTITION\\b|\\bDISCARD\\s+TABLESPACE\\b"_s,
        QRegularExpression::CaseInsensitiveOption),
        replaces(u"^CREATE OR REPLACE TABLE\\b"_s, QRegularExpression::CaseInsensitiveOption);
    const Text &text = m_texts.at(i);
    const QString line = collapsed(text.sql, *m_engine.flavour, 10'000);
    if ((text.word == "ALTER"_L1 && line.contains(ofParts)) || line.contains(replaces))
        return Loss{i, Writes, Backup, text.made.table};
    for (const Wanted &one : m_wanted) {
        if (mayDo(text, one))
            return Loss{i, one.loss.why, one.loss.remedy, one.loss.object};
    }
    const bool mayChange = m_byText && text.made.retypes && !isMade(i, text.made.table);
    return mayChange ? std::optional(Loss{i, MayRetype, Backup, text.made.table}) : std::nullopt;
}

QStringList LostRows::targetsOf(int i) const
{
    if (const auto one = batched(m_texts.at(i).sql, *m_engine.flavour))
        return {one->table.last()};
    QStringList result;
    for (const Lock &lock : m_texts.at(i).facts.locks) {
        if (lock.level >= LockLevel::WriteRow && !lock.object.path.isEmpty())
            result += lock.object.path.last();
    }
    return result;
}

/// An UPDATE of columns of which the rows that hold a label that goes are kept.
bool LostRows::holdsReplaced(int i) const
{
    const auto one = batched(m_texts.at(i).sql, *m_engine.flavour);
    if (!one || one->assigned.isEmpty())
        return false;
    return std::all_of(one->assigned.begin(), one->assigned.end(), [&](const QString &column) {
        if (m_byText && (isAdded(i, one->table.last(), column) || isKeptByText(i, one->table.last(), column)))
            return true;
        return std::any_of(m_keeping.kept.begin(), m_keeping.kept.end(), [&](const KeptRows &rows) {
            const Object *kept = m_before.find(rows.columns.value(0));
            return !rows.labels.isEmpty() && kept && same(nameOf(*kept), column)
                && same(nameOf(*m_before.find(rows.table)), one->table.last());
        });
    });
}

std::optional<LostRows::Loss> LostRows::writtenAt(int i) const
{
    const Text &text = m_texts.at(i);
    if (!writesStay(text.sql, m_engine, m_server, m_before, m_after) || holdsReplaced(i))
        return {};
    const QStringList targets = targetsOf(i);
    const bool isOwn = !targets.isEmpty() && std::all_of(targets.begin(), targets.end(), [&](const QString &table) {
        return table.startsWith("_relata_"_L1) || isMade(i, table);
    });
    if (isOwn && !text.facts.opaque)
        return {};
    if (text.facts.opaque || targets.isEmpty())
        return Loss{i, Unclear, Backup, {}};
    const bool adds = text.word == "COPY"_L1
        || (text.word == "INSERT"_L1 && !text.names.contains(u"conflict"_s) && !text.names.contains(u"duplicate"_s)
            && !text.names.contains(u"replace"_s));
    return Loss{i, adds ? Adds : Writes, CopyOrBackup, targets.join(u", "_s)};
}

std::optional<LostRows::Loss> LostRows::lossAt(int i) const
{
    for (const QStringList &path : m_texts.at(i).taken) {
        if (const auto loss = takenAt(i, path))
            return loss;
    }
    if (const auto loss = displacedAt(i))
        return loss;
    if (const auto loss = retypedAt(i))
        return loss;
    return writtenAt(i);
}

/// The first statement that does what nobody reads, takes along what stands on something, or has one of these names.
int LostRows::placeOf(const QStringList &names) const
{
    const auto it = std::find_if(m_texts.begin(), m_texts.end(), [&](const Text &text) {
        return text.facts.opaque || text.names.contains(u"cascade"_s)
            || std::any_of(
                names.begin(), names.end(), [&](const QString &name) { return text.names.contains(name.toLower()); });
    });
    return it == m_texts.end() ? 0 : int(it - m_texts.begin());
}

/// Whether a statement's text says that it takes this away, or the table that it belongs to.
bool LostRows::isTaken(const QString &table, const QString &column) const
{
    return std::any_of(m_texts.begin(), m_texts.end(), [&](const Text &text) {
        return std::any_of(text.taken.begin(), text.taken.end(), [&](const QStringList &path) {
            return same(path.value(1), table) && (path.size() < 3 || same(path.at(2), column));
        });
    });
}

/// What goes without a statement that says so: with what it stands on, or by what nobody can read.
QList<LostRows::Loss> LostRows::unplaced() const
{
    QList<Loss> result;
    const ChangeSet changes = ChangeSet::between(m_before, m_after, m_engine.diffPolicy());
    for (const Change &change : changes.changes()) {
        const auto *dropped = std::get_if<Dropped>(&change);
        const auto *table = dropped ? as<Table>(dropped->before) : nullptr;
        const auto *column = dropped ? as<Column>(dropped->before) : nullptr;
        if ((!table && !column) || m_keeping.of(dropped->id) || (table && hasParts(dropped->id)))
            continue;
        const auto *owner = column ? m_before.find<Table>(column->table) : table;
        const bool goesAlong = column
            && (!owner || !m_after.find(column->table) || owner->partitionOf || !owner->inherits.isEmpty()
                || column->generated != Column::Generated::No);
        const QString name = nameOf(dropped->before);
        if (goesAlong || isTaken(owner->name, column ? name : QString()) || isRenamed(name))
            continue;
        const QString above = table && table->partitionOf ? nameOf(*m_before.find(table->partitionOf)) : name;
        result +=
            Loss{placeOf({name, above}), table ? DropsTable : DropsColumn, Backup, m_before.displayName(dropped->id)};
    }
    for (const Wanted &one : m_wanted) {
        if (std::none_of(m_texts.begin(), m_texts.end(), [&](const Text &text) { return mayDo(text, one); }))
            result +=
                Loss{placeOf({one.column.isEmpty() ? one.table : one.column}), one.loss.why, Backup, one.loss.object};
    }
    return result;
}

std::optional<LostRows::Loss> LostRows::first() const
{
    std::optional<Loss> result;
    for (int i = 0; i < m_texts.size() && !result; ++i)
        result = lossAt(i);
    for (const Loss &other : m_byText || m_texts.isEmpty() ? QList<Loss>() : unplaced()) {
        if (!result || other.at < result->at)
            result = other;
    }
    return result;
}

} // namespace relata
