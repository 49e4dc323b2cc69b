#pragma once
#include "models/jobs/recipes/run_script.h"

#include <QDateTime>

namespace relata {

struct MigrationFile;

/// The time in which a run is meant to happen, by this computer's clock.
struct RunWindow {
    QDateTime startAt; ///< invalid: at once
    QDateTime finishBy; ///< invalid: whenever it comes to its end
};

/// A time of day ("23:30", "23:30:15"): the next one behind `after`. Or a whole one ("2026-11-30T02:00", with an offset
/// where it is not local). Empty: cannot be read.
std::optional<QDateTime> clockTimeOf(const QString &text, const QDateTime &after);

/// Stands until the window opens; holds nothing meanwhile.
Result<> waitForStart(const RunWindow &window, JobContext &context);

/// What may still begin before a run has to be at its end: a statement that took longer when it was rehearsed than is
/// left does not, nor does the first of a transaction that did. What was never rehearsed may, as long as there is time.
class RunDeadline {
public:
    /// `folder`: the project's, where rehearsals are kept. Without a time to finish by, everything may.
    RunDeadline(const RunWindow &window, const QList<RunnerStatement> &statements, const MigrationFile &migration,
        bool isUp, const QString &folder, const Engine &engine);

    /// Whether the statement, with the transaction that it begins, may.
    Result<> mayBegin(int statement) const;
    /// Whether there is time at all: for what stops between its own parts.
    Result<> mayGoOn(int statement) const;
    /// Of the statements from here on, how many were never rehearsed.
    int unknownFrom(int statement) const;
    bool isSet() const { return m_finishBy.isValid(); }

private:
    Result<> over(int statement) const;

    const QDateTime m_finishBy;
    QString m_version;
    QList<std::optional<std::chrono::milliseconds>> m_times; ///< of each statement
    QList<std::chrono::milliseconds> m_groups; ///< what is known of the transaction from each statement on
};

} // namespace relata
