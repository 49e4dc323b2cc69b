#pragma once
#include "models/schema/schema.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <functional>

namespace relata {

/// What rows must heed that their own table does not say.
struct RowHints {
    QSet<ObjectId> gentle; ///< columns that something computes or converts: no extremes
    QHash<ObjectId, QStringList> choices; ///< columns that may only hold one of these
    bool zeroDates = false; ///< the server takes 0000-00-00
};

/// What rows of `from` must heed so that the way to `to` and back is open: columns that a materialized view, a
/// generated column or an index computes with on either side, that get another type or that the server numbers, hold no
/// extremes; tables that become partitions hold rows within their bounds. `survives`: whether all values of a column
/// that gets another type come through, so that extremes may show it.
RowHints hintsFor(const Schema &from, const Schema &to, const std::function<bool(ObjectId)> &survives = {});

} // namespace relata
