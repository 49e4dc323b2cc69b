#include "models/jobs/recipes/batch_brake.h"

#include "models/jobs/recipes/migration_run.h"
#include "models/jobs/recipes/replica_watch.h"

#include <algorithm>
#include <utility>

namespace relata {

std::optional<Message> strainText(const ServerStrain &strain, const BatchPace &pace)
{
    // One whose lag is not known has to be seen to; else the furthest counts.
    const auto worst = std::max_element(
        strain.replicas.begin(), strain.replicas.end(), [](const ReplicaLag &one, const ReplicaLag &other) {
            const bool isKnown = one.state == ReplicaLag::State::Follows,
                       isOtherKnown = other.state == ReplicaLag::State::Follows;
            return isKnown == isOtherKnown ? one.lag < other.lag : isKnown;
        });
    if (pace.lag.count() > 0 && worst != strain.replicas.end()) {
        if (const std::optional<Message> why = replicaText(*worst, pace.lag))
            return why;
    }
    if (pace.load > 0 && strain.running.value_or(0) > pace.load)
        return Message{"Migrate", QT_TRANSLATE_NOOP("Migrate", "waits while %1 sessions are at work (at most %2)"),
            {QString::number(*strain.running), QString::number(pace.load)}};
    return {};
}

std::optional<Message> hiddenStrainText(const ServerStrain &strain, const BatchPace &pace)
{
    if (pace.lag.count() > 0 && strain.hidesLag)
        return Message{"Migrate",
            QT_TRANSLATE_NOOP("Migrate",
                "Batches do not wait for replicas: how far they are behind is hidden from this user (a grant of "
                "pg_monitor would show it)"),
            {}};
    if (pace.load > 0 && !strain.running)
        return Message{"Migrate",
            QT_TRANSLATE_NOOP("Migrate",
                "Batches do not wait for the load: what other sessions do is hidden from this user (a grant of "
                "pg_monitor would show it)"),
            {}};
    return {};
}

static bool isOneUnasked(const QList<ReplicaLag> &replicas)
{
    return std::any_of(replicas.begin(), replicas.end(),
        [](const ReplicaLag &one) { return one.state == ReplicaLag::State::NotAsked; });
}

/// Whether one waits for a person.
static bool needsPerson(const QList<ReplicaLag> &replicas)
{
    using State = ReplicaLag::State;
    return std::any_of(replicas.begin(), replicas.end(), [](const ReplicaLag &one) {
        return one.state == State::Stopped || one.state == State::NotReached || one.state == State::Silent;
    });
}

BatchBrake MigrationRun::brake(const BatchPace &pace, int i, qsizetype count)
{
    const bool heedsReplicas = pace.lag.count() > 0 && !m_guard.target().replicas.isEmpty();
    m_guard.watchStrain(pace.lag.count() > 0 || pace.load > 0, heedsReplicas);
    BatchBrake brake;
    brake.share = [this] { return m_guard.share(); };
    brake.isHeld = [this, heedsReplicas, pace, i, count, last = QString(), isFirst = true]() mutable {
        const std::optional<ServerStrain> strain = m_guard.strain();
        if (!strain)
            return heedsReplicas; // behind the first batch, no other before they were asked
        const std::optional<Message> hidden = hiddenStrainText(*strain, pace), why = strainText(*strain, pace);
        if (hidden && std::exchange(isFirst, false))
            m_context.report({i, count, *hidden});
        const QString text = why ? why->source() : QString();
        if (why && text != last) {
            m_guard.tell(i, text);
            const Message told{"RunScript", QT_TRANSLATE_NOOP("RunScript", "Statement %1 of %2: %3"),
                {QString::number(i + 1), QString::number(count), text}};
            m_context.report({i, count, told});
            if (m_rules.warn && needsPerson(strain->replicas))
                m_rules.warn(told); // where there is room for the way out
        }
        last = text;
        return why.has_value() || (heedsReplicas && isOneUnasked(strain->replicas));
    };
    return brake;
}

} // namespace relata
