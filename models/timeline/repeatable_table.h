#pragma once
#include "models/timeline/beside_table.h"

#include <optional>

namespace relata {

/// What a database says of its repeatables: a row for each, in a table beside the ledger. It keeps the text that ran
/// last, also while another one is tried. Used on the connection's thread, written under the migration lock.
class RepeatableTable {
public:
    enum class State { Current, Running, Failed };
    struct Entry {
        QString id, name;
        QString checksum, body; ///< of the text that ran last; empty: none came to its end
        QString behind; ///< the version of the last migration that was applied then
        QString stands; ///< see standsOn()
        State state = State::Current;
        bool isWhole = true; ///< a try that did not come to its end has left nothing
        QDateTime ranAt;
        QString by, error;
    };

    RepeatableTable(Connection &connection, const Engine &engine)
        : m_engine(engine)
        , m_table(connection, engine, QStringLiteral("_relata_repeatables"))
    { }

    /// The statement that makes the table, its name being "@".
    static QString creation(const Engine &engine);
    /// Makes the table when it is not there, and finds its place: what a file sets later does not lead elsewhere.
    Result<> ensure();
    /// By name; none where there is no table.
    Result<QList<Entry>> entries();
    /// Says that a try begins; what ran before stays written.
    Result<> begin(const MigrationFile &repeatable, bool isWhole);
    Result<> finish(const MigrationFile &repeatable, const QList<Ledger::Entry> &migrations);
    /// Keeps why, for people.
    Result<> failed(const MigrationFile &repeatable, const QString &error);

private:
    Result<> run(const QString &sql, const QList<Value> &values);

    const Engine &m_engine;
    BesideTable m_table;
};

/// What tells apart what is applied now from what was: changes with each migration that comes or goes.
QString standsOn(const QList<Ledger::Entry> &migrations);
/// The same as a script of Relata's can write it: begins in this way.
inline constexpr auto StandOfScript = "script ";
/// Whether it is what such a script has written, and these are applied still.
bool isStandOfScript(const QString &stands, const QList<Ledger::Entry> &migrations);
/// The files as they ran, in the order in which they run. Refused where one stopped half-way.
Result<QList<MigrationFile>> repeatablesAsRun(const QList<RepeatableTable::Entry> &entries);

} // namespace relata
