#pragma once
#include "tests/app/busy_table.h"
#include "tests/app/runner_place.h"

namespace relata::tests {

/// Makes the tables "owner" and "item", with rows. `parts` ends the definition of "item", and may go on behind it.
QString itemTables(const QString &parts = {});

/// Applications that write to "item", and long transactions that come and go, while a session migrates it.
class LoadCrowd {
public:
    /// `column`: of the table, in which the applications write texts.
    LoadCrowd(const EngineRegistry &engines, const ConnectionProfile &place, const Session &runner,
        const QString &column = QStringLiteral("label"));

    using Change = std::function<Result<>(JobContext &context, const RunRules &rules)>;
    /// Makes a change in the session while all goes on, and some time longer, and ends it then. What failed, who had to
    /// wait for too long, and whose rows are not there; nothing when all is well.
    QString during(const Change &change, const Session &session, RunRules rules);
    /// The same for a migration that is applied.
    QString apply(const RunnerPlace &place, Session &session, int number, const RunRules &rules);

private:
    int writes() const { return m_one.writes() + m_two.writes(); }
    bool isBusy() const { return m_one.writes() > 60 && m_two.writes() > 60 && m_sampler.samples() > 0; }
    QString end();
    QMap<int, int> rows() const;
    QString told() const;

    const int m_limit; ///< how long one try of a statement may keep others waiting, in milliseconds
    BusyWriter m_one, m_two;
    QueueSampler m_sampler;
    Standing m_stands;
};

} // namespace relata::tests
