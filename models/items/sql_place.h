#pragma once
#include "models/items/sql_completion.h"
#include "models/sql/query_scopes.h"

namespace relata {

struct SqlToken;

/// Where a caret stands in a statement, and what the names there can mean.
struct CompletionNames::Place {
    enum class Wanted { Anything, Table, JoinedTable, Condition, Shared, Member, Target, Assignment, Star, Order };
    qsizetype begin = 0;
    QString prefix; ///< lower case, without an opening quote
    QStringList qualifier; ///< the names before the dot
    Wanted wanted = Wanted::Anything;
    QStringList listed; ///< Target: names that are there already
    Scopes scopes;
    int scope = 0;
    QList<Source> sources; ///< of its own query, then of those around it
    qsizetype ownSources = 0; ///< how many of them are its own query's
    qsizetype caret = 0; ///< within the statement

    static Wanted after(const QList<SqlToken> &before, QStringView statement, bool atStar, bool qualified);
    bool fits(const QString &name) const { return name.startsWith(prefix, Qt::CaseInsensitive); }
};

} // namespace relata
