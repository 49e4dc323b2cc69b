#pragma once
#include "models/timeline/beside_table.h"
#include "models/timeline/run_gates.h"

namespace relata {

/// What runs wait for, or have waited for, outside of the database: the table _relata_gates beside the ledger. A row
/// stays when its run is over, and says who confirmed what and when; times are UTC. Used on the connection's thread,
/// outside of transactions.
class GateTable {
public:
    enum class State { Waiting, Passed };
    struct Place {
        QString migration; ///< its id
        Ledger::Direction direction = Ledger::Direction::Up;
        int position = 0; ///< the statement, from 0
        int number = 0; ///< among the gates of that statement, from 0
    };
    struct Entry {
        QString id, version, text;
        RunGate::Kind kind = RunGate::Kind::Manual;
        State state = State::Waiting;
        QString by, note; ///< who passed it, and what they said; empty while it waits
    };

    /// `place` is the ledger's, for a session that a script may have led elsewhere; without it the session is asked.
    GateTable(Connection &connection, const Engine &engine, std::optional<QString> place = {})
        : m_engine(engine)
        , m_table(connection, engine, QStringLiteral("_relata_gates"), std::move(place))
    { }

    /// Makes the table when it is not there.
    Result<> ensure();
    /// The gate of the present run; empty: it was not reached, or its text has changed since.
    Result<std::optional<Entry>> find(const Place &place, const RunGate &gate);
    /// Says that a run stands before it; answers its id.
    Result<QString> wait(const Place &place, const QString &version, const RunGate &gate);
    /// What the entry says now.
    Result<std::optional<Entry>> entry(const QString &id);
    /// False: it does not wait any more.
    Result<bool> pass(const QString &id, const QString &by, const QString &note);
    /// What waits for somebody, the newest first: behind the first stands, at most, what a run that was killed has
    /// left. Also where there is no table: none.
    Result<QList<Entry>> waiting();
    /// Writes down what somebody has allowed by name for a migration, and why.
    Result<> keep(const MigrationFile &migration, const QString &what, const QString &by, const QString &note);
    /// A run of the section begins anew: what was confirmed for an earlier one counts no more.
    Result<> close(const QString &migration, Ledger::Direction direction);

private:
    Result<QList<Entry>> entries(const QString &condition, const QList<Value> &values);

    const Engine &m_engine;
    BesideTable m_table;
};

} // namespace relata
