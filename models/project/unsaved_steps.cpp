#include "models/project/unsaved_steps.h"

#include "models/diff/change_needs.h"
#include "models/project/part_migration.h"
#include "models/schema/all_kinds.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;
using Taken = UnsavedStep::Taken;

namespace {

/// Which changes the steps of a plan serve, and which of them need which.
class StepView {
public:
    StepView(const Schema &head, const Schema &design, const QList<UnsavedChange> &changes)
        : m_head(head)
        , m_design(design)
    {
        for (const UnsavedChange &one : changes) {
            m_offered.insert(one.object.id, &one);
            if (one.taken && !one.needed)
                m_chosen += one.object.id;
        }
        findReasons();
    }

    QList<ObjectId> changesOf(const Step &step) const
    {
        QList<ObjectId> own, served;
        for (const ObjectId id : step.causes) {
            const ObjectId change = ownerOf(id);
            if (change && !own.contains(change))
                own += change;
        }
        for (qsizetype i = 0; own.isEmpty() && i < step.causes.size(); ++i)
            addServed(step.causes.at(i), served);
        return own.isEmpty() ? served : own;
    }

    Taken takenOf(const UnsavedStep &step) const
    {
        const auto isTaken = [this](ObjectId id) { return m_offered.value(id)->taken; };
        const QList<ObjectId> ids = step.changes.isEmpty() ? m_offered.keys() : step.changes;
        const auto taken = std::count_if(ids.begin(), ids.end(), isTaken);
        return taken == 0 ? Taken::None : taken == ids.size() ? Taken::All : Taken::Some;
    }

    bool isNeeded(const UnsavedStep &step) const
    {
        return step.taken != Taken::None && std::none_of(step.changes.begin(), step.changes.end(), [this](ObjectId id) {
            return m_chosen.contains(id);
        });
    }

    Message reason(const UnsavedStep &step, const QList<UnsavedStep> &all) const
    {
        for (const ObjectId id : step.changes) {
            const ObjectId by = m_offered.value(id)->needed ? neededBy(id, step.changes) : ObjectId();
            const auto other =
                std::find_if(all.begin(), all.end(), [&](const UnsavedStep &one) { return one.changes.contains(by); });
            if (by && other != all.end())
                return {"UnsavedSteps", QT_TRANSLATE_NOOP("UnsavedSteps", "step %1 needs it, for %2"),
                    {QString::number(other - all.begin() + 1), nameOfChange(by)}};
        }
        return {};
    }

private:
    const Object *find(ObjectId id) const
    {
        const Object *there = m_design.find(id);
        return there ? there : m_head.find(id);
    }

    /// The change itself, or that of the table with which it comes or goes.
    ObjectId ownerOf(ObjectId id) const
    {
        while (id && !m_offered.contains(id)) {
            const bool isFolded = (m_design.find(id) == nullptr) != (m_head.find(id) == nullptr);
            id = isFolded ? parentOf(*find(id)) : ObjectId();
        }
        return id;
    }

    /// The changes that are in the way of what is rebuilt: what it names, however far away.
    void addServed(ObjectId rebuilt, QList<ObjectId> &served) const
    {
        QSet<ObjectId> seen{rebuilt};
        QList<ObjectId> waiting{rebuilt};
        while (!waiting.isEmpty()) {
            const ObjectId id = waiting.takeFirst();
            for (const Schema *schema : {&m_head, &m_design}) {
                const Object *object = schema->find(id);
                if (!object || as<Namespace>(*object))
                    continue;
                eachReference(*object, [&](ObjectId named) {
                    const ObjectId change = ownerOf(named);
                    if (change && !served.contains(change))
                        served += change;
                    if (!change && !seen.contains(named))
                        waiting += named;
                    seen += named;
                });
            }
        }
    }

    void findReasons()
    {
        const ChangeNeeds needs(m_head, m_design);
        QList<ObjectId> waiting(m_chosen.begin(), m_chosen.end());
        std::sort(waiting.begin(), waiting.end());
        while (!waiting.isEmpty()) {
            const ObjectId id = waiting.takeFirst();
            const QSet<ObjectId> unsorted = needs.of(id);
            QList<ObjectId> needed(unsorted.begin(), unsorted.end());
            std::sort(needed.begin(), needed.end());
            for (const ObjectId other : std::as_const(needed)) {
                if (m_chosen.contains(other) || m_neededBy.contains(other))
                    continue;
                m_neededBy.insert(other, id);
                waiting += other;
            }
        }
    }

    /// The nearest change on the way to what was chosen that is none of these.
    ObjectId neededBy(ObjectId id, const QList<ObjectId> &own) const
    {
        do
            id = m_neededBy.value(id);
        while (id && own.contains(ownerOf(id)));
        return id ? ownerOf(id) : ObjectId();
    }

    QString nameOfChange(ObjectId id) const { return (m_design.find(id) ? m_design : m_head).displayName(id); }

    const Schema &m_head, &m_design;
    QHash<ObjectId, const UnsavedChange *> m_offered;
    QSet<ObjectId> m_chosen;
    QHash<ObjectId, ObjectId> m_neededBy;
};

tl::unexpected<Error> refusal(const char *text, const QStringList &arguments)
{
    return failure({.code = Error::Code::Usage,
        .message = {"UnsavedSteps", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

} // namespace

QList<UnsavedStep> unsavedSteps(
    const Plan &whole, const Schema &head, const Schema &design, const QList<UnsavedChange> &changes)
{
    const StepView view(head, design, changes);
    QList<UnsavedStep> result;
    for (const Step &step : whole.steps) {
        UnsavedStep one;
        one.title = step.title;
        for (const Statement &statement : step.statements)
            one.statements += statement.sql;
        one.changes = view.changesOf(step);
        one.taken = view.takenOf(one);
        one.needed = view.isNeeded(one);
        result += one;
    }
    for (UnsavedStep &one : result) {
        if (one.needed)
            one.why = view.reason(one, result);
    }
    return result;
}

Result<QSet<ObjectId>> leftOutBeside(
    const QList<int> &numbers, const QList<UnsavedStep> &steps, const QList<UnsavedChange> &changes)
{
    QSet<ObjectId> leftOut;
    for (const UnsavedChange &one : changes)
        leftOut += one.object.id;
    for (const int number : numbers) {
        if (number < 1 || number > steps.size())
            return refusal(QT_TRANSLATE_NOOP("UnsavedSteps",
                               "There is no step %1: the plan has %2. relata migrate new --dry-run lists them."),
                {QString::number(number), QString::number(steps.size())});
        const UnsavedStep &step = steps.at(number - 1);
        if (step.changes.isEmpty())
            return refusal(QT_TRANSLATE_NOOP("UnsavedSteps",
                               "Step %1, %2, is only there for other steps, and comes with those that need it: choose "
                               "one of them."),
                {QString::number(number), step.title.source()});
        for (const ObjectId id : step.changes)
            leftOut -= id;
    }
    return leftOut;
}

Result<QList<int>> stepNumbers(const QString &text)
{
    QSet<int> numbers;
    for (const QString &part : text.split(u',')) {
        bool isFirst = false, isLast = false;
        const int first = part.section(u'-', 0, 0).trimmed().toInt(&isFirst);
        const int last = part.section(u'-', -1).trimmed().toInt(&isLast);
        if (!isFirst || !isLast || first < 1 || last < first || part.count(u'-') > 1 || last - first > 100'000)
            return refusal(QT_TRANSLATE_NOOP("UnsavedSteps",
                               "--steps takes numbers as --dry-run prints them, like 1,3-5; \"%1\" is not that."),
                {text});
        for (int number = first; number <= last; ++number)
            numbers += number;
    }
    QList<int> result(numbers.begin(), numbers.end());
    std::sort(result.begin(), result.end());
    return result;
}

} // namespace relata
