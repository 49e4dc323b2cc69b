#pragma once
#include "models/base/result.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"

namespace relata {

/// What a refused statement's trouble is about, as far as the server's words tell.
enum class Trouble {
    Unknown,
    Exists, ///< what it makes is there already
    IsMissing, ///< what it names is not there
    Data, ///< rows are in the way
    Rights,
    Lock,
    Disk,
    Syntax
};

/// What scripts for an engine's own client need beside the statements, and what its servers' refusals are about. A
/// runner may be one too: see scriptPort. Pure: no connection, any thread.
class ScriptPort {
public:
    virtual ~ScriptPort() = default;
    /// The moment as the ledger writes it, UTC in milliseconds, as an expression.
    virtual QString utcNow() const = 0;
    /// Who runs the script, as an expression.
    virtual QString currentUser() const = 0;
    /// The texts one behind the other, as an expression.
    virtual QString concatenated(const QStringList &expressions) const
    {
        return expressions.join(QStringLiteral(" || "));
    }
    /// Lines before all else: the client stops at the first error, and holds the migration lock where it can.
    virtual QString opening() const = 0;
    virtual QString closing() const = 0;
    /// A statement that fails, and so stops the script, where the query answers a row.
    virtual QString stopWhere(const QString &query, const QString &reason) const = 0;
    /// A query for the rows of a statement that must answer none.
    virtual QString rowsOf(const QString &statement) const { return statement; }
    /// The statements as text that does nothing where the query answers a row. Refused where that cannot be had.
    virtual Result<QString> unless(
        const QString &query, const QStringList &statements, const ServerInfo &server) const = 0;
    /// From the SQLSTATE, where it is known, and the server's words.
    virtual Trouble troubleOf(const QString &sqlState, const QString &words) const = 0;
    /// Whether a query was refused because a table that it names is not there.
    virtual bool isMissingTable(const Error &error) const = 0;
};

/// Null where the engine offers none.
inline const ScriptPort *scriptPort(const Engine &engine) { return dynamic_cast<const ScriptPort *>(engine.runner); }

/// Whether a query was refused because a table that it names is not there, as far as the engine tells.
inline bool isMissingTable(const Engine &engine, const Error &error)
{
    const ScriptPort *port = scriptPort(engine);
    return port && port->isMissingTable(error);
}

} // namespace relata
