#pragma once
#include <QList>
#include <QString>

#include <algorithm>
#include <chrono>
#include <optional>

namespace relata {

/// A replica and how far it is behind in what it shows.
struct ReplicaLag {
    enum class State {
        Follows,
        Stopped, ///< it copies nothing just now
        NotReached, ///< it, or its lag, cannot be asked
        Silent, ///< it was asked and does not answer
        NotAsked ///< not yet
    };
    QString name;
    std::chrono::milliseconds lag{0}; ///< of one that follows
    State state = State::Follows;
    QString words = {}; ///< the server's, of why it does not
};

/// What a server bears at a moment, for work that can wait until it bears less.
struct ServerStrain {
    std::optional<int> running; ///< sessions that run statements, the one that asks left out; empty: it does not tell
    QList<ReplicaLag> replicas; ///< whose lag it tells
    bool hidesLag = false; ///< it has replicas, and this user may not see how far they are behind
};

/// How far a statement is that runs, as the server tells.
struct StatementProgress {
    QString phase; ///< in the server's words: "building index: scanning table"; empty: nothing is told
    qint64 done = 0, total = 0; ///< of whatever the phase counts; a total of 0: nobody knows
    /// "building index: scanning table, 43 %".
    QString text() const
    {
        const int share = total > 0 ? int(100 * double(std::min(done, total)) / double(total)) : -1;
        return share < 0 ? phase : phase + QStringLiteral(", %1 %").arg(share);
    }
};

} // namespace relata
