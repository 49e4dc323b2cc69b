#pragma once
#include "models/schema/schema.h"

#include <QString>

namespace relata {

struct Column;
struct ServerInfo;

/// What becomes of a column's values when its type changes. Conditions are SQL over rows of the table as it was, with
/// the column's name of before; they are never true of NULL. An empty one cannot be asked, though it may hold.
struct Conversion {
    bool mayLose = false; ///< a value may come out as another without a word
    bool mayFail = false; ///< the statement may fail on a value
    QString lost; ///< the value would come out as another
    QString failing; ///< the statement would fail on it
    QString cast; ///< how the statement converts, where it has to say it

    bool keepsAll() const { return !mayLose && !mayFail; }
    /// Whether rows can be asked for all that may happen to them.
    bool isAsked() const { return mayLose == !lost.isEmpty() && mayFail == !failing.isEmpty(); }
};

/// Values that a server took although they are not of the kind that their column says. Conditions as above.
struct Strays {
    QString left; ///< stay as they are when the rows come to the table as it is wanted
    QString turned; ///< become values of the column's own kind then
};

/// Rows that a statement deletes without a word, for it gives their table other parts and none of these takes them.
struct Displaced {
    qsizetype statement = 0; ///< which of those that were asked about, from 0
    QString table; ///< as the statement calls it, without its namespace
    ObjectId id; ///< of the table in the schema before; null: it is not in there
    QString rows; ///< "FROM …", with the names of before; empty: it cannot be asked which
};

/// Knows an engine's types. Pure.
class ConversionPort {
public:
    virtual ~ConversionPort() = default;
    /// `before` and `after` are the same column as `from` and `to` have it. What is not known may both lose and fail.
    /// `server`: where it is to run, or one without a version.
    virtual Conversion conversion(const Column &before, const Column &after, const Schema &from, const Schema &to,
        const ServerInfo &server) const = 0;
    /// Of a column whose rows are carried over. Empty where the server holds every value to its column's type.
    virtual Strays strays(const Column &, const Column &, const Schema &, const Schema &) const { return {}; }
    /// What statements that run one after the other may delete so. Empty where the server refuses such statements.
    virtual QList<Displaced> displaced(const QStringList &, const Schema &) const { return {}; }
    /// The SQL for what kind a value of the column of this name is, for people; empty: it is its column's.
    virtual QString kindOf(const QString &) const { return {}; }
};

} // namespace relata
