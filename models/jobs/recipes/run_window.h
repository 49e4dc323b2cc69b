#pragma once
#include "models/jobs/recipes/run_script.h"

#include <QDateTime>

namespace relata {

struct MigrationFile;
struct StatementTime;

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

/// What allows a statement to begin that nobody knows the time of, where a run has to be at its end by one.
inline constexpr auto UntimedCode = "UNTIMED";

/// What may still begin before a run has to be at its end: a statement that took longer when it was rehearsed than is
/// left does not, nor does the first of a transaction that did. What was not rehearsed counts with what is guessed,
/// times GuessFactor; what nobody can tell does not begin unless that is allowed.
class RunDeadline {
public:
    /// `times`: of these statements. Without a time to finish by, everything may.
    RunDeadline(const RunWindow &window, const QList<RunnerStatement> &statements, const MigrationFile &migration,
        const QList<StatementTime> &times, bool allowsUntimed);

    /// Whether the statement, with the transaction that it begins, may.
    Result<> mayBegin(int statement) const;
    /// Whether there is time at all: for what stops between its own parts.
    Result<> mayGoOn(int statement) const;
    /// Refused where nobody knows how long a statement from here on takes, and that is not allowed: the run would stop
    /// half-way before it.
    Result<> mustKnowFrom(int statement) const;
    /// Of the statements from here on, how many nobody knows the time of, and of how many it is guessed.
    int unknownFrom(int statement) const;
    int guessedFrom(int statement) const;
    bool isSet() const { return m_finishBy.isValid(); }

private:
    Result<> over(int statement) const;

    const QDateTime m_finishBy;
    QString m_version;
    const bool m_allowsUntimed;
    /// What the transaction takes from a statement on.
    struct Group {
        std::chrono::milliseconds time{}; ///< as it counts
        int guessed = 0; ///< statements
    };
    QList<Group> m_groups;
    QList<bool> m_isUnknown, m_isGuessed; ///< of each statement
};

} // namespace relata
