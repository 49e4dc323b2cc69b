#pragma once
#include <QElapsedTimer>
#include <QRandomGenerator>

namespace relata::tests {

/// The seed of random tests: RELATA_SEED, or a fixed one.
quint32 testSeed();

/// The long forms of testing (`packaging/test --campaign …`). A test whose source names one takes part in it.
enum class Campaign { Random, Crash, Fuzz };

/// Rounds of a test that draws at random. Usually there are few, from a fixed seed; in its campaign they go on from a
/// seed that is printed (RELATA_SEED) until its share of the time (RELATA_SECONDS) is over. A failing round prints its
/// own seed, which as RELATA_SEED makes it the first one.
///
///     for (Rounds rounds(Campaign::Random, 50); rounds.next();) {
///         QRandomGenerator &random = rounds.random();
///         …
///     }
class Rounds {
public:
    /// `runs`: how often its test function runs, once a row of its data; they share the time.
    Rounds(Campaign campaign, int usual, int runs = 1);
    ~Rounds();
    Q_DISABLE_COPY_MOVE(Rounds)

    /// Begins the next round, with a generator of its own; false when the rounds are over or one has failed.
    bool next();
    QRandomGenerator &random() { return m_random; }
    quint32 seed() const { return m_first + quint32(m_round - 1); }

private:
    void printSeedOfFailure() const;

    int m_usual;
    qint64 m_milliseconds = 0; ///< zero outside of the campaign
    quint32 m_first;
    int m_round = 0;
    QElapsedTimer m_clock;
    QRandomGenerator m_random;
};

} // namespace relata::tests
