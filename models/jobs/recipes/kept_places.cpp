#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/jobs/recipes/kept_losses.h"
#include "models/jobs/recipes/left_data.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/schema/all_kinds.h"
#include "models/sql/normal_text.h"
#include "models/timeline/drift.h"

#include <algorithm>

// Which statement of a way back takes what away.
namespace relata {
using namespace Qt::StringLiterals;

static Message unclear()
{
    return {"Keeping", QT_TRANSLATE_NOOP("Keeping", "no statement can be told that takes it away"), {}};
}

static Message inParts()
{
    return {"Keeping", QT_TRANSLATE_NOOP("Keeping", "a column of it goes by a statement before"), {}};
}

/// Its words define something: routines that they name are not called.
static bool changesSchema(const QString &sql, const SqlFlavour &flavour)
{
    static const QStringList words{u"CREATE"_s, u"ALTER"_s, u"DROP"_s, u"COMMENT"_s, u"GRANT"_s, u"REVOKE"_s};
    return words.contains(leadingWord(sql, flavour));
}

/// What each takes away, by its text.
void KeptLosses::readTaken()
{
    m_taken.clear();
    const QString home = m_engine.keeper->home(m_target, m_connection.server());
    for (const RunnerStatement &one : std::as_const(m_statements)) {
        m_taken += m_engine.keeper->taken(one.sql);
        for (QStringList &path : m_taken.last())
            path.first() = same(path.first(), home) ? QString() : path.first();
    }
}

/// Where that does not tell of all, which of them do what nobody sees: a routine of the database can do anything.
void KeptLosses::readUnseen()
{
    m_unseen.clear();
    for (int i = isToldOfAll() ? int(m_statements.size()) : m_first; i < m_statements.size(); ++i) {
        const QString &sql = m_statements.at(i).sql;
        if (m_engine.analyst->facts(sql, m_connection.server()).opaque
            || (!changesSchema(sql, *m_engine.flavour)
                && callsRoutine(sql, *m_engine.flavour, {&m_known, &m_wanted, &m_from})))
            m_unseen += i;
    }
}

bool KeptLosses::takesIn(int begin, qsizetype end, ObjectId id) const
{
    for (int i = begin; i < end; ++i) {
        if (takes(i, id))
            return true;
    }
    return false;
}

/// By a statement that has not run yet.
bool KeptLosses::willGo(ObjectId id) const { return takesIn(m_first, m_statements.size(), id); }

/// By a statement that has run.
bool KeptLosses::isDone(ObjectId id) const { return takesIn(0, m_first, id); }

/// Partitions that no migration knows go with the whole without a word, and with their rows.
Result<> KeptLosses::mustKnowPartitions()
{
    for (const ObjectId id : m_from.all(Kind::Table)) {
        const Table *part = m_from.find<Table>(id);
        ObjectId whole = part->partitionOf;
        for (; !m_known.find<Table>(whole) && m_from.find<Table>(whole);)
            whole = m_from.find<Table>(whole)->partitionOf;
        if (m_known.find<Table>(id) || !part->partitionKey.isEmpty() || !m_known.find<Table>(whole) || !willGo(whole))
            continue;
        if (Result<> fine = mustBeWithoutRows(id, whole); !fine)
            return fine;
    }
    return {};
}

Result<> KeptLosses::mustBeWithoutRows(ObjectId part, ObjectId whole) const
{
    const Result<Rows> found = fetch(
        m_connection, u"SELECT count(*) FROM "_s + quoted(QualifiedIdentifier{m_from.path(part)}, *m_engine.flavour));
    if (!found)
        return failure(found.error());
    if (found->number(0, 0) == 0)
        return {};
    return migrationRefused(
        QT_TRANSLATE_NOOP("Migrate",
            "Nothing was taken back: with %1 goes its partition %2, which holds %3 rows and which no migration knows. "
            "Detach it, or say --discard to lose it."),
        {m_from.displayName(whole), m_from.displayName(part), QString::number(found->number(0, 0))});
}

/// Whether each loss has a statement whose text takes it away.
bool KeptLosses::isToldOfAll() const
{
    QList<ObjectId> all;
    for (const Loss &loss : m_losses)
        all += loss.taken;
    for (const auto &[loss, why] : m_unkept)
        all += loss.taken;
    return std::all_of(all.begin(), all.end(), [this](ObjectId id) { return takesIn(0, m_statements.size(), id); });
}

bool KeptLosses::same(const QString &a, const QString &b) const
{
    return a.compare(b, m_engine.nameRule == NameRule::Exact ? Qt::CaseSensitive : Qt::CaseInsensitive) == 0;
}

/// Whatever takes one of these takes it: itself, its table, and all of which that is a partition.
QList<ObjectId> KeptLosses::wholesOf(ObjectId id) const
{
    QList<ObjectId> result{id};
    ObjectId table = m_from.find<Table>(id) ? m_from.find<Table>(id)->partitionOf : parentOf(*m_from.find(id));
    for (; const auto *found = m_from.find<Table>(table); table = found->partitionOf)
        result += table;
    return result;
}

/// Whether the statement's text says that it takes away just this.
bool KeptLosses::names(int i, ObjectId id) const
{
    const QStringList path = pathBy(i, id);
    const QList<QStringList> &drops = m_taken.at(i);
    return std::any_of(drops.begin(), drops.end(), [&](const QStringList &one) {
        return one.size() == path.size()
            && std::equal(one.begin(), one.end(), path.begin(),
                [this](const QString &a, const QString &b) { return same(a, b); });
    });
}

/// Whether the statement's text takes away this table or column, or what it is a part of.
bool KeptLosses::takes(int i, ObjectId id) const
{
    const QList<ObjectId> wholes = m_taken.at(i).isEmpty() ? QList<ObjectId>() : wholesOf(id);
    return std::any_of(wholes.begin(), wholes.end(), [&](ObjectId whole) { return names(i, whole); });
}

/// Whether the table may go under a name that it gets on the way, and its columns without a word.
bool KeptLosses::goesUnderAnotherName(ObjectId table) const
{
    const auto *found = m_from.find<Table>(table);
    const QString name = found ? found->name.toLower() : QString();
    const QList<ObjectId> tables = m_from.all(Kind::Table);
    bool isRenamed = false;
    for (int i = m_first; found && i < m_statements.size(); ++i) {
        const QSet<QString> said = namesIn(m_statements.at(i).sql, *m_engine.flavour);
        isRenamed = isRenamed || (said.contains(u"rename"_s) && said.contains(name));
        const bool dropsTable = std::any_of(
            m_taken.at(i).begin(), m_taken.at(i).end(), [](const QStringList &path) { return path.size() == 2; });
        if (isRenamed && dropsTable
            && std::none_of(tables.begin(), tables.end(), [&](ObjectId id) { return takes(i, id); }))
            return true;
    }
    return false;
}

/// Whether a statement in front takes away a column of rows that go as a whole.
bool KeptLosses::losesPart(const KeptRows &rows, int end) const
{
    return std::any_of(
        rows.columns.begin(), rows.columns.end(), [&](ObjectId id) { return takesIn(m_first, end, id); });
}

/// Whether a statement could do so without a word, or under another name: one that names it, or does what nobody sees.
bool KeptLosses::mayTake(ObjectId id) const
{
    QStringList names;
    for (const ObjectId whole : m_from.find<Table>(id) ? wholesOf(id) : QList<ObjectId>{id})
        names += nameOf(*m_from.find(whole)).toLower();
    if (m_from.find<Column>(id) && goesUnderAnotherName(parentOf(*m_from.find(id))))
        return true;
    for (int i = m_first; i < m_statements.size(); ++i) {
        const QSet<QString> said = namesIn(m_statements.at(i).sql, *m_engine.flavour);
        if (m_unseen.contains(i) || said.contains(u"cascade"_s)
            || std::any_of(names.begin(), names.end(), [&](const QString &name) { return said.contains(name); }))
            return true;
    }
    return false;
}

/// The statement whose text takes this away, or the transaction that it is in.
std::optional<KeptLosses::Place> KeptLosses::placeOf(ObjectId id) const
{
    for (int begin = 0, end = 0; begin < m_statements.size(); begin = end) {
        end = begin < m_first ? begin + 1 : transactionEnd(m_statements, begin);
        for (int i = begin; i < end; ++i) {
            if (!takes(i, id))
                continue;
            if (i < m_first || m_statements.at(i).copy)
                return Place{}; // done, or kept by the copy that it runs on
            if (m_statements.at(i).mode != TransactionMode::Outside)
                return Place{begin, false};
            const bool isHeld = end > begin + 1;
            return isHeld ? std::nullopt : std::optional(Place{i, true});
        }
    }
    if (!mayTake(id))
        return Place{}; // it stays
    const bool isOne = m_first == 0 && m_engine.runner->transactionalDdl() && !m_statements.isEmpty()
        && transactionEnd(m_statements, 0) == m_statements.size()
        && m_statements.first().mode == TransactionMode::Joined;
    return isOne ? std::optional(Place{0, false}) : std::nullopt;
}

/// Columns that go in several transactions are kept in as many tables.
Result<> KeptLosses::putColumns(const Loss &loss)
{
    QList<std::pair<Place, Loss>> parts;
    for (const ObjectId id : loss.rows.columns) {
        const std::optional<Place> place = placeOf(id);
        if (!place)
            return mustBeEmpty(loss, unclear());
        const auto it = std::find_if(parts.begin(), parts.end(),
            [&](const auto &part) { return part.first.at == place->at && part.first.isOwn == place->isOwn; });
        if (it != parts.end()) {
            it->second.rows.columns += id;
            continue;
        }
        parts.emplaceBack(*place, loss);
        parts.last().second.rows.columns = {id};
    }
    for (auto &[place, part] : parts) {
        part.at = place.at;
        part.isOwn = place.isOwn;
        if (place.at >= 0)
            m_losses += part;
    }
    return {};
}

/// Columns that go in front of their table are kept by themselves; the rest is left to the whole.
Result<> KeptLosses::putParts(Loss &whole)
{
    const ObjectId table = whole.rows.table;
    Loss part{.rows = {whole.rows.name, table, {}, {}}};
    for (const ObjectId id : m_from.children(table, Kind::PrimaryKey)) {
        const auto *key = m_from.find<PrimaryKey>(id);
        const bool isWhole =
            std::all_of(key->parts.begin(), key->parts.end(), [](const KeyPart &one) { return one.prefixLength <= 0; });
        for (const KeyPart &one : isWhole &&m_engine.keeper->tellsApart(*key, m_from) ? key->parts : KeyParts())
            part.rows.key += one.column;
    }
    for (const ObjectId id : std::as_const(whole.rows.columns)) {
        if (takesIn(m_first, whole.at, id))
            part.rows.columns += id;
    }
    const auto goes = [&](ObjectId id) { return part.rows.columns.contains(id); };
    if (part.rows.key.isEmpty() || std::any_of(part.rows.key.begin(), part.rows.key.end(), goes))
        return mustBeEmpty(whole, inParts());
    whole.rows.columns.removeIf(goes);
    return putColumns(part);
}

Result<> KeptLosses::put(Loss loss)
{
    if (!loss.rows.isWhole())
        return putColumns(loss);
    for (const ObjectId id : loss.taken) {
        const std::optional<Place> place = placeOf(id);
        const bool isOther = place && place->at >= 0 && loss.at >= 0 && loss.at != place->at;
        if (!place || isOther) // all rows are kept but once
            return mustBeEmpty(loss, unclear());
        if (place->at >= 0) {
            loss.at = place->at;
            loss.isOwn = place->isOwn;
        }
    }
    if (loss.at < 0)
        return {};
    if (losesPart(loss.rows, loss.at)) {
        if (Result<> done = putParts(loss); !done || losesPart(loss.rows, loss.at))
            return done;
    }
    if (loss.isMoved) { // by the statement itself, in a transaction too
        for (int i = loss.at; i < m_statements.size(); ++i) {
            const bool isAlone =
                m_taken.at(i).size() == 1 && !m_statements.at(i).sql.contains("CASCADE"_L1, Qt::CaseInsensitive);
            if (takes(i, loss.taken.first()) && isAlone && !losesPart(loss.rows, i)) {
                loss.at = i;
                loss.isOwn = true;
                m_losses += loss;
                return {};
            }
        }
        if (loss.isOwn && !m_engine.runner->transactionalDdl())
            return mustBeEmpty(loss, unclear());
        loss.isMoved = false;
    }
    m_losses += loss;
    return {};
}

} // namespace relata
