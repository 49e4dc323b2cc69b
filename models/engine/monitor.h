#pragma once
#include "models/engine/connection.h"
#include "models/plan/statement_facts.h"

#include <optional>

namespace relata {

/// What kind of constraint refused a row.
enum class Violation { None, NotNull, Check, Unique, ForeignKey, Exclusion };

/// The strongest lock that a session holds on a relation.
struct HeldLock {
    LockLevel level = LockLevel::None;
    QString engineName;
};

/// What a server shows of a session between two of its statements, by what stays when a relation is renamed.
struct ServerSight {
    struct Relation {
        QStringList path; ///< as in Schema: the session's own namespace has no name
        bool isTable = false; ///< or a view of either kind
        QByteArray file; ///< of what holds rows: another one holds them written anew
    };
    QHash<QByteArray, Relation> relations;
    QHash<QByteArray, HeldLock> locks;
};

/// An object with all that belongs to it, in the server's own words.
struct OwnWords {
    QByteArray kind; ///< the key of its kind: "table"
    QStringList path; ///< as in Schema: the session's own namespace has no name
    QString text; ///< the same wherever the database stands and whatever it is called
};

/// A spelling of a statement that the server takes only when it costs no more than said.
struct CheapForm {
    QString sql;
    std::optional<bool> rewrites; ///< empty: either
};

/// What proofs see on a server beside its answers. All null or empty where an engine shows nothing.
class Monitor {
public:
    virtual ~Monitor() = default;
    /// Why a row was refused.
    virtual Violation violation(const Error &error) const = 0;
    /// Settings before and at the beginning of a transaction in which every constraint must answer at once.
    virtual QStringList beforeTrials() const { return {}; }
    virtual QStringList inTrials() const { return {}; }
    /// A query that answers rows where foreign keys are broken and the server has not said so yet; empty: it always
    /// has.
    virtual QString brokenForeignKeys() const { return {}; }

    /// Whether `ownWords` answers anything.
    virtual bool hasOwnWords() const { return false; }
    /// What the server says of the objects that it holds; empty where reading has compared already.
    virtual Result<QList<OwnWords>> ownWords(Connection &) const { return QList<OwnWords>(); }

    /// Who was granted what on all that is in the database: "'app'@'%': SELECT, INSERT". Such rights differ by place
    /// and stand in no schema; those that this session may not see are left out.
    virtual Result<QStringList> rightsOnAll(Connection &) const { return QStringList(); }

    /// Whether `look` shows anything.
    virtual bool sees(const ServerInfo &) const { return false; }
    /// Within the session's transaction: what it holds, and where rows stand.
    virtual Result<ServerSight> look(Connection &) const { return ServerSight(); }
    /// Spellings of the statement, the cheapest first; the statement itself is not among them.
    virtual QList<CheapForm> cheapForms(const QString &, const ServerInfo &) const { return {}; }
    /// Whether the server refused a cheap form for what it costs, and has done nothing.
    virtual bool isTooDear(const Error &) const { return false; }
};

} // namespace relata
