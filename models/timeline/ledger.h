#pragma once
#include "models/engine/fetch.h"
#include "models/timeline/timeline.h"

#include <optional>

namespace relata {

struct Engine;

/// What a database says was applied: one row a migration and one a statement, kept in the database itself, in tables
/// whose names begin with _relata_. Used on the connection's thread. Times are UTC.
class Ledger {
public:
    Ledger(Connection &connection, const Engine &engine)
        : m_connection(connection)
        , m_engine(engine)
    { }

    enum class Direction { Up, Down };
    struct Entry {
        QString id, version, title, checksum, body;
        QString state; ///< "applied", "running", "failed"
        Direction direction = Direction::Up;
        int statements = 0, done = 0;
        bool isUnknown = false; ///< a statement was begun, and nobody knows what became of it
        QDateTime startedAt, finishedAt;
        QString by, error;
    };

    /// Asks the session where the ledger stands, once: what a script sets later does not lead elsewhere.
    Result<> locate();
    /// What stands before the names of its tables, once it is located.
    QString place() const { return m_place.value_or(QString()); }
    /// Makes the tables when they are not there.
    Result<> ensure();
    /// All entries by version; none when there is no ledger.
    Result<QList<Entry>> entries();
    /// The one of this migration; none when it is neither applied nor begun.
    Result<std::optional<Entry>> entry(const MigrationFile &migration);

    /// A statement's row.
    struct Said {
        int position = 0; ///< from 0
        QString sql;
        bool isDone = false; ///< else it was begun, and nobody knows what became of it
    };
    /// The rows of a migration's statements in that direction, in order.
    Result<QList<Said>> said(const MigrationFile &migration, Direction direction);

    /// Says that a run begins. `body` is the whole file; `checksum` its tokens'.
    Result<> begin(const MigrationFile &migration, Direction direction, int statements, const QString &checksum);
    /// Before a statement where each commits by itself; `position` from 0.
    Result<> statementStarted(const MigrationFile &migration, Direction direction, int position, const QString &sql);
    Result<> statementDone(const MigrationFile &migration, Direction direction, int position, const QString &sql);
    /// After a statement failed and its transaction was rolled back. Unless it `isSettled`, what was begun stays so: it
    /// may have run.
    Result<> failed(const MigrationFile &migration, Direction direction, const Error &error, bool isSettled = true);
    /// Up: applied. Down: the migration's rows go; what happened stays in the log of runs.
    Result<> finish(const MigrationFile &migration, Direction direction);
    /// Forgets the migration: it counts as never applied.
    Result<> remove(const MigrationFile &migration);
    /// Statements of that direction that are known to be done, counted from the first without a gap.
    Result<int> doneCount(const MigrationFile &migration, Direction direction);
    /// Whether a statement was begun and its end was never written: it may or may not have happened.
    Result<bool> hasUnknown(const MigrationFile &migration, Direction direction);

private:
    friend class LedgerEdits;
    struct Command {
        QString sql;
        QList<Value> values;
    };
    /// `@` in the text stands for the place of the tables whose names follow.
    Result<Rows> ask(QString sql, const QList<Value> &values);
    /// All entries, or that of one migration; two queries, however many there are.
    Result<QList<Entry>> read(const QString &id);
    Result<> readStatements(QList<Entry> &entries, const QString &id);
    Result<> run(const QString &sql, const QList<Value> &values);
    /// All or none of them, whenever the program dies: in a transaction of their own when none is open.
    Result<> runAsOne(const QList<Command> &commands);
    QString parameters(int from, int to) const;
    /// What a statement's row is taken out with, and put in with.
    Command dropping(const MigrationFile &migration, Direction direction, int position) const;
    Result<> putStatement(
        const MigrationFile &migration, Direction direction, int position, const QString &sql, const char *state);

    Connection &m_connection;
    const Engine &m_engine;
    std::optional<QString> m_place; ///< what stands before the tables' names
};

/// "up" or "down", as the tables have it.
QString directionWord(Ledger::Direction direction);
/// Now, in UTC as ISO 8601, as the tables beside the ledger have it.
QString ledgerTime();

/// What the database says beside what the project says, in the timeline's order; what only the database knows is
/// Missing.
QList<MigrationStatus> statusOf(const Timeline &timeline, const QList<Ledger::Entry> &entries, const Engine &engine);
/// SHA-256 over the file's tokens: white space, comments and line ends never count; of Python over its text.
QString migrationChecksum(const MigrationFile &migration, const Engine &engine);

} // namespace relata
