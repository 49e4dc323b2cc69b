#include "models/planner/keeping_plan.h"

#include "models/engine/engine.h"
#include "models/planner/planner.h"
#include "models/planner/replacing.h"
#include "models/schema/all_kinds.h"
#include "models/schema/labels.h"

#include <algorithm>
#include <iterator>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QList<ObjectId> lossesOf(const KeptRows &rows) { return rows.isWhole() ? QList<ObjectId>{rows.table} : rows.columns; }

/// The last step that serves a change of this object; -1 without one.
qsizetype stepOf(const Plan &plan, ObjectId id)
{
    for (auto i = qsizetype(plan.steps.size()) - 1; i >= 0; --i) {
        if (plan.steps[std::size_t(i)].causes.contains(id))
            return i;
    }
    return -1;
}

void apply(Schema &schema, const Statement &statement)
{
    for (const Change &change : statement.facts.effects)
        schema = std::holds_alternative<Dropped>(change) ? schema.without(idOf(change))
                                                         : schema.with(idOf(change), objectOf(change));
}

/// Where in a step rows are kept: in the transaction of what takes them away, which begins behind what stands outside.
std::size_t placeIn(const Step &step)
{
    const auto outside = std::find_if(step.statements.begin(), step.statements.end(),
        [](const Statement &one) { return one.facts.transaction == TransactionMode::Outside; });
    const bool isFollowed = outside != step.statements.end() && outside + 1 != step.statements.end();
    return isFollowed ? std::size_t(outside - step.statements.begin()) + 1 : 0;
}

/// Whether all that the step takes away is kept.
bool isExact(const Step &step, const Schema &from, const Schema &to, const Writer &writer, const Keeping &keeping)
{
    for (const Statement &statement : step.statements) {
        for (const Change &change : statement.facts.effects) {
            if (writer.lossOf(change, from, to) != Loss::None)
                return false;
        }
    }
    return std::all_of(step.causes.begin(), step.causes.end(), [&](ObjectId id) {
        const Object *before = from.find(id), *after = to.find(id);
        if (before && after && as<Column>(before))
            return as<Column>(before)->type == as<Column>(after)->type;
        const bool losesRows = before && !after && (as<Table>(before) || as<Column>(before));
        const bool goesAlong = before && as<Column>(before) && !to.find(parentOf(*before));
        return !losesRows || goesAlong || keeping.of(id);
    });
}

/// Renames the table in place of the statement that drops it; false: it is not the only one, or cannot be renamed.
bool moveIn(Step &step, const KeptRows &rows, const Schema &schema, const Engine &engine)
{
    if (!rows.isWhole() || step.statements.size() != 1 || !engine.keeper->moves(rows.table, schema))
        return false;
    std::vector<Change> effects = std::move(step.statements.front().facts.effects);
    step.statements = engine.keeper->move(rows, schema);
    step.statements.back().facts.effects = std::move(effects);
    return true;
}

/// Copies the rows right before they go; false: what others write until then could not be held off.
bool copyIn(Step &step, std::size_t place, std::vector<Statement> copies, std::vector<Statement> ends, bool isAlone)
{
    if (!ends.empty() && !isAlone)
        return false;
    step.statements.insert(step.statements.begin() + std::ptrdiff_t(place), std::make_move_iterator(copies.begin()),
        std::make_move_iterator(copies.end()));
    std::move(ends.begin(), ends.end(), std::back_inserter(step.statements));
    return true;
}

tl::unexpected<Error> cannotKeep(const KeptRows &rows, const Schema &schema)
{
    return failure({.code = Error::Code::Refused,
        .message = {"Keeping",
            QT_TRANSLATE_NOOP("Keeping",
                "What goes from table %1 goes in several steps, between which others could write what would not be "
                "kept: make a migration of each, or say that it is to be discarded."),
            {schema.displayName(rows.table)}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

/// The steps that take something of these rows away, the first and the last; −1 without one.
std::pair<qsizetype, qsizetype> stepsOf(const Plan &plan, const KeptRows &rows)
{
    std::pair<qsizetype, qsizetype> result(-1, -1);
    for (const ObjectId id : lossesOf(rows)) {
        const qsizetype step = stepOf(plan, id);
        result.first = result.first < 0 || (step >= 0 && step < result.first) ? step : result.first;
        result.second = std::max(result.second, step);
    }
    return result;
}

Result<> keepIn(Plan &plan, const Schema &from, const Schema &to, const Engine &engine, const Keeping &keeping)
{
    QMultiMap<qsizetype, const KeptRows *> wanted;
    QSet<const KeptRows *> isSpread;
    for (const KeptRows &rows : keeping.kept) {
        if (!rows.labels.isEmpty())
            continue; // right before they are replaced
        const auto [first, last] = stepsOf(plan, rows);
        if (first >= 0)
            wanted.insert(first, &rows);
        if (first != last)
            isSpread += &rows;
    }
    Schema at = from;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        Step &step = plan.steps[i];
        const std::size_t place = placeIn(step);
        Schema inside = at;
        for (std::size_t s = 0; s < place; ++s)
            apply(inside, step.statements[s]);
        for (const Statement &statement : step.statements)
            apply(at, statement);
        const QList<const KeptRows *> here = wanted.values(qsizetype(i));
        for (const KeptRows *rows : here) {
            if (moveIn(step, *rows, inside, engine))
                continue;
            const bool isAlone = here.size() == 1 && !isSpread.contains(rows);
            if (!copyIn(step, place, engine.keeper->keep(*rows, inside, from), engine.keeper->letGo(), isAlone))
                return cannotKeep(*rows, from);
        }
        if (step.reversal == Reversal::LosesData && isExact(step, from, to, *engine.writer, keeping))
            step.reversal = Reversal::Exact;
    }
    return {};
}

/// The schema on the way down in which rows come back: what they could break, or what would act on them, is not there
/// yet.
class Middle {
public:
    Middle(const Schema &from, const Schema &to, const Engine &engine, const Keeping &keeping)
        : m_from(from)
        , m_to(to)
        , m_engine(engine)
        , m_keeping(keeping)
    { }

    Schema schema()
    {
        Schema result = m_from;
        for (const KeptRows &rows : m_keeping.kept) {
            rows.isWhole() ? leaveOutOfTable(rows.table) : leaveOutOfColumns(rows);
            for (const ObjectId id : rows.isWhole() || !rows.labels.isEmpty() ? QList<ObjectId>() : rows.columns)
                result = result.with(id, lenient(*m_from.find<Column>(id)));
        }
        for (const ObjectId id : m_left)
            result = result.without(id);
        return withNewLabels(std::move(result));
    }

private:
    /// Where rows got a label that was not there before, it stays until they have their old one back.
    Schema withNewLabels(Schema schema) const
    {
        QMap<ObjectId, QMap<QString, QString>> columns;
        for (const KeptRows &rows : m_keeping.kept) {
            const ObjectId id = rows.columns.value(0);
            const QStringList old =
                rows.labels.isEmpty() ? QStringList() : labelsOf(m_from.find<Column>(id)->type, m_from);
            for (const QString &other : rows.labels) {
                if (!other.isEmpty() && !old.contains(other))
                    columns.insert(id, rows.labels);
            }
        }
        return withLabelsOf(m_to, std::move(schema), columns);
    }

    /// Takes NULL until its values are back, and numbers of others than its own.
    static Object lenient(Column column)
    {
        column.nullable = column.nullable || column.defaultValue.isEmpty();
        column.identity = Column::Identity::None;
        return makeObject(std::move(column));
    }

    void leaveOut(ObjectId id)
    {
        if (m_left.contains(id))
            return;
        m_left += id;
        for (const ObjectId dependant : m_from.dependants(id))
            leaveOut(dependant);
    }

    /// A key that the engine has only within its table's text stays, and is held against the rows at the end.
    void leaveOutKey(ObjectId id)
    {
        const auto *key = m_from.find<ForeignKey>(id);
        if (!m_engine.writer->foldsCyclicForeignKeys() || m_to.find(key->table))
            leaveOut(id);
    }

    bool actsOnUpdate(ObjectId id) const
    {
        const auto *trigger = m_from.find<Trigger>(id);
        const Expression &text = trigger ? trigger->definition : m_from.find<Rule>(id)->definition;
        const QString words = written(text, [](ObjectId) { return u"x"_s; }).simplified().toUpper();
        return trigger ? words.section(u" ON "_s, 0, 0).contains("UPDATE"_L1) : words.contains("UPDATE"_L1);
    }

    void leaveOutOfTable(ObjectId table)
    {
        for (const Kind kind : {Kind::Trigger, Kind::Rule}) {
            for (const ObjectId id : m_from.children(table, kind))
                leaveOut(id);
        }
        for (const ObjectId id : m_from.children(table, Kind::Check)) {
            if (!m_from.find<Check>(id)->validated)
                leaveOut(id);
        }
        for (const ObjectId id : m_from.dependants(table)) {
            if (m_from.find<ForeignKey>(id))
                leaveOutKey(id);
        }
    }

    void leaveOutOfColumns(const KeptRows &rows)
    {
        for (const Kind kind : {Kind::Trigger, Kind::Rule}) {
            for (const ObjectId id : m_from.children(rows.table, kind)) {
                if (actsOnUpdate(id))
                    leaveOut(id);
            }
        }
        for (const ObjectId column : rows.columns) {
            for (const ObjectId id : m_from.dependants(column)) {
                const Object &user = *m_from.find(id);
                const auto *index = as<Index>(user);
                if (as<ForeignKey>(user))
                    leaveOutKey(id);
                else if (as<PrimaryKey>(user) || as<Unique>(user) || as<Check>(user) || as<Exclusion>(user)
                    || as<Column>(user) || (index && index->unique))
                    leaveOut(id);
            }
        }
    }

    const Schema &m_from, &m_to;
    const Engine &m_engine;
    const Keeping &m_keeping;
    QSet<ObjectId> m_left;
};

/// Who holds what is kept by the step that replaces it: nobody can write in between.
void keepLabelsIn(Step &step, const KeptRows &rows, const Schema &from, const Schema &schema, const Engine &engine)
{
    std::vector<Statement> statements = engine.keeper->keep(rows, schema, from);
    std::vector<Statement> ends = engine.keeper->letGo();
    std::move(step.statements.begin(), step.statements.end(), std::back_inserter(statements));
    std::move(ends.begin(), ends.end(), std::back_inserter(statements));
    step.statements = std::move(statements);
}

Step restoring(const KeptRows &rows, const Schema &schema, const Engine &engine)
{
    Step step;
    const char *text = rows.isWhole() ? QT_TRANSLATE_NOOP("Keeping", "Bring back the rows of %1")
                                      : QT_TRANSLATE_NOOP("Keeping", "Bring back the values of %1");
    QStringList names;
    for (const ObjectId id : lossesOf(rows))
        names += schema.displayName(id);
    step.title = {"Keeping", text, {names.join(u", "_s)}};
    step.causes = lossesOf(rows);
    step.statements = engine.keeper->restore(rows, schema);
    return step;
}

} // namespace

Result<Plan> planRestoring(
    const Schema &from, const Schema &to, const Target &target, const Engine &engine, const Keeping &keeping)
{
    const ChangeSet changes = ChangeSet::between(from, to, engine.diffPolicy()).inverted();
    if (keeping.kept.isEmpty())
        return planChanges(changes, to, from, target, *engine.writer);
    const Schema middle = Middle(from, to, engine, keeping).schema();
    Result<Plan> first =
        planChanges(ChangeSet::between(to, middle, engine.diffPolicy()), to, middle, target, *engine.writer);
    if (!first)
        return first;
    QList<KeptRows> order = keeping.kept;
    std::stable_sort(order.begin(), order.end(), [&](const KeptRows &a, const KeptRows &b) {
        return stepOf(*first, lossesOf(a).first()) < stepOf(*first, lossesOf(b).first());
    });
    for (const KeptRows &rows : order)
        first->steps.push_back(restoring(rows, middle, engine));
    Result<Plan> rest =
        planChanges(ChangeSet::between(middle, from, engine.diffPolicy()), middle, from, target, *engine.writer);
    if (!rest)
        return rest;
    return chained(std::move(*first), std::move(*rest), changes, to);
}

static Result<Plan> planKeepingUp(const Schema &from, const Schema &to, const Target &target, const Engine &engine,
    const Keeping &keeping, const QList<Fill> &fills)
{
    const ChangeSet changes = ChangeSet::between(from, to, engine.diffPolicy());
    const bool writesRows =
        std::ranges::any_of(fills, [](const Fill &one) { return one.way != Fill::Way::ByRenaming; });
    const Schema middle = writesRows ? unfilled(from, to, fills) : to;
    Result<Plan> up =
        planChanges(ChangeSet::between(from, middle, engine.diffPolicy()), from, middle, target, *engine.writer);
    if (!up)
        return up;
    if (const Result<> kept = keepIn(*up, from, to, engine, keeping); !kept)
        return failure(kept.error());
    if (!writesRows)
        return up;
    for (const Fill &fill : fills) {
        for (Step &step : fillSteps({fill}, middle, target, engine)) {
            if (fill.isKept)
                keepLabelsIn(step, *keeping.of(fill.column), from, middle, engine);
            up->steps.push_back(std::move(step));
        }
    }
    Result<Plan> rest =
        planChanges(ChangeSet::between(middle, to, engine.diffPolicy()), middle, to, target, *engine.writer);
    if (!rest)
        return rest;
    return chained(std::move(*up), std::move(*rest), changes, from);
}

void keepReplaced(Keeping &keeping, QList<Fill> &fills, const Schema &from, const Schema &to, const Engine &engine,
    const QString &tag)
{
    const QList<KeptRows> possible = keptLabelsOf(from, to, engine, tag);
    for (Fill &fill : fills) {
        const auto rows =
            std::ranges::find_if(possible, [&](const KeptRows &one) { return one.columns.contains(fill.column); });
        if (fill.way != Fill::Way::ByReplacing || rows == possible.end())
            continue;
        keeping.kept += *rows;
        keeping.kept.last().labels = fill.labels;
        fill.isKept = true;
    }
}

Result<PlanPair> planKeeping(const Schema &from, const Schema &to, const Target &target, const Engine &engine,
    const Keeping &keeping, const QList<Fill> &fills)
{
    const ChangeSet changes = ChangeSet::between(from, to, engine.diffPolicy());
    Plan first = renamingPlan(from, fills, false, engine);
    const bool isRenamed = !first.isEmpty(); // in both directions before all else, so that the rest has the last names
    Result<Plan> up =
        planKeepingUp(isRenamed ? withRenamedLabels(from, fills, false) : from, to, target, engine, keeping, fills);
    if (!up)
        return failure(up.error());
    if (isRenamed)
        up = chained(std::move(first), std::move(*up), changes, from);
    Result<Plan> down =
        planRestoring(from, isRenamed ? withRenamedLabels(to, fills, true) : to, target, engine, keeping);
    if (!down)
        return failure(down.error());
    if (isRenamed)
        down = chained(renamingPlan(to, fills, true, engine), std::move(*down), changes.inverted(), to);
    return PlanPair{std::move(*up), std::move(*down)};
}

} // namespace relata
