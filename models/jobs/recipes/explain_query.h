#pragma once
#include "models/base/result.h"
#include "models/explain/plan_tree.h"

#include <QByteArray>

namespace relata {

class Connection;
struct Engine;

struct ExplainedQuery {
    PlanTree tree;
    QByteArray raw; ///< as the server said it
};

/// Asks the server for the plan of the first statement in `sql`. With `analyze` it runs inside a transaction that is
/// rolled back, unless one is open already: then a data-changing statement is refused, for it would stay.
Result<ExplainedQuery> explainQuery(Connection &connection, const Engine &engine, const QString &sql, bool analyze);

} // namespace relata
