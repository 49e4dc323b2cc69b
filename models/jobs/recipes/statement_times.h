#pragma once
#include "models/jobs/recipes/run_script.h"
#include "models/timeline/rehearsal.h"

#include <QHash>

namespace relata {

class Connection;
struct RunRules;

/// How long a statement may take that was not rehearsed: by what it does and how large its table is in the catalogue,
/// at a plain rate. Waiting for others is not in it.
struct GuessedTime {
    enum class Work { Catalogue, Scan, Index, Rewrite, Rows };
    Work work = Work::Catalogue;
    qint64 bytes = 0; ///< that it goes through
    std::chrono::milliseconds time{};

    /// "guessed 1 min: reads 6.0 GB, at 100 MB a second".
    Message text() const;
};

/// What is known of the time that a statement takes.
struct StatementTime {
    std::optional<MeasuredTime> measured;
    std::optional<GuessedTime> guessed; ///< where it was not measured; empty: nobody can tell

    bool isUnknown() const { return !measured && !guessed; }
    /// Stable: "measured", "guessed", "unknown".
    const char *knownBy() const { return measured ? "measured" : guessed ? "guessed" : "unknown"; }
};

/// How often a guess counts where something has to be at its end by a time.
inline constexpr int GuessFactor = 3;

/// Where a migration's times are looked for.
struct TimesAsked {
    QString folder; ///< of the project
    QString version;
    bool isUp = true;
    Connection *connection = nullptr; ///< that tells sizes; null: nothing is guessed but what changes the catalogue
    /// Tables that pending migrations before this one make, in lower case, with what they hold then (−1: not known);
    /// its own are added.
    QHash<QString, qint64> *made = nullptr;
};

/// For each of these statements. What the server does not answer is unknown.
QList<StatementTime> statementTimes(
    const QList<RunnerStatement> &statements, const TimesAsked &asked, const Engine &engine, const ServerInfo &server);
/// Refused where nobody can tell how long a statement of these takes, the rules set a time to finish by, and that is
/// not allowed: asked before the first of them runs.
Result<> mustKnowTimes(
    const QList<MigrationFile> &pending, const RunRules &rules, Connection &connection, const Engine &engine);
/// All of them in a few words: "about 3.0 s, guessed".
Message timeBrief(const QList<StatementTime> &times);
/// One line for all of them, then one for each: what was measured, what is guessed, what nobody knows. Empty: there are
/// no statements.
QList<Message> timeLines(
    const QList<RunnerStatement> &statements, const QList<StatementTime> &times, const Engine &engine);

} // namespace relata
