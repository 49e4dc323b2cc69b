#include "models/jobs/recipes/batch_brake.h"

#include "models/base/duration.h"
#include "models/jobs/recipes/migration_run.h"

#include <algorithm>
#include <utility>

namespace relata {

std::optional<Message> strainText(const ServerStrain &strain, const BatchPace &pace)
{
    const auto furthest = std::max_element(strain.replicas.begin(), strain.replicas.end(),
        [](const ReplicaLag &one, const ReplicaLag &other) { return one.lag < other.lag; });
    if (pace.lag.count() > 0 && furthest != strain.replicas.end() && furthest->lag > pace.lag)
        return Message{"Migrate",
            QT_TRANSLATE_NOOP("Migrate", "waits for the replica %1, which is %2 behind (at most %3)"),
            {furthest->name, tookText(furthest->lag), tookText(pace.lag)}};
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

BatchBrake MigrationRun::brake(const BatchPace &pace, int i, qsizetype count)
{
    m_guard.watchStrain(pace.lag.count() > 0 || pace.load > 0);
    BatchBrake brake;
    brake.share = [this] { return m_guard.share(); };
    brake.isHeld = [this, pace, i, count, last = QString(), isFirst = true]() mutable {
        const std::optional<ServerStrain> strain = m_guard.strain();
        if (!strain)
            return false;
        const std::optional<Message> hidden = hiddenStrainText(*strain, pace), why = strainText(*strain, pace);
        if (hidden && std::exchange(isFirst, false))
            m_context.report({i, count, *hidden});
        const QString text = why ? why->source() : QString();
        if (why && text != last) {
            m_guard.tell(i, text);
            m_context.report({i, count,
                {"RunScript", QT_TRANSLATE_NOOP("RunScript", "Statement %1 of %2: %3"),
                    {QString::number(i + 1), QString::number(count), text}}});
        }
        last = text;
        return why.has_value();
    };
    return brake;
}

} // namespace relata
