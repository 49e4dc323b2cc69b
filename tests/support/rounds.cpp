#include "tests/support/rounds.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace relata::tests {

quint32 testSeed()
{
    bool ok = false;
    const quint32 seed = qEnvironmentVariable("RELATA_SEED").toUInt(&ok);
    return ok ? seed : 20240229U;
}

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

Rounds::Rounds(Campaign campaign, int usual)
    : m_usual(usual)
    , m_first(testSeed())
{
    if (qEnvironmentVariable("RELATA_CAMPAIGN") == nameOf(campaign))
        m_milliseconds = qMax(1000, 1000 * qEnvironmentVariableIntValue("RELATA_SECONDS"));
    m_clock.start();
}

Rounds::~Rounds()
{
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
    return true;
}

void Rounds::printSeedOfFailure() const
{
    if (m_round > 0 && QTest::currentTestFailed())
        qWarning("The round that failed is the first one with RELATA_SEED=%u", seed());
}

} // namespace relata::tests
