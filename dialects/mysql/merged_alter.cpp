#include "dialects/mysql/alter_form.h"
#include "dialects/mysql/column_form.h"
#include "dialects/mysql/foreign_key_index.h"
#include "dialects/mysql/partitions.h"
#include "dialects/mysql/statements.h"
#include "models/schema/all_kinds.h"

#include <QSet>

#include <algorithm>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// The longest run of ids, in the order of `order`, that keeps its order in `before`: what need not be moved.
QSet<ObjectId> unmoved(const QList<ObjectId> &order, const QList<ObjectId> &before)
{
    QHash<ObjectId, qsizetype> rank;
    for (qsizetype i = 0; i < before.size(); ++i)
        rank.insert(before.at(i), i);
    QList<ObjectId> common;
    for (const ObjectId id : order) {
        if (rank.contains(id))
            common += id;
    }
    QList<qsizetype> length(common.size(), 1), previous(common.size(), -1);
    qsizetype best = -1;
    for (qsizetype i = 0; i < common.size(); ++i) {
        for (qsizetype j = 0; j < i; ++j) {
            if (rank.value(common.at(j)) < rank.value(common.at(i)) && length.at(j) + 1 > length.at(i)) {
                length[i] = length.at(j) + 1;
                previous[i] = j;
            }
        }
        if (best < 0 || length.at(i) > length.at(best))
            best = i;
    }
    QSet<ObjectId> result;
    for (qsizetype i = best; i >= 0; i = previous.at(i))
        result += common.at(i);
    return result;
}

/// Collects the clauses of one ALTER TABLE: what goes, columns in their final order, what comes.
class Merge {
public:
    Merge(const TableChange &change, const DdlWords &before, const DdlWords &after)
        : m_change(change)
        , m_before(before)
        , m_after(after)
    { }

    QStringList clauses()
    {
        sortChanges();
        for (const ObjectId id : m_table ? recharacterised(m_change.table, m_before, m_after) : QList<ObjectId>())
            m_touched += id;
        addColumns();
        keepIndexes();
        const QString period = m_before.rowPeriod(m_change.table), wanted = m_after.rowPeriod(m_change.table);
        if (period.isEmpty() && !wanted.isEmpty())
            m_adds += u"ADD "_s + wanted;
        const auto *to = m_after.schema.find<Table>(m_change.table);
        if (m_table)
            addTableOptions(*as<Table>(m_table->before), *to);
        return m_drops + m_columns + m_adds + m_options;
    }

    /// Stands behind all clauses, without a comma.
    QString partitioning() const { return m_partitioning; }
    /// Whether it speaks of some parts alone: no other clause stands beside it, nor words on the way to go.
    bool isOfSomeParts() const { return m_isOfSomeParts; }
    /// Whether the server would take what changes for what was, where it does not copy the table.
    bool mustCopy() const { return m_mustCopy; }

private:
    void sortChanges()
    {
        for (const Change &change : m_change.changes) {
            const auto *altered = std::get_if<Altered>(&change);
            if (kindOf(change) == Kind::Table) {
                m_table = altered;
            } else if (kindOf(change) == Kind::Column) {
                m_touched += idOf(change);
                m_moves |= altered && altered->changes("position");
                if (const auto *dropped = std::get_if<Dropped>(&change))
                    m_drops += u"DROP COLUMN "_s + m_before.quoted(nameOf(dropped->before));
            } else if (kindOf(change) == Kind::Check) {
                addCheck(change);
            } else {
                addKey(change);
            }
        }
    }

    void addCheck(const Change &change)
    {
        const auto *dropped = std::get_if<Dropped>(&change);
        const auto *altered = std::get_if<Altered>(&change);
        const auto *old = dropped ? as<Check>(dropped->before) : altered ? as<Check>(altered->before) : nullptr;
        const auto *made = dropped ? nullptr : as<Check>(objectOf(change));
        if (old) {
            if (const ObjectId holder = m_before.holderOf(*old); !holder.isNull())
                m_touched += holder;
            else
                m_drops += dropCheck(*old);
        }
        if (made) {
            if (const ObjectId holder = m_after.holderOf(*made); !holder.isNull())
                m_touched += holder;
            else
                m_adds += u"ADD "_s + m_after.check(*made);
        }
    }

    QString dropCheck(const Check &check) const
    {
        if (check.options.value("mysql.period").toBool())
            return u"DROP PERIOD FOR "_s + m_before.quoted(check.name);
        return (m_before.target.mariaDb ? u"DROP CONSTRAINT "_s : u"DROP CHECK "_s) + m_before.quoted(check.name);
    }

    static const Options &optionsOf(const Object &key)
    {
        const auto *unique = as<Unique>(key);
        const auto *index = as<Index>(key);
        return unique ? unique->options
            : index   ? index->options
                      : std::get<std::shared_ptr<const PrimaryKey>>(key)->options;
    }

    static bool hidesOnly(const Altered &change)
    {
        Options before = optionsOf(change.before), after = optionsOf(change.after);
        before.remove("mysql.invisible");
        after.remove("mysql.invisible");
        return before == after;
    }

    void addKey(const Change &change)
    {
        const auto *altered = std::get_if<Altered>(&change);
        const bool renames = m_after.target.has(VersionRule::RenameKey) && altered
            && altered->fields == QList<QByteArray>{"name"} && kindOf(change) != Kind::PrimaryKey;
        if (renames) {
            m_adds += u"RENAME KEY "_s + m_before.quoted(nameOf(altered->before)) + u" TO "_s
                + m_after.quoted(nameOf(altered->after));
            return;
        }
        if (altered && altered->fields == QList<QByteArray>{"options"} && hidesOnly(*altered)) {
            const bool hidden = optionsOf(altered->after).value("mysql.invisible").toBool();
            const bool maria = m_after.target.mariaDb;
            m_adds += u"ALTER "_s + (maria ? u"KEY "_s : u"INDEX "_s) + m_after.quoted(nameOf(altered->after))
                + (hidden ? (maria ? u" IGNORED"_s : u" INVISIBLE"_s) : (maria ? u" NOT IGNORED"_s : u" VISIBLE"_s));
            return;
        }
        // Older servers take a key of another comment for the same key, unless they have to copy the table.
        m_mustCopy |=
            altered && altered->fields == QList<QByteArray>{"comment"} && !m_after.target.has(VersionRule::KeyComment);
        const auto *dropped = std::get_if<Dropped>(&change);
        if (dropped || altered) {
            const Object &old = dropped ? dropped->before : altered->before;
            m_drops +=
                kindOf(old) == Kind::PrimaryKey ? u"DROP PRIMARY KEY"_s : u"DROP KEY "_s + m_before.quoted(nameOf(old));
        }
        if (!dropped)
            m_adds += u"ADD "_s + m_after.key(objectOf(change));
    }

    void addColumns()
    {
        const QList<ObjectId> order = m_after.schema.children(m_change.table, Kind::Column);
        const QList<ObjectId> before = m_before.schema.children(m_change.table, Kind::Column);
        const QSet<ObjectId> still = m_moves ? unmoved(order, before) : QSet<ObjectId>(before.begin(), before.end());
        for (qsizetype i = 0; i < order.size(); ++i) {
            const ObjectId id = order.at(i);
            const auto *old = m_before.schema.find<Column>(id);
            const bool moved = !still.contains(id);
            if (old && !moved && !m_touched.contains(id))
                continue;
            if (!old && !m_touched.contains(id))
                continue; // made elsewhere
            QString clause = verb(old, nameOf(*m_after.schema.find(id))) + m_after.column(id);
            const bool isLast = i + 1 == order.size();
            if (moved && (!isLast || old))
                clause += i == 0 ? u" FIRST"_s : u" AFTER "_s + m_after.name(order.at(i - 1));
            m_columns += clause;
        }
    }

    QString verb(const Column *old, const QString &name) const
    {
        if (!old)
            return u"ADD COLUMN "_s;
        return old->name == name ? u"MODIFY COLUMN "_s : u"CHANGE COLUMN "_s + m_before.quoted(old->name) + u' ';
    }

    /// New keys must not cost the table indexes that the server made for foreign keys.
    void keepIndexes()
    {
        QList<ObjectId> kept;
        for (const Change &change : m_change.changes) {
            if (std::holds_alternative<Dropped>(change))
                continue;
            for (const ObjectId id :
                takenAwayBy(partsOf(objectOf(change)), m_change.table, m_before.schema, m_after.schema)) {
                if (id != idOf(change) && !kept.contains(id))
                    kept += id;
            }
        }
        m_adds += saidAgain(kept, m_after);
    }

    static KeyParts partsOf(const Object &object)
    {
        const auto *primary = as<PrimaryKey>(object);
        const auto *unique = as<Unique>(object);
        const auto *index = as<Index>(object);
        return primary ? primary->parts : unique ? unique->parts : index ? index->parts : KeyParts();
    }

    void addTableOptions(const Table &from, const Table &to)
    {
        if (from.name != to.name)
            m_options += u"RENAME TO "_s + m_after.quoted(to.name);
        if (from.comment != to.comment)
            m_options += u"COMMENT="_s + m_after.literal(to.comment);
        QList<QByteArray> keys = from.options.keys() + to.options.keys();
        std::sort(keys.begin(), keys.end());
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        for (const QByteArray &key : std::as_const(keys)) {
            if (key == PartitionOption && from.options.value(key) != to.options.value(key))
                addPartitioning(to.options.value(key).toString());
            else if (from.options.value(key) != to.options.value(key))
                addTableOption(key, to);
        }
    }

    void addPartitioning(const QString &to)
    {
        const std::optional<PartitionStep> step = partitionStep(m_change.changes);
        m_isOfSomeParts = step.has_value();
        m_partitioning = step ? step->clause : to.isEmpty() ? u"REMOVE PARTITIONING"_s : to;
    }

    void addTableOption(const QByteArray &key, const Table &to)
    {
        const QString value = to.options.value(key).toString();
        if (key == "mysql.engine") {
            m_options += u"ENGINE="_s + (value.isEmpty() ? u"InnoDB"_s : value);
        } else if (key == "mysql.collation") {
            if (const QString collation = m_after.collationOf(to); !collation.isEmpty())
                m_options += u"DEFAULT "_s + m_after.charsetAndCollation(collation);
        } else if (key == VersionedOption) {
            m_options += to.options.value(key).toBool() ? u"ADD SYSTEM VERSIONING"_s : u"DROP SYSTEM VERSIONING"_s;
        } else if (key.startsWith("mysql.")) {
            const QString word = QString::fromLatin1(key.mid(6)).toUpper();
            m_options += word + u'=' + (value.isEmpty() ? u"DEFAULT"_s : value);
        }
    }

    const TableChange &m_change;
    const DdlWords &m_before, &m_after;
    const Altered *m_table = nullptr;
    QSet<ObjectId> m_touched; ///< columns to be written again
    bool m_moves = false, m_mustCopy = false, m_isOfSomeParts = false;
    QStringList m_drops, m_columns, m_adds, m_options;
    QString m_partitioning;
};

TableChange inverted(const TableChange &change)
{
    TableChange result{change.table, {}};
    for (const Change &one : change.changes) {
        if (const auto *created = std::get_if<Created>(&one))
            result.changes.emplace_back(Dropped{created->id, created->after});
        else if (const auto *dropped = std::get_if<Dropped>(&one))
            result.changes.emplace_back(Created{dropped->id, dropped->before});
        else if (const auto *altered = std::get_if<Altered>(&one))
            result.changes.emplace_back(Altered{altered->id, altered->after, altered->before, altered->fields});
    }
    return result;
}

/// The table's renaming, if it is not all there is: MariaDB cannot do it along with others of its changes.
std::optional<Altered> renamingAmongOthers(const TableChange &change)
{
    for (const Change &one : change.changes) {
        const auto *altered = std::get_if<Altered>(&one);
        if (kindOf(one) == Kind::Table && altered && altered->renamed()
            && (change.changes.size() > 1 || altered->fields.size() > 1))
            return *altered;
    }
    return {};
}

/// One part of a change after the other; each says what it makes and what takes it back.
class InParts {
public:
    explicit InParts(bool beside)
        : m_beside(beside)
    { }

    void add(const TableChange &part, const DdlWords &from, const DdlWords &to)
    {
        for (Statement &statement : mergedAlter(part, from, to, m_beside)) {
            if (statement.undo.isEmpty()) {
                for (const Statement &back : mergedAlter(inverted(part), to, from, m_beside))
                    statement.undo += back.sql;
            }
            if (statement.facts.effects.empty())
                statement.facts.effects = part.changes;
            m_statements.push_back(std::move(statement));
        }
    }
    Statements take() { return std::move(m_statements); }

private:
    bool m_beside;
    Statements m_statements;
};

Statements renamedThenAltered(
    const TableChange &change, const Altered &table, const DdlWords &before, const DdlWords &after, bool beside)
{
    const Object renamedTable = renamed(table.before, nameOf(table.after));
    const Schema between = before.schema.with(change.table, renamedTable);
    const DdlWords middle(between, before.target);
    const TableChange first{change.table, {Altered{change.table, table.before, renamedTable, {"name"}}}};
    TableChange rest{change.table, {}};
    for (const Change &one : change.changes) {
        if (kindOf(one) != Kind::Table)
            rest.changes.push_back(one);
        else if (const QList<QByteArray> fields = differingFields(renamedTable, table.after); !fields.isEmpty())
            rest.changes.emplace_back(Altered{change.table, renamedTable, table.after, fields});
    }
    InParts result(beside);
    result.add(first, before, middle);
    result.add(rest, middle, after);
    return result.take();
}

Schema applied(const std::vector<Change> &changes, Schema schema)
{
    for (const Change &change : changes)
        schema = std::holds_alternative<Dropped>(change) ? schema.without(idOf(change))
                                                         : schema.with(idOf(change), objectOf(change));
    return schema;
}

/// Columns stand as they will, if all of them are there already.
Schema inOrder(ObjectId table, Schema schema, const Schema &wanted)
{
    const QList<ObjectId> order = wanted.children(table, Kind::Column), present = schema.children(table, Kind::Column);
    if (QSet(order.begin(), order.end()) != QSet(present.begin(), present.end()))
        return schema;
    for (qsizetype i = 0; i < order.size(); ++i) {
        auto column = std::make_shared<Column>(*schema.find<Column>(order.at(i)));
        column->position = int(i);
        schema = schema.with(order.at(i), std::shared_ptr<const Column>(std::move(column)));
    }
    return schema;
}

/// What others can write beside first, and then what keeps them waiting.
Statements lightThenHeavy(
    const TableChange &change, const SplitChange &split, const DdlWords &before, const DdlWords &after)
{
    const Schema between = inOrder(change.table, applied(split.light, before.schema), after.schema);
    const DdlWords middle(between, before.target);
    InParts result(true);
    result.add({change.table, split.light}, before, middle);
    result.add({change.table, split.heavy}, middle, after);
    return result.take();
}

/// All else first, and then the parts one by one.
Statements restThenParts(
    const TableChange &change, const PartedChange &parts, const DdlWords &before, const DdlWords &after, bool beside)
{
    InParts result(beside);
    Schema at = parts.rest.changes.empty()
        ? before.schema
        : inOrder(change.table, applied(parts.rest.changes, before.schema), after.schema);
    if (!parts.rest.changes.empty())
        result.add(parts.rest, before, DdlWords(at, before.target));
    Object table = parts.table;
    for (const PartitionStep &step : parts.steps) {
        Table next = *as<Table>(table);
        next.options.insert(PartitionOption, step.result);
        const Object made = makeObject(next);
        const Schema then = at.with(change.table, made);
        result.add({change.table, {Altered{change.table, table, made, {"options"}}}}, DdlWords(at, before.target),
            DdlWords(then, before.target));
        at = then;
        table = made;
    }
    return result.take();
}

std::optional<Statement> oneAlter(const TableChange &change, const DdlWords &before, const DdlWords &after, bool beside)
{
    Merge merge(change, before, after);
    QStringList clauses = merge.clauses();
    const QString partitioning = merge.partitioning();
    if (clauses.isEmpty() && partitioning.isEmpty())
        return {};
    const bool onlyRenames =
        clauses.size() == 1 && partitioning.isEmpty() && clauses.first().startsWith("RENAME TO "_L1);
    if (beside && !onlyRenames && !merge.isOfSomeParts())
        clauses += formClauses(change.changes, before, after);
    else if (merge.mustCopy())
        clauses += u"ALGORITHM=COPY"_s;
    const QString sql = onlyRenames
        ? u"RENAME TABLE "_s + before.name(change.table) + u" TO "_s + after.name(change.table)
        : QString(alterTableText(before, change.table, clauses)
            + (clauses.isEmpty() || partitioning.isEmpty() ? u""_s : u"\n"_s) + partitioning);
    Statement statement = ddl(sql, before.schema, {change.table});
    for (const Change &one : change.changes) {
        const AlterCost cost = costOf(one, before, after);
        statement.facts.rewrites |= cost.rewrites;
        statement.facts.scans |= cost.scans;
    }
    if (beside && !onlyRenames)
        stateForm(statement, formOf(change.changes, before, after));
    return statement;
}

} // namespace

Statements mergedAlter(const TableChange &change, const DdlWords &before, const DdlWords &after, bool beside)
{
    if (const std::optional<Altered> table = renamingAmongOthers(change))
        return renamedThenAltered(change, *table, before, after, beside);
    if (const PartedChange parts = parted(change); !parts.steps.isEmpty())
        return restThenParts(change, parts, before, after, beside);
    if (beside && change.changes.size() > 1) {
        const SplitChange split = splitByForm(change.changes, before, after);
        if (!split.light.empty() && !split.heavy.empty())
            return lightThenHeavy(change, split, before, after);
    }
    std::optional<Statement> statement = oneAlter(change, before, after, beside);
    if (!statement)
        return {};
    const auto *from = before.schema.find<Table>(change.table);
    if (!from || !from->options.value(VersionedOption).toBool() || statement->sql.startsWith("RENAME "_L1))
        return {*statement};
    // Otherwise the server refuses what changes the rows of the past.
    const auto set = [](const QString &value) {
        Statement session;
        session.sql = u"SET SESSION system_versioning_alter_history = "_s + value;
        return session;
    };
    if (const std::optional<Statement> back = oneAlter(inverted(change), after, before, beside))
        statement->undo += {set(u"KEEP"_s).sql, back->sql, set(u"DEFAULT"_s).sql};
    statement->facts.effects = change.changes;
    return {set(u"KEEP"_s), *statement, set(u"DEFAULT"_s)};
}

} // namespace relata::mysql
