#pragma once
#include "models/base/message.h"
#include "models/schema/schema.h"

#include <QStringList>

#include <optional>

namespace relata {

struct Engine;
struct MigrationFile;
struct ServerInfo;

/// The first statement of a way up behind which going back does not bring back just what was there.
struct PointOfNoReturn {
    int statement = 0; ///< from 1
    QString sql; ///< on one line
    Message why; ///< "Point of no return: statement 2 (DROP TABLE book) drops table book with its rows."
    Message remedy; ///< what would still bring it back
    int commits = 0; ///< the statement behind which the transaction ends that it is in; until then all of it goes back
};

/// How a migration can be gone back from.
struct ReturnOutlook {
    std::optional<PointOfNoReturn> point; ///< empty: going back is exact from every statement
    QStringList kept; ///< tables that keep what it takes away
    bool byText = false; ///< the schema before and after it is not known: what its text does not tell counts as lost

    /// The point, or that there is none; then what is kept, and by what it was told. A sentence each.
    QList<Message> lines() const;
};

/// Of the way up. `before` and `after`: the schemas by replay, common objects under common ids; null: its text alone is
/// looked at. What cannot be told counts as lost. Pure.
ReturnOutlook returnOutlook(const MigrationFile &migration, const Engine &engine, const ServerInfo &server,
    const Schema *before, const Schema *after);

} // namespace relata
