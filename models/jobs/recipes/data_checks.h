#pragma once
#include "models/base/job_context.h"
#include "models/base/result.h"
#include "models/engine/server_info.h"
#include "models/schema/schema.h"

#include <functional>

namespace relata {

class Connection;
class CopiedRows;
struct Engine;
struct MigrationFile;

/// What stands for rows that are in the way, where codes of findings are allowed.
inline constexpr auto DataCode = "DATA";

/// What a migration asks of the rows that stand, and those that do not answer it.
struct DataCheck {
    enum class What {
        Missing, ///< no value in a column that becomes NOT NULL
        Duplicate, ///< more rows than one with the values of a new key
        Orphan, ///< rows that a new foreign key finds no parent for
        Failing, ///< rows that a new check refuses
        Unfit, ///< values that the column's new type refuses
        Rights, ///< what others were granted, and what does not outlive the change
        Changed, ///< values that come out of the column's new type as others
        Dropped, ///< rows, or values, of what goes
        Unlisted, ///< values that go from a column's enum or list
        Stray, ///< values of another kind than their column says, carried over as they are
        Turned, ///< such values, of the column's own kind behind the change
        Displaced ///< rows that are deleted without a word, for no part of their table takes them
    };
    What what = What::Missing;
    QString object; ///< the column, constraint or table, for people
    QString rows; ///< "FROM … WHERE …": the rows in question; empty: nobody can ask for them
    /// "FROM …" and the condition that `rows` consists of, where one reading of the table can count for several; empty:
    /// it cannot.
    QString table{}, condition{};
    QStringList sampled; ///< quoted columns that tell a row to people
    qint64 count = 0;
    QStringList samples; ///< of the first rows: "id = 4, code = x"
    QString kind{}; ///< the SQL that says of what kind the last of the sampled columns is; empty: it is not said
    QString cast; ///< how a value is converted, where the statement says it
    /// What decides, each by its names before and after: the table whose rows are asked, those that an UPDATE of it
    /// meets too, the other one of a foreign key; or what others were granted rights on.
    QList<QStringList> places{};
    QStringList columns{}; ///< the one that changes, by its names before and after
    QString routine{}; ///< FUNCTION or PROCEDURE, where rights on one are asked
    QStringList type{}, labels{}; ///< the enum type that loses values, and these
    QString unasked{}; ///< what the server said instead of an answer; empty: it gave one

    /// Whether a statement of the migration fails on such rows, or deletes them; what nobody can tell of these counts.
    bool stops() const
    {
        return (unasked.isEmpty() || what == What::Displaced) && what != What::Changed && what != What::Dropped
            && what != What::Stray && what != What::Turned;
    }
    /// "users.email becomes NOT NULL; rows without a value: 4 (id = 4; id = 9; id = 12; …)"
    Message message() const;
};

/// FUNCTION or PROCEDURE; empty: it is no routine.
QString routineWord(ObjectId id, const Schema &schema);

/// What the way from one schema to another asks, for rows of the first; common objects under common ids. What cannot be
/// asked in SQL before the change, such as a check of a column that comes with it, is left out. Pure.
/// `server`: the one that will be asked. `dropped`: what stands on both sides, and is made anew between them. `copies`:
/// tables whose rows are carried over, and whose values are looked over with that; null: none.
QList<DataCheck> dataChecks(const Schema &before, const Schema &after, const Engine &engine,
    const ServerInfo &server = {}, const QList<ObjectId> &dropped = {}, const CopiedRows *copies = nullptr);

/// Those of them that rows speak against, with their number and the first three, and those that the server does not
/// answer, for rights or types without an order. Reads whole tables, each once for all that is asked of its columns.
Result<QList<DataCheck>> failingChecks(Connection &connection, const QList<DataCheck> &checks, JobContext &context);

/// Rows that speak against a migration.
struct FoundRows {
    DataCheck check;
    bool maySettle = false; ///< it may see to them itself, before a statement fails on them

    /// Whether the migration is not run for them.
    bool isInTheWay() const { return check.stops() && !maySettle; }
    Message message() const;
};

/// All of them, as far as they are asked for, and what is not known. Reads whole tables.
Result<QList<FoundRows>> rowsInTheWay(Connection &connection, const Engine &engine, const MigrationFile &migration,
    const Schema &before, const Schema &after, JobContext &context);

/// Refuses where a statement of the migration would fail on rows that stand, unless it may settle them itself; what is
/// found, or is not known, is told, too.
Result<> mustFitRows(Connection &connection, const Engine &engine, const MigrationFile &migration, const Schema &before,
    const Schema &after, bool isAllowed, const std::function<void(const Message &)> &tell, JobContext &context);

} // namespace relata
