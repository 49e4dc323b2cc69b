#pragma once
#include "models/schema/object_id.h"

#include <QString>

#include <variant>
#include <vector>

namespace relata {

/// SQL text cut at each reference it resolves; names are filled in on writing, so what names a renamed thing follows.
/// Equality is over the pieces, which are in the server's normal form; the author's spelling is cosmetic.
struct Expression {
    using Piece = std::variant<QString, ObjectId>;
    std::vector<Piece> pieces;
    QString spelled; ///< the author's text when it differs from the normal form
    bool resolved = true; ///< false: "may depend" on anything it could name

    static Expression of(const QString &text, bool isResolved = true);
    bool isEmpty() const { return pieces.empty(); }
    bool operator==(const Expression &other) const { return pieces == other.pieces && resolved == other.resolved; }
};

} // namespace relata
