#pragma once
#include "models/base/result.h"
#include "models/schema/schema.h"

#include <QHash>
#include <QSet>

namespace relata {

class Connection;
struct Engine;

/// The values of columns that get another type, or whose table turns them into others, as far as their engine says that
/// they come through: down must bring just these back.
class ConvertedRows {
public:
    /// Reads them from a database that stands as `from`; columns without a way to ask are in `unasked`.
    static Result<ConvertedRows> read(
        Connection &connection, const Schema &from, const Schema &to, const Engine &engine);
    /// The first column that lost one of them; null: none.
    Result<ObjectId> missing(Connection &connection, const Schema &from, const Engine &engine) const;

    /// Whether the values of this column may come out as others.
    bool concerns(ObjectId column) const { return m_cells.contains(column) || unasked.contains(column); }

    QList<ObjectId> unasked;

private:
    QHash<ObjectId, QSet<QByteArray>> m_cells; ///< by column: each with the key of its row
};

} // namespace relata
