#pragma once
#include "models/base/job_context.h"
#include "models/base/result.h"
#include "models/plan/plan.h"
#include "models/schema/schema.h"

#include <functional>
#include <memory>
#include <optional>

namespace relata {

struct Column;
class Connection;
class RunWatchPort;
struct ConnectionProfile;
struct ServerInfo;
struct PlanTree;

class Driver {
public:
    virtual ~Driver() = default;
    /// Opens a session; blocks up to the profile's connect timeout. Errors name their cause: host, refused, TLS,
    /// authentication, database missing, time-out, file.
    virtual Result<std::unique_ptr<Connection>> open(const ConnectionProfile &profile) const = 0;
};

/// What part of a database to read.
struct InspectScope {
    QStringList schemas; ///< empty: all but the system's
    QString defaultSchema; ///< bound as the namespace without a name; empty: the profile's or engine's
};

class Catalogue {
public:
    virtual ~Catalogue() = default;
    /// The whole schema in a fixed number of set-based queries; what is not managed comes as Opaque. `_relata_*` and
    /// the system's own objects are left out.
    virtual Result<Schema> read(Connection &connection, const InspectScope &scope, JobContext &context) const = 0;
};

/// What a plan is made for.
struct Target {
    const ServerInfo &server;
    std::function<qint64(ObjectId)> rows; ///< estimated rows of a table; may be empty: unknown
    bool naive = false; ///< plain forms instead of online ones
    QString defaultSchema; ///< name behind the namespace without one, where text needs it
};

struct PlanContext {
    const Schema &from;
    const Schema &to;
    const Target &target;
};

/// All changes of one existing table and what belongs to it.
struct TableChange {
    ObjectId table;
    std::vector<Change> changes;
};

/// What a change of a type takes along where the type is made anew: an exchange of the old one for the new.
struct Exchange {
    QList<ObjectId>
        types; ///< that stand on it and are made anew with it, as they are wanted, with what belongs to them
    QList<ObjectId> columns; ///< that it moves over, by their names before; what stands on them steps aside
    std::optional<Message> obstacle; ///< why it cannot be
};

/// What goes for good with a change, beside the rows of tables and the values of columns.
enum class Loss {
    None,
    Rows, ///< of a virtual table
    Values, ///< of some of its columns
    History, ///< what rows were before
    Position ///< the number a sequence stands at
};

/// Rights that others were granted on an object and that a change takes away, or leaves at the object's old name.
struct RightsLost {
    QString rows; ///< "FROM …": those that a server holds, one a row
    QString grant; ///< the expression that writes one as the GRANT that is missing then
};

/// Writes an engine's SQL for single changes; models/planner orders them. Pure: no connection, any thread.
class Writer {
public:
    virtual ~Writer() = default;
    /// Creates `id` as `context.to` has it, with the children that `isFolded` claims.
    virtual std::vector<Statement> create(ObjectId id, const PlanContext &context) const = 0;
    /// Drops `id` as `context.from` has it; what belongs to a table goes with it.
    virtual std::vector<Statement> drop(ObjectId id, const PlanContext &context) const = 0;
    /// Empty: cannot be altered so, must be recreated.
    virtual std::optional<std::vector<Statement>> alter(const Altered &change, const PlanContext &context) const = 0;
    /// Whether creating its parent creates this child too. Columns always are; foreign keys are asked for only when the
    /// referenced table stands already or needs none.
    virtual bool isFolded(const Object &child) const = 0;
    /// Whether foreign keys of new tables are folded even where tables refer to each other in a circle.
    virtual bool foldsCyclicForeignKeys() const { return false; }
    /// Whether alterTable wants this change of a table's part in its group.
    virtual bool isGrouped(const Change &) const { return false; }
    /// All grouped changes of one table in one go (a rebuild, a merged ALTER); empty: object by object.
    virtual std::optional<std::vector<Statement>> alterTable(const TableChange &, const PlanContext &) const
    {
        return {};
    }
    /// Whether `dependant`, itself unchanged, must be dropped before this change and recreated after it.
    virtual bool stepsAside(const Object &dependant, const Altered &change) const
    {
        Q_UNUSED(dependant)
        Q_UNUSED(change)
        return false;
    }
    /// What this change takes along; empty: it makes no type anew.
    virtual std::optional<Exchange> exchange(const Altered &, const PlanContext &) const { return {}; }
    /// Whether `dependant`, itself unchanged, must be gone while this column or type of an exchange is moved over.
    virtual bool stepsAsideFor(const Object &dependant, const Object &exchanged) const
    {
        Q_UNUSED(dependant)
        Q_UNUSED(exchanged)
        return false;
    }
    /// What the change takes away that no way back brings again. A sequence that goes with its column is not told.
    virtual Loss lossOf(const Change &change, const Schema &from, const Schema &to) const;
    /// Rights that are no objects of a schema, and do not outlive the change; empty: none, or they do.
    virtual std::optional<RightsLost> rightsLost(const Change &change, const Schema &from, const Schema &to) const
    {
        Q_UNUSED(change)
        Q_UNUSED(from)
        Q_UNUSED(to)
        return {};
    }
    /// Whether an order of columns can be had without recreating the table.
    virtual bool honoursColumnOrder() const { return false; }
    /// Why a server of the planned version cannot come by this change, or hold what it leads to in `to`; empty where it
    /// can, and where the version is not known.
    virtual Message lacking(const Change &change, const Schema &to, const ServerInfo &server) const
    {
        Q_UNUSED(change)
        Q_UNUSED(to)
        Q_UNUSED(server)
        return {};
    }
    /// Whether a column of this type may have a value as its default.
    virtual bool takesDefault(const Column &) const { return true; }
    /// Whether rows can be met in parts by the order of this column's values, whose text means that value alone.
    virtual bool ordersExactly(const Column &column) const;
    /// Whether others gain when many rows are written in batches rather than in one transaction with the rest.
    virtual bool gainsByBatches() const { return true; }
    /// The object's CREATE text with all that belongs to it, as people read it.
    virtual QString script(ObjectId id, const Schema &schema) const = 0;
};

/// A database of the engine's own for proofs, dropped when this object goes.
class ScratchDatabase {
public:
    virtual ~ScratchDatabase() = default;
    virtual Connection &connection() = 0;
    /// For further sessions; holds the password in memory.
    virtual const ConnectionProfile &profile() const = 0;
    /// Where it is, for people: "in memory", "database _relata_scratch_… beside shop".
    virtual Message description() const = 0;
};

class ScratchProvider {
public:
    virtual ~ScratchProvider() = default;
    /// A new empty database on the server that `beside` names, which itself is never written; or, when the target gives
    /// no right to one or `beside` is empty, on a private server started from installed binaries. Errors say which
    /// grant or package would allow it.
    virtual Result<std::unique_ptr<ScratchDatabase>> create(
        const ConnectionProfile &beside, JobContext &context) const = 0;
    /// The same, where other programs have to reach it.
    virtual Result<std::unique_ptr<ScratchDatabase>> createReachable(
        const ConnectionProfile &beside, JobContext &context) const
    {
        return create(beside, context);
    }
};

/// Reads what a statement does from its text, whoever wrote it. Pure: no connection, any thread.
class SqlAnalyst {
public:
    virtual ~SqlAnalyst() = default;
    /// Never fails. What the engine's parser does not take has `parsed` false and the facts that its words tell; what
    /// nobody knows is opaque, under the strongest lock on an object without a name. Effects stay empty: the schema
    /// before and after a replay tells them.
    virtual StatementFacts facts(QStringView statement, const ServerInfo &server) const = 0;
};

class PlanReader {
public:
    virtual ~PlanReader() = default;
    /// The statement to run for this query's plan; with `analyze` it executes the query.
    virtual QString explain(const QString &query, bool analyze, const ServerInfo &server) const = 0;
    /// Reads what `explain` answered: for row-wise answers one line a row, cells joined by tabs.
    virtual Result<PlanTree> read(const QByteArray &text) const = 0;
};

/// Type names for the ledger: an indexable text of 64 characters, a long text, a 64-bit integer; and what follows the
/// closing parenthesis of a CREATE TABLE.
struct LedgerWords {
    QString key, text, number, tableSuffix;
};

/// What running migrations needs of an engine.
class RunnerPort {
public:
    virtual ~RunnerPort() = default;
    /// Whether DDL takes part in transactions; without it each statement commits by itself.
    virtual bool transactionalDdl() const = 0;
    /// The words with which models/timeline/ledger writes its CREATE TABLE IF NOT EXISTS.
    virtual LedgerWords ledgerWords() const = 0;
    /// How a statement of a migration file may run: joined with its neighbours in one transaction, or not.
    virtual TransactionMode modeOf(QStringView statement, const ServerInfo &server) const = 0;
    /// Whether rows in this statement's answer mean failure (SQLite's foreign_key_check).
    virtual bool mustAnswerNothing(QStringView) const { return false; }
    /// Whether this statement only sets the session: run again before a migration that stopped behind it goes on.
    virtual bool setsSession(QStringView) const { return false; }
    /// Whether this statement leaves in the session what running it again could not bring back, such as a temporary
    /// table or a variable read from rows: nothing can go on behind it in another session.
    virtual bool fillsSession(QStringView) const { return false; }
    /// What a session is set to while this statement of a script runs, so that no data is lost unsaid; empty: nothing.
    virtual QString settingFor(QStringView, const ServerInfo &) const { return {}; }
    /// Whether this statement sets the same by itself: then the author's setting holds.
    virtual bool overridesSetting(QStringView) const { return false; }
    /// Takes back what a script's statements set, as far as that reaches what Relata runs behind them; keeps the
    /// migration lock. Runs outside of transactions.
    virtual QStringList freshSettings(const ServerInfo &) const { return {}; }
    /// A query for the one schema that the ledger stands in, or is to be made in; empty: names need no schema.
    virtual QString ledgerSchema() const { return {}; }
    /// Does `work` with the rights of the session's own user, whatever role a script took; in its transaction.
    virtual Result<> withOwnRights(Connection &, const std::function<Result<>()> &work) const { return work(); }
    /// The n-th placeholder of a statement, from 1: "$1" or "?".
    virtual QString parameter(int n) const = 0;
    /// Takes the database's migration lock for this session, which is of the lock's own (see RunWatchPort), without
    /// waiting; false: somebody else holds it. It is released with the session at the latest.
    virtual Result<bool> tryLock(Connection &connection) const = 0;
    virtual Result<> unlock(Connection &connection) const = 0;
    /// What else can be known of a run and of who stands in its way; null: nothing.
    virtual const RunWatchPort *watch() const { return nullptr; }
    /// Sets time-outs for what follows on this connection; empty where the engine has none.
    virtual QStringList timeouts(std::chrono::milliseconds lock, std::chrono::milliseconds statement) const = 0;
};

} // namespace relata
