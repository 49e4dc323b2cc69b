#include "tests/support/rounds.h"

#include <QTest>

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#include <sanitizer/common_interface_defs.h>
#endif

using namespace Qt::StringLiterals;

namespace relata::tests {

quint32 testSeed()
{
    bool ok = false;
    const quint32 seed = qEnvironmentVariable("RELATA_SEED").toUInt(&ok);
    return ok ? seed : 20240229U;
}

namespace {

constexpr unsigned LongestRound = 300; ///< seconds, after which a round hangs

std::atomic<quint32> seedOfRound = 0;
struct sigaction handlersBefore[NSIG];

void sayWhichRound()
{
    char line[100];
    const int size = std::snprintf(line, sizeof line,
        "\nThe round that crashed or hung is the first one with RELATA_SEED=%u\n", seedOfRound.load());
    Q_UNUSED(::write(STDERR_FILENO, line, size_t(size)))
}

void fatal(int signal)
{
    sayWhichRound();
    ::sigaction(signal, &handlersBefore[signal], nullptr);
    ::raise(signal);
}

/// A test that dies says which round it was, as one that fails does.
void watchForDeath()
{
    static const bool once = [] {
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
        __sanitizer_set_death_callback(sayWhichRound);
#endif
        struct sigaction action { };
        action.sa_handler = fatal;
        action.sa_flags = SA_ONSTACK;
        for (const int signal : {SIGALRM, SIGABRT, SIGSEGV, SIGFPE})
            ::sigaction(signal, &action, &handlersBefore[signal]);
        return true;
    }();
    Q_UNUSED(once)
}

} // namespace

static QString nameOf(Campaign campaign)
{
    switch (campaign) {
    case Campaign::Random:
        return u"random"_s;
    case Campaign::Crash:
        return u"crash"_s;
    case Campaign::Fuzz:
        return u"fuzz"_s;
    }
    return {};
}

Rounds::Rounds(Campaign campaign, int usual, int runs)
    : m_usual(usual)
    , m_first(testSeed())
{
    if (qEnvironmentVariable("RELATA_CAMPAIGN") == nameOf(campaign))
        m_milliseconds = qMax(1000, 1000 * qEnvironmentVariableIntValue("RELATA_SECONDS") / runs);
    m_clock.start();
    watchForDeath();
}

Rounds::~Rounds()
{
    ::alarm(0);
    printSeedOfFailure();
    if (m_milliseconds > 0)
        qInfo("%d rounds from seed %u in %lld s", m_round, m_first, m_clock.elapsed() / 1000);
}

bool Rounds::next()
{
    if (QTest::currentTestFailed())
        return false;
    const bool over = m_milliseconds > 0 ? m_clock.elapsed() >= m_milliseconds : m_round >= m_usual;
    if (over && m_round > 0)
        return false;
    ++m_round;
    m_random.seed(seed());
    seedOfRound = seed();
    ::alarm(LongestRound);
    return true;
}

void Rounds::printSeedOfFailure() const
{
    if (m_round > 0 && QTest::currentTestFailed())
        qWarning("The round that failed is the first one with RELATA_SEED=%u", seed());
}

} // namespace relata::tests
