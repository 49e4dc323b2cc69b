#pragma once
#include "tests/app/busy_table.h"

namespace relata::tests {

/// Makes the tables "owner" and "item", with rows.
QString itemTables();

/// Applications that write to "item", and long transactions that come and go, while a session migrates it.
class LoadCrowd {
public:
    LoadCrowd(const EngineRegistry &engines, const ConnectionProfile &place, const Session &runner);

    /// How long one try of a statement may keep others waiting, in milliseconds.
    int limit() const { return m_limit; }
    int writes() const { return m_one.writes() + m_two.writes(); }
    bool isBusy() const { return m_one.writes() > 60 && m_two.writes() > 60 && m_sampler.samples() > 0; }
    /// What failed, or who had to wait for too long.
    QString end();
    /// What the applications have left; behind end().
    QMap<int, int> rows() const;
    QString told() const;

private:
    const int m_limit;
    BusyWriter m_one, m_two;
    QueueSampler m_sampler;
    Standing m_stands;
};

/// What stands in the table of that.
QMap<int, int> crowdRows(const Session &session);

} // namespace relata::tests
