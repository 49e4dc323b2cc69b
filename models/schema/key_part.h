#pragma once
#include "models/schema/expression.h"

#include <QList>

namespace relata {

/// One entry of a primary key, unique constraint or index: a column or an expression, with its order.
struct KeyPart {
    enum class Nulls { Default, First, Last };
    ObjectId column; ///< null when the part is an expression
    Expression expression; ///< empty when the part is a column
    bool descending = false;
    Nulls nulls = Nulls::Default;
    QString collation;
    QString operatorClass;
    int prefixLength = 0; ///< characters; 0: the whole value

    bool operator==(const KeyPart &) const = default;
};
using KeyParts = QList<KeyPart>;

} // namespace relata
