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

/// Knows an engine's types. Pure.
class ConversionPort {
public:
    virtual ~ConversionPort() = default;
    /// `before` and `after` are the same column as `from` and `to` have it. What is not known may both lose and fail.
    /// `server`: where it is to run, or one without a version.
    virtual Conversion conversion(const Column &before, const Column &after, const Schema &from, const Schema &to,
        const ServerInfo &server) const = 0;
};

} // namespace relata
